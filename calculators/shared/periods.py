"""Periods and the rates that go with them. Conversions are effective: compounded, never divided."""

import math


def periods_per_year(period: str) -> float:
    """How many of `period` ("month", "quarter", "year") a year has."""
    if period == "month":
        return 12.0
    if period == "quarter":
        return 4.0
    return 1.0


def discount_per_period(yearly_discount: float, per_year: float) -> float:
    """The discount rate of one of `per_year` periods: (1 + a)^(1/n) - 1. 10 % a year is 0.797 % a month."""
    return math.expm1(math.log1p(yearly_discount) / per_year)


def churn_over(churn: float, periods: float) -> float:
    """The share lost over `periods` (also a part of one): 1 - (1 - c)^n. 3 % a month is 30.6 % a year."""
    if churn >= 1.0 or periods == 1.0:
        return churn
    return -math.expm1(periods * math.log1p(-churn))
