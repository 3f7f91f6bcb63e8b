"""Functions: those at top level, those inside them, and lambdas."""

from __future__ import annotations

import ast

from .annotations import annotation
from .cells import NONE, FunctionType, Inferred, Mismatch, join
from .constants import constant
from .context import CONDITIONAL, Callee, Frame, Parameter, Program, Value, Variable
from .expressions import expression, handles
from .frozen import check_mutable_constants
from .hidden import check_hidden_names
from .lines import counted, indent
from .modules import Module
from .refusal import Refused
from .registry import STATEMENTS
from .statements import block, check_names, locals_of
from .types import Type

MUTABLE = ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp
WRITE_TYPES = "Every parameter and the result of a function have a type: def f(x: float) -> float."


def signature(module: Module, node: ast.FunctionDef) -> tuple[list[tuple[ast.arg, Type, ast.expr | None, bool]], Type]:
    """Parameters (node, type, default, keyword only) and the result's type. Raises Refused."""
    arguments = node.args
    if node.decorator_list or node.type_params:
        raise Refused(node, "decorators and type parameters are not in the subset", "Write a plain function.")
    if arguments.vararg or arguments.kwarg or arguments.posonlyargs:
        raise Refused(node, "*args, **kwargs and / are not in the subset", "Name each parameter.")
    positional = len(arguments.args) - len(arguments.defaults)
    pairs = [
        (a, None if i < positional else arguments.defaults[i - positional], False) for i, a in enumerate(arguments.args)
    ]
    pairs += [(a, d, True) for a, d in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)]
    parameters = []
    for argument, default, keyword_only in pairs:
        if argument.annotation is None:
            raise Refused(argument, f"'{argument.arg}' has no type", WRITE_TYPES)
        if argument.arg.startswith("__") or not argument.arg.isascii():
            raise Refused(argument, f"the name '{argument.arg}' cannot be compiled", "Use ASCII letters.")
        type = annotation(argument.annotation, module.rows.get, module.typing)
        parameters.append((argument, type, default, keyword_only))
    if node.returns is None:
        raise Refused(node, f"{node.name}() has no result type", WRITE_TYPES)
    return parameters, annotation(node.returns, module.rows.get, module.typing)


def declare(program: Program, module: Module, node: ast.FunctionDef) -> Callee:
    """The places of a top-level function, from its annotations. Raises Refused."""
    parameters, result = signature(module, node)
    made = []
    for argument, type, default, keyword_only in parameters:
        cell = program.cell(argument, "", type)
        value = None
        if default is not None:
            value = None if isinstance(default, MUTABLE) else constant(default, module.constants, module.math, None)
            if value is None or value.mutable:
                raise Refused(default, "a default that can change is shared by all calls", "Make it None, or a tuple.")
            try:
                cell.widen(program.places.inferred(value.type))
            except Mismatch:
                raise Refused(
                    default, f"the default is {value.type}, the parameter {type}", "Let the two agree."
                ) from None
        made.append(Parameter(argument.arg, type, cell, value, keyword_only))
    return Callee(module, node, program.names.fresh(node.name), made, result, program.cell(node, "result", result))


def translate(program: Program, callee: Callee, *, recursive: bool) -> list[str]:
    """The JavaScript of a top-level function."""
    f = Frame(program, callee)
    names = [parameter.name for parameter in callee.parameters]
    for parameter in callee.parameters:
        f.variables[parameter.name] = Variable(parameter.cell, f.names.fresh(parameter.name))
    f.flow.assigned.update(names)
    try:
        if callee.node not in program.checked:
            check_mutable_constants(f, callee.node)
            check_names(callee.node)
            check_hidden_names(callee.node)
            program.checked.add(callee.node)
        lines = body(f, callee.node, names)
    except Refused as refused:
        f.refuse(refused)
        return []
    place = f.at(callee.node)
    lines = counted(place, lines) if recursive else [f"py.step({place});", *lines]
    head = f"function {callee.js}({', '.join(f.variables[name].js for name in names)}) {{"
    return [head, *indent(lines), "}"]


def body(f: Frame, node: ast.FunctionDef, parameters: list[str]) -> list[str]:
    """The lines of a function, its locals declared first: closures see one variable, as in Python."""
    types = _annotations(f, node)
    local = sorted(f.program.once(locals_of, node) - set(parameters))
    for name in local:
        cell = f.cell(node, f"local {name}", types.get(name))
        f.variables[name] = Variable(cell, f.names.fresh(name))
    for name in types.keys() & set(parameters):
        raise Refused(node, f"the parameter '{name}' is annotated again", "Use another name.")
    lines = block(f, node.body)
    if f.flow.alive and f.result.type != NONE:
        # a missing return gives None
        try:
            f.result.widen(NONE)
        except Mismatch:
            f.refuse(Refused(node, f"{node.name}() may end without a return", "Return a value on every way."))
    if f.flow.alive:
        lines.append("return null;")
    declared = [f.variables[name].js for name in local] + f.temporaries
    return [f"let {', '.join(declared)};", *lines] if declared else lines


