"""What a check found, for people and for machines. A format is a function from a Report to its text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from playsmith.reports.github import to_github
from playsmith.reports.json import to_json
from playsmith.reports.report import Report, make_report
from playsmith.reports.sarif import to_sarif
from playsmith.reports.text import grouped_lines, to_text

FORMATS: Mapping[str, Callable[[Report], str]] = {
    "text": to_text,
    "json": to_json,
    "github": to_github,
    "sarif": to_sarif,
}

__all__ = ["FORMATS", "Report", "grouped_lines", "make_report"]
