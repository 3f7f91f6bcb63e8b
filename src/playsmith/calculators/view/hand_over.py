"""Links that hand results to another calculator: the numbers stand in the fragment, which no server sees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from playsmith.calculators.prove import unknown
from playsmith.calculators.view.results import Shown
from playsmith.model.calculator import HandOver

# The same as in playsmith-scenario.js, which reads the fragment.
VERSION = "1"


@dataclass(frozen=True)
class HandOverView:
    """A sentence and its link. `fragment` is empty, and nothing shown, while a number is missing."""

    index: int
    calculator: str
    text: str
    label: str
    fragment: str


def hand_over_views(shown: Shown) -> tuple[HandOverView, ...]:
    """All that the results can be handed to."""
    views = []
    for index, each in enumerate(shown.spec.hand_over):
        given = fragment(each, shown.outputs)
        views.append(HandOverView(index, each.calculator, shown.words(each.text) if given else "", each.label, given))
    return tuple(views)


def fragment(hand_over: HandOver, outputs: Mapping[str, object]) -> str:
    """The other calculator's inputs as its links have them; empty where a number is missing or without limit."""
    values = {name: outputs[output] for name, output in hand_over.values.items()}
    if any(unknown(value) or isinstance(value, str) for value in values.values()):
        return ""
    parts = {"calc": f"{hand_over.calculator}.{VERSION}", **hand_over.fixed, **values}
    return urlencode({name: _written(value) for name, value in parts.items()})


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
