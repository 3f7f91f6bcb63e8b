"""The compiled code as an engine: what readers' browsers run, in the embedded JavaScript engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from playsmith.calculators.calculator import ARITHMETIC, EXPRESSIONS, Calculator
from playsmith.calculators.outcome import Failure, Outcome, Value
from playsmith.compiler.engine import Engine, runtime_source
from playsmith.compiler.values import to_json, to_python


class CompiledEngine:
    """Calls a calculator's functions, as the page does."""

    name = "compiled"

    def __init__(self, calculator: Calculator) -> None:
        self.calculator = calculator
        runtime = runtime_source()
        self.engines = {EXPRESSIONS: Engine(calculator.expressions, runtime=runtime)}
        if calculator.arithmetic is not None:
            self.engines[ARITHMETIC] = Engine(calculator.arithmetic, runtime=runtime)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.engines.clear()

    def call(self, module: str, function: str, arguments: Mapping[str, object], shift: int = 0) -> Outcome:
        """Call `function` with values of the declared types; `shift` moves each transcendental result by so many
        units in the last place. What the engine stops (steps, time, memory) is a Failure of type "budget"."""
        signature = self.calculator.signature(module, function)
        given = {name: to_json(signature.parameters[name], value) for name, value in arguments.items()}
        answer = self.engines[module].call(function, given, transcendental_shift=shift)
        if "error" in answer:
            error = answer["error"]
            code = error.get("code") or error.get("message", "")
            return Failure(error["type"], code, error.get("file", ""), error.get("line", 0))
        return Value(to_python(signature.result, answer["value"]))
