"""Layers: RFC 7396 on nodes, lists that are added to and taken from, and the marks of who said what."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playsmith.overlay import merge
from playsmith.problems import Mark, Problem
from playsmith.source import Node, parse_document

_KEYS = st.sampled_from(["a", "b", "c", "d"])
_LEAVES = st.none() | st.booleans() | st.integers(0, 3) | st.text("xy", max_size=2)
_VALUES = st.recursive(
    _LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4), max_leaves=12
)
_MAPPINGS = st.dictionaries(_KEYS, _VALUES, max_size=4)


def rfc_7396(target: Any, patch: Any) -> Any:
    """The pseudocode of RFC 7396, section 2, word by word."""
    if not isinstance(patch, dict):
        return patch
    target = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            target.pop(name, None)
        else:
            target[name] = rfc_7396(target.get(name), value)
    return target


def node(value: Any, file: str = "x.yaml") -> Node:
    mark = Mark(file, 1, 1)
    if isinstance(value, dict):
        return Node({key: node(inner, file) for key, inner in value.items()}, mark, mark)
    if isinstance(value, list):
        return Node(tuple(node(inner, file) for inner in value), mark, mark)
    return Node(value, mark, mark)


def merged(base: Any, patch: Any) -> tuple[Any, list[str]]:
    problems: list[Problem] = []
    result = merge(node(base), node(patch), problems).plain()
    return result, [problem.message for problem in problems]


@given(_MAPPINGS, _MAPPINGS)
def test_merge_is_rfc_7396(base: dict, patch: dict) -> None:
    assert merged(base, patch)[0] == rfc_7396(base, patch)


@given(_MAPPINGS)
def test_an_empty_patch_changes_nothing(base: dict) -> None:
    assert merged(base, {}) == (base, [])


@given(_MAPPINGS, _MAPPINGS)
def test_a_patch_laid_twice_is_the_patch_laid_once(base: dict, patch: dict) -> None:
    once = merged(base, patch)[0]
    assert merged(once, patch)[0] == once


@given(_MAPPINGS, _MAPPINGS)
def test_every_removal_of_what_is_not_there_is_told(base: dict, patch: dict) -> None:
    def idle(target: Any, patch: Any) -> int:
        if not isinstance(patch, dict):
            return 0
        target = target if isinstance(target, dict) else {}
        return sum(idle(target.get(k), v) if v is not None else k not in target for k, v in patch.items())

    assert len(merged(base, patch)[1]) == idle(base, patch)


@given(_MAPPINGS, _MAPPINGS)
def test_each_value_keeps_the_mark_of_the_layer_that_says_it(base: dict, patch: dict) -> None:
    result = merge(node(base, "base.yaml"), node(patch, "patch.yaml"), [])
    for key, inner in result.value.items():
        if not isinstance(inner.value, dict):
            assert inner.mark.file == ("patch.yaml" if key in patch else "base.yaml")


_ITEMS = st.lists(st.sampled_from("abcdef"), unique=True, max_size=5)


@given(_ITEMS, _ITEMS, _ITEMS)
def test_add_and_remove(base: list, add: list, remove: list) -> None:
    result, problems = merged({"ids": base}, {"ids": {"add": add, "remove": remove}})
    kept = [one for one in base if one not in remove]
    assert result["ids"] == kept + [one for one in add if one not in kept]
    assert len(problems) == len(set(remove) - set(base)) + len(set(add) & set(kept))


@given(_ITEMS, _ITEMS)
def test_what_is_added_and_then_removed_was_never_there(base: list, more: list) -> None:
    new = [one for one in more if one not in base]
    added = merged({"ids": base}, {"ids": {"add": new}})[0]
    assert merged(added, {"ids": {"remove": new}}) == ({"ids": base}, [])


@pytest.mark.parametrize(
    ("base", "patch", "expected"),
    [
        ({}, {"ids": {"add": ["a"]}}, {"ids": ["a"]}),
        ({"ids": ["a"]}, {"ids": {"remove": ["a"]}}, {"ids": []}),
        ({"ids": ["a"]}, {"ids": {"add": "b"}}, {"ids": {"add": "b"}}),
        ({"ids": ["a"]}, {"ids": {"add": ["b"], "c": 1}}, {"ids": {"add": ["b"], "c": 1}}),
        ({"add": {"x": 1}}, {"add": {"y": 2}}, {"add": {"x": 1, "y": 2}}),
        (
            {"rows": [{"a": 1}, {"a": 2}]},
            {"rows": {"remove": [{"a": 1}], "add": [{"a": 3}]}},
            {"rows": [{"a": 2}, {"a": 3}]},
        ),
    ],
)
def test_what_counts_as_a_change_of_a_list(base: dict, patch: dict, expected: dict) -> None:
    assert merged(base, patch) == (expected, [])


def test_problems_of_a_patch_stand_at_its_lines() -> None:
    base = parse_document("ids: [a]\n", "base.yaml")
    patch = parse_document("gone: null\nids:\n  add: [b, a]\n  remove: [c]\n", "patch.yaml")
    problems: list[Problem] = []
    merge(base, patch, problems)
    assert sorted(f"{one.mark} {one.message}" for one in problems) == [
        "patch.yaml:1:1 'gone' is removed here, but the layer below has none",
        "patch.yaml:3:12 'a' is added here, but the list has it already",
        "patch.yaml:4:12 'c' is removed here, but the list below has none",
    ]
    assert all(problem.hint for problem in problems)
