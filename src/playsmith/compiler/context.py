"""What every part of the translation shares: the program, the function being translated, a translated expression."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playsmith.problems import Problem

from .cells import FLOAT, INT, NUMBER, UNKNOWN, Cell, Inferred, Mismatch, OptionalType, Places, without_none
from .constants import Constant
from .flow import Flow
from .modules import Module
from .names import Names
from .refusal import Refused, mark, problem
from .types import Type

ATOM, UNARY, MULTIPLY, ADD, COMPARE, EQUAL, AND, OR, CONDITIONAL = 20, 15, 13, 12, 10, 9, 5, 4, 2


ANY = ""  # among the functions that one calls: any other, for a variable holds it


@dataclass(frozen=True)
class Value:
    """A translated expression. `simple`: reading it again, or later, gives the same and costs nothing."""

    code: str
    type: Inferred
    level: int = ATOM
    simple: bool = False
    literal: object = None

    def within(self, level: int) -> str:
        """The code, in parentheses where its operator binds less than `level`."""
        return self.code if self.level >= level else f"({self.code})"


@dataclass(frozen=True)
class Parameter:
    name: str
    declared: Type
    cell: Cell
    default: Constant | None
    keyword_only: bool


@dataclass
class Callee:
    """A top-level function: its places, shared by all its callers."""

    module: Module
    node: ast.FunctionDef
    js: str
    parameters: list[Parameter]
    declared_result: Type
    result: Cell
    calls: set[str] = field(default_factory=set)


@dataclass
class Variable:
    """`key` is its name among what is known at a point, where the names of comprehensions stand apart. A `pending` one
    is set by a later loop of its comprehension."""

    cell: Cell
    js: str
    pending: bool = False

    @property
    def key(self) -> str:
        return f"[{self.js}]"


@dataclass
class Program:
    """State of one compilation: `problems` are those of the last pass; `cells`, `kept` and `checked` outlive it."""

    modules: dict[str, Module]
    places: Places = field(default_factory=Places)
    cells: dict[tuple[int, str], Cell] = field(default_factory=dict)
    kept: dict[tuple[int, Callable], Any] = field(default_factory=dict)
    checked: set[ast.AST] = field(default_factory=set)
    callees: dict[tuple[str, str], Callee] = field(default_factory=dict)
    names: Names = field(default_factory=lambda: Names({"files"}))
    problems: list[Problem] = field(default_factory=list)
    reached: list[Callee] = field(default_factory=list)
    constants: dict[str, Constant] = field(default_factory=dict)
    transcendental: bool = False
    calls: int = 0  # of the program's own functions, as far as translated
    callee: Callable[[str, str], Callee | None] = lambda module, name: None

    def reach(self, callee: Callee) -> Callee:
        if callee not in self.reached:
            self.reached.append(callee)
        return callee

    def once(self, ask: Callable[[Any], Any], node: ast.AST) -> Any:
        """What `ask` says of a node of the source: it is the same in every pass."""
        key = (id(node), ask)
        if key not in self.kept:
            self.kept[key] = ask(node)
        return self.kept[key]

    def cell(self, node: ast.AST, tag: str = "", declared: Type | None = None) -> Cell:
        """The place that belongs to a node of the source, the same in every pass."""
        key = (id(node), tag)
        if key not in self.cells:
            self.cells[key] = self.places.cell(declared)
        return self.cells[key]


class Frame:
    """One function being translated (a top-level one, or one inside it)."""

    def __init__(self, program: Program, callee: Callee, outer: Frame | None = None) -> None:
        self.program = program
        self.callee = callee
        self.module = callee.module
        self.outer = outer
        self.names: Names = outer.names if outer else Names(program.names.taken)
        self.variables: dict[str, Variable] = {}
        self.comprehension: list[dict[str, Variable]] = []
        self.flow = Flow()
        self.temporaries: list[str] = []
        self.breaks: list[list[Flow]] = []
        self.result: Cell = callee.result

    # --- places and names

    def cell(self, node: ast.AST, tag: str = "", declared: Type | None = None) -> Cell:
        return self.program.cell(node, tag, declared)

    def temporary(self, wanted: str = "t") -> str:
        """A name for a value needed twice."""
        name = self.names.fresh(wanted)
        self.temporaries.append(name)
        return name

    def at(self, node: ast.AST) -> str:
        """The place in the source, as handed to the runtime: "line:column", with the file's number if a helper's."""
        place = mark(self.module.source.path, self.module.source.text, self._place(node))
        number = list(self.program.modules).index(self.module.source.name)
        return json.dumps(f"{place.line}:{place.column}" + (f":{number}" if number else ""))

    def _place(self, node: ast.AST) -> ast.AST:
        """CPython tells a method's call over several lines at the line of the method's name."""
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name))) if name in self.module.names():
                return node
            case ast.Call(func=ast.Attribute() as method) if method.end_lineno not in (None, method.lineno):
                offset = (method.end_col_offset or 0) - len(method.attr.encode())
                return ast.Pass(lineno=method.end_lineno, col_offset=offset)
        return node

    def calls(self, name: str) -> None:
        """Note a call of one of the program's own functions, or of ANY."""
        self.callee.calls.add(name)
        self.program.calls += 1

    # --- judging

    def refuse(self, refused: Refused) -> None:
        self.program.problems.append(problem(self.module.source.path, self.module.source.text, refused))

    def put(self, value: Value, cell: Cell, node: ast.AST, what: str) -> str:
        """The code of `value` on its way into a place, which widens to hold it. Raises Refused."""
        try:
            cell.widen(value.type)
        except Mismatch as mismatch:
            raise self.mismatch(node, what, cell.type, value.type, mismatch) from None
        return coerced(value, cell.type)

    def mismatch(self, node: ast.AST, what: str, to: object, came: object, mismatch: Mismatch) -> Refused:
        inner = "" if mismatch.args == (to, came) else f" (inside: {mismatch.args[0]} and {mismatch.args[1]})"
        return Refused(node, f"{what} is {to}, but gets {came}{inner}", _way_out(to, came))


def coerced(value: Value, type: Inferred) -> str:
    """The code of a value as a place of this type holds it: an int among numbers is boxed, to stay an int."""
    if without_none(type) == NUMBER and without_none(value.type) == INT:
        return f"py.{'maybeInt' if isinstance(value.type, OptionalType) else 'int'}({value.code})"
    return value.code


def _way_out(to: object, came: object) -> str:
    if isinstance(came, OptionalType) and not isinstance(to, OptionalType):
        return "It may be None here: test `if x is None` first."
    if to == INT and came in (FLOAT, NUMBER):
        return "Convert it: int(x), round(x) or math.floor(x)."
    if to in (FLOAT, INT):
        return f"Convert it with {to}(x), or change the annotation."
    if UNKNOWN in (to, came):
        return "Annotate the variable: `items: list[float] = []`."
    return "Let the types agree; lists are never converted: build a new one, `[float(x) for x in xs]`."
