"""A calculator's words: `playbook/calculators/<id>.yaml`; its arithmetic is `calculators/<id>.py`."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from playsmith.model.base import (
    CalculatorRef,
    Entity,
    Float,
    Id,
    Int,
    MetricRef,
    Model,
    Name,
    Prose,
    Sentence,
    Statement,
    Words,
)
from playsmith.model.inputs import Input
from playsmith.model.outputs import Output

Expression = Annotated[str, Field(min_length=1, max_length=1000)]
Requirement = Annotated[str, Field(min_length=1, max_length=300)]
ValueKind = Literal["money", "percent", "count", "number", "duration"]


class Rule(Model):
    """What has to hold over several inputs; where it does not, its message is shown."""

    holds: Expression = Field(description="A condition over the inputs, such as 'paid_customers <= new_customers'.")
    message: Name = Field(description="The code in `messages`.")


class MessageValue(Model):
    """A number worked out for a message's placeholder."""

    expression: Expression = Field(description="Arithmetic over the inputs.")
    kind: ValueKind = Field(description="How the number is written.")


class Message(Model):
    """What to say for a code: of a rule, or of `raise ValueError("code")`."""

    field: Name | None = Field(None, description="The input the message belongs to; none: the calculator as a whole.")
    text: Sentence = Field(description="What is wrong and why; {placeholders} name inputs or `values`.")
    repair: Sentence | None = Field(None, description="What to do.")
    values: dict[Name, MessageValue] = Field({}, description="Numbers for the placeholders, by name.")


class Working(Model):
    """A line of the working: a checked expression that equals the output it explains."""

    output: Name = Field(description="The output this line explains.")
    expression: Expression = Field(
        description="Over inputs, `values` of this line, outputs explained before, and numbers no line explains."
    )
    values: dict[Name, Expression] = Field(
        {}, description="Named sub-results, in order; may use sum(row['x'] for row in table)."
    )
    labels: dict[Name, Words] = Field({}, description="Words for the sub-results.")
    note: Prose | None = Field(None, description="What to know about this line.")


class LineChart(Model):
    """Series along an axis, with levels to cross."""

    kind: Literal["line"]
    title: Words = Field(description="What the chart shows, in a few words.")
    description: Prose = Field(description="What one sees in it; read out to those who do not see it.")
    series: tuple[Name, ...] = Field(min_length=1, max_length=4, description="Outputs of kind series.")
    levels: tuple[Name, ...] = Field((), description="Outputs or inputs drawn as a horizontal line.")
    mark_at: Name | None = Field(
        None, description="An output that is a position along the axis, such as the payback month."
    )


class BarChart(Model):
    """A bar for each row of a table, or for each of several outputs."""

    kind: Literal["bars"]
    title: Words = Field(description="What the chart shows, in a few words.")
    description: Prose = Field(description="What one sees in it; read out to those who do not see it.")
    outputs: tuple[Name, ...] = Field((), description="Outputs of the same kind, a bar each; or use table.")
    table: Name | None = Field(None, description="The table output whose rows are the bars.")
    label: Name | None = Field(None, description="The text column that names a row.")
    value: Name | None = Field(None, description="The column that is a bar's length.")


class RangeItem(Model):
    """A value within a range."""

    label: Words = Field(description="The name beside the range.")
    value: Name = Field(description="The output or input that is the value.")
    low: Name = Field(description="The output or input that is the lower end.")
    high: Name = Field(description="The output or input that is the upper end.")
    team: Id | None = Field(None, description="The team whose colour it has.")


class RangeChart(Model):
    """Values against the ranges they should lie in."""

    kind: Literal["ranges"]
    title: Words = Field(description="What the chart shows, in a few words.")
    description: Prose = Field(description="What one sees in it; read out to those who do not see it.")
    items: tuple[RangeItem, ...] = Field(min_length=1, description="The values, each with its range.")


Chart = Annotated[LineChart | BarChart | RangeChart, Field(discriminator="kind")]


