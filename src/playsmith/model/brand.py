"""site_config/brand.yaml: how the site looks."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from playsmith.model.base import Model, Prose, TeamRef, Words

Hex = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
AssetPath = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-][A-Za-z0-9_./-]*\.(svg|png|jpg|webp|ico)$")]


class Colour(Model):
    """A colour on the light and on the dark ground."""

    light: Hex
    dark: Hex


class TeamLook(Model):
    """A team's colour, and its shape, so that nothing depends on colour alone."""

    shape: Literal["circle", "square", "triangle", "diamond"]
    colour: Colour


class Brand(Model):
    """The client's look. Texts in these colours have to be readable on the ground (WCAG AA)."""

    name: Words | None = Field(None, description="The name in the header; the playbook's title unless told.")
    logo: AssetPath | None = Field(None, description="An image below playbook/, such as images/logo.svg.")
    favicon: AssetPath | None = Field(None, description="An image below playbook/.")
    colour: Colour
    teams: dict[TeamRef, TeamLook] = {}
    footer: Prose | None = Field(None, description="A line at the foot of every page.")
