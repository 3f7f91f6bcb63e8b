"""How the playbook's locale writes values, and reads them back."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from babel import Locale as Babel
from babel.dates import format_date
from babel.lists import format_list

from playsmith.locale.digits import decimals_for, decimals_of, grouped, rounded
from playsmith.locale.parse import parse
from playsmith.locale.symbols import Affixes, read_symbols
from playsmith.locale.words import fill, find_word, plural

# From here on the decimals of a coarse amount say nothing.
COARSE_FROM = 100
SHOWN_PERCENT_DECIMALS = 4


class Locale:
    """A language, a currency and the fixed words of a playbook.

    `locale` is a BCP 47 tag such as `de-DE`, `currency` an ISO 4217 code, `words` the words of
    `site_config/locale`; the calculators' own stand under `calculator`. Rates are fractions: 0.03 is 3 %.
    """

    def __init__(self, locale: str = "en-US", currency: str = "USD", words: Mapping | None = None) -> None:
        self.locale = locale
        self.currency = currency
        self.words = words or {}
        self.symbols = read_symbols(locale, currency)
        self._babel = Babel.parse(locale, sep="-")

    def to_json(self) -> dict[str, Any]:
        """What the browser's twin needs: the `locale` part of a calculator's data."""
        return {
            "locale": self.locale,
            "currency": self.currency,
            "symbols": self.symbols.to_json(),
            "words": {"calculator": self.words.get("calculator", {})},
        }

    # Numbers -----------------------------------------------------------------------------------

    def number(self, x: float, digits: int | None = None) -> str:
        """`x` with so many decimals; without `digits`, six significant digits and no idle zeros."""
        low, high = (digits, digits) if digits is not None else (0, decimals_for(x))
        return self._signed(rounded(x, low, high), ("", ""), (self.symbols.minus, ""))

    def count(self, n: float) -> str:
        """A whole number."""
        return self.number(n, 0)

    def money(self, x: float, digits: int | None = None) -> str:
        """An amount in the playbook's currency, with its own decimals unless told."""
        places = self.symbols.money_digits if digits is None else digits
        return self._signed(rounded(x, places, places), self.symbols.money, self.symbols.money_negative)

    def percent(self, x: float, digits: int | None = None) -> str:
        """A fraction as percent; without `digits`, up to four decimals and no idle zeros."""
        low, high = (digits, digits) if digits is not None else (0, SHOWN_PERCENT_DECIMALS)
        return self._signed(rounded(x, low, high, 2), self.symbols.percent, self.symbols.percent_negative)

    def duration(self, x: float, unit: str, digits: int = 0) -> str:
        """A length of time, counted in `unit` (day, week, month, quarter, year)."""
        value = rounded(x, digits, digits)
        entry = find_word(self.words, f"calculator.units.{unit}")
        return fill(plural(entry, value, self._babel), {"n": self.number(x, digits)})

    def date(self, day: date) -> str:
        """A day in words."""
        return format_date(day, "long", locale=self._babel)

    def language(self, tag: str) -> str:
        """The name of a language, as it stands within a sentence of this one."""
        return Babel.parse(tag, sep="-").get_display_name(self._babel)

    def list(self, texts: Sequence[str]) -> str:
        """Texts joined as the language does: "one, two, and three"."""
        return format_list(texts, locale=self._babel)

    def _signed(self, value: Decimal, positive: Affixes, negative: Affixes) -> str:
        before, after = negative if value < 0 else positive
        return before + grouped(value, self.symbols) + after

    # Words -------------------------------------------------------------------------------------

    def word(self, key: str, **placeholders: object) -> str:
        """The fixed word at a dotted key; `n` chooses the plural form. Raises KeyError."""
        n = placeholders.get("n", 0)
        entry = find_word(self.words, key)
        chosen = plural(entry, Decimal(n) if isinstance(n, int) else Decimal(0), self._babel)
        texts = {
            name: self.count(value) if isinstance(value, int) else str(value) for name, value in placeholders.items()
        }
        return fill(chosen, texts)

    # Values of a calculator --------------------------------------------------------------------

    def format(self, spec: Any, value: Any) -> str:
        """An output's value in words, without what it is per or its unit; `spec` is of the model, or its JSON."""
        spec = _plain(spec)
        if value is None:
            return spec.get("none") or self.word("calculator.none")
        if value == math.inf or value == "Infinity":
            return spec.get("infinite") or self.word("calculator.infinite")
        match spec["kind"]:
            case "flag":
                return spec["text"] if value else ""
            case "choice":
                return spec["options"][value]["text"]
            case "text":
                return value
            case "duration":
                return self.duration(value, spec["unit"], spec.get("digits") or 0)
            case "money":
                digits = spec.get("digits")
                idle = value == math.floor(value) or (spec.get("coarse") and abs(value) >= COARSE_FROM)
                return self.money(value, 0 if digits is None and idle else digits)
            case kind:
                return self._of_kind(kind, value, spec.get("digits"))

    def format_input(self, spec: Any, value: Any) -> str:
        """An input's value in words, as sentences and copies show it."""
        spec = _plain(spec)
        if value is None or value == "":
            return self.word("calculator.none")
        match spec["kind"]:
            case "switch":
                return self.word("calculator.yes" if value else "calculator.no")
            case "choice":
                return spec["options"][value]["label"]
            case "period":
                return self.word(f"calculator.periods.{value}")
            case "text":
                return value
            case "table":
                return self.word("calculator.rows", n=len(value))
            case "file":
                return spec["sample"].rpartition("/")[2]
            case "money":
                return self.money(value, 0 if value == math.floor(value) else None)
            case kind:
                return self._of_kind(kind, value, None)

    def quantity(self, value: float) -> str:
        """A number without a kind, such as a sub-result of the working."""
        return self.number(value)

    def _of_kind(self, kind: str, value: float, digits: int | None) -> str:
        match kind:
            case "money":
                return self.money(value, digits)
            case "percent":
                return self.percent(value, digits)
            case "count":
                return self.count(value)
            case _:
                return self.number(value, digits)

    # Fields ------------------------------------------------------------------------------------

    def field(self, kind: str, value: float | None) -> str:
        """The text of an input's field: every digit, grouped, without currency or percent sign."""
        if value is None:
            return ""
        shift = 2 if kind == "percent" else 0
        places = decimals_of(value, shift)
        low = min(self.symbols.money_digits, 2) if kind == "money" and places else 0
        return self._signed(rounded(value, low, max(places, low), shift), ("", ""), (self.symbols.minus, ""))

    def parse(self, text: str, kind: str) -> float | None:
        """The number a reader typed or pasted for an input of `kind`; None: not a number."""
        return parse(text, kind, self.symbols)


def _plain(spec: Any) -> Mapping[str, Any]:
    return spec if isinstance(spec, Mapping) else spec.model_dump(mode="json")
