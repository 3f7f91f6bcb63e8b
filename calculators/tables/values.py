"""Columns of dates and amounts, read in the one way that the whole column has."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from calculators.tables.amounts import amount, find_decimal_mark
from calculators.tables.dates import Moment, find_order, moment


def order_of(columns: Iterable[list[str]], chosen: str) -> str:
    """The order of day and month in all columns of a file together; `chosen` is one, or "auto".

    Raises ValueError "dates_unclear" where every date could be read both ways.
    """
    if chosen != "auto":
        return chosen
    texts: Counter[str] = Counter()
    for column in columns:
        texts.update(column)
    order = find_order(texts)
    if order == "unclear":
        raise ValueError("dates_unclear")
    return order


def moments(column: list[str], order: str) -> list[Moment | None]:
    """The column's dates; None where a cell is empty or no date in that order."""
    known = {text: moment(text, order) for text in set(column)}
    return [known[text] for text in column]


def mark_of(column: list[str], chosen: str) -> str:
    """The decimal mark of a column, or "none"; `chosen` is one, or "auto".

    Raises ValueError "amounts_unclear" where every mark could be a decimal or a thousands mark.
    """
    if chosen != "auto":
        return chosen
    mark = find_decimal_mark(Counter(column))
    if mark == "unclear":
        raise ValueError("amounts_unclear")
    return mark


def amounts(column: list[str], mark: str) -> list[Decimal | None]:
    """The column's amounts; None where a cell is empty or no amount with that mark."""
    known = {text: amount(text, mark) for text in set(column)}
    return [known[text] for text in column]
