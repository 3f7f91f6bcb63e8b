"""CPython as an engine: accepted code, run in one child process for a whole batch of calls."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from playsmith.calculators.calculator import Calculator
from playsmith.calculators.outcome import Failure, Outcome, Value, of_declared_type
from playsmith.calculators.watchdog import Watchdog

SECONDS_PER_CALL = 10.0
PROCESSOR_SECONDS = 300
MEMORY = 1 << 30


class PythonEngine:
    """Calls a calculator's functions. A context manager: the process, started when it is needed, ends with it."""

    name = "python"

    def __init__(self, calculator: Calculator, *, seconds: float = SECONDS_PER_CALL) -> None:
        self.calculator = calculator
        self.seconds = seconds
        self.process: subprocess.Popen[str] | None = None
        self._watchdog: Watchdog | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def call(self, module: str, function: str, arguments: Mapping[str, object]) -> Outcome:
        """Call `function` with values of the declared types. A call that takes too long or too much memory is a
        Failure of type "limit"; the next call starts afresh."""
        line = json.dumps({"module": module, "function": function, "arguments": arguments})
        answer = self.calculator.answers.get(line) or self._ask(line)
        if not answer:
            self._stop()
            return Failure("limit", f"took more than {self.seconds:g} seconds or {MEMORY >> 20} MB")
        self.calculator.answers[line] = answer
        reply = json.loads(answer)
        if "error" in reply:
            return Failure(**reply["error"])
        signature = self.calculator.signature(module, function)
        return of_declared_type(signature.result, Value(reply["value"]))

    def _ask(self, line: str) -> str:
        process = self.process or self._start()
        try:
            with self._watchdog:
                process.stdin.write(line + "\n")
                process.stdin.flush()
                return process.stdout.readline()
        except BrokenPipeError:
            return ""

    def _start(self) -> subprocess.Popen[str]:
        script = Path(__file__).with_name("worker.py")
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(script)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env={},
        )
        self._watchdog = Watchdog(self.process, self.seconds)
        modules = {name: {"path": each.path, "text": each.text} for name, each in self.calculator.sources().items()}
        limits = {"memory": MEMORY, "seconds": PROCESSOR_SECONDS}
        self.process.stdin.write(json.dumps({"modules": modules, "limits": limits}) + "\n")
        return self.process

    def _stop(self) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        self._watchdog.end()
        process.kill()
        process.stdin.close()
        process.stdout.close()
        process.wait()
