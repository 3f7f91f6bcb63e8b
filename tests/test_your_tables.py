"""Reading tables: what is read fast is what is read with care, and progress is told all the way."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module", autouse=True)
def arithmetic():
    """The calculators are data, not packages of the project: they are importable only from the root."""
    sys.path.insert(0, str(ROOT))
    yield
    sys.path.remove(str(ROOT))


def module(name: str):
    return importlib.import_module(f"calculators.tables.{name}")


digits = st.integers(0, 99).map(str) | st.integers(0, 99).map("{:02d}".format)
years = st.integers(1890, 3010).map(str) | digits
numbers = st.builds(
    lambda a, b, c, mark: mark.join((a, b, c)), years, digits, digits, st.sampled_from("-/.")
) | st.builds(lambda a, b, c, mark: mark.join((a, b, c)), digits, digits, years, st.sampled_from(["-", "/", ".", ". "]))
named = st.builds("{} {} {}".format, digits, st.sampled_from(["Jan", "März", "Dezember", "Foo"]), years)
days = numbers | named | st.just("20260131")
clocks = st.builds(
    "{}{}{}{}".format,
    digits,
    st.sampled_from([":", ".", "h"]),
    digits,
    st.sampled_from(["", ":07", ":59.123", ":60", " AM", "pm", " p.m.", " Uhr"]),
)
gaps = st.sampled_from([" ", "T", ", ", " um ", "  ", "t", ",", ""])
zones = st.sampled_from(["", "Z", " UTC", "+02:00", "-0530", " +01", " X"])
moments = st.builds("{}{}{}{}".format, days, gaps, clocks, zones) | days


@given(st.lists(moments, min_size=1, max_size=8))
@example(["01/31/2026 10:15 AM", "01/31/2026 13:15 AM", "01/31/2026 25:15", "2026-01-31T10:15:00+02:00"])
@example(["Mo, 3. Jan 2025 10:15", "31.01.2026, 10:15", "2026-01-31 " + " " * 40 + "10:15"])
def test_dates_are_read_by_their_parts_as_they_are_read_whole(texts):
    dates = module("dates")
    reader = dates.Dates()
    for text in [*texts, *texts]:
        assert reader.read(text.strip()) == dates.parts(text.strip())


@given(st.lists(moments, min_size=2, max_size=8))
def test_moments_are_those_of_the_standard_library(texts):
    from datetime import UTC, datetime, timedelta, timezone

    dates = module("dates")
    for text in texts:
        found = dates.parts(text)
        number = found and dates.day_number(found[0], "day-first")
        if number is None:
            continue
        clock = found[1]
        at = datetime.fromordinal(number) + timedelta(seconds=clock.seconds if clock else 0)
        if clock and clock.zone is not None:
            at = at.replace(tzinfo=timezone(timedelta(minutes=clock.zone))).astimezone(UTC).replace(tzinfo=None)
        moment = dates.moment(number, clock)
        assert moment.second == (at - datetime(1, 1, 1)) // timedelta(seconds=1) + dates.SECONDS_IN_DAY
        assert (moment.day, moment.timed) == (number, clock is not None)


amounts = st.builds(
    "{}{}{}{}{}{}".format,
    st.sampled_from(["", "-", "+", "("]),
    st.sampled_from(["", "$", "US$", "EUR ", "Rs.", "\u20ac\u00a0"]),
    st.sampled_from(["", "-"]),
    st.from_regex(r"[0-9]{1,4}([.,'][0-9]{1,3}){0,3}[.,]?-?", fullmatch=True),
    st.sampled_from(["", " \u20ac", "\u00a0EUR", "kr.", " Fr", "$", " USD USD"]),
    st.sampled_from(["", "-", ")"]),
)


@given(amounts)
@example("1.234,50 €")
@example("-$1,234.50")
def test_usual_amounts_are_read_as_all_amounts(text):
    reading = module("amounts")
    if reading.PLAIN.fullmatch(text):
        fast = reading.shape(text)
        plain, reading.PLAIN = reading.PLAIN, reading.re.compile("(?!)")
        try:
            assert fast == reading.shape(text)
        finally:
            reading.PLAIN = plain


def test_work_is_told_in_order_and_to_its_end():
    told: list[tuple[int, int]] = []
    work = module("work").Work(lambda *step: told.append(step))
    for share in (0.25, 0.25, 0.5):
        work.begin(share)
        assert list(work.through(iter(range(20_000)), 20_000)) == list(range(20_000))
    work.end()
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[0] == (0, 1000) and told[-1] == (1000, 1000)
    assert len(told) == 3 * 5 + 1
