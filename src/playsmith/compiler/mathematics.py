"""The functions of `math`: which are known, what they take and give, and which of them are transcendental.

Transcendental functions come from the C library in CPython and from the engine in a page; they are the only operations
that may differ in the last bits.
"""

from __future__ import annotations

import ast

from .cells import BOOL, FLOAT, INT, NUMBER, NUMERIC, UNKNOWN, Inferred, OptionalType
from .context import Frame, Value
from .expressions import expression
from .iteration import iteration
from .refusal import Refused

EXACT: dict[str, tuple[int, Inferred]] = {
    "ceil": (1, INT),
    "copysign": (2, FLOAT),
    "degrees": (1, FLOAT),
    "fabs": (1, FLOAT),
    "floor": (1, INT),
    "fmod": (2, FLOAT),
    "isfinite": (1, BOOL),
    "isinf": (1, BOOL),
    "isnan": (1, BOOL),
    "radians": (1, FLOAT),
    "sqrt": (1, FLOAT),
    "trunc": (1, INT),
}
TRANSCENDENTAL: dict[str, int] = {
    **dict.fromkeys(
        [
            "acos",
            "acosh",
            "asin",
            "asinh",
            "atan",
            "atanh",
            "cbrt",
            "cos",
            "cosh",
            "exp",
            "expm1",
            "log10",
            "log1p",
            "log2",
            "sin",
            "sinh",
            "tan",
            "tanh",
        ],
        1,
    ),
    "atan2": 2,
    "log": 1,
    "pow": 2,
}
INTEGERS = {"comb": 2, "factorial": 1, "isqrt": 1, "perm": 2}
LISTS = {"fsum", "prod"}
KNOWN = sorted({*EXACT, *TRANSCENDENTAL, *INTEGERS, *LISTS, "gcd", "isclose"})


def call_math(f: Frame, node: ast.Call, name: str) -> Value:
    """Raises Refused."""
    if name not in KNOWN:
        raise Refused(node, f"math.{name} is not in the subset", f"Known: {', '.join(KNOWN)}.")
    if name in LISTS:
        return _of_list(f, node, name)
    if name == "isclose":
        return _isclose(f, node)
    if node.keywords:
        raise Refused(node, f"math.{name} takes no names", "Give plain arguments.")
    if name in INTEGERS or name == "gcd":
        return _integers(f, node, name)
    if name == "log" and len(node.args) == 2:
        f.program.transcendental = True
        one, two = (_float(f, argument) for argument in node.args)
        return Value(f"py.math.logBase({one}, {two}, {f.at(node)})", FLOAT)
    count, result = EXACT.get(name) or (TRANSCENDENTAL[name], FLOAT)
    if len(node.args) != count:
        raise Refused(node, f"math.{name} takes {count} argument{'s' * (count > 1)}", "Let the count agree.")
    if name in ("floor", "ceil", "trunc"):
        value = expression(f, node.args[0])
        if value.type == INT:
            return value
    f.program.transcendental |= name in TRANSCENDENTAL
    arguments = ", ".join(_float(f, argument) for argument in node.args)
    return Value(f"py.math.{name}({arguments}, {f.at(node)})", result)


def _float(f: Frame, node: ast.expr) -> str:
    value = expression(f, node)
    if value.type == NUMBER:
        return f"py.value({value.code})"
    if value.type not in (*NUMERIC, UNKNOWN):
        way = "Test `if x is None` first." if isinstance(value.type, OptionalType) else "It takes an int or a float."
        raise Refused(node, f"a function of math gets {value.type}", way)
    return value.code


def _integers(f: Frame, node: ast.Call, name: str) -> Value:
    count = INTEGERS.get(name, max(len(node.args), 1))
    if len(node.args) != count:
        raise Refused(node, f"math.{name} takes {count} int{'s' * (count > 1)} here", "Let the count agree.")
    codes = []
    for argument in node.args:
        value = expression(f, argument)
        if value.type not in (INT, UNKNOWN):
            raise Refused(argument, f"math.{name} takes ints, this is {value.type}", "Convert it with int(x).")
        codes.append(value.code)
    if name == "gcd":
        return Value(f"py.math.gcd([{', '.join(codes)}])", INT)
    return Value(f"py.math.{name}({', '.join(codes)}, {f.at(node)})", INT)


def _of_list(f: Frame, node: ast.Call, name: str) -> Value:
    if len(node.args) != 1 or node.keywords:
        raise Refused(node, f"math.{name} takes one list", "Give it the list alone.")
    if isinstance(node.args[0], ast.GeneratorExp):
        raise Refused(node.args[0], f"math.{name} takes a list here", "Write it in brackets: a list.")
    run = iteration(f, node.args[0])
    type = run.item.type
    if type not in (*NUMERIC, UNKNOWN):
        raise Refused(node, f"math.{name} of {type} is not in the subset", "It takes numbers.")
    if name == "fsum":
        return Value(f"py.math.fsum({run.code}, {f.at(node)})", FLOAT)
    if type == INT:
        return Value(f"py.math.prodInt({run.code}, {f.at(node)})", INT)
    return Value(f"py.math.prod({run.code}, {f.at(node)})", NUMBER)


def _isclose(f: Frame, node: ast.Call) -> Value:
    names = {keyword.arg: keyword.value for keyword in node.keywords}
    if len(node.args) != 2 or set(names) - {"rel_tol", "abs_tol"}:
        raise Refused(node, "this form of math.isclose is not in the subset", "isclose(a, b, rel_tol=…, abs_tol=…)")
    if list(names) == ["abs_tol", "rel_tol"]:
        raise Refused(node, "name rel_tol before abs_tol", "isclose(a, b, rel_tol=…, abs_tol=…)")
    one, two = (_float(f, argument) for argument in node.args)
    relative, absolute = (_float(f, names[n]) if n in names else d for n, d in (("rel_tol", "1e-9"), ("abs_tol", "0")))
    return Value(f"py.math.isclose({one}, {two}, {relative}, {absolute}, {f.at(node)})", BOOL)
