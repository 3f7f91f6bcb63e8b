"""The outputs of a calculator: what it answers, and in which words."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from playsmith.model.base import Bool, Float, Id, Int, MetricRef, Model, Name, Prose, Sentence, Tone, Words


class Band(Model):
    """A verdict on a number: the first band whose `below` it stays under, or the last."""

    below: Float | None = Field(None, description="The band ends before this value; the last band has none.")
    tone: Tone = Field(description="How the verdict is coloured.")
    text: Words = Field(description="The verdict in words, such as 'Healthy: pays back within a year'.")


class _Output(Model):
    label: Words = Field(description="The name of the result.")
    help: Prose | None = Field(None, description="What it says, in a sentence.")
    metric: MetricRef | None = Field(None, description="The metric this number is; its page links here.")
    infinite: Words | None = Field(None, description="What to say for 'never' or 'no limit' (math.inf).")
    none: Words | None = Field(None, description="What to say when it does not apply (None).")
    bands: tuple[Band, ...] = Field((), description="Verdicts on the number, the lowest first.")
    tolerance: Float = Field(1e-12, ge=0, description="Relative tolerance of outputs that use exp, log or powers.")


class MoneyOutput(_Output):
    """An amount in the playbook's currency."""

    kind: Literal["money"]
    per: Words | None = Field(None, description="What the amount is for, such as 'per new customer'.")
    digits: Int | None = Field(
        None, ge=0, le=4, description="Decimals; unless told the currency's own, and none for whole amounts."
    )
    coarse: Bool = Field(False, description="Leave the decimals out from 100 up, where cents say nothing.")


class PercentOutput(_Output):
    """A rate: 0.03 in data, 3 % on the page."""

    kind: Literal["percent"]
    digits: Int = Field(1, ge=0, le=6, description="Decimals of the percentage.")


class CountOutput(_Output):
    """A whole number."""

    kind: Literal["count"]
    unit: Words | None = Field(None, description="What is counted, such as 'customers'.")


class NumberOutput(_Output):
    """Any other number, such as a ratio."""

    kind: Literal["number"]
    digits: Int = Field(2, ge=0, le=6, description="Decimals.")
    unit: Words | None = Field(None, description="What the number is, such as 'times'.")


class DurationOutput(_Output):
    """A length of time, counted in `unit`."""

    kind: Literal["duration"]
    unit: Literal["day", "week", "month", "quarter", "year"] = Field(description="What the time is counted in.")
    digits: Int = Field(0, ge=0, le=3, description="Decimals.")


class FlagOutput(_Output):
    """A warning that stands or not: when true its text is shown."""

    kind: Literal["flag"]
    tone: Tone = Field("watch", description="How the warning is coloured.")
    text: Sentence = Field(description="What to say while the flag is up; {placeholders} name inputs and outputs.")


class OutputOption(Model):
    """One answer of a choice output."""

    tone: Tone = Field("neutral", description="How the answer is coloured.")
    text: Sentence = Field(description="What to say; {placeholders} name inputs and outputs.")


class ChoiceOutput(_Output):
    """One of several worded answers, such as a verdict."""

    kind: Literal["choice"]
    options: dict[Id, OutputOption] = Field(min_length=1, description="The answers there are, by name.")


class TextOutput(_Output):
    """A name passed through from an input's row."""

    kind: Literal["text"]


OutputColumn = Annotated[
    MoneyOutput | PercentOutput | CountOutput | NumberOutput | DurationOutput | FlagOutput | ChoiceOutput | TextOutput,
    Field(discriminator="kind"),
]


class TableOutput(_Output):
    """Rows of the same columns."""

    kind: Literal["table"]
    columns: dict[Name, OutputColumn] = Field(min_length=1, description="The columns, by name.")
    empty: Words | None = Field(None, description="What to say when there is no row.")
    folded: Bool = Field(False, description="Whether it stands closed until a reader opens it, as long tables should.")


class SeriesOutput(_Output):
    """Numbers along an axis, drawn by a chart: a list of floats, the first at `start`."""

    kind: Literal["series"]
    of: Literal["money", "percent", "number"] = Field("number", description="How the numbers are written.")
    along: Words = Field(description="What the axis counts, such as 'Month'.")
    start: Int = Field(0, description="What the axis begins with.")
    digits: Int | None = Field(None, ge=0, le=6, description="Decimals.")


Output = Annotated[
    MoneyOutput
    | PercentOutput
    | CountOutput
    | NumberOutput
    | DurationOutput
    | FlagOutput
    | ChoiceOutput
    | TableOutput
    | SeriesOutput,
    Field(discriminator="kind"),
]
