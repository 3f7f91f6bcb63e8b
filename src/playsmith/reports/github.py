"""Workflow commands of GitHub Actions: each problem becomes an annotation of its line in a pull request."""

from __future__ import annotations

from playsmith.problems import Problem
from playsmith.reports.report import Report

_COMMAND = {"error": "error", "warning": "warning", "note": "notice"}


def to_github(report: Report) -> str:
    """A command for each problem, then the count."""
    return "".join(f"{_command(report, problem)}\n" for problem in report.problems) + f"{report.summary}\n"


def _command(report: Report, problem: Problem) -> str:
    place, mark = report.place(problem), problem.mark
    message = f"{problem.message}\n{problem.hint}".strip()
    properties = {"file": place or report.info_place, "title": problem.rule}
    if place is None:
        message = f"{mark}: {message}"
    elif mark.line:
        properties |= {"line": mark.line, "col": mark.column}
    said = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in properties.items())
    return f"::{_COMMAND[problem.level]} {said}::{_escaped(message)}"


def _escaped(text: str, more: str = "") -> str:
    """With what ends a command, or one of its properties, written as its code."""
    for sign in ("%", "\r", "\n", *more):
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
