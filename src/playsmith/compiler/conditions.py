"""Truth: what counts as true, `and`, `or`, `not`, comparisons, and what a test tells about None."""

from __future__ import annotations

import ast

from .cells import (
    BOOL,
    FLOAT,
    INT,
    NONE,
    NUMBER,
    NUMERIC,
    STR,
    UNKNOWN,
    DictType,
    FunctionType,
    Inferred,
    ListType,
    Mismatch,
    OptionalType,
    RowType,
    TupleType,
    join,
    without_none,
)
from .context import AND, ATOM, COMPARE, CONDITIONAL, EQUAL, OR, UNARY, Frame, Value, coerced
from .expressions import expression, handles
from .flow import Flow
from .refusal import Refused

ORDER = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


def condition(f: Frame, node: ast.expr) -> Value:
    """The truth of an expression, as a JavaScript boolean."""
    match node:
        case ast.BoolOp(op=operator, values=values):
            before = f.flow
            parts = []
            level = AND if isinstance(operator, ast.And) else OR
            for value in values:
                parts.append(condition(f, value).within(level + 1))
                yes, no = branches(f, value)
                f.flow = yes if isinstance(operator, ast.And) else no
            f.flow = before
            return Value((" && " if level == AND else " || ").join(parts), BOOL, level)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            inner = condition(f, operand)
            return Value(f"!{inner.within(UNARY)}", BOOL, UNARY)
    return truth(node, expression(f, node))


def truth(node: ast.AST, value: Value) -> Value:
    match value.type:
        case t if t in (BOOL, UNKNOWN):
            return value
        case t if t in (INT, FLOAT):
            return Value(f"{value.within(EQUAL)} !== 0", BOOL, EQUAL)
        case t if t == STR:
            return Value(f'{value.within(EQUAL)} !== ""', BOOL, EQUAL)
        case ListType() | TupleType():
            return Value(f"{value.within(ATOM)}.length > 0", BOOL, COMPARE)
        case DictType():
            return Value(f"{value.within(ATOM)}.size > 0", BOOL, COMPARE)
        case FunctionType():
            raise Refused(node, "a function is always true", "Call it.")
        case t if t == NONE:
            return Value(f"{value.within(EQUAL)} !== null", BOOL, EQUAL)
    return Value(f"py.truth({value.code})", BOOL)


def branches(f: Frame, node: ast.expr) -> tuple[Flow, Flow]:
    """What is known where the test holds, and where it does not."""
    yes, no = f.flow.copy(), f.flow.copy()
    match node:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return branches(f, operand)[::-1]
        case ast.BoolOp(op=operator, values=values):
            conjunction = isinstance(operator, ast.And)
            before, sides = f.flow, []
            for value in values:
                yes, no = branches(f, value)
                sides.append(no if conjunction else yes)
                f.flow = yes if conjunction else no
            last, f.flow = f.flow, before
            return (last, before.copy()) if conjunction else (before.copy(), last)
        case ast.Compare(
            left=ast.Name(id=name), ops=[ast.Is() | ast.IsNot() as operator], comparators=[ast.Constant(value=None)]
        ):
            held, other = (no, yes) if isinstance(operator, ast.Is) else (yes, no)
            narrow(f, name, held, known=True)
            narrow(f, name, other, known=False)
        case ast.Name(id=name):
            narrow(f, name, yes, known=True)
        case ast.Constant(value=bool() as value):
            (no if value else yes).end()
    return yes, no


def narrow(f: Frame, name: str, flow: Flow, *, known: bool) -> None:
    """Note that a name is (`known`), or is not, something else than None."""
    for scope in reversed(f.comprehension):
        if name in scope:
            key, cell = scope[name].key, scope[name].cell
            break
    else:
        if name not in f.variables:
            return
        key, cell = name, f.variables[name].cell
    now = flow.narrowed.get(key, cell.type)
    if isinstance(now, OptionalType):
        flow.narrowed[key] = now.item if known else NONE


@handles(ast.BoolOp)
def _choice(f: Frame, node: ast.BoolOp, expected: Inferred | None) -> Value:
    before = f.flow
    values = []
    for item in node.values:
        values.append(expression(f, item, expected))
        yes, no = branches(f, item)
        f.flow = yes if isinstance(node.op, ast.And) else no
    f.flow = before
    if all(value.type == BOOL for value in values):
        return condition(f, node)
    type = values[-1].type
    conjunction = isinstance(node.op, ast.And)
    for value in values[:-1]:
        # `a or b` is never a's None; `a and b` may be
        type = _join(node, value.type if conjunction else without_none(value.type), type)
    code = coerced(values[-1], type)
    for value in reversed(values[:-1]):
        name = f.temporary()
        held = Value(name, value.type)
        first = coerced(held if conjunction else Value(name, without_none(value.type)), type)
        test = f"({name} = {value.code}, {truth(node, held).code})"
        code = f"{test} ? ({code}) : {first}" if conjunction else f"{test} ? {first} : ({code})"
    return Value(code, type, CONDITIONAL)


def _join(node: ast.AST, one: Inferred, two: Inferred) -> Inferred:
    try:
        return join(one, two)
    except Mismatch:
        raise Refused(
            node, f"the operands are {one} and {two}", "Let both be of one type, or use if and else."
        ) from None


