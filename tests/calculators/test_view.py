"""The page of a calculator before any script: its template, with the default results."""

from __future__ import annotations

import json
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from playsmith.calculators import files, view
from playsmith.calculators.view.code import highlighted
from playsmith.calculators.view.data import DETAIL_WORDS, PLACED_WORDS
from playsmith.compiler.engine import Engine
from playsmith.locale import Locale
from playsmith.problems import PlaybookError

ROOT = Path(__file__).parents[2]
IMPORT = '{% from "partials/calculator/calculator.j2" import calculator with context %}{{ calculator(view) }}'


@pytest.fixture(scope="module")
def render(locale):
    environment = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    for name in ("inline", "prose", "heading", "text", "json"):
        environment.filters[name] = escape
    environment.globals |= {
        "t": locale.word,
        "url": lambda kind, id: f"../{kind}s/{id}.html",
        "info": SimpleNamespace(sources={}),
        "brand": SimpleNamespace(teams={}),
    }
    return lambda calculator, shown=locale: environment.from_string(IMPORT).render(view=view(calculator, shown))


@pytest.fixture(scope="module")
def page(render, calculator):
    return render(calculator)


def test_every_line_begins_at_column_0_and_none_is_empty(page):
    lines = page.removesuffix("\n").split("\n")
    assert [line for line in lines if not line or line[0].isspace()] == []
    assert lines[0] == '<div class="ps-calculator-block">' and lines[-1] == "</div>"


def test_fields_hold_their_defaults(page):
    assert re.search(r'<input id="stall--visitors" name="visitors" type="text" inputmode="decimal" value="1,000"', page)
    # A rate is shown as percent.
    assert re.search(r'name="buy_rate" [^>]*value="5"', page)
    assert re.search(r'name="season" value="summer" checked>', page)
    assert re.search(r'<div class="ps-field" data-field="helper_pay" data-kind="money" hidden>', page)
    assert re.search(r'name="goods\[1\]\.name" [^>]*value="Bread"', page)
    assert re.search(r'name="goods\[\]\.cost" [^>]*value="1"', page)
    assert re.search(r'name="savings" [^>]*value=""', page)
    assert 'data-error-for="goods[0].cost"' in page and 'data-error-for="goods"' in page


def test_every_control_has_a_name_and_a_label_that_exist(page):
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for named in re.findall(r' (?:aria-describedby|aria-labelledby|for)="([^"]*)"', page):
        for each in named.split():
            assert each in ids, each
    labelled = set(re.findall(r'<label for="([^"]+)"', page))
    for control in re.findall(r"<(?:input|select) [^>]*>", page):
        id = re.search(r' id="([^"]+)"', control)
        radio, slider = 'type="radio"' in control, 'type="range"' in control
        wrapped = 'type="checkbox"' in control
        assert radio or slider or wrapped or "aria-labelledby" in control or id.group(1) in labelled, control


def test_results_stand_in_the_page(page):
    assert re.search(r'data-output="profit" data-value="70" [^>]*>\$70</output>', page)
    assert '<p class="ps-verdict" data-verdict data-tone="good">Pays: $70 a month.</p>' in page
    assert '<p class="ps-note" data-headline-note>At $8 each, Summer.</p>' in page
    assert re.search(r'data-output="margin" data-value="0.175" data-tone="bad" [^>]*>17\.5%</output>', page)
    assert re.search(r'data-band-for="margin" data-tone="bad">Thin</dd>', page)
    assert re.search(r'data-output="lasts" data-value="" [^>]*>no savings given</output>', page)
    assert re.search(r'data-output="by_good\[1\]\.total" data-value="30" [^>]*>\$30</output>', page)
    assert '<a href="../metrics/gross-margin.html">Margin</a>' in page


def test_a_flag_that_is_down_says_nothing(page):
    assert '<p class="ps-flag" data-output="few" data-value="false" data-tone="watch" hidden></p>' in page


def test_charts_are_drawn(page):
    assert page.count('<figure class="ps-chart"') == 2
    assert page.count("<svg") >= 2
    assert '<th scope="row">Jam</th><td>$100</td>' in page


def test_the_working_is_shown_with_numbers(page):
    line = page.split('data-working="2"')[1].split("</div>\n</div>")[0]
    assert "<mi>Buyers</mi><mo>×</mo><mi>Price</mi>" in line
    assert '<mn data-quantity="buyers">50</mn><mo>×</mo><mn data-quantity="price">$8</mn>' in line
    assert '<mn data-quantity="result">$70</mn>' in line
    assert "The helper comes off as well." in line
    assert '<mn data-quantity="spent">130</mn>' in page.split('data-working="0"')[1].split('data-working="1"')[0]


def test_a_line_without_a_value_is_hidden(stall, render):
    words = stall.changed(
        stall.yaml,
        (
            "  - {output: buyers, expression",
            "  - {output: lasts, expression: savings / rent}\n  - {output: buyers, expression",
        ),
    )
    page = render(stall.build(words))
    assert re.search(r'<div class="ps-working" data-working="1" [^>]* hidden>', page)


