"""All calculators of a playbook: their Python found in the layers, loaded, proven."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from playsmith.calculators.calculator import Calculator
from playsmith.calculators.checks.hand_over import check_targets
from playsmith.calculators.lane import LaneFiles
from playsmith.calculators.prove import prove
from playsmith.calculators.reuse import reused_calculator
from playsmith.compiler import Source
from playsmith.load import Playbook
from playsmith.model import CalculatorSpec
from playsmith.problems import Mark, PlaybookError, Problem, did_you_mean
from playsmith.project import Layer, Project
from playsmith.pyodide_lane.packages import FOLDER as WHEELS

FOLDER = "calculators"
SHARED = f"{FOLDER}/shared"


def load_calculators(playbook: Playbook) -> dict[str, Calculator]:
    """id -> Calculator, proven, in the playbook's order. Raises PlaybookError with what is wrong in any of them."""
    problems: list[Problem] = []
    calculators: dict[str, Calculator] = {}
    for spec in playbook.of("calculator"):
        try:
            calculator = _load(playbook, spec)
        except PlaybookError as error:
            problems += error.problems
            continue
        problems += [one for one in prove(calculator, playbook.project.cache) if one.level == "error"]
        calculators[spec.id] = calculator
    problems += check_targets(calculators)
    if problems:
        raise PlaybookError(problems)
    return calculators


def load_calculator_of(playbook: Playbook, id: str) -> Calculator:
    """One calculator, checked and compiled but not proven. Raises PlaybookError."""
    known = [spec.id for spec in playbook.of("calculator")]
    if id not in known:
        hint = did_you_mean(id, known)
        raise PlaybookError([Problem(Mark("calculators"), f"there is no calculator '{id}'", hint, rule="reference")])
    return _load(playbook, playbook.get("calculator", id))


def _load(playbook: Playbook, spec: CalculatorSpec) -> Calculator:
    path = f"{FOLDER}/{spec.id.replace('-', '_')}.py"
    source = _source(playbook.project, path)
    if source is None:
        message = f"there is no {path}, which holds the calculator's arithmetic"
        mark = Mark(playbook.mark("calculator", spec.id).file)
        raise PlaybookError([Problem(mark, message, "Write it, or hide the calculator.", rule="calculator")])
    guidelines = {guideline.id: guideline for guideline in playbook.of("guideline")}
    marks = partial(_mark, playbook, spec.id)
    if spec.engine == "compiled":
        helpers, lane = _sources(playbook.project, SHARED), None
    else:
        helpers, lane = _sources(playbook.project, FOLDER), _lane_files(playbook.project)
    return reused_calculator(spec, source, helpers, marks, guidelines, lane, playbook.project.cache)


def _mark(playbook: Playbook, id: str, *loc: str | int) -> Mark:
    return playbook.mark("calculator", id, loc)


def _lane_files(project: Project) -> LaneFiles:
    wheels = {}
    for path in {path for layer in project.layers for path in layer.files(WHEELS, ".whl")}:
        wheels[path.rsplit("/", 1)[-1]] = project.find(path).read_bytes()

    def trusts(path: str) -> bool:
        file = project.find(path)
        # Of layers within each other, the innermost is meant.
        return file is not None and _layer_of(project, file).root in project.trusted

    return LaneFiles(wheels, lambda path: project.find(f"playbook/{path}"), trusts)


def _layer_of(project: Project, file: Path) -> Layer:
    around = (layer for layer in project.layers if file.is_relative_to(layer.root))
    return max(around, key=lambda layer: len(layer.root.parts))


def _sources(project: Project, folder: str) -> dict[str, Source]:
    paths = {path for layer in project.layers for path in layer.files(folder, ".py")}
    found = ((path, _source(project, path)) for path in sorted(paths))
    return {source.name: source for _, source in found if source is not None}


def _source(project: Project, path: str) -> Source | None:
    """A Python file of the outermost layer that has it, under the dotted name it is imported by."""
    file = project.find(path)
    if file is None:
        return None
    name = path.removesuffix(".py").replace("/", ".")
    return Source(name, path, file.read_text("utf-8"))
