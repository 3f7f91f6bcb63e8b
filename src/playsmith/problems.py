"""What is wrong, where, and what would be right: the one error type of the project."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Mark:
    """A place in a file. `line` and `column` count from 1; 0 means "the file as a whole"."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True)
class Problem:
    """One thing a person has to mend.

    `message` says what is wrong (with the path of the value where there is one), `hint` what would be right,
    `rule` is the stable name of the check that found it.
    """

    mark: Mark
    message: str
    hint: str = ""
    rule: str = "invalid"
    level: Level = "error"

    def __str__(self) -> str:
        first = f"{self.mark}: {'warning: ' if self.level == 'warning' else ''}{self.message}"
        return f"{first}\n    {self.hint}" if self.hint else first


class PlaybookError(Exception):
    """Everything found wrong in one run. Any other exception is a bug of playsmith."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems), key=lambda p: (p.mark, p.message)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """A hint that names the nearest known words, or all of them where they are few."""
    near = get_close_matches(word, known, n=2, cutoff=0.6)
    if near:
        return "did you mean " + " or ".join(f"'{one}'" for one in near) + "?"
    if len(known) <= 12:
        return "known: " + ", ".join(sorted(known)) if known else ""
    return ""
