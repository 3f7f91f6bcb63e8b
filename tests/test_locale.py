"""Numbers as a locale writes and reads them."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import yaml
from babel.numbers import format_currency, format_decimal, format_percent
from hypothesis import given
from hypothesis import strategies as st

from playsmith.locale import Locale, fill

WORDS = yaml.safe_load((Path(__file__).parents[1] / "site_config/locale/en.yaml").read_text(encoding="utf-8"))
LOCALES = [
    Locale(tag, currency, WORDS)
    for tag, currency in [
        ("en-US", "USD"),
        ("en-GB", "GBP"),
        ("de-DE", "EUR"),
        ("fr-FR", "EUR"),
        ("es-ES", "EUR"),
        ("ja-JP", "JPY"),
    ]
]
US, GERMAN = LOCALES[0], LOCALES[2]
finite = st.floats(min_value=-1e12, max_value=1e12)
locales = st.sampled_from(LOCALES)


@given(locales, finite)
def test_numbers_are_those_of_babel(locale, x):
    tag = locale.locale.replace("-", "_")
    x = x if abs(x) > 0.01 else 0.0  # Babel keeps the sign of what rounds to zero
    assert locale.number(x, 2) == format_decimal(round_half_even(x, 2), "#,##0.00", locale=tag)
    places = locale.symbols.money_digits
    assert locale.money(x) == format_currency(round_half_even(x, places), locale.currency, locale=tag)


def round_half_even(x: float, places: int):
    from decimal import Decimal

    value = Decimal(repr(x)).quantize(Decimal(1).scaleb(-places))
    return value or abs(value)


@given(locales, st.integers(-1000, 100000).map(lambda n: n / 1000))
def test_percent_is_that_of_babel(locale, x):
    shown = format_percent(x, locale=locale.locale.replace("-", "_"))
    if shown.lstrip("-").strip("%\xa0 ") != "0":
        assert locale.percent(x, 0) == shown


@given(locales, st.sampled_from(["money", "percent", "number"]), finite)
def test_what_a_field_shows_is_read_back_as_the_same_number(locale, kind, x):
    text = locale.field(kind, x)
    if sum(character.isdigit() for character in text) < 39 and len(text) <= 60:
        assert locale.parse(text, kind) == x


@given(locales, st.integers(-(10**12), 10**12))
def test_what_is_shown_can_be_pasted(locale, n):
    assert locale.parse(locale.money(n, 0), "money") == n
    assert locale.parse(locale.count(n), "count") == n
    assert locale.parse(locale.percent(n / 1000, 1), "percent") == n / 1000


@pytest.mark.parametrize(
    ("text", "kind", "english", "german"),
    [
        ("1.234,56 €", "money", 1234.56, 1234.56),
        ("1 234,56", "money", 1234.56, 1234.56),
        ("$1,234.56", "money", 1234.56, 1234.56),
        ("1,234", "number", 1234, 1.234),
        ("1.234", "number", 1.234, 1234),
        ("1,5", "number", 1.5, 1.5),
        ("0,234", "number", 0.234, 0.234),
        ("80 %", "percent", 0.8, 0.8),
        ("80", "percent", 0.8, 0.8),
        ("29", "percent", 0.29, 0.29),
        ("1’234.50", "number", 1234.5, 1234.5),
        ("−5", "number", -5, -5),
        ("(1.234.567)", "money", -1234567, -1234567),
        ("１２３．５", "number", 123.5, 123.5),
        ("80 %", "money", None, None),
        ("$5", "count", None, None),
        ("1e6", "number", None, None),
        ("1k", "money", None, None),
        ("12,34,5", "number", None, None),
        ("1 2", "number", None, None),
        ("--5", "number", None, None),
        ("12²", "number", None, None),
        ("", "number", None, None),
        ("nan", "number", None, None),
    ],
)
def test_typed_and_pasted_numbers(text, kind, english, german):
    assert US.parse(text, kind) == english
    assert GERMAN.parse(text, kind) == german


def test_a_currency_that_is_a_word_does_not_touch_the_digits():
    assert Locale("en-US", "CHF").money(5) == "CHF\xa05.00"
    assert Locale("en-US", "CHF").parse("CHF 5", "money") == 5


def test_zero_has_no_sign_and_halves_go_to_even():
    assert US.number(-0.004, 2) == "0.00"
    assert [US.number(x, 0) for x in (0.5, 1.5, 2.5, -0.5)] == ["0", "2", "2", "0"]
    assert US.percent(-0.0) == "0%"


def test_durations_follow_plural_rules():
    assert [US.duration(x, "month") for x in (1, 0, 2, 0.6)] == ["1 month", "0 months", "2 months", "1 month"]
    assert US.duration(1.0, "year", 1) == "1.0 years"


def test_values_in_words():
    duration = {"kind": "duration", "unit": "month", "infinite": "never"}
    assert US.format(duration, math.inf) == US.format(duration, "Infinity") == "never"
    assert US.format({"kind": "money", "none": "no customers yet"}, None) == "no customers yet"
    assert US.format({"kind": "money"}, None) == WORDS["calculator"]["none"]
    assert US.format({"kind": "percent", "digits": 1}, 0.125) == "12.5%"
    assert [US.format({"kind": "money"}, x) for x in (640.0, 640.5)] == ["$640", "$640.50"]
    coarse = {"kind": "money", "coarse": True}
    assert [US.format(coarse, x) for x in (57.2, 99.999, 1234.56, -1234.56)] == [
        "$57.20",
        "$100.00",
        "$1,235",
        "-$1,235",
    ]
    assert US.format_input({"kind": "percent"}, 0.0315) == "3.15%"
    assert US.format_input({"kind": "money"}, 1234.5) == "$1,234.50"
    assert US.format_input({"kind": "switch"}, True) == "yes"


def test_words_are_filled_and_counted():
    assert US.word("calculator.rows", n=1) == "1 row"
    assert US.word("calculator.rows", n=1234) == "1,234 rows"
    assert fill("{a} of {b} {c}", {"a": "1", "b": "{a}"}) == "1 of {a} {c}"
    with pytest.raises(KeyError):
        US.word("calculator.nothing_of_the_kind")


def test_what_cldr_does_not_know_is_a_value_error():
    with pytest.raises(ValueError, match="xx-QQ"):
        Locale("xx-QQ", "USD")
    with pytest.raises(ValueError, match="QQQ"):
        Locale("en-US", "QQQ")
