"""Middles of unsorted numbers."""

import math
from collections.abc import Collection


def quantile(values: Collection[float], part: float) -> float | None:
    """The least value that at least `part` of all values do not exceed (the inverse of the empirical distribution);
    None of nothing."""
    if not values:
        return None
    return sorted(values)[max(0, math.ceil(part * len(values) - 1e-9) - 1)]
