"""Your customers: who buys again, who stays away, and how much hangs on a few. Reads an export of orders."""

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from calculators.shared.wilson import lower_limit, upper_limit
from calculators.tables.orders import ROLES, Order, Orders, read_orders
from calculators.tables.quantiles import quantile
from calculators.tables.work import Work

DAYS_IN_MONTH = 365.25 / 12
MONTHS_SHOWN = 24
ROW_MONTHS = 12
SEEN_LONG_ENOUGH = 0.25
FEW_CUSTOMERS = 100
CONCENTRATED = 0.5
SAME_DAY_THAT_MATTERS = 0.1


@dataclass
class Customer:
    """What one customer ordered: on which days, in order, and what was paid in all, refunds deducted."""

    days: list[int] = field(default_factory=list)
    paid: Decimal = Decimal(0)


@dataclass(frozen=True)
class Churn:
    """Of the customers who ordered in the `days` before a day, how many did not order in the `days` after it.

    `revenue` is what those customers paid in the days before.
    """

    active: int
    left: int
    revenue: Decimal
    days: int

    def per_month(self, share: float) -> float:
        """A share of customers lost in `days`, as a share lost in a month: compounded, never divided."""
        return 1.0 if share == 1.0 else -math.expm1(math.log1p(-share) * DAYS_IN_MONTH / self.days)


def calculate(
    *,
    orders: bytes,
    silence_days: int,
    refunds: str,
    drop_repeats: bool,
    date_order: str,
    decimal_mark: str,
    customer_column: int | None,
    date_column: int | None,
    amount_column: int | None,
    order_column: int | None,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, object]:
    """All results of an export of orders.

    `silence_days` without an order are what "has left" means; `refunds` is "deduct" or "leave-out"; columns are counted
    from 1, None: found by itself. Raises ValueError: the codes of `read_orders`.
    """
    columns = {"customer": customer_column, "date": date_column, "amount": amount_column, "order": order_column}
    work = Work(progress)
    read = read_orders(
        orders, columns, date_order=date_order, decimal_mark=decimal_mark, drop_repeats=drop_repeats, work=work
    )
    work.begin(0.2)
    customers = by_customer(read, refunds == "deduct")
    work.tell(0.3)
    paid = read.orders + (read.refunds if refunds == "deduct" else [])
    first, last = read.orders[0].day, read.orders[-1].day
    churn = churn_at(read.orders, first, last, silence_days)
    share = None if churn is None else churn.left / churn.active
    low, high = (None, None) if churn is None else (lower_limit(share, churn.active), upper_limit(share, churn.active))
    back = sum(len(each.days) > 1 for each in customers.values())
    gaps = [b - a for each in customers.values() for a, b in zip(each.days, each.days[1:], strict=False)]
    same_day = len(read.orders) - sum(len(each.days) for each in customers.values())
    usual_gap, long_gap = quantile(gaps, 0.5), quantile(gaps, 0.9)
    work.tell(0.6)
    revenue = sum((each.amount for each in paid), Decimal(0))
    shares = concentration([each.paid for each in customers.values()])
    row = retention(list(customers.values()), last, silence_days)
    work.tell(0.8)
    months = by_month(read.orders, paid, customers)
    lead = {each["group"]: each["share"] for each in shares}
    result = {
        "repeat_rate": back / len(customers),
        "repeat_low": lower_limit(back / len(customers), len(customers)),
        "repeat_high": upper_limit(back / len(customers), len(customers)),
        "verdict": verdict(churn, lead.get("top-10")),
        "customers": len(customers),
        "orders_read": len(read.orders),
        "revenue": float(revenue),
        "average_order": float(revenue / len(read.orders)),
        "middle_order": float(quantile([each.amount for each in read.orders], 0.5)),
        "orders_per_customer": len(read.orders) / len(customers),
        "revenue_per_customer": float(revenue / len(customers)),
        "usual_gap": None if usual_gap is None else float(usual_gap),
        "long_gap": None if long_gap is None else float(long_gap),
        "churn": share,
        "churn_low": low,
        "churn_high": high,
        "active_customers": None if churn is None else churn.active,
        "left_customers": None if churn is None else churn.left,
        "monthly_churn": None if churn is None else churn.per_month(share),
        "monthly_churn_low": None if churn is None else churn.per_month(low),
        "monthly_churn_high": None if churn is None else churn.per_month(high),
        "monthly_revenue": None if churn is None else monthly_revenue(churn),
        "top_10": lead.get("top-10"),
        "top_20": lead.get("top-20"),
        "half_from": half_from([each.paid for each in customers.values()]),
        "concentration": shares,
        "cohorts": cohorts(customers, last, silence_days)[-MONTHS_SHOWN:],
        "retention": row,
        "still_buying": [each["share"] for each in row],
        "months": months[-MONTHS_SHOWN:],
        "revenue_by_month": [each["revenue"] for each in months],
        "new_by_month": [float(each["new_customers"]) for each in months],
        "new_customers": new_in_last_quarter(months),
        "reading": [
            {
                "encoding": read.table.encoding,
                "delimiter": read.table.delimiter,
                "date_order": read.date_order,
                "decimal_mark": read.decimal_mark,
                "lines": read.table.lines_in_file,
                "first_day": date.fromordinal(first).isoformat(),
                "last_day": date.fromordinal(last).isoformat(),
            }
        ],
        "columns_read": read.table.column_rows(ROLES),
        "left_out": read.left_out.rows(),
        "lines_left_out": read.left_out.total(),
        "refund_lines": len(read.refunds),
        "columns_doubtful": read.table.doubtful(),
        "refunds_found": bool(read.refunds),
        "lines_not_orders": "order" not in read.table.columns and same_day > SAME_DAY_THAT_MATTERS * len(read.orders),
        "too_short": churn is None,
        "silence_too_short": long_gap is not None and long_gap > silence_days,
        "small_sample": churn is not None and churn.active < FEW_CUSTOMERS,
    }
    work.end()
    return result


