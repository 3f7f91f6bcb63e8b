"""Results as the page shows them: numbers, verdict, bands, flags, tables, working."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass

from playsmith.calculators.outcome import Failure
from playsmith.calculators.prove import unknown
from playsmith.calculators.run import Calculation
from playsmith.calculators.words import sentence
from playsmith.calculators.working import equations
from playsmith.locale import Locale
from playsmith.model.calculator import CalculatorSpec
from playsmith.model.outputs import Output, OutputColumn


@dataclass(frozen=True)
class ResultView:
    """A number or words. `name` is the place (`by_channel[0].cac`), `value` the JSON of full precision."""

    name: str
    label: str
    kind: str
    text: str
    value: str
    per: str | None = None
    help: str | None = None
    metric: str | None = None
    tone: str | None = None
    band: str | None = None
    shown: bool = True


@dataclass(frozen=True)
class VerdictView:
    text: str
    tone: str
    shown: bool


@dataclass(frozen=True)
class TableView:
    """A table of results. `columns` are the cells of a row not yet filled, for rows that a script adds."""

    name: str
    label: str
    help: str | None
    empty: str
    folded: bool
    columns: tuple[ResultView, ...]
    rows: tuple[tuple[ResultView, ...], ...]


@dataclass(frozen=True)
class WorkingView:
    """A line of the working; MathML of its values, of the expression in words, and with numbers."""

    index: int
    label: str
    values: tuple[str, ...]
    symbolic: str
    numbers: str
    note: str | None
    shown: bool


@dataclass(frozen=True)
class Shown:
    """The inputs and outputs (JSON values) that a page is built with."""

    spec: CalculatorSpec
    inputs: Mapping[str, object]
    outputs: Mapping[str, object]
    locale: Locale

    def words(self, text: str) -> str:
        """A sentence of the YAML with its placeholders filled."""
        return sentence(self.spec, text, self.inputs, self.outputs, self.locale)

    def result(self, name: str) -> ResultView:
        return self._result(name, self.spec.outputs[name], self.outputs[name])

    def verdict(self) -> VerdictView | None:
        if self.spec.verdict is None:
            return None
        output, value = self.spec.outputs[self.spec.verdict], self.outputs[self.spec.verdict]
        if output.kind == "choice":
            said = output.options.get(value) if value is not None else None
        else:
            said = band_of(output, value)
        if said is None:
            return VerdictView("", "neutral", False)
        return VerdictView(self.words(said.text), said.tone, True)

    def table(self, name: str) -> TableView:
        output = self.spec.outputs[name]
        rows = self.outputs[name] or ()
        return TableView(
            name,
            output.label,
            output.help,
            output.empty or self.locale.word("calculator.empty_table"),
            output.folded,
            tuple(
                ResultView(f"{name}[].{column}", each.label, each.kind, "", "", help=each.help, metric=each.metric)
                for column, each in output.columns.items()
            ),
            tuple(
                tuple(
                    self._result(f"{name}[{index}].{column}", each, row[column])
                    for column, each in output.columns.items()
                )
                for index, row in enumerate(rows)
            ),
        )

    def _result(self, name: str, output: Output | OutputColumn, value: object) -> ResultView:
        band = band_of(output, value)
        tone = band.tone if band else None
        if output.kind == "flag":
            text, tone = self.words(output.text), output.tone
        else:
            text = self.words(self.locale.format(output, value))
            if output.kind == "choice" and value is not None:
                tone = output.options[value].tone
        return ResultView(
            name,
            output.label,
            output.kind,
            text,
            _json(value),
            per=_after(output),
            help=output.help,
            metric=output.metric,
            tone=tone,
            band=band.text if band else "" if output.bands else None,
            shown=value is True if output.kind == "flag" else True,
        )


def _after(output: Output | OutputColumn) -> str | None:
    """What stands behind a value, apart from it: the period of an amount, the unit of a number."""
    return getattr(output, "per", None) or (output.unit if output.kind in ("number", "count") else None)


def band_of(output: Output | OutputColumn, value: object):
    """The first band that the number stays under, or the last; None for what is no number."""
    if not output.bands or value is None:
        return None
    number = math.inf if value == "Infinity" else value
    return next((band for band in output.bands if band.below is None or number < band.below), None)


def working_views(calculation: Calculation, quantities: Mapping[str, object], shown: Shown) -> tuple[WorkingView, ...]:
    """The working with the numbers of `quantities`, inputs and results of the declared types."""
    spec, locale = shown.spec, shown.locale
    texts = {name: locale.format_input(each, quantities[name]) for name, each in spec.inputs.items()}
    for name, each in spec.outputs.items():
        if each.kind not in ("table", "series", "flag", "choice"):
            texts[name] = locale.format(each, shown.outputs[name])
    views = []
    for index, line in enumerate(spec.working):
        found = worked(calculation, index, quantities)
        own = dict(texts)
        if found is not None:
            own |= {name: locale.quantity(value) for name, value in found.items()}
            own["result"] = locale.format(spec.outputs[line.output], found["result"])
        values, symbolic, numbers = equations(spec, line, own, locale)
        label = spec.outputs[line.output].label
        views.append(WorkingView(index, label, values, symbolic, numbers, line.note, found is not None))
    return tuple(views)


def worked(calculation: Calculation, index: int, quantities: Mapping[str, object]) -> dict[str, float] | None:
    """The values of a line; None where it cannot be shown for these numbers."""
    line = calculation.calculator.spec.working[index]
    parameters = calculation.calculator.expressions.functions[f"working_{index}"].parameters
    if any(unknown(quantities[each]) for each in (*parameters, line.output)):
        return None
    outcome = calculation.expression(f"working_{index}", quantities)
    return None if isinstance(outcome, Failure) else outcome.value


def _json(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)  # as scripts write it
    return value if isinstance(value, str) else json.dumps(value)
