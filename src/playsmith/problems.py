"""What is wrong, where, and what would be right: the one error type of the project."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal

# A note tells what was done with the input; only an error stops a build, only `--strict` stops at a warning.
Level = Literal["error", "warning", "note"]


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
        first = f"{self.mark}: {'' if self.level == 'error' else f'{self.level}: '}{self.message}"
        return f"{first}\n    {self.hint}" if self.hint else first


class PlaybookError(Exception):
    """Everything found wrong in one run. Any other exception is a bug of playsmith.

    Its text ends with the errors: whatever comes before them, a terminal shows the end. Notes are only counted.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems), key=lambda p: (p.mark, p.message)))
        super().__init__("\n".join(_told(self.problems)))


def _told(problems: Sequence[Problem]) -> Iterator[str]:
    notes = sum(problem.level == "note" for problem in problems)
    if notes:
        yield f"{notes} note{'s' if notes > 1 else ''} (playsmith check --notes shows them)"
    for level in ("warning", "error"):
        yield from (str(problem) for problem in problems if problem.level == level)


@dataclass
class Gathering:
    """Problems of steps that can each run though another failed. Called with a step, it runs the step.

    >>> gathering = Gathering()
    >>> config = gathering(load_config, project, "en")  # None where it raised a PlaybookError
    >>> gathering.raise_errors()
    """

    problems: list[Problem] = field(default_factory=list)

    def __call__[**P, R](self, step: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R | None:
        try:
            return step(*args, **kwargs)
        except PlaybookError as error:
            self.problems += error.problems
            return None

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is worth a look and stops nothing, in order."""
        return PlaybookError(problem for problem in self.problems if problem.level == "warning").problems

    def raise_errors(self) -> None:
        """Raises PlaybookError with everything found, warnings too, if anything but warnings was found."""
        if any(problem.level == "error" for problem in self.problems):
            raise PlaybookError(self.problems)


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """A hint that names the nearest known words, or all of them where they are few."""
    near = get_close_matches(word, known, n=2, cutoff=0.6)
    if near:
        return "did you mean " + " or ".join(f"'{one}'" for one in near) + "?"
    if len(known) <= 12:
        return "known: " + ", ".join(sorted(known)) if known else ""
    return ""
