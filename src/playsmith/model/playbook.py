"""playbook.yaml: what the playbook as a whole says."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from playsmith.model.base import AnyRef, Bool, Id, Model, Prose, Ref, Statement, Words

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class SourceDocument(Model):
    """A document that statements rest on."""

    title: Words
    note: Prose | None = None


class Door(Model):
    """An entrance on the home page for one kind of reader."""

    title: Words
    text: Prose
    action: Words = Field(description="The words of the link.")
    to: Annotated[Words, Ref("any")] = Field(description="A section such as 'paths', or a thing such as metric:cac.")


class Home(Model):
    """The first screen."""

    title: Words
    lead: Prose
    doors: tuple[Door, ...] = Field(min_length=1, max_length=4)


class Section(Model):
    """The words of an overview page; its key is the section's folder, such as metrics."""

    title: Words
    summary: Prose
    statements: tuple[Statement, ...] = Field((), description="What is true of the section as a whole.")
    statements_title: Words | None = None


class PlaybookInfo(Model):
    """The playbook as a whole: `playbook.yaml`."""

    title: Words
    summary: Prose
    language: Language = "en"
    locale: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}-[A-Z]{2}$")] = "en-US"
    currency: Currency = "USD"
    extends: Words | tuple[Words, ...] = Field((), description="The layers below this one, nearest last.")
    trust: tuple[Words, ...] = Field((), description="The layers whose templates and raw HTML may be used.")
    languages: dict[Language, tuple[Words, ...]] = Field(
        {}, description="Further languages of the site, each with the layers that translate it."
    )
    sources: dict[Id, SourceDocument] = Field({}, description="What statements rest on.")
    home: Home
    sections: dict[Id, Section] = {}
    link_mentions: Bool = Field(True, description="Link the first mention of a metric, tool or term on a page.")
    featured: tuple[AnyRef, ...] = Field((), description="What the home page shows below the doors.")
