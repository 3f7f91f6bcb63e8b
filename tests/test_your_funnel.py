"""Your funnel: leads followed from the day they came, in exports of any shape, against straightforward counting."""

from __future__ import annotations

import importlib
import math
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).parent.parent
EXPORTS = ROOT / "tests/data/exports"
STAGES = ("contacted", "qualified", "opportunity", "won")
STANDARD = {
    "window_days": 90,
    "drop_repeats": True,
    "date_order": "auto",
    "decimal_mark": "auto",
    **{f"{name}_column": None for name in ("created", *STAGES, "source")},
}


@pytest.fixture(scope="module", autouse=True)
def arithmetic():
    """The calculators are data, not packages of the project: they are importable only from the root."""
    sys.path.insert(0, str(ROOT))
    yield
    sys.path.remove(str(ROOT))


def calculate(content: bytes | str, **chosen) -> dict:
    content = content.encode() if isinstance(content, str) else content
    return importlib.import_module("calculators.your_funnel").calculate(leads=content, **{**STANDARD, **chosen})


def test_status_and_closing_date_stand_for_won_and_lost():
    result = calculate((EXPORTS / "leads-status-and-close-date.csv").read_bytes())
    assert (result["leads_read"], result["mature_leads"], result["won_leads"]) == (5, 4, 2)
    assert result["conversion"] == 0.5
    assert result["open_leads"] == 1
    assert result["cycle"] == 30.0
    assert {row["source"]: row["won"] for row in result["by_source"]} == {"Web": 1, "Event": 1}


def test_an_american_export():
    result = calculate((EXPORTS / "leads-american.csv").read_bytes())
    assert result["reading"][0]["date_order"] == "month-first"
    assert {row["role"]: row["column"] for row in result["columns_read"]} == {
        "created": "Create Date",
        "contacted": "First response at",
        "qualified": "Became SQL",
        "won": "Won date",
        "source": "Original Source",
    }
    assert result["mature_leads"] == 3
    assert [row["to_leads"] for row in result["steps"]] == [2, 2, 1]
    assert result["response_hours"] == 0.5
    assert result["never_contacted"] == pytest.approx(1 / 3)
    assert result["cycle"] == 31.0
    assert result["cycle_months"] == pytest.approx(31 / 30.4375)


def test_a_lead_too_young_counts_nowhere():
    text = "created,won\n2025-01-01,2025-01-11\n2025-06-01,2025-06-02\n2025-06-30,\n"
    result = calculate(text)
    assert (result["mature_leads"], result["young_leads"], result["conversion"]) == (1, 2, 1.0)
    assert [(row["month"], row["conversion"], row["young"]) for row in result["by_month"]] == [
        ("2025-01", 1.0, False),
        ("2025-06", None, True),
    ]


def test_a_deal_won_after_the_window_does_not_count_and_is_told():
    text = "created,won\n2025-01-01,2025-05-01\n2025-01-02,2025-01-12\n2025-12-31,\n"
    result = calculate(text)
    assert result["conversion"] == 0.5
    assert result["later_won"] == 1
    assert result["censored"]
    assert result["window_too_short"]


def test_a_skipped_stage_is_passed():
    result = calculate("created,contacted,qualified,won\n2025-01-01,,,2025-01-09\n2025-12-31,2025-12-31,2025-12-31,\n")
    assert [(row["step"], row["conversion"]) for row in result["steps"]] == [
        ("contacted", 1.0),
        ("qualified", 1.0),
        ("won", 1.0),
    ]
    assert result["never_contacted"] == 0.0


def test_times_with_zones_are_compared_in_utc():
    text = (
        "created at,first response\n2025-01-01T23:00:00-05:00,2025-01-02T05:00:00+00:00\n2025-12-31T00:00:00+00:00,\n"
    )
    result = calculate(text)
    assert result["response_hours"] == 1.0
    assert not result["mixed_zones"]


def test_times_with_and_without_zones_are_told():
    text = "created at,first response\n2025-01-01T10:00:00Z,2025-01-01 12:00\n2025-12-31T00:00:00Z,\n"
    assert calculate(text)["mixed_zones"]


def test_days_alone_give_no_hours():
    result = calculate("created,first contact\n2025-01-01,2025-01-03\n2025-12-31,\n")
    assert result["response_hours"] is None
    assert result["response_days"] == 2.0
    assert result["no_times"]


def test_without_deals_there_is_no_conversion_but_the_rest():
    result = calculate("created,qualified\n2025-01-01,2025-01-03\n2025-12-31,\n")
    assert result["conversion"] is None
    assert result["cycle"] is None
    assert result["steps"][0]["conversion"] == 1.0


