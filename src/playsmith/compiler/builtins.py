"""The built-in functions of the subset, one translator each."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable

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
    Inferred,
    ListType,
    Mismatch,
    OptionalType,
    TupleType,
    join,
)
from .comprehensions import quantified
from .conditions import orderable, truth
from .context import ATOM, Frame, Value, coerced
from .expressions import expression, literal, require
from .iteration import CALLS, iteration
from .methods import check_key_first, key_function, sorting
from .refusal import Refused
from .types import FLOAT as FLOAT_TYPE
from .types import INT as INT_TYPE

COMPENSATES_INTS = sys.version_info >= (3, 14)  # what sum() does with ints once a float has come
Builtin = Callable[[Frame, ast.Call, Inferred | None], Value]


def _plain(node: ast.Call, name: str, least: int, most: int) -> None:
    if node.keywords or not least <= len(node.args) <= most:
        count = str(least) if least == most else f"{least} to {most}"
        raise Refused(node, f"this form of {name}() is not in the subset", f"It takes {count} plain arguments.")


def _numeric(node: ast.AST, value: Value, name: str) -> None:
    if value.type in (*NUMERIC, UNKNOWN):
        return
    way = "Test `if x is None` first." if isinstance(value.type, OptionalType) else "It takes an int or a float."
    raise Refused(node, f"{name}() of {value.type} is not in the subset", way)


def _len(f: Frame, node: ast.Call, expected: Inferred | None) -> Value:
    _plain(node, "len", 1, 1)
    value = expression(f, node.args[0])
    if isinstance(value.type, ListType | TupleType):
        return Value(f"{value.within(ATOM)}.length", INT)
    if isinstance(value.type, DictType):
        return Value(f"{value.within(ATOM)}.size", INT)
    if value.type == UNKNOWN:
        return Value("0", INT)
    raise Refused(node, f"len() of {value.type} is not in the subset", "It takes a list, tuple or dict.")


def _abs(f: Frame, node: ast.Call, expected: Inferred | None) -> Value:
    _plain(node, "abs", 1, 1)
    value = expression(f, node.args[0])
    _numeric(node, value, "abs")
    return Value(f"{'py.absolute' if value.type == NUMBER else 'Math.abs'}({value.code})", value.type)


def _extreme(name: str) -> Builtin:
    def call(f: Frame, node: ast.Call, expected: Inferred | None) -> Value:
        options = {keyword.arg: keyword.value for keyword in node.keywords}
        if not node.args or set(options) - {"key", "default"} or (len(node.args) > 1 and "default" in options):
            raise Refused(
                node, f"this form of {name}() is not in the subset", f"{name}(a, b), {name}(xs, key=…, default=…)"
            )
        check_key_first(node)
        if len(node.args) == 1:
            run = iteration(f, node.args[0], at_once=None if "key" in options else node)
            items, cell = run.code, run.item
        else:
            cell = f.cell(node)
            values = [expression(f, argument, expected) for argument in node.args]
            for value, argument in zip(values, node.args, strict=True):
                f.put(value, cell, argument, f"an argument of {name}()")
            items = f"[{', '.join(coerced(value, cell.type) for value in values)}]"
        key = "null"
        if "key" in options:
            key, type = key_function(f, options["key"], ListType(cell))
            orderable(node, type, type)
        else:
            orderable(node, cell.type, cell.type)
        if "default" not in options:
            return Value(f"py.{name}({items}, {key}, {f.at(node)})", cell.type)
        default = expression(f, options["default"], cell.type)
        try:
            type = join(cell.type, default.type)
        except Mismatch:
            type = UNKNOWN
        if type != cell.type and default.type != NONE and not (cell.type == FLOAT and type == NUMBER):
            raise Refused(node, f"the default is {default.type}, the items are {cell.type}", "Let the two agree.")
        return Value(f"py.{name}({items}, {key}, {f.at(node)}, {coerced(default, type)})", type)

    return call


def _sum(f: Frame, node: ast.Call, expected: Inferred | None) -> Value:
    start_node = next((k.value for k in node.keywords if k.arg == "start"), None)
    if len(node.args) == 2:
        start_node = node.args[1]
    if (
        not 1 <= len(node.args) <= 2
        or len(node.args) - 1 + len(node.keywords) > 1
        or (node.keywords and not start_node)
    ):
        raise Refused(node, "this form of sum() is not in the subset", "sum(xs) or sum(xs, start)")
    run = iteration(f, node.args[0], at_once=node)
    start = expression(f, start_node) if start_node is not None else Value("0", INT, literal=0)
    type = run.item.type
    if type == UNKNOWN:
        return Value("null", UNKNOWN)
    if type not in (*NUMERIC, BOOL) or start.type not in NUMERIC:
        raise Refused(
            node, f"sum() of {type} from {start.type} is not in the subset", "Sum numbers; join lists in a loop."
        )
    if type in (INT, BOOL) and start.type == INT:
        return Value(f"py.sumInt({run.code}, {start.code}, {f.at(node)})", INT)
    items = f"py.boxed({run.code}, {f.at(node)})" if type in (INT, BOOL) else run.code
    result = FLOAT if start.type == FLOAT else NUMBER
    ints = ", true" if COMPENSATES_INTS and type != FLOAT else ""
    return Value(f"py.sum({items}, {coerced(start, result)}, {f.at(node)}{ints})", result)


def _quantifier(wanted: bool) -> Builtin:
    name = "any" if wanted else "all"

    def call(f: Frame, node: ast.Call, expected: Inferred | None) -> Value:
        _plain(node, name, 1, 1)
        match node.args[0]:
            case ast.GeneratorExp() as generator:
                return Value(quantified(f, generator, wanted=wanted), BOOL)
        run = iteration(f, node.args[0])
        truth(node, Value("x", run.item.type))
        return Value(f"py.{name}({run.code})", BOOL)

    return call


def _sorted(f: Frame, node: ast.Call, expected: Inferred | None) -> Value:
    if len(node.args) != 1:
        raise Refused(node, "sorted takes one list", "sorted(xs, key=…, reverse=…)")
    run = iteration(f, node.args[0], at_once=node)
    type = ListType(run.item)
    key, reverse = sorting(f, node, type)
    return Value(f"py.sorted({run.code}, {key}, {reverse}, {f.at(node)})", type)


def _list(f: Frame, node: ast.Call, expected: Inferred | None) -> Value:
    _plain(node, "list", 0, 1)
    if not node.args:
        return Value("[]", ListType(f.cell(node)))
    run = iteration(f, node.args[0], at_once=node)
    return Value(f"py.list({run.code}, {f.at(node)})", ListType(run.item if run.range is None else _free(f, node)))


def _free(f: Frame, node: ast.Call):
    """The ints of a range may stand beside others in the list they make, but stay ints."""
    return f.cell(node, "ints", INT_TYPE)


def _dict(f: Frame, node: ast.Call, expected: Inferred | None) -> Value:
    _plain(node, "dict", 0, 1)
    if not node.args:
        return Value("new Map()", DictType(f.cell(node)))
    value = expression(f, node.args[0])
    if not isinstance(value.type, DictType):
        raise Refused(
            node, f"dict() of {value.type} is not in the subset", "Copy a dict, or write a dict comprehension."
        )
    return Value(f"new Map({value.code})", DictType(value.type.value))


def _int(f: Frame, node: ast.Call, expected: Inferred | None) -> Value:
    _plain(node, "int", 1, 1)
    value = expression(f, node.args[0])
    if value.type in (INT, UNKNOWN):
        return value
    if value.type == BOOL:
        return Value(f"Number({value.code})", INT)
    _numeric(node, value, "int")
    return Value(f"py.{'truncate' if value.type == FLOAT else 'truncateNumber'}({value.code}, {f.at(node)})", INT)


def _float(f: Frame, node: ast.Call, expected: Inferred | None) -> Value:
    _plain(node, "float", 1, 1)
    value = expression(f, node.args[0])
    if value.type in (FLOAT, UNKNOWN):
        return value
    if value.type == INT:
        literal_value = value.literal
        made = literal(node, float(literal_value)) if isinstance(literal_value, int) else None
        return made or Value(value.code, FLOAT, value.level, value.simple)
    if value.type == BOOL:
        return Value(f"Number({value.code})", FLOAT)
    if value.type == STR and isinstance(value.literal, str) and value.literal.strip().lower() in ("inf", "-inf", "nan"):
        return literal(node, float(value.literal))
    _numeric(node, value, "float")
    return Value(f"py.value({value.code})", FLOAT)


def _bool(f: Frame, node: ast.Call, expected: Inferred | None) -> Value:
    _plain(node, "bool", 1, 1)
    return truth(node, expression(f, node.args[0]))


def _round(f: Frame, node: ast.Call, expected: Inferred | None) -> Value:
    _plain(node, "round", 1, 2)
    value = expression(f, node.args[0])
    _numeric(node, value, "round")
    if len(node.args) == 1:
        if value.type == INT:
            return value
        return Value(
            f"py.round({value.code}, {f.at(node)})"
            if value.type == FLOAT
            else f"py.roundNumber({value.code}, {f.at(node)})",
            INT,
        )
    digits = expression(f, node.args[1])
    require(digits, INT, node.args[1], "the number of digits")
    if value.type == NUMBER:
        return Value(f"py.roundNumberTo({value.code}, {digits.code}, {f.at(node)})", NUMBER)
    return Value(
        f"py.roundTo{'Int' if value.type == INT else ''}({value.code}, {digits.code}, {f.at(node)})", value.type
    )


def _divmod(f: Frame, node: ast.Call, expected: Inferred | None) -> Value:
    _plain(node, "divmod", 2, 2)
    values = [expression(f, argument) for argument in node.args]
    for value in values:
        if value.type not in (INT, FLOAT):
            raise Refused(node, f"divmod() of {value.type} is not in the subset", "It takes ints and floats.")
    both = all(value.type == INT for value in values)
    declared = INT_TYPE if both else FLOAT_TYPE
    cells = (f.cell(node, f"q{declared}", declared), f.cell(node, f"r{declared}", declared))
    return Value(f"py.divmod({values[0].code}, {values[1].code}, {str(both).lower()}, {f.at(node)})", TupleType(cells))


def _iterator(f: Frame, node: ast.Call, expected: Inferred | None) -> Value:
    raise Refused(node, "an iterator as a value is not in the subset", "Iterate over it, or write list(…).")


BUILTINS: dict[str, Builtin] = {
    "abs": _abs,
    "all": _quantifier(False),
    "any": _quantifier(True),
    "bool": _bool,
    "dict": _dict,
    "divmod": _divmod,
    "float": _float,
    "int": _int,
    "len": _len,
    "list": _list,
    "max": _extreme("max"),
    "min": _extreme("min"),
    "round": _round,
    "sorted": _sorted,
    "sum": _sum,
    **dict.fromkeys(CALLS, _iterator),
}
