"""Who does what: teams, roles, activities, tools, skills."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from playsmith.model.base import (
    ActivityRef,
    Entity,
    Int,
    MetricRef,
    Model,
    Prose,
    RoleRef,
    SkillRef,
    StageRef,
    Statement,
    TeamRef,
    ToolRef,
    Words,
)


class Team(Entity):
    """A team that works on revenue, such as marketing or sales."""

    kind: ClassVar[str] = "team"

    order: Int = Field(0, description="Place among the teams.")
    purpose: Prose = Field(description="What the company has this team for.")
    does: tuple[Statement, ...] = Field(description="What the team does, statement by statement.")
    image: Statement | None = Field(None, description="A picture in words of the team's part.")
    metrics: tuple[MetricRef, ...] = Field((), description="The metrics the team is read by, most telling first.")
    skills: tuple[SkillRef, ...] = Field((), description="What people in the team are good at.")
    tools: tuple[ToolRef, ...] = Field((), description="What the team works with.")
    needs: tuple[Statement, ...] = Field((), description="What the team needs from the other team.")


class Collaboration(Model):
    """What a role does together with another."""

    role: RoleRef
    on: Prose = Field(description="What the two do together.")


class Role(Entity):
    """A job in a team."""

    kind: ClassVar[str] = "role"

    team: TeamRef
    order: Int = Field(0, description="Place among the team's roles.")
    mission: Prose = Field(description="What the role is for, to the person who has it.")
    activities: tuple[ActivityRef, ...] = Field(description="What the role spends its week on.")
    metrics: tuple[MetricRef, ...] = Field(description="What the role is measured by.")
    tools: tuple[ToolRef, ...] = Field((), description="What the role works with.")
    skills: tuple[SkillRef, ...] = Field((), description="What the role needs to be good at.")
    stages: tuple[StageRef, ...] = Field((), description="Where in the journey the role works.")
    works_with: tuple[Collaboration, ...] = Field((), description="The roles it does things together with.")
    good_week: tuple[Prose, ...] = Field((), description="How one knows that a week went well.")
    common_mistake: Prose | None = Field(None, description="The mistake people in the role make most often.")


class Activity(Entity):
    """Work that somebody does again and again."""

    kind: ClassVar[str] = "activity"

    teams: tuple[TeamRef, ...] = Field(min_length=1, description="The teams that do it; the first one leads.")
    stages: tuple[StageRef, ...] = Field(min_length=1, description="The stages of the journey it serves.")
    when: Prose = Field(description="When, or how often, it is done.")
    how: tuple[Prose, ...] = Field(min_length=1, description="The steps, in order.")
    done_when: tuple[Prose, ...] = Field(min_length=1, description="What is true when it is done.")
    measured_by: tuple[MetricRef, ...] = Field((), description="The metrics that show whether it works.")
    tools: tuple[ToolRef, ...] = Field((), description="What it is done with.")
    skills: tuple[SkillRef, ...] = Field((), description="What whoever does it needs to be good at.")
    example: Prose | None = Field(None, description="One time it was done, with numbers where there are any.")
    common_mistake: Prose | None = Field(None, description="The mistake that is made most often.")


class Tool(Entity):
    """A kind of software the teams work with, and what it is for."""

    kind: ClassVar[str] = "tool"

    teams: tuple[TeamRef, ...] = Field(min_length=1, description="The teams that use it.")
    used_for: tuple[Statement, ...] = Field(min_length=1, description="What it is used for, statement by statement.")
    examples: tuple[Words, ...] = Field((), description="Products of this kind that a source names.")
    set_up_well: tuple[Prose, ...] = Field((), description="What to set up so that the tool helps both teams.")
    common_mistake: Prose | None = Field(None, description="The mistake that is made most often.")


class Skill(Entity):
    """Something a person gets better at."""

    kind: ClassVar[str] = "skill"

    teams: tuple[TeamRef, ...] = Field(min_length=1, description="The teams that need it.")
    looks_like: tuple[Prose, ...] = Field(min_length=1, description="What one sees when somebody has it.")
    practise: tuple[Prose, ...] = Field(min_length=1, description="How to get better at it.")
    level: Literal["foundation", "advanced"] = Field(
        "foundation", description="foundation: everybody needs it; advanced: it comes with experience."
    )
