"""Every build's proof: examples hold, and the compiled code gives what CPython gives."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from playsmith.calculators.calculator import ARITHMETIC, Calculator
from playsmith.calculators.compare import close, differences, unlike
from playsmith.calculators.compiled_engine import CompiledEngine
from playsmith.calculators.generate import generate_inputs
from playsmith.calculators.kinds import DISCRETE
from playsmith.calculators.lane import stated_problems
from playsmith.calculators.outcome import Failure, Outcome, identical
from playsmith.calculators.proofs import fingerprint, is_proven, keep_proof
from playsmith.calculators.run import Calculation, Evaluation, python_engine
from playsmith.calculators.validate import defaults
from playsmith.model.calculator import Example
from playsmith.problems import Mark, Problem

GENERATED = 64
DRAWN_AT_MOST = 4 * GENERATED
ULPS = 2
# More than the page shows; a line in plain arithmetic may lose digits that calculate() keeps by expm1 and log1p.
WORKING_TOLERANCE = 1e-6
_Loc = tuple[str | int, ...]


def prove(calculator: Calculator, cache: Path | None = None) -> tuple[Problem, ...]:
    """All that is wrong with a calculator's numbers; none: it is proven.

    Runs the defaults, each example and up to 64 generated inputs in CPython and in the compiled code. A proof without
    findings is kept in the folder `cache`, so that an unchanged calculator is not proven again.
    """
    if calculator.bundle is not None and not calculator.trusted:
        return tuple(stated_problems(calculator.spec, calculator.marks("examples", 0)))
    key = fingerprint(calculator)
    if cache is not None and is_proven(cache, key):
        return ()
    proven = Proof if calculator.bundle is None else LaneProof
    with python_engine(calculator) as python, CompiledEngine(calculator) as compiled:
        proof = proven(calculator, Calculation(calculator, python), Calculation(calculator, compiled), compiled)
        proof.run(key)
    if not proof.found and cache is not None:
        keep_proof(cache, key)
    return tuple(proof.found.values())


@dataclass(frozen=True)
class Case:
    """Inputs, how messages speak of them, and where they stand in the YAML."""

    inputs: Mapping[str, object]
    said: str
    loc: _Loc


@dataclass
class Proof:
    calculator: Calculator
    python: Calculation
    page: Calculation
    compiled: CompiledEngine
    found: dict[tuple[str, str], Problem] = field(default_factory=dict)

    def run(self, seed: str) -> None:
        spec = self.calculator.spec
        standard = self.case(Case({}, "for the defaults", ("inputs",)))
        for problem in standard.problems if standard.failure is None else ():
            words = f"the defaults are refused: '{problem.code}'"
            self.tell(problem.code, self.mark("inputs"), words, "choose defaults that give a result")
        for index, example in enumerate(spec.examples):
            title = f" ({example.title})" if example.title else ""
            case = Case(example.inputs, f"for example {index + 1}{title}", ("examples", index))
            self.expected(index, self.case(case), case)
            self.shifted(case)
        self.shifted(Case({}, "for the defaults", ("inputs",)))
        accepted = 0
        for number in range(DRAWN_AT_MOST):
            inputs = generate_inputs(spec, f"{seed}:{number}")
            evaluation = self.case(Case(inputs, f"for {self.shown(inputs)}", ("inputs",)))
            accepted += evaluation.results is not None
            if accepted == GENERATED or len(self.found) > 20:
                break

    def mark(self, *loc: str | int) -> Mark:
        return self.calculator.marks(*loc)

    def tell(self, what: str, mark: Mark, message: str, hint: str, level: str = "error") -> None:
        """Add a problem; of several of the same cause the first is enough."""
        self.found.setdefault((what, str(mark)), Problem(mark, message, hint, "proof", level))

    def shown(self, inputs: Mapping[str, object]) -> str:
        standard = defaults(self.calculator.spec)
        changed = {name: value for name, value in inputs.items() if not identical(value, standard[name])}
        return json.dumps(changed, ensure_ascii=False)

    def case(self, case: Case) -> Evaluation:
        """Both engines on the same inputs; what CPython gives."""
        python, page = self.python.evaluate(case.inputs), self.page.evaluate(case.inputs)
        if python.failure is not None or page.failure is not None:
            self.failed(python.failure, page.failure, case)
        elif (python.results is None) != (page.results is None) or python.problems != page.problems:
            codes = [", ".join(each.code for each in one.problems) or "a result" for one in (python, page)]
            message = f"{case.said} CPython gives {codes[0]}, the compiled code {codes[1]}"
            self.tell("problems", self.mark(*case.loc), message, _REPORT)
        elif python.results is not None:
            exact = not self.calculator.arithmetic.transcendental
            for name, place, one, other in differences(
                self.calculator.spec.outputs, python.results, page.results, exact=exact
            ):
                message = f"outputs.{place}: {case.said} CPython gives {one!r}, the compiled code {other!r}"
                self.tell(name, self.mark("outputs", name), message, _REPORT)
            self.working(python, case)
        self.messages(python, case)
        return python

    def failed(self, python: Failure | None, page: Failure | None, case: Case) -> None:
        if python is None or page is None or not python.same_as(page):
            ends = [f"{one.type} at line {one.line}" if one else "a result" for one in (python, page)]
            message = f"{case.said} CPython gives {ends[0]}, the compiled code {ends[1]}"
            self.tell("failure", self.mark(*case.loc), message, _REPORT)
            return
        names = {each.path for each in self.calculator.sources().values()} - {self.calculator.expression_source.path}
        mark = Mark(python.file, python.line, 1) if python.file in names else self.mark(*case.loc)
        what = "a result that is no number (NaN)" if python.type == "nan" else f"{python.type}: {python.code}"
        hint = 'raise ValueError("code") with a message for it, add a rule, or narrow min and max'
        self.tell("failure", mark, f"the calculation breaks down {case.said}: {what}", hint)

    def messages(self, evaluation: Evaluation, case: Case) -> None:
        for problem in evaluation.problems:
            message = self.calculator.spec.messages.get(problem.code)
            for name in message.values if message else ():
                one = self.python.message_value(problem.code, name, evaluation.values)
                other = self.page.message_value(problem.code, name, evaluation.values)
                if not identical(one, other) and not _near(one, other):
                    loc = ("messages", problem.code, "values", name)
                    words = f"{case.said} CPython gives {one!r}, the compiled code {other!r}"
                    self.tell(name, self.mark(*loc), words, _REPORT)

    def working(self, evaluation: Evaluation, case: Case) -> None:
        """Each line that can be shown gives its output: one whose quantities are all there, and that has a value."""
        for index, line in enumerate(self.calculator.spec.working):
            output = evaluation.results[line.output]
            quantities = {**evaluation.values, **evaluation.results}
            parameters = self.calculator.expressions.functions[f"working_{index}"].parameters
            if any(unknown(quantities[each]) for each in (*parameters, line.output)):
                continue
            mark, hint = self.mark("working", index, "expression"), "mend the expression, or what calculate() does"
            for calculation in (self.python, self.page):
                outcome = calculation.expression(f"working_{index}", quantities)
                if isinstance(outcome, Failure) and outcome.type == "ZeroDivisionError":
                    continue  # the line is hidden for these numbers, such as a closed form at no churn
                if not _gives(outcome, output):
                    got = outcome.type if isinstance(outcome, Failure) else repr(outcome.value["result"])
                    words = f"working[{index}]: {case.said} the line gives {got}, but {line.output} is {output!r}"
                    self.tell(f"working {index}", mark, words, hint)

    def expected(self, index: int, evaluation: Evaluation, case: Case) -> None:
        example = self.calculator.spec.examples[index]
        codes = [each.code for each in evaluation.problems]
        if example.problem is not None:
            if example.problem not in codes:
                came = f"'{', '.join(codes)}'" if codes else "a result"
                words = f"{case.said} comes {came}, not the problem '{example.problem}'"
                self.tell("problem", self.mark(*case.loc, "problem"), words, "mend the example, or the calculator")
        elif evaluation.results is None:
            words = f"{case.said} comes the problem '{', '.join(codes)}', not a result"
            hint = "mend the inputs, or say `problem:` if that is what shall come"
            self.tell("result", self.mark(*case.loc), words, hint)
        else:
            actual = self.python.outputs(evaluation.results)
            for name, value in example.outputs.items():
                for place, one, other in unlike(value, actual[name], example.tolerance, name):
                    words = f"{case.said} {place} is {other!r}, not {one!r}"
                    hint = "mend the figure, the arithmetic, or give `tolerance` for a rounded source"
                    self.tell(place, self.mark(*case.loc, "outputs", name), words, hint)

    def shifted(self, case: Case) -> None:
        """No whole number, flag or word may hang on the last digits of exp, log or powers: browsers differ in them."""
        if not self.calculator.arithmetic.transcendental:
            return
        values = self.page.evaluate(case.inputs).values
        plain = self.compiled.call(ARITHMETIC, "calculate", values) if _complete(self.page, case) else None
        if plain is None or isinstance(plain, Failure):
            return
        for shift in (-ULPS, ULPS):
            moved = self.compiled.call(ARITHMETIC, "calculate", values, shift)
            for name, place, one, other in self._moved(plain, moved):
                discrete = not isinstance(one, float) or self.calculator.spec.outputs[name].kind in DISCRETE
                what = f"{one!r} becomes {other!r}" if discrete else f"{one!r} moves to {other!r}"
                words = f"outputs.{place}: {case.said} {what} where exp, log or powers differ in the last digits"
                hint = (
                    "decide with a margin, such as `x >= limit * (1 - 1e-9)`"
                    if discrete
                    else "give the output a larger `tolerance`, or compute it by steps that lose less"
                )
                mark = self.mark("outputs", name)
                self.tell(f"shift {name}", mark, words, hint, "error" if discrete else "warning")

    def _moved(self, plain: Outcome, moved: Outcome) -> Iterator[tuple[str, str, object, object]]:
        if isinstance(moved, Failure):
            yield next(iter(self.calculator.spec.outputs)), "", "a result", moved.type
        else:
            yield from differences(self.calculator.spec.outputs, plain.value, moved.value, exact=False)


class LaneProof(Proof):
    """Of a calculator of engine pyodide: nothing is compiled but its expressions; the defaults and examples are run."""

    def run(self, seed: str) -> None:
        cases = [Case(each.inputs, f"for example {place + 1}", ("examples", place)) for place, each in self.examples()]
        for case in (Case({}, "for the sample", ("inputs",)), *cases):
            evaluation = self.case(case)
            if case.loc[0] == "examples":
                self.expected(case.loc[1], evaluation, case)
            elif evaluation.failure is None and evaluation.results is None:
                codes = ", ".join(f"'{each.code}'" for each in evaluation.problems)
                self.tell(
                    "defaults", self.mark("inputs"), f"the sample is refused: {codes}", "choose one with a result"
                )

    def examples(self) -> Iterator[tuple[int, Example]]:
        return enumerate(self.calculator.spec.examples)

    def case(self, case: Case) -> Evaluation:
        evaluation = self.python.evaluate(case.inputs)
        failure = evaluation.failure
        if failure is not None:
            place = Mark(failure.file or self.calculator.source.path, failure.line)
            words = f"{case.said} calculate() fails: {failure.type} {failure.code}".rstrip()
            self.tell("failure", place, words, "mend it, or raise ValueError with a code of `messages`")
        elif evaluation.results is not None:
            self.working(evaluation, case)
        return evaluation


_REPORT = "this is an error of playsmith's compiler: report it with these inputs"


def unknown(value: object) -> bool:
    """Whether a value has no number to show: None, never, no limit."""
    return value is None or (isinstance(value, float) and math.isinf(value))


def _gives(outcome: Outcome, output: float) -> bool:
    return not isinstance(outcome, Failure) and close(outcome.value["result"], output, WORKING_TOLERANCE)


def _near(one: object, other: object) -> bool:
    return isinstance(one, float) and isinstance(other, float) and close(one, other, 1e-12)


def _complete(calculation: Calculation, case: Case) -> bool:
    return calculation.evaluate(case.inputs).results is not None
