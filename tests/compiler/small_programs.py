"""All small programs about one name: scopes within scopes, each hiding the `x` of the function around or not, and
reading it or not, in every place that an expression has.

A forest is a tuple of items, added up: READ, or a Scope with a forest in each of its places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import count, product
from typing import NamedTuple

READ = "read"
PLACES = {"list": 3, "dict": 3, "generator": 3, "lambda": 1}  # the item, the test and the first list; the body
KINDS = ("list", "generator", "lambda")  # a dict is run as a list is
Forest = tuple  # of READ and Scope


class Scope(NamedTuple):
    kind: str
    hides: bool
    places: tuple[Forest, ...]


@cache
def forests(scopes: int, reads: int, kinds: tuple[str, ...] = KINDS) -> tuple[Forest, ...]:
    """Every forest with exactly so many scopes and so many reads of the name."""
    if (scopes, reads) == (0, 0):
        return ((),)
    found = [(READ, *rest) for rest in forests(scopes, reads - 1, kinds)] if reads else []
    for inner_scopes, inner_reads in product(range(scopes), range(reads + 1)):
        rests = forests(scopes - 1 - inner_scopes, reads - inner_reads, kinds)
        found += [(one, *rest) for one in _scopes(inner_scopes, inner_reads, kinds) for rest in rests]
    return tuple(found)


def _scopes(scopes: int, reads: int, kinds: tuple[str, ...]) -> list[Scope]:
    """One scope with so many scopes and reads within it."""
    return [
        Scope(kind, hides, places)
        for kind in kinds
        for shares in _shares(scopes, reads, PLACES[kind])
        for places in product(*(forests(*share, kinds) for share in shares))
        for hides in (True, False)
    ]


def _shares(scopes: int, reads: int, places: int) -> Iterator[list[tuple[int, int]]]:
    if places == 1:
        yield [(scopes, reads)]
        return
    for share in product(range(scopes + 1), range(reads + 1)):
        for rest in _shares(scopes - share[0], reads - share[1], places - 1):
            yield [share, *rest]


def written(forest: Forest, *, distinct: bool = False) -> str:
    """As Python. `distinct`: each scope that hides the name has one of its own instead; the meaning is the same."""
    numbers = count(1)
    return _sum(forest, "x", lambda: f"x{next(numbers)}" if distinct else "x")


def _sum(forest: Forest, name: str, new: Callable[[], str]) -> str:
    return " + ".join(["1.0", *(name if item == READ else _scope(item, name, new) for item in forest)])


def _scope(scope: Scope, name: str, new: Callable[[], str]) -> str:
    own = new() if scope.hides else "y"
    inner = own if scope.hides else name
    value = _sum(scope.places[0], inner, new)
    if scope.kind == "lambda":
        return f"(lambda {own}: {value})(2.0)"
    test = f" if {_sum(scope.places[1], inner, new)}" if scope.places[1] else ""
    loop = f"for {own} in [{_sum(scope.places[2], name, new)}, 3.0]{test}"
    match scope.kind:
        case "list":
            return f"sum([{value} {loop}], 0.0)"
        case "generator":
            return f"sum(({value} {loop}), 0.0)"
    return f'{{"k": {value} {loop}}}["k"]'
