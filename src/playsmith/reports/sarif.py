"""SARIF 2.1.0 (OASIS Standard): what code scanning of GitHub, Azure and GitLab reads, and editors show."""

from __future__ import annotations

import hashlib
import json
from typing import Any
from urllib.parse import quote

from playsmith import __version__
from playsmith.problems import Problem
from playsmith.reports.report import Report
from playsmith.rules import ALWAYS, RULES

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "SRCROOT"


def to_sarif(report: Report) -> str:
    """One run with every rule that found something, and a result for each problem."""
    ids = sorted({problem.rule for problem in report.problems})
    driver = {"name": "playsmith", "semanticVersion": __version__, "rules": [_rule(id) for id in ids]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The top of the repository."}}},
        "results": [_result(report, problem, ids.index(problem.rule)) for problem in report.problems],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(id: str) -> dict[str, Any]:
    rule = RULES.get(id)
    about = rule.about if rule else ALWAYS.get(id, "Something that has to be mended.")
    said: dict[str, Any] = {
        "id": id,
        "shortDescription": {"text": about.partition(". ")[0].rstrip(".") + "."},
        "fullDescription": {"text": about},
        "defaultConfiguration": {"level": rule.level if rule else "error"},
    }
    if rule:
        said["help"] = {"text": rule.cure, "markdown": rule.cure}
    return said


def _result(report: Report, problem: Problem, index: int) -> dict[str, Any]:
    place, mark = report.place(problem), problem.mark
    message = f"{problem.message}\n{problem.hint}".strip()
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(place or report.info_place), "uriBaseId": _ROOT}}
    if place is not None and mark.line:
        physical["region"] = {"startLine": mark.line, "startColumn": mark.column}
    # Lines move; what is said of which file does not.
    fingerprint = hashlib.sha256(f"{mark.file}\n{problem.rule}\n{problem.message}".encode()).hexdigest()
    return {
        "ruleId": problem.rule,
        "ruleIndex": index,
        "level": problem.level,
        "message": {"text": message if place else f"{mark}: {message}"},
        "locations": [{"physicalLocation": physical}],
        "partialFingerprints": {"playsmith/v1": fingerprint},
    }
