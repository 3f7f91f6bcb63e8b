"""Defaults taken from a budget guideline, so that a figure lives once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from playsmith.calculators.findings import Findings, nearest
from playsmith.model.calculator import CalculatorSpec
from playsmith.model.inputs import GuidelineBound, PercentInput
from playsmith.model.together import Guideline


def with_guidelines(
    spec: CalculatorSpec, guidelines: Mapping[str, Guideline] | Iterable[Guideline], findings: Findings
) -> CalculatorSpec:
    """The spec with each default that points at a guideline replaced by that guideline's figure (a fraction)."""
    known = dict(guidelines) if isinstance(guidelines, Mapping) else {each.id: each for each in guidelines}
    inputs = dict(spec.inputs)
    for name, field in spec.inputs.items():
        if isinstance(field, PercentInput) and isinstance(field.default, GuidelineBound):
            figure = _figure(name, field.default, known, findings)
            inputs[name] = field.model_copy(update={"default": figure})
    return spec.model_copy(update={"inputs": inputs})


def _figure(name: str, bound: GuidelineBound, known: Mapping[str, Guideline], findings: Findings) -> float | None:
    loc = ("inputs", name, "default")
    guideline = known.get(bound.guideline)
    if guideline is None:
        findings.at(
            (*loc, "guideline"),
            f"there is no guideline '{bound.guideline}'",
            nearest(bound.guideline, known),
            "unknown-guideline",
        )
        return None
    for each in guideline.ranges:
        if each.team == bound.team:
            return each.low if bound.bound == "low" else each.high
    findings.at(
        (*loc, "team"),
        f"guideline '{guideline.id}' has no range for team '{bound.team}'",
        nearest(bound.team, (each.team for each in guideline.ranges if each.team)),
        "unknown-guideline",
    )
    return None
