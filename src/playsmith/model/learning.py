"""Paths for new hires, and the glossary."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from playsmith.model.base import AnyRef, Entity, Int, Model, Prose, RoleRef, Words


class PathStep(Model):
    """Something to read or do, and a question to check it by."""

    title: Words = Field(description="The name of the step.")
    minutes: Int = Field(gt=0, le=480, description="How long it takes.")
    visit: AnyRef = Field(description="Where to go, such as metric:cac.")
    do: Prose = Field(description="What to read or do there.")
    question: Prose = Field(description="What one can answer after the step.")
    answer: Prose = Field(description="The answer, shown on request.")


class Path(Entity):
    """The way of a new hire through the playbook."""

    kind: ClassVar[str] = "path"

    role: RoleRef = Field(description="The role the path is for.")
    steps: tuple[PathStep, ...] = Field(min_length=1, description="What to read and do, in order.")
    afterwards: Prose | None = Field(None, description="What to do when the path is walked.")


class Term(Entity):
    """A word of the trade; `summary` is its definition."""

    kind: ClassVar[str] = "term"

    not_to_confuse_with: Prose | None = Field(
        None, description="The word it is most often taken for, and the difference."
    )
    example: Prose | None = Field(None, description="One sentence, or one number, that shows it.")
    see: tuple[AnyRef, ...] = Field((), description="What to read next.")
