# ruff: noqa: E501 (tables read better in one line)
"""What random programs are made of: values on the edges, the head of every program, inputs, and the grammar of
expressions.

A template is an expression in which `{kind}` stands for one of that kind, `{kind name}` for a variable of it. The kinds
after the blank line of `GRAMMAR` are signs and small choices.
"""

from __future__ import annotations

from random import Random
from typing import Any

FLOATS = [
    0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 2.5, -2.5, 3.0, 0.1, 0.2, 0.3, 1 / 3, 2.675, 1e-9, 1e-320, 5e-324, -5e-324, 1e16, 1e22,
    1e308, -1e308, 1.7976931348623157e308, 9007199254740991.0, 9007199254740992.0, 9007199254740993.0, 4503599627370497.5,
    0.49999999999999994, 1000.0, 12.0, -7.25,
]  # fmt: skip
INTS = [0, 1, -1, 2, 3, -3, 5, 7, -7, 10, 12, 100, -100, 1000, 2**31, 2**53 - 1, -(2**53 - 1), 2**52 + 1]
WORDS = ["a", "b", "zero", "10", "2", "\U0001f600", "\uffff", "z"]
KEYS = [word for word in WORDS if not word.isdigit()]

HEAD = '''import math
from math import floor as low
from typing import Callable, TypedDict


class Row(TypedDict):
    name: str
    spend: float
    count: int


class Result(TypedDict):
    x: float
    n: int
    flag: bool
    xs: list[float]
    maybe: float | None
    pair: tuple[float, int]
    rows: list[Row]
    seen: list[float]


RATES = (0.1, 0.25, 3)
STEPS = [0.5, -0.0, 2.0]
TABLE = {"a": 1.5, "10": 2.0, "2": -0.0}


def note(seen: list[float], x: float) -> float:
    """Tells in which order things happen."""
    seen.append(x)
    return x


def apply(f: Callable[[float], float], x: float) -> float:
    return f(f(x))


def scaled(k: float) -> Callable[[float], float]:
    return lambda x: x * k


def down(n: int) -> int:
    return n if n <= 0 else down(n - 1) + n % 3


def spread(xs: list[float], by: float = 2, *, plus: float = 0.5) -> tuple[float, int]:
    return sum(xs) * by + plus, len(xs)
'''

ANNOTATIONS = {
    "float": "float", "int": "int", "bool": "bool", "str": "str", "maybe": "float | None", "floats": "list[float]",
    "ints": "list[int]", "rows": "list[Row]", "row": "Row", "dict": "dict[str, float]", "pair": "tuple[float, int]",
    "fn": "Callable[[float], float]",
}  # fmt: skip
PARAMETERS = {
    "a": "float", "b": "float", "n": "int", "m": "int", "flag": "bool", "word": "str", "p": "maybe", "xs": "floats",
    "ns": "ints", "rows": "rows", "d": "dict",
}  # fmt: skip

TRANSCENDENTAL_NAMES = [
    "acos", "acosh", "asin", "asinh", "atan", "atanh", "cbrt", "cos", "cosh", "exp", "expm1", "log", "log10", "log1p", "log2", "sin", "sinh", "tan", "tanh",
]  # fmt: skip
TRANSCENDENTAL = [
    *(f"math.{name}({{float}})" for name in TRANSCENDENTAL_NAMES),
    *["math.pow({float}, {float})", "math.atan2({float}, {float})", "math.log({float}, {float})"],
    *["({float} ** {float})"] * 3, *["({float} ** {digit})"] * 3,
]  # fmt: skip

