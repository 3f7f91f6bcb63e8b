"""Programs of the subset, made at random: typed, so that nearly all of them compile, and bent on the edges.

Names hide one another, functions stand within functions, and `note(seen, x)` writes down in which order things happen.
"""

from __future__ import annotations

from random import Random

from program_expressions import Expressions, Unknown
from program_values import ANNOTATIONS, HEAD, PARAMETERS, inputs

SETTABLE = ("float", "float", "int", "bool", "floats", "ints", "dict", "number", "row", "pair", "fn", "rows", "str")
SIGNS = {
    "float": ["+", "-", "*", "/", "//", "%"],
    "int": ["+", "-", "%", "//", "*"],
    "number": ["+", "-", "*"],
}


class Program(Expressions):
    """One random program. `text` is its source."""

    def __init__(self, random: Random, *, transcendental: bool = True) -> None:
        super().__init__(random, transcendental=transcendental)
        self.own: set[str] = set()  # the names that may be set here: those of the innermost function
        self.result_kind = ""
        parts = [HEAD]
        for index in range(random.randint(0, 2)):
            parts.append(self.helper(f"helper{index}"))
        parts.append(self.function("calculate", PARAMETERS, "Result"))
        self.text = "\n\n".join(parts)

    # --- functions

    def helper(self, name: str) -> str:
        kinds = [
            self.random.choice(["float", "float", "int", "floats", "bool", "fn"])
            for _ in range(self.random.randint(1, 3))
        ]
        parameters = {f"{name}_{i}": kind for i, kind in enumerate(kinds)}
        result = self.random.choice(["float", "float", "int"])
        text = self.function(name, parameters, result)
        self.helpers.append((name, list(parameters.items()), result))
        return text

    def function(self, name: str, parameters: dict[str, str], result: str) -> str:
        main = result == "Result"
        self.names, self.own, self.loops, self.result_kind = dict(parameters), set(parameters), 0, result
        lines = ["    seen: list[float] = []"] * main
        self.names |= {"seen": "seen"} if main else {}
        lines += self.block(1, self.random.randint(1, 6 if main else 3))
        lines.append(f"    return {self.answer(2)}")
        head = ", ".join(f"{key}: {ANNOTATIONS[kind]}" for key, kind in parameters.items())
        return f"def {name}({'*, ' * main}{head}) -> {result}:\n" + "\n".join(lines) + "\n"

    def answer(self, depth: int) -> str:
        if self.result_kind != "Result":
            return self.of(self.result_kind, depth)
        fields = {
            "x": "float",
            "n": "int",
            "flag": "bool",
            "xs": "floats",
            "maybe": "maybe",
            "pair": "pair",
            "rows": "rows",
        }
        parts = [f'"{key}": {self.of(kind, depth + (key == "x"))}' for key, kind in fields.items()]
        return "{" + ", ".join([*parts, '"seen": seen']) + "}"

    def inner(self, depth: int) -> list[str]:
        """A function within the function: it reads the names around it, and sets its own."""
        pad, name, parameter = "    " * depth, self.fresh(), self.bindable()
        before = self.own, self.result_kind, self.loops
        with self.scope(**{parameter: "float"}):
            # a test for None tells nothing of the names around a function
            self.names = {name: kind for name, kind in self.names.items() if kind != "maybe"}
            self.own, self.result_kind, self.loops = {parameter}, "float", 1
            body = self.block(depth + 1, self.random.randint(0, 2))
            body.append(f"{pad}    return {self.of('float', 2)}")
        self.own, self.result_kind, self.loops = before
        self.set(name, "fn")
        return [f"{pad}def {name}({parameter}: float) -> float:", *body]

    # --- statements

    def block(self, depth: int, count: int) -> list[str]:
        lines: list[str] = []
        while count:
            try:
                lines += self.statement(depth)
                count -= 1
            except Unknown:
                continue
        return lines

    def statement(self, depth: int) -> list[str]:
        pad = "    " * depth
        kinds = [self.new, self.new, self.new, self.change, self.change, self.item, self.apart, self.effect]
        if not self.loops:
            kinds += [self.method, self.method]
        if depth < 4:
            kinds += [self.branch, self.guard, self.none]
            if self.loops < 2:
                kinds += [self.loop, self.loop, self.while_loop, self.inner]
        return [line if line.startswith(" ") else pad + line for line in self.random.choice(kinds)(depth)]

    def set(self, name: str, kind: str) -> None:
        self.names[name] = kind
        self.own.add(name)

    def mine(self, kind: str) -> str:
        names = [n for n, k in self.names.items() if k == kind and n in self.own and not n.startswith("i_")]
        if not names:
            raise Unknown(kind)
        return self.random.choice(names)

    def new(self, depth: int) -> list[str]:
        kind, name = self.random.choice(SETTABLE), self.fresh()
        code = self.of(kind, 3)
        if kind == "row":
            code = f'{{"spend": {self.of("float", 2)}, "name": {self.of("str", 1)}, "count": {self.of("int", 1)}}}'
        elif kind == "floats" and self.random.random() < 0.3:
            code = "[]"
        typed = (
            kind in ("fn", "row", "rows", "pair")
            or code == "[]"
            or (kind in ANNOTATIONS and self.random.random() < 0.2)
        )
        self.set(name, kind)
        return [f"{name}{f': {ANNOTATIONS[kind]}' if typed else ''} = {code}"]

    def change(self, depth: int) -> list[str]:
        kind = self.random.choice(SETTABLE)
        name = self.mine(kind)
        if kind in SIGNS and self.random.random() < 0.6:
            sign = self.random.choice(SIGNS[kind][: 4 if self.loops else None])
            return [f"{name} {sign}= {self.of(kind, 2)}"]
        if kind == "floats" and not self.loops and self.random.random() < 0.4:
            return [f"{name} += {self.of('floats', 1)}"]
        return [f"{name} = {self.of(kind, 3)}"]

    def item(self, depth: int) -> list[str]:
        sign = self.random.choice(["=", "=", "+=", "*=", "-="])
        place = self.random.choice([
            "{floats name}[{index}]", "{dict name}[{str}]", '{row name}["spend"]', '{rows name}[{index}]["spend"]',
        ])  # fmt: skip
        code = self.of(self.random.choice(["float", "float", "any"]), 2)
        if "dict" in place and self.random.random() < 0.3:
            code = "note(seen, 7.0)" if "seen" in self.names else "7.0"
        return [f"{self.expand(place, 1)} {sign} {code}"]

    def apart(self, depth: int) -> list[str]:
        """Several names at once."""
        choice = self.random.random()
        if choice < 0.3:
            one, two = self.mine("float"), self.mine("float")
            return [f"{one}, {two} = {two}, {self.of('float', 1)}"]
        one, two, three = self.fresh(), self.fresh(), self.fresh()
        line = f"{one}, {two} = {self.of('pair', 2)}"
        if choice > 0.7:
            line = f"({one}, {two}), {three} = {self.of('pair', 1)}, {self.of('floats', 1)}"
            self.set(three, "floats")
        self.set(one, "float")
        self.set(two, "int")
        return [line]

    def effect(self, depth: int) -> list[str]:
        return [
            self.expand(self.random.choice(["note(seen, {float})", "{floats name}.sort()", "{ints name}.reverse()"]), 2)
        ]

    def method(self, depth: int) -> list[str]:
        kind = self.random.choice(["floats", "ints"])
        item = "float" if kind == "floats" else "int"
        calls = ["append({item})", "append({item})", "extend({list})", "insert({index}, {item})", "sort()", "reverse()"]
        calls += [
            "sort(key=lambda x: -x, reverse={bool})",
            "extend({list}[{index}:])",
            "extend(range({small}))" if item == "int" else "sort()",
        ]
        call = self.random.choice(calls).replace("{item}", f"{{{item}}}").replace("{list}", f"{{{kind}}}")
        if self.random.random() < 0.15:
            return [f"if {(name := self.known(kind))}:", f"{'    ' * (depth + 1)}{name}.pop()"]
        if self.random.random() < 0.1:
            return [self.expand("{rows name}.append({row})", 1)]
        return [self.expand(f"{{{kind} name}}.{call}", 2)]

    def scoped(self, depth: int, count: int, **names: str) -> list[str]:
        before = set(self.own)
        with self.scope(**names):
            lines = self.block(depth, count)
        self.own = before
        return lines

    def branch(self, depth: int) -> list[str]:
        pad = "    " * depth
        lines = [f"{pad}if {self.of('bool', 2)}:", *self.scoped(depth + 1, self.random.randint(1, 2))]
        if self.random.random() < 0.2:
            lines += [f"{pad}elif {self.of('bool', 2)}:", f"{pad}    pass"]
        if self.random.random() < 0.5:
            lines += [f"{pad}else:", *self.scoped(depth + 1, self.random.randint(1, 2))]
        return lines

    def guard(self, depth: int) -> list[str]:
        leave = f'raise ValueError("code_{self.random.randint(1, 3)}")'
        if self.random.random() < 0.5:
            leave = f"return {self.answer(1)}"
        return [f"{'    ' * depth}if {self.of('bool', 1)} and {self.of('bool', 1)}:", f"{'    ' * depth}    {leave}"]

    def none(self, depth: int) -> list[str]:
        """What may be None, and what a test tells about it."""
        pad = "    " * depth
        if self.random.random() < 0.3:
            line = f"{pad}{(name := self.fresh())}: float | None = {self.of('maybe', 2)}"
            self.set(name, "maybe")
            return [line]
        name = self.known("maybe")
        lines = [f"{pad}if {name} is not None{self.random.choice(['', f' and {name} > 0'])}:"]
        lines += self.scoped(depth + 1, 1, **{name: "float"})
        if name in self.own and self.random.random() < 0.3:
            lines += [f"{pad}    {name} = None"]
        return lines

    def loop(self, depth: int) -> list[str]:
        pad, name = "    " * depth, f"i_{self.fresh()}"
        code, kinds = self.source(1)
        targets = [name, f"{name}x"][: len(kinds)]
        names = dict(zip(targets, kinds, strict=True))
        head = f"for {', '.join(targets)} in {code}:"
        if self.random.random() < 0.15:
            head = f"for {name}, ({name}x, {name}y) in enumerate(zip({self.of('floats', 1)}, {self.of('rows', 1)})):"
            names = {name: "int", f"{name}x": "float", f"{name}y": "row"}
        elif self.random.random() < 0.15:
            head, names = self.expand(f"for {name} in {{dict name}}.keys():", 1), {name: "str"}
        self.loops += 1
        lines = [pad + head]
        if self.random.random() < 0.4:
            with self.scope(**names):
                lines += [
                    f"{pad}    if {self.of('bool', 1)}:",
                    f"{pad}        {self.random.choice(['break', 'continue'])}",
                ]
        self.own |= names.keys()
        lines += self.scoped(depth + 1, self.random.randint(1, 3), **names)
        self.loops -= 1
        return lines

    def while_loop(self, depth: int) -> list[str]:
        pad, count = "    " * depth, f"i_{self.fresh()}"
        turns = self.random.randint(1, 4)
        self.loops += 1
        body = self.scoped(depth + 1, self.random.randint(1, 2))
        self.loops -= 1
        head = [f"{pad}while {count} < {turns} and {self.of('bool', 1)}:", f"{pad}    {count} += 1"]
        if self.random.random() < 0.3:
            head = [
                f"{pad}while True:",
                f"{pad}    {count} += 1",
                f"{pad}    if {count} > {turns}:",
                f"{pad}        break",
            ]
        self.set(count, "int")
        return [f"{pad}{count} = 0", *head, *body]


__all__ = ["Program", "inputs"]
