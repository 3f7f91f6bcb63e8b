"""Metrics: what is counted, how, by whom, and how it misleads."""

from __future__ import annotations

from typing import ClassVar, Literal, get_args

from pydantic import Field

from playsmith.model.base import Entity, Float, MetricRef, Model, Name, Period, Prose, TeamRef, Words

QuantityKind = Literal["money", "percent", "count", "number", "duration"]
Category = Literal["awareness", "engagement", "demand", "sales", "revenue", "economics", "retention", "satisfaction"]


class Quantity(Model):
    """A named number in a formula."""

    label: Words = Field(description="What readers see in the formula.")
    kind: QuantityKind = Field("number", description="How its number is written.")
    example: Float = Field(description="The number the example uses; a percentage as a fraction.")
    metric: MetricRef | None = Field(None, description="The metric this quantity is, where it has a page of its own.")


class Formula(Model):
    """A checked expression over named quantities, shown as mathematics with an example."""

    label: Words = Field(description="What stands left of the equals sign, such as CPL.")
    kind: QuantityKind = Field("number", description="How the result is written.")
    unit: Words | None = Field(
        None, description="The unit of the result where the kind does not say it, such as 'days'."
    )
    expression: str = Field(
        description="Python arithmetic over the quantities, such as 'spend / leads'.", max_length=500
    )
    quantities: dict[Name, Quantity] = Field(min_length=1, description="The numbers in the expression, by name.")
    gives: Float = Field(description="What the example gives; checked at each build.")


class Target(Model):
    """What a company wants a metric to be."""

    low: Float | None = Field(None, description="The least it should be; a percentage as a fraction.")
    high: Float | None = Field(None, description="The most it should be; a percentage as a fraction.")
    period: Period | None = Field(None, description="The period the target is for.")
    note: Prose | None = Field(None, description="Why this target, or when it is not meant.")


class Metric(Entity):
    """Something both teams can count the same way."""

    kind: ClassVar[str] = "metric"
    CATEGORIES: ClassVar[tuple[str, ...]] = get_args(Category)

    category: Category = Field(description="The group it stands in on the overview of metrics.")
    owners: tuple[TeamRef, ...] = Field(min_length=1, description="The team that answers for it; several: shared.")
    owner_note: Prose | None = Field(None, description="Who else has a part in it, such as finance.")
    named_for: TeamRef | None = Field(
        None, description="The team the sources name it for; shown where it is not the owner."
    )
    unit: Words = Field(description="What is counted, in words, such as 'currency per new customer'.")
    unit_kind: QuantityKind = Field("number", description="How its number is written.")
    direction: Literal["higher-is-better", "lower-is-better", "target-band"] = Field(
        description="Whether more is better, or less, or the middle of a range."
    )
    cadence: Literal["per-send", "per-interaction", "weekly", "monthly", "quarterly", "yearly"] = Field(
        description="How often it is worth looking at."
    )
    indicator: Literal["leading", "lagging"] = Field(
        description="leading: it moves before revenue does; lagging: it tells what has happened."
    )
    indicator_note: Prose | None = Field(
        None, description="Where it is the one for some purposes and the other for others."
    )
    why: Prose = Field(description="Why it matters, and what to do with it.")
    formulas: tuple[Formula, ...] = Field((), description="How it is computed; several where there are several ways.")
    formula_note: Prose | None = Field(None, description="How it is counted, in words.")
    example: Prose | None = Field(None, description="The formula with numbers, in words.")
    pitfalls: tuple[Prose, ...] = Field(min_length=1, description="How the number misleads.")
    edge_cases: tuple[Prose, ...] = Field((), description="What to show when it cannot be computed.")
    related: tuple[MetricRef, ...] = Field((), description="The metrics to read beside it.")
    target: Target | None = Field(None, description="What this company wants it to be.")
    provenance: Prose | None = Field(None, description="Where the definition or figure was read.")
