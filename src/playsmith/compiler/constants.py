"""Module constants: evaluated once, when compiled, so that nothing can run or change at import."""

from __future__ import annotations

import ast
import math
from collections.abc import Mapping
from dataclasses import dataclass

from .refusal import Refused
from .types import BOOL, FLOAT, INT, NONE, STR, DictOf, ListOf, Scalar, TupleOf, Type

SAFE = 2**53 - 1
MATH_CONSTANTS = {"pi": math.pi, "e": math.e, "tau": math.tau, "inf": math.inf, "nan": math.nan}
HINT = "A constant is a number, str, bool, None, or a tuple, list or dict of them; + - * / may be used."
OF_PYTHON = {int: INT, float: FLOAT, bool: BOOL, str: STR, type(None): NONE}


@dataclass(frozen=True)
class Constant:
    value: object
    type: Type

    @property
    def mutable(self) -> bool:
        return isinstance(self.value, list | dict)


def constant(
    node: ast.expr, known: Mapping[str, Constant], math_names: Mapping[str, str | None], declared: Type | None
) -> Constant:
    """The value and type of a constant expression; `declared` is its annotation, if it has one. Raises Refused."""
    value = _value(node, known, math_names)
    type = _type(node, value)
    if declared is not None and declared != type and not (declared == FLOAT and type == INT):
        raise Refused(node, f"the constant is {type}, its annotation says {declared}", "Let the two agree.")
    return Constant(value, type)


def _value(node: ast.expr, known: Mapping[str, Constant], names: Mapping[str, str | None]) -> object:
    match node:
        case ast.Constant(value=bool() | float() | str() | None as value):
            return value
        case ast.Constant(value=int() as value):
            return _safe(node, value)
        case ast.Name(id=name) if name in known and not known[name].mutable:
            return known[name].value
        case ast.Name(id=name) if names.get(name) in MATH_CONSTANTS:
            return MATH_CONSTANTS[names[name] or ""]
        case ast.Attribute(value=ast.Name(id=name), attr=attr) if (
            name in names and names[name] is None and attr in MATH_CONSTANTS
        ):
            return MATH_CONSTANTS[attr]
        case ast.UnaryOp(op=ast.USub() | ast.UAdd() as operator, operand=operand):
            value = _number(operand, _value(operand, known, names))
            return -value if isinstance(operator, ast.USub) else value
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div() as operator, right=right):
            one, two = _number(left, _value(left, known, names)), _number(right, _value(right, known, names))
            return _safe(node, _calculate(node, operator, one, two))
        case ast.Tuple(elts=items):
            return tuple(_immutable(item, _value(item, known, names)) for item in items)
        case ast.List(elts=items):
            return [_scalar(item, _value(item, known, names)) for item in items]
        case ast.Dict(keys=keys, values=values):
            result: dict[str, object] = {}
            for key, value in zip(keys, values, strict=True):
                match key:
                    case ast.Constant(value=str() as text):
                        result[text] = _scalar(value, _value(value, known, names))
                    case _:
                        raise Refused(key or value, "keys of a constant dict are str literals", HINT)
            return result
    raise Refused(node, f"'{ast.unparse(node)[:60]}' is not a constant", HINT)


def _number(node: ast.expr, value: object) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Refused(node, "only numbers can be calculated with", HINT)
    return value


def _scalar(node: ast.expr, value: object) -> object:
    if isinstance(value, list | dict):
        raise Refused(node, "a constant list or dict cannot hold another", "Use a tuple of tuples.")
    return value


def _immutable(node: ast.expr, value: object) -> object:
    if isinstance(value, list | dict):
        raise Refused(node, "a list or dict within a constant tuple could be changed", "Use a tuple of tuples.")
    return value


def _calculate(node: ast.expr, operator: ast.operator, one: float, two: float) -> int | float:
    try:
        match operator:
            case ast.Add():
                return one + two
            case ast.Sub():
                return one - two
            case ast.Mult():
                return one * two
            case _:
                return one / two
    except ArithmeticError as error:
        raise Refused(node, f"the constant cannot be calculated: {error}", HINT) from None


def _safe(node: ast.expr, value: int | float) -> int | float:
    if isinstance(value, int) and abs(value) > SAFE:
        raise Refused(node, "the int is too large for a compiled calculator", "Beyond 2**53 - 1 write a float: 1e18.")
    return value


def _type(node: ast.expr, value: object) -> Type:
    if isinstance(value, tuple):
        return TupleOf(tuple(_type(node, item) for item in value))
    if isinstance(value, list | dict):
        items = list(value.values()) if isinstance(value, dict) else value
        types = {_type(node, item) for item in items}
        if len(types) != 1:
            raise Refused(
                node,
                "the items of a constant list or dict must be of one type, and not none",
                "Write 1.0 beside 2.5; use a tuple for mixed items.",
            )
        return DictOf(types.pop()) if isinstance(value, dict) else ListOf(types.pop())
    return OF_PYTHON.get(type(value), Scalar("unknown"))
