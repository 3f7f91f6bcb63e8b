"""Your customers: exports of any shape give the same orders, and the numbers are those of straightforward counting."""

from __future__ import annotations

import csv
import importlib
import io
import math
import sys
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).parent.parent
EXPORTS = ROOT / "tests/data/exports"
ORDERS = [
    ("a1", date(2025, 1, 3), "1234.50"),
    ("b2", date(2025, 1, 14), "80.00"),
    ("a1", date(2025, 2, 5), "99.90"),
    ("c3", date(2025, 2, 28), "12500.00"),
    ("b2", date(2025, 3, 1), "75.25"),
    ("a1", date(2025, 3, 31), "1000.00"),
    ("d4", date(2025, 4, 9), "8.00"),
    ("c3", date(2025, 5, 17), "310.10"),
]
# What each export shows of itself: encoding, delimiter, date order, decimal mark, lines left out by reason.
SHAPES = {
    "comma-iso.csv": ("utf-8", "comma", "year-first", "point", {}),
    "semicolon-german-windows.csv": ("windows", "semicolon", "day-first", "comma", {}),
    "tab-utf-16.txt": ("utf-16", "tab", "day-first", "comma", {}),
    "bar-american.txt": ("utf-8", "bar", "month-first", "point", {}),
    "single-quotes.csv": ("utf-8", "comma", "year-first", "point", {}),
    "backslash-escapes.csv": ("utf-8", "comma", "year-first", "point", {}),
    "delimiter-told.csv": ("utf-8", "semicolon", "day-first", "comma", {}),
    "report-with-totals.csv": (
        "utf-8", "comma", "year-first", "point", {"before-header": 2, "empty": 2, "totals": 2, "header-again": 1},
    ),
    "no-names.csv": ("utf-8", "semicolon", "year-first", "comma", {}),
    "swiss.csv": ("utf-8", "semicolon", "year-first", "point", {}),
    "month-names-lines-of-text.csv": ("utf-8", "comma", "year-first", "point", {}),
    "shop-line-items.csv": ("utf-8", "comma", "year-first", "point", {"further-line": 3}),
    "split-in-lines.csv": ("utf-8", "tab", "year-first", "point", {}),
    "indian-rupees.csv": ("utf-8", "comma", "day-first", "point", {}),
}  # fmt: skip
STANDARD = {
    "silence_days": 30,
    "refunds": "deduct",
    "drop_repeats": True,
    "date_order": "auto",
    "decimal_mark": "auto",
    "customer_column": None,
    "date_column": None,
    "amount_column": None,
    "order_column": None,
}


@pytest.fixture(scope="module", autouse=True)
def arithmetic():
    """The calculators are data, not packages of the project: they are importable only from the root."""
    sys.path.insert(0, str(ROOT))
    yield
    sys.path.remove(str(ROOT))


def read(content: bytes, **chosen):
    options = {name: STANDARD[name] for name in ("date_order", "decimal_mark", "drop_repeats")}
    columns = {name: chosen.pop(f"{name}_column", None) for name in ("customer", "date", "amount", "order")}
    work = importlib.import_module("calculators.tables.work").Work(None)
    orders = importlib.import_module("calculators.tables.orders")
    return orders.read_orders(content, columns, work=work, **{**options, **chosen})


def calculate(content: bytes | str, **chosen) -> dict:
    content = content.encode() if isinstance(content, str) else content
    return importlib.import_module("calculators.your_customers").calculate(orders=content, **{**STANDARD, **chosen})


def told(result: dict) -> dict[str, int]:
    return {each["reason"]: each["lines"] for each in result["left_out"]}


def export(orders, names="customer,date,amount") -> str:
    return names + "\n" + "".join(f"{customer},{day},{amount}\n" for customer, day, amount in orders)


@pytest.mark.parametrize("name", SHAPES)
def test_the_same_orders_from_every_shape(name):
    content = (EXPORTS / name).read_bytes()
    found = [(each.customer, date.fromordinal(each.day), each.amount) for each in read(content).orders]
    name_of = "{}@shop.example" if name == "no-names.csv" else "{}"
    assert found == [(name_of.format(customer), day, Decimal(amount)) for customer, day, amount in ORDERS]


