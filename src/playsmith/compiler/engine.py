"""Compiled code, run in the embedded engine with limits of time and memory."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import quickjs

from .program import Compiled, Signature
from .values import to_json, to_python

ASSETS = Path(__file__).parent.parent / "assets"
RARE_FILE = "playsmith-runtime-rare.js"
RUNTIME_FILES = (*(f"playsmith-runtime{part}.js" for part in ("", "-data", "-numbers", "-math", "-call")), RARE_FILE)
MEMORY = 256 * 2**20
STACK = 4 * 2**20

BRIDGE = Path(__file__).parent / "bridge.js"


def runtime_source() -> str:
    """The runtime's source, its files one after the other."""
    return "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in RUNTIME_FILES)


class Engine:
    """One calculator in one JavaScript context. Not to be shared between threads.

    `seconds` is CPU time for one call, `steps` the budget of loops and calls, `transcendental_shift` moves the result
    of every transcendental function by that many units in the last place.
    """

    def __init__(
        self, compiled: Compiled, *, runtime: str | None = None, seconds: float = 10, memory: int = MEMORY
    ) -> None:
        self._functions = compiled.functions
        self._context = quickjs.Context()
        self._context.set_memory_limit(memory)
        self._context.set_max_stack_size(STACK)
        self._context.set_time_limit(seconds)
        self._context.eval(runtime if runtime is not None else runtime_source())
        self._context.eval(BRIDGE.read_text(encoding="utf-8"))
        self._context.eval(f"globalThis.compiled = ({compiled.javascript})(playsmith.runtime); 0")
        self._bridge = self._context.get("bridge")

    def call(
        self, function: str, inputs: Mapping[str, Any], *, steps: float = 5e6, transcendental_shift: int = 0
    ) -> dict[str, Any]:
        """{"value": …} or {"error": {"type", "code", "message", "file", "line", "column"}}, as in the page."""
        try:
            answer = self._bridge(function, json.dumps(inputs, allow_nan=False), steps, transcendental_shift)
        except quickjs.JSException as error:
            text = str(error)
            if "interrupted" in text:
                return {"error": {"type": "budget", "code": "time", "message": "the calculation takes too long"}}
            if "out of memory" in text:
                return {
                    "error": {"type": "budget", "code": "memory", "message": "the calculation needs too much memory"}
                }
            raise
        return json_answer(answer, self._functions[function])


def json_answer(answer: str, signature: Signature) -> dict[str, Any]:
    """The bridge's text as an answer; floats are floats again, for JavaScript writes 5.0 as 5 and the type knows."""
    result = json.loads(answer, object_hook=_minus_zero)
    if "value" in result:
        result["value"] = to_json(signature.result, to_python(signature.result, result["value"]))
    return result


def _minus_zero(value: dict[str, Any]) -> Any:
    return math.copysign(0.0, -1.0) if value == {"0": 0} else value
