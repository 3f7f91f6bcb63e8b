"""For programs."""

from __future__ import annotations

import json

from playsmith.reports.report import Report

# Counted up when a key changes its meaning or goes.
VERSION = 1


def to_json(report: Report) -> str:
    """`{"version", "things", "counts", "problems": [{file, line, column, level, rule, message, hint}]}`.

    Lines and columns count from 1; 0 means the file as a whole.
    """
    problems = [
        {
            "file": problem.mark.file,
            "line": problem.mark.line,
            "column": problem.mark.column,
            "level": problem.level,
            "rule": problem.rule,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in report.problems
    ]
    said = {"version": VERSION, "things": report.things, "counts": dict(report.counts), "problems": problems}
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"
