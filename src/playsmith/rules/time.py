"""Days and minutes: what is past its day, and what takes longer than it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from playsmith.rules.rule import Found
from playsmith.rules.subject import Subject

LONGEST_PATH = 180
# How the languages that have fixed words write a length of time.
_LENGTH = re.compile(
    r"(\d+(?:[.,]\d+)?)[ \u00a0\u202f-]?(?:(min|minutes?|Minuten?|minutos?)|(h|hours?|Stunden?|heures?|horas?))\b"
)


def _review_overdue(subject: Subject) -> Iterator[Found]:
    for (kind, id), entity in subject.playbook.entities.items():
        if entity.review_by and entity.review_by < subject.day:
            mark = subject.playbook.mark(kind, id, ("review_by",))
            message = f"review_by: this page was to be read again by {entity.review_by}"
            yield Found(mark, message, "Read it, mend what is no longer true, and set the next day.")


def _agenda_minutes(subject: Subject) -> Iterator[Found]:
    for practice in subject.playbook.of("practice"):
        said = lengths(practice.cadence)
        minutes = sum(item.minutes for item in practice.agenda)
        if practice.agenda and said and minutes not in {*said, sum(said)}:
            stated = " or ".join(f"{length:g}" for length in said)
            message = f"agenda: its parts take {minutes} minutes, but the cadence says {stated}"
            mark = subject.playbook.mark("practice", practice.id, ("agenda",))
            yield Found(mark, message, "Change the minutes of a part, or the length in 'cadence'.")


def lengths(text: str) -> list[float]:
    """The lengths of time that a text names in figures, in minutes."""
    found = _LENGTH.finditer(text)
    return [float(Decimal(match[1].replace(",", ".")) * (1 if match[2] else 60)) for match in found]


def _long_path(subject: Subject) -> Iterator[Found]:
    for path in subject.playbook.of("path"):
        minutes = sum(step.minutes for step in path.steps)
        if minutes > LONGEST_PATH:
            message = f"steps: {minutes} minutes are more than a new hire reads in one go"
            hint = f"At most {LONGEST_PATH}: leave out what can wait, or split the path."
            yield Found(subject.playbook.mark("path", path.id, ("steps",)), message, hint)


_PATH = """\
title: Your first day as a seller
summary: What to read first.
role: seller
steps:
  - title: Everything
    minutes: 240
    visit: metric:win-rate
    do: Read all pages.
    question: What is a win rate?
    answer: The share of opportunities that are won.
"""


FINDERS = {
    "review-overdue": _review_overdue,
    "agenda-minutes": _agenda_minutes,
    "long-path": _long_path,
}
