"""A small calculator, made up, that tests change in one place at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml

from playsmith.calculators import Calculator, load_calculator
from playsmith.compiler import Source
from playsmith.locale import Locale
from playsmith.model.calculator import CalculatorSpec
from playsmith.problems import PlaybookError, Problem
from playsmith.source import parse_document

ROOT = Path(__file__).parents[2]
YAML = """\
title: Stall
summary: What a market stall earns.
question: Does the stall pay?
groups:
  more: {label: More, help: What few need.}
inputs:
  rent: {kind: money, label: Rent, per: per month, default: 200.0, slider: {low: 0.0, high: 500.0, step: 10.0}}
  visitors: {kind: count, label: Visitors, default: 1000, min: 0, max: 100000, unit: people}
  buy_rate:
    {kind: percent, label: Buy rate, period: month, default: 0.05, suspicious_below: 0.001, help: Who buys.}
  price: {kind: money, label: Price, default: 8.0, min: 0.0, max: 1000.0, out_of_range: odd_price}
  season: {kind: choice, label: Season, default: summer, options: {summer: {label: Summer}, winter: {label: Winter}}}
  has_help: {kind: switch, label: A helper, default: false, group: more}
  helper_pay: {kind: money, label: Pay of the helper, default: 100.0, only_if: has_help, group: more}
  savings: {kind: money, label: Savings, default: null, optional: true, group: more}
  goods:
    kind: table
    label: Goods
    row_label: Good
    max_rows: 4
    columns:
      name: {kind: text, label: Name, default: thing}
      cost: {kind: money, label: Cost, default: 1.0}
      bought: {kind: count, label: Bought, default: 10}
    default: [{name: Jam, cost: 2.0, bought: 50}, {name: Bread, cost: 1.5, bought: 20}]
outputs:
  profit: {kind: money, label: Profit, per: per month}
  margin:
    kind: percent
    label: Margin
    none: nothing sold
    metric: gross-margin
    bands: [{below: 0.2, tone: bad, text: Thin}, {tone: good, text: Sound}]
  buyers: {kind: count, label: Buyers}
  goods_cost: {kind: money, label: Cost of goods}
  lasts: {kind: duration, label: Savings last, unit: month, infinite: for ever, none: no savings given}
  verdict:
    kind: choice
    label: Verdict
    options: {pays: {tone: good, text: "Pays: {profit} a month."}, loses: {tone: bad, text: "Loses money."}}
  few: {kind: flag, label: Few, text: "Only {buyers} buyers from {visitors}."}
  by_good: {kind: table, label: By good, columns: {name: {kind: text, label: Name}, total: {kind: money, label: Total}}}
  path: {kind: series, label: Path, of: money, along: Month}
headline: profit
headline_note: "At {price} each, {season}."
verdict: verdict
secondary: [margin, lasts]
rules:
  - {holds: "sum([row['bought'] for row in goods]) <= visitors", message: too_many_goods}
messages:
  too_many_goods: {field: goods, text: "You bought more than {visitors} visitors can carry.", repair: Buy less.}
  no_price:
    field: price
    text: "At {price} nothing is earned; {sold} buyers pay {revenue}."
    values:
      revenue: {expression: visitors * buy_rate * price, kind: money}
      sold: {expression: int(visitors * buy_rate), kind: count}
  odd_price: {field: price, text: "A price of {price} is odd."}
charts:
  - {kind: line, title: Earned, description: Month by month., series: [path], levels: [rent], mark_at: lasts}
  - {kind: bars, title: Goods, description: Each., table: by_good, label: name, value: total}
working:
  - output: goods_cost
    values: {spent: "sum([row['cost'] * row['bought'] for row in goods])"}
    labels: {spent: Spent on goods}
    expression: spent
  - {output: buyers, expression: int(visitors * buy_rate)}
  - {output: profit, expression: buyers * price - rent - goods_cost, note: The helper comes off as well.}
