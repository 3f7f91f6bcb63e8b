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

    order: Int = Field(description="Its place in the journey.")
    owner: TeamRef = Field(description="The team that leads here.")
    voice: Words = Field(description="What the customer says, in the customer's words.")
    means: tuple[Statement, ...] = Field(min_length=1, description="What is used here.")
    parts: dict[TeamRef, StagePart] = Field(description="Each team's part.")
    handoff: Prose | None = Field(None, description="What is handed over at the start of this stage, and how.")
    done_when: tuple[Prose, ...] = Field(min_length=1, description="How one knows that the customer moved on.")
    metrics: tuple[MetricRef, ...] = Field((), description="How one sees that the stage works.")
    common_mistake: Prose | None = Field(None, description="The mistake that is made here most often.")


class AgendaItem(Model):
    """A part of a meeting."""

    minutes: Int = Field(gt=0, description="How long it takes.")
    topic: Prose = Field(description="What is talked about.")


class TemplateRow(Model):
    """A line of a document that teams fill in together."""

    label: Words = Field(description="The name of the line.")
    text: Prose = Field(description="What is filled in here, or an example of it.")


class DocumentTemplate(Model):
    """A document to copy, such as a handoff agreement or a lead definition."""

    title: Words = Field(description="The document's name.")
    intro: Prose | None = Field(None, description="When to use it, and how.")
    rows: tuple[TemplateRow, ...] = Field(min_length=1, description="The lines to fill in.")


class Practice(Entity):
    """A habit that puts an alignment step to work."""

    kind: ClassVar[str] = "practice"

    order: Int = Field(description="Its place among the step's practices.")
    who: tuple[RoleRef, ...] = Field(min_length=1, description="The roles that take part; the first one leads.")
    cadence: Words = Field(description="How often, such as 'Every Monday, 30 minutes'.")
    how: tuple[Prose, ...] = Field(min_length=1, description="What to do, in order.")
    agenda: tuple[AgendaItem, ...] = Field((), description="The parts of its meeting, in order.")
    template: DocumentTemplate | None = Field(None, description="A document that goes with it.")
    done_when: tuple[Prose, ...] = Field(min_length=1, description="How one sees that it has become a habit.")
    measured_by: tuple[MetricRef, ...] = Field((), description="The metrics that show whether it works.")
    tools: tuple[ToolRef, ...] = Field((), description="What it is done with.")
    common_mistake: Prose | None = Field(None, description="The mistake that is made most often.")


class Step(Entity):
    """One of the steps by which two teams become one system."""

    kind: ClassVar[str] = "step"

    order: Int = Field(description="Its place among the steps.")
    why: tuple[Statement, ...] = Field(
        min_length=1, description="Why the step is worth the trouble, statement by statement."
    )
    practices: dict[Id, Practice] = Field(min_length=1, description="The step's practices, by id.")
    metrics: tuple[MetricRef, ...] = Field((), description="How one sees that the step works.")


class Comparison(Entity):
    """One row of the comparison between the teams."""

    kind: ClassVar[str] = "comparison"

    order: Int = Field(description="Its place in the comparison.")
    sides: dict[TeamRef, Prose] = Field(min_length=2, description="What is true of each team.")
    together: Prose | None = Field(None, description="What comes of it when both are read together.")
    note: Prose | None = Field(None, description="Where the sources differ, and how.")
    example: Prose | None = Field(None, description="One case in which the difference shows.")


class Overlap(Entity):
    """Where the teams do the same thing from two sides."""

    kind: ClassVar[str] = "overlap"

    order: Int = Field(description="Its place among the overlaps.")
    sides: dict[TeamRef, Prose] = Field(min_length=2, description="What each team does of it.")
    share: tuple[Prose, ...] = Field(min_length=1, description="How to do it well together.")
    activities: tuple[ActivityRef, ...] = Field((), description="The activities it is about.")
    tools: tuple[ToolRef, ...] = Field((), description="The tools both teams use for it.")
    practices: tuple[PracticeRef, ...] = Field((), description="The practices that make it work.")


class Cure(Model):
    """A step that cures a problem, and the argument why."""

    step: StepRef = Field(description="The step that cures it.")
    practices: tuple[PracticeRef, ...] = Field((), description="The step's practices that do most.")
    because: Prose = Field(description="Why this cures it.")


class TeamProblem(Entity):
    """Something one team says about the other; the title is the quotation."""

    kind: ClassVar[str] = "problem"

    order: Int = Field(description="Its place among the problems.")
    says: TeamRef = Field(description="The team you hear it from.")
    about: TeamRef = Field(description="The team it is said about.")
    why: tuple[Prose, ...] = Field(min_length=1, description="What usually lies behind it.")
    first: Prose = Field(description="What to do this week.")
    cures: tuple[Cure, ...] = Field(min_length=1, description="The steps that cure it for good.")
    metrics: tuple[MetricRef, ...] = Field((), description="Where the problem shows, and its cure.")


class Range(Model):
    """A range of a budget guideline, as fractions of revenue."""

    team: TeamRef = Field(description="The team the range is for.")
    low: Float = Field(ge=0, le=1, description="The lower end, as a fraction of revenue.")
    high: Float = Field(ge=0, le=1, description="The upper end, as a fraction of revenue.")
    note: Prose | None = Field(None, description="When the lower or the upper end is meant.")


class Guideline(Entity):
    """Guidance on where money or attention goes."""

    kind: ClassVar[str] = "guideline"

    order: Int = Field(description="Its place among the guidelines.")
    about: Literal["budget", "focus"] = Field(description="What it guides: where money goes, or where attention goes.")
    applies_to: Prose = Field(description="Whom it is for.")
    statements: tuple[Statement, ...] = Field(min_length=1, description="The guidance, statement by statement.")
    ranges: tuple[Range, ...] = Field((), description="The ranges it gives, one for a team.")
    do: tuple[Prose, ...] = Field(min_length=1, description="What to do with it.")
    caveat: Prose | None = Field(None, description="Where it stops being true.")
    calculators: tuple[CalculatorRef, ...] = Field((), description="The calculators that use its ranges.")
    activities: tuple[ActivityRef, ...] = Field((), description="The activities it speaks of.")
    roles: tuple[RoleRef, ...] = Field((), description="The roles it speaks to.")
    metrics: tuple[MetricRef, ...] = Field((), description="The metrics it speaks of.")


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