class Example(Model):
    """Inputs and what must come out: a test at each build, shown where it has a title."""

    title: Words | None = Field(None, description="What the example shows; readers see examples that have one.")
    inputs: dict[Name, object] = Field({}, description="Inputs that differ from the defaults.")
    outputs: dict[Name, object] = Field({}, description="What comes out; only these outputs are compared.")
    problem: Name | None = Field(None, description="The code of the message that comes instead.")
    tolerance: Float = Field(1e-9, ge=0, description="Relative; for figures that a source rounded.")
    source: Prose | None = Field(None, description="Where the figures come from.")


class HandOver(Model):
    """Results that another calculator starts from: a link with the numbers."""

    calculator: CalculatorRef = Field(description="The calculator that goes on with them.")
    text: Sentence = Field(
        description="What is handed over, and what is still missing there; {placeholders} name inputs and outputs."
    )
    label: Words = Field(description="The words of the link.")
    values: dict[Name, Name] = Field(
        min_length=1,
        description="Its inputs, each with the output here that is its number; while one has none, nothing is shown.",
    )
    fixed: dict[Name, object] = Field({}, description="Its inputs that get a fixed value, such as the period.")


class Group(Model):
    """A disclosure that holds fields."""

    label: Words = Field(description="The words on the disclosure.")
    help: Prose | None = Field(None, description="Who needs these fields.")


class CalculatorSpec(Entity):
    """The words and the checks of a calculator."""

    kind: ClassVar[str] = "calculator"

    order: Int = Field(0, description="Its place among the calculators.")
    question: Words = Field(description="The one question it answers.")
    engine: Literal["compiled", "pyodide"] = Field(
        "compiled",
        description="How its arithmetic runs: compiled into the page, or any Python in a Python of its own that the "
        "reader asks for.",
    )
    packages: tuple[Requirement, ...] = Field(
        (),
        description="Pure-Python packages it imports, pinned and hashed, such as 'name==1.2 --hash=sha256:…'; each as "
        "a wheel in calculators/wheels/. Only for `engine: pyodide`.",
    )
    seconds: Int = Field(
        60, ge=1, le=600, description="How long it may calculate before it is stopped. Only for `engine: pyodide`."
    )
    metrics: tuple[MetricRef, ...] = Field((), description="The metrics it computes.")
    groups: dict[Id, Group] = Field({}, description="The disclosures that hold fields few readers need, by id.")
    inputs: dict[Name, Input] = Field(min_length=1, description="What readers may put in, by name.")
    outputs: dict[Name, Output] = Field(min_length=1, description="What comes out, by name.")
    headline: Name = Field(description="The output shown large.")
    headline_note: Sentence | None = Field(None, description="A line under it; {placeholders} name inputs and outputs.")
    verdict: Name | None = Field(
        None, description="The output whose words stand beside the headline: a choice, or one with bands."
    )
    secondary: tuple[Name, ...] = Field(
        (), description="Outputs in the row below the chart; the others stand in tables or flags."
    )
    rules: tuple[Rule, ...] = Field((), description="What has to hold over several inputs.")
    messages: dict[Name, Message] = Field({}, description="What to say when something does not hold, by code.")
    charts: tuple[Chart, ...] = Field((), description="The charts below the result.")
    hand_over: tuple[HandOver, ...] = Field((), description="Calculators that go on with the results.")
    working: tuple[Working, ...] = Field((), description="The lines that show how the results come about.")
    definition: Words = Field(
        description="A line that pins the definition, such as 'CAC, fully loaded, per first-time customer'."
    )
    assumptions: tuple[Statement, ...] = Field(
        min_length=1, description="What is taken for granted, statement by statement."
    )
    sources_note: tuple[Prose, ...] = Field((), description="Where formulas and figures come from.")
    examples: tuple[Example, ...] = Field(
        min_length=1, description="Numbers with known results: each is tested at every build."
    )
