"""What a customer is worth over the whole relationship, on margin.

Money is in one currency, rates are fractions. A customer pays once a period (month, quarter or year); churn is given
for a period of its own; discount and growth are yearly. All are converted effectively to the payment period.

Three conventions of timing are in print, with m the margin of a payment, c churn, d discount, r = 1 - c:
"due"      the first payment is made now:                     m (1 + d) / (1 + d - r)   ("A")
"end"      the first is certain, at the end of the period:    m / (1 + d - r)           ("B" = A / (1 + d))
"renewal"  the first comes after the first renewal:           m r / (1 + d - r)         ("C" = A - m)
Growth g of the payments replaces r by r (1 + g).
"""

import math
from typing import TypedDict

from calculators.shared.lifetime import shortfall, value_of
from calculators.shared.periods import churn_over, discount_per_period, periods_per_year
from calculators.shared.timing import times, timing_factor, value_at, value_due_now
from calculators.shared.wilson import lower_limit, upper_limit

MONTHLY_CHURN_THAT_LOOKS_YEARLY = 0.15
SMALL_SAMPLE = 100
YEARS_DRAWN = 10
LIFESPAN_GAP = 0.1
# Payments that change less than this from one to the next are level: (1 - q^n) / (1 - q) would lose its digits.
LEVEL = 1e-6


class Convention(TypedDict):
    timing: str
    value: float | None
    difference: float | None


class Rung(TypedDict):
    model: str
    value: float | None


class Result(TypedDict):
    clv: float | None
    simple_clv: float | None
    unlimited_clv: float | None
    verdict: str
    margin: float
    payments_per_year: float
    churn_periods: float
    churn_per_payment: float
    discount_per_payment: float
    growth_per_payment: float
    yearly_churn: float
    payments: float
    expected_payments: float
    lifetime: float
    half_value: float
    horizon_share: float | None
    timing_factor: float
    due_now_unlimited: float | None
    due_now_in_horizon: float | None
    due_now_level: float | None
    conventions: list[Convention]
    ladder: list[Rung]
    churn_low: float | None
    churn_high: float | None
    clv_low: float | None
    clv_high: float | None
    net_value: float | None
    ltv_cac: float | None
    cumulative_value: list[float]
    cumulative_undiscounted: list[float]
    within_horizon: bool
    zero_churn_infinite: bool
    zero_churn_measured: bool
    zero_churn: bool
    diverges: bool
    negative_margin: bool
    churn_looks_yearly: bool
    small_sample: bool
    lifespan_conflict: bool


def calculate(
    *,
    revenue: float,
    period: str,
    gross_margin: float,
    churn: float,
    churn_period: str,
    yearly_discount: float,
    timing: str,
    horizon: int | None,
    customers_measured: int | None,
    yearly_growth: float,
    lifespan: float | None,
    acquisition_cost: float | None,
) -> Result:
    """Lifetime value in the chosen convention, beside the simple and the undiscounted one.

    `revenue` is per `period`, `churn` per `churn_period`, `horizon` and `lifespan` in years. Values are math.inf where
    they have no limit and None where a loss has none.
    """
    per_year = periods_per_year(period)
    churn_periods = periods_per_year(churn_period) / per_year
    margin = revenue * gross_margin
    leaving = churn_over(churn, churn_periods)
    discount = discount_per_period(yearly_discount, per_year)
    growth = discount_per_period(yearly_growth, per_year)
    payments = math.inf if horizon is None else horizon * per_year
    factor = timing_factor(timing, leaving, discount, growth)
    gap = shortfall(leaving, discount, growth)

    due_now = value_due_now(payments, margin, leaving, discount, growth)
    clv = times(due_now, factor)
    unlimited = times(value_due_now(math.inf, margin, leaving, discount, growth), factor)
    simple = over_churn(margin, leaving)
    endless = clv is not None and math.isinf(clv)
    lifetime = math.inf if leaving == 0.0 else 1.0 / leaving / per_year

    churn_low: float | None = None
    churn_high: float | None = None
    clv_low: float | None = None
    clv_high: float | None = None
    if customers_measured is not None:
        churn_low = lower_limit(churn, customers_measured)
        churn_high = upper_limit(churn, customers_measured)
        clv_low = value_at(churn_over(churn_high, churn_periods), timing, payments, margin, discount, growth)
        clv_high = value_at(churn_over(churn_low, churn_periods), timing, payments, margin, discount, growth)

    years = YEARS_DRAWN if horizon is None else max(1, horizon)
    never_leaves = churn == 0.0 and yearly_growth <= 0.0
    return {
        "clv": clv,
        "simple_clv": simple,
        "unlimited_clv": unlimited,
        "verdict": verdict(clv, margin, acquisition_cost),
        "margin": margin,
        "payments_per_year": per_year,
        "churn_periods": churn_periods,
        "churn_per_payment": leaving,
        "discount_per_payment": discount,
        "growth_per_payment": growth,
        "yearly_churn": churn_over(churn, periods_per_year(churn_period)),
        "payments": payments,
        "expected_payments": math.inf if leaving == 0.0 else 1.0 / leaving,
        "lifetime": lifetime,
        "half_value": half_value(clv, payments, leaving, discount, growth) / per_year,
        "horizon_share": share(clv, unlimited) if horizon is not None else None,
        "timing_factor": factor,
        "due_now_unlimited": due_now if horizon is None else None,
        "due_now_in_horizon": due_now if horizon is not None and abs(gap) >= LEVEL else None,
        "due_now_level": due_now if horizon is not None and gap == 0.0 else None,
        "conventions": conventions(due_now, clv, leaving, discount, growth),
        "ladder": ladder(over_churn(revenue, leaving), simple, unlimited, clv, horizon),
        "churn_low": churn_low,
        "churn_high": churn_high,
        "clv_low": clv_low,
        "clv_high": clv_high,
        "net_value": None if clv is None or acquisition_cost is None else clv - acquisition_cost,
        "ltv_cac": None if acquisition_cost is None else share(clv, acquisition_cost),
        "cumulative_value": by_year(years, per_year, margin, leaving, discount, growth, factor),
        "cumulative_undiscounted": by_year(
            years, per_year, margin, leaving, 0.0, growth, timing_factor(timing, leaving, 0.0, growth)
        ),
        "within_horizon": horizon is not None and share(clv, unlimited) is not None,
        "zero_churn_infinite": endless and never_leaves and customers_measured is None,
        "zero_churn_measured": endless and never_leaves and customers_measured is not None,
        "zero_churn": churn == 0.0 and clv is not None and not endless,
        "diverges": endless and not never_leaves,
        "negative_margin": margin < 0.0,
        "churn_looks_yearly": churn_period == "month" and churn >= MONTHLY_CHURN_THAT_LOOKS_YEARLY,
        "small_sample": customers_measured is not None and customers_measured < SMALL_SAMPLE,
        "lifespan_conflict": lifespan is not None and abs(lifespan - lifetime) > LIFESPAN_GAP * lifetime,
    }