GRAMMAR = {
    "float": [
        *["({float} {sign} {any})"] * 6, *["({any} {sign} {float})"] * 4, "-{float}", "+{float}", "abs({float})", "math.fabs({float})",
        "({float} if {bool} else {float})", "({float} if {bool} else {number})", "({maybe name} or {float})", "({float} and {float})",
        "min({float}, {float})", "max({float}, {float}, {float})", "max(({loops float}), default=0.5)", "min({floats}, key={key})",
        "max({floats}, key={key}, default=-1.0)", "max({floats}, key={fn}, default={float})", "float({int})", "float({number})", "float({bool})", "round({float}, {digits})",
        "sum({floats}, 0.0)", "sum(({loops float}), -0.0)", "sum({ints}, 0.5)", "math.fsum({floats})", "{floats}[{index}]", "{floats name}.pop({index})",
        "{dict name}[{str}]", "{dict name}.get({str}, {float})", 'TABLE["a"]', "TABLE.get({str}, 0.5)", "STEPS[{place}]",
        '{row}["spend"]', '{row}["spend"]', "{pair}[0]", "spread({floats})[0]", "spread(plus={float}, xs={floats})[0]", "spread({floats}, {any})[0]",
        *["{fn}({float})", "{lambda}({any})"] * 3, "sorted({floats}, key={lambda})[-1]", "apply({fn}, {any})", "scaled({float})({float})", "note(seen, {float})", "note(seen, {float})",
        "divmod({float}, {float})[{end}]", "math.sqrt({float})", "math.fmod({float}, {float})", "math.copysign({float}, {any})",
        "math.degrees({float})", "math.radians({float})", "math.pi", "math.e", "math.tau", "math.inf", *["{known}"] * 4, *["{help float}"] * 3,
    ],
    "int": [
        *["({int} {whole} {int})"] * 5, "-{int}", "abs({int})", "({int}) ** {digit}", "int({float})", "int({number})", "int({bool})",
        "round({float})", "round({number})", "round({int}, {digits})", "math.floor({any})", "math.ceil({float})", "math.trunc({number})",
        "low({float})", "len({floats})", "len({dict})", "len({rows})", "sum({ints})", "sum([{bool}, {bool}])", "sum({loops bool})", "sum({loops int})",
        "({int} if {bool} else {int})", "min({int}, {int}, {int})", "max({ints}, default={small})", "divmod({int}, {int})[{end}]", "({int} or {int})",
        "math.comb({small}, {small})", "math.perm({int}, {small})", "math.factorial({small})", "math.gcd({int}, {int})", "math.isqrt(abs({int}))",
        "math.prod({ints})", '{row}["count"]', "{pair}[1]", "{ints}[{index}]", "down({small})", "{ints name}.pop()", *["{help int}"] * 2,
    ],
    "number": [
        "max(0, {float})", "min({float}, {int})", "sum({floats})", "sum([{float}, {int}, {float}])", "({number} {sign} {number})",
        "({int} if {bool} else {float})", "-{number}", "abs({number})", "RATES[{place}]", "round({number}, {digits})", "math.prod({floats})",
        "max([0, {float}, {int}])", "({number} or {float})",
    ],
    "any": ["{float}", "{float}", "{int}", "{number}"],
    "bool": [
        *["{any} {compare} {any}"] * 3, "({float} {compare} {float} {compare} {int})", "({int} < {int} <= {int} {compare} {float})",
        "({bool} and {bool})", "({bool} or {bool})", "(not {bool})", "bool({any})", "bool({floats})", "bool({dict})", "{maybe name} is None",
        "{maybe name} is not None", "{maybe name} == {float}", "{floats} == {floats}", "{floats} <= {floats}", "{dict} == {dict}", "{row} != {row}",
        "{int} in {ints}", "{float} not in {floats}", "{any} in ({float}, {int})", "{str} {compare} {str}", "{str} in {dict}", "{str} in TABLE",
        "{str} in [{str}, {str}]", "any({loops bool})", "all({loops bool})", "any({floats})", "all({ints})", "({float}, {int}) < ({float}, {int})",
        "{pair} == {pair}", "math.isclose({float}, {float})", "math.isclose({any}, {float}, rel_tol={tolerance}, abs_tol={tolerance})",
        "math.isnan({float})", "math.isinf({float})", "math.isfinite({float})", "({bool} if {bool} else {bool})",
    ],
    "floats": [
        "[{float}]", "[{float}, {any}]", "[{float}, {float}, {float}]", *["[{loops float}]"] * 5, "sorted({floats})", "sorted({floats}, reverse={bool})",
        "sorted({floats}, key={key})", "sorted({floats}, key={fn}, reverse={bool})", "sorted({loops float})", "{floats}[{index}:{index}]", "{floats}[{int}:]", "{floats}[:-1]", "({floats} + {floats})",
        "([{float}] * {small})", "list({floats})", "list({loops float})", "list(reversed({floats}))", "{floats name}.copy()", "list({dict name}.values())",
        "sorted({dict name}.values())", "list(STEPS)",
    ],
    "ints": [
        "[{int}]", "[{int}, {int}]", "list(range({small}))", "list(range({small}, {int} % 5, {step}))", *["[{loops int}]"] * 4, "[int(x) for x in {floats}]",
        "sorted({ints}, key=lambda n: (n % 3, -n))", "list(reversed(range({small})))", "{ints}[{index}:]", "({ints} + {ints})",
    ],
    "dict": [
        '{"b": {float}, "10": {float}, "2": {any}}', "{{str}: {float}, {str}: {float}}", *["{{str}: {loops float}}"] * 3, "dict({dict})",
    ],
    "row": [
        "{rows}[{index}]", "Row(name={str}, count={int}, spend={any})", "max({rows}, key=lambda r: r[\"spend\"])",
        "min({rows}, key=lambda r: (r[\"count\"], r[\"name\"]))",
    ],
    "rows": ["[{row}]", "[{row}, {row}]", *["[{loops row}]"] * 2, 'sorted({rows}, key=lambda r: (r["name"], r["count"]), reverse={bool})', "{rows}[{index}:]"],
    "maybe": ["None", "{float}", "({float} if {bool} else None)", "{dict name}.get({str})", "({maybe name} and {float})"],
    "str": ["({str} if {bool} else {str})", '{row}["name"]', "sorted({dict name})[{index}]", "min({str}, {str})"],
    "fn": ["{lambda}", "scaled({float})", "(scaled({float}) if {bool} else {fn})"],
    "pair": ["({float}, {int})", "spread({floats})", "({pair} if {bool} else {pair})"],

    "key": ["{lambda}", "{lambda}", "(lambda x: -abs(x))", "(lambda x: 0.0 if x > 1 else -x)", "(lambda x: (x // 2, x))"],
    "lambda": ["(lambda {param}: {float})"],
    "sign": ["+", "-", "*", "/", "//", "%"], "whole": ["+", "-", "*", "//", "%"], "compare": ["<", "<=", ">", ">=", "==", "!="],
    "small": ["0", "1", "2", "3", "4"], "digit": ["0", "1", "2", "3"], "digits": ["0", "1", "2", "3", "-1", "15"], "end": ["0", "1", "-1"],
    "step": ["-2", "-1", "1", "2", "{small}"], "tolerance": ["0.0", "1e-9", "0.5", "{float}"], "place": ["0", "1", "2", "-1", "-2", "-3"],
    "index": [*["0", "-1"] * 5, "1", "-2", "3", "{int}"],
}  # fmt: skip
CONSTANTS = {
    "bool": ["True", "False"], "maybe": ["None"], "dict": ['{"a": 1.0}'], "rows": ['[Row(name="a", spend=1, count=2)]'], "pair": ["(0.5, 2)"],
    "row": ['Row(name="b", spend=-0.0, count=0)'], "fn": ["scaled(2)", "(lambda x: x + 1)"], "floats": ["[0.5, -0.0]"], "ints": ["[0, 3]"],
    "float": [repr(value) for value in FLOATS], "int": [str(value) for value in INTS], "number": ["max(0, -0.0)", "RATES[2]"],
}  # fmt: skip