@pytest.mark.parametrize(("name", "shape"), SHAPES.items())
def test_how_a_file_was_read_is_told(name, shape):
    result = calculate((EXPORTS / name).read_bytes())
    [reading] = result["reading"]
    assert tuple(reading[key] for key in ("encoding", "delimiter", "date_order", "decimal_mark")) == shape[:4]
    assert told(result) == shape[4]
    assert result["columns_doubtful"] == (name == "no-names.csv" or "Käufer" in (EXPORTS / name).read_text("latin-1"))


def test_left_out_lines_are_told_with_their_place():
    text = (
        "customer,date,amount\n"
        "a,2025-01-01,10\n"
        "\n"
        ",2025-01-02,10\n"
        "a,,10\n"
        "a,31.31.2025,10\n"
        'b,2025-01-03,"1\n0"\n'
        "b,2025-01-03,ten\n"
        "b,2025-01-04,\n"
        "b,2025-01-05,0\n"
        "b,2025-01-06,5,,\n"
        "b,2025-01-07,5,x\n"
        "b,2025-01-08\n"
        "b,2025-01-06,5,,\n"
        "b,2150-01-06,5\n"
    )
    lines = {each["reason"]: each["which"] for each in calculate(text)["left_out"]}
    assert lines == {
        "empty": "3",
        "no-customer": "4",
        "no-date": "5",
        "unreadable-date": "6",
        "unreadable-amount": "7, 9",
        "no-amount": "10",
        "nothing-paid": "11",
        "too-long": "13",
        "too-short": "14",
        "repeated": "15",
        "unlikely-date": "16",
    }


def test_more_than_five_lines_are_counted_and_the_first_named():
    text = "customer,date,amount\n" + "a,2025-01-01,1\n" + ",2025-01-01,1\n" * 9
    [row] = calculate(text, drop_repeats=False)["left_out"]
    assert row == {"reason": "no-customer", "lines": 9, "which": "3, 4, 5, 6, 7 …"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"", "empty_file"),
        (b"\xef\xbb\xbf\r\n", "empty_file"),
        (b"PK\x03\x04rest of a workbook", "spreadsheet_file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "not_text"),
        (b"just a line\nand another\n", "no_columns"),
        (b"customer,date,amount\na,05/06/2025,1\nb,07/08/2025,2\n", "dates_unclear"),
        (b"customer;date;amount\na;2025-01-01;1.234\nb;2025-01-02;5.678\n", "amounts_unclear"),
        (b"customer,date,amount\na,2025-01-01,0\n", "no_orders"),
        (b"name,colour\na,blue\nb,green\n", "no_date_column"),
        (b"customer,date\na,2025-01-01\nb,2025-01-02\n", "no_amount_column"),
        (b"date,amount\n2025-01-01,1.50\n2025-01-02,2.50\n", "no_customer_column"),
        (b'customer,date,amount\na,2025-01-01,"1\n' + b"b,2025-01-01,1\n" * 300, "broken_quotes"),
    ],
)
def test_what_cannot_be_read_is_said(text, code):
    with pytest.raises(ValueError, match=f"^{code}$"):
        calculate(text)


def test_a_column_that_is_not_there():
    with pytest.raises(ValueError, match="no_such_column"):
        calculate(export(ORDERS), date_column=9)


def test_what_is_unclear_is_read_as_the_reader_says():
    text = "customer;date;amount\na;05/06/2025;1.234\n"
    day_first = read(text.encode(), date_order="day-first", decimal_mark="comma").orders[0]
    month_first = read(text.encode(), date_order="month-first", decimal_mark="point").orders[0]
    assert (date.fromordinal(day_first.day), day_first.amount) == (date(2025, 6, 5), 1234)
    assert (date.fromordinal(month_first.day), month_first.amount) == (date(2025, 5, 6), Decimal("1.234"))


