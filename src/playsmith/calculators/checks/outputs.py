"""Results: the headline, the verdict beside it, the row below, and their bands."""

from __future__ import annotations

from playsmith.calculators.findings import Findings, nearest
from playsmith.calculators.kinds import NUMERIC
from playsmith.model.calculator import CalculatorSpec
from playsmith.model.outputs import Output, OutputColumn


def check_results(spec: CalculatorSpec, findings: Findings) -> None:
    """What the results refer to, and whether bands can be read in order."""
    _output(spec, ("headline",), spec.headline, NUMERIC, findings)
    worded = {name for name, each in spec.outputs.items() if each.kind == "choice" or each.bands}
    if spec.verdict is not None and spec.verdict not in worded:
        known = spec.verdict in spec.outputs
        message = f"output '{spec.verdict}' has no words" if known else f"there is no output '{spec.verdict}'"
        hint = nearest(spec.verdict, worded) + "; a verdict is a choice, or an output with bands"
        findings.at(("verdict",), message, hint, "wrong-kind" if known else "unknown-name")
    for index, name in enumerate(spec.secondary):
        _output(spec, ("secondary", index), name, NUMERIC | {"choice"}, findings)
    for name, output in spec.outputs.items():
        _bands(("outputs", name), output, findings)
        if output.kind == "table":
            for column, each in output.columns.items():
                _bands(("outputs", name, "columns", column), each, findings)


def _output(
    spec: CalculatorSpec, loc: tuple[str | int, ...], name: str, kinds: frozenset[str], findings: Findings
) -> None:
    candidates = [each for each, output in spec.outputs.items() if output.kind in kinds]
    if name not in spec.outputs:
        findings.at(loc, f"there is no output '{name}'", nearest(name, candidates), "unknown-name")
    elif name not in candidates:
        message = f"output '{name}' is a {spec.outputs[name].kind} and cannot stand here"
        findings.at(loc, message, nearest(name, candidates), "wrong-kind")


def _bands(loc: tuple[str | int, ...], output: Output | OutputColumn, findings: Findings) -> None:
    if not output.bands:
        return
    place = (*loc, "bands")
    if output.kind not in NUMERIC:
        findings.at(place, f"a {output.kind} has no bands", "only numbers have", "wrong-kind")
        return
    limits = [band.below for band in output.bands]
    if limits[-1] is not None:
        hint = "the last band has no `below`: it holds for all that is left"
        findings.at((*place, len(limits) - 1), "nothing is said of larger values", hint, "bands")
    inner = [limit for limit in limits[:-1] if limit is not None]
    if len(inner) < len(limits) - 1:
        index = limits.index(None)
        findings.at((*place, index), "bands after this one are never reached", "give it `below`", "bands")
    elif any(second <= first for first, second in zip(limits, inner[1:], strict=False)):
        findings.at(place, "the bands are not in order", "each `below` is larger than the one before", "bands")
