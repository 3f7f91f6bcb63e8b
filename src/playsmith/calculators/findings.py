"""Gathering problems while a calculator is checked, each at its place in the YAML or in the Python."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Protocol

from playsmith.problems import Level, Mark, Problem


class Marks(Protocol):
    """Where a value stands in the calculator's YAML: `mark("inputs", "churn", "default")`."""

    def __call__(self, *loc: str | int) -> Mark: ...


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint for an unknown name: the one that was probably meant, or all there are."""
    names = sorted(set(known))
    close = get_close_matches(name, names, n=1)
    if close:
        return f"did you mean '{close[0]}'?"
    return f"there are: {', '.join(names)}" if names else "there are none"


def path_of(loc: tuple[str | int, ...]) -> str:
    """A place as the messages spell it: `examples[0].inputs.churn`."""
    text = ""
    for part in loc:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


@dataclass
class Findings:
    """The problems found so far in one calculator."""

    marks: Marks
    problems: list[Problem] = field(default_factory=list)

    def at(self, loc: tuple[str | int, ...], message: str, hint: str, rule: str, level: Level = "error") -> None:
        """A problem at a place of the YAML; its path stands before the message."""
        self.problems.append(Problem(self.marks(*loc), f"{path_of(loc)}: {message}", hint, rule, level))

    def in_python(self, mark: Mark, message: str, hint: str, rule: str) -> None:
        """A problem at a place of the arithmetic."""
        self.problems.append(Problem(mark, message, hint, rule))

    @property
    def failed(self) -> bool:
        return any(problem.level == "error" for problem in self.problems)
