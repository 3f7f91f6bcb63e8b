"""How the teams differ, meet and work together, from the journey to the guidelines."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from playsmith.model.base import (
    ActivityRef,
    CalculatorRef,
    Entity,
    Float,
    Id,
    Int,
    MetricRef,
    Model,
    PracticeRef,
    Prose,
    RoleRef,
    Statement,
    StepRef,
    TeamRef,
    ToolRef,
    Words,
)


class StagePart(Model):
    """What one team does in a stage."""

    summary: Words = Field(description="A few words for the map.")
    text: Prose = Field(description="What the team does here.")


class Stage(Entity):
    """A stage of the customer's journey."""

    kind: ClassVar[str] = "stage"

    order: Int
    owner: TeamRef = Field(description="The team that leads here.")
    voice: Words = Field(description="What the customer says, in the customer's words.")
    means: tuple[Statement, ...] = Field(min_length=1, description="What is used here.")
    parts: dict[TeamRef, StagePart] = Field(description="Each team's part.")
    handoff: Prose | None = Field(None, description="What is handed over at the start of this stage, and how.")
    done_when: tuple[Prose, ...] = Field(min_length=1, description="How one knows that the customer moved on.")
    metrics: tuple[MetricRef, ...] = ()
    common_mistake: Prose | None = None


class AgendaItem(Model):
    """A part of a meeting."""

    minutes: Int = Field(gt=0)
    topic: Prose


class TemplateRow(Model):
    """A line of a document that teams fill in together."""

    label: Words
    text: Prose


class DocumentTemplate(Model):
    """A document to copy, such as a handoff agreement or a lead definition."""

    title: Words
    intro: Prose | None = None
    rows: tuple[TemplateRow, ...] = Field(min_length=1)


class Practice(Entity):
    """A habit that puts an alignment step to work."""

    kind: ClassVar[str] = "practice"

    order: Int
    who: tuple[RoleRef, ...] = Field(min_length=1, description="The roles that take part; the first one leads.")
    cadence: Words = Field(description="How often, such as 'Every Monday, 30 minutes'.")
    how: tuple[Prose, ...] = Field(min_length=1, description="What to do, in order.")
    agenda: tuple[AgendaItem, ...] = ()
    template: DocumentTemplate | None = None
    done_when: tuple[Prose, ...] = Field(min_length=1)
    measured_by: tuple[MetricRef, ...] = ()
    tools: tuple[ToolRef, ...] = ()
    common_mistake: Prose | None = None


class Step(Entity):
    """One of the steps by which two teams become one system."""

    kind: ClassVar[str] = "step"

    order: Int
    why: tuple[Statement, ...] = Field(min_length=1)
    practices: dict[Id, Practice] = Field(min_length=1, description="The step's practices, by id.")
    metrics: tuple[MetricRef, ...] = Field((), description="How one sees that the step works.")


class Comparison(Entity):
    """One row of the comparison between the teams."""

    kind: ClassVar[str] = "comparison"

    order: Int
    sides: dict[TeamRef, Prose] = Field(min_length=2, description="What is true of each team.")
    together: Prose | None = Field(None, description="What comes of it when both are read together.")
    note: Prose | None = Field(None, description="Where the sources differ, and how.")
    example: Prose | None = None


class Overlap(Entity):
    """Where the teams do the same thing from two sides."""

    kind: ClassVar[str] = "overlap"

    order: Int
    sides: dict[TeamRef, Prose] = Field(min_length=2)
    share: tuple[Prose, ...] = Field(min_length=1, description="How to do it well together.")
    activities: tuple[ActivityRef, ...] = ()
    tools: tuple[ToolRef, ...] = ()
    practices: tuple[PracticeRef, ...] = ()


class Cure(Model):
    """A step that cures a problem, and the argument why."""

    step: StepRef
    practices: tuple[PracticeRef, ...] = ()
    because: Prose


class TeamProblem(Entity):
    """Something one team says about the other; the title is the quotation."""

    kind: ClassVar[str] = "problem"

    order: Int
    says: TeamRef = Field(description="The team you hear it from.")
    about: TeamRef = Field(description="The team it is said about.")
    why: tuple[Prose, ...] = Field(min_length=1, description="What usually lies behind it.")
    first: Prose = Field(description="What to do this week.")
    cures: tuple[Cure, ...] = Field(min_length=1)
    metrics: tuple[MetricRef, ...] = Field((), description="Where the problem shows, and its cure.")


class Range(Model):
    """A range of a budget guideline, as fractions of revenue."""

    team: TeamRef
    low: Float = Field(ge=0, le=1)
    high: Float = Field(ge=0, le=1)
    note: Prose | None = None


class Guideline(Entity):
    """Guidance on where money or attention goes."""

    kind: ClassVar[str] = "guideline"

    order: Int
    about: Literal["budget", "focus"]
    applies_to: Prose = Field(description="Whom it is for.")
    statements: tuple[Statement, ...] = Field(min_length=1)
    ranges: tuple[Range, ...] = ()
    do: tuple[Prose, ...] = Field(min_length=1, description="What to do with it.")
    caveat: Prose | None = Field(None, description="Where it stops being true.")
    calculators: tuple[CalculatorRef, ...] = ()
    activities: tuple[ActivityRef, ...] = ()
    roles: tuple[RoleRef, ...] = ()
    metrics: tuple[MetricRef, ...] = ()


__all__ = [
    "Comparison",
    "Cure",
    "Guideline",
    "Overlap",
    "Practice",
    "Range",
    "Stage",
    "StagePart",
    "Step",
    "TeamProblem",
]
