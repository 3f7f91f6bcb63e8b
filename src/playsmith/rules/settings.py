"""site_config/check.yaml: which rules are on, and how much they weigh."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from playsmith.config import merged_file
from playsmith.model import CheckLevel, CheckSettings, ValidationError, problems_of
from playsmith.problems import PlaybookError, Problem, did_you_mean
from playsmith.project import Project

SETTINGS = "site_config/check.yaml"
LEVELS = get_args(CheckLevel)


def read_levels(project: Project, levels: Mapping[str, str], problems: list[Problem]) -> dict[str, str]:
    """`levels` by rule, with what the layers' check.yaml says instead; what is wrong is appended to `problems`."""
    chosen = dict(levels)
    try:
        node = merged_file(project, SETTINGS)
        settings = CheckSettings.model_validate(node.plain()) if node else CheckSettings()
    except PlaybookError as error:
        problems += error.problems
        return chosen
    except ValidationError as error:
        problems += problems_of(error, CheckSettings, node)
        return chosen
    for id, level in settings.rules.items():
        if id in levels:
            chosen[id] = level
        else:
            place = node.at(("rules", id))
            hint = did_you_mean(id, list(levels)) or "'playsmith check --rules' lists them."
            problems.append(Problem(place.key or place.mark, f"rules: there is no rule '{id}'", hint, "unknown-key"))
    return chosen
