"""Fields: their groups, switches, periods, defaults and sliders."""

from __future__ import annotations

from playsmith.calculators.findings import Findings, nearest
from playsmith.calculators.validate import wrong_with
from playsmith.model.calculator import CalculatorSpec
from playsmith.model.inputs import Column, FileInput, GuidelineBound, Input, TableInput

_WRONG = {
    "required": ("the default is empty", "give a value, or say `optional: true`"),
    "not_a_number": ("the default is not a number", "write a number"),
    "not_a_whole_number": ("the default is not a whole number", "write a whole number"),
    "too_long": ("the default is too long", "at most {max} characters"),
    "below_minimum": ("the default is below min", "between {min} and {max}; a percentage is a fraction: 0.03"),
    "above_maximum": ("the default is above max", "between {min} and {max}; a percentage is a fraction: 0.03"),
    "not_an_option": ("the default is not an option", "one of: {options}"),
}


def check_fields(spec: CalculatorSpec, findings: Findings) -> None:
    """What fields refer to, and whether their own defaults would be accepted."""
    for name, field in spec.inputs.items():
        loc = ("inputs", name)
        if name in spec.outputs:
            findings.at(("outputs", name), "an input has the same name", "rename one of the two", "duplicate-name")
        _references(spec, name, findings)
        if isinstance(field, TableInput):
            _table(loc, field, findings)
        else:
            _limits(loc, field, findings)
            # A file has a sample in place of a default; whether that is there is checked with the Python.
            if not isinstance(field, FileInput) and not isinstance(field.default, GuidelineBound):
                _default((*loc, "default"), field, field.default, findings)
    used = {field.group for field in spec.inputs.values()}
    for group in spec.groups:
        if group not in used:
            hint = f"give a field `group: {group}`, or remove it"
            findings.at(("groups", group), "no field stands in this group", hint, "unused", "warning")


def _references(spec: CalculatorSpec, name: str, findings: Findings) -> None:
    field = spec.inputs[name]
    if field.group is not None and field.group not in spec.groups:
        hint = nearest(field.group, spec.groups)
        findings.at(("inputs", name, "group"), f"there is no group '{field.group}'", hint, "unknown-name")
    _message(spec, ("inputs", name, "out_of_range"), field.out_of_range, findings)
    if field.kind == "table":
        for column, each in field.columns.items():
            loc = ("inputs", name, "columns", column, "out_of_range")
            _message(spec, loc, each.out_of_range, findings)
    _input_of_kind(spec, ("inputs", name, "only_if"), field.only_if, "switch", findings)
    if field.kind == "percent":
        _input_of_kind(spec, ("inputs", name, "period_from"), field.period_from, "period", findings)


def _message(spec: CalculatorSpec, loc: tuple[str | int, ...], code: str | None, findings: Findings) -> None:
    if code is not None and code not in spec.messages:
        hint = nearest(code, spec.messages)
        findings.at(loc, f"there is no message '{code}'", hint, "unknown-name")


def _input_of_kind(
    spec: CalculatorSpec, loc: tuple[str | int, ...], name: str | None, kind: str, findings: Findings
) -> None:
    if name is None:
        return
    candidates = [each for each, field in spec.inputs.items() if field.kind == kind]
    if name not in spec.inputs:
        findings.at(loc, f"there is no input '{name}'", nearest(name, candidates), "unknown-name")
    elif name not in candidates:
        message = f"input '{name}' is a {spec.inputs[name].kind}, not a {kind}"
        findings.at(loc, message, nearest(name, candidates), "wrong-kind")


def _limits(loc: tuple[str | int, ...], field: Input | Column, findings: Findings) -> None:
    if not hasattr(field, "min"):
        return
    if field.min > field.max:
        hint = f"max is {field.max}; min must not be above it"
        findings.at((*loc, "min"), f"min {field.min} is above max", hint, "range")
    slider = getattr(field, "slider", None)
    if slider is not None and not field.min <= slider.low < slider.high <= field.max:
        hint = f"low below high, both between {field.min} and {field.max}"
        findings.at((*loc, "slider"), "the slider does not fit into min and max", hint, "range")


def _default(loc: tuple[str | int, ...], field: Input | Column, value: object, findings: Findings) -> None:
    wrong = wrong_with(field, value)
    if wrong is not None:
        message, hint = _WRONG[wrong.code]
        findings.at(loc, f"{message}: {value!r}", hint.format(**wrong.values), "default")


def _table(loc: tuple[str | int, ...], table: TableInput, findings: Findings) -> None:
    for column, field in table.columns.items():
        _limits((*loc, "columns", column), field, findings)
        if field.only_if is not None or field.group is not None:
            key = "only_if" if field.only_if is not None else "group"
            hint = f"put `{key}` on the table itself"
            findings.at((*loc, "columns", column, key), "a column cannot have it", hint, "wrong-place")
        if isinstance(getattr(field, "default", None), GuidelineBound):
            hint = "write the figure; only a field of its own can take a guideline's"
            findings.at((*loc, "columns", column, "default"), "a column takes no guideline", hint, "wrong-place")
    if not table.min_rows <= len(table.default) <= table.max_rows:
        hint = f"between {table.min_rows} and {table.max_rows} rows"
        findings.at((*loc, "default"), f"{len(table.default)} rows stand here", hint, "default")
    for index, row in enumerate(table.default):
        for column in row:
            if column not in table.columns:
                place, hint = (*loc, "default", index, column), nearest(column, table.columns)
                findings.at(place, f"there is no column '{column}'", hint, "unknown-name")
        for column, field in table.columns.items():
            if column in row:
                _default((*loc, "default", index, column), field, row[column], findings)
            elif not isinstance(field.default, GuidelineBound):
                _default((*loc, "default", index), field, field.default, findings)
