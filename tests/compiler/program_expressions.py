"""Random expressions of a wanted kind, over the names that are known at a point."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

from program_values import CONSTANTS, GRAMMAR, TRANSCENDENTAL, WORDS, quoted

PLACE = re.compile(r"\{(known|param|[a-z]+(?: [a-z]+)?)\}")
# what can be run over, and the kinds of what it gives
SOURCES = {
    "{floats}": ("float",),
    "{ints}": ("int",),
    "{rows}": ("row",),
    "{rows name}": ("row",),
    "range({small})": ("int",),
    "reversed({floats})": ("float",),
    "({float}, {any}, {float})": ("float",),
    "{dict name}": ("str",),
    "{dict name}.items()": ("str", "float"),
    "enumerate({floats})": ("int", "float"),
    "enumerate({rows}, {int})": ("int", "row"),
    "zip({ints}, {floats})": ("int", "float"),
}


class Unknown(Exception):
    """There is no variable of the wanted kind here."""


class Expressions:
    """`names` are the variables that have a value here, each with its kind; `loops` is how deep in loops this is."""

    def __init__(self, random: Random, *, transcendental: bool) -> None:
        self.random = random
        self.transcendental = transcendental
        self.names: dict[str, str] = {}
        self.helpers: list[tuple[str, list[tuple[str, str]], str]] = []
        self.loops = 0
        self.count = 0

    def fresh(self) -> str:
        self.count += 1
        return f"v{self.count}"

    def bindable(self) -> str:
        """A name for a parameter or a loop: often one that hides another, mostly the last one bound."""
        others = [name for name in self.names if name != "seen"]
        if not others or self.random.random() < 0.5:
            return self.fresh()
        return self.random.choice(others[-2:] if self.random.random() < 0.6 else others)

    @contextmanager
    def scope(self, **names: str) -> Iterator[None]:
        before = dict(self.names)
        self.names.update(names)
        try:
            yield
        finally:
            self.names = before

    def known(self, kind: str) -> str:
        names = [name for name, other in self.names.items() if other == kind]
        if not names:
            raise Unknown(kind)
        return names[-1] if self.random.random() < 0.35 else self.random.choice(names)

    def of(self, kind: str, depth: int) -> str:
        """An expression of this kind, nested at most `depth` deep (and a little, where a constant has parts)."""
        if kind == "str" and (depth <= 0 or self.random.random() < 0.7):
            return self.word()
        if depth <= 0 and kind in CONSTANTS:
            if kind in ("float", "int") and self.random.random() < 0.4:
                return self.random.choice(CONSTANTS[kind])
            try:
                return self.known(kind)
            except Unknown:
                return self.random.choice(CONSTANTS[kind])
        while True:
            try:
                return self.expand(self.template(kind), depth - 1)
            except Unknown:
                continue

    def template(self, kind: str) -> str:
        if kind == "float" and self.transcendental and self.random.random() < 0.12:
            return self.random.choice(TRANSCENDENTAL)
        return self.random.choice(GRAMMAR[kind])

    def word(self) -> str:
        try:
            return self.known("str") if self.random.random() < 0.6 else quoted(self.random.choice(WORDS))
        except Unknown:
            return quoted(self.random.choice(WORDS))

    def expand(self, template: str, depth: int) -> str:
        if "note(seen" in template and "seen" not in self.names:
            raise Unknown("seen")
        if "{param}" in template:
            name = self.bindable()
            with self.scope():
                self.names.pop(name, None)
                self.names[name] = "float"
                return self.expand(template.replace("{param}", name), depth)
        if template.startswith("{{str}: {loops"):
            return "{" + self.comprehension("float", depth, key=True) + "}"
        return PLACE.sub(lambda place: self.part(place[1], depth), template)

    def part(self, wanted: str, depth: int) -> str:
        kind, _, how = wanted.partition(" ")
        if kind == "known":
            return self.narrowed(depth)
        if kind == "help":
            return self.call(how, depth)
        if kind == "loops":
            if self.loops > 1 and self.random.random() < 0.7:
                raise Unknown("in deep loops little is run over")
            return self.comprehension(how, depth)
        return self.known(kind) if how == "name" else self.of(kind, depth)

    def narrowed(self, depth: int) -> str:
        name = self.known("maybe")
        with self.scope(**{name: "float"}):
            there = self.of("float", depth)
        with self.scope():
            del self.names[name]
            absent = self.of("float", depth)
        return f"({absent} if {name} is None else {there})"

    def call(self, result: str, depth: int) -> str:
        """One of the program's own functions: the arguments by place, or some by name in another order."""
        helpers = [helper for helper in self.helpers if helper[2] == result]
        if not helpers:
            raise Unknown("helper")
        name, parameters, _ = self.random.choice(helpers)
        given = [
            (p, self.of(self.random.choice(["float", "any"]) if kind == "float" else kind, depth))
            for p, kind in parameters
        ]
        plain = self.random.randint(0, len(given))
        named = [f"{p}={code}" for p, code in given[plain:]]
        self.random.shuffle(named)
        return f"{name}({', '.join([code for _, code in given[:plain]] + named)})"

    def source(self, depth: int) -> tuple[str, tuple[str, ...]]:
        """Something to run over, and the kinds of what it gives."""
        code, kinds = self.random.choice(list(SOURCES.items()))
        return self.expand(code, depth), kinds

    def comprehension(self, kind: str, depth: int, *, key: bool = False) -> str:
        """`element for … in … if …`, without brackets."""
        code, kinds = self.source(depth)
        count = self.random.choice([1, 1, 1, 2])
        targets = [self.targets(3) for _ in range(count)]
        if len({name for target in targets for name in target}) < 3 * count:
            raise Unknown("two of the names are one")
        parts = []
        with self.scope():
            for name in {name for target in targets for name in target[:2]}:
                self.names.pop(name, None)
            for index, target in enumerate(targets):
                if index:
                    code, kinds = self.source(0)
                for name, bound in zip(target, kinds, strict=False):
                    self.names.pop(name, None)
                    self.names[name] = bound
                parts.append(f"for {', '.join(target[: len(kinds)])} in {code}")
                if self.random.random() < 0.4:
                    parts.append(f"if {self.of('bool', min(depth, 1))}")
            element = self.of(kind, max(depth, 2 - self.loops))
            if key:
                element = f"{self.of('str', depth)}: {element}"
        return f"{element} {' '.join(parts)}"

    def targets(self, count: int) -> list[str]:
        return [self.bindable() for _ in range(count)]
