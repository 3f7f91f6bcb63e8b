"""Paths for new hires, and the glossary."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from playsmith.model.base import AnyRef, Entity, Int, Model, Prose, RoleRef, Words


class PathStep(Model):
    """Something to read or do, and a question to check it by."""

    title: Words
    minutes: Int = Field(gt=0, le=480)
    visit: AnyRef = Field(description="Where to go, such as metric:cac.")
    do: Prose = Field(description="What to read or do there.")
    question: Prose
    answer: Prose


class Path(Entity):
    """The way of a new hire through the playbook."""

    kind: ClassVar[str] = "path"

    role: RoleRef
    steps: tuple[PathStep, ...] = Field(min_length=1)
    afterwards: Prose | None = Field(None, description="What to do when the path is walked.")


class Term(Entity):
    """A word of the trade; `summary` is its definition."""

    kind: ClassVar[str] = "term"

    not_to_confuse_with: Prose | None = None
    example: Prose | None = None
    see: tuple[AnyRef, ...] = ()
