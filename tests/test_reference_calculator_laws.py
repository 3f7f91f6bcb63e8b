"""Laws that the arithmetic of the reference calculators keeps for all numbers, in CPython alone."""

from __future__ import annotations

import importlib
import math
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module", autouse=True)
def arithmetic():
    """The calculators are data, not packages of the project: they are importable only from the root."""
    sys.path.insert(0, str(ROOT))
    yield
    sys.path.remove(str(ROOT))


def module(name: str):
    return importlib.import_module(f"calculators.{name}")


rates = st.floats(0.0, 1.0)
discounts = st.floats(0.0, 1.0)
amounts = st.floats(0.01, 1e6)
counts = st.integers(1, 5000)


@given(
    st.integers(0, 10**14), st.lists(st.integers(0, 1000), min_size=1, max_size=20), st.sampled_from([1, 100, 10000])
)
def test_parts_add_up(cents, weights, step):
    shares = [weight / 1000 for weight in weights]
    parts = module("shared.money").split(cents, shares, step)
    assert sum(parts) == (cents if any(weights) else 0)
    assert all(part >= 0 for part in parts)


@given(st.integers(0, 10**9), st.lists(st.integers(1, 1000), min_size=1, max_size=20))
def test_a_part_is_within_a_step_of_its_exact_share(cents, weights):
    parts = module("shared.money").split(cents, [float(each) for each in weights], 1)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - cents * weight / sum(weights)) <= 1.0 + 1e-6


@given(amounts, st.floats(1e-4, 1.0), discounts, st.floats(-0.5, 0.0), st.sampled_from([None, 1, 5, 30]))
def test_conventions_differ_as_they_should(margin, churn, discount, growth, horizon):
    """A = B (1 + d); without an end A = C + m."""
    value_at = module("shared.timing").value_at
    payments = math.inf if horizon is None else float(horizon)
    due, end, renewal = (
        value_at(churn, timing, payments, margin, discount, growth) for timing in ("due", "end", "renewal")
    )
    assert due == pytest.approx(end * (1 + discount), rel=1e-12)
    if horizon is None:
        assert due == pytest.approx(renewal + margin, rel=1e-9)


@given(amounts, st.floats(0.0, 1.0), discounts, st.integers(0, 400))
def test_horizon_is_the_sum_of_its_payments(margin, churn, discount, payments):
    kept = (1 - churn) / (1 + discount)
    summed = math.fsum(margin * kept**t for t in range(payments))
    value = module("shared.lifetime").value_of(float(payments), margin, churn, discount, 0.0)
    assert value == pytest.approx(summed, rel=1e-9)


@given(amounts, st.floats(1e-6, 1.0), discounts, st.integers(1, 1000))
def test_no_horizon_exceeds_the_whole(margin, churn, discount, payments):
    lifetime = module("shared.lifetime")
    within = lifetime.value_of(float(payments), margin, churn, discount, 0.0)
    assert within <= lifetime.unlimited_value(margin, churn, discount, 0.0) * (1 + 1e-12)


@given(amounts, amounts, rates, discounts)
def test_payback_is_the_first_month_that_covers_the_cost(cost, margin, churn, discount):
    months = module("shared.payback").months_to_recover(cost, margin, churn, discount)
    assert months >= module("shared.payback").simple_months(cost, margin) * (1 - 1e-8) or months == math.inf
    lifetime = module("shared.lifetime")
    if math.isinf(months):
        assert lifetime.unlimited_value(margin, churn, discount, 0.0) <= cost * (1 + 1e-9)
    else:
        assert lifetime.value_of(months, margin, churn, discount, 0.0) >= cost * (1 - 1e-8)
        assert lifetime.value_of(months - 1, margin, churn, discount, 0.0) <= cost * (1 + 1e-8)


@given(amounts, amounts, rates, discounts, st.floats(1.0, 3.0))
def test_payback_is_monotone(cost, margin, churn, discount, factor):
    """Dearer customers never pay back sooner, richer ones never later."""
    months = module("shared.payback").months_to_recover
    base = months(cost, margin, churn, discount)
    assert months(cost * factor, margin, churn, discount) >= base
    assert months(cost, margin * factor, churn, discount) <= base
    assert months(cost, margin, min(1.0, churn * factor), discount) >= base


@given(counts)
def test_poisson_range_holds_the_count_and_narrows(count):
    poisson = module("shared.poisson")
    low, high = poisson.lower_limit(count), poisson.upper_limit(count)
    assert low < count < high
    assert poisson.lower_limit(count + 1) > low
    assert poisson.upper_limit(count + 1) > high


@pytest.mark.parametrize("count", [1, 5, 25, 100])
def test_poisson_limits_leave_the_tails_they_should(count):
    poisson = module("shared.poisson")
    assert poisson.probability_at_most(count, poisson.upper_limit(count)) == pytest.approx(0.025, rel=1e-9)
    below = poisson.probability_at_most(count - 1, poisson.lower_limit(count))
    assert 1 - below == pytest.approx(0.025, rel=1e-9)


def test_the_approximation_of_large_counts_is_as_near_as_it_says():
    poisson = module("shared.poisson")
    tail, count = poisson.TAIL, 101
    exact = poisson.mean_where(count - 1, 1 - tail, 0.0, float(count))
    assert poisson.lower_limit(count) == pytest.approx(exact, rel=3e-5)
    exact = poisson.mean_where(count, tail, float(count), 200.0)
    assert poisson.upper_limit(count) == pytest.approx(exact, rel=3e-5)


@given(rates, st.integers(1, 10**6))
def test_wilson_range_holds_the_share(share, size):
    wilson = module("shared.wilson")
    low, high = wilson.lower_limit(share, size), wilson.upper_limit(share, size)
    assert 0 <= low <= share * (1 + 1e-9) + 1e-12
    assert share * (1 - 1e-9) - 1e-12 <= high <= 1


@given(st.floats(0.0, 0.999), st.sampled_from([1.0, 3.0, 4.0, 12.0]))
def test_churn_there_and_back(churn, periods):
    over = module("shared.periods").churn_over
    assert over(over(churn, 1 / periods), periods) == pytest.approx(churn, rel=1e-6, abs=1e-12)


@given(st.floats(-0.99, 10.0), st.sampled_from([1.0, 4.0, 12.0]))
def test_discount_compounds_to_the_year(yearly, per_year):
    once = module("shared.periods").discount_per_period(yearly, per_year)
    assert (1 + once) ** per_year == pytest.approx(1 + yearly, rel=1e-9)
