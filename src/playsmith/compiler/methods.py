"""Methods of lists and dicts."""

from __future__ import annotations

import ast

from .cells import BOOL, INT, NONE, STR, UNKNOWN, DictType, ListType, Mismatch, OptionalType, RowType, join
from .conditions import orderable
from .context import ANY, Frame, Value
from .expressions import expression, require
from .iteration import VIEWS, iteration
from .refusal import Refused

OTHER = "Only lists and dicts have methods here."


def call_method(f: Frame, node: ast.Call) -> Value:
    attribute = node.func
    assert isinstance(attribute, ast.Attribute)
    base = expression(f, attribute.value)
    name = attribute.attr
    if isinstance(base.type, OptionalType):
        raise Refused(attribute.value, f"this may be None ({base.type})", "Test `if x is None` first.")
    if base.type == UNKNOWN:
        return base
    if isinstance(base.type, ListType) and name in LIST:
        return LIST[name](f, node, base, base.type)
    if isinstance(base.type, DictType):
        if name == "get":
            return _get(f, node, base, base.type)
        if name in VIEWS:
            raise Refused(
                node, f".{name}() as a value is not in the subset", f"Iterate over it, or write list(d.{name}())."
            )
    if isinstance(base.type, RowType):
        raise Refused(node, f"a row has no .{name}()", 'Read its fields: row["name"].')
    known = {ListType: ", ".join(LIST), DictType: "get, keys, values, items"}.get(type(base.type), "")
    raise Refused(node, f"{base.type} has no .{name}() in the subset", f"Known methods: {known}." if known else OTHER)


def _arguments(f: Frame, node: ast.Call, least: int, most: int) -> None:
    if node.keywords or not least <= len(node.args) <= most:
        raise Refused(
            node, "this form of the method is not in the subset", f"It takes {least} to {most} plain arguments."
        )


def _append(f: Frame, node: ast.Call, base: Value, type: ListType) -> Value:
    _arguments(f, node, 1, 1)
    value = expression(f, node.args[0], type.item.type)
    return Value(
        f"py.append({base.code}, {f.put(value, type.item, node.args[0], 'the item of the list')}, {f.at(node)})", NONE
    )


def _extend(f: Frame, node: ast.Call, base: Value, type: ListType) -> Value:
    _arguments(f, node, 1, 1)
    return extend(f, node, base, type, node.args[0])


def extend(f: Frame, node: ast.AST, base: Value, type: ListType, argument: ast.expr) -> Value:
    run = iteration(f, argument)
    try:
        type.item.unify(run.item)
    except Mismatch:
        raise Refused(argument, f"items of {run.item.type} do not go into {type}", "Let the types agree.") from None
    return Value(f"py.extend({base.code}, {run.code}, {f.at(node)})", NONE)


def _pop(f: Frame, node: ast.Call, base: Value, type: ListType) -> Value:
    _arguments(f, node, 0, 1)
    index = expression(f, node.args[0]) if node.args else Value("-1", INT)
    require(index, INT, node, "an index")
    return Value(f"py.pop({base.code}, {index.code}, {f.at(node)})", type.item.type)


def _insert(f: Frame, node: ast.Call, base: Value, type: ListType) -> Value:
    _arguments(f, node, 2, 2)
    index = expression(f, node.args[0])
    require(index, INT, node.args[0], "an index")
    value = expression(f, node.args[1], type.item.type)
    code = f.put(value, type.item, node.args[1], "the item of the list")
    return Value(f"py.insert({base.code}, {index.code}, {code}, {f.at(node)})", NONE)


def _copy(f: Frame, node: ast.Call, base: Value, type: ListType) -> Value:
    _arguments(f, node, 0, 0)
    return Value(f"py.slice({base.code}, null, null, {f.at(node)})", ListType(type.item))


def _reverse(f: Frame, node: ast.Call, base: Value, type: ListType) -> Value:
    _arguments(f, node, 0, 0)
    return Value(f"py.reverse({base.code})", NONE)


def _sort(f: Frame, node: ast.Call, base: Value, type: ListType) -> Value:
    if node.args:
        raise Refused(node, "sort takes key= and reverse= only", "xs.sort(key=…, reverse=…)")
    key, reverse = sorting(f, node, type)
    return Value(f"py.sort({base.code}, {key}, {reverse}, {f.at(node)})", NONE)


def sorting(f: Frame, node: ast.Call, type: ListType) -> tuple[str, str]:
    """The code of key= and reverse=. Raises Refused."""
    check_key_first(node)
    key, reverse = "null", "false"
    keyed = False
    for keyword in node.keywords:
        if keyword.arg == "key":
            key, result = key_function(f, keyword.value, type)
            orderable(keyword.value, result, result)
            keyed = True
        elif keyword.arg == "reverse":
            value = expression(f, keyword.value)
            require(value, BOOL, keyword.value, "reverse")
            reverse = value.code
        else:
            raise Refused(node, f"'{keyword.arg}=' is not in the subset", "Known: key=, reverse=.")
    if not keyed:
        orderable(node, type.item.type, type.item.type)
    return key, reverse


def check_key_first(node: ast.Call) -> None:
    """The key is made before the other options are calculated. Raises Refused where Python would do it after."""
    options = {keyword.arg: keyword.value for keyword in node.keywords}
    if "key" in options and next(iter(options)) != "key" and not isinstance(options["key"], ast.Lambda | ast.Name):
        raise Refused(options["key"], "a key that is calculated stands after other options", "Write key= first.")


def key_function(f: Frame, node: ast.expr, type: ListType):
    """The code of a key function, and the type of the keys it gives. Raises Refused."""
    from .cells import FunctionType

    result = f.cell(node, "key")
    wanted = FunctionType((type.item,), result)
    value = expression(f, node, wanted)
    if isinstance(value.type, OptionalType) or value.type == NONE:
        raise Refused(node, "the key may be None", "Test `if f is None` first, or leave key= away.")
    try:
        join(wanted, value.type)
    except Mismatch:
        raise Refused(node, f"the key is {value.type}, but gets {type.item.type}", "Write a lambda.") from None
    if not isinstance(node, ast.Lambda):
        f.calls(ANY)
    return value.code, result.type


def _get(f: Frame, node: ast.Call, base: Value, type: DictType) -> Value:
    _arguments(f, node, 1, 2)
    key = expression(f, node.args[0])
    require(key, STR, node.args[0], "a key")
    if len(node.args) == 1:
        default, result = Value("null", NONE), join(type.value.type, NONE)
    else:
        default = expression(f, node.args[1], type.value.type)
        result = type.value.type
        if default.type != NONE:
            default = Value(f.put(default, type.value, node.args[1], "the default"), type.value.type)
            result = type.value.type
        else:
            result = join(result, NONE)
    return Value(f"py.getOr({base.code}, {key.code}, {default.code})", result)


LIST = {
    "append": _append,
    "extend": _extend,
    "insert": _insert,
    "pop": _pop,
    "copy": _copy,
    "reverse": _reverse,
    "sort": _sort,
}
