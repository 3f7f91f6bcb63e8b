"""The declared types of the subset: what an annotation says, frozen and comparable.

`number` is the one type no annotation can name: it is the join of int and float (`max(0, x)`), a value of which
knows at run time which of the two it is.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scalar:
    name: str

    def __str__(self) -> str:
        return self.name


INT = Scalar("int")
FLOAT = Scalar("float")
NUMBER = Scalar("number")
BOOL = Scalar("bool")
STR = Scalar("str")
NONE = Scalar("None")


@dataclass(frozen=True)
class ListOf:
    item: Type

    def __str__(self) -> str:
        return f"list[{self.item}]"


@dataclass(frozen=True)
class TupleOf:
    items: tuple[Type, ...]

    def __str__(self) -> str:
        return f"tuple[{', '.join(map(str, self.items)) or '()'}]"


@dataclass(frozen=True)
class DictOf:
    """dict[str, value], in insertion order."""

    value: Type

    def __str__(self) -> str:
        return f"dict[str, {self.value}]"


@dataclass(frozen=True)
class Optional:
    item: Type

    def __str__(self) -> str:
        return f"{self.item} | None"


@dataclass(frozen=True)
class Row:
    """A TypedDict: every field present, typed by its literal key."""

    name: str
    fields: tuple[tuple[str, Type], ...]

    def field_types(self) -> dict[str, Type]:
        return dict(self.fields)

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Function:
    parameters: tuple[Type, ...]
    result: Type

    def __str__(self) -> str:
        return f"Callable[[{', '.join(map(str, self.parameters))}], {self.result}]"


Type = Scalar | ListOf | TupleOf | DictOf | Optional | Row | Function


def is_data(type: Type) -> bool:
    """Whether values of this type can cross the boundary as JSON (functions cannot)."""
    match type:
        case Function():
            return False
        case ListOf(item) | Optional(item) | DictOf(item):
            return is_data(item)
        case TupleOf(items):
            return all(map(is_data, items))
        case Row():
            return all(is_data(field) for _, field in type.fields)
    return True


def descriptor(type: Type) -> object:
    """The type as JSON, for the runtime: "int", ["list", item], ["row", [[name, type], …]], …"""
    match type:
        case ListOf(item):
            return ["list", descriptor(item)]
        case TupleOf(items):
            return ["tuple", [descriptor(item) for item in items]]
        case DictOf(value):
            return ["dict", descriptor(value)]
        case Optional(item):
            return ["optional", descriptor(item)]
        case Row():
            return ["row", [[name, descriptor(field)] for name, field in type.fields]]
        case Scalar(name):
            return name
    raise TypeError(f"no JSON form for {type}")
