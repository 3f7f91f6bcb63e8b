"""CPython as the Pyodide lane has it: any Python, run for the build in a child process."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Self

from playsmith.calculators.calculator import ARITHMETIC, Calculator
from playsmith.calculators.outcome import Failure, Outcome, Value, of_declared_type
from playsmith.calculators.python_engine import PythonEngine
from playsmith.compiler.types import Row
from playsmith.compiler.values import to_python
from playsmith.pyodide_lane.child import Child


class LaneEngine:
    """Calls calculate() with any Python, and the YAML's expressions as every engine does. A context manager.

    Only for calculators whose layer is trusted: their Python runs on this machine.
    """

    name = "python"

    def __init__(self, calculator: Calculator) -> None:
        self.calculator = calculator
        self._expressions = PythonEngine(calculator)
        self._child = Child(calculator.bundle, calculator.spec.seconds)

    def __enter__(self) -> Self:
        self._child.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._expressions.__exit__()
        self._child.__exit__()

    def call(self, module: str, function: str, arguments: Mapping[str, object]) -> Outcome:
        """A value of the YAML's declared types, or how it failed: "limit" where it was stopped, "result" where the
        value does not fit what the YAML declares."""
        if module != ARITHMETIC:
            return self._expressions.call(module, function, arguments)
        files = {name: value for name, value in arguments.items() if isinstance(value, bytes)}
        plain = {name: value for name, value in arguments.items() if name not in files}
        answer = self._run(plain, files)
        if "error" in answer:
            return Failure(**answer["error"])
        declared = self.calculator.signature(ARITHMETIC, function).result
        try:
            return of_declared_type(declared, Value(_fitted(declared, answer["value"])))
        except ValueError as error:
            return Failure("result", str(error))

    def _run(self, plain: Mapping[str, object], files: Mapping[str, bytes]) -> Mapping[str, object]:
        """What the child answers."""
        hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
        call, answers = json.dumps([plain, hashes]), self.calculator.answers
        if call in answers:
            return json.loads(answers[call])
        answer = self._child.run(plain, files)
        # What was stopped may end another time.
        if answer.get("error", {}).get("type") != "limit":
            answers[call] = json.dumps(answer)
        return answer


def _fitted(declared: Row, value: object) -> dict[str, object]:
    """The result as the YAML declares it. Raises ValueError, naming the output that does not fit."""
    if not isinstance(value, dict):
        raise ValueError("calculate() does not return a dataclass or a dict")
    fields = declared.field_types()
    for name in fields.keys() ^ value.keys():
        raise ValueError(f"{'the result lacks' if name in fields else 'the YAML has no output'} '{name}'")
    fitted = {}
    for name, type in fields.items():
        try:
            fitted[name] = to_python(type, value[name])
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from None
    return fitted