def _annotations(f: Frame, node: ast.FunctionDef) -> dict[str, Type]:
    found: dict[str, Type] = {}
    for item in f.program.once(_annotated, node):
        type = annotation(item.annotation, f.module.rows.get, f.module.typing)
        if found.setdefault(item.target.id, type) != type:
            raise Refused(item, f"'{item.target.id}' is annotated twice", "Annotate it once.")
    return found


def _annotated(function: ast.FunctionDef) -> list[ast.AnnAssign]:
    """The annotated names of a function, without those of functions within it."""
    found: list[ast.AnnAssign] = []
    todo: list[ast.AST] = list(function.body)
    while todo:
        item = todo.pop()
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
            found.append(item)
        if isinstance(item, ast.stmt) and not isinstance(item, ast.FunctionDef):
            todo += ast.iter_child_nodes(item)
    return found


def _captured(f: Frame) -> None:
    """A closure sees what a name holds when it runs, so only names that are never set again stay narrowed there."""
    f.flow = f.flow.copy()
    stored = f.program.once(_stored, f.callee.node)
    f.flow.narrowed = {k: t for k, t in f.flow.narrowed.items() if k in f.variables and k not in stored}


def _stored(function: ast.FunctionDef) -> set[str]:
    return {n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


def _inner(f: Frame, node: ast.AST, result) -> Frame:
    inner = Frame(f.program, f.callee, f)
    inner.result = result
    return inner


def nested(f: Frame, node: ast.FunctionDef) -> list[str]:
    parameters, result = signature(f.module, node)
    for argument, _, default, keyword_only in parameters:
        if default is not None:
            raise Refused(default, "a default of an inner function is not in the subset", "Give the value in the call.")
        if keyword_only:
            raise Refused(
                argument, "an inner function takes its arguments by place", f"def {node.name}(a: float, …), without *."
            )
    cells = [f.cell(argument, "", type) for argument, type, _, _ in parameters]
    result_cell = f.cell(node, "result", result)
    variable = f.variables[node.name]
    variable.cell.widen(FunctionType(tuple(cells), result_cell))
    before = f.flow
    _captured(f)
    f.flow.assigned.add(node.name)
    inner = _inner(f, node, result_cell)
    names = [argument.arg for argument, _, _, _ in parameters]
    for name, cell in zip(names, cells, strict=True):
        inner.variables[name] = Variable(cell, inner.names.fresh(name))
    inner.flow.assigned.update(names)
    lines = body(inner, node, names)
    f.flow = before
    f.flow.assigned.add(node.name)
    head = f"{variable.js} = ({', '.join(inner.variables[name].js for name in names)}) => {{"
    return [head, *indent(counted(f.at(node), lines)), "};"]


STATEMENTS[ast.FunctionDef] = nested  # type: ignore[assignment]


@handles(ast.Lambda)
def _lambda(f: Frame, node: ast.Lambda, expected: Inferred | None) -> Value:
    arguments = node.args
    if arguments.vararg or arguments.kwarg or arguments.posonlyargs or arguments.kwonlyargs or arguments.defaults:
        raise Refused(node, "a lambda takes plain parameters", "lambda x: …")
    names = [argument.arg for argument in arguments.args]
    cells = [f.cell(argument) for argument in arguments.args]
    result = f.cell(node, "result")
    type = FunctionType(tuple(cells), result)
    if isinstance(expected, FunctionType):
        try:
            join(expected, type)
        except Mismatch:
            raise Refused(
                node, f"the lambda takes {len(names)} arguments, {expected} is wanted", "Let the two agree."
            ) from None
    before, calls = f.flow, f.program.calls
    _captured(f)
    inner = _inner(f, node, result)
    for name, cell in zip(names, cells, strict=True):
        inner.variables[name] = Variable(cell, inner.names.fresh(name))
    inner.flow.assigned.update(names)
    try:
        code = inner.put(expression(inner, node.body, result.type), result, node.body, "the result of the lambda")
    finally:
        f.flow = before
    parameters = ", ".join(inner.variables[name].js for name in names)
    if inner.temporaries or f.program.calls > calls:
        lines = [f"let {', '.join(inner.temporaries)};"] if inner.temporaries else []
        lines.append(f"return {code};")
        lines = counted(f.at(node), lines) if f.program.calls > calls else lines
        code = "\n".join(["{", *indent(lines), "}"])
    elif code.startswith("{"):
        code = f"({code})"
    return Value(f"({parameters}) => {code}", type, CONDITIONAL)


__all__ = ["declare", "translate"]
