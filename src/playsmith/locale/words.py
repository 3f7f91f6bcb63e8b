"""Fixed words: looked up by dotted key, plural by the language's own rules, placeholders filled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from babel import Locale as Babel

# Plural rules look at remainders, which nobody computes alike beyond what a float counts exactly.
LARGEST_COUNT = Decimal(10**15)
_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def fill(sentence: str, values: Mapping[str, str]) -> str:
    """`sentence` with each `{name}` replaced; a name without a value stays as it is written."""
    return _PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), sentence)


def find_word(words: Mapping, key: str) -> str | Mapping[str, str]:
    """The entry at a dotted key. Raises KeyError with the whole key where there is none."""
    found: object = words
    for part in key.split("."):
        if not isinstance(found, Mapping) or part not in found:
            raise KeyError(key)
        found = found[part]
    return found  # type: ignore[return-value]


def plural(entry: str | Mapping[str, str], count: Decimal, babel: Babel) -> str:
    """The form of `entry` for a count; trailing zeros matter ("1 month", but "1.0 months")."""
    if isinstance(entry, str):
        return entry
    largest = LARGEST_COUNT.quantize(count) if count.copy_abs() > LARGEST_COUNT else count
    return entry.get(babel.plural_form(largest.copy_abs()), entry["other"])


def language_name(tag: str) -> str:
    """What a language calls itself, as it stands alone: `Deutsch`, `Français`."""
    name = Babel.parse(tag, sep="-").display_name
    return name[:1].upper() + name[1:]