def test_one_date_decides_for_the_whole_column():
    text = "customer,date,amount\na,05/06/2025,1\na,25/06/2025,1\n"
    assert date.fromordinal(read(text.encode()).orders[0].day) == date(2025, 6, 5)


def test_columns_may_be_named_by_the_reader():
    text = "who,paid,billed,when\nx,1.00,2.00,2025-01-01\ny,3.00,4.00,2025-01-02\n"
    found = read(text.encode(), customer_column=1, amount_column=3, date_column=4)
    assert [each.amount for each in found.orders] == [2, 4]
    assert {each.decided for each in found.table.columns.values()} == {"you"}


def test_a_status_is_no_order_number_and_no_customer():
    rows = "".join(f"{place % 40},done,2025-01-{place % 28 + 1:02d},{place}.50\n" for place in range(1, 300))
    found = read(("buyer id,order status,date,amount\n" + rows).encode())
    assert "order" not in found.table.columns
    assert len(found.orders) == 299


def test_refunds_change_revenue_only():
    orders = [("a", "2025-01-01", "100"), ("b", "2025-01-05", "50"), ("a", "2025-01-20", "-30")]
    deducted, left = calculate(export(orders)), calculate(export(orders), refunds="leave-out")
    assert (deducted["revenue"], left["revenue"]) == (120.0, 150.0)
    assert deducted["orders_read"] == left["orders_read"] == 2
    assert deducted["refunds_found"]
    assert deducted["refund_lines"] == 1


def test_an_order_paid_back_is_cancelled():
    text = "order id,customer,date,amount\n1,a,2025-01-01,10\n1,a,2025-01-03,-10\n2,b,2025-01-04,5\n"
    result = calculate(text)
    assert result["customers"] == 1
    assert told(result) == {"cancelled": 1}


def test_several_lines_on_a_day_without_order_numbers_are_questioned():
    orders = [("a", "2025-01-01", "10"), ("a", "2025-01-01", "12"), ("b", "2025-01-02", "5")]
    result = calculate(export(orders))
    assert result["lines_not_orders"]
    assert result["repeat_rate"] == 0.0


def test_counted_by_hand():
    """The four customers of ORDERS, 30 days of silence: the churn looks at 18 March to 16 April, then to 17 May."""
    result = calculate(export(ORDERS))
    assert result["customers"] == 4
    assert result["repeat_rate"] == 0.75
    assert result["revenue"] == 15307.75
    assert (result["active_customers"], result["left_customers"]) == (2, 2)
    assert result["churn"] == 1.0
    assert result["monthly_churn"] == 1.0
    assert result["half_from"] == 0.25
    assert result["new_customers"] == 2
    assert [each["month"] for each in result["months"]] == ["2025-01", "2025-02", "2025-03", "2025-04", "2025-05"]
    assert [each["new_customers"] for each in result["months"]] == [2, 1, 0, 1, 0]


def test_progress_rises_to_its_total():
    calls = []
    calculate((ROOT / "playbook/samples/orders.csv").read_bytes(), progress=lambda *each: calls.append(each))
    assert [done for done, _ in calls] == sorted(done for done, _ in calls)
    assert len({total for _, total in calls}) == 1
    assert calls[-1][0] == calls[-1][1]


def test_without_progress_the_same():
    content = (ROOT / "playbook/samples/orders.csv").read_bytes()
    assert calculate(content) == calculate(content, progress=lambda done, total: None)


days = st.integers(0, 700).map(lambda days: date(2023, 1, 1) + timedelta(days))
cents = st.integers(1, 10_000_000).map(lambda cents: Decimal(cents) / 100)
order_lists = st.lists(st.tuples(st.sampled_from("abcdefghij"), days, cents), min_size=3, max_size=60)


