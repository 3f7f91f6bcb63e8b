"""Same text before and after script: Python, its twin in the browser and Intl (of the same CLDR) agree on each code
point."""

from __future__ import annotations

import math
import random
import struct
from types import SimpleNamespace

import pytest

from playsmith.bundle import script
from playsmith.calculators.validate import FieldProblem
from playsmith.calculators.words import message_of
from playsmith.locale import Locale
from playsmith.locale.parse import parse
from playsmith.model.calculator import Message

pytestmark = pytest.mark.browser

MAIN = [("en-US", "USD"), ("en-GB", "GBP"), ("de-DE", "EUR"), ("fr-FR", "EUR"), ("es-ES", "EUR"), ("ja-JP", "JPY")]
OTHERS = [
    ("en-US", "CHF"),
    ("de-CH", "CHF"),
    ("sv-SE", "SEK"),
    ("en-IN", "INR"),
    ("nl-NL", "EUR"),
    ("pl-PL", "PLN"),
    ("pt-BR", "BRL"),
    ("ar-EG", "EGP"),
    ("he-IL", "ILS"),
    ("fr-FR", "TND"),
    ("de-DE", "JPY"),
]


def values() -> list[float]:
    chosen = random.Random(7)
    found = [
        0.0,
        -0.0,
        0.5,
        1.5,
        2.5,
        0.125,
        0.375,
        1.005,
        1.015,
        2.675,
        -0.004,
        -0.5,
        999.995,
        999999.5,
        1e12,
        -1e12,
        5e-324,
    ]
    found += [1e15, 1e21, 1.7976931348623157e308, 0.1 + 0.2, 0.03, 0.29, 0.57, 1 / 3, 2 / 3, 0.07, 4503599627370497.5]
    found += [round(chosen.uniform(-1e6, 1e6), chosen.randrange(5)) for _ in range(700)]
    found += [chosen.uniform(-2, 2) for _ in range(400)]
    found += [chosen.randrange(-(10**7), 10**7) / 8 for _ in range(300)]
    found += [chosen.randrange(-(10**5), 10**5) + chosen.choice([0.5, 0.25, 0.125, 0.005, 0.015]) for _ in range(300)]
    for _ in range(300):
        (x,) = struct.unpack("<d", struct.pack("<Q", chosen.getrandbits(64)))
        if x == x and abs(x) < 1e300:
            found.append(x)
    return found


@pytest.fixture(scope="module")
def tab(chromium, element_site):
    page = chromium.new_page()
    page.goto((element_site / "demo.html").as_uri())
    page.add_script_tag(content=script("details.js"))
    yield page
    page.close()


JS = """([json, values]) => {
  const locale = new playsmith.Locale(json);
  return values.map((x) => [
    locale.number(x), locale.number(x, 0), locale.number(x, 2), locale.money(x), locale.money(x, 0), locale.percent(x),
    locale.percent(x, 1), locale.percent(x, 0), locale.duration(x, "month"), locale.duration(x, "year", 1),
    locale.field("money", x), locale.field("percent", x), locale.field("number", x),
  ]);
}"""


def in_python(locale: Locale, x: float) -> list[str]:
    return [
        locale.number(x),
        locale.number(x, 0),
        locale.number(x, 2),
        locale.money(x),
        locale.money(x, 0),
        locale.percent(x),
        locale.percent(x, 1),
        locale.percent(x, 0),
        locale.duration(x, "month"),
        locale.duration(x, "year", 1),
        locale.field("money", x),
        locale.field("percent", x),
        locale.field("number", x),
    ]


@pytest.mark.parametrize(("tag", "currency"), MAIN + OTHERS)
def test_the_browser_writes_what_the_build_writes(tab, words, tag, currency):
    locale = Locale(tag, currency, words)
    tried = values() if (tag, currency) in MAIN else values()[:300]
    got = tab.evaluate(JS, [locale.to_json(), tried])
    different = [(x, js, py) for x, js in zip(tried, got, strict=True) if js != (py := in_python(locale, x))]
    assert different[:3] == []


@pytest.mark.parametrize(("tag", "currency"), MAIN)
def test_both_write_what_intl_writes(tab, words, tag, currency):
    """Evidence that the symbols are right: a browser with the same CLDR agrees."""
    locale = Locale(tag, currency, words)
    tried = [x for x in values() if abs(x) < 1e15]
    got = tab.evaluate(
        """([tag, currency, values]) => {
          const make = (options, digits) => new Intl.NumberFormat(tag, {
            ...options, minimumFractionDigits: digits, maximumFractionDigits: digits, numberingSystem: "latn",
            roundingMode: "halfEven", useGrouping: "always", signDisplay: "negative",
          });
          const money = make({ style: "currency", currency });
          const whole = make({ style: "currency", currency }, 0);
          const formats = [make({}, 0), make({}, 2), money, whole, make({ style: "percent" }, 1)];
          return values.map((x) => formats.map((one) => one.format(x)));
        }""",
        [tag, currency, tried],
    )
    for x, intl in zip(tried, got, strict=True):
        own = [locale.number(x, 0), locale.number(x, 2), locale.money(x), locale.money(x, 0), locale.percent(x, 1)]
        assert own == intl, x