def over_churn(amount: float, churn: float) -> float | None:
    """The common formula: `amount` / `churn`. math.inf at no churn, None for a loss without limit."""
    if amount == 0.0:
        return 0.0
    if churn == 0.0:
        return math.inf if amount > 0.0 else None
    return amount / churn


def share(part: float | None, whole: float | None) -> float | None:
    """`part` / `whole`; None where that is undefined."""
    if part is None or whole is None or whole == 0.0 or math.isinf(whole):
        return None
    return part / whole


def half_value(clv: float | None, payments: float, churn: float, discount: float, growth: float) -> float:
    """After how many payment periods half of the value has come; math.inf where there is no half."""
    if clv is None or clv == 0.0 or math.isinf(clv):
        return math.inf
    if churn >= 1.0:
        return 1.0
    step = math.log1p(-churn) + math.log1p(growth) - math.log1p(discount)
    if step == 0.0:
        return payments / 2.0
    lost = -1.0 if math.isinf(payments) else math.expm1(payments * step)
    return math.log1p(lost / 2.0) / step


def conventions(
    due_now: float | None, chosen: float | None, churn: float, discount: float, growth: float
) -> list[Convention]:
    """The value by each of the three conventions, and how far it lies from the chosen one."""
    rows: list[Convention] = []
    for timing in ["due", "end", "renewal"]:
        value = times(due_now, timing_factor(timing, churn, discount, growth))
        finite = value is not None and chosen is not None and not math.isinf(value) and not math.isinf(chosen)
        rows.append({"timing": timing, "value": value, "difference": difference(value, chosen) if finite else None})
    return rows


def difference(value: float | None, other: float | None) -> float | None:
    """`value` - `other`; None where one of them is missing."""
    if value is None or other is None:
        return None
    return value - other


def ladder(
    on_revenue: float | None,
    simple: float | None,
    unlimited: float | None,
    clv: float | None,
    horizon: int | None,
) -> list[Rung]:
    """The same customer by ever more careful formulas."""
    rungs: list[Rung] = [
        {"model": "revenue", "value": on_revenue},
        {"model": "simple", "value": simple},
        {"model": "discounted", "value": unlimited},
    ]
    if horizon is not None:
        rungs.append({"model": "horizon", "value": clv})
    return rungs


def verdict(clv: float | None, margin: float, acquisition_cost: float | None) -> str:
    """Which sentence sums the value up."""
    if clv is None or margin < 0.0:
        return "loses-money"
    if math.isinf(clv):
        return "no-limit"
    if clv == 0.0:
        return "nothing"
    if acquisition_cost is None:
        return "worth"
    return "pays" if clv > acquisition_cost else "costs-more"


def by_year(
    years: int, per_year: float, margin: float, churn: float, discount: float, growth: float, factor: float
) -> list[float]:
    """The value received by the end of year 0, 1, 2 ... `years`."""
    return [factor * value_of(year * per_year, margin, churn, discount, growth) for year in range(years + 1)]
