"""Dates and times as people and programs write them. Which of 3/4 is the month is decided for a whole column."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar jän jänner",
            "feb february februar",
            "mar march märz mär mrz",
            "apr april",
            "may mai",
            "jun june juni",
            "jul july juli",
            "aug august",
            "sep sept september",
            "oct october okt oktober",
            "nov november",
            "dec december dez dezember",
        ),
        start=1,
    )
    for name in names.split()
}
TIME = (
    r"(?:(?:[T,]\s*|\s+|\s*um\s+)(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?(?:\s*Uhr)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?"
)
WEEKDAY = r"(?:[^\W\d]{2,10}[.,]{0,2}\s+)?"
YEAR_FIRST = re.compile(rf"(?P<y>\d{{4}})(?P<s>[-/.])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}}){TIME}", re.IGNORECASE)
COMPACT = re.compile(rf"(?P<y>(?:19|20)\d{{2}})(?P<m>\d{{2}})(?P<d>\d{{2}}){TIME}", re.IGNORECASE)
NUMBERS = re.compile(
    rf"{WEEKDAY}(?P<a>\d{{1,2}})(?P<s>[-/.])\s?(?P<b>\d{{1,2}})(?P=s)\s?(?P<y>\d{{4}}|\d{{2}}){TIME}", re.IGNORECASE
)
DAY_NAME = re.compile(
    rf"{WEEKDAY}(?P<d>\d{{1,2}})(?:\.|st|nd|rd|th)?[\s-]*(?P<name>[^\W\d]{{3,9}})\.?,?[\s-]*(?P<y>\d{{4}}|\d{{2}}){TIME}",
    re.IGNORECASE,
)
NAME_DAY = re.compile(
    rf"{WEEKDAY}(?P<name>[^\W\d]{{3,9}})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}}){TIME}", re.IGNORECASE
)
AFTER_DAY = re.compile(TIME, re.IGNORECASE)
FIRST_YEAR, LAST_YEAR = 1900, 2999
SHORTEST, LONGEST = 6, 50
SECONDS_IN_DAY = 86_400


class Day(NamedTuple):
    """A day before the order of its numbers is known: `first` and `second` are day and month in one or the other order
    where `open`, else month and day; `dotted` where points part them."""

    year: int
    first: int
    second: int
    open: bool
    dotted: bool


class Clock(NamedTuple):
    """A time of day in seconds; `zone` are the minutes ahead of UTC, None where no zone is written."""

    seconds: int
    zone: int | None


class Moment(NamedTuple):
    """A point in time: `second` counts from the start of day 0 (`date.toordinal`), in UTC where a zone stood beside it,
    else as the clock showed it; `day` counts the days as written."""

    second: int
    day: int
    timed: bool
    zoned: bool


Written = tuple[Day, Clock | None]


def parts(text: str) -> Written | None:
    """The numbers of a date, and its time of day if it has one; None where the text is no date."""
    text = text.strip()
    if not SHORTEST <= len(text) <= LONGEST or (not text[-1].isalnum() and text[-1] != "."):
        return None
    if text[:4].isdigit():
        found = YEAR_FIRST.fullmatch(text) or COMPACT.fullmatch(text)
        return made(found, int(found["m"]), int(found["d"]), False, False) if found else None
    found = NUMBERS.fullmatch(text)
    if found:
        return made(found, int(found["a"]), int(found["b"]), True, found["s"] == ".")
    found = DAY_NAME.fullmatch(text) or NAME_DAY.fullmatch(text)
    month = MONTHS.get(found["name"].casefold()) if found else None
    return made(found, month, int(found["d"]), False, False) if month else None


def made(found: re.Match[str], first: int, second: int, open: bool, dotted: bool) -> Written | None:
    year = int(found["y"])
    if len(found["y"]) == 2:
        year += 2000 if year < 70 else 1900
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    clock = clock_of(found) if found["hour"] else None
    return None if found["hour"] and clock is None else (Day(year, first, second, open, dotted), clock)


def clock_of(found: re.Match[str]) -> Clock | None:
    """The time of day of a match of TIME; None where no clock shows it."""
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"][0] in "pP" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return Clock(hour * 3600 + minute * 60 + second, zone_minutes(found["zone"]))


def zone_minutes(text: str | None) -> int | None:
    """Minutes ahead of UTC; None where no zone is written."""
    if not text:
        return None
    if text[0] not in "+-":
        return 0
    digits = text[1:].replace(":", "").ljust(4, "0")
    return (-1 if text[0] == "-" else 1) * (int(digits[:2]) * 60 + int(digits[2:]))


class Dates:
    """Reads as `parts` does, but each day and each time of day once: a column of moments has few days, and the same
    times again and again."""

    def __init__(self) -> None:
        self._days: dict[str, Day | None] = {}
        self._clocks: dict[str, Clock | None] = {}

    def read(self, text: str) -> Written | None:
        """The numbers of a date without spaces around it; None where the text is no date."""
        cut = text.find(" ")
        if cut < 0:
            cut = text.find("T")
        elif cut and text[cut - 1] == ",":
            cut -= 1
        if cut < SHORTEST or len(text) > LONGEST:
            return parts(text)
        front, back = text[:cut], text[cut:]
        try:
            day = self._days[front]
        except KeyError:
            found = parts(front)
            day = self._days[front] = found[0] if found and found[1] is None else None
        try:
            clock = self._clocks[back]
        except KeyError:
            found = AFTER_DAY.fullmatch(back)
            clock = self._clocks[back] = clock_of(found) if found and found["hour"] else None
        return parts(text) if day is None or clock is None else (day, clock)


def find_order(days: Iterable[tuple[Day, int]]) -> str:
    """The order of day and month in dates, each with how often it stands in the file: "year-first" where none is in
    doubt, "day-first", "month-first", or "unclear" where every date could be read both ways.

    Dates with points have the day first: nobody writes the month first with points.
    """
    votes: Counter[str] = Counter()
    for each, times in days:
        if not each.open:
            continue
        if each.dotted or each.first > 12:
            votes["day-first"] += times
        elif each.second > 12:
            votes["month-first"] += times
        elif each.first != each.second:
            votes["open"] += times
    if votes["day-first"] or votes["month-first"]:
        return "day-first" if votes["day-first"] >= votes["month-first"] else "month-first"
    return "unclear" if votes["open"] else "year-first"


def day_number(each: Day, order: str) -> int | None:
    """The day (`date.toordinal`), read in an order of `find_order`; None where it is no day in that order."""
    month, day = each.first, each.second
    if each.open and (order == "day-first" or each.dotted):
        month, day = day, month
    try:
        return date(each.year, month, day).toordinal()
    except ValueError:
        return None


def moment(day: int, clock: Clock | None) -> Moment:
    """The point in time on a day."""
    if clock is None:
        return Moment(day * SECONDS_IN_DAY, day, False, False)
    seconds, zone = clock
    return Moment(day * SECONDS_IN_DAY + seconds - 60 * (zone or 0), day, True, zone is not None)
