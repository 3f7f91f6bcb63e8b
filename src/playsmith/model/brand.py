"""site_config/brand.yaml: how the site looks."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from playsmith.model.base import Bool, Id, Model, TeamRef, Words

Hex = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
AssetPath = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-][A-Za-z0-9_./-]*\.(svg|png|jpg|webp|ico)$")]

FontPath = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-][A-Za-z0-9_./-]*\.woff2$")]
PagePath = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-][A-Za-z0-9_./-]*\.md$")]
# From the root of the site's own host: there is no way to write another one.
OwnScript = Annotated[str, StringConstraints(pattern=r"^/[A-Za-z0-9_-][A-Za-z0-9_./-]*\.js$")]


class Colour(Model):
    """A colour on the light and on the dark ground."""

    light: Hex = Field(description='The colour on the light ground, such as "#3730a3".')
    dark: Hex = Field(description='The colour on the dark ground, such as "#b4b0ff".')


class TeamLook(Model):
    """A team's colour, and its shape, so that nothing depends on colour alone."""

    shape: Literal["circle", "square", "triangle", "diamond"] = Field(
        description="The shape that marks the team beside its colour."
    )
    colour: Colour = Field(description="The team's colour.")


class Fonts(Model):
    """Fonts from files of the playbook; the system's own where none is named. No font is ever loaded from elsewhere."""

    text: FontPath | None = Field(None, description="A WOFF2 file below playbook/, such as fonts/Inter.woff2.")
    text_bold: FontPath | None = Field(
        None, description="Its bold weight, where `text` is not a variable font that holds all weights."
    )
    headings: FontPath | None = Field(None, description="The font of headings; that of the text unless told.")
    code: FontPath | None = Field(None, description="The font of code.")
    licence: Words = Field(
        description="Under which licence the fonts may be on a website, such as 'Inter: SIL Open Font License 1.1'; "
        "it stands in the style sheet."
    )

    @property
    def files(self) -> dict[str, str]:
        """The files, by the key that names them."""
        return {key: path for key in ("text", "text_bold", "headings", "code") if (path := getattr(self, key))}


class Analytics(Model):
    """Counting visitors by a script on the site's own host, such as a counter you run yourself. Off unless given."""

    script: OwnScript = Field(
        description="Where the script stands, from the root of the site's host, such as /stats/script.js. Scripts of "
        "other sites cannot be named: no page of a playbook asks another site for anything."
    )
    data: dict[Id, Words] = Field(
        {}, description="Settings for the script: `website-id` becomes its attribute data-website-id."
    )


class Brand(Model):
    """The client's look. Texts in these colours have to be readable on the ground (WCAG AA)."""

    name: Words | None = Field(None, description="The name in the header; the playbook's title unless told.")
    logo: AssetPath | None = Field(None, description="An image below playbook/, such as images/logo.svg.")
    favicon: AssetPath | None = Field(None, description="An image below playbook/.")
    colour: Colour = Field(description="The brand's colour: links, buttons, the header.")
    teams: dict[TeamRef, TeamLook] = Field({}, description="Each team's colour and shape, by the team's id.")
    fonts: Fonts | None = Field(None, description="Fonts of your own; the reader's system fonts unless told.")
    footer: Words | None = Field(None, description="A line at the foot of every page.")
    legal: tuple[PagePath, ...] = Field(
        (), description="Hand-written pages linked at the foot of every page, such as imprint.md and privacy.md."
    )
    analytics: Analytics | None = Field(None, description="How visitors are counted; they are not unless told.")
    python_snapshot: Bool = Field(
        True,
        description="Whether a reader's browser keeps Python as it stands after its first start (31 MB), so that "
        "calculators of engine pyodide start sooner on the next visit.",
    )
