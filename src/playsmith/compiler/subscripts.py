"""Reading by index, key, field and slice."""

from __future__ import annotations

import ast

from .cells import INT, STR, UNKNOWN, DictType, Inferred, ListType, Mismatch, OptionalType, RowType, TupleType
from .context import ATOM, Frame, Value
from .expressions import expression, handles, require
from .refusal import Refused


@handles(ast.Subscript)
def _subscript(f: Frame, node: ast.Subscript, expected: Inferred | None) -> Value:
    base = expression(f, node.value)
    if isinstance(node.slice, ast.Slice):
        return _slice(f, node, base)
    match base.type:
        case ListType(item):
            index = expression(f, node.slice)
            require(index, INT, node.slice, "an index")
            return Value(f"py.item({base.code}, {index.code}, {f.at(node)})", item.type)
        case TupleType(items):
            return _tuple_item(f, node, base, items)
        case DictType(value):
            key = expression(f, node.slice)
            require(key, STR, node.slice, "a key")
            return Value(f"py.get({base.code}, {key.code}, {f.at(node)})", value.type)
        case RowType(_, fields):
            key = field_name(node, base.type)
            return Value(f"{base.within(ATOM)}.{key}", fields[key].type)
        case OptionalType():
            raise Refused(node.value, f"this may be None ({base.type})", "Test `if x is None` first.")
        case t if t == UNKNOWN:
            return Value("null", UNKNOWN)
        case t if t == STR:
            raise Refused(
                node, "indexing a str is not in the subset", "A calculator's words are opaque: compare them whole."
            )
    raise Refused(node, f"{base.type} has no items", "Lists, tuples, dicts and rows have.")


def field_name(node: ast.Subscript, type: RowType) -> str:
    match node.slice:
        case ast.Constant(value=str() as key) if key in type.fields:
            return key
        case ast.Constant(value=str() as key):
            raise Refused(node.slice, f"{type} has no field {key!r}", f"Its fields: {', '.join(type.fields)}.")
    raise Refused(node.slice, "a row's field is named by a literal", f"Its fields: {', '.join(type.fields)}.")


def _tuple_item(f: Frame, node: ast.Subscript, base: Value, items: tuple) -> Value:
    index = expression(f, node.slice)
    require(index, INT, node.slice, "an index")
    if isinstance(index.literal, int):
        if not -len(items) <= index.literal < len(items):
            raise Refused(node.slice, f"the tuple has {len(items)} items", "Use an index within.")
        place = index.literal % len(items)
        return Value(f"{base.within(ATOM)}[{place}]", items[place].type)
    return Value(f"py.item({base.code}, {index.code}, {f.at(node)})", one_item(f, node, items))


def one_item(f: Frame, node: ast.AST, items: tuple) -> Inferred:
    """The type of the items of a tuple taken as a list: they become one place. Raises Refused."""
    try:
        for item in items[1:]:
            items[0].unify(item)
    except Mismatch:
        raise Refused(
            node, "the items of the tuple are of several types", "Use a TypedDict, or items of one type."
        ) from None
    return items[0].type if items else UNKNOWN


def _slice(f: Frame, node: ast.Subscript, base: Value) -> Value:
    part = node.slice
    if not isinstance(base.type, ListType):
        raise Refused(node, f"slices of {base.type} are not in the subset", "Slices are of lists.")
    if part.step is not None:
        raise Refused(
            node, "a slice with a step is not in the subset", "Use range(start, stop, step), or reversed(xs)."
        )
    bounds = []
    for bound in (part.lower, part.upper):
        value = expression(f, bound) if bound is not None else Value("null", INT)
        require(value, INT, bound or node, "a bound of a slice")
        bounds.append(value.code)
    return Value(f"py.slice({base.code}, {bounds[0]}, {bounds[1]}, {f.at(node)})", base.type)