def test_left_out_lines_are_told_with_their_place():
    text = (
        "created,qualified,won\n"
        "2025-01-01,2025-01-02,2025-01-03\n"
        ",2025-01-02,\n"
        "yesterday,2025-01-02,\n"
        "2025-01-05,2025-01-02,\n"
        "2025-01-05,soon,\n"
        "2025-01-05,-,\n"
        "2025-01-05,2025-01-06,2125-01-06\n"
        "2025-12-31,,\n"
    )
    result = calculate(text)
    assert {each["reason"]: each["which"] for each in result["left_out"]} == {
        "no-date": "3",
        "unreadable-date": "4",
        "stage-before-lead": "5",
        "unreadable-stage": "6",
        "unlikely-date": "8",
    }
    assert result["leads_read"] == 3


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("created,source\n2025-01-01,a\n2025-01-02,b\n", "no_stage_column"),
        ("person,source\nx,a\ny,b\n", "no_created_column"),
        ("created,won\n2025-01-01,2025-01-02\n", "no_mature_leads"),
        ("created,won\n01/02/2025,03/04/2025\n", "dates_unclear"),
    ],
)
def test_what_cannot_be_read_is_said(text, code):
    with pytest.raises(ValueError, match=f"^{code}$"):
        calculate(text)


def test_spellings_of_a_source_are_one():
    text = "created,source,won\n2025-01-01,Web,\n2025-01-02,web,2025-01-03\n2025-01-02,,2025-01-03\n2025-12-31,Web,\n"
    rows = calculate(text)["by_source"]
    assert [(row["source"], row["leads"], row["won"]) for row in rows] == [("Web", 2, 1), ("–", 1, 1)]


def test_of_very_many_sources_the_largest_are_listed():
    lines = [f"2025-01-{place % 28 + 1:02d},page {place // 2},\n" for place in range(80)]
    result = calculate("created,source,won\n" + "".join(lines) + "2025-12-31,page 0,2025-12-31\n", source_column=2)
    assert len(result["by_source"]) == 30
    assert result["further_sources"] == 10
    assert result["many_sources"]


def test_customers_of_the_last_three_whole_months():
    text = "created,won\n2025-01-01,2025-03-31\n2025-01-02,2025-04-01\n2025-01-02,2025-06-30\n2025-07-10,2025-07-12\n"
    assert calculate(text)["new_customers"] == 2


leads = st.lists(
    st.tuples(
        st.integers(0, 400),
        st.lists(st.none() | st.integers(0, 60), min_size=4, max_size=4),
        st.sampled_from(["Web", "Event", "Referral"]),
    ),
    min_size=1,
    max_size=50,
)


def written(rows) -> tuple[str, list[tuple[datetime, dict[str, int], str]]]:
    """An export of leads, and each lead's day, the days it took to each stage, and its source."""
    start, lines, known = datetime(2024, 1, 1), ["Created,Source,Contacted,Qualified,Opportunity,Won"], []
    for day, waits, source in [*rows, (600, [None] * 4, "Web")]:
        created, spent, days = start + timedelta(day), 0, {}
        cells = []
        for stage, wait in zip(STAGES, waits, strict=True):
            if wait is not None:
                spent += wait
                days[stage] = spent
            cells.append("" if wait is None else f"{created + timedelta(spent):%Y-%m-%d}")
        lines.append(",".join([f"{created:%Y-%m-%d}", source, *cells]))
        known.append((created, days, source))
    return "\n".join(lines) + "\n", known


def columns() -> dict[str, int]:
    """Told, as a column may happen to be empty."""
    return {"created_column": 1, "source_column": 2, **{f"{stage}_column": 3 + i for i, stage in enumerate(STAGES)}}


@given(leads, st.integers(1, 200))
def test_numbers_are_those_of_slow_counting(rows, window):
    text, known = written(rows)
    result = calculate(text, window_days=window, drop_repeats=False, **columns())
    end = max(created + timedelta(max(days.values(), default=0)) for created, days, _ in known)
    mature = [each for each in known if (end - each[0]).days >= window]

    def far(days: dict[str, int]) -> int:
        return max((1 + place for place, stage in enumerate(STAGES) if days.get(stage, 10**6) <= window), default=0)

    assert result["mature_leads"] == len(mature)
    for place, row in enumerate(result["steps"]):
        assert row["to_leads"] == sum(far(days) > place for _, days, _ in mature)
        assert row["from_leads"] == sum(far(days) >= place for _, days, _ in mature)
    assert result["conversion"] == pytest.approx(sum(far(days) == 4 for _, days, _ in mature) / len(mature))
    cycles = sorted(days["won"] for _, days, _ in mature if days.get("won", 10**6) <= window)
    assert result["cycle"] == (cycles[math.ceil(len(cycles) / 2) - 1] if cycles else None)
    assert sum(row["leads"] for row in result["by_source"]) == len(mature)
    assert sum(row["leads"] for row in result["by_month"]) == len(known)
    for row in result["by_source"]:
        assert row["low"] <= row["conversion"] <= row["high"]


@given(leads)
def test_more_time_never_loses_a_deal_of_the_same_leads(rows):
    """Of leads that are old enough for both windows."""
    text, _ = written(rows)
    short, long = (calculate(text, window_days=days, drop_repeats=False, **columns()) for days in (30, 150))
    assert long["won_leads"] + long["later_won"] == short["won_leads"] + short["later_won"]


def test_progress_rises_to_its_total():
    calls = []
    calculate((ROOT / "playbook/samples/leads.csv").read_bytes(), progress=lambda *each: calls.append(each))
    assert [done for done, _ in calls] == sorted(done for done, _ in calls)
    assert calls[-1][0] == calls[-1][1]
