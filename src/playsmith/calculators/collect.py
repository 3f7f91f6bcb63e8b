"""All calculators of a playbook: their Python found in the layers, loaded, proven."""

from __future__ import annotations

from functools import partial

from playsmith.calculators.calculator import Calculator
from playsmith.calculators.load import load_calculator
from playsmith.calculators.prove import prove
from playsmith.compiler import Source
from playsmith.load import Playbook
from playsmith.problems import Mark, PlaybookError, Problem
from playsmith.project import Project

FOLDER = "calculators"
SHARED = f"{FOLDER}/shared"


def load_calculators(playbook: Playbook, *, proven: bool = True) -> dict[str, Calculator]:
    """id -> Calculator, in the playbook's order. Raises PlaybookError with what is wrong in any of them."""
    project = playbook.project
    helpers = _helpers(project)
    guidelines = {guideline.id: guideline for guideline in playbook.of("guideline")}
    problems: list[Problem] = []
    calculators: dict[str, Calculator] = {}
    for spec in playbook.of("calculator"):
        path = f"{FOLDER}/{spec.id.replace('-', '_')}.py"
        source = _source(project, path)
        if source is None:
            message = f"there is no {path}, which holds the calculator's arithmetic"
            mark = playbook.mark("calculator", spec.id)
            problems.append(Problem(Mark(mark.file), message, "Write it, or hide the calculator.", rule="calculator"))
            continue
        marks = partial(_mark, playbook, spec.id)
        try:
            calculator = load_calculator(spec, source, helpers, marks, guidelines)
        except PlaybookError as error:
            problems += error.problems
            continue
        found = prove(calculator, project.cache) if proven else ()
        problems += [problem for problem in found if problem.level == "error"]
        calculators[spec.id] = calculator
    if problems:
        raise PlaybookError(problems)
    return calculators


def _mark(playbook: Playbook, id: str, *loc: str | int) -> Mark:
    return playbook.mark("calculator", id, loc)


def _helpers(project: Project) -> dict[str, Source]:
    paths = {path for layer in project.layers for path in layer.files(SHARED, ".py")}
    found = ((path, _source(project, path)) for path in sorted(paths))
    return {source.name: source for _, source in found if source is not None}


def _source(project: Project, path: str) -> Source | None:
    """A Python file of the outermost layer that has it, under the dotted name it is imported by."""
    file = project.find(path)
    if file is None:
        return None
    name = path.removesuffix(".py").replace("/", ".")
    return Source(name, path, file.read_text("utf-8"))
