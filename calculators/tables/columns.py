"""Which column is which: by its name, by what stands in it, or as the reader says."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from calculators.tables.amounts import shape
from calculators.tables.dates import parts

ENOUGH = 0.5
PLAIN = 0.8


@dataclass(frozen=True)
class Role:
    """What a column may be. `holds` is "date", "amount" or "name"; `words` are names of such columns in lower case, the
    likeliest first; `by_content` says whether a column may take the role without its name. `different` is the least
    part of its cells that differ: a status is no customer."""

    name: str
    holds: str
    words: tuple[str, ...]
    different: float = 0.0
    by_content: bool = False


@dataclass(frozen=True)
class Found:
    """The column (from 0) of a role, what decided ("you", "name", "content"), and others whose names fit as well."""

    column: int
    decided: str
    others: tuple[int, ...] = ()


@dataclass(frozen=True)
class Content:
    """What stands in a column of the sample: the part of cells that are filled, and the parts of those that are dates,
    amounts, amounts with a mark, different from each other, and addresses."""

    filled: float
    dates: float
    amounts: float
    marked: float
    different: float
    addresses: float

    def suits(self, role: Role) -> bool:
        if role.holds == "date":
            return self.dates >= ENOUGH
        if role.holds == "amount":
            return self.amounts >= ENOUGH and self.dates < ENOUGH
        return self.filled > 0 and self.dates < ENOUGH and self.different >= role.different


def content_of(cells: Sequence[str]) -> Content:
    """What a column's cells are."""
    filled = [cell for cell in cells if cell]
    count = max(1, len(filled))
    amounts = [each for each in map(shape, filled) if each]
    return Content(
        filled=len(filled) / max(1, len(cells)),
        dates=sum(parts(cell) is not None for cell in filled) / count,
        amounts=len(amounts) / count,
        marked=sum("." in digits or "," in digits for _, digits in amounts) / count,
        different=len(set(filled)) / count,
        addresses=sum("@" in cell for cell in filled) / count,
    )


def plain_name(name: str) -> str:
    """A column's name in words: "createdAt (UTC)" -> "created at utc"."""
    apart = re.sub(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])", " ", name)
    return " ".join(re.findall(r"[^\W_]+", apart.casefold()))


def fit(name: str, role: Role) -> int:
    """How well a column's name fits a role: a whole name before a part of one, likelier words first; 0: not at all."""
    padded = f" {name} "
    for place, word in enumerate(role.words):
        if name == word:
            return 200 - place
    for place, word in enumerate(role.words):
        if f" {word} " in padded:
            return 100 - place
    return 0


def find_columns(
    names: Sequence[str], sample: Sequence[Sequence[str]], roles: Sequence[Role], chosen: Mapping[str, int | None]
) -> dict[str, Found]:
    """The column of each role that has one. `chosen` gives columns that the reader named, counted from 1.

    Raises ValueError "no_such_column" where there is no such column.
    """
    contents = [content_of([row[place].strip() for row in sample if place < len(row)]) for place in range(len(names))]
    plain = [plain_name(name) for name in names]
    found: dict[str, Found] = {}
    for role in roles:
        column = chosen.get(role.name)
        if column is not None:
            if column > len(names):
                raise ValueError("no_such_column")
            found[role.name] = Found(column - 1, "you")
    wanted = [
        (fit(plain[place], role), -order, -place, role, place)
        for order, role in enumerate(roles)
        for place in range(len(names))
        if contents[place].suits(role)
    ]
    wanted = sorted((each for each in wanted if each[0]), key=lambda each: each[:3], reverse=True)
    for _, _, _, role, place in wanted:
        if role.name not in found and place not in {each.column for each in found.values()}:
            found[role.name] = Found(place, "name")
    for role in roles:
        if role.name not in found and role.by_content:
            place = likeliest(contents, role, {each.column for each in found.values()})
            if place is not None:
                found[role.name] = Found(place, "content")
    return {name: with_others(name, each, wanted, found) for name, each in found.items()}


def with_others(name: str, each: Found, wanted: Sequence[tuple], found: Mapping[str, Found]) -> Found:
    """The column with those whose names fit as well and that no other role has."""
    if each.decided != "name":
        return each
    taken = {one.column for one in found.values()}
    others = tuple(place for _, _, _, role, place in wanted if role.name == name and place not in taken)
    return Found(each.column, each.decided, others)


def likeliest(contents: Sequence[Content], role: Role, taken: set[int]) -> int | None:
    """The column that looks most like dates, amounts or names; None where none does."""
    scores = {}
    for place, content in enumerate(contents):
        if place in taken or not content.suits(role):
            continue
        if role.holds == "date" and content.dates >= PLAIN:
            scores[place] = content.filled
        elif role.holds == "amount" and content.amounts >= PLAIN:
            scores[place] = content.marked + 0.1 * content.filled
        elif role.holds == "name" and content.filled >= ENOUGH and content.marked < ENOUGH:
            scores[place] = content.addresses + content.different * (0.5 if content.different < 1.0 else 0.1)
    return max(scores, key=scores.__getitem__) if scores else None
