"""Languages, countries and currencies, as the Unicode CLDR (through Babel) knows them."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.languages import get_official_languages
from babel.numbers import get_currency_name, get_territory_currencies, list_currencies


@cache
def currencies() -> dict[str, str]:
    """The codes of the currencies that are in use today, each with its English name."""
    territories = get_global("territory_currencies")
    current = {code for territory in territories for code in get_territory_currencies(territory)}
    return {code: get_currency_name(code, locale="en") for code in sorted(current & list_currencies())}


def language_names(code: str) -> list[str]:
    """What a language is called, in English and in itself: `German`, `Deutsch`."""
    try:
        locale = Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return []
    return [name for name in (locale.get_display_name("en"), locale.get_display_name()) if name]


def is_locale(language: str, country: str) -> bool:
    """Whether numbers and dates have a known way of being written in this language in this country."""
    try:
        Locale(language, country)
    except (UnknownLocaleError, ValueError):
        return False
    return True


def home_country(language: str) -> str:
    """The country most speakers of a language live in: `DE` for `de`."""
    return get_global("likely_subtags")[language].rsplit("_", 1)[1]


def currency_of(country: str) -> str:
    """The currency of a country."""
    return get_territory_currencies(country)[0]


def country_for(language: str, currency: str) -> str:
    """The country in which the language is official and the currency is used; else the language's home country."""
    home = home_country(language)
    if currency in get_territory_currencies(home):
        return home
    for country in sorted(get_global("territory_currencies")):
        if (
            currency in get_territory_currencies(country)
            and language in get_official_languages(country)
            and is_locale(language, country)
        ):
            return country
    return home
