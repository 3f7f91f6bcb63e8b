"""One calculation: inputs checked, rules, arithmetic, and what comes out as JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from playsmith.calculators.calculator import ARITHMETIC, EXPRESSIONS, Calculator
from playsmith.calculators.compiled_engine import CompiledEngine
from playsmith.calculators.lane_engine import LaneEngine
from playsmith.calculators.outcome import Engine, Failure, Outcome
from playsmith.calculators.python_engine import PythonEngine
from playsmith.calculators.validate import FieldProblem, check_inputs
from playsmith.calculators.words import message_of
from playsmith.compiler.values import to_json
from playsmith.locale import Locale

ENGINES: Mapping[str, Callable[[Calculator], Engine]] = {"python": PythonEngine, "compiled": CompiledEngine}


def python_engine(calculator: Calculator) -> Engine:
    """CPython, as the calculator's lane has it."""
    return PythonEngine(calculator) if calculator.bundle is None else LaneEngine(calculator)


@dataclass(frozen=True)
class Evaluation:
    """What a calculation gave: `results` of calculate()'s declared types, or problems by code.

    `values` are the inputs as calculate() got them. `failure` is set where the arithmetic itself broke down.
    """

    values: Mapping[str, object]
    results: Mapping[str, object] | None = None
    problems: tuple[FieldProblem, ...] = ()
    warnings: tuple[FieldProblem, ...] = ()
    failure: Failure | None = None


@dataclass
class Calculation:
    """A calculator in an engine, with the calls that a page makes."""

    calculator: Calculator
    engine: Engine

    def evaluate(self, inputs: Mapping[str, object], *, only_inputs: bool = False) -> Evaluation:
        """Inputs are JSON values, files bytes or the path of a sample; those left out take their defaults.

        `only_inputs` checks them and calculates nothing.
        """
        spec = self.calculator.spec
        checked = check_inputs(spec, self._with_samples(inputs))
        given = (checked.values,)
        warnings = tuple(checked.warnings)
        if checked.problems or only_inputs:
            return Evaluation(*given, problems=tuple(checked.problems), warnings=warnings)
        broken = []
        for index, rule in enumerate(spec.rules):
            outcome = self.expression(f"rule_{index}", checked.values)
            if isinstance(outcome, Failure):
                return Evaluation(*given, problems=(_broken(outcome),), warnings=warnings, failure=outcome)
            said = FieldProblem(spec.messages[rule.message].field or "", rule.message)
            if outcome.value is False and said not in broken:
                broken.append(said)
        if broken:
            return Evaluation(*given, problems=tuple(broken), warnings=warnings)
        outcome = self.engine.call(ARITHMETIC, "calculate", checked.values)
        if not isinstance(outcome, Failure):
            return Evaluation(*given, results=outcome.value, warnings=warnings)
        if outcome.type == "ValueError" and outcome.code in spec.messages:
            said = FieldProblem(spec.messages[outcome.code].field or "", outcome.code)
            return Evaluation(*given, problems=(said,), warnings=warnings)
        return Evaluation(*given, problems=(_broken(outcome),), warnings=warnings, failure=outcome)

    def _with_samples(self, inputs: Mapping[str, object]) -> dict[str, object]:
        samples = self.calculator.samples
        given = dict(inputs)
        for name, each in self.calculator.spec.inputs.items():
            if each.kind == "file":
                value = given.get(name, each.sample)
                given[name] = samples.get(value, value) if isinstance(value, str) else value
        return given

    def expression(self, name: str, quantities: Mapping[str, object]) -> Outcome:
        """A rule, a message's number or a line of the working, with the quantities it uses."""
        parameters = self.calculator.expressions.functions[name].parameters
        arguments = {each: quantities[each] for each in parameters}
        return self.engine.call(EXPRESSIONS, name, arguments)

    def message_value(self, code: str, name: str, values: Mapping[str, object]) -> object:
        """A number of a message; None where the inputs do not give it."""
        parameters = self.calculator.expressions.functions[f"message_{code}_{name}"].parameters
        if any(values.get(each) is None for each in parameters):
            return None
        outcome = self.expression(f"message_{code}_{name}", values)
        return None if isinstance(outcome, Failure) else outcome.value

    def outputs(self, results: Mapping[str, object]) -> dict[str, object]:
        """The results as JSON: "Infinity", null, and no negative zero."""
        declared = self.calculator.signature(ARITHMETIC, "calculate").result
        return _no_negative_zero(to_json(declared, dict(results)))

    def words(self, evaluation: Evaluation, locale: Locale, problems: tuple[FieldProblem, ...]) -> list[dict]:
        """Problems as the page and the command line tell them: field, code, message."""
        return [
            message_of(
                self.calculator.spec,
                each,
                evaluation.values,
                locale,
                lambda name, code=each.code: self.message_value(code, name, evaluation.values),
            )
            for each in problems
        ]


def calculate(
    calculator: Calculator,
    inputs: Mapping[str, object],
    locale: Locale,
    engine: Literal["python", "compiled"] = "python",
) -> dict[str, object]:
    """`{"outputs": {…}}`, or `{"problems": [{"field", "code", "message"}]}`; beside them "warnings", if any.

    Inputs and outputs are JSON values: percentages as fractions, "Infinity", null.
    """
    with (python_engine if engine == "python" else ENGINES[engine])(calculator) as running:
        calculation = Calculation(calculator, running)
        evaluation = calculation.evaluate(inputs)
        answer: dict[str, object] = {}
        if evaluation.results is not None:
            answer["outputs"] = calculation.outputs(evaluation.results)
        else:
            answer["problems"] = calculation.words(evaluation, locale, evaluation.problems)
        if evaluation.warnings:
            answer["warnings"] = calculation.words(evaluation, locale, evaluation.warnings)
        return answer


def _broken(failure: Failure) -> FieldProblem:
    return FieldProblem("", "too_large" if failure.type == "OverflowError" else "unknown")


def _no_negative_zero(value: object) -> object:
    if isinstance(value, float):
        return value + 0.0
    if isinstance(value, dict):
        return {key: _no_negative_zero(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_no_negative_zero(each) for each in value]
    return value
