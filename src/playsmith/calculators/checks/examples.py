"""Examples: the names they give values for. What they compute is proven by running them."""

from __future__ import annotations

from playsmith.calculators.findings import Findings, nearest
from playsmith.model.calculator import CalculatorSpec

FIELD_CODES = frozenset(
    {
        "required",
        "not_a_number",
        "not_a_whole_number",
        "below_minimum",
        "above_maximum",
        "not_an_option",
        "too_many_rows",
        "too_few_rows",
        "too_long",
        "not_a_file",
        "file_too_large",
    }
)


def check_examples(spec: CalculatorSpec, findings: Findings) -> None:
    """Inputs, outputs and codes that examples mention."""
    for index, example in enumerate(spec.examples):
        loc = ("examples", index)
        for kind, given, known in (
            ("input", example.inputs, spec.inputs),
            ("output", example.outputs, spec.outputs),
        ):
            for name in given:
                if name not in known:
                    place = (*loc, f"{kind}s", name)
                    findings.at(place, f"there is no {kind} '{name}'", nearest(name, known), "unknown-name")
        if example.problem is not None and example.problem not in FIELD_CODES | set(spec.messages):
            place, hint = (*loc, "problem"), nearest(example.problem, FIELD_CODES | set(spec.messages))
            findings.at(place, f"there is no message '{example.problem}'", hint, "unknown-name")
        if bool(example.outputs) == (example.problem is not None):
            hint = "say what comes out: `outputs`, or the `problem` that comes instead"
            findings.at(loc, "an example gives either outputs or a problem", hint, "example")
