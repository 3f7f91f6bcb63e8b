"""Differences: exact enough to be applied, short enough to be read."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from playsmith.changes import Part, describe
from playsmith.cli import main
from playsmith.compare import Difference, apply, compare, same
from playsmith.content import Content, read_content
from playsmith.project import Project

type Build = Callable[..., Project]

_KEYS = st.sampled_from(["a", "b", "c", "title"])
_LEAVES = (
    st.none() | st.booleans() | st.integers(0, 2) | st.sampled_from([0.0, 1.0, "x", "one two three", "one 2 three"])
)
_VALUES = st.recursive(
    _LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=3), max_leaves=10
)
_PATHS = st.sampled_from(["playbook/metrics/a.yaml", "playbook/roles/b.yaml", "playbook/playbook.yaml"])
_FILES = st.dictionaries(
    st.sampled_from(["playbook/a.md", "calculators/a.py"]), st.sampled_from(["1", "2"]), max_size=2
)
_CONTENTS = st.builds(Content, st.dictionaries(_PATHS, st.dictionaries(_KEYS, _VALUES, max_size=4), max_size=3), _FILES)


@given(_CONTENTS)
def test_nothing_differs_from_itself(content: Content) -> None:
    assert not compare(content, content)
    assert describe(compare(content, content), content, content) == ()


@given(_CONTENTS, _CONTENTS)
def test_a_difference_applied_to_the_old_gives_the_new(old: Content, new: Content) -> None:
    result = apply(compare(old, new), old)
    assert same(dict(result.documents), dict(new.documents))
    assert result.files == new.files


@given(_CONTENTS, _CONTENTS)
def test_there_and_back_again_touch_the_same_places(old: Content, new: Content) -> None:
    def places(difference: Difference) -> set[tuple[Any, ...]]:
        return {(one.path, one.loc) for one in (*difference.documents, *difference.files)}

    assert places(compare(old, new)) == places(compare(new, old))


@given(_CONTENTS, _CONTENTS)
def test_every_change_is_described(old: Content, new: Content) -> None:
    difference = compare(old, new)
    told = {thing.path for group in describe(difference, old, new) for thing in group.things}
    assert told == {change.path for change in (*difference.documents, *difference.files)}


def test_numbers_of_other_types_are_other_values() -> None:
    assert not same(1, 1.0)
    assert not same(True, 1)
    assert same({"a": [1, {"b": None}]}, {"a": [1, {"b": None}]})


def test_words_are_compared_word_by_word() -> None:
    path = "playbook/metrics/a.yaml"
    old = Content({path: {"why": "It is the price you pay for growth."}})
    new = Content({path: {"why": "It is the price we pay for growth."}})
    [group] = describe(compare(old, new), old, new)
    assert group.things[0].details[0].blocks == (
        (
            Part("same", "It is the price "),
            Part("removed", "you"),
            Part("added", "we"),
            Part("same", " pay for growth."),
        ),
    )


CLIENT = {
    "playbook/playbook.yaml": "extends: ../base\ntrust: [../base]\ntitle: A client's playbook\n",
    "playbook/metrics/win-rate.yaml": "target: {low: 0.3}\ncadence: weekly\n",
    "playbook/tools/crm.yaml": "hide: true\n",
    "playbook/glossary/offer.yaml": "title: Offer\nsummary: What is proposed to a customer.\n",
    "playbook/roles/seller.yaml": "aliases: [Closer]\n",
    "playbook/our-way.md": "# Our way\n",
    "site_config/brand.yaml": "name: Client\n",
}


def run(project: Project, *arguments: str) -> str:
    result = CliRunner().invoke(main, ["-C", str(project.root), *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_diff_is_told_by_kind(project: Build) -> None:
    told = run(project(CLIENT, base="client"), "diff")
    assert told == GOLDEN


GOLDEN = """\
The playbook as a whole
  ~ A client's playbook  playbook/playbook.yaml
      title: A [-small-]{+client's+} playbook

Roles
  ~ Seller  roles/seller.yaml
      aliases: {+Closer+}

Metrics
  ~ Win rate  metrics/win-rate.yaml
      cadence: monthly → weekly
      target: {+low: 0.3+}

Tools
  - CRM  tools/crm.yaml

Glossary
  + Offer  glossary/offer.yaml

Brand
  ~ Client  site_config/brand.yaml
      name: Sales and marketing → Client

Pages
  + our-way.md  our-way.md

"""


def test_diff_as_json_gives_the_project_back(project: Build) -> None:
    client = project(CLIENT, base="client")
    told = json.loads(run(client, "diff", "--json"))
    documents = json.loads(json.dumps(dict(read_content(client.base).documents)))
    for change in told["documents"]:
        parent, loc = documents, [change["path"], *change["loc"]]
        for part in loc[:-1]:
            parent = parent[part]
        if change["change"] == "removed":
            assert parent.pop(loc[-1]) == change["old"]
        else:
            parent[loc[-1]] = change["new"]
    assert documents == json.loads(json.dumps(dict(read_content(client).documents)))
    assert [(one["path"], one["change"]) for one in told["files"]] == [("playbook/our-way.md", "added")]


def test_diff_as_a_page_stands_alone(project: Build, tmp_path: Any) -> None:
    target = tmp_path / "changes.html"
    files = {**CLIENT, "playbook/glossary/deal.yaml": "summary: An <b onclick=x>offer</b> that was taken.\n"}
    run(project(files, base="client"), "diff", "--html", str(target))
    page = target.read_text()
    assert "<ins>weekly</ins>" in page
    assert "<b onclick" not in page
    assert "&lt;b onclick=x&gt;" in page
    assert not any(mark in page for mark in ("<script", "<link", " src=", "url(http", "@import"))


def test_a_playbook_made_from_nothing_has_no_difference(project: Build) -> None:
    result = CliRunner().invoke(main, ["-C", str(project().root), "diff"])
    assert result.exit_code == 1
    assert "made from nothing" in result.output


@pytest.mark.parametrize("name", ["diff", "explain", "upgrade"])
def test_the_commands_are_listed(name: str) -> None:
    assert f"  {name} " in CliRunner().invoke(main, ["--help"]).output
