"""What calculators of engine pyodide need beside words and arithmetic, and the checks that are theirs alone."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from playsmith.calculators.findings import Findings, nearest
from playsmith.calculators.signature import ENTRY
from playsmith.compiler import Source
from playsmith.model.calculator import CalculatorSpec
from playsmith.problems import Mark, Problem

PROGRESS = "progress"


@dataclass(frozen=True)
class LaneFiles:
    """The wheels of calculators/wheels by name; `sample` gives the file at a path below playbook/, None: there is none.

    `trusts` says whether the layer of a file, such as calculators/cac.py, is trusted: only such Python a build may run.
    """

    wheels: Mapping[str, bytes] = field(default_factory=dict)
    sample: Callable[[str], Path | None] = lambda path: None
    trusts: Callable[[str], bool] = lambda path: True


def check_lane(spec: CalculatorSpec, findings: Findings) -> None:
    """Files and packages stand only where any Python runs; what is not run needs stated results."""
    if spec.engine == "pyodide":
        return
    hint = "say `engine: pyodide`"
    if spec.packages:
        findings.at(("packages",), "a compiled calculator imports no packages", hint, "engine")
    for name, each in spec.inputs.items():
        if each.kind == "file":
            findings.at(("inputs", name, "kind"), "a compiled calculator takes no files", hint, "engine")


def check_parameters(spec: CalculatorSpec, source: Source, findings: Findings) -> None:
    """calculate() takes each input, by its name, and `progress` if it likes."""
    tree = ast.parse(source.text)
    entry = next((each for each in tree.body if isinstance(each, ast.FunctionDef) and each.name == ENTRY), None)
    if entry is None:
        hint = "write `def calculate(*, …) -> Result:` with a parameter for each input"
        findings.in_python(Mark(source.path, 1, 1), "there is no function calculate()", hint, "signature")
        return
    taken = {each.arg: each for each in (*entry.args.args, *entry.args.kwonlyargs)}
    for name in spec.inputs:
        if name not in taken and entry.args.kwarg is None:
            message = f"calculate() in {source.path} has no parameter '{name}'"
            findings.at(("inputs", name), message, f"add the parameter `{name}`", "signature")
    optional = {
        each.arg for each, default in zip(entry.args.kwonlyargs, entry.args.kw_defaults, strict=True) if default
    }
    for name, node in taken.items():
        if name not in spec.inputs and name != PROGRESS and name not in optional:
            mark = Mark(source.path, node.lineno, node.col_offset + 1)
            hint = nearest(name, spec.inputs)
            findings.in_python(mark, f"the YAML has no '{name}' under inputs", hint, "signature")


def find_samples(spec: CalculatorSpec, lane: LaneFiles, findings: Findings) -> dict[str, bytes]:
    """The bytes of every sample that inputs and examples name, by path below playbook/."""
    named = {}
    for name, each in spec.inputs.items():
        if each.kind != "file":
            continue
        named[each.sample] = ("inputs", name, "sample")
        for index, example in enumerate(spec.examples):
            if isinstance(example.inputs.get(name), str):
                named.setdefault(example.inputs[name], ("examples", index, "inputs", name))
    samples = {}
    for path, loc in named.items():
        file = None if ".." in path.split("/") else lane.sample(path)
        if file is None:
            hint = "put the file there; the path is that below playbook/"
            findings.at(loc, f"there is no file playbook/{path}", hint, "sample")
        else:
            samples[path] = file.read_bytes()
    return samples


def stated_problems(spec: CalculatorSpec, mark: Mark) -> list[Problem]:
    """A calculator that a build may not run shows its first example's results: they have to be there."""
    stated = spec.examples[0].outputs
    if spec.headline in stated:
        return []
    message = (
        f"the first example does not state the headline, {spec.headline}: this layer is not trusted, so it is not run"
    )
    hint = "State what comes out for the sample in the first example's `outputs`, or trust the layer in playbook.yaml."
    return [Problem(mark, message, hint, rule="stated")]
