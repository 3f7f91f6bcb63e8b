"""What a call of a calculator's function gives, in whichever engine."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, Self

from playsmith.compiler.types import Type
from playsmith.compiler.values import to_json, to_python


@dataclass(frozen=True)
class Failure:
    """An exception: its Python class ("limit" where the engine stopped it), its code or text, and its Python line."""

    type: str
    code: str = ""
    file: str = ""
    line: int = 0

    def same_as(self, other: object) -> bool:
        """Whether two engines failed alike: same class and line, and for ValueError(code) the same code."""
        if not isinstance(other, Failure) or self.type != other.type:
            return False
        if self.line and other.line and self.line != other.line:
            return False
        return self.type != "ValueError" or self.code == other.code


@dataclass(frozen=True)
class Value:
    """A result, as a value of the declared Python type."""

    value: object


Outcome = Value | Failure


class Engine(Protocol):
    """Something that runs a calculator's functions, by module ("calculate", "expressions") and name."""

    name: str

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def call(self, module: str, function: str, arguments: Mapping[str, object]) -> Outcome: ...


def of_declared_type(type: Type, outcome: Value) -> Outcome:
    """The value as the declared type has it: 0 is 0.0 where a float is declared. NaN is a Failure of type "nan"."""
    try:
        return Value(to_python(type, to_json(type, outcome.value)))
    except ValueError as error:
        return Failure("nan", str(error))


def identical(first: object, second: object) -> bool:
    """Whether two values are the same bit for bit: floats by their 64 bits, 0 is not 0.0."""
    if type(first) is not type(second):
        return False
    if isinstance(first, float):
        return struct.pack("<d", first) == struct.pack("<d", second)
    if isinstance(first, dict):
        return first.keys() == second.keys() and all(identical(first[key], second[key]) for key in first)
    if isinstance(first, list):
        return len(first) == len(second) and all(map(identical, first, second))
    return first == second
