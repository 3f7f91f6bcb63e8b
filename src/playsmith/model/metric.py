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
    kind: QuantityKind = "number"
    example: Float = Field(description="The number the example uses; a percentage as a fraction.")
    metric: MetricRef | None = Field(None, description="The metric this quantity is, where it has a page of its own.")


class Formula(Model):
    """A checked expression over named quantities, shown as mathematics with an example."""

    label: Words = Field(description="What stands left of the equals sign, such as CPL.")
    kind: QuantityKind = "number"
    unit: Words | None = Field(
        None, description="The unit of the result where the kind does not say it, such as 'days'."
    )
    expression: str = Field(
        description="Python arithmetic over the quantities, such as 'spend / leads'.", max_length=500
    )
    quantities: dict[Name, Quantity] = Field(min_length=1)
    gives: Float = Field(description="What the example gives; checked at each build.")


class Target(Model):
    """What a company wants a metric to be."""

    low: Float | None = None
    high: Float | None = None
    period: Period | None = None
    note: Prose | None = None


class Metric(Entity):
    """Something both teams can count the same way."""

    kind: ClassVar[str] = "metric"
    CATEGORIES: ClassVar[tuple[str, ...]] = get_args(Category)

    category: Category
    owners: tuple[TeamRef, ...] = Field(min_length=1, description="The team that answers for it; several: shared.")
    owner_note: Prose | None = Field(None, description="Who else has a part in it, such as finance.")
    named_for: TeamRef | None = Field(
        None, description="The team the sources name it for; shown where it is not the owner."
    )
    unit: Words
    unit_kind: QuantityKind = "number"
    direction: Literal["higher-is-better", "lower-is-better", "target-band"]
    cadence: Literal["per-send", "per-interaction", "weekly", "monthly", "quarterly", "yearly"]
    indicator: Literal["leading", "lagging"]
    indicator_note: Prose | None = None
    why: Prose = Field(description="Why it matters, and what to do with it.")
    formulas: tuple[Formula, ...] = ()
    formula_note: Prose | None = Field(None, description="How it is counted, in words.")
    example: Prose | None = None
    pitfalls: tuple[Prose, ...] = Field(min_length=1, description="How the number misleads.")
    edge_cases: tuple[Prose, ...] = Field((), description="What to show when it cannot be computed.")
    related: tuple[MetricRef, ...] = ()
    target: Target | None = None
    provenance: Prose | None = Field(None, description="Where the definition or figure was read.")
