"""Examples of a calculator go on proving its arithmetic when a layer chooses other defaults."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from playsmith.checked import check_project
from playsmith.content import read_content
from playsmith.examples import Examples
from playsmith.problems import PlaybookError
from playsmith.project import Project
from playsmith.source import parse_document

type Build = Callable[..., Project]

PATH = "playbook/calculators/x.yaml"
BASE = """\
inputs:
  a: {default: 1.0}
  b: {default: {guideline: g, team: marketing, bound: low}}
examples:
  - {inputs: {}, outputs: {y: 2}}
  - {inputs: {a: 3.0}, outputs: {y: 4}}
"""


def completed(base: str, patched: str, low: float = 0.1, low_now: float = 0.1) -> object:
    def guideline(figure: float) -> object:
        return parse_document(f"ranges: [{{team: marketing, low: {figure}, high: 1.0}}]\n", "g")

    examples = Examples()
    below = {PATH: parse_document(base, f"base:{PATH}"), "playbook/guidelines/g.yaml": guideline(low)}
    examples.remember(below, lambda path: f"base:{path}")
    now = {PATH: parse_document(patched, f"base:{PATH}"), "playbook/guidelines/g.yaml": guideline(low_now)}
    examples.remember(now, lambda path: path)
    return [one["inputs"] for one in examples.completed(now)[PATH].plain()["examples"]]


def test_an_example_says_what_it_left_to_the_old_defaults() -> None:
    assert completed(BASE, BASE) == [{}, {"a": 3.0}]
    assert completed(BASE, BASE.replace("default: 1.0", "default: 9.0")) == [{"a": 1.0}, {"a": 3.0}]


def test_figures_of_guidelines_are_defaults_too() -> None:
    assert completed(BASE, BASE, low_now=0.2) == [{"b": 0.1}, {"a": 3.0, "b": 0.1}]


def test_a_client_may_choose_other_defaults_and_ranges(project: Build) -> None:
    files = {
        "playbook/calculators/cac.yaml": "inputs: {monthly_churn: {default: 0.02}, new_customers: {default: 80}}\n",
        "playbook/guidelines/sales-budget.yaml": "ranges: [{team: sales, low: 0.1, high: 0.3}]\n",
    }
    client = project(files, base="reference")
    shown = check_project(client).playbook.get("calculator", "cac")
    assert shown.inputs["monthly_churn"].default == 0.02
    # A difference does not tell what the client did not say.
    assert read_content(client).documents["playbook/calculators/cac.yaml"]["examples"][0]["inputs"] == {}


def test_an_example_of_ones_own_is_held_to_ones_own_defaults(project: Build) -> None:
    patch = "inputs: {new_customers: {default: 80}}\nexamples: [{title: Ours, inputs: {}, outputs: {cac: 1.0}}]\n"
    with pytest.raises(PlaybookError, match="Ours"):
        check_project(project({"playbook/calculators/cac.yaml": patch}, base="reference"))
