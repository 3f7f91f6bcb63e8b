"""Patches that miss: of what no layer has, and of what says nothing new."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playsmith.load import load_playbook, read_playbook
from playsmith.overlay import idle, merge
from playsmith.problems import PlaybookError, Problem
from playsmith.project import Project
from playsmith.source import parse_document

type Build = Callable[..., Project]

_KEYS = st.sampled_from(["a", "b", "c"])
_VALUES = st.recursive(
    st.integers(0, 2) | st.sampled_from(["x", "y"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_KEYS, inner, max_size=3),
    max_leaves=8,
)


def remarks(project: Project) -> list[str]:
    problems: list[Problem] = []
    read_playbook(project, problems)
    return [f"{one.mark} {one.level}: {one.message}" for one in problems]


def test_a_few_keys_of_what_no_layer_has_are_one_problem(project: Build) -> None:
    with pytest.raises(PlaybookError) as error:
        load_playbook(project({"playbook/metrics/win-rat.yaml": "target: {low: 0.3}\n"}, base="client"))
    assert str(error.value) == (
        "playbook/metrics/win-rat.yaml: this would change the metric 'win-rat', but no layer below has it\n"
        "    did you mean 'win-rate'?"
    )


def test_a_new_thing_that_misses_a_key_is_told_which(project: Build) -> None:
    with pytest.raises(PlaybookError, match="the key 'summary' is missing"):
        load_playbook(project({"playbook/glossary/offer.yaml": "title: Offer\n"}, base="client"))


def test_an_unknown_key_of_a_patch_is_told_with_the_known_one(project: Build) -> None:
    with pytest.raises(PlaybookError) as error:
        load_playbook(project({"playbook/metrics/win-rate.yaml": "cadense: weekly\n"}, base="client"))
    assert "playbook/metrics/win-rate.yaml:1:1: unknown key 'cadense'\n    did you mean 'cadence'" in str(error.value)


def test_what_says_nothing_new_is_told(project: Build) -> None:
    same = {"playbook/metrics/win-rate.yaml": "cadence: monthly\n"}
    assert remarks(project(same, base="client", name="whole")) == [
        "playbook/metrics/win-rate.yaml:1:1 warning: this file changes nothing: the layer below says the same"
    ]
    part = {"playbook/metrics/win-rate.yaml": "title: Hit rate\ncadence: monthly\n"}
    assert remarks(project(part, base="client", name="part")) == [
        "playbook/metrics/win-rate.yaml:2:1 note: this changes nothing: the layer below says the same"
    ]


@given(st.dictionaries(_KEYS, _VALUES, max_size=3), st.dictionaries(_KEYS, _VALUES, max_size=3))
def test_what_is_idle_can_be_left_out(base: dict, patch: dict) -> None:
    below, above = (parse_document(json.dumps(one), "x") for one in (base, patch))
    merged = merge(below, above, []).plain()
    for node in idle(below, above):
        assert merged == merge(below, _without(above, node), []).plain()


def _without(node: object, gone: object) -> object:
    if isinstance(node.value, dict):
        kept = {key: _without(inner, gone) for key, inner in node.value.items() if inner is not gone}
        return type(node)(kept, node.mark, node.key)
    return node
