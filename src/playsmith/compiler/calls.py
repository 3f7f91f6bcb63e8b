"""Calls: who is called, and which argument goes to which parameter."""

from __future__ import annotations

import ast

from .builtins import BUILTINS
from .cells import UNKNOWN, FunctionType, Inferred, RowType
from .context import ANY, Callee, Frame, Parameter, Value
from .expressions import constant_value, expression, handles, row, variable_of
from .mathematics import call_math
from .methods import call_method
from .refusal import Refused


@handles(ast.Call)
def _call(f: Frame, node: ast.Call, expected: Inferred | None) -> Value:
    for argument in node.args:
        if isinstance(argument, ast.Starred):
            raise Refused(argument, "* in a call is not in the subset", "Write the arguments one by one.")
    for keyword in node.keywords:
        if keyword.arg is None:
            raise Refused(keyword.value, "** in a call is not in the subset", "Write the arguments one by one.")
    match node.func:
        case ast.Name(id=name):
            if variable_of(f, name) is None:
                return _named(f, node, name, expected)
        case ast.Attribute(value=ast.Name(id=base), attr=attr) if variable_of(f, base) is None:
            if f.module.math.get(base, "") is None:
                return call_math(f, node, attr)
            if base in f.module.imports:
                callee = f.program.callee(f.module.imports[base][1], attr)
                if callee is None:
                    raise Refused(node, f"'{base}' has no function '{attr}'", "Import a name that the file defines.")
                return _callee(f, node, callee)
            return call_method(f, node)
        case ast.Attribute():
            return call_method(f, node)
    return _value(f, node, expression(f, node.func))


def _named(f: Frame, node: ast.Call, name: str, expected: Inferred | None) -> Value:
    module = f.module
    if name in module.rows:
        type = f.program.places.inferred(module.rows[name])
        assert isinstance(type, RowType)
        if node.args:
            raise Refused(node, "a row takes its fields by name", f"{name}(field=value, …)")
        return row(f, node, type, [k.arg or "" for k in node.keywords], [k.value for k in node.keywords])
    if module.math.get(name) is not None:
        return call_math(f, node, module.math[name] or "")
    callee = f.program.callee(module.source.name, name)
    if callee is not None:
        return _callee(f, node, callee)
    if name in BUILTINS:
        return BUILTINS[name](f, node, expected)
    raise Refused(
        node,
        f"'{name}()' is not in the subset",
        "The documentation lists the built-ins; words and formatting stand in YAML.",
    )


def _callee(f: Frame, node: ast.Call, callee: Callee) -> Value:
    f.program.reach(callee)
    f.calls(callee.js)
    given = _bind(node, callee)
    parts: dict[str, Value] = {}
    for parameter, argument in given:
        value = expression(f, argument, parameter.cell.type)
        code = f.put(value, parameter.cell, argument, f"'{parameter.name}' of {callee.node.name}()")
        parts[parameter.name] = Value(code, parameter.cell.type, simple=value.simple)
    for parameter in callee.parameters:
        if parameter.name not in parts:
            assert parameter.default is not None
            value = constant_value(f, node, parameter.name, parameter.default)
            parts[parameter.name] = Value(
                f.put(value, parameter.cell, node, f"'{parameter.name}'"), value.type, simple=True
            )
    order = [parameter.name for parameter in callee.parameters]
    return _in_order(f, callee.js, order, parts, callee.result.type)


def _in_order(f: Frame, js: str, order: list[str], parts: dict[str, Value], type: Inferred) -> Value:
    """Arguments are evaluated as written, and handed over as the parameters stand."""
    written = [name for name in parts if not parts[name].simple]
    before = ""
    if written != [name for name in order if name in written]:
        for name in written:
            kept = f.temporary(name)
            before += f"{kept} = {parts[name].code}, "
            parts[name] = Value(kept, parts[name].type, simple=True)
    code = f"{js}({', '.join(parts[name].code for name in order)})"
    return Value(f"({before}{code})" if before else code, type)


def _bind(node: ast.Call, callee: Callee) -> list[tuple[Parameter, ast.expr]]:
    """Pairs in the order the arguments are written. Raises Refused."""
    name = callee.node.name
    positional = [parameter for parameter in callee.parameters if not parameter.keyword_only]
    if len(node.args) > len(positional):
        raise Refused(
            node,
            f"{name}() takes {len(positional)} positional arguments, {len(node.args)} are given",
            "Name the others.",
        )
    given = list(zip(positional, node.args, strict=False))
    for keyword in node.keywords:
        match [p for p in callee.parameters if p.name == keyword.arg]:
            case [parameter] if parameter not in [p for p, _ in given]:
                given.append((parameter, keyword.value))
            case [_]:
                raise Refused(keyword.value, f"'{keyword.arg}' is given twice", "Give it once.")
            case _:
                names = ", ".join(p.name for p in callee.parameters)
                raise Refused(keyword.value, f"{name}() has no parameter '{keyword.arg}'", f"It has: {names}.")
    got = {parameter.name for parameter, _ in given}
    missing = [p.name for p in callee.parameters if p.name not in got and p.default is None]
    if missing:
        raise Refused(node, f"{name}() misses {', '.join(missing)}", "Give every parameter without a default.")
    return given


def _value(f: Frame, node: ast.Call, function: Value) -> Value:
    """A function held by a variable: positional arguments only."""
    if function.type == UNKNOWN:
        return Value("null", UNKNOWN)
    if not isinstance(function.type, FunctionType):
        raise Refused(node, f"{function.type} cannot be called", "Call a function.")
    if node.keywords or len(node.args) != len(function.type.parameters):
        raise Refused(
            node,
            f"this function takes {len(function.type.parameters)} positional arguments",
            "Let the counts agree, without names.",
        )
    f.calls(ANY)
    codes = []
    for argument, cell in zip(node.args, function.type.parameters, strict=True):
        codes.append(f.put(expression(f, argument, cell.type), cell, argument, "an argument"))
    return Value(f"{function.within(20)}({', '.join(codes)})", function.type.result.type)
