"""Dates and times as people and programs write them. Which of 3/4 is the month is decided for a whole column."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

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
FIRST_YEAR, LAST_YEAR = 1900, 2999


@dataclass(frozen=True, slots=True)
class Parts:
    """A date before the order of its numbers is known: `first` and `second` are day and month in one or the other order
    where `open`, else month and day."""

    year: int
    first: int
    second: int
    open: bool
    dotted: bool
    seconds: int | None
    zone: int | None


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time: `at` in UTC where a zone stood beside it, else as the clock showed it; `day` counts the days as
    written."""

    at: datetime
    day: int
    timed: bool
    zoned: bool


def parts(text: str) -> Parts | None:
    """The numbers of a date; None where the text is no date."""
    text = text.strip()
    if not 6 <= len(text) <= 50 or (not text[-1].isalnum() and text[-1] != "."):
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


def made(found: re.Match[str], first: int, second: int, open: bool, dotted: bool) -> Parts | None:
    year = int(found["y"])
    if len(found["y"]) == 2:
        year += 2000 if year < 70 else 1900
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    seconds = None
    if found["hour"]:
        hour, minute, second_ = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
        if found["half"]:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if found["half"][0] in "pP" else 0)
        if hour > 23 or minute > 59 or second_ > 59:
            return None
        seconds = hour * 3600 + minute * 60 + second_
    return Parts(year, first, second, open, dotted, seconds, zone_minutes(found["zone"]))


def zone_minutes(text: str | None) -> int | None:
    """Minutes ahead of UTC; None where no zone is written."""
    if not text:
        return None
    if text[0] not in "+-":
        return 0
    digits = text[1:].replace(":", "").ljust(4, "0")
    return (-1 if text[0] == "-" else 1) * (int(digits[:2]) * 60 + int(digits[2:]))


def find_order(dates: Iterable[tuple[Parts, int]]) -> str:
    """The order of day and month in dates, each with how often it stands in the file: "year-first" where none is in
    doubt, "day-first", "month-first", or "unclear" where every date could be read both ways.

    Dates with points have the day first: nobody writes the month first with points.
    """
    votes: Counter[str] = Counter()
    for each, times in dates:
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


def moment(each: Parts, order: str) -> Moment | None:
    """The point in time, read in an order of `find_order`; None where it is no day in that order."""
    month, day = each.first, each.second
    if each.open and (order == "day-first" or each.dotted):
        month, day = day, month
    try:
        at = datetime(each.year, month, day) + timedelta(seconds=each.seconds or 0)
        whole = at.toordinal()
        if each.zone is not None:
            at = at.replace(tzinfo=timezone(timedelta(minutes=each.zone))).astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None
    return Moment(at, whole, each.seconds is not None, each.zone is not None)
