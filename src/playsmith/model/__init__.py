"""The typed model of a playbook: what the YAML means. Frozen; an unknown key is an error."""

from pydantic import ValidationError

from playsmith.model.base import REFERENCE, AnyRef, Entity, Markdown, Model, Ref, Statement, Text
from playsmith.model.brand import Brand
from playsmith.model.calculator import CalculatorSpec
from playsmith.model.check import CheckLevel, CheckSettings
from playsmith.model.invalid import field_at, path_text, problems_of
from playsmith.model.learning import Path, Term
from playsmith.model.metric import Formula, Metric
from playsmith.model.playbook import Home, PlaybookInfo, Section
from playsmith.model.together import Comparison, Guideline, Overlap, Practice, Stage, Step, TeamProblem
from playsmith.model.work import Activity, Role, Skill, Team, Tool

# The folder of each kind under playbook/; an entity's id is its file's stem.
KINDS: dict[str, type[Entity]] = {
    "teams": Team,
    "roles": Role,
    "activities": Activity,
    "metrics": Metric,
    "stages": Stage,
    "alignment": Step,
    "comparison": Comparison,
    "overlaps": Overlap,
    "problems": TeamProblem,
    "tools": Tool,
    "skills": Skill,
    "guidelines": Guideline,
    "calculators": CalculatorSpec,
    "paths": Path,
    "glossary": Term,
}

__all__ = [
    "KINDS",
    "REFERENCE",
    "Activity",
    "AnyRef",
    "Brand",
    "CalculatorSpec",
    "CheckLevel",
    "CheckSettings",
    "Comparison",
    "Entity",
    "Formula",
    "Guideline",
    "Home",
    "Markdown",
    "Metric",
    "Model",
    "Overlap",
    "Path",
    "PlaybookInfo",
    "Practice",
    "Ref",
    "Role",
    "Section",
    "Skill",
    "Stage",
    "Statement",
    "Step",
    "Team",
    "TeamProblem",
    "Term",
    "Text",
    "Tool",
    "ValidationError",
    "field_at",
    "path_text",
    "problems_of",
]
