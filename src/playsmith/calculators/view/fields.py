"""Fields as the page shows them: labels, units, the default as text, sliders, rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from playsmith.locale import Locale
from playsmith.model.calculator import CalculatorSpec
from playsmith.model.inputs import Column, Input

MOST_RADIO_OPTIONS = 3


@dataclass(frozen=True)
class OptionView:
    value: str
    label: str
    help: str | None
    chosen: bool


@dataclass(frozen=True)
class SliderView:
    """Limits, step and value, percent as fractions."""

    low: str
    high: str
    step: str
    value: str


@dataclass(frozen=True)
class FieldView:
    """A field. `name` is the form's, `id` the element's; `help` is Markdown; `hidden` while its switch is off."""

    name: str
    id: str
    label: str
    kind: str
    help: str | None
    per: str | None
    optional: bool
    hidden: bool
    text: str = ""
    on: bool = False
    unit_before: str = ""
    unit_after: str = ""
    max_length: int | None = None
    slider: SliderView | None = None
    options: tuple[OptionView, ...] = ()
    row_label: str = ""
    columns: tuple[FieldView, ...] = ()
    rows: tuple[tuple[FieldView, ...], ...] = ()
    accept: str = ""
    sample: str = ""

    @property
    def number(self) -> bool:
        """Whether it is typed as a number."""
        return self.kind in ("money", "percent", "count", "number")

    @property
    def select(self) -> bool:
        """Whether its options stand in a list that opens, not side by side."""
        return len(self.options) > MOST_RADIO_OPTIONS

    @property
    def described_by(self) -> str:
        """The ids of what it is per, its help and its message."""
        there = (("per", self.per and self.number), ("help", self.help), ("error", True))
        return " ".join(f"{self.id}--{name}" for name, shown in there if shown)


@dataclass(frozen=True)
class GroupView:
    """A disclosure of fields."""

    id: str
    label: str
    help: str | None
    fields: tuple[FieldView, ...]


def field_views(
    spec: CalculatorSpec, defaults: Mapping[str, object], locale: Locale
) -> tuple[tuple[FieldView, ...], tuple[GroupView, ...]]:
    """The fields always in sight, and the groups, both in the order of the YAML."""
    fields = {
        name: _field(spec.id, name, each, defaults[name], locale, defaults.get(each.only_if or "") is False)
        for name, each in spec.inputs.items()
    }
    groups = tuple(
        GroupView(id, group.label, group.help, members)
        for id, group in spec.groups.items()
        if (members := tuple(fields[name] for name, each in spec.inputs.items() if each.group == id))
    )
    return tuple(fields[name] for name, each in spec.inputs.items() if each.group is None), groups


def _field(
    calculator: str, name: str, field: Input | Column, value: object, locale: Locale, hidden: bool = False
) -> FieldView:
    common = {
        "name": name,
        "id": f"{calculator}--{name}",
        "label": field.label,
        "kind": field.kind,
        "help": field.help,
        "per": _per(field, locale),
        "optional": field.optional,
        "hidden": hidden,
    }
    match field.kind:
        case "period":
            options = tuple(
                OptionView(each, locale.word(f"calculator.periods.{each}"), None, each == value)
                for each in field.options
            )
            return FieldView(**common, options=options)
        case "choice":
            options = tuple(
                OptionView(each, option.label, option.help, each == value) for each, option in field.options.items()
            )
            return FieldView(**common, options=options)
        case "switch":
            return FieldView(**common, on=value is True)
        case "text":
            return FieldView(**common, text=str(value or ""), max_length=field.max_length)
        case "file":
            return FieldView(**common, accept=",".join(field.accept), sample=field.sample)
        case "table":
            return FieldView(
                **common,
                row_label=field.row_label,
                columns=_row(calculator, f"{name}[]", field.columns, {}, locale),
                rows=tuple(
                    _row(calculator, f"{name}[{index}]", field.columns, row, locale) for index, row in enumerate(value)
                ),
            )
    before, after = _unit(field, locale)
    return FieldView(
        **common,
        text=locale.field(field.kind, value),
        unit_before=before,
        unit_after=after,
        slider=_slider(field, value),
    )


def _row(
    calculator: str, place: str, columns: Mapping[str, Column], row: Mapping[str, object], locale: Locale
) -> tuple[FieldView, ...]:
    return tuple(
        _field(calculator, f"{place}.{column}", each, row.get(column, each.default), locale)
        for column, each in columns.items()
    )


def _per(field: Input | Column, locale: Locale) -> str | None:
    if field.kind == "percent" and field.period is not None:
        return locale.word("calculator.per", period=locale.word(f"calculator.periods.{field.period}"))
    return getattr(field, "per", None)


def _unit(field: Input | Column, locale: Locale) -> tuple[str, str]:
    match field.kind:
        case "money":
            return tuple(part.strip() for part in locale.symbols.money)
        case "percent":
            return tuple(part.strip() for part in locale.symbols.percent)
    return "", field.unit or ""


def _slider(field: Input | Column, value: object) -> SliderView | None:
    slider = field.slider
    if slider is None:
        return None
    numbers = (slider.low, slider.high, slider.step, slider.low if value is None else value)
    return SliderView(*(f"{each:.10g}" for each in numbers))
