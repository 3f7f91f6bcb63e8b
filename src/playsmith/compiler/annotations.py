"""From an annotation in the source to a declared type."""

from __future__ import annotations

import ast
from collections.abc import Callable

from .refusal import Refused
from .types import (
    BOOL,
    FLOAT,
    INT,
    NONE,
    STR,
    DictOf,
    Function,
    ListOf,
    Optional,
    Row,
    TupleOf,
    Type,
)

SCALARS = {"int": INT, "float": FLOAT, "bool": BOOL, "str": STR, "None": NONE}
GENERICS = {"list", "tuple", "dict"}  # what needs no import
KNOWN = "Known types: int, float, bool, str, None, list[T], tuple[...], dict[str, T], T | None, a TypedDict."


def annotation(node: ast.expr | None, rows: Callable[[str], Row | None], typing: dict[str, str]) -> Type:
    """The type written at `node`.

    `rows` finds a TypedDict by name, `typing` maps local names to what they are in `typing`. Raises Refused.
    """

    def read(node: ast.expr) -> Type:
        match node:
            case ast.Constant(value=None):
                return NONE
            case ast.Constant(value=str() as text):
                return read_quoted(node, text)
            case ast.Name(id=name) if name in SCALARS:
                return SCALARS[name]
            case ast.Name(id=name) if (row := rows(name)) is not None:
                return row
            case ast.BinOp(left=left, op=ast.BitOr(), right=right):
                return union(node, [read(left), read(right)])
            case ast.Subscript(value=ast.Name(id=name), slice=inner):
                return generic(node, typing.get(name, name if name in GENERICS else ""), inner)
        raise Refused(node, f"unknown type '{ast.unparse(node)}'", KNOWN)

    def read_quoted(node: ast.expr, text: str) -> Type:
        try:
            return read(ast.copy_location(ast.parse(text, mode="eval").body, node))
        except SyntaxError:
            raise Refused(node, f"'{text}' is not a type", KNOWN) from None

    def union(node: ast.expr, types: list[Type]) -> Type:
        rest = [type for type in types if type != NONE]
        if len(rest) != 1 or len(types) != 2:
            raise Refused(
                node,
                f"'{ast.unparse(node)}' joins several types",
                "Only T | None is known; `float` takes ints too.",
            )
        return rest[0] if isinstance(rest[0], Optional) else Optional(rest[0])

    def generic(node: ast.expr, name: str, inner: ast.expr) -> Type:
        items = inner.elts if isinstance(inner, ast.Tuple) else [inner]
        match name, items:
            case "list", [item]:
                return ListOf(read(item))
            case "tuple", [_, ast.Constant(value=value)] if value is ...:
                raise Refused(node, "a tuple of any length is not in the subset", "Write list[T], or each item's type.")
            case "tuple", _:
                return TupleOf(tuple(map(read, items)))
            case "dict", [key, value]:
                if read(key) != STR:
                    raise Refused(key, "keys of a dict must be str", "Write dict[str, T], or use a list.")
                return DictOf(read(value))
            case "Optional", [item]:
                return union(node, [read(item), NONE])
            case "Callable", [ast.List(elts=parameters), result]:
                return Function(tuple(map(read, parameters)), read(result))
        raise Refused(node, f"unknown type '{ast.unparse(node)}'", KNOWN)

    if node is None:
        raise ValueError("no annotation")
    return read(node)
