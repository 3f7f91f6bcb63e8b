"""Nice numbers for an axis."""


def nice_step(span: float, most: int) -> float:
    """The least of 1, 2, 5 times a power of ten that divides `span` into at most `most` parts."""
    if not 0.0 < span < 1e300:
        return 1.0
    step = 1.0
    while step * most < span:
        step = step * 10.0
    while step / 10.0 * most >= span and step > 1e-12:
        step = step / 10.0
    for factor in [0.2, 0.5]:
        if step * factor * most >= span:
            return step * factor
    return step


def calendar_step(count: int, most: int) -> int:
    """A step along counted periods: dozens where they are many, so that months fall on years."""
    for step in [1, 2, 3, 6, 12, 24, 36, 60, 120, 240, 600]:
        if count <= step * most:
            return step
    return max(count // most, 1)


def decimals(step: float) -> int:
    """The decimals that a tick needs to be told from the next."""
    digits = 0
    scaled = step
    while digits < 12 and abs(scaled - round(scaled)) > 1e-6:
        scaled = scaled * 10.0
        digits = digits + 1
    return digits


def ticks(low: float, high: float, step: float) -> list[float]:
    """The multiples of `step` from `low` to `high`, both included; at most 100."""
    found: list[float] = []
    if step > 0.0 and abs(low / step) < 1e9 and abs(high / step) < 1e9:
        first = int(low // step)
        for index in range(first, first + 102):
            tick = index * step
            if low - step * 1e-9 <= tick <= high + step * 1e-9:
                found.append(tick)
    return found
