"""Amounts that add up: whole steps (cents, say) are shared out, so that no part is lost to rounding."""


def in_steps(amount: float, step: int) -> int:
    """`amount` in hundredths, rounded half to even to a multiple of `step` hundredths."""
    return round(amount * 100.0 / step) * step


def split(cents: int, shares: list[float], step: int) -> list[int]:
    """`cents` split in proportion to `shares` into multiples of `step` that add up to it.

    Largest remainder (Hamilton): each part is rounded down, then those that lost most get one step more. What is
    left when `cents` is no multiple of `step` goes to the largest share. Shares that are all 0 get nothing.
    """
    whole = sum(shares)
    if whole <= 0.0:
        return [0 for _ in shares]
    steps = cents // step
    parts = [int(share / whole * steps) for share in shares]
    lost = [shares[place] / whole * steps - parts[place] for place in range(len(shares))]
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
