"""How far a share of a sample can lie from the true share by chance alone (Wilson 1927, two-sided 95 %)."""

import math

Z2 = 3.841458820694124


def half_width(share: float, size: int) -> float:
    """Half the width of the range of `share` seen among `size`."""
    spread = share * (1.0 - share) / size + Z2 / (4.0 * size * size)
    return math.sqrt(Z2 * spread) / (1.0 + Z2 / size)


def centre(share: float, size: int) -> float:
    """The middle of the range, drawn from `share` towards a half."""
    return (share + Z2 / (2.0 * size)) / (1.0 + Z2 / size)


def lower_limit(share: float, size: int) -> float:
    """The lowest share that is still plausible when `share` was seen among `size`."""
    if share == 0.0:
        return 0.0
    return max(0.0, centre(share, size) - half_width(share, size))


def upper_limit(share: float, size: int) -> float:
    """The highest share that is still plausible when `share` was seen among `size`."""
    if share == 1.0:
        return 1.0
    return min(1.0, centre(share, size) + half_width(share, size))
