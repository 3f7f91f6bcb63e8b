"""Amounts of money as people and programs write them: any currency, decimal mark and thousands mark."""

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

GAPS = dict.fromkeys(map(ord, " \u00a0\u2007\u2009\u202f\t"))
SIGNS = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2014": "-", "\u2019": "'"})
CODES = (
    "EUR USD GBP CHF SEK NOK DKK ISK PLN CZK HUF RON BGN TRY UAH JPY CNY INR KRW THB IDR MYR PHP VND AUD CAD NZD SGD "
    "HKD TWD BRL MXN ARS CLP COP PEN ZAR NGN KES EGP AED SAR QAR ILS Euro Fr SFr kr Kč Ft lei zł Rs Rp RM TL"
)
CURRENCY = rf"(?:(?:{'|'.join(CODES.split())})\.?|(?:US|A|C|R|HK|NZ|S)?\$|[€£¥₹₽₺₩฿₫₴₦₪₱₡₲₵])"
# A sign may stand before or after the currency, or behind the digits; brackets are a bookkeeper's minus.
SHAPE = re.compile(
    rf"(?i:(?P<open>\()?(?P<first>[-+])?{CURRENCY}{{0,2}}(?P<second>[-+])?"
    rf"(?P<digits>\d[\d.,']*|[.,]\d+){CURRENCY}{{0,2}}(?P<last>[-+])?(?P<close>\))?)"
)
# Whole amounts in the Swiss and German way: 5.-, 5,--
NO_CENTS = re.compile(r"(?<=\d)[.,]-{1,2}(?!\d)")
# What most files hold: read as SHAPE reads it, but four times as fast.
PLAIN = re.compile(rf"(-?)(?:{CURRENCY}[ \u00a0]?)?([0-9]+(?:[.,][0-9]+)*)(?:[ \u00a0]?{CURRENCY})?")
GROUPS = {mark: re.compile(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+") for mark in ".,'"}
OTHER = {".": ",", ",": "."}
MARKS = {"point": ".", "comma": ","}


Shape = tuple[bool, str]


def shape(text: str) -> Shape | None:
    """Whether an amount is negative, and its digits with their marks; None where the text is no amount."""
    plain = PLAIN.fullmatch(text)
    if plain:
        return plain[1] == "-", plain[2]
    found = SHAPE.fullmatch(NO_CENTS.sub("", text.translate(GAPS).translate(SIGNS)))
    if not found or bool(found["open"]) != bool(found["close"]):
        return None
    signs = [found[each] for each in ("first", "second", "last") if found[each]]
    if len(signs) > 1 or (signs and found["open"]):
        return None
    return signs == ["-"] or bool(found["open"]), found["digits"].removesuffix(",").removesuffix(".")


def decimal_mark_of(digits: str) -> str | None:
    """The mark that can only be the decimal one, "." or ","; "either" where both readings stand; None: no mark."""
    plain = digits.replace("'", "")
    points, commas = plain.count("."), plain.count(",")
    if points and commas:
        return max(".,", key=plain.rfind)
    if not points and not commas:
        return None
    mark = "." if points else ","
    if plain.count(mark) > 1:
        return OTHER[mark]
    before, after = plain.split(mark)
    grouped = len(after) == 3 and 1 <= len(before) <= 3 and not before.startswith("0") and plain == digits
    return "either" if grouped else mark


def find_decimal_mark(shapes: Iterable[tuple[Shape, int]]) -> str:
    """The decimal mark of amounts, each with how often it stands in the column: "point" or "comma" by what most of
    them can only be read as; "none" where no amount needs one; "unclear" where every mark could be either."""
    votes: Counter[str] = Counter()
    for (_, digits), times in shapes:
        mark = decimal_mark_of(digits)
        if mark:
            votes[mark] += times
    if not votes["."] and not votes[","]:
        return "unclear" if votes["either"] else "none"
    return "point" if votes["."] >= votes[","] else "comma"


def amount(found: Shape, mark: str) -> Decimal | None:
    """The amount, read with the decimal mark "point" or "comma"; None where it is written otherwise."""
    negative, digits = found
    decimal = MARKS.get(mark, ".")
    whole, _, part = digits.partition(decimal)
    if not part.isdigit() and part:
        return None
    thousands = "'" if "'" in whole else OTHER[decimal]
    if not whole.isdigit() and whole and not GROUPS[thousands].fullmatch(whole) and not indian(whole, thousands):
        return None
    value = Decimal(f"{whole.replace(thousands, '') or '0'}.{part or '0'}")
    return -value if negative else value


def indian(whole: str, thousands: str) -> bool:
    """Whether digits are grouped by lakh and crore: 12,34,567."""
    return thousands == "," and re.fullmatch(r"\d{1,2}(?:,\d{2})*,\d{3}", whole) is not None