def texts() -> list[str]:
    chosen = random.Random(11)
    alphabet = "0123456789" * 3 + ".,' -+()%$€£¥ ’\u202f\u00a0−eEk１２，．％￥CHFkr₹\u200f_"
    found = [
        "1.234,56 €",
        "1 234,56",
        "$1,234.56",
        "80 %",
        "1e6",
        "’",
        "1’234.50",
        "−5",
        "(1,234)",
        "１，２３４．５",
        "1,234",
        "1.234",
        "1.234.567",
        "1,5",
        ".5",
        "5.",
        ",",
        "",
        " ",
        "CHF 1'200",
        "1200 kr",
        "US$5",
        "-$5",
        "$-5",
        "--5",
        "12,34,567",
        "0,234",
        "٣",
        "1,234,56",
        "1.2.3",
        "+7",
        "5%%",
        "%5",
        "€",
        "1 2",
        "1\u202f234\u202f567,89\u00a0€",
        "9" * 39,
        "9" * 45,
        "1 234 567.8 9",
    ]
    found += ["".join(chosen.choice(alphabet) for _ in range(chosen.randrange(1, 10))) for _ in range(4000)]
    return found


@pytest.mark.parametrize(("tag", "currency"), [*MAIN, ("de-CH", "CHF"), ("en-IN", "INR"), ("sv-SE", "SEK")])
def test_the_browser_reads_what_python_reads(tab, words, tag, currency):
    locale = Locale(tag, currency, words)
    tried = texts()
    tried += [write(x) for x in values()[:200] for write in (locale.money, locale.percent, locale.number)]
    for kind in ("money", "percent", "count", "number"):
        got = tab.evaluate(
            "([symbols, kind, texts]) => texts.map((text) => playsmith.parse(text, kind, symbols))",
            [locale.symbols.to_json(), kind, tried],
        )
        own = [parse(text, kind, locale.symbols) for text in tried]
        different = [(text, js, py) for text, js, py in zip(tried, got, own, strict=True) if js != py]
        assert different[:5] == []


KINDS = ["money", "percent", "count", "number", "duration"]
UNITS = ["day", "week", "month", "quarter", "year"]


SAY = """([json, kinds, values]) => {
  const locale = new playsmith.Locale(json);
  const said = (kind, value) => {
    const told = { text: "It is {v}.", repair: "Not {v}.", values: { v: { kind } } };
    const spec = { inputs: {}, messages: { code: told } };
    const code = { expression: () => value };
    return new playsmith.Messages(null, null, spec, locale, code).sentence({ code: "code", values: {} }, {});
  };
  return values.map((value) => kinds.map((kind) => said(kind, value)));
}"""


def message(locale: Locale, kind: str, value: object) -> str:
    values = {"v": {"expression": "x", "kind": kind}}
    told = Message.model_validate({"text": "It is {v}.", "repair": "Not {v}.", "values": values})
    spec = SimpleNamespace(inputs={}, messages={"code": told})
    return message_of(spec, FieldProblem("", "code"), {}, locale, lambda name: value)["message"]


@pytest.mark.parametrize(("tag", "currency"), MAIN)
def test_a_message_says_its_numbers_as_python_does(tab, words, tag, currency):
    locale = Locale(tag, currency, words)
    tried = [1.0, 12.0, 1.5, math.inf, *values()[:150]]
    got = tab.evaluate(SAY, [locale.to_json(), KINDS, ["Infinity" if x == math.inf else x for x in tried]])
    for x, said in zip(tried, got, strict=True):
        assert said == [message(locale, kind, x) for kind in KINDS], x


SPECS = [
    *({"kind": kind} for kind in KINDS[:-1]),
    *({"kind": "duration", "unit": unit, "digits": digits} for unit in UNITS for digits in (0, 1)),
    *({"kind": kind, "digits": digits} for kind in ("money", "percent", "number") for digits in (0, 1, 3)),
    {"kind": "money", "coarse": True},
    {"kind": "money", "none": "nothing", "infinite": "for ever"},
]
FORMAT = """([json, specs, values]) => {
  const locale = new playsmith.Locale(json);
  return values.map((value) => [
    ...specs.map((spec) => locale.format(spec, value)),
    ...(value === "Infinity" ? [] : specs.slice(0, 4).map((spec) => locale.formatInput(spec, value))),
  ]);
}"""


@pytest.mark.parametrize(("tag", "currency"), MAIN)
def test_results_and_inputs_of_every_kind_are_worded_alike(tab, words, tag, currency):
    """Also none, never, zero with a sign, ties, the largest and the smallest."""
    locale = Locale(tag, currency, words)
    tried: list[float | None] = [None, math.inf, *values()]
    assert len(tried) > 2000
    got = tab.evaluate(FORMAT, [locale.to_json(), SPECS, ["Infinity" if x == math.inf else x for x in tried]])
    for x, worded in zip(tried, got, strict=True):
        own = [locale.format(spec, x) for spec in SPECS]
        own += [] if x == math.inf else [locale.format_input(spec, x) for spec in SPECS[:4]]
        assert worded == own, x