def reference(orders, silence: int) -> dict:
    """Counted the slow way."""
    last = max(day for _, day, _ in orders)
    first = min(day for _, day, _ in orders)
    on = defaultdict(set)
    paid = defaultdict(Decimal)
    for customer, day, amount in orders:
        on[customer].add(day)
        paid[customer] += amount
    at = last - timedelta(silence)
    active = {each for each in on if any(at - timedelta(silence) < day <= at for day in on[each])}
    left = {each for each in active if not any(day > at for day in on[each])}
    too_short = not active or at - timedelta(silence - 1) < first
    ranked = sorted(paid.values(), reverse=True)
    return {
        "customers": len(on),
        "orders_read": len(orders),
        "repeat_rate": sum(len(each) > 1 for each in on.values()) / len(on),
        "active_customers": None if too_short else len(active),
        "left_customers": None if too_short else len(left),
        "churn": None if too_short else len(left) / len(active),
        "revenue": float(sum(paid.values())),
        "top_10": float(sum(ranked[: math.ceil(len(ranked) / 10)]) / sum(ranked)),
    }


@given(order_lists, st.integers(7, 200))
def test_numbers_are_those_of_slow_counting(orders, silence):
    result = calculate(export(orders), silence_days=silence, drop_repeats=False)
    for name, value in reference(orders, silence).items():
        assert result[name] == pytest.approx(value), name
    assert sum(each["customers"] for each in result["cohorts"]) == result["customers"]
    assert sum(each["orders"] for each in result["months"]) == result["orders_read"]
    assert math.isclose(sum(result["revenue_by_month"]), result["revenue"])
    row = [each["customers"] for each in result["retention"]]
    assert row == sorted(row, reverse=True)
    assert not row or row[0] > 0


@given(order_lists)
def test_a_longer_silence_never_makes_an_order_vanish(orders):
    short, long = (calculate(export(orders), silence_days=days, drop_repeats=False) for days in (10, 300))
    for name in ("customers", "orders_read", "revenue", "repeat_rate", "months"):
        assert short[name] == long[name]


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DATE_STYLES = {
    "iso": lambda day: day.isoformat(),
    "german": lambda day: f"{day:%d.%m.%Y}",
    "american": lambda day: f"{day.month}/{day.day}/{day.year}",
    "british": lambda day: f"{day:%d/%m/%Y 14:05}",
    "zoned": lambda day: f"{day.isoformat()}T23:30:00+02:00",
    "named": lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}",
}
ORDER_OF_STYLE = {"american": "month-first", "british": "day-first"}


def styled(amount: Decimal, mark: str, thousands: str, unit: str) -> str:
    whole, part = f"{amount:,.2f}".split(".")
    return unit.format(whole.replace(",", thousands) + mark + part)


texts = st.text(st.characters(codec="latin-1", categories=("L", "N", "P", "Zs")), max_size=12)


@given(
    orders=order_lists,
    notes=st.lists(texts | st.sampled_from(['say "yes"', "a; b, c | d", "two\nlines", "it's"]), min_size=1, max_size=5),
    delimiter=st.sampled_from(",;\t|"),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    ending=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "latin-1"]),
    style=st.sampled_from(sorted(DATE_STYLES)),
    marks=st.sampled_from([(".", ""), (".", ","), (",", ""), (",", "."), (",", " "), (".", "'")]),
    unit=st.sampled_from(["{}", "${}", "{} €", "EUR {}"]),
    columns=st.permutations(["Customer ID", "Order date", "Amount", "Order number", "Remark"]),
)
def test_a_table_written_in_any_dialect_reads_back(
    orders, notes, delimiter, quoting, ending, encoding, style, marks, unit, columns
):
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, delimiter=delimiter, quoting=quoting, lineterminator=ending)
    writer.writeheader()
    for place, (customer, day, amount) in enumerate(orders):
        cells = (
            customer,
            DATE_STYLES[style](day),
            styled(amount, *marks, unit),
            f"N{place}",
            notes[place % len(notes)],
        )
        writer.writerow(
            dict(zip(("Customer ID", "Order date", "Amount", "Order number", "Remark"), cells, strict=True))
        )
    text = out.getvalue()
    if encoding == "latin-1":
        text = text.replace("€", "EUR")
    found = read(text.encode(encoding), date_order=ORDER_OF_STYLE.get(style, "auto"))
    assert not found.left_out.counts
    read_back = [(each.customer, date.fromordinal(each.day), each.amount) for each in found.orders]
    assert sorted(read_back) == sorted(orders)
