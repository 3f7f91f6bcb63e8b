"""A rule: what it looks for in a playbook that is valid, why, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from playsmith.problems import Level, Mark
from playsmith.rules.subject import Subject


class Found(NamedTuple):
    """A place that a rule speaks of, what is to be seen there, and what would be right."""

    mark: Mark
    message: str
    hint: str


type Finder = Callable[[Subject], Iterator[Found]]


@dataclass(frozen=True)
class Rule:
    """A check that can be switched; its words stand in rules.yaml.

    `about` says what it looks for and why, `cure` what to do, in Markdown. `example` holds files that are found,
    by their path, laid over a small playbook. A rule that is `relational` judges how things hang together: it waits
    until nothing else is wrong.
    """

    id: str
    level: Level
    about: str
    cure: str
    example: Mapping[str, str] = field(hash=False)
    find: Finder
    relational: bool = False
