"""What a stream of payments is worth when customers leave, money is discounted and payments may grow.

Payments come once a period. One is made for certain at the start; each later one is made by those still there:
`margin` x ((1 - churn) (1 + growth) / (1 + discount))^t for t = 0, 1, 2 ... Rates are those of one period.
Churn, not retention, is what goes in: 1 - (1 - c) would lose the digits of a small churn.
"""

import math


def shortfall(churn: float, discount: float, growth: float) -> float:
    """1 + discount - (1 - churn)(1 + growth), without the loss of digits: above 0 the stream has a finite value."""
    return churn + discount - growth * (1.0 - churn)


def unlimited_value(margin: float, churn: float, discount: float, growth: float) -> float:
    """The value of the stream without an end: m (1 + d) / (1 + d - r (1 + g)).

    math.inf where it has no limit, -math.inf where a loss has none.
    """
    if margin == 0.0:
        return 0.0
    gap = shortfall(churn, discount, growth)
    if gap <= 0.0:
        return math.inf if margin > 0.0 else -math.inf
    return margin * (1.0 + discount) / gap


def value_of(payments: float, margin: float, churn: float, discount: float, growth: float) -> float:
    """The value of the first `payments` payments: m (1 - q^n) / (1 - q), q = (1 - c)(1 + g) / (1 + d)."""
    if payments <= 0.0:
        return 0.0
    if churn >= 1.0 or growth <= -1.0:
        return margin
    step = math.log1p(-churn) + math.log1p(growth) - math.log1p(discount)
    if step == 0.0:
        return margin * payments
    return margin * (math.expm1(payments * step) / math.expm1(step))
