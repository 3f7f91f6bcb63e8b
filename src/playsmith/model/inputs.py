"""The inputs of a calculator: what readers may type, choose or switch."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from playsmith.model.base import (
    Bool,
    Float,
    GuidelineRef,
    Id,
    Int,
    Model,
    Name,
    Period,
    Prose,
    TeamRef,
    Words,
)

LARGEST_MONEY = 1e12


class Slider(Model):
    """A slider beside a field; typing may go beyond it, within min and max. Percent as fractions."""

    low: Float
    high: Float
    step: Float = Field(gt=0)


class _Field(Model):
    label: Words
    help: Prose | None = Field(None, description="What to put in, in a sentence.")
    group: Id | None = Field(None, description="The disclosure the field stands in; none: always in sight.")
    optional: Bool = Field(False, description="May be left empty; the calculator then gets None.")
    only_if: Name | None = Field(None, description="A switch; while it is off the field is of no effect and is hidden.")
    out_of_range: Name | None = Field(
        None,
        description="The code in `messages` that speaks when the value lies outside min and max; "
        "none: the engine's own sentence.",
    )


class MoneyInput(_Field):
    """An amount in the playbook's currency."""

    kind: Literal["money"]
    default: Float | None
    min: Float = 0
    max: Float = LARGEST_MONEY
    per: Words | None = Field(None, description="What the amount is for, such as 'per quarter'.")
    slider: Slider | None = None


class GuidelineBound(Model):
    """Takes a default from a range of a budget guideline, so that the figure lives once."""

    guideline: GuidelineRef
    team: TeamRef
    bound: Literal["low", "high"]


class PercentInput(_Field):
    """A rate: 0.03 in data, 3 in the field."""

    kind: Literal["percent"]
    default: Float | GuidelineBound | None
    min: Float = 0
    max: Float = 1
    period: Period | None = Field(None, description="The period of the rate, such as month.")
    period_from: Name | None = Field(None, description="The period input that tells the rate's period.")
    suspicious_below: Float | None = Field(
        None,
        description="Warn under this value: a fraction may have been typed for a percentage. 0 is never suspicious.",
    )
    slider: Slider | None = None


class CountInput(_Field):
    """A whole number of things."""

    kind: Literal["count"]
    default: Int | None
    min: Int = 0
    max: Int = 1_000_000_000
    unit: Words | None = None
    slider: Slider | None = None


class NumberInput(_Field):
    """Any other number."""

    kind: Literal["number"]
    default: Float | None
    min: Float = -LARGEST_MONEY
    max: Float = LARGEST_MONEY
    unit: Words | None = None
    slider: Slider | None = None


class PeriodInput(_Field):
    """A period to choose: the calculator gets its name."""

    kind: Literal["period"]
    options: tuple[Period, ...] = Field(min_length=2)
    default: Period


class Option(Model):
    """A choice."""

    label: Words
    help: Prose | None = None


class ChoiceInput(_Field):
    """One of several named options."""

    kind: Literal["choice"]
    options: dict[Id, Option] = Field(min_length=2)
    default: Id


class SwitchInput(_Field):
    """Yes or no."""

    kind: Literal["switch"]
    default: Bool


class TextColumn(_Field):
    """A name in a table's row, such as a channel's; calculators only pass it through."""

    kind: Literal["text"]
    default: str = ""
    max_length: Int = 80


Column = Annotated[
    MoneyInput | PercentInput | CountInput | NumberInput | ChoiceInput | SwitchInput | TextColumn,
    Field(discriminator="kind"),
]


class TableInput(_Field):
    """Rows of the same columns, to which readers may add."""

    kind: Literal["table"]
    row_label: Words = Field(description="What one row is, such as 'Channel'.")
    columns: dict[Name, Column] = Field(min_length=1)
    default: tuple[dict[Name, object], ...] = ()
    min_rows: Int = Field(0, ge=0)
    max_rows: Int = Field(20, ge=1, le=200)


Input = Annotated[
    MoneyInput | PercentInput | CountInput | NumberInput | PeriodInput | ChoiceInput | SwitchInput | TableInput,
    Field(discriminator="kind"),
]
