"""Assignment: to names, tuples of names, items and fields, plain and augmented."""

from __future__ import annotations

import ast

from .cells import NONE, UNKNOWN, Cell, DictType, ListType, OptionalType, RowType, TupleType
from .context import ATOM, Frame, Value
from .expressions import expression, require
from .iteration import unpack
from .methods import extend
from .operators import binary
from .refusal import Refused
from .registry import statement_of
from .subscripts import field_name
from .types import INT, STR


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
        "Test `if x is None` first." if isinstance(base.type, OptionalType) else "Assign into a list, a dict or a row.",
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
    raise Refused(node, "this cannot be augmented", "Augment a name, an item or a field.")


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
    raise Refused(
        node, f"{base.type} cannot be augmented by item", "Augment an item of a list or dict, or a field of a row."
    )
