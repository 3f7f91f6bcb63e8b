"""The symbols and patterns that a locale writes numbers with, from CLDR through Babel.

They travel with the page. Browsers carry CLDR in many versions; a page that asked them would show
other characters than the built HTML.
"""

from __future__ import annotations

import unicodedata
from dataclasses import asdict, dataclass

from babel import Locale as Babel
from babel import UnknownLocaleError
from babel.numbers import NumberPattern, get_currency_precision, get_currency_symbol, is_currency

# Latin digits everywhere: one alphabet for what is built, shown, typed and read back.
DIGITS = "latn"
NO_BREAK_SPACE = "\xa0"
Affixes = tuple[str, str]


@dataclass(frozen=True)
class Symbols:
    """What stands around and between the digits. Affixes are (before, after) the digits."""

    decimal: str
    group: str
    minus: str
    groups: tuple[int, int]  # digits in the last group, and in those before it
    percent: Affixes
    percent_negative: Affixes
    money: Affixes
    money_negative: Affixes
    money_digits: int
    currency: str  # the code, such as EUR
    currency_symbol: str

    def to_json(self) -> dict[str, object]:
        """The symbols as the browser's twin takes them."""
        return asdict(self)


def read_symbols(locale: str, currency: str) -> Symbols:
    """The symbols of a locale (`de-DE`) for a currency (`EUR`). Raises ValueError for one that CLDR does not know."""
    try:
        babel = Babel.parse(locale, sep="-")
    except UnknownLocaleError:
        raise ValueError(f"unknown locale '{locale}'") from None
    if not is_currency(currency):
        raise ValueError(f"unknown currency '{currency}'")
    known = babel.number_symbols[DIGITS]
    symbol = get_currency_symbol(currency, babel)
    money: NumberPattern = babel.currency_formats["standard"]
    percent: NumberPattern = babel.percent_formats[None]
    signs = {"-": known["minusSign"], "%": known["percentSign"], "¤": symbol}
    plain: NumberPattern = babel.decimal_formats[None]
    return Symbols(
        decimal=known["decimal"],
        group=known["group"],
        minus=known["minusSign"],
        groups=(plain.grouping[0], plain.grouping[1]),
        percent=_affixes(percent, 0, signs),
        percent_negative=_affixes(percent, 1, signs),
        money=_affixes(money, 0, signs),
        money_negative=_affixes(money, 1, signs),
        money_digits=get_currency_precision(currency),
        currency=currency,
        currency_symbol=symbol,
    )


def _affixes(pattern: NumberPattern, negative: int, signs: dict[str, str]) -> Affixes:
    before, after = (_written(side[negative], signs) for side in (pattern.prefix, pattern.suffix))
    symbol = signs["¤"]
    # CLDR's currencySpacing: a symbol that is a word ("CHF") never touches the digits.
    if before.endswith(symbol) and _is_word(symbol[-1]):
        before += NO_BREAK_SPACE
    if after.startswith(symbol) and _is_word(symbol[0]):
        after = NO_BREAK_SPACE + after
    return before, after


def _written(pattern: str, signs: dict[str, str]) -> str:
    return "".join(signs.get(character, character) for character in pattern if character != "'")


def _is_word(character: str) -> bool:
    return unicodedata.category(character)[0] not in "SZ"
