"""What a new customer costs, and whether it pays back.

Money is in one currency, all costs and customers are of the same period; rates are fractions. Customer acquisition
cost (CAC) is all marketing and sales cost of a period over the first-time customers it won. Margin comes monthly, the
first when the customer is won; churn and discount are monthly, the yearly discount is converted effectively.
"""

import math
from typing import TypedDict

from calculators.shared.lifetime import unlimited_value
from calculators.shared.payback import margin_within, months_to_recover, running_total, simple_months
from calculators.shared.periods import churn_over, discount_per_period, periods_per_year
from calculators.shared.poisson import lower_limit, upper_limit

SMALL_SAMPLE = 30
TOO_GOOD = 10.0
MONTHLY_CHURN_THAT_LOOKS_YEARLY = 0.15


class Channel(TypedDict):
    name: str
    spend: float
    customers: int


class ChannelResult(TypedDict):
    name: str
    spend: float
    customers: int
    cac: float | None
    share: float


class Ceiling(TypedDict):
    ceiling: str
    amount: float
    room: float


class Reading(TypedDict):
    measure: str
    cac: float | None


class Result(TypedDict):
    cac: float
    cac_low: float
    cac_high: float
    verdict: str
    other_costs: float
    total_spend: float
    media_only_cac: float
    monthly_margin: float
    payback: float
    payback_simple: float
    monthly_discount: float
    lifetime_margin: float | None
    ltv_cac: float | None
    ltv_cac_low: float | None
    ltv_cac_high: float | None
    yearly_churn: float
    by_channel: list[ChannelResult]
    ceilings: list[Ceiling]
    two_periods: list[Reading]
    cumulative_margin: list[float]
    margin_if_nobody_left: list[float]
    zero_cac: bool
    never_non_positive_margin: bool
    never_lifetime_below_cac: bool
    zero_churn: bool
    churn_looks_yearly: bool
    salaries_missing: bool
    small_sample: bool
    verdict_uncertain: bool
    ratio_too_good: bool
    payback_after_lifetime: bool
    channels_exceed_totals: bool
    no_extra_customers: bool
    cycle_longer_than_period: bool


def calculate(
    *,
    marketing_media: float,
    marketing_people: float,
    sales_people: float,
    tools: float,
    new_customers: int,
    monthly_revenue: float,
    gross_margin: float,
    monthly_churn: float,
    agencies: float,
    content: float,
    events: float,
    sales_development: float,
    overhead: float,
    onboarding_counts: bool,
    onboarding: float,
    promotions_count: bool,
    promotions: float,
    channels: list[Channel],
    yearly_discount: float,
    target_ratio: float,
    longest_payback: int,
    period: str,
    sales_cycle: float | None,
    previous_spend: float | None,
    previous_customers: int | None,
) -> Result:
    """CAC with its range, payback, lifetime margin and what limits CAC.

    Raises ValueError("no_customers") when `new_customers` is 0: the cost of a customer is then undefined.
    """
    if new_customers < 1:
        raise ValueError("no_customers")
    people = marketing_people + sales_people + sales_development
    other_costs = agencies + content + events + sales_development + overhead
    if onboarding_counts:
        other_costs += onboarding
    if promotions_count:
        other_costs += promotions
    total_spend = marketing_media + marketing_people + sales_people + tools + other_costs
    cac = total_spend / new_customers
    cac_low = total_spend / upper_limit(new_customers)
    cac_high = total_spend / lower_limit(new_customers)

    margin = monthly_revenue * gross_margin
    discount = discount_per_period(yearly_discount, 12.0)
    unlimited = unlimited_value(margin, monthly_churn, discount, 0.0)
    lifetime_margin = None if unlimited == -math.inf else unlimited
    payback = months_to_recover(cac, margin, monthly_churn, discount)
    within_limit = margin_within(longest_payback, margin, monthly_churn, discount)

    months = months_drawn(payback)
    ratio_low = ratio(unlimited, cac_high)
    ratio_high = ratio(unlimited, cac_low)
    channel_spend = sum([channel["spend"] for channel in channels])
    channel_customers = sum([channel["customers"] for channel in channels])

    return {
        "cac": cac,
        "cac_low": cac_low,
        "cac_high": cac_high,
        "verdict": verdict(cac, margin, unlimited, payback, target_ratio, longest_payback),
        "other_costs": other_costs,
        "total_spend": total_spend,
        "media_only_cac": marketing_media / new_customers,
        "monthly_margin": margin,
        "payback": payback,
        "payback_simple": simple_months(cac, margin),
        "monthly_discount": discount,
        "lifetime_margin": lifetime_margin,
        "ltv_cac": ratio(unlimited, cac),
        "ltv_cac_low": ratio_low,
        "ltv_cac_high": ratio_high,
        "yearly_churn": churn_over(monthly_churn, 12.0),
        "by_channel": by_channel(channels, channel_customers),
        "ceilings": ceilings(cac, unlimited, target_ratio, within_limit),
        "two_periods": two_periods(total_spend, new_customers, previous_spend, previous_customers),
        "cumulative_margin": running_total(months, margin, monthly_churn, discount),
        "margin_if_nobody_left": running_total(months, margin, 0.0, 0.0),
        "zero_cac": cac == 0.0,
        "never_non_positive_margin": margin <= 0.0,
        "never_lifetime_below_cac": margin > 0.0 and math.isinf(payback),
        "zero_churn": monthly_churn == 0.0,
        "churn_looks_yearly": monthly_churn >= MONTHLY_CHURN_THAT_LOOKS_YEARLY,
        "salaries_missing": total_spend > 0.0 and people == 0.0,
        "small_sample": new_customers < SMALL_SAMPLE,
        "verdict_uncertain": bands_differ(ratio_low, ratio_high, target_ratio),
        "ratio_too_good": cac > 0.0 and not math.isinf(unlimited) and unlimited > TOO_GOOD * cac,
        "payback_after_lifetime": not math.isinf(payback) and payback * monthly_churn > 1.0,
        "channels_exceed_totals": channel_spend > total_spend * (1.0 + 1e-9) or channel_customers > new_customers,
        "no_extra_customers": no_extra_customers(total_spend, new_customers, previous_spend, previous_customers),
        "cycle_longer_than_period": sales_cycle is not None and sales_cycle > 12.0 / periods_per_year(period),
    }


