"""How far a count can lie from its true mean by chance alone."""

import math

EXACT_UP_TO = 100
STEPS = 60
TAIL = 0.025
Z = 1.959963984540054


def probability_at_most(count: int, mean: float) -> float:
    """The Poisson probability of `count` events or fewer when `mean` are expected."""
    term = math.exp(-mean)
    total = term
    for events in range(1, count + 1):
        term = term * mean / events
        total += term
    return total


def mean_where(count: int, probability: float, low: float, high: float) -> float:
    """The mean at which `count` events or fewer have `probability`, by bisection between `low` and `high`."""
    for _ in range(STEPS):
        middle = (low + high) / 2.0
        if probability_at_most(count, middle) > probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2.0


def lower_limit(count: int) -> float:
    """The lower end of the two-sided 95 % range of the mean behind `count` events; 0 for none.

    Exact (Garwood 1936) up to 100 events, beyond them Byar's approximation, which is then within 0.003 % of it.
    """
    if count == 0:
        return 0.0
    if count <= EXACT_UP_TO:
        return mean_where(count - 1, 1.0 - TAIL, 0.0, float(count))
    return count * (1.0 - 1.0 / (9.0 * count) - Z / (3.0 * math.sqrt(count))) ** 3


def upper_limit(count: int) -> float:
    """The upper end of the two-sided 95 % range of the mean behind `count` events; 3.689 for none."""
    if count <= EXACT_UP_TO:
        return mean_where(count, TAIL, float(count), count + 4.0 * math.sqrt(count) + 10.0)
    more = count + 1.0
    return more * (1.0 - 1.0 / (9.0 * more) + Z / (3.0 * math.sqrt(more))) ** 3
