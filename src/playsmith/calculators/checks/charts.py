"""Charts: what they draw is there and can be drawn."""

from __future__ import annotations

from playsmith.calculators.findings import Findings, nearest
from playsmith.calculators.kinds import NUMERIC
from playsmith.model.calculator import BarChart, CalculatorSpec, LineChart, RangeChart

_Loc = tuple[str | int, ...]


def check_charts(spec: CalculatorSpec, findings: Findings) -> None:
    """Every name a chart mentions."""
    for index, chart in enumerate(spec.charts):
        loc: _Loc = ("charts", index)
        match chart:
            case LineChart():
                _line(spec, loc, chart, findings)
            case BarChart():
                _bars(spec, loc, chart, findings)
            case RangeChart():
                for place, item in enumerate(chart.items):
                    for key in ("value", "low", "high"):
                        _number(spec, (*loc, "items", place, key), getattr(item, key), findings)


def _number(spec: CalculatorSpec, loc: _Loc, name: str, findings: Findings) -> None:
    everything = {**spec.inputs, **spec.outputs}
    _named(loc, name, {key: each.kind for key, each in everything.items()}, NUMERIC, findings)


def _named(loc: _Loc, name: str, kinds: dict[str, str], wanted: frozenset[str], findings: Findings) -> None:
    candidates = [key for key, kind in kinds.items() if kind in wanted]
    if name not in kinds:
        findings.at(loc, f"there is no '{name}'", nearest(name, candidates), "unknown-name")
    elif name not in candidates:
        message = f"'{name}' is a {kinds[name]} and cannot be drawn here"
        findings.at(loc, message, nearest(name, candidates), "wrong-kind")


def _line(spec: CalculatorSpec, loc: _Loc, chart: LineChart, findings: Findings) -> None:
    outputs = {name: each.kind for name, each in spec.outputs.items()}
    for index, name in enumerate(chart.series):
        _named((*loc, "series", index), name, outputs, frozenset({"series"}), findings)
    series = [spec.outputs[name] for name in chart.series if outputs.get(name) == "series"]
    if len({(each.of, each.start) for each in series}) > 1:
        hint = "draw series of the same `of` and `start` together, others in a chart of their own"
        findings.at((*loc, "series"), "the series do not share an axis", hint, "wrong-kind")
    for index, name in enumerate(chart.levels):
        _number(spec, (*loc, "levels", index), name, findings)
    if chart.mark_at is not None:
        _named((*loc, "mark_at"), chart.mark_at, outputs, NUMERIC, findings)


def _bars(spec: CalculatorSpec, loc: _Loc, chart: BarChart, findings: Findings) -> None:
    outputs = {name: each.kind for name, each in spec.outputs.items()}
    if bool(chart.outputs) == (chart.table is not None):
        hint = "give `outputs`, or `table` with `label` and `value`"
        findings.at(loc, "bars are drawn either of outputs or of a table's rows", hint, "chart")
        return
    for index, name in enumerate(chart.outputs):
        _named((*loc, "outputs", index), name, outputs, NUMERIC, findings)
    if len({outputs[name] for name in chart.outputs if name in outputs}) > 1:
        hint = "bars of one chart are all money, or all percent, …"
        findings.at((*loc, "outputs"), "the outputs are of several kinds", hint, "wrong-kind")
    if chart.table is None:
        return
    _named((*loc, "table"), chart.table, outputs, frozenset({"table"}), findings)
    table = spec.outputs.get(chart.table)
    if table is None or table.kind != "table":
        return
    columns = {name: each.kind for name, each in table.columns.items()}
    for key, kinds in (("label", frozenset({"text", "choice"})), ("value", NUMERIC)):
        name = getattr(chart, key)
        if name is None:
            findings.at(loc, f"`{key}` is missing", f"name the column: {', '.join(columns)}", "chart")
        else:
            _named((*loc, key), name, columns, kinds, findings)
