"""One program in CPython and in the embedded engine: the two answers, and whether they are the same bit for bit."""

from __future__ import annotations

import struct
import sys
import traceback
import types
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from playsmith.compiler import Compiled, Source, compile_module
from playsmith.compiler.engine import Engine
from playsmith.compiler.values import to_json, to_python

OURS = {"range", "refused", "budget"}  # stops that CPython does not know: ints beyond 2**53, NaN by identity, steps


def source(text: str, name: str = "program") -> Source:
    return Source(name, f"{name}.py", text)


@lru_cache(maxsize=8)
def code(text: str, name: str) -> types.CodeType:
    return compile(text, f"{name}.py", "exec", dont_inherit=True)


def in_python(
    text: str, compiled: Compiled, function: str, inputs: Mapping[str, Any], helpers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """What CPython answers, in the form of `Engine.call`."""
    signature = compiled.functions[function]
    given = {name: to_python(type, inputs[name]) for name, type in signature.parameters.items() if name in inputs}
    made = {name: types.ModuleType(name) for name in helpers or {}}
    parents = {name.rpartition(".")[0] for name in made} | {name.split(".")[0] for name in made if "." in name}
    before = dict(sys.modules)
    try:
        for parent in parents - {""}:
            sys.modules[parent] = types.ModuleType(parent)
            sys.modules[parent].__path__ = []  # type: ignore[attr-defined]
        sys.modules.update(made)
        for name, module in made.items():
            exec(code(helpers[name], name), module.__dict__)
        space: dict[str, Any] = {"__name__": "program"}
        exec(code(text, "program"), space)
    finally:
        for name in {*made, *parents} - before.keys():
            sys.modules.pop(name, None)
    try:
        result = space[function](**given)
    except Exception as error:
        at = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".py")][-1]
        told = {"type": type(error).__name__, "line": at.lineno}
        if isinstance(error, ValueError) and str(error).isidentifier():
            told["code"] = str(error)
        return {"error": told}
    try:
        return {"value": to_json(signature.result, result)}
    except ValueError as error:
        return {"error": {"type": "nan", "message": str(error)}}


def bits(value: Any) -> Any:
    """A JSON value in which floats are their 64 bits."""
    if isinstance(value, float):
        return struct.pack(">d", value).hex()
    if isinstance(value, list):
        return [bits(item) for item in value]
    if isinstance(value, dict):
        return {key: bits(item) for key, item in value.items()}
    return value


def difference(python: dict[str, Any], engine: dict[str, Any]) -> str | None:
    """None where the two agree: same bits, or same class of error at the same line."""
    theirs, ours = python.get("error"), engine.get("error")
    if ours is not None and ours["type"] in OURS:
        return None
    if theirs is None and ours is None:
        return None if bits(python) == bits(engine) else f"{python['value']!r} in CPython, {engine['value']!r} compiled"
    if theirs is None or ours is None or theirs["type"] != ours["type"]:
        return f"{python} in CPython, {engine} compiled"
    if theirs["type"] != "nan" and theirs["line"] != ours.get("line"):
        return f"raised at line {theirs['line']} in CPython, {ours.get('line')} compiled"
    if "code" in theirs and theirs["code"] != ours["code"]:
        return f"{theirs['code']} in CPython, {ours['code']} compiled"
    return None


class Pair:
    """A program compiled once, to be run in both on many inputs."""

    def __init__(self, text: str, function: str = "calculate", helpers: Mapping[str, str] | None = None) -> None:
        self.text = text
        self.function = function
        self.helpers = helpers or {}
        self.compiled = compile_module(source(text), {name: source(code, name) for name, code in self.helpers.items()})
        self.engine = Engine(self.compiled)

    def python(self, **inputs: Any) -> dict[str, Any]:
        return in_python(self.text, self.compiled, self.function, inputs, self.helpers)

    def compiled_answer(self, **inputs: Any) -> dict[str, Any]:
        return self.engine.call(self.function, inputs)

    def both(self, **inputs: Any) -> dict[str, Any]:
        """The answer both give; an AssertionError where they part."""
        engine = self.compiled_answer(**inputs)
        if "error" in engine and engine["error"]["type"] in OURS:
            return engine  # nothing to compare, and CPython, which has no budget, might never end
        python = self.python(**inputs)
        parted = difference(python, engine)
        assert parted is None, f"{parted}\ninputs: {inputs}\n{self.text}\n{self.compiled.javascript}"
        return engine


def agree(body: str, parameters: str = "", result: str = "float", before: str = "", **inputs: Any) -> dict[str, Any]:
    """Run the body of a function in both and give the answer they agree on."""
    lines = "\n".join(f"    {line}" for line in body.strip("\n").split("\n"))
    head = f"*, {parameters}" if parameters else ""
    return Pair(
        f"import math\nfrom typing import Callable, TypedDict\n{before}\ndef calculate({head}) -> {result}:\n{lines}\n"
    ).both(**inputs)
