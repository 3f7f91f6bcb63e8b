"""What a calculator hands to another: the names on both sides."""

from __future__ import annotations

from collections.abc import Mapping

from playsmith.calculators.calculator import Calculator
from playsmith.calculators.findings import Findings, nearest
from playsmith.calculators.kinds import NUMERIC
from playsmith.calculators.validate import wrong_with
from playsmith.model.calculator import CalculatorSpec
from playsmith.problems import Problem


def check_hand_over(spec: CalculatorSpec, findings: Findings) -> None:
    """Every result that is handed over is there, and is a number."""
    numbers = [name for name, each in spec.outputs.items() if each.kind in NUMERIC]
    for index, each in enumerate(spec.hand_over):
        for name, output in each.values.items():
            if output not in numbers:
                place = ("hand_over", index, "values", name)
                findings.at(
                    place, f"there is no number '{output}' under outputs", nearest(output, numbers), "unknown-name"
                )


def check_targets(calculators: Mapping[str, Calculator]) -> list[Problem]:
    """Every input that gets a value is there, and takes what is fixed. Targets that failed are not looked at."""
    problems: list[Problem] = []
    for calculator in calculators.values():
        findings = Findings(calculator.marks)
        for index, each in enumerate(calculator.spec.hand_over):
            target = calculators.get(each.calculator)
            if target is None:
                continue
            inputs = {name: one for name, one in target.spec.inputs.items() if one.kind not in ("table", "file")}
            for part, names in (("values", each.values), ("fixed", each.fixed)):
                for name in names:
                    place = ("hand_over", index, part, name)
                    if name not in inputs:
                        message = f"calculator '{each.calculator}' has no input '{name}'"
                        findings.at(place, message, nearest(name, inputs), "unknown-name")
                    elif part == "fixed" and wrong_with(inputs[name], each.fixed[name]) is not None:
                        message = f"input '{name}' of calculator '{each.calculator}' does not take {each.fixed[name]!r}"
                        findings.at(place, message, "give a value that one could enter there", "wrong-kind")
        problems += findings.problems
    return problems
