"""The arithmetic of formulas and workings: parsed, its names listed, its value worked out on floats."""

from __future__ import annotations

import ast
import math
from collections.abc import Mapping

FUNCTIONS = frozenset(
    {"abs", "all", "any", "bool", "float", "int", "len", "max", "min", "round", "sorted", "sum", "math"}
)
_OPERATORS = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.Pow: math.pow,
}
_CALLS = {"abs": abs, "max": max, "min": min, "float": float}
_MATH_CALLS = frozenset({"sqrt", "exp", "log", "log10", "log2", "expm1", "log1p", "ceil", "floor"})


class Unsupported(Exception):
    """A part of an expression that is outside of the arithmetic shown as mathematics."""

    def __init__(self, node: ast.AST) -> None:
        super().__init__(f"'{ast.unparse(node)}' cannot be shown as mathematics")


def parse_expression(text: str) -> ast.expr:
    """The expression's tree. Raises SyntaxError, with the reason, for what is no single expression."""
    try:
        return ast.parse(" ".join(text.split()), mode="eval").body
    except (ValueError, RecursionError, MemoryError) as error:
        raise SyntaxError(str(error)) from None


def names_used(tree: ast.expr) -> tuple[str, ...]:
    """The names an expression takes from outside, in order of appearance; functions and loop names left out."""
    bound: set[str] = set()
    used: dict[str, int] = {}
    for node in ast.walk(tree):
        match node:
            case ast.comprehension(target=target):
                bound |= {each.id for each in ast.walk(target) if isinstance(each, ast.Name)}
            case ast.Lambda(args=args):
                bound |= {each.arg for each in args.args}
            case ast.Name(id=name, ctx=ast.Load()):
                used[name] = min(node.col_offset, used.get(name, node.col_offset))
    free = [name for name in used if name not in bound and name not in FUNCTIONS]
    return tuple(sorted(free, key=lambda name: used[name]))


def evaluate(tree: ast.expr, values: Mapping[str, float]) -> float:
    """The value, all numbers taken as floats, so that it cannot run away.

    Raises Unsupported, KeyError for a name without a value, and Python's ArithmeticError and ValueError.
    """
    match tree:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return float(number)
        case ast.Name(id=name):
            return float(values[name])
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -evaluate(inner, values)
        case ast.UnaryOp(op=ast.UAdd(), operand=inner):
            return evaluate(inner, values)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            return _OPERATORS[type(op)](evaluate(left, values), evaluate(right, values))
        case ast.Call(func=ast.Name(id=name), args=[_, *_] as items, keywords=[]) if name in _CALLS:
            return float(_CALLS[name](*(evaluate(each, values) for each in items)))
        case ast.Call(func=ast.Attribute(value=ast.Name(id="math"), attr=name), args=[item], keywords=[]) if (
            name in _MATH_CALLS
        ):
            return float(getattr(math, name)(evaluate(item, values)))
    raise Unsupported(tree)
