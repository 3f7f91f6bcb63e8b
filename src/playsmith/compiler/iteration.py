"""What `for` runs over, in statements and comprehensions: lists, tuples, dicts, range, enumerate, zip, reversed."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from .cells import INT, Cell, DictType, Inferred, ListType, OptionalType, TupleType
from .context import ATOM, Frame, Value
from .expressions import expression, require, variable_of
from .refusal import Refused
from .subscripts import one_item
from .types import INT as INT_TYPE
from .types import STR as STR_TYPE

VIEWS = {"keys", "values", "items"}


@dataclass(frozen=True)
class Iteration:
    """`code` is a JavaScript iterable of values as `item` holds them; a range also has its three parts."""

    code: str
    item: Cell
    range: tuple[Value, Value, Value] | None = None


def iteration(f: Frame, node: ast.expr, *, at_once: ast.Call | None = None) -> Iteration:
    """Raises Refused. `at_once`: a call that does nothing between two items, so a generator may be run to its end."""
    match node:
        case ast.Call(func=ast.Name(id=name)) if name in CALLS and variable_of(f, name) is None:
            if (node.keywords and name != "enumerate") or any(isinstance(a, ast.Starred) for a in node.args):
                raise Refused(node, f"this form of {name}() is not in the subset", "Give plain arguments.")
            return CALLS[name](f, node)
        case ast.Call(func=ast.Attribute(value=base, attr=attr), args=[], keywords=[]) if attr in VIEWS:
            return _view(f, node, expression(f, base), attr)
        case ast.GeneratorExp() if at_once is not None:
            from .comprehensions import collected

            _alone(node, at_once)
            value = collected(f, node)
        case _:
            value = expression(f, node)
    return of_value(f, node, value)


def _alone(node: ast.GeneratorExp, call: ast.Call) -> None:
    """Python evaluates the other arguments before a generator runs. Raises Refused where that can be noticed."""
    for argument in [*call.args, *(keyword.value for keyword in call.keywords)]:
        calculates = any(isinstance(part, ast.Call | ast.BinOp | ast.Subscript) for part in ast.walk(argument))
        if argument is not node and calculates and not isinstance(argument, ast.Lambda):
            raise Refused(
                argument,
                "a generator beside an argument that is calculated",
                "Write the generator in brackets: a list.",
            )


def of_value(f: Frame, node: ast.expr, value: Value) -> Iteration:
    match value.type:
        case ListType(item):
            return Iteration(value.code, item)
        case TupleType(()):
            raise Refused(
                node, "an empty tuple has nothing to run over", "Write an annotated list: `items: list[float] = []`."
            )
        case TupleType(items):
            one_item(f, node, items)
            return Iteration(value.code, items[0])
        case DictType():
            return Iteration(f"py.keys({value.code}, {f.at(node)})", f.cell(node, "key", STR_TYPE))
        case OptionalType():
            raise Refused(node, f"this may be None ({value.type})", "Test `if x is None` first.")
    if str(value.type) == "unknown":
        return Iteration(value.code, f.cell(node, "none"))
    raise Refused(
        node, f"{value.type} cannot be iterated", "Iterate over a list, tuple, dict, range, enumerate, zip or reversed."
    )


def _view(f: Frame, node: ast.expr, base: Value, attr: str) -> Iteration:
    if not isinstance(base.type, DictType):
        raise Refused(node, f"{base.type} has no .{attr}()", "Rows are read field by field.")
    key = f.cell(node, "key", STR_TYPE)
    items = {"keys": key, "values": base.type.value}.get(attr)
    if items is None:
        items = f.cell(node, "item")
        items.widen(TupleType((key, base.type.value)))
    return Iteration(f"py.{attr}({base.code}, {f.at(node)})", items)


def _range(f: Frame, node: ast.Call) -> Iteration:
    if not 1 <= len(node.args) <= 3:
        raise Refused(
            node, "range takes one to three ints", "range(stop), range(start, stop), range(start, stop, step)"
        )
    parts = []
    for argument in node.args:
        value = expression(f, argument)
        require(value, INT, argument, "an argument of range")
        parts.append(value)
    if len(parts) == 1:
        parts.insert(0, Value("0", INT, simple=True, literal=0))
    if len(parts) == 2:
        parts.append(Value("1", INT, simple=True, literal=1))
    start, stop, step = parts
    code = f"py.range({start.code}, {stop.code}, {step.code}, {f.at(node)})"
    return Iteration(code, f.cell(node, "range", INT_TYPE), (start, stop, step))


def _enumerate(f: Frame, node: ast.Call) -> Iteration:
    start = node.args[1] if len(node.args) == 2 else None
    for keyword in node.keywords:
        if keyword.arg != "start" or start is not None:
            raise Refused(
                node, "this form of enumerate() is not in the subset", "enumerate(xs) or enumerate(xs, start)"
            )
        start = keyword.value
    if not 1 <= len(node.args) <= 2:
        raise Refused(node, "enumerate takes a list and a start", "enumerate(xs) or enumerate(xs, start)")
    inner = iteration(f, node.args[0])
    first = expression(f, start) if start is not None else Value("0", INT)
    require(first, INT, start or node, "the start of enumerate")
    item = f.cell(node, "item")
    item.widen(TupleType((f.cell(node, "index", INT_TYPE), inner.item)))
    return Iteration(f"py.enumerate({inner.code}, {first.code})", item)


def _zip(f: Frame, node: ast.Call) -> Iteration:
    if len(node.args) < 2:
        raise Refused(node, "zip takes two lists or more", "zip(xs, ys)")
    inner = [iteration(f, argument) for argument in node.args]
    item = f.cell(node, "item")
    item.widen(TupleType(tuple(one.item for one in inner)))
    return Iteration(f"py.zip({', '.join(one.code for one in inner)})", item)


def _reversed(f: Frame, node: ast.Call) -> Iteration:
    if len(node.args) != 1:
        raise Refused(node, "reversed takes one list", "reversed(xs)")
    match node.args[0]:
        case ast.Call(func=ast.Name(id="range")) as call if variable_of(f, "range") is None:
            return Iteration(
                f"py.reversed(py.list({iteration(f, call).code}, {f.at(node)}))", f.cell(call, "range", INT_TYPE)
            )
    value = expression(f, node.args[0])
    if not isinstance(value.type, ListType | TupleType):
        raise Refused(node, f"reversed of {value.type} is not in the subset", "Reverse a list: reversed(list(d)).")
    inner = of_value(f, node.args[0], value)
    return Iteration(f"py.reversed({inner.code})", inner.item)


CALLS = {"range": _range, "enumerate": _enumerate, "zip": _zip, "reversed": _reversed}


def loop_head(f: Frame, node: ast.AST, run: Iteration, target: str) -> tuple[str, str | None]:
    """The JavaScript `for (…)` that sets `target`, and the line that sets it where the head cannot."""
    if run.range is None or not isinstance(run.range[2].literal, int) or run.range[2].literal == 0:
        return f"for ({target} of {run.code})", None
    start, stop, step = run.range
    count = f.names.fresh("k")
    limit = stop.code
    head = f"let {count} = {start.code}"
    if not isinstance(stop.literal, int):
        limit = f.names.fresh("stop")
        head += f", {limit} = {stop.code}"
    sign, by = ("<", f"+= {step.literal}") if step.literal > 0 else (">", f"-= {-step.literal}")
    return f"for ({head}; {count} {sign} {limit}; {count} {by})", f"{target} = {count};"


def unpack(node: ast.expr, item: Inferred) -> list[Cell]:
    """The cells of a tuple to be taken apart. Raises Refused."""
    if isinstance(item, TupleType) and isinstance(node, ast.Tuple | ast.List) and len(node.elts) == len(item.items):
        return list(item.items)
    raise Refused(
        node,
        f"{item} cannot be taken apart into {len(getattr(node, 'elts', []))} names",
        "Let the counts agree; only tuples can be taken apart.",
    )


__all__ = ["ATOM", "Iteration", "iteration", "loop_head", "unpack"]