def quoted(word: str) -> str:
    return '"' + "".join(c if c.isascii() else f"\\U{ord(c):08x}" for c in word) + '"'


def inputs(random: Random) -> dict[str, Any]:
    """JSON inputs for `calculate`."""

    def number() -> Any:
        choice = random.random()
        if choice < 0.5:
            return random.choice(FLOATS)
        if choice < 0.55:
            return random.choice(["Infinity", "-Infinity"])
        return random.choice([random.randint(-20, 20), round(random.uniform(-100, 100), 2), random.uniform(-1, 1)])

    def whole() -> int:
        return random.choice(INTS) if random.random() < 0.4 else random.randint(-9, 9)

    def some(make: Any) -> list[Any]:
        return [make() for _ in range(random.choice([0, 1, 2, 2, 3, 4]))]

    return {
        "a": number(), "b": number(), "n": whole(), "m": whole(), "flag": random.random() < 0.5, "word": random.choice(WORDS),
        "p": random.choice([None, number()]), "xs": some(number), "ns": some(whole),
        "rows": some(lambda: {"name": random.choice(WORDS), "spend": number(), "count": whole()}),
        "d": {word: number() for word in random.sample(KEYS, random.choice([0, 3, 5, len(KEYS)]))},
    }  # fmt: skip
