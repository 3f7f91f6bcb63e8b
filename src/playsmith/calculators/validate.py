"""Readers' values against the declared inputs: all that is wrong, at once, by code and field."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from playsmith.calculators.findings import nearest
from playsmith.model.calculator import CalculatorSpec
from playsmith.model.inputs import Column, FileInput, Input, TableInput


@dataclass(frozen=True)
class FieldProblem:
    """What is wrong with one field: `field` as the page names it (`channels[0].spend`; empty: the calculator as a
    whole), a code, and the values its words may mention."""

    field: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass
class Checked:
    """The values calculate() gets, with defaults filled in, and what is wrong or doubtful about them."""

    values: dict[str, object] = field(default_factory=dict)
    problems: list[FieldProblem] = field(default_factory=list)
    warnings: list[FieldProblem] = field(default_factory=list)


class _Wrong(Exception):
    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def defaults(spec: CalculatorSpec) -> dict[str, object]:
    """What the fields hold before the reader changes them, as JSON values."""
    return {
        name: [_row(each, row) for row in each.default] if isinstance(each, TableInput) else each.default
        for name, each in spec.inputs.items()
    }


def check_inputs(spec: CalculatorSpec, inputs: Mapping[str, object]) -> Checked:
    """The inputs as calculate() takes them. A field whose switch is off is of no effect: its default stands in."""
    checked, standard = Checked(), defaults(spec)
    for name in inputs:
        if name not in spec.inputs:
            checked.problems.append(FieldProblem(name, "unknown_field", {"hint": nearest(name, spec.inputs)}))
    for name, each in spec.inputs.items():
        off = each.only_if is not None and inputs.get(each.only_if, standard.get(each.only_if)) is False
        value = standard[name] if off else inputs.get(name, standard[name])
        if isinstance(each, TableInput):
            checked.values[name] = _table(name, each, value, checked)
        elif each.kind == "file":
            checked.values[name] = _file(name, each, value, checked)
        else:
            checked.values[name] = _field(name, each, value, checked)
    return checked


def wrong_with(each: Input | Column, value: object) -> FieldProblem | None:
    """What is wrong with one value of a field that is no table; None: nothing."""
    try:
        _value(each, value)
    except _Wrong as wrong:
        return FieldProblem("", wrong.code, wrong.values)
    return None


def _field(place: str, each: Input | Column, value: object, checked: Checked) -> object:
    try:
        value = _value(each, value)
    except _Wrong as wrong:
        outside = wrong.code in ("below_minimum", "above_maximum")
        code = each.out_of_range if outside and each.out_of_range else wrong.code
        checked.problems.append(FieldProblem(place, code, wrong.values))
        return value if outside else None
    limit = each.suspicious_below if each.kind == "percent" else None
    if limit is not None and value is not None and 0 < value < limit:
        checked.warnings.append(FieldProblem(place, "suspicious_fraction", {"value": value}))
    return value


def _file(name: str, each: FileInput, value: object, checked: Checked) -> bytes | None:
    if not isinstance(value, bytes):
        if value is not None or not each.optional:
            checked.problems.append(FieldProblem(name, "required" if value is None else "not_a_file"))
        return None
    if len(value) > each.megabytes * 1_000_000:
        checked.problems.append(FieldProblem(name, "file_too_large", {"max": each.megabytes}))
        return None
    return value


def _table(name: str, table: TableInput, value: object, checked: Checked) -> list[object]:
    if value is None:
        value = []
    if not isinstance(value, list | tuple) or not all(isinstance(row, Mapping) for row in value):
        checked.problems.append(FieldProblem(name, "not_a_table"))
        return []
    if len(value) < table.min_rows:
        checked.problems.append(FieldProblem(name, "too_few_rows", {"min": table.min_rows}))
    if len(value) > table.max_rows:
        checked.problems.append(FieldProblem(name, "too_many_rows", {"max": table.max_rows}))
        return []
    rows: list[object] = []
    for index, row in enumerate(value):
        for column in row:
            if column not in table.columns:
                hint = nearest(str(column), table.columns)
                checked.problems.append(FieldProblem(f"{name}[{index}].{column}", "unknown_field", {"hint": hint}))
        whole = _row(table, row)
        rows.append(
            {
                column: _field(f"{name}[{index}].{column}", each, whole[column], checked)
                for column, each in table.columns.items()
            }
        )
    return rows


def _row(table: TableInput, row: Mapping[str, object]) -> dict[str, object]:
    return {column: row.get(column, each.default) for column, each in table.columns.items()}


def _value(each: Input | Column, value: object) -> object:
    if value is None:
        if each.optional:
            return None
        raise _Wrong("required")
    match each.kind:
        case "period" | "choice":
            if value not in tuple(each.options):
                raise _Wrong("not_an_option", options=", ".join(each.options))
        case "switch":
            if not isinstance(value, bool):
                raise _Wrong("not_an_option", options="true, false")
        case "text":
            if not isinstance(value, str):
                raise _Wrong("not_an_option", options="text")
            if len(value) > each.max_length:
                raise _Wrong("too_long", max=each.max_length)
        case _:
            return _number(each, value)
    return value


def _number(each: Input | Column, value: object) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _Wrong("not_a_number", text=value)
    if isinstance(value, float) and not math.isfinite(value):
        raise _Wrong("not_a_number", text=value)
    if each.kind == "count" and value != int(value):
        raise _Wrong("not_a_whole_number")
    if value < each.min:
        raise _Wrong("below_minimum", value=value, min=each.min, max=each.max)
    if value > each.max:
        raise _Wrong("above_maximum", value=value, min=each.min, max=each.max)
    return int(value) if each.kind == "count" else float(value) + 0.0
