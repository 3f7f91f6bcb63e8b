"""Arithmetic. Floats use JavaScript's own + - *; whatever can raise, or must stay an int, goes through the runtime with
its place in the source."""

from __future__ import annotations

import ast

from .cells import (
    BOOL,
    FLOAT,
    INT,
    NUMBER,
    NUMERIC,
    UNKNOWN,
    Inferred,
    ListType,
    Mismatch,
    OptionalType,
    join,
)
from .context import ADD, MULTIPLY, UNARY, Frame, Value
from .expressions import expression, handles
from .refusal import Refused
from .words import outside

SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**"}
LARGEST_POWER = 1023


@handles(ast.BinOp)
def _binary(f: Frame, node: ast.BinOp, expected: Inferred | None) -> Value:
    if type(node.op) not in SIGNS:
        raise outside(node.op, node)
    keeps = isinstance(node.op, ast.Add | ast.Mult)
    left = expression(f, node.left, expected if keeps else None)
    return binary(f, node, left, node.op, expression(f, node.right, expected if isinstance(node.op, ast.Add) else None))


def binary(f: Frame, node: ast.AST, left: Value, operator: ast.operator, right: Value) -> Value:
    """`left operator right`; both are evaluated in that order. Raises Refused."""
    sign = SIGNS.get(type(operator), "")
    if UNKNOWN in (left.type, right.type):
        return Value("null", UNKNOWN)
    if isinstance(left.type, ListType) or isinstance(right.type, ListType):
        return _lists(f, node, left, sign, right)
    for value in (left, right):
        if value.type not in NUMERIC or not sign:
            raise Refused(node, f"{left.type} {sign} {right.type} is not in the subset", _way_out(value.type))
    if sign == "**":
        return _power(f, node, left, right)
    if NUMBER in (left.type, right.type):
        type_ = FLOAT if sign == "/" or FLOAT in (left.type, right.type) else NUMBER
        if type_ == NUMBER:
            parts = [f"py.int({v.code})" if v.type == INT else v.code for v in (left, right)]
            return Value(f"py.number('{sign}', {parts[0]}, {parts[1]}, {f.at(node)})".replace("'", '"'), NUMBER)
        left, right = (Value(f"py.value({v.code})", FLOAT) if v.type == NUMBER else v for v in (left, right))
    return _plain(f, node, left, sign, right)


def _plain(f: Frame, node: ast.AST, left: Value, sign: str, right: Value) -> Value:
    both = left.type == right.type == INT
    if sign in "+-*":
        level = MULTIPLY if sign == "*" else ADD
        code = f"{left.within(level)} {sign} {right.within(level + 1)}"
        if not both:
            return Value(code, FLOAT, level)
        return Value(f"py.safe({code}{' + 0' if sign == '*' else ''}, {f.at(node)})", INT)
    if sign == "/":
        if isinstance(right.literal, int | float) and right.literal != 0:
            return Value(f"{left.within(MULTIPLY)} / {right.within(MULTIPLY + 1)}", FLOAT, MULTIPLY)
        return Value(f"py.divide({left.code}, {right.code}, {f.at(node)})", FLOAT)
    name = {"//": "floorDivide", "%": "modulo"}[sign] + ("Int" if both else "")
    return Value(f"py.{name}({left.code}, {right.code}, {f.at(node)})", INT if both else FLOAT)


def _power(f: Frame, node: ast.AST, left: Value, right: Value) -> Value:
    if left.type == INT and right.type == INT:
        if not isinstance(right.literal, int) or not 0 <= right.literal <= LARGEST_POWER:
            raise Refused(
                node, "int ** int may be an int or a float", "Write float(x) ** n, or a literal exponent of 0 or more."
            )
        return Value(f"py.powerInt({left.code}, {right.code}, {f.at(node)})", INT)
    if NUMBER in (left.type, right.type):
        raise Refused(node, f"{left.type} ** {right.type} may be an int or a float", "Write float(x) ** n.")
    f.program.transcendental = True
    return Value(f"py.power({left.code}, {right.code}, {f.at(node)})", FLOAT)


def _lists(f: Frame, node: ast.AST, left: Value, sign: str, right: Value) -> Value:
    if sign == "+" and isinstance(left.type, ListType) and isinstance(right.type, ListType):
        made = f.cell(node, "joined")
        try:
            # The new list holds what both hold: one representation for all three.
            made.unify(left.type.item)
            made.unify(right.type.item)
        except Mismatch:
            raise Refused(node, f"{left.type} + {right.type}", "Join lists of one type.") from None
        return Value(f"py.concat({left.code}, {right.code}, {f.at(node)})", ListType(made))
    if sign == "*" and isinstance(left.type, ListType) and right.type == INT:
        return Value(f"py.repeat({left.code}, {right.code}, {f.at(node)})", ListType(left.type.item))
    raise Refused(node, f"{left.type} {sign} {right.type} is not in the subset", "Lists: a + b, and [x] * n.")


def _way_out(type: Inferred) -> str:
    if type == BOOL:
        return "Arithmetic on bool is unclear: write int(flag), or `a if flag else b`."
    if isinstance(type, OptionalType):
        return "It may be None here: test `if x is None` first."
    return "Arithmetic is for numbers; lists can be joined with + and repeated with *."


@handles(ast.UnaryOp)
def _unary(f: Frame, node: ast.UnaryOp, expected: Inferred | None) -> Value:
    from .conditions import condition
    from .expressions import literal

    if isinstance(node.op, ast.Not):
        return condition(f, node)
    value = expression(f, node.operand)
    if value.type == UNKNOWN:
        return value
    if isinstance(node.op, ast.Invert):
        raise outside(node.op, node)
    if value.type not in NUMERIC:
        raise Refused(node, f"this operator on {value.type} is not in the subset", _way_out(value.type))
    if isinstance(node.op, ast.UAdd):
        return value
    if isinstance(value.literal, int | float) and not isinstance(value.literal, bool):
        return literal(node, -value.literal)
    if value.type == FLOAT:
        return Value(f"-{value.within(UNARY + 1)}", FLOAT, UNARY)
    if value.type == NUMBER:
        return Value(f"py.negative({value.code})", NUMBER)
    return Value(f"0 - {value.within(MULTIPLY)}", INT, ADD)


__all__ = ["binary", "join"]