def ratio(value: float, cost: float) -> float | None:
    """`value` / `cost`; None where it is undefined or a loss without limit."""
    if cost == 0.0 or value == -math.inf:
        return None
    return value / cost


def verdict(
    cac: float, margin: float, lifetime: float, payback: float, target_ratio: float, longest_payback: int
) -> str:
    """Which sentence sums the numbers up: the first cause that applies."""
    if cac == 0.0:
        return "free"
    if margin <= 0.0:
        return "loses-money"
    if math.isinf(payback):
        return "never"
    if math.isinf(lifetime):
        return "no-limit"
    if lifetime < target_ratio * cac:
        return "thin"
    if payback > longest_payback:
        return "slow"
    if lifetime > TOO_GOOD * cac:
        return "very-high"
    return "healthy"


def bands_differ(low: float | None, high: float | None, target_ratio: float) -> bool:
    """Whether the range of LTV:CAC spans break-even or the target, so that chance could turn the verdict."""
    if low is None or high is None:
        return False
    return low < 1.0 <= high or low < target_ratio <= high


def by_channel(channels: list[Channel], customers: int) -> list[ChannelResult]:
    """Each channel's own cost of a customer (None while it has won nobody) and share of the listed customers."""
    rows: list[ChannelResult] = []
    for channel in channels:
        won = channel["customers"]
        rows.append(
            {
                "name": channel["name"],
                "spend": channel["spend"],
                "customers": won,
                "cac": None if won == 0 else channel["spend"] / won,
                "share": 0.0 if customers == 0 else won / customers,
            }
        )
    return rows


def ceilings(cac: float, lifetime: float, target_ratio: float, within_limit: float) -> list[Ceiling]:
    """What CAC may be: to break even, to reach the target ratio, to be repaid within the longest payback."""
    if lifetime == -math.inf:
        return []
    return [
        {"ceiling": "break-even", "amount": lifetime, "room": lifetime - cac},
        {"ceiling": "target", "amount": lifetime / target_ratio, "room": lifetime / target_ratio - cac},
        {"ceiling": "cash", "amount": within_limit, "room": within_limit - cac},
    ]


def two_periods(spend: float, customers: int, spend_before: float | None, before: int | None) -> list[Reading]:
    """CAC as an average, of the extra customers, and with the cost of the period before; none without that period."""
    if spend_before is None:
        return []
    readings: list[Reading] = [{"measure": "average", "cac": spend / customers}]
    if before is not None:
        readings.append({"measure": "marginal", "cac": marginal_cac(spend, customers, spend_before, before)})
    readings.append({"measure": "lagged", "cac": spend_before / customers})
    return readings


def marginal_cac(spend: float, customers: int, spend_before: float, before: int) -> float | None:
    """Extra spend over extra customers since the period before; None where they did not move the same way."""
    extra_spend = spend - spend_before
    extra_customers = customers - before
    if extra_customers == 0 or (extra_spend > 0.0) != (extra_customers > 0):
        return None
    return extra_spend / extra_customers


def no_extra_customers(spend: float, customers: int, spend_before: float | None, before: int | None) -> bool:
    """Whether more was spent than in the period before and no more customers came."""
    if spend_before is None or before is None:
        return False
    return spend > spend_before and customers <= before


def months_drawn(payback: float) -> int:
    """How many months the chart spans: well past payback, within two to twenty years; five where it never comes."""
    if math.isinf(payback):
        return 60
    return math.ceil(min(max(24.0, 1.5 * payback), 240.0))
