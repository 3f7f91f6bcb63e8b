"""site_config/brand.yaml: how the site looks."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from playsmith.model.base import Model, Prose, TeamRef, Words

Hex = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
AssetPath = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-][A-Za-z0-9_./-]*\.(svg|png|jpg|webp|ico)$")]


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


class Brand(Model):
    """The client's look. Texts in these colours have to be readable on the ground (WCAG AA)."""

    name: Words | None = Field(None, description="The name in the header; the playbook's title unless told.")
    logo: AssetPath | None = Field(None, description="An image below playbook/, such as images/logo.svg.")
    favicon: AssetPath | None = Field(None, description="An image below playbook/.")
    colour: Colour = Field(description="The brand's colour: links, buttons, the header.")
    teams: dict[TeamRef, TeamLook] = Field({}, description="Each team's colour and shape, by the team's id.")
    footer: Prose | None = Field(None, description="A line at the foot of every page.")
