"""The inputs of a calculator: what readers may type, choose or switch."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

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

    low: Float = Field(description="Where the slider begins.")
    high: Float = Field(description="Where the slider ends.")
    step: Float = Field(gt=0, description="How far one press of an arrow key goes.")


class _Field(Model):
    label: Words = Field(description="The name of the field.")
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
    default: Float | None = Field(description="The amount readers start from; null: the field starts empty.")
    min: Float = Field(0, description="The least one may enter.")
    max: Float = Field(LARGEST_MONEY, description="The most one may enter.")
    per: Words | None = Field(None, description="What the amount is for, such as 'per quarter'.")
    slider: Slider | None = Field(None, description="A slider beside the field.")


class GuidelineBound(Model):
    """Takes a default from a range of a budget guideline, so that the figure lives once."""

    guideline: GuidelineRef = Field(description="The guideline that has the range.")
    team: TeamRef = Field(description="The team the range is for.")
    bound: Literal["low", "high"] = Field(description="Which end of the range.")


class PercentInput(_Field):
    """A rate: 0.03 in data, 3 in the field."""

    kind: Literal["percent"]
    default: Float | GuidelineBound | None = Field(
        description="The rate readers start from, as a fraction; null: the field starts empty."
    )
    min: Float = Field(0, description="The least one may enter, as a fraction.")
    max: Float = Field(1, description="The most one may enter, as a fraction.")
    period: Period | None = Field(None, description="The period of the rate, such as month.")
    period_from: Name | None = Field(None, description="The period input that tells the rate's period.")
    suspicious_below: Float | None = Field(
        None,
        description="Warn under this value: a fraction may have been typed for a percentage. 0 is never suspicious.",
    )
    slider: Slider | None = Field(None, description="A slider beside the field.")


class CountInput(_Field):
    """A whole number of things."""

    kind: Literal["count"]
    default: Int | None = Field(description="The number readers start from; null: the field starts empty.")
    min: Int = Field(0, description="The least one may enter.")
    max: Int = Field(1_000_000_000, description="The most one may enter.")
    unit: Words | None = Field(None, description="What is counted, such as 'customers'.")
    slider: Slider | None = Field(None, description="A slider beside the field.")


class NumberInput(_Field):
    """Any other number."""

    kind: Literal["number"]
    default: Float | None = Field(description="The number readers start from; null: the field starts empty.")
    min: Float = Field(-LARGEST_MONEY, description="The least one may enter.")
    max: Float = Field(LARGEST_MONEY, description="The most one may enter.")
    unit: Words | None = Field(None, description="What the number is, such as 'years'.")
    slider: Slider | None = Field(None, description="A slider beside the field.")


class PeriodInput(_Field):
    """A period to choose: the calculator gets its name."""

    kind: Literal["period"]
    options: tuple[Period, ...] = Field(min_length=2, description="The periods to choose from.")
    default: Period = Field(description="The period readers start from.")


class Option(Model):
    """A choice."""

    label: Words = Field(description="The words of the choice.")
    help: Prose | None = Field(None, description="What the choice means, in a sentence.")


class ChoiceInput(_Field):
    """One of several named options."""

    kind: Literal["choice"]
    options: dict[Id, Option] = Field(min_length=2, description="What there is to choose, by name.")
    default: Id = Field(description="The name of the option readers start from.")


class SwitchInput(_Field):
    """Yes or no."""

    kind: Literal["switch"]
    default: Bool = Field(description="Whether it is on to start with.")


class TextColumn(_Field):
    """A name in a table's row, such as a channel's; calculators only pass it through."""

    kind: Literal["text"]
    default: str = Field("", description="The text a new row starts with.")
    max_length: Int = Field(80, description="How many characters it may have.")


Column = Annotated[
    MoneyInput | PercentInput | CountInput | NumberInput | ChoiceInput | SwitchInput | TextColumn,
    Field(discriminator="kind"),
]


class TableInput(_Field):
    """Rows of the same columns, to which readers may add."""

    kind: Literal["table"]
    row_label: Words = Field(description="What one row is, such as 'Channel'.")
    columns: dict[Name, Column] = Field(min_length=1, description="The fields of a row, by name.")
    default: tuple[dict[Name, object], ...] = Field(
        (), description="The rows readers start from; each gives a value for its columns."
    )
    min_rows: Int = Field(0, ge=0, description="How many rows there have to be.")
    max_rows: Int = Field(20, ge=1, le=200, description="How many rows there may be.")


class FileInput(_Field):
    """A file of the reader's own: the calculator gets its bytes. It never leaves the browser.

    Only calculators of `engine: pyodide` take files.
    """

    kind: Literal["file"]
    accept: tuple[Annotated[str, StringConstraints(pattern=r"^\.[a-z0-9]+$")], ...] = Field(
        (".csv", ".tsv", ".txt"), min_length=1, description="The endings that the browser's file dialogue offers."
    )
    sample: Annotated[str, StringConstraints(pattern=r"^[\w-][\w./-]*$")] = Field(
        description="A file to try, by its path below playbook/: the built results are those of this file."
    )
    megabytes: Int = Field(50, ge=1, le=500, description="The largest file it takes, in megabytes.")
    default: ClassVar[None] = None


Input = Annotated[
    MoneyInput
    | PercentInput
    | CountInput
    | NumberInput
    | PeriodInput
    | ChoiceInput
    | SwitchInput
    | TableInput
    | FileInput,
    Field(discriminator="kind"),
]
