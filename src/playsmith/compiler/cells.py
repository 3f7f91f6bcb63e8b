"""Inferred types. A place that holds values (a local, the items of one list, a field) is a cell; the type in a
cell only ever widens, and cells that may hold the same object are one cell. The compiler repeats its pass until no
cell changes, so the code of the last pass is written with final types.

A declared cell is bound to its annotation. Only `float` may widen there, to `number`: CPython does not convert
`f(1)` for `def f(x: float)`, so the place has to remember that it holds an int.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from . import types as declared
from .types import BOOL, FLOAT, INT, NONE, NUMBER, STR, Scalar, Type

UNKNOWN = Scalar("unknown")
NUMERIC = (INT, FLOAT, NUMBER)


class Mismatch(Exception):
    """Two types that have no join. Arguments: what was there, what came."""


class Changes:
    """Whether any cell has widened since the flag was last cleared."""

    def __init__(self) -> None:
        self.seen = False


class Cell:
    def __init__(self, changes: Changes, type: Inferred = UNKNOWN, *, bound: bool = False) -> None:
        self.changes = changes
        self._parent: Cell | None = None
        self._type = type
        self._bound = bound

    def root(self) -> Cell:
        cell = self
        while cell._parent is not None:
            cell = cell._parent
        return cell

    @property
    def type(self) -> Inferred:
        return self.root()._type

    def widen(self, type: Inferred) -> None:
        """Let the place hold values of `type` too; raises Mismatch."""
        root = self.root()
        joined = join(root._type, type)
        root = root.root()
        _check_bound(root, joined)
        if joined != root._type:
            root._type = joined
            root.changes.seen = True

    def unify(self, other: Cell) -> None:
        """Make two places one: what is put into the one can be read from the other."""
        one, two = self.root(), other.root()
        if one is two:
            return
        if _reaches(one._type, two) or _reaches(two._type, one):
            raise Mismatch(one._type, two._type)
        joined = join(one._type, two._type)
        for cell in (one, two):
            _check_bound(cell, joined)
        if joined != one._type or joined != two._type:
            one.changes.seen = True
        two._parent = one
        one._type = joined
        one._bound = one._bound or two._bound


@dataclass(frozen=True, eq=False)
class ListType:
    item: Cell

    def __str__(self) -> str:
        return f"list[{self.item.type}]"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ListType) and self.item.root() is other.item.root()

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True, eq=False)
class DictType:
    value: Cell

    def __str__(self) -> str:
        return f"dict[str, {self.value.type}]"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DictType) and self.value.root() is other.value.root()

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True, eq=False)
class TupleType:
    items: tuple[Cell, ...]

    def __str__(self) -> str:
        return f"tuple[{', '.join(str(item.type) for item in self.items) or '()'}]"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TupleType) and [c.root() for c in self.items] == [c.root() for c in other.items]

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True, eq=False)
class RowType:
    """One per TypedDict of the program, so identity is equality."""

    name: str
    fields: dict[str, Cell] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, eq=False)
class FunctionType:
    parameters: tuple[Cell, ...]
    result: Cell

    def __str__(self) -> str:
        return f"Callable[[{', '.join(str(p.type) for p in self.parameters)}], {self.result.type}]"

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, FunctionType)
            and [c.root() for c in self.parameters] == [c.root() for c in other.parameters]
            and self.result.root() is other.result.root()
        )

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True)
class OptionalType:
    item: Inferred

    def __str__(self) -> str:
        return f"{self.item} | None"


Inferred = Scalar | ListType | DictType | TupleType | RowType | FunctionType | OptionalType


def optional(type: Inferred) -> Inferred:
    return type if isinstance(type, OptionalType) or type in (NONE, UNKNOWN) else OptionalType(type)


def without_none(type: Inferred) -> Inferred:
    return type.item if isinstance(type, OptionalType) else type


def join(one: Inferred, two: Inferred) -> Inferred:
    """The type of a place that holds values of both; containers become one place. Raises Mismatch."""
    if one in (UNKNOWN, two):
        return two
    if two == UNKNOWN:
        return one
    if NONE in (one, two):
        other = two if one == NONE else one
        return optional(other)
    if isinstance(one, OptionalType) or isinstance(two, OptionalType):
        return optional(join(without_none(one), without_none(two)))
    if one in NUMERIC and two in NUMERIC:
        return NUMBER
    match one, two:
        case (ListType(), ListType()):
            one.item.unify(two.item)
            return one
        case (DictType(), DictType()):
            one.value.unify(two.value)
            return one
        case (TupleType(), TupleType()) if len(one.items) == len(two.items):
            for left, right in zip(one.items, two.items, strict=True):
                left.unify(right)
            return one
        case (FunctionType(), FunctionType()) if len(one.parameters) == len(two.parameters):
            for left, right in zip(one.parameters, two.parameters, strict=True):
                left.unify(right)
            one.result.unify(two.result)
            return one
    raise Mismatch(one, two)


def _check_bound(cell: Cell, joined: Inferred) -> None:
    if not cell._bound or joined == cell._type:
        return
    before, after = without_none(cell._type), without_none(joined)
    same_none = isinstance(cell._type, OptionalType) == isinstance(joined, OptionalType)
    if not (same_none and before == FLOAT and after == NUMBER):
        raise Mismatch(cell._type, joined)


def _reaches(type: Inferred, cell: Cell) -> bool:
    match type:
        case OptionalType(item):
            return _reaches(item, cell)
        case ListType(item) | DictType(item):
            inside = (item,)
        case TupleType(items):
            inside = items
        case FunctionType(parameters, result):
            inside = (*parameters, result)
        case _:
            return False
    return any(one.root() is cell or _reaches(one.type, cell) for one in inside)


class Places:
    """Cells for declared types; one RowType for each TypedDict."""

    def __init__(self) -> None:
        self.changes = Changes()
        self._rows: dict[declared.Row, RowType] = {}

    def cell(self, type: Type | None = None) -> Cell:
        """A place for values of a declared type, or of one to be inferred."""
        if type is None:
            return Cell(self.changes)
        return Cell(self.changes, self.inferred(type), bound=True)

    def inferred(self, type: Type) -> Inferred:
        match type:
            case declared.ListOf(item):
                return ListType(self.cell(item))
            case declared.DictOf(value):
                return DictType(self.cell(value))
            case declared.TupleOf(items):
                return TupleType(tuple(map(self.cell, items)))
            case declared.Optional(item):
                return OptionalType(self.inferred(item))
            case declared.Function(parameters, result):
                return FunctionType(tuple(map(self.cell, parameters)), self.cell(result))
            case declared.Row():
                if type not in self._rows:
                    row = self._rows[type] = RowType(type.name)
                    row.fields.update({name: self.cell(field) for name, field in type.fields})
                return self._rows[type]
        return type


def is_scalar(type: Inferred) -> bool:
    return type in (INT, FLOAT, NUMBER, BOOL, STR, NONE)
