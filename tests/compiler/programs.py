# ruff: noqa: E501 (programs and tables read better in one line)
"""Programs of the subset, made at random: typed, so that nearly all of them compile, and bent on the edges."""

from __future__ import annotations

from random import Random
from typing import Any

FLOATS = [
    0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 2.5, -2.5, 3.0, 0.1, 0.2, 0.3, 1 / 3, 2.675, 1e-9, 1e-320, 5e-324, -5e-324, 1e16, 1e22,
    1e308, -1e308, 1.7976931348623157e308, 9007199254740991.0, 9007199254740992.0, 9007199254740993.0, 4503599627370497.5,
    0.49999999999999994, 1000.0, 12.0, -7.25,
]  # fmt: skip
INTS = [0, 1, -1, 2, 3, -3, 5, 7, -7, 10, 12, 100, -100, 1000, 2**31, 2**53 - 1, -(2**53 - 1), 2**52 + 1]
SMALL = [0, 1, 2, 3, 4]
WORDS = ["a", "b", "zero", "10", "2", "\U0001f600", "\uffff", "z"]
KEYS = [word for word in WORDS if not word.isdigit()]
HEAD = """import math
from typing import TypedDict


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


RATES = (0.1, 0.25, 3)
TABLE = {"a": 1.5, "10": 2.0, "2": -0.0}


"""
PARAMETERS = {
    "a": "float",
    "b": "float",
    "n": "int",
    "m": "int",
    "flag": "bool",
    "word": "str",
    "p": "float | None",
    "xs": "list[float]",
    "ns": "list[int]",
    "rows": "list[Row]",
    "d": "dict[str, float]",
}
SETTABLE = ("float", "int", "bool", "list[float]", "list[int]", "dict[str, float]", "number")


