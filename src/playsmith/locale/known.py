"""Which locales and currencies there are, as the Unicode CLDR (through Babel) knows them."""

from __future__ import annotations

from functools import cache

from babel.core import get_global
from babel.localedata import locale_identifiers
from babel.numbers import get_territory_currencies


@cache
def known_currencies() -> tuple[str, ...]:
    """The codes of the currencies that are in use today."""
    territories = get_global("territory_currencies")
    return tuple(sorted({code for territory in territories for code in get_territory_currencies(territory)}))


@cache
def known_locales() -> tuple[str, ...]:
    """Languages with a country, as in `de-DE`."""
    tags = (identifier.split("_") for identifier in locale_identifiers())
    return tuple(sorted("-".join(tag) for tag in tags if len(tag) == 2 and len(tag[1]) == 2))