definition: Profit of a stall per month, before tax
assumptions: [{text: Everybody pays the price., grade: weak}]
sources_note: [None but sense.]
examples:
  - {title: As it stands, outputs: {profit: 70.0, buyers: 50}}
  - {inputs: {price: 0.0}, problem: no_price}
"""
PYTHON = '''\
"""A stall."""

import math
from typing import TypedDict


class Good(TypedDict):
    name: str
    cost: float
    bought: int


class GoodTotal(TypedDict):
    name: str
    total: float


class Result(TypedDict):
    profit: float
    margin: float | None
    buyers: int
    goods_cost: float
    lasts: float | None
    verdict: str
    few: bool
    by_good: list[GoodTotal]
    path: list[float]


def calculate(
    *,
    rent: float,
    visitors: int,
    buy_rate: float,
    price: float,
    season: str,
    has_help: bool,
    helper_pay: float,
    savings: float | None,
    goods: list[Good],
) -> Result:
    if price == 0.0:
        raise ValueError("no_price")
    buyers = int(visitors * buy_rate)
    revenue = buyers * price
    totals: list[GoodTotal] = []
    for row in goods:
        totals.append({"name": row["name"], "total": row["cost"] * row["bought"]})
    goods_cost = sum([row["total"] for row in totals])
    profit = revenue - rent - goods_cost
    return {
        "profit": profit,
        "margin": None if revenue == 0.0 else profit / revenue,
        "buyers": buyers,
        "goods_cost": goods_cost,
        "lasts": None if savings is None else (math.inf if profit >= 0.0 else savings / -profit),
        "verdict": "pays" if profit > 0.0 else "loses",
        "few": buyers < 30,
        "by_good": totals,
        "path": [month * profit for month in range(7)],
    }
'''


def build(
    words: str = YAML, python: str = PYTHON, helpers: Mapping[str, str] | None = None, guidelines: object = ()
) -> Calculator:
    """Load the calculator that the two texts say, with marks of the real YAML."""
    document = parse_document(words, "playbook/calculators/stall.yaml")
    spec = CalculatorSpec.model_validate({"id": "stall", **document.plain()})
    sources = {name: Source(name, name.replace(".", "/") + ".py", text) for name, text in (helpers or {}).items()}
    source = Source("calculators.stall", "calculators/stall.py", python)
    return load_calculator(spec, source, sources, lambda *loc: document.at(loc).mark, guidelines)


def changed(text: str, *changes: tuple[str, str]) -> str:
    """The text with each first string replaced by the second; each has to be there once."""
    for old, new in changes:
        assert text.count(old) == 1, (old, text.count(old))
        text = text.replace(old, new)
    return text


def place(text: str, part: str, file: str) -> str:
    """file:line:column of `part`, which stands once in the text."""
    assert text.count(part) == 1, (part, text.count(part))
    before = text[: text.index(part)]
    return f"{file}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def problems_of(words: str = YAML, python: str = PYTHON, **more: object) -> tuple[Problem, ...]:
    """What is wrong with the two texts."""
    with pytest.raises(PlaybookError) as raised:
        build(words, python, **more)
    return raised.value.problems


class Stall:
    """The texts and the tools, handed to tests."""

    yaml, python = YAML, PYTHON
    build = staticmethod(build)
    changed = staticmethod(changed)
    place = staticmethod(place)
    problems_of: Callable[..., tuple[Problem, ...]] = staticmethod(problems_of)
    yaml_file, python_file = "playbook/calculators/stall.yaml", "calculators/stall.py"


@pytest.fixture(scope="session")
def stall() -> type[Stall]:
    return Stall


@pytest.fixture(scope="session")
def calculator() -> Calculator:
    return build()


@pytest.fixture(scope="session")
def locale() -> Locale:
    words = yaml.safe_load((ROOT / "site_config/locale/en.yaml").read_text("utf-8"))
    return Locale("en-US", "USD", words)