class Program:
    """One random program. `text` is its source."""

    def __init__(self, random: Random, *, transcendental: bool = True) -> None:
        self.random = random
        self.transcendental = transcendental
        self.count = 0
        self.helpers: list[tuple[str, list[str], str]] = []
        parts = [HEAD]
        for index in range(random.randint(0, 2)):
            parts.append(self.helper(f"helper{index}"))
        parts.append(self.function("calculate", PARAMETERS, "Result", keyword_only=True))
        self.text = "\n\n".join(parts)

    # --- functions

    def helper(self, name: str) -> str:
        kinds = [self.random.choice(["float", "int", "list[float]", "bool"]) for _ in range(self.random.randint(1, 3))]
        result = self.random.choice(["float", "float", "int"])
        text = self.function(name, {f"{name}_{i}": kind for i, kind in enumerate(kinds)}, result, keyword_only=False)
        self.helpers.append((name, kinds, result))
        return text

    def function(self, name: str, parameters: dict[str, str], result: str, *, keyword_only: bool) -> str:
        self.names: dict[str, str] = dict(parameters)
        self.loops = 0
        lines = self.block(1, self.random.randint(1, 6 if keyword_only else 3))
        lines.append("    return " + (self.result() if result == "Result" else self.of(result, 2)))
        head = ", ".join(f"{key}: {kind}" for key, kind in parameters.items())
        return f"def {name}({'*, ' if keyword_only else ''}{head}) -> {result}:\n" + "\n".join(lines) + "\n"

    def result(self) -> str:
        fields = {
            "x": self.of("float", 3), "n": self.of("int", 2), "flag": self.of("bool", 2), "xs": self.of("list[float]", 2),
            "maybe": self.of("maybe", 2), "pair": f"({self.of('float', 1)}, {self.of('int', 1)})",
        }  # fmt: skip
        return "{" + ", ".join(f'"{key}": {code}' for key, code in fields.items()) + "}"

    # --- statements

    def block(self, depth: int, count: int) -> list[str]:
        lines: list[str] = []
        for _ in range(count):
            lines += self.statement(depth)
        return lines

    def statement(self, depth: int) -> list[str]:
        pad = "    " * depth
        # in loops nothing grows: neither lists nor ints of thousands of digits
        kinds = [self.new, self.new, self.change, self.change, self.item, *([self.append] if not self.loops else [])]
        if depth < 4:
            kinds += [self.branch, self.guard]
            if self.loops < 2:
                kinds += [self.loop, self.loop, self.while_loop]
        return [line if line.startswith(" ") else pad + line for line in self.random.choice(kinds)(depth)]

    def fresh(self) -> str:
        self.count += 1
        return f"v{self.count}"

    def new(self, depth: int) -> list[str]:
        kind = self.random.choice(SETTABLE)
        name = self.fresh()
        line = f"{name} = {self.of(kind, 3)}"
        if kind == "list[float]" and self.random.random() < 0.3:
            line = f"{name}: list[float] = []"
        self.names[name] = kind
        return [line]

    def known(self, *kinds: str, settable: bool = False) -> str | None:
        names = [n for n, k in self.names.items() if k in kinds and not (settable and n.startswith("i_"))]
        return self.random.choice(names) if names else None

    def change(self, depth: int) -> list[str]:
        kind = self.random.choice(SETTABLE)
        name = self.known(kind, settable=True)
        if name is None:
            return self.new(depth)
        if kind in ("float", "int", "number") and self.random.random() < 0.6:
            signs = {"float": "+-*/", "int": "+-%" if self.loops else "+-*%", "number": "+-" if self.loops else "+-*"}[
                kind
            ]
            sign = self.random.choice(signs)
            return [f"{name} {sign}= {self.of(kind, 2)}"]
        if kind == "list[float]" and not self.loops and self.random.random() < 0.4:
            return [f"{name} += {self.of('list[float]', 1)}"]
        return [f"{name} = {self.of(kind, 3)}"]

    def item(self, depth: int) -> list[str]:
        choice = self.random.random()
        xs, d, rows = self.known("list[float]"), self.known("dict[str, float]"), self.known("list[Row]")
        sign = self.random.choice(["=", "=", "+=", "*="])
        if choice < 0.4 and xs:
            return [f"{xs}[{self.of('index', 1)}] {sign} {self.of('float', 2)}"]
        if choice < 0.7 and d:
            return [f"{d}[{self.of('str', 0)}] {sign} {self.of('float', 2)}"]
        if rows:
            return [
                f'{rows}[{self.of("index", 1)}]["spend"] {sign} {self.of(self.random.choice(["float", "number"]), 2)}'
            ]
        return self.new(depth)

    def append(self, depth: int) -> list[str]:
        kind = self.random.choice(["float", "int"])
        name = self.known(f"list[{kind}]")
        if name is None:
            return self.new(depth)
        method = self.random.choice(["append", "append", "extend", "insert", "sort", "reverse", "pop"])
        if method in ("sort", "reverse"):
            return [f"{name}.{method}()"]
        if method == "pop":
            return [f"if {name}:", f"{'    ' * (depth + 1)}{name}.pop()"]
        if method == "insert":
            return [f"{name}.insert({self.of('index', 1)}, {self.of(kind, 1)})"]
        return [f"{name}.{method}({self.of(kind if method == 'append' else f'list[{kind}]', 2)})"]

    def scoped(self, depth: int, count: int, **names: str) -> list[str]:
        before = dict(self.names)
        self.names.update(names)
        lines = self.block(depth, count)
        self.names = before
        return lines

    def branch(self, depth: int) -> list[str]:
        pad = "    " * depth
        lines = [f"{pad}if {self.of('bool', 2)}:", *self.scoped(depth + 1, self.random.randint(1, 2))]
        if self.random.random() < 0.5:
            lines += [f"{pad}else:", *self.scoped(depth + 1, self.random.randint(1, 2))]
        return lines

    def guard(self, depth: int) -> list[str]:
        pad = "    " * depth
        if self.random.random() < 0.5:
            return [f"{pad}if {self.of('bool', 2)}:", f'{pad}    raise ValueError("code_{self.random.randint(1, 3)}")']
        if "p" in self.names:
            return [f"{pad}if p is not None:", *self.scoped(depth + 1, 1, p="float"), f"{pad}    a = p + a"]
        return self.new(depth)

    def loop(self, depth: int) -> list[str]:
        pad = "    " * depth
        self.loops += 1
        name = f"i_{self.fresh()}"
        heads = {
            f"for {name} in range({self.of('small', 0)}):": {name: "int"},
            f"for {name} in range({self.of('small', 0)}, {self.of('small', 0)}, {self.random.choice([-2, -1, 1, 2])}):": {
                name: "int"
            },
            f"for {name} in {self.of('list[float]', 1)}:": {name: "float"},
            f"for {name}, {name}x in enumerate({self.of('list[float]', 1)}):": {name: "int", f"{name}x": "float"},
            f"for {name}, {name}x in zip({self.of('list[int]', 1)}, {self.of('list[float]', 1)}):": {
                name: "int",
                f"{name}x": "float",
            },
            f"for {name} in reversed({self.of('list[int]', 1)}):": {name: "int"},
        }
        if d := self.known("dict[str, float]"):
            heads[f"for {name}, {name}x in {d}.items():"] = {name: "str", f"{name}x": "float"}
            heads[f"for {name} in {d}:"] = {name: "str"}
        head, names = self.random.choice(list(heads.items()))
        lines = [pad + head]
        lines += [f"{pad}    if {self.of('bool', 1)}:", f"{pad}        {self.random.choice(['break', 'continue'])}"] * (
            self.random.random() < 0.4
        )
        body = self.scoped(depth + 1, self.random.randint(1, 3), **names)
        self.loops -= 1
        return [*lines, *body]

    def while_loop(self, depth: int) -> list[str]:
        pad = "    " * depth
        self.loops += 1
        count = self.fresh()
        body = self.scoped(depth + 1, self.random.randint(1, 2))
        self.loops -= 1
        self.names[f"i_{count}"] = "int"
        return [
            f"{pad}i_{count} = 0",
            f"{pad}while i_{count} < {self.random.randint(1, 4)} and {self.of('bool', 1)}:",
            f"{pad}    i_{count} += 1",
            *body,
        ]

    # --- expressions

    def of(self, kind: str, depth: int) -> str:
        return getattr(self, f"a_{_METHODS[kind]}")(depth)

    def pick(self, *options: str) -> str:
        return self.random.choice(options)

    def a_float(self, depth: int) -> str:
        if depth <= 0 or self.random.random() < 0.15:
            name = self.known("float")
            return name if name and self.random.random() < 0.7 else repr(self.random.choice(FLOATS))
        kind = self.random.randrange(22)
        if kind in (15, 16, 17) and not self.transcendental:
            return f"math.{self.pick('sqrt', 'fabs')}({self.of('float', depth - 1)})"
        d = depth - 1
        if kind < 8:
            sign = self.pick("+", "-", "*", "/", "//", "%")
            sides = [self.of("float", d), self.of(self.pick("float", "int", "float", "number"), d)]
            if self.random.random() < 0.5:
                sides.reverse()
            return f"({sides[0]} {sign} {sides[1]})"
        if kind == 8:
            return f"-{self.of('float', d)}" if self.random.random() < 0.7 else f"abs({self.of('float', d)})"
        if kind == 9:
            return f"({self.of('float', d)} if {self.of('bool', d)} else {self.of(self.pick('float', 'number'), d)})"
        if kind == 10:
            return f"{self.pick('min', 'max')}({self.of('float', d)}, {self.of('float', d)})"
        if kind == 11:
            return f"float({self.of(self.pick('int', 'number', 'bool'), d)})"
        if kind == 12:
            return f"round({self.of('float', d)}, {self.random.choice([0, 1, 2, 3, -1, 15])})"
        if kind == 13:
            return f"sum({self.of('list[float]', d)}, 0.0)"
        if kind == 14:
            return f"{self.of('list[float]', d)}[{self.of('index', d)}]"
        if kind == 15:
            return f"math.{self.pick('sqrt', 'fabs', 'exp', 'log', 'expm1', 'log1p')}({self.of('float', d)})"
        if kind == 16:
            return f"math.{self.pick('fmod', 'copysign', 'pow')}({self.of('float', d)}, {self.of('float', d)})"
        if kind == 17:
            return f"({self.of('float', d)} ** {self.of(self.pick('small', 'float'), 0)})"
        if kind == 18 and (name := self.known("dict[str, float]")):
            return self.pick(
                f"{name}[{self.of('str', 0)}]",
                f"{name}.get({self.of('str', 0)}, {self.of('float', 0)})",
                "TABLE[word]" if "word" in self.names else "0.5",
            )
        if kind == 19 and (name := self.known("list[Row]")):
            return f'{name}[{self.of("index", d)}]["spend"]'
        if kind == 20 and self.helpers:
            name, kinds, result = self.random.choice(self.helpers)
            if result == "float":
                return (
                    f"{name}({', '.join(self.of(self.pick('float', 'int') if k == 'float' else k, d) for k in kinds)})"
                )
        return f"math.fsum({self.of('list[float]', d)})"

    def a_int(self, depth: int) -> str:
        if depth <= 0 or self.random.random() < 0.2:
            name = self.known("int")
            return name if name and self.random.random() < 0.7 else str(self.random.choice(INTS))
        d = depth - 1
        kind = self.random.randrange(12)
        if kind < 4:
            return f"({self.of('int', d)} {self.pick('+', '-', '-' if self.loops else '*', '//', '%')} {self.of('int', d)})"
        if kind == 4:
            if self.loops:
                return f"-{self.of('int', d)}"
            return self.pick(
                f"-{self.of('int', d)}",
                f"abs({self.of('int', d)})",
                f"{self.of('int', d)} ** {self.random.randint(0, 3)}",
            )
        if kind == 5:
            return f"{self.pick('int', 'round', 'math.floor', 'math.ceil', 'math.trunc')}({self.of(self.pick('float', 'float', 'number'), d)})"
        if kind == 6:
            return f"len({self.of(self.pick('list[float]', 'list[int]', 'dict[str, float]'), d)})"
        if kind == 7:
            return f"sum({self.of('list[int]', d)})"
        if kind == 8:
            return f"({self.of('int', d)} if {self.of('bool', d)} else {self.of('int', d)})"
        if kind == 9:
            return f"sum([{self.of('bool', d)}, {self.of('bool', d)}])"
        if kind == 10:
            return f"{self.pick('min', 'max')}({self.of('int', d)}, {self.of('int', d)}, {self.of('int', d)})"
        return f"divmod({self.of('int', d)}, {self.of('int', d)})[{self.random.choice([0, 1, -1])}]"

    def a_number(self, depth: int) -> str:
        if depth <= 0:
            return self.known("number") or f"max(0, {self.of('float', 0)})"
        d = depth - 1
        return self.pick(
            f"max(0, {self.of('float', d)})",
            f"min({self.of('float', d)}, {self.of('int', d)})",
            f"sum({self.of('list[float]', d)})",
            f"sum([{self.of('float', d)}, {self.of('int', d)}, {self.of('float', d)}])",
            f"({self.of('number', d)} {self.pick('+', '-', '+' if self.loops else '*', '//', '%')} {self.of('number', d)})",
            f"({self.of('int', d)} if {self.of('bool', d)} else {self.of('float', d)})",
            f"-{self.of('number', d)}",
            f"RATES[{self.of('index', 0)}]",
        )

    def a_bool(self, depth: int) -> str:
        if depth <= 0:
            name = self.known("bool")
            return name if name and self.random.random() < 0.5 else f"{self.of('float', 0)} < {self.of('float', 0)}"
        d = depth - 1
        numeric = ("float", "int", "number")
        compare = ("<", "<=", ">", ">=", "==", "!=")
        return self.pick(
            f"{self.of(self.pick(*numeric), d)} {self.pick(*compare)} {self.of(self.pick(*numeric), d)}",
            f"({self.of('float', d)} {self.pick(*compare)} {self.of('float', d)} {self.pick(*compare)} {self.of('int', d)})",
            f"({self.of('bool', d)} {self.pick('and', 'or')} {self.of('bool', d)})",
            f"(not {self.of('bool', d)})",
            f"bool({self.of(self.pick(*numeric, 'list[float]', 'dict[str, float]'), d)})",
            f"{self.of('list[float]', d)} == {self.of('list[float]', d)}",
            f"{self.of('int', d)} in {self.of('list[int]', d)}",
            f"{self.of('str', 0)} {self.pick('==', '!=', '<', '>=')} {self.of('str', 0)}",
            f"{self.of('str', 0)} in {self.known('dict[str, float]') or 'TABLE'}",
            f"any(y > {self.of('float', 0)} for y in {self.of('list[float]', d)})",
            f"all(1 / y > 0 for y in {self.of('list[float]', d)})",
            f"({self.of('float', d)}, {self.of('int', d)}) < ({self.of('float', d)}, {self.of('int', d)})",
            f"math.isclose({self.of('float', d)}, {self.of('float', d)})",
        )

    def a_floats(self, depth: int) -> str:
        name = self.known("list[float]")
        if name and (depth <= 0 or self.random.random() < 0.25):
            return name
        d = depth - 1
        if depth <= 0 or self.loops:
            return f"[{', '.join(self.of('float', d) for _ in range(self.random.randint(1, 3)))}]"
        y = self.fresh()
        return self.pick(
            f"[{', '.join(self.of('float', d) for _ in range(self.random.randint(1, 4)))}]",
            f"[{y} * {self.of('float', d)} for {y} in {self.of('list[float]', d)}]",
            f"[{y} / {self.of('int', d)} for {y} in {self.of('list[int]', d)} if {self.of('bool', d)}]",
            f"sorted({self.of('list[float]', d)}{self.pick('', ', reverse=True', f', key=lambda {y}: -abs({y})')})",
            f"{self.of('list[float]', d)}[{self.of('index', 0)}:{self.of('index', 0)}]",
            f"({self.of('list[float]', d)} + {self.of('list[float]', d)})",
            f"[{self.of('float', d)}] * {self.of('small', 0)}",
            f"list({self.of('list[float]', d)})",
            f"[{y} + {y}b for {y} in {self.of('list[float]', d)} for {y}b in {self.of('list[int]', 0)}]",
        )

    def a_ints(self, depth: int) -> str:
        name = self.known("list[int]")
        if name and (depth <= 0 or self.random.random() < 0.3):
            return name
        if depth <= 0:
            return f"[{', '.join(self.of('int', 0) for _ in range(self.random.randint(1, 3)))}]"
        y, d = self.fresh(), depth - 1
        return self.pick(
            f"[{', '.join(self.of('int', d) for _ in range(self.random.randint(1, 3)))}]",
            f"list(range({self.of('small', 0)}))",
            f"[{y} * {self.of('int', d)} for {y} in range({self.of('small', 0)})]",
            f"sorted({self.of('list[int]', d)}, key=lambda {y}: ({y} % 3, -{y}))",
            f"[int({y}) for {y} in {self.of('list[float]', d)}]",
        )

    def a_dict(self, depth: int) -> str:
        name = self.known("dict[str, float]")
        if name and (depth <= 0 or self.random.random() < 0.5):
            return name
        if depth <= 0:
            return '{"a": 1.0}'
        return self.pick(
            f'{{"b": {self.of("float", depth - 1)}, "10": {self.of("float", depth - 1)}, "2": 0.5}}',
            f'{{y: {self.of("float", 0)} for y in ["z", "a", "10"]}}',
        )

    def a_maybe(self, depth: int) -> str:
        return self.pick(
            "None",
            "p" if "p" in self.names else "None",
            self.of("float", depth - 1),
            f"({self.of('float', depth - 1)} if {self.of('bool', depth - 1)} else None)",
        )

    def a_str(self, depth: int) -> str:
        name = self.known("str")
        return name if name and self.random.random() < 0.6 else _quoted(self.random.choice(WORDS))

    def a_index(self, depth: int) -> str:
        name = self.known("int")
        return (
            name
            if name and depth > 0 and self.random.random() < 0.3
            else str(self.random.choice([0, 0, 0, 1, -1, -1, 2, -3]))
        )

    def a_small(self, depth: int) -> str:
        return str(self.random.choice(SMALL))


_METHODS = {
    "float": "float", "int": "int", "number": "number", "bool": "bool", "list[float]": "floats", "list[int]": "ints",
    "dict[str, float]": "dict", "maybe": "maybe", "str": "str", "index": "index", "small": "small",
}  # fmt: skip


def _quoted(word: str) -> str:
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
        return [make() for _ in range(random.randint(0, 4))]

    return {
        "a": number(), "b": number(), "n": whole(), "m": whole(), "flag": random.random() < 0.5, "word": random.choice(WORDS),
        "p": random.choice([None, number()]), "xs": some(number), "ns": some(whole),
        "rows": some(lambda: {"name": random.choice(WORDS), "spend": number(), "count": whole()}),
        "d": {word: number() for word in random.sample(KEYS, random.randint(0, 4))},
    }  # fmt: skip
