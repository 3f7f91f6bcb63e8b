"""Statements, each into its lines of JavaScript."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable

from .assignments import assign
from .cells import NONE, Mismatch
from .conditions import branches, condition
from .context import Frame, Value
from .expressions import expression
from .flow import merge
from .iteration import iteration, loop_head
from .lines import indent
from .refusal import Refused
from .registry import STATEMENTS, statement_of
from .words import outside


def block(f: Frame, body: Iterable[ast.stmt]) -> list[str]:
    lines: list[str] = []
    for node in body:
        if not f.flow.alive:
            f.refuse(Refused(node, "this is never reached", "Remove it."))
            break
        try:
            handler = STATEMENTS.get(type(node))
            if handler is None:
                raise outside(node, node)
            lines += handler(f, node)
        except Refused as refused:
            f.refuse(refused)
            # what the statement would have set counts as set: one problem, not one for each use
            f.flow.assigned |= assigned_names([node])
            if isinstance(node, ast.Return | ast.Raise):
                f.flow.end()
    return lines


def bound_name(node: ast.AST) -> str:
    """The name that this node sets or defines, if it does."""
    match node:
        case ast.Name(id=name, ctx=ast.Store()) | ast.FunctionDef(name=name) | ast.arg(arg=name):
            return name
    return ""


def check_names(function: ast.FunctionDef) -> None:
    """Raises Refused."""
    for node in ast.walk(function):
        name = bound_name(node)
        if name.startswith("__") or not name.isascii() or name == "ValueError":
            raise Refused(node, f"the name '{name}' cannot be compiled", "Use another, in ASCII letters.")


def locals_of(function: ast.FunctionDef) -> set[str]:
    return assigned_names(function.body)


def _set_by(statement: ast.stmt) -> set[str]:
    return assigned_names([statement])


def assigned_names(body: Iterable[ast.AST]) -> set[str]:
    """Names that these statements may set, not looking into functions and comprehensions."""
    names: set[str] = set()
    todo = list(body)
    while todo:
        node = todo.pop()
        if isinstance(node, ast.FunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        if not isinstance(
            node, ast.FunctionDef | ast.Lambda | ast.ListComp | ast.DictComp | ast.SetComp | ast.GeneratorExp
        ):
            todo += ast.iter_child_nodes(node)
    return names


@statement_of(ast.Pass)
def _pass(f: Frame, node: ast.Pass) -> list[str]:
    return []


@statement_of(ast.Expr)
def _expression(f: Frame, node: ast.Expr) -> list[str]:
    if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return []
    value = expression(f, node.value)
    if not isinstance(node.value, ast.Call):
        raise Refused(node, "the value is not used", "Assign it, or remove the line.")
    return [f"({value.code});" if value.code.startswith("{") else f"{value.code};"]


@statement_of(ast.Return)
def _return(f: Frame, node: ast.Return) -> list[str]:
    value = Value("null", NONE) if node.value is None else expression(f, node.value, f.result.type)
    code = f.put(value, f.result, node.value or node, f"the result of {f.callee.node.name}()")
    f.flow.end()
    return [f"return {code};"]


@statement_of(ast.Raise)
def _raise(f: Frame, node: ast.Raise) -> list[str]:
    match node:
        case ast.Raise(
            exc=ast.Call(func=ast.Name(id="ValueError"), args=[ast.Constant(value=str() as code)], keywords=[]),
            cause=None,
        ):
            f.flow.end()
            return [f'throw py.error("ValueError", {json.dumps(code)}, {f.at(node)});']
    raise Refused(
        node,
        "only ValueError with a literal code is raised",
        'raise ValueError("no_customers"); the sentence stands in YAML.',
    )


@statement_of(ast.If)
def _if(f: Frame, node: ast.If) -> list[str]:
    test = condition(f, node.test)
    yes, no = branches(f, node.test)
    f.flow = yes
    lines = [f"if ({test.code}) {{", *indent(block(f, node.body) if yes.alive else [])]
    yes, f.flow = f.flow, no
    other = block(f, node.orelse) if no.alive else []
    f.flow = merge([yes, f.flow])
    if not other:
        return [*lines, "}"]
    if len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If) and other[0].startswith("if ("):
        return [*lines, "} else " + other[0], *other[1:]]
    return [*lines, "} else {", *indent(other), "}"]


@statement_of(ast.While)
def _while(f: Frame, node: ast.While) -> list[str]:
    _no_else(node)
    f.flow.forget(f.program.once(_set_by, node))
    test = condition(f, node.test)
    body, after = branches(f, node.test)
    f.flow = body
    f.breaks.append([])
    lines = block(f, node.body)
    f.flow = merge([after, *f.breaks.pop()])
    return [f"while ({test.code}) {{", *indent([f"py.step({f.at(node)});", *lines]), "}"]


@statement_of(ast.For)
def _for(f: Frame, node: ast.For) -> list[str]:
    _no_else(node)
    run = iteration(f, node.iter)
    f.flow.forget(f.program.once(_set_by, node))
    after = f.flow.copy()
    each = f.names.fresh("each")
    head, line = loop_head(f, node.iter, run, each)
    if line is not None:
        # a range counts for itself: what the body does to its name changes nothing
        count = line.removeprefix(f"{each} = ").removesuffix(";")
        each = count
    f.breaks.append([])
    set_target = assign(f, node.target, Value(each, run.item.type, simple=True), node.target)
    body = block(f, node.body)
    f.flow = merge([after, *f.breaks.pop()])
    head = head if line is not None else head.replace("for (", "for (const ", 1)
    return [f"{head} {{", *indent([f"py.step({f.at(node.iter)});", *set_target, *body]), "}"]


def _no_else(node: ast.For | ast.While) -> None:
    if node.orelse:
        raise Refused(
            node.orelse[0], "else after a loop is not in the subset", "Set a flag before the loop, test it after."
        )


@statement_of(ast.Break)
def _break(f: Frame, node: ast.Break) -> list[str]:
    f.breaks[-1].append(f.flow.copy())
    f.flow.end()
    return ["break;"]


@statement_of(ast.Continue)
def _continue(f: Frame, node: ast.Continue) -> list[str]:
    f.flow.end()
    return ["continue;"]


__all__ = ["Mismatch", "block"]
