"""What was asked for -> what will be made: every answer checked, every default said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from playsmith.colours import parse_colour
from playsmith.problems import Gathering
from playsmith.scaffold import options, regions
from playsmith.scaffold.logo import Logo, read_logo
from playsmith.source import read_document

TITLES = Path(__file__).parent / "titles.yaml"


@dataclass(frozen=True)
class Answers:
    """What the consultant said; None: not said."""

    client: str | None = None
    industry: str | None = None
    language: str | None = None
    currency: str | None = None
    colour: str | None = None
    logo: Path | None = None


@dataclass(frozen=True)
class Choices:
    """What will be made. `colour` is (light, dark); `notes` are sentences for the consultant."""

    client: str
    title: str
    layers: tuple[str, ...]
    language: str
    locale: str
    currency: str
    colour: tuple[str, str] | None
    logo: Logo | None
    notes: tuple[str, ...]


def resolve(answers: Answers, folder: Path) -> Choices:
    """Check the answers and fill in what was left out. Raises PlaybookError with a problem for each bad one."""
    gathering = Gathering()
    client = gathering(options.find_client, answers.client or options.client_from(folder))
    industry = gathering(options.find_industry, answers.industry or options.NO_INDUSTRY)
    tag = gathering(options.find_language, answers.language or "en")
    currency = gathering(options.find_currency, answers.currency) if answers.currency else None
    colour = gathering(options.find_colour, answers.colour) if answers.colour else None
    logo = gathering(read_logo, answers.logo) if answers.logo else None
    gathering.raise_errors()
    language, _, country = tag.partition("-")
    currency = currency or options.default_currency(tag)
    country = country or regions.country_for(language, currency)
    translations = options.language_layers(language, industry)
    notes = []
    if colour and colour[0] != parse_colour(answers.colour):
        notes.append(
            f"{parse_colour(answers.colour)} cannot be read on a light ground (WCAG AA asks for 4.5:1); "
            f"taken instead: {colour[0]}, the nearest of its hue that can."
        )
    if language != "en" and not translations:
        name = regions.language_names(language)[0]
        notes.append(f"The content is not there in {name} yet: headings and labels are {name}, the rest English.")
    return Choices(
        client=client,
        title=titles().get(language, titles()["en"]).format(client=client),
        layers=("reference", *([industry] if industry else []), *translations),
        language=language,
        locale=f"{language}-{country}",
        currency=currency,
        colour=colour,
        logo=logo,
        notes=tuple(notes),
    )


@cache
def titles() -> Mapping[str, str]:
    """The title of a new playbook by language, with a place for the client's name."""
    return read_document(TITLES, TITLES.name).plain()
