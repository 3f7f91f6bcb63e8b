"""Statements, each into its lines of JavaScript."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterable

from .cells import NONE, UNKNOWN, DictType, ListType, Mismatch, OptionalType, RowType, TupleType
from .comprehensions import indent
from .conditions import branches, condition
from .context import ATOM, Cell, Frame, Value
from .expressions import expression, field_name, require
from .flow import merge
from .iteration import iteration, loop_head, unpack
from .methods import extend
from .operators import binary
from .refusal import Refused
from .types import INT, STR

Statement = Callable[[Frame, ast.stmt], list[str]]
STATEMENTS: dict[type[ast.AST], Statement] = {}
WAYS_OUT = {
    ast.Try: 'Test before you calculate: `if n == 0: raise ValueError("no_customers")`.',
    ast.With: "A calculator only calculates.",
    ast.Delete: "Build a new list without the item.",
    ast.Global: "Hand values over as parameters, and return them.",
    ast.Nonlocal: "Return the value.",
    ast.Assert: 'Write `if …: raise ValueError("code")`.',
    ast.ClassDef: "TypedDicts stand at the top of the file.",
    ast.Match: "Use if and elif.",
    ast.Import: "Imports stand at the top of the file.",
    ast.ImportFrom: "Imports stand at the top of the file.",
}


def statement_of(*kinds: type[ast.AST]) -> Callable[[Statement], Statement]:
    def register(handler: Statement) -> Statement:
        STATEMENTS.update(dict.fromkeys(kinds, handler))
        return handler

    return register


def block(f: Frame, body: Iterable[ast.stmt]) -> list[str]:
    lines: list[str] = []
    for node in body:
        if not f.flow.alive:
            f.refuse(Refused(node, "this is never reached", "Remove it."))
            break
        try:
            handler = STATEMENTS.get(type(node))
            if handler is None:
                raise Refused(node, f"{type(node).__name__} is not in the subset", WAYS_OUT.get(type(node), ""))
            lines += handler(f, node)
        except Refused as refused:
            f.refuse(refused)
            # what the statement would have set counts as set: one problem, not one for each use
            f.flow.assigned |= assigned_names([node])
            if isinstance(node, ast.Return | ast.Raise):
                f.flow.end()
    return lines


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
    return [f"{value.code};"]


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


@statement_of(ast.Assign)
def _assign(f: Frame, node: ast.Assign) -> list[str]:
    if len(node.targets) > 1:
        raise Refused(node, "a = b = … is not in the subset", "Assign on lines of their own.")
    target = node.targets[0]
    return assign(f, target, expression(f, node.value, _expected(f, target)), node)


@statement_of(ast.AnnAssign)
def _annotated(f: Frame, node: ast.AnnAssign) -> list[str]:
    if node.value is None:
        return []
    return assign(f, node.target, expression(f, node.value, _expected(f, node.target)), node)


def _expected(f: Frame, target: ast.expr):
    match target:
        case ast.Name(id=name) if name in f.variables:
            return f.variables[name].cell.type
        case ast.Subscript(value=ast.Name(id=name)) if name in f.variables:
            match f.variables[name].cell.type:
                case ListType(item):
                    return item.type
                case DictType(value):
                    return value.type
                case RowType() as row:
                    return row.fields[field_name(target, row)].type
    return None


def assign(f: Frame, target: ast.expr, value: Value, node: ast.AST) -> list[str]:
    """Lines that put a value into a name, a tuple of them, an item or a field."""
    match target:
        case ast.Name(id=name):
            variable = f.variables[name]
            code = f.put(value, variable.cell, node, f"'{name}'")
            f.flow.assigned.add(name)
            f.flow.narrowed.pop(name, None)
            if isinstance(variable.cell.type, OptionalType) and not isinstance(value.type, OptionalType):
                f.flow.narrowed[name] = NONE if value.type == NONE else variable.cell.type.item
            return [f"{variable.js} = {code};"]
        case ast.Tuple(elts=items) | ast.List(elts=items):
            return _unpack(f, target, items, value, node)
        case ast.Subscript():
            return _store(f, target, value, node)
    raise Refused(target, "this cannot be assigned to", "Assign to a name, an item or a field.")


def _unpack(f: Frame, target: ast.expr, items: list[ast.expr], value: Value, node: ast.AST) -> list[str]:
    cells = unpack(target, value.type) if value.type != UNKNOWN else [Cell(f.program.places.changes) for _ in items]
    kept = f.temporary("parts")
    lines = [f"{kept} = {value.code};"]
    for index, (item, cell) in enumerate(zip(items, cells, strict=True)):
        lines += assign(f, item, Value(f"{kept}[{index}]", cell.type), node)
    return lines


def _store(f: Frame, target: ast.Subscript, value: Value, node: ast.AST) -> list[str]:
    """Python evaluates the value first, then what it goes into, then the index."""
    base = expression(f, target.value)
    match base.type:
        case ListType(item):
            code = f.put(value, item, node, "the item of the list")
            index = expression(f, target.slice)
            require(index, INT, target.slice, "an index")
            return [f"py.setItem({code}, {base.code}, {index.code}, {f.at(target)});"]
        case DictType(held):
            code = f.put(value, held, node, "the value of the dict")
            key = expression(f, target.slice)
            require(key, STR, target.slice, "a key")
            return [f"py.setKey({code}, {base.code}, {key.code}, {f.at(target)});"]
        case RowType(_, fields):
            key = field_name(target, base.type)
            code = f.put(value, fields[key], node, f"{base.type}[{key!r}]")
            if base.simple:
                return [f"{base.code}.{key} = {code};"]
            kept = f.temporary()
            return [f"{kept} = {code};", f"{base.within(ATOM)}.{key} = {kept};"]
        case t if t == UNKNOWN:
            return []
        case TupleType():
            raise Refused(target, "a tuple cannot be changed", "Use a list.")
    raise Refused(
        target,
        f"{base.type} cannot be assigned into",
        "Test for None first." if isinstance(base.type, OptionalType) else "",
    )


@statement_of(ast.AugAssign)
def _augmented(f: Frame, node: ast.AugAssign) -> list[str]:
    match node.target:
        case ast.Name(id=name) as target:
            before = expression(f, ast.copy_location(ast.Name(name, ast.Load()), target))
            if isinstance(before.type, ListType) and isinstance(node.op, ast.Add):
                return [f"{extend(f, node, before, before.type, node.value).code};"]
            if isinstance(before.type, ListType):
                raise Refused(node, "a list can be augmented with += only", "xs = xs * n makes a new list.")
            return assign(f, target, binary(f, node, before, node.op, expression(f, node.value)), node)
        case ast.Subscript() as target:
            return _augmented_item(f, node, target)
    raise Refused(node, "this cannot be augmented", "")


def _augmented_item(f: Frame, node: ast.AugAssign, target: ast.Subscript) -> list[str]:
    base = expression(f, target.value)
    lines = []
    held = base
    if not base.simple:
        held = Value(f.temporary(), base.type, simple=True)
        lines.append(f"{held.code} = {base.code};")
    match base.type:
        case RowType(_, fields):
            key = field_name(target, base.type)
            read, cell = Value(f"{held.code}.{key}", fields[key].type), fields[key]
            # read before the right side runs, as Python does
            kept = Value(f.temporary(), read.type)
            lines.append(f"{kept.code} = {read.code};")
            value = binary(f, node, kept, node.op, expression(f, node.value))
            return [*lines, f"{held.code}.{key} = {f.put(value, cell, node, f'{base.type}[{key!r}]')};"]
        case ListType(cell) | DictType(cell):
            is_list = isinstance(base.type, ListType)
            index = expression(f, target.slice)
            require(index, INT if is_list else STR, target.slice, "an index" if is_list else "a key")
            if not index.simple:
                lines.append(f"{(name := f.temporary())} = {index.code};")
                index = Value(name, index.type, simple=True)
            kept = Value(f.temporary(), cell.type)
            lines.append(f"{kept.code} = py.{'item' if is_list else 'get'}({held.code}, {index.code}, {f.at(target)});")
            if isinstance(cell.type, ListType):
                raise Refused(
                    node, "augmenting a list within a list is not in the subset", "Name it first: xs = rows[i]."
                )
            code = f.put(binary(f, node, kept, node.op, expression(f, node.value)), cell, node, "the item")
            return [
                *lines,
                f"py.{'setItem' if is_list else 'setKey'}({code}, {held.code}, {index.code}, {f.at(target)});",
            ]
    raise Refused(node, f"{base.type} cannot be augmented by item", "")


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
    f.flow.forget(assigned_names([node]))
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
    f.flow.forget(assigned_names([node]))
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
