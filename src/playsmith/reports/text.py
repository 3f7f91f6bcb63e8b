"""For people: at a terminal grouped by file, with colours; elsewhere a line that editors and grep understand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.text import Text

from playsmith.problems import Problem
from playsmith.reports.report import Report
from playsmith.rules import RULES

_STYLE = {"error": "bold red", "warning": "yellow", "note": "cyan"}


def to_text(report: Report) -> str:
    """Each problem as `file:line:column: message`, and its cure below; the count at the end."""
    return "".join(f"{_line(problem)}\n" for problem in report.problems) + f"\n{report.summary}\n"


def grouped_lines(report: Report) -> Iterator[Text]:
    """The problems below the names of their files, then the count."""
    for file, problems in groupby(report.problems, key=lambda problem: problem.mark.file):
        yield Text(file, style="bold underline")
        for problem in problems:
            place = f"{problem.mark.line}:{problem.mark.column}" if problem.mark.line else ""
            line = Text().append(f"  {place:>8}  ", style="dim")
            line.append(f"{problem.level:8}", style=_STYLE[problem.level]).append(problem.message)
            yield line.append(_switch(problem), style="dim")
            if problem.hint:
                yield Text(f"{'':20}{problem.hint}", style="green")
        yield Text("")
    worst = next((level for level, count in report.counts.items() if count and level != "note"), None)
    yield Text(report.summary, style=_STYLE[worst] if worst else "bold green")


def _line(problem: Problem) -> str:
    first, *hint = str(problem).split("\n    ", 1)
    return "\n    ".join([first + _switch(problem), *hint])


def _switch(problem: Problem) -> str:
    """The rule's name, where it is one that can be switched."""
    return f"  [{problem.rule}]" if problem.rule in RULES else ""