def test_data_for_scripts_is_json_that_no_parser_takes_for_markup(stall, render):
    words = stall.changed(stall.yaml, ("label: Rent,", 'label: "</template><script>alert(1)</script> & co",'))
    page = render(stall.build(words))
    assert "<script" not in page
    data = re.search(r"<template data-spec>(.*?)</template>", page).group(1)
    assert "<" not in data and "&" not in data
    read = json.loads(data)
    assert read["spec"]["inputs"]["rent"]["label"] == "</template><script>alert(1)</script> & co"
    assert read["spec"]["id"] == "stall" and read["locale"]["currency"] == "USD"
    assert read["defaults"]["goods"][0] == {"name": "Jam", "cost": 2.0, "bought": 50}
    assert read["spec"]["messages"]["no_price"] == {"field": "price"}
    # The arithmetic of the YAML travels compiled, not as text.
    assert "buyers * price" not in data


def test_what_waits_for_the_readers_touch_is_not_in_the_page(calculator, locale, render):
    shown = view(calculator, locale)
    assert shown.details["spec"]["messages"]["no_price"]["values"] == {
        "revenue": {"kind": "money"},
        "sold": {"kind": "count"},
    }
    data = re.search(r"<template data-spec>(.*?)</template>", render(calculator)).group(1)
    for word in DETAIL_WORDS:
        assert shown.details["words"][word].items() <= locale.words["calculator"][word].items()
        assert word not in json.loads(data)["locale"]["words"]["calculator"]
    assert shown.details["words"]["problems"]["required"] not in data
    assert shown.details["spec"]["messages"]["no_price"]["text"] not in data
    assert "details" not in files(calculator, shown.details)["stall.js"]


def test_markup_in_words_stays_text(stall, render):
    words = stall.changed(stall.yaml, ("label: Profit,", 'label: "<b>Profit</b>",'), ("text: Thin", 'text: "<i>Thin"'))
    page = render(stall.build(words))
    assert "<b>" not in page and "<i>" not in page


def test_the_page_speaks_its_locale(calculator, locale, render):
    page = render(calculator, Locale("de-DE", "EUR", locale.words))
    assert re.search(r'data-output="profit" data-value="70" [^>]*>70\xa0€</output>', page)
    assert re.search(r'name="visitors" [^>]*value="1\.000"', page)
    assert '<span class="ps-unit">€</span></div>' in page


def test_a_locale_without_our_words_fails_loudly(calculator):
    with pytest.raises(KeyError):
        view(calculator, Locale("en-US", "USD", {}))


def test_code_is_one_line_of_html_with_the_very_text():
    source = 'def f(x: float) -> float:\n    """<b> & more."""\n\n\n    return x < 2\n'
    html = highlighted(source)
    assert "\n" not in html and "<b>" not in html
    assert Markup(html).striptags().replace("\xa0", " ") != ""
    text = re.sub(r"<[^>]+>", "", html).replace("&#10;", "\n")
    assert text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&#39;", "'").replace(
        "&amp;", "&"
    ) == source.rstrip("\n")


def test_defaults_without_a_result_are_a_problem(stall, locale):
    words = stall.changed(stall.yaml, ("default: 1000, min", "default: 10, min"))
    with pytest.raises(PlaybookError) as raised:
        view(stall.build(words), locale)
    (problem,) = raised.value.problems
    assert problem.mark.line > 0 and "no result" in problem.message


def test_the_code_file_defines_both_modules(calculator):
    found = files(calculator, {"words": {}})
    assert list(found) == ["stall.js", "stall.details.js"]
    text = found["stall.js"]
    assert text.startswith('playsmith.calculators.define("stall", {')
    context = Engine(calculator.arithmetic)._context
    context.eval(
        "globalThis.got = {}; playsmith.calculators = { define(id, code) { got.id = id; got.code = code; } }; 0"
    )
    context.eval(text)
    context.eval("globalThis.made = got.code.calculate(playsmith.runtime); 0")
    context.eval("globalThis.said = got.code.expressions(playsmith.runtime); 0")
    assert context.eval("got.id") == "stall"
    assert context.eval("Object.keys(made).includes('calculate')") is True
    assert context.eval("JSON.stringify(playsmith.runtime.call(said.working_1, {visitors: 10, buy_rate: 0.5}))") == (
        '{"value":{"result":5}}'
    )


def test_what_python_needs_is_a_file_of_its_own(calculator):
    """Only a reader who asks for the check with Python loads it."""
    found = files(calculator, {}, {"folder": "pyodide-1/"})
    assert list(found) == ["stall.js", "stall.details.js", "stall.python.js"]
    assert "pyodide-1" not in found["stall.js"]
    assert found["stall.python.js"] == 'playsmith.calculators.defineLane("stall", {"folder": "pyodide-1/"});\n'


def test_scripts_ask_for_no_word_that_their_data_leaves_out():
    assets = ROOT / "src/playsmith/assets"
    scripts = "".join(path.read_text("utf-8") for path in assets.rglob("*.js"))
    asked = set(re.findall(r"word\(\s*[\"`](?:calculator\.)?([\w.]+)", scripts))
    assert {"none", "copy.inputs", "announce.problems"} <= asked
    assert not asked & set(PLACED_WORDS)
