"""Expressions: literals, names, displays, conditions, subscripts, attributes. Operators, calls and comprehensions have
files of their own; `HANDLERS` brings them together."""

from __future__ import annotations

import ast
import json
import math
from collections.abc import Callable

from .cells import (
    BOOL,
    FLOAT,
    INT,
    NONE,
    NUMBER,
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
from .constants import MATH_CONSTANTS, SAFE, Constant
from .context import ATOM, CONDITIONAL, UNARY, Frame, Value, Variable, coerced
from .refusal import Refused
from .words import LITERALS, outside

Handler = Callable[[Frame, ast.expr, Inferred | None], Value]
HANDLERS: dict[type[ast.AST], Handler] = {}


def handles(*kinds: type[ast.AST]) -> Callable[[Handler], Handler]:
    def register(handler: Handler) -> Handler:
        HANDLERS.update(dict.fromkeys(kinds, handler))
        return handler

    return register


def expression(f: Frame, node: ast.expr, expected: Inferred | None = None) -> Value:
    """Translate one expression; `expected` is the type of the place it goes to, where known. Raises Refused."""
    handler = HANDLERS.get(type(node))
    if handler is None:
        raise outside(node, node)
    return handler(f, node, expected)


def number_code(value: float) -> str:
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return "-0" if value == 0 and math.copysign(1, value) < 0 else repr(value).removesuffix(".0")


def literal(node: ast.AST, value: object) -> Value:
    """A constant of the source, as JavaScript. Raises Refused."""
    match value:
        case None:
            return Value("null", NONE, simple=True)
        case bool():
            return Value("true" if value else "false", BOOL, simple=True, literal=value)
        case int() | float():
            if isinstance(value, int) and abs(value) > SAFE:
                raise Refused(
                    node, "the int is too large for a compiled calculator", "Beyond 2**53 - 1 write a float: 1e18."
                )
            code = number_code(value)
            return Value(code, INT if isinstance(value, int) else FLOAT, UNARY if code[0] == "-" else ATOM, True, value)
        case str():
            return Value(json.dumps(value), STR, simple=True, literal=value)
    what = LITERALS.get(type(value), "this literal")
    raise Refused(node, f"{what} is not in the subset", "Use int, float, bool, str or None.")


@handles(ast.Constant)
def _constant(f: Frame, node: ast.Constant, expected: Inferred | None) -> Value:
    return literal(node, node.value)


@handles(ast.Name)
def name(f: Frame, node: ast.Name, expected: Inferred | None = None) -> Value:
    for scope in reversed(f.comprehension):
        if node.id in scope:
            variable = scope[node.id]
            if variable.pending:
                raise Refused(
                    node, f"'{node.id}' has no value here yet", "Give each loop of the comprehension its own name."
                )
            return Value(variable.js, f.flow.narrowed.get(variable.key, variable.cell.type), simple=True)
    if node.id in f.variables:
        if node.id not in f.flow.assigned:
            raise Refused(node, f"'{node.id}' may have no value here", "Give it a value before the branch or loop.")
        variable = f.variables[node.id]
        return Value(variable.js, f.flow.narrowed.get(node.id, variable.cell.type), simple=True)
    if f.outer is not None:
        return name(f.outer, node, expected)
    return _global(f, node)


def _global(f: Frame, node: ast.Name) -> Value:
    module = f.module
    if node.id in module.constants:
        return constant_value(f, node, node.id, module.constants[node.id])
    if module.math.get(node.id) in MATH_CONSTANTS:
        return literal(node, MATH_CONSTANTS[module.math[node.id] or ""])
    callee = f.program.callee(module.source.name, node.id)
    if callee is not None:
        if any(parameter.keyword_only for parameter in callee.parameters):
            raise Refused(node, f"{node.id}() takes its arguments by name only", "To hand it on, write a lambda.")
        f.program.reach(callee)
        f.calls(callee.js)
        return Value(callee.js, FunctionType(tuple(p.cell for p in callee.parameters), callee.result), simple=True)
    raise Refused(
        node,
        f"unknown name '{node.id}'",
        "Known are the function's own names, the file's, and the built-ins listed in the documentation.",
    )


def constant_value(f: Frame, node: ast.AST, name: str, constant: Constant) -> Value:
    """A module constant. Numbers and words are written in place, larger ones once, at the top."""
    if not isinstance(constant.value, tuple | list | dict):
        return literal(node, constant.value)
    js = next((js for js, known in f.program.constants.items() if known is constant), None)
    if js is None:
        js = f.program.names.fresh(name)
        f.program.constants[js] = constant
    key = (id(constant), "constant")
    if key not in f.program.cells:
        cell = f.program.cells[key] = f.program.places.cell()
        cell.widen(f.program.places.inferred(constant.type))
    return Value(js, f.program.cells[key].type, simple=True)


@handles(ast.Attribute)
def _attribute(f: Frame, node: ast.Attribute, expected: Inferred | None) -> Value:
    match node.value:
        case ast.Name(id=base) if f.module.math.get(base, "") is None and variable_of(f, base) is None:
            if node.attr in MATH_CONSTANTS:
                return literal(node, MATH_CONSTANTS[node.attr])
            raise Refused(node, f"math.{node.attr} is not a value here", "Call it; to hand it on, write a lambda.")
        case ast.Name(id=base) if base in f.module.imports and variable_of(f, base) is None:
            helper = f.program.modules.get(f.module.imports[base][1])
            if helper and node.attr in helper.constants and not helper.constants[node.attr].mutable:
                return constant_value(f, node, node.attr, helper.constants[node.attr])
    raise Refused(node, f"attribute '.{node.attr}' is not in the subset", 'Fields of a row are read as row["name"].')


@handles(ast.List, ast.Tuple)
def _sequence(f: Frame, node: ast.List | ast.Tuple, expected: Inferred | None) -> Value:
    expected = without_none(expected) if expected is not None else None
    if isinstance(node, ast.Tuple):
        cells = tuple(f.cell(node, str(index)) for index in range(len(node.elts)))
        known = expected.items if isinstance(expected, TupleType) and len(expected.items) == len(cells) else cells
        made: Inferred = TupleType(cells)
    else:
        cells = (f.cell(node),) * len(node.elts)
        known = (expected.item,) * len(cells) if isinstance(expected, ListType) else cells
        made = ListType(f.cell(node))
    parts = []
    for item, cell, hint in zip(node.elts, cells, known, strict=True):
        value = expression(f, item, hint.type)
        parts.append(f.put(value, cell, item, "the item of a list" if isinstance(node, ast.List) else "the item"))
    return Value(f"[{', '.join(parts)}]", made)


@handles(ast.Dict)
def _dict(f: Frame, node: ast.Dict, expected: Inferred | None) -> Value:
    if isinstance(expected, OptionalType):
        expected = expected.item
    if isinstance(expected, RowType):
        return row(f, node, expected, [_literal_key(node, key) for key in node.keys], node.values)
    cell = f.cell(node)
    hint = expected.value if isinstance(expected, DictType) else cell
    parts = []
    for key, item in zip(node.keys, node.values, strict=True):
        if key is None:
            raise Refused(item, "** in a dict is not in the subset", "Write the items one by one.")
        text = expression(f, key)
        if text.type != STR:
            raise Refused(key, f"a key of a dict must be str, this is {text.type}", "Use a list, or str keys.")
        value = expression(f, item, hint.type)
        parts.append(f"[{text.code}, {f.put(value, cell, item, 'the value of a dict')}]")
    return Value(f"new Map([{', '.join(parts)}])", DictType(cell))


def _literal_key(node: ast.Dict, key: ast.expr | None) -> str:
    match key:
        case ast.Constant(value=str() as text):
            return text
    raise Refused(key or node, "the keys of a row are literals", 'Write {"name": value, …}.')


def row(f: Frame, node: ast.expr, type: RowType, keys: list[str], values: list[ast.expr]) -> Value:
    """A TypedDict's literal or call: every field once. Raises Refused."""
    missing = [name for name in type.fields if name not in keys]
    extra = [key for key in keys if key not in type.fields]
    if missing or extra or len(set(keys)) != len(keys):
        wrong = [f"missing {', '.join(missing)}"] * bool(missing) + [f"unknown {', '.join(extra)}"] * bool(extra)
        raise Refused(
            node, f"the row does not fit {type}: {'; '.join(wrong) or 'a field is given twice'}", "Every field once."
        )
    parts = []
    for key, item in zip(keys, values, strict=True):
        value = expression(f, item, type.fields[key].type)
        parts.append(f"{key}: {f.put(value, type.fields[key], item, f'{type}[{key!r}]')}")
    return Value("{ " + ", ".join(parts) + " }", type)


def require(value: Value, type: Inferred, node: ast.AST, what: str) -> None:
    """Raises Refused unless the value is of the type."""
    if value.type not in (type, UNKNOWN):
        way = (
            "Test `if x is None` first."
            if isinstance(value.type, OptionalType)
            else f"Convert it with {type}(x)."
            if type in (INT, FLOAT)
            else "Let the types agree."
        )
        raise Refused(node, f"{what} must be {type}, this is {value.type}", way)


@handles(ast.IfExp)
def _conditional(f: Frame, node: ast.IfExp, expected: Inferred | None) -> Value:
    from .conditions import branches, condition

    test = condition(f, node.test)
    before = f.flow
    yes, no = branches(f, node.test)
    f.flow = yes
    one = expression(f, node.body, expected)
    f.flow = no
    two = expression(f, node.orelse, expected)
    f.flow = before
    try:
        type = join(one.type, two.type)
    except Mismatch:
        raise Refused(node, f"the two sides are {one.type} and {two.type}", "Let both be of one type.") from None
    code = f"{test.within(CONDITIONAL + 1)} ? {_side(one, type)} : {_side(two, type)}"
    return Value(code, type, CONDITIONAL)


def _side(value: Value, type: Inferred) -> str:
    code = coerced(value, type)
    return code if code != value.code else value.within(CONDITIONAL)


def variable_of(f: Frame, name: str) -> Variable | None:
    for scope in reversed(f.comprehension):
        if name in scope:
            return scope[name]
    if name in f.variables:
        return f.variables[name]
    return variable_of(f.outer, name) if f.outer else None


__all__ = ["NUMBER", "expression", "handles"]
