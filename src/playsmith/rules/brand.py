"""The look: colours that can be read, a look for each team."""

from __future__ import annotations

from collections.abc import Iterator

from playsmith.colours import DARK_GROUNDS, LIGHT_GROUNDS, contrast, mixed, nearest_readable, readable
from playsmith.config import BRAND, merged_file
from playsmith.problems import did_you_mean
from playsmith.rules.rule import Found
from playsmith.rules.subject import Subject

# How much of the colour is in the softest ground that it stands on, as brand.css and playsmith.css mix it.
_SOFT = {"brand": 0.09, "team": 0.12}


def _contrast(subject: Subject) -> Iterator[Found]:
    config = subject.examined.config
    if config is None:
        return
    node = merged_file(subject.playbook.project, BRAND)
    colours = [(("colour",), config.brand.colour, _SOFT["brand"])]
    colours += [(("teams", id, "colour"), look.colour, _SOFT["team"]) for id, look in config.brand.teams.items()]
    for loc, colour, share in colours:
        for look, grounds in (("light", LIGHT_GROUNDS), ("dark", DARK_GROUNDS)):
            value = getattr(colour, look).lower()
            every = grounds_of(value, grounds, share)
            if not readable(value, every):
                least = min(contrast(value, ground) for ground in every)
                message = f"{'.'.join(loc)}.{look}: {value} can hardly be read on the {look} ground ({least:.1f} to 1)"
                hint = f"4.5 to 1 is needed (WCAG AA); the nearest colour that has it: {mended(value, grounds, share)}"
                yield Found(node.at((*loc, look)).mark, message, hint)


def grounds_of(colour: str, grounds: tuple[str, ...], share: float) -> tuple[str, ...]:
    """The grounds that a colour stands on: those of all, and the soft one with `share` of itself."""
    return (*grounds, mixed(colour, grounds[0], share))


def mended(colour: str, grounds: tuple[str, ...], share: float) -> str:
    """The nearest colour that can be read on its grounds."""
    # The soft ground follows the colour: a step or two, and both hold.
    while not readable(colour, every := grounds_of(colour, grounds, share)):
        colour = nearest_readable(colour, every)
    return colour


def _team_look(subject: Subject) -> Iterator[Found]:
    config, playbook = subject.examined.config, subject.playbook
    if config is None:
        return
    node = merged_file(playbook.project, BRAND)
    teams = [team.id for team in playbook.of("team")]
    for id in teams:
        if id not in config.brand.teams:
            hint = f"Add 'teams: {{{id}: {{shape: ..., colour: {{light: ..., dark: ...}}}}}}'."
            place = node.at(("teams",))
            yield Found(place.key or place.mark, f"teams: the team '{id}' has no colour and no shape", hint)
    hidden = {path.rpartition("/")[2].removesuffix(".yaml") for path in _team_files(subject)}
    for id in config.brand.teams:
        if id not in teams and id not in hidden:
            mark = node.at(("teams", id))
            hint = did_you_mean(id, teams) or "Remove it."
            yield Found(mark.key or mark.mark, f"teams: there is no team '{id}'", hint)


def _team_files(subject: Subject) -> Iterator[str]:
    """The teams' files of all layers, those of teams that a layer hides too."""
    for layer in subject.playbook.project.layers:
        yield from layer.files("playbook/teams", ".yaml")


FINDERS = {
    "contrast": _contrast,
    "team-look": _team_look,
}
