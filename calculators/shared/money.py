"""Amounts that add up. Whole steps (cents, say) are shared out, so that no part is lost to rounding."""


def in_cents(amount: float) -> int:
    """`amount` in whole hundredths, half to even."""
    return round(amount * 100.0)


def split(cents: int, shares: list[float], step: int) -> list[int]:
    """`cents` split by `shares` (fractions that add up to 1) into multiples of `step` that add up to it.

    Largest remainder (Hamilton): each part is rounded down, then those that lost most get one step more. What is
    left when `cents` is no multiple of `step` goes to the largest share.
    """
    if len(shares) == 0:
        return []
    steps = cents // step
    parts = [int(share * steps) for share in shares]
    lost = [shares[place] * steps - parts[place] for place in range(len(shares))]
    left = steps - sum(parts)
    order = sorted(range(len(shares)), key=lambda place: -lost[place])
    for place in order:
        if left > 0:
            parts[place] += 1
            left -= 1
    amounts = [part * step for part in parts]
    largest = 0
    for place in range(len(shares)):
        if shares[place] > shares[largest]:
            largest = place
    amounts[largest] += cents - sum(amounts)
    return amounts