def by_customer(read: Orders, deduct: bool) -> dict[str, Customer]:
    """Every customer with an order. Refunds of others are no customer's."""
    customers: dict[str, Customer] = defaultdict(Customer)
    for each in read.orders:
        customer = customers[each.customer]
        if not customer.days or customer.days[-1] != each.day:
            customer.days.append(each.day)
        customer.paid += each.amount
    for each in read.refunds if deduct else ():
        if each.customer in customers:
            customers[each.customer].paid += each.amount
    return dict(customers)


def churn_at(orders: Sequence[Order], first: int, last: int, days: int) -> Churn | None:
    """Churn over the last `days` of the data; None where the data do not reach back twice as long."""
    at = last - days
    if at - days + 1 < first:
        return None
    before = [each for each in orders if at - days < each.day <= at]
    active = {each.customer for each in before}
    after = {each.customer for each in orders if each.day > at}
    if not active:
        return None
    return Churn(len(active), len(active - after), sum((each.amount for each in before), Decimal(0)), days)


def monthly_revenue(churn: Churn) -> float:
    """What an active customer pays in a month."""
    return float(churn.revenue) / churn.active / (churn.days / DAYS_IN_MONTH)


def concentration(paid: Sequence[Decimal]) -> list[dict[str, object]]:
    """The share of revenue of the largest customers, a part customer as a whole one; empty without revenue."""
    total = sum(paid, Decimal(0))
    if total <= 0:
        return []
    largest = sorted(paid, reverse=True)
    rows = []
    for group, percent in (("top-1", 1), ("top-10", 10), ("top-20", 20), ("top-50", 50)):
        count = -(-len(largest) * percent // 100)
        rows.append({"group": group, "customers": count, "share": float(sum(largest[:count]) / total)})
    return rows


def half_from(paid: Sequence[Decimal]) -> float | None:
    """The smallest part of the customers who together bring half of the revenue."""
    total, running = sum(paid, Decimal(0)), Decimal(0)
    if total <= 0:
        return None
    for count, each in enumerate(sorted(paid, reverse=True), start=1):
        running += each
        if 2 * running >= total:
            return count / len(paid)
    return 1.0


def month_of(day: int) -> str:
    return date.fromordinal(day).isoformat()[:7]


def months_between(first: str, last: str) -> list[str]:
    """All months from one to the other, as 2026-01."""
    places = range(int(first[:4]) * 12 + int(first[5:]) - 1, int(last[:4]) * 12 + int(last[5:]))
    return [f"{place // 12:04d}-{place % 12 + 1:02d}" for place in places]


def by_month(orders: Sequence[Order], paid: Sequence[Order], customers: dict[str, Customer]) -> list[dict[str, object]]:
    """Month by month, none left out: orders, what was paid, who bought for the first time."""
    counts: dict[str, int] = defaultdict(int)
    revenue: dict[str, Decimal] = defaultdict(Decimal)
    new: dict[str, int] = defaultdict(int)
    name = {day: month_of(day) for day in {each.day for each in paid} | {each.day for each in orders}}
    for each in orders:
        counts[name[each.day]] += 1
    for each in paid:
        revenue[name[each.day]] += each.amount
    for each in customers.values():
        new[name[each.days[0]]] += 1
    return [
        {"month": month, "orders": counts[month], "revenue": float(revenue[month]), "new_customers": new[month]}
        for month in months_between(min(name.values()), max(name.values()))
    ]


def new_in_last_quarter(months: Sequence[dict[str, object]]) -> int | None:
    """First-time customers of the last three whole months: the last month of a file may not be over."""
    return sum(each["new_customers"] for each in months[-4:-1]) if len(months) >= 4 else None


def cohorts(customers: dict[str, Customer], last: int, days: int) -> list[dict[str, object]]:
    """Customers by the month of their first order. Shares are None while some of them have not had the time."""
    groups: dict[str, list[Customer]] = defaultdict(list)
    month_by_day = {day: month_of(day) for day in {each.days[0] for each in customers.values()}}
    for each in customers.values():
        groups[month_by_day[each.days[0]]].append(each)
    rows = []
    for month, group in sorted(groups.items()):
        seen = all(each.days[0] + days <= last for each in group)
        soon = sum(len(each.days) > 1 and each.days[1] - each.days[0] <= days for each in group)
        rows.append(
            {
                "month": month,
                "customers": len(group),
                "back_in_time": soon / len(group) if seen else None,
                "back_ever": sum(len(each.days) > 1 for each in group) / len(group),
                "active": sum(each.days[-1] > last - days for each in group) / len(group) if seen else None,
                "revenue_per_customer": float(sum((each.paid for each in group), Decimal(0)) / len(group)),
            }
        )
    return rows


def retention(customers: Sequence[Customer], last: int, days: int) -> list[dict[str, object]]:
    """A retention row as models of customer lifetime take it: of one group, how many still ordered month by month.

    The group are all customers seen for as many months as the row is long, and `days` more, so that each had the same
    time. A customer counts in a month if an order came in it or later, no later than the end of that time. The row is
    as long as a quarter of all customers allows, at most a year.
    """

    def seen(months: int) -> list[Customer]:
        return [each for each in customers if each.days[0] + months * DAYS_IN_MONTH + days <= last]

    length = next(
        (each for each in range(ROW_MONTHS, 0, -1) if len(seen(each)) >= SEEN_LONG_ENOUGH * len(customers)), 0
    )
    if length == 0:
        return []
    group = seen(length)
    stays = [
        max(day - each.days[0] for day in each.days if day - each.days[0] <= length * DAYS_IN_MONTH + days)
        for each in group
    ]
    counts = [sum(stay >= month * DAYS_IN_MONTH for stay in stays) for month in range(length + 1)]
    return [{"month": month, "customers": count, "share": count / len(group)} for month, count in enumerate(counts)]


def verdict(churn: Churn | None, top_10: float | None) -> str:
    """Which sentence sums up."""
    if churn is None:
        return "too-short"
    return "concentrated" if top_10 is not None and top_10 >= CONCENTRATED else "spread"