@handles(ast.Compare)
def _comparison(f: Frame, node: ast.Compare, expected: Inferred | None) -> Value:
    left = expression(f, node.left)
    parts: list[Value] = []
    for index, (operator, right_node) in enumerate(zip(node.ops, node.comparators, strict=True)):
        right = expression(f, right_node)
        last = index == len(node.ops) - 1
        if not last and not right.simple:
            kept = f.temporary()
            parts.append(_compare(f, node, left, operator, Value(f"({kept} = {right.code})", right.type)))
            right = Value(kept, right.type, simple=True)
        else:
            parts.append(_compare(f, node, left, operator, right))
        left = right
    if len(parts) == 1:
        return parts[0]
    return Value(" && ".join(part.within(AND + 1) for part in parts), BOOL, AND)


def _compare(f: Frame, node: ast.Compare, left: Value, operator: ast.cmpop, right: Value) -> Value:
    if UNKNOWN in (left.type, right.type):
        return Value("false", BOOL)
    if isinstance(operator, ast.Is | ast.IsNot):
        if right.type != NONE:
            raise Refused(node, "`is` compares identity", "Use == (or `is None`).")
        return Value(f"{left.within(EQUAL)} {'===' if isinstance(operator, ast.Is) else '!=='} null", BOOL, EQUAL)
    if isinstance(operator, ast.In | ast.NotIn):
        inside = _contains(f, node, left, right)
        return inside if isinstance(operator, ast.In) else Value(f"!{inside.code}", BOOL, UNARY)
    if isinstance(operator, ast.Eq | ast.NotEq):
        equal = _equal(node, left, right)
        if equal is None:
            sign = "===" if isinstance(operator, ast.Eq) else "!=="
            return Value(f"{left.within(EQUAL)} {sign} {right.within(EQUAL + 1)}", BOOL, EQUAL)
        return equal if isinstance(operator, ast.Eq) else Value(f"!{equal.code}", BOOL, UNARY)
    return _ordered(f, node, left, ORDER[type(operator)], right)


def _equal(node: ast.AST, left: Value, right: Value) -> Value | None:
    """None where `===` says the same."""
    comparable(node, left.type, right.type)
    plain = (INT, FLOAT, BOOL, STR, NONE)
    if without_none(left.type) in plain and without_none(right.type) in plain:
        return None
    return Value(f"py.equal({left.code}, {right.code})", BOOL)


def comparable(node: ast.AST, left: Inferred, right: Inferred) -> None:
    """Raises Refused where == could only be False, or where JavaScript differs (1 == True in Python)."""
    one, two = without_none(left), without_none(right)
    if (one in NUMERIC and two in NUMERIC) or NONE in (one, two):
        return
    if isinstance(one, FunctionType) or isinstance(two, FunctionType):
        raise Refused(node, "functions are not compared", "Compare what they give.")
    _join(node, left, right)


def _contains(f: Frame, node: ast.Compare, left: Value, right: Value) -> Value:
    match right.type:
        case DictType():
            if left.type != STR:
                raise Refused(node, f"keys of a dict are str, this is {left.type}", "Look for a str.")
            # evaluated left first, as Python does
            return Value(f"py.hasKey({left.code}, {right.code})", BOOL)
        case ListType(item):
            comparable(node, left.type, item.type)
            return Value(f"py.contains({left.code}, {right.code}, {f.at(node)})", BOOL)
        case TupleType(items):
            for item in items:
                comparable(node, left.type, item.type)
            return Value(f"py.contains({left.code}, {right.code}, {f.at(node)})", BOOL)
    raise Refused(node, f"`in` needs a list, tuple or dict, this is {right.type}", "Words are compared whole: ==.")


def _ordered(f: Frame, node: ast.AST, left: Value, sign: str, right: Value) -> Value:
    if left.type in (INT, FLOAT) and right.type in (INT, FLOAT):
        return Value(f"{left.within(COMPARE)} {sign} {right.within(COMPARE + 1)}", BOOL, COMPARE)
    orderable(node, left.type, right.type)
    if left.type in NUMERIC:
        return Value(f"py.value({left.code}) {sign} py.value({right.code})", BOOL, COMPARE)
    return Value(f"py.order({left.code}, {right.code}) {sign} 0", BOOL, COMPARE)


def orderable(node: ast.AST, left: Inferred, right: Inferred) -> None:
    """Raises Refused where < is not defined, or not worth having."""
    for type in (left, right):
        if isinstance(type, OptionalType) or type == NONE:
            raise Refused(node, f"the order of {type} is not defined", "Test `if x is None` first.")
        if isinstance(type, RowType | DictType | FunctionType) or type == BOOL:
            raise Refused(node, f"the order of {type} is not in the subset", "Compare numbers: a field, a length.")
    match left, right:
        case (a, b) if a in NUMERIC and b in NUMERIC:
            return None
        case (ListType(a), ListType(b)):
            return orderable(node, a.type, b.type)
        case (TupleType(a), TupleType(b)) if len(a) == len(b):
            for one, two in zip(a, b, strict=True):
                orderable(node, one.type, two.type)
            return None
    _join(node, left, right)
    return None


__all__ = ["NUMBER", "branches", "condition"]
