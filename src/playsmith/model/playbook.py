"""playbook.yaml: what the playbook as a whole says."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from playsmith.model.base import AnyRef, Bool, Id, Line, Model, Prose, Ref, Statement, Words

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")]
# The folders of playbook/: each has an overview page.
Folder = Literal[
    "teams",
    "roles",
    "activities",
    "metrics",
    "stages",
    "alignment",
    "comparison",
    "overlaps",
    "problems",
    "tools",
    "skills",
    "guidelines",
    "calculators",
    "paths",
    "glossary",
]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class SourceDocument(Model):
    """A document that statements rest on."""

    title: Words = Field(description="What it is, so that readers can judge it.")
    note: Prose | None = Field(None, description="What it is good for, and what of this playbook comes from it.")


class Door(Model):
    """An entrance on the home page for one kind of reader."""

    title: Words = Field(description="Whom the entrance is for, or what for.")
    text: Prose = Field(description="What they find there.")
    action: Words = Field(description="The words of the link.")
    to: Annotated[Line, Ref("any")] = Field(description="A section such as 'paths', or a thing such as metric:cac.")


class Home(Model):
    """The first screen."""

    title: Words = Field(description="The first line of the home page.")
    lead: Prose = Field(description="What the playbook is, in two or three sentences.")
    doors: tuple[Door, ...] = Field(
        min_length=1, max_length=4, description="The entrances below the lead, one for each kind of reader."
    )


class Section(Model):
    """The words of an overview page; its key is the section's folder, such as metrics."""

    title: Words = Field(description="The section's name.")
    summary: Prose = Field(description="What the section holds, and how to read it.")
    statements: tuple[Statement, ...] = Field((), description="What is true of the section as a whole.")
    statements_title: Words | None = Field(None, description="The heading above the statements.")


class PlaybookInfo(Model):
    """The playbook as a whole: `playbook.yaml`."""

    title: Words = Field(description="The playbook's name, in the header and on the home page.")
    summary: Prose = Field(description="One or two sentences: what it is and for whom.")
    language: Language = Field("en", description="The language of the fixed words and of the content, such as de.")
    locale: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}-[A-Z]{2}$")] = Field(
        "en-US", description="How numbers and dates are written, such as de-DE."
    )
    currency: Currency = Field("USD", description="The currency of every amount, such as EUR.")
    extends: Line | tuple[Line, ...] = Field((), description="The layers below this one, nearest last.")
    trust: tuple[Line, ...] = Field((), description="The layers whose templates and raw HTML may be used.")
    languages: dict[Language, tuple[Line, ...]] = Field(
        {}, description="Further languages of the site, each with the layers that translate it."
    )
    translates: Language | None = Field(
        None,
        description="The layer holds words alone, translated from this language; lists are matched by position.",
    )
    sources: dict[Id, SourceDocument] = Field({}, description="What statements rest on.")
    home: Home = Field(description="The first screen.")
    sections: dict[Folder, Section] = Field({}, description="The words of the overview pages, by folder.")
    link_mentions: Bool = Field(True, description="Link the first mention of a metric, tool or term on a page.")
    featured: tuple[AnyRef, ...] = Field((), description="What the home page shows below the doors.")
