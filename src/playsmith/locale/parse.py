"""A typed or pasted number, read by the page's locale; what could mean two things follows that locale.

Read: `1.234,56 €`, `1 234,56`, `$1,234.56`, `80 %`, `1'234`, `(500)`, full-width digits. Not read:
`1e6`, `1k`, `12,34,5`, two signs, another unit. `1.234,56` needs no locale: its last separator
comes once, so it is the decimal one.
"""

from __future__ import annotations

import re

from playsmith.locale.symbols import Symbols

LONGEST = 60
MOST_DIGITS = 40
_SPACES = re.compile(r"[\t\n\r \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060-\u2064\u061c\ufeff]")
_FULL_WIDTH = re.compile(r"[\uff01-\uff5e]")
_MINUS = re.compile(r"[\u2010-\u2015\u2212\ufe63]")
_APOSTROPHES = re.compile(r"[\u2018\u2019\u02bc\u00b4`]")
_CURRENCY_SIGN = r"[A-Z]{0,3}[$\u00a2-\u00a5\u0e3f\u20a0-\u20cf\uffe5]"
_BODY = re.compile(r"^[0-9][0-9.,' ]*$|^[.,][0-9]+$")


def parse(text: str, kind: str, symbols: Symbols) -> float | None:
    """The number in `text` for an input of `kind`, percent as a fraction; None where it is none."""
    if len(text) > LONGEST:
        return None
    body, negative = _sign(_plain(text))
    body = _without_unit(body, kind, symbols)
    if body is None:
        return None
    body, negative = _sign(body, negative)
    if body is None or not _BODY.match(body):
        return None
    number = _separated(body, symbols)
    if number is None or len(number) > MOST_DIGITS:
        return None
    value = float(number + ("e-2" if kind == "percent" else ""))
    return -value if negative and value else value


def _plain(text: str) -> str:
    text = _INVISIBLE.sub("", text)
    text = _FULL_WIDTH.sub(lambda match: chr(ord(match[0]) - 0xFEE0), text)
    text = _APOSTROPHES.sub("'", _MINUS.sub("-", text))
    return _SPACES.sub(" ", text).strip(" ")


def _sign(text: str | None, negative: bool = False) -> tuple[str | None, bool]:
    if text is None:
        return None, negative
    if text.startswith("(") and text.endswith(")") and not negative:
        return text[1:-1].strip(" "), True
    if text[:1] in ("-", "+"):
        if negative:
            return None, negative
        return text[1:].strip(" "), text[0] == "-"
    return text, negative


def _without_unit(text: str | None, kind: str, symbols: Symbols) -> str | None:
    """The text without one percent sign or one currency, before or after the digits."""
    if text is None:
        return None
    if kind == "percent":
        units = "%"
    elif kind == "money":
        names = (re.escape(_plain(name)) for name in (symbols.currency, symbols.currency_symbol))
        units = "|".join([*names, _CURRENCY_SIGN])
    else:
        return text
    shorter = re.sub(rf"^(?:{units}) ?", "", text, count=1)
    return shorter if shorter != text else re.sub(rf" ?(?:{units})$", "", text, count=1)


def _separated(body: str, symbols: Symbols) -> str | None:
    """The digits with a point before the decimals; None where groups are not groups."""
    spaces = [mark for mark in (" ", "'") if mark in body]
    points = [mark for mark in (".", ",") if mark in body]
    if len(spaces) > 1 or (spaces and len(points) > 1):
        return None
    group, decimal = spaces[0] if spaces else "", ""
    if len(points) == 2:
        decimal = max(points, key=body.rindex)
        group = "," if decimal == "." else "."
    elif points and spaces:
        decimal = points[0]
    elif points:
        once = body.count(points[0]) == 1
        # A lone separator that the locale groups with is that, if three digits follow; else it is decimal.
        groups = not once or (points[0] == symbols.group and _are_groups(body, points[0], symbols))
        group, decimal = (points[0], "") if groups else ("", points[0])
    if decimal and body.count(decimal) > 1:
        return None
    whole, _, fraction = body.partition(decimal) if decimal else (body, "", "")
    if group and (group in fraction or not _are_groups(whole, group, symbols)):
        return None
    digits = whole.replace(group, "") if group else whole
    return f"{digits or '0'}.{fraction}" if fraction else digits


def _are_groups(whole: str, group: str, symbols: Symbols) -> bool:
    first, *others = whole.split(group)
    middle = (3, symbols.groups[1])
    return (
        1 <= len(first) <= 3
        and not first.startswith("0")
        and all(len(part) in middle for part in others[:-1])
        and (not others or len(others[-1]) == 3)
    )
