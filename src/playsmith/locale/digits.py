"""A number as digits: rounded half to even on its shortest decimal form, and grouped.

The shortest form that reads back as the same float is what Python and JavaScript both print; rounding
that form, not the binary value, is also what CLDR's own formatter does.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal

from playsmith.locale.symbols import Symbols

# Enough for every finite float written out in full.
_EXACT = Context(prec=1100, rounding=ROUND_HALF_EVEN)
MOST_DECIMALS = 12
SIGNIFICANT = 6


def rounded(x: float, low: int, high: int, shift: int = 0) -> Decimal:
    """`x` times 10**shift with at most `high` and at least `low` decimals; zero has no sign."""
    value = Decimal(repr(x) if isinstance(x, float) else x).scaleb(shift, _EXACT)
    value = value.quantize(Decimal(1).scaleb(-high), context=_EXACT)
    decimals = high
    while decimals > low and value.as_tuple().digits[-1] == 0:
        decimals -= 1
        value = value.quantize(Decimal(1).scaleb(-decimals), context=_EXACT)
    return value.copy_abs() if value == 0 else value


def decimals_for(x: float, shift: int = 0) -> int:
    """The decimals that show six significant digits of `x`, at most twelve."""
    if x == 0:
        return 0
    exponent = Decimal(repr(x) if isinstance(x, float) else x).adjusted() + shift
    return min(max(SIGNIFICANT - 1 - exponent, 0), MOST_DECIMALS)


def decimals_of(x: float, shift: int = 0) -> int:
    """The decimals that `x` has, written out in full."""
    decimal = Decimal(repr(x) if isinstance(x, float) else x).normalize(_EXACT)
    return max(-int(decimal.as_tuple().exponent) - shift, 0)


def grouped(value: Decimal, symbols: Symbols) -> str:
    """The digits of `value`, without its sign."""
    whole, _, fraction = f"{value.copy_abs():f}".partition(".")
    last, others = symbols.groups
    head, groups = whole[:-last], [whole[-last:]]
    while head:
        head, group = head[:-others], head[-others:]
        groups.insert(0, group)
    return symbols.group.join(groups) + (symbols.decimal + fraction if fraction else "")
