"""What a chart of each kind shows: the layout's arguments, its texts, its data table, its summary.

The words and formats of a chart live here and in `playsmith-charts-plan.js`; places live in the layouts.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from playsmith.charts import bars, line, ranges
from playsmith.charts.marks import Mark
from playsmith.locale import Locale

SHAPES = ("circle", "square", "triangle", "diamond")
KNOWN_TEAMS = {"marketing": "circle", "sales": "square"}


@dataclass(frozen=True)
class Plan:
    """A chart before its width is known."""

    layout: Callable[..., list[Mark]]
    arguments: dict[str, Any]
    height: float | None  # None: the layout finds its own
    text: Callable[[Mark], str]
    head: list[str]
    rows: list[list[str]]
    summary: str
    teams: tuple[str | None, ...] = ()


@dataclass(frozen=True)
class Quantity:
    """An input or output by name."""

    label: str
    value: Any
    text: str
    spec: Mapping[str, Any]


def quantity(name: str, data: Mapping[str, Any], locale: Locale) -> Quantity:
    """An output, or else an input, of the calculator that `data` holds."""
    outputs = data["spec"]["outputs"]
    if name in outputs:
        spec, value = outputs[name], data["outputs"].get(name)
        text = "" if spec["kind"] in ("series", "table") else locale.format(spec, value)
    else:
        spec, value = data["spec"]["inputs"][name], data["inputs"].get(name)
        text = locale.format_input(spec, value)
    return Quantity(spec["label"], _drawable(spec["kind"], value), text, spec)


def _drawable(kind: str, value: Any) -> Any:
    if kind == "series":
        return [_drawable("number", x) for x in value or ()]
    return math.inf if value == "Infinity" else value


def plan_line(chart: Mapping[str, Any], data: Mapping[str, Any], locale: Locale) -> Plan:
    series = [quantity(name, data, locale) for name in chart["series"]]
    levels = [quantity(name, data, locale) for name in chart.get("levels") or ()]
    mark = quantity(chart["mark_at"], data, locale) if chart.get("mark_at") else None
    first = series[0].spec
    kind = first.get("of") or "number"

    def value(x: float, digits: int | None) -> str:
        return locale.format({"kind": kind, "digits": digits}, x)

    def tick(x: float, digits: int) -> str:
        return value(x, max(digits - 2, 0) if kind == "percent" else digits)

    def text(drawn: Mark) -> str:
        index, x = drawn["index"], drawn["value"]
        match drawn["text"]:
            case "x":
                return locale.count(x)
            case "y":
                return tick(x, index)
            case "along":
                return first["along"]
            case "series":
                return series[index].label
            case "level":
                level = levels[index]
                return locale.word("calculator.chart.level_label", label=level.label, value=level.text)
            case _:
                return locale.word("calculator.chart.mark_label", label=mark.label, value=mark.text)

    def cell(one: Quantity, place: int) -> str:
        return value(one.value[place], one.spec.get("digits")) if place < len(one.value) else ""

    longest = max((len(one.value) for one in series), default=0)
    said = [
        locale.word("calculator.chart.series", label=one.label, first=cell(one, 0), last=cell(one, len(one.value) - 1))
        for one in series
        if one.value
    ]
    said += [
        locale.word("calculator.chart.level", label=one.label, value=one.text)
        for one in (*levels, *([mark] if mark else []))
    ]
    return Plan(
        layout=line.layout,
        arguments={
            "series": [one.value for one in series],
            "start": first.get("start") or 0,
            "levels": [one.value for one in levels],
            "mark": mark.value if mark else None,
            "affix": len(tick(0.0, 0)) - 1,
        },
        height=300.0,
        text=text,
        head=[first["along"], *(one.label for one in series)],
        rows=[
            [locale.count(place + (first.get("start") or 0)), *(cell(one, place) for one in series)]
            for place in range(longest)
        ],
        summary=" ".join(said),
    )


def plan_bars(chart: Mapping[str, Any], data: Mapping[str, Any], locale: Locale) -> Plan:
    words = [locale.word("calculator.chart.item"), locale.word("calculator.chart.value")]
    if chart.get("table"):
        table = quantity(chart["table"], data, locale)
        label, value = chart["label"], chart["value"]
        columns = table.spec["columns"]
        words = [columns[label]["label"], columns[value]["label"]]
        items = [
            (
                locale.format(columns[label], row[label]),
                _drawable("number", row[value]),
                locale.format(columns[value], row[value]),
            )
            for row in table.value or ()
        ]
    else:
        shown = [quantity(name, data, locale) for name in chart["outputs"]]
        items = [(one.label, one.value, one.text) for one in shown]
    return Plan(
        layout=bars.layout,
        arguments={"values": [value for _, value, _ in items]},
        height=None,
        text=lambda drawn: items[drawn["index"]][0 if drawn["text"] == "item" else 2],
        head=words,
        rows=[[label, text] for label, _, text in items],
        summary=" ".join(locale.word("calculator.chart.bar", label=label, value=text) for label, _, text in items),
    )


def plan_ranges(chart: Mapping[str, Any], data: Mapping[str, Any], locale: Locale) -> Plan:
    items = [
        (item, *(quantity(item[part], data, locale) for part in ("value", "low", "high"))) for item in chart["items"]
    ]
    shapes = {**KNOWN_TEAMS, **data.get("shapes", {})}

    def text(drawn: Mark) -> str:
        item, value, low, high = items[drawn["index"]]
        match drawn["text"]:
            case "item":
                return item["label"]
            case "value":
                return value.text
            case _:
                return locale.word("calculator.chart.range_label", low=low.text, high=high.text)

    return Plan(
        layout=ranges.layout,
        arguments={
            "values": [value.value for _, value, _, _ in items],
            "lows": [low.value for _, _, low, _ in items],
            "highs": [high.value for _, _, _, high in items],
            "shapes": [SHAPES.index(shapes.get(item.get("team"), "diamond")) for item, *_ in items],
        },
        height=None,
        text=text,
        head=[locale.word(f"calculator.chart.{key}") for key in ("item", "value", "low", "high")],
        rows=[[item["label"], value.text, low.text, high.text] for item, value, low, high in items],
        summary=" ".join(
            locale.word("calculator.chart.range", label=item["label"], value=value.text, low=low.text, high=high.text)
            for item, value, low, high in items
        ),
        teams=tuple(item.get("team") for item, *_ in items),
    )


PLANS = {"line": plan_line, "bars": plan_bars, "ranges": plan_ranges}
