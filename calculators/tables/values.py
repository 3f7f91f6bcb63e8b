"""Columns of dates and amounts, read in the one way that the whole column has."""

from collections import Counter
from decimal import Decimal

from calculators.tables.amounts import amount, find_decimal_mark, shape
from calculators.tables.dates import Dates, Day, Moment, day_number, find_order, moment
from calculators.tables.work import Work


def read_dates(columns: dict[str, list[str]], chosen: str, work: Work) -> tuple[str, dict[str, list[Moment | None]]]:
    """The order of day and month in all columns of a file, and their dates read in it; `chosen` is an order, or "auto".
    A date is None where a cell is empty or no date in that order.

    Raises ValueError "dates_unclear" where every date could be read both ways.
    """
    texts: Counter[str] = Counter()
    for column in columns.values():
        texts.update(column)
    read = Dates().read
    written = {text: read(text) for text in work.through(texts, len(texts))}
    days: Counter[Day] = Counter()
    for text, each in written.items():
        if each:
            days[each[0]] += texts[text]
    order = find_order(days.items()) if chosen == "auto" else chosen
    if order == "unclear":
        raise ValueError("dates_unclear")
    numbers = {day: day_number(day, order) for day in days}
    known: dict[str, Moment | None] = {}
    for text, each in written.items():
        number = numbers[each[0]] if each else None
        known[text] = None if number is None else moment(number, each[1])
    return order, {name: [known[text] for text in column] for name, column in columns.items()}


def read_amounts(column: list[str], chosen: str, work: Work) -> tuple[str, list[Decimal | None]]:
    """The decimal mark of a column, or "none", and its amounts read with it; `chosen` is a mark, or "auto". An amount
    is None where a cell is empty or no amount with that mark.

    Raises ValueError "amounts_unclear" where every mark could be a decimal or a thousands mark.
    """
    texts = Counter(column)
    written = {text: shape(text) for text in work.through(texts, len(texts))}
    mark = chosen
    if chosen == "auto":
        mark = find_decimal_mark((each, texts[text]) for text, each in written.items() if each)
    if mark == "unclear":
        raise ValueError("amounts_unclear")
    known = {text: None if each is None else amount(each, mark) for text, each in written.items()}
    return mark, [known[text] for text in column]
