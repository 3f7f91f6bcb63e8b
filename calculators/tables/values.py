"""Columns of dates and amounts, read in the one way that the whole column has."""

from collections import Counter
from decimal import Decimal

from calculators.tables.amounts import amount, find_decimal_mark, shape
from calculators.tables.dates import Moment, find_order, moment, parts


def read_dates(columns: dict[str, list[str]], chosen: str) -> tuple[str, dict[str, list[Moment | None]]]:
    """The order of day and month in all columns of a file, and their dates read in it; `chosen` is an order, or "auto".
    A date is None where a cell is empty or no date in that order.

    Raises ValueError "dates_unclear" where every date could be read both ways.
    """
    texts: Counter[str] = Counter()
    for column in columns.values():
        texts.update(column)
    written = {text: parts(text) for text in texts}
    order = chosen
    if chosen == "auto":
        order = find_order((each, texts[text]) for text, each in written.items() if each)
    if order == "unclear":
        raise ValueError("dates_unclear")
    known = {text: None if each is None else moment(each, order) for text, each in written.items()}
    return order, {name: [known[text] for text in column] for name, column in columns.items()}


def read_amounts(column: list[str], chosen: str) -> tuple[str, list[Decimal | None]]:
    """The decimal mark of a column, or "none", and its amounts read with it; `chosen` is a mark, or "auto". An amount
    is None where a cell is empty or no amount with that mark.

    Raises ValueError "amounts_unclear" where every mark could be a decimal or a thousands mark.
    """
    texts = Counter(column)
    written = {text: shape(text) for text in texts}
    mark = chosen
    if chosen == "auto":
        mark = find_decimal_mark((each, texts[text]) for text, each in written.items() if each)
    if mark == "unclear":
        raise ValueError("amounts_unclear")
    known = {text: None if each is None else amount(each, mark) for text, each in written.items()}
    return mark, [known[text] for text in column]
