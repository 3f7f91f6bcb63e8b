"""When what a customer brings has repaid what the customer cost."""

import math

from calculators.shared.lifetime import unlimited_value

MONTHS_SUMMED = 1200
# A sum that reaches the cost but for rounding has reached it.
NEARLY = 1.0 - 1e-9
LARGEST_COUNTED = 1e15


def simple_months(cost: float, margin: float) -> float:
    """Months to recover `cost` if nobody ever left: cost / margin. math.inf ("never") without a margin."""
    if cost <= 0.0:
        return 0.0
    if margin <= 0.0:
        return math.inf
    return cost / margin


def months_to_recover(cost: float, margin: float, churn: float, discount: float) -> float:
    """The month in which the expected margin of an average customer reaches `cost`; math.inf if it never does.

    The smallest n with sum over k < n of m ((1 - c) / (1 + d))^k >= cost, monthly rates, first margin in month 1.
    Months are added up; only past a hundred years the closed form takes over.
    """
    if cost <= 0.0:
        return 0.0
    if margin <= 0.0:
        return math.inf
    if churn >= 1.0:
        return 1.0 if margin >= cost * NEARLY else math.inf
    lifetime = unlimited_value(margin, churn, discount, 0.0)
    if lifetime <= cost:
        return math.inf
    kept = (1.0 - churn) / (1.0 + discount)
    received = 0.0
    due = margin
    for month in range(1, MONTHS_SUMMED + 1):
        received += due
        if received >= cost * NEARLY:
            return float(month)
        due *= kept
    if math.isinf(lifetime):
        return whole_months(cost * NEARLY / margin)
    step = math.log1p(-churn) - math.log1p(discount)
    return whole_months(math.log1p(-cost * NEARLY / lifetime) / step)


def whole_months(months: float) -> float:
    """`months` rounded up, as far as months can be told apart."""
    return months if months > LARGEST_COUNTED else float(math.ceil(months))


def running_total(months: int, margin: float, churn: float, discount: float) -> list[float]:
    """The expected margin received by the end of month 0, 1, 2 ... `months`."""
    kept = (1.0 - churn) / (1.0 + discount)
    received = 0.0
    due = margin
    totals = [received]
    for _ in range(months):
        received += due
        due *= kept
        totals.append(received)
    return totals


def margin_within(months: int, margin: float, churn: float, discount: float) -> float:
    """The expected margin an average customer brings within `months`."""
    return running_total(months, margin, churn, discount)[-1]
