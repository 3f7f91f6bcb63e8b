"""The value of a stream of payments by the three conventions of timing: "due", "end" and "renewal".

Rates are those of one payment period; what the conventions mean is told in `calculators/clv.py`.
"""

import math

from calculators.shared.lifetime import unlimited_value, value_of


def value_due_now(payments: float, margin: float, churn: float, discount: float, growth: float) -> float | None:
    """The value of `payments` payments (math.inf: all), the first made now; None for a loss without limit."""
    value = (
        unlimited_value(margin, churn, discount, growth)
        if math.isinf(payments)
        else value_of(payments, margin, churn, discount, growth)
    )
    return None if value == -math.inf else value


def timing_factor(timing: str, churn: float, discount: float, growth: float) -> float:
    """What the value with the first payment now is multiplied by for another convention."""
    if timing == "due":
        return 1.0
    if timing == "end":
        return 1.0 / (1.0 + discount)
    return (1.0 - churn) * (1.0 + growth) / (1.0 + discount)


def times(value: float | None, factor: float) -> float | None:
    """`value` x `factor`; None stays None, and no payments of endless value are worth nothing."""
    if value is None:
        return None
    return 0.0 if factor == 0.0 else value * factor


def value_at(churn: float, timing: str, payments: float, margin: float, discount: float, growth: float) -> float | None:
    """The value at another churn."""
    due_now = value_due_now(payments, margin, churn, discount, growth)
    return times(due_now, timing_factor(timing, churn, discount, growth))
