"""What is kept from build to build: found again only where nothing has changed, and never more than data."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from pathlib import Path

import pytest

from playsmith import kept, site, trees
from playsmith.earlier import Earlier
from playsmith.inputs import inputs_digest
from playsmith.kept import Kept, cache_folder
from playsmith.problems import Mark, PlaybookError
from playsmith.project import Project, find_project
from playsmith.publication import Site
from playsmith.trees import build_trees

type Build = Callable[..., Project]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of the test's own."""
    monkeypatch.setenv("PLAYSMITH_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Site]:
    """Every Site that is made anew."""
    sites: list[Site] = []
    build = site.rebuild_site

    def watched(project: Project, earlier: Earlier) -> Site:
        sites.append(build(project, earlier))
        return sites[-1]

    monkeypatch.setattr(site, "rebuild_site", watched)
    return sites


def differing(one: Site, other: Site) -> list[str]:
    return [each.name for each in fields(Site) if getattr(one, each.name) != getattr(other, each.name)]


def test_a_kept_site_is_the_site_that_was_made(project: Build, made: list[Site]) -> None:
    root = project({"playbook/notes.md": "# Notes\n"}).root
    (first,) = build_trees(root)
    (again,) = build_trees(root)
    assert len(made) == 1
    assert differing(made[0], first.site) == []
    assert differing(made[0], again.site) == []
    assert again.site is not first.site


def test_the_reference_in_all_its_languages_is_kept_whole(project: Build, made: list[Site]) -> None:
    root = project(base="reference").root
    info = root / "playbook/playbook.yaml"
    info.write_text(info.read_text() + "languages: {de: [german]}\n")
    first = build_trees(root)
    assert len(made) == 2
    for one, other in zip(first, build_trees(root), strict=True):
        assert differing(one.site, other.site) == []
    assert len(made) == 2


CHANGES = {
    "a value": {"playbook/tools/crm.yaml": "title: Other\nsummary: Other.\nteams: [sales]\nused_for: [Other.]\n"},
    "a new thing": {"playbook/tools/new.yaml": "title: New\nsummary: New.\nteams: [sales]\nused_for: [New.]\n"},
    "a page": {"playbook/notes.md": "# Notes\n"},
    "an image": {"playbook/images/new.svg": "<svg/>"},
    "a template": {"templates/pages/tool.md.j2": "# {{ title }}\n"},
    "the look": {"templates/partials/brand.css.j2": "a { color: red }\n"},
}


@pytest.mark.parametrize("files", CHANGES.values(), ids=CHANGES)
def test_whatever_is_changed_is_seen(files: dict[str, str], project: Build, made: list[Site]) -> None:
    root = project().root
    build_trees(root)
    for path, text in files.items():
        (root / path).write_text(text)
    (tree,) = build_trees(root)
    assert len(made) == 2
    assert tree.site is not made[0]
    assert differing(made[0], made[1]) != []


def test_what_is_changed_in_a_layer_below_is_seen(project: Build, made: list[Site], tmp_path: Path) -> None:
    root = project(base="client").root
    build_trees(root)
    file = tmp_path / "base/playbook/tools/crm.yaml"
    file.write_text(file.read_text().replace("everyone", "all"))
    build_trees(root)
    assert len(made) == 2


def test_what_is_trusted_counts(project: Build) -> None:
    one = project(base="client")
    assert inputs_digest(one) != inputs_digest(replace(one, trusted=frozenset({one.root})))


def test_another_playsmith_makes_its_own(project: Build, made: list[Site], monkeypatch: pytest.MonkeyPatch) -> None:
    root = project().root
    build_trees(root)
    monkeypatch.setattr("playsmith.inputs.engine_digest", lambda: "another")
    build_trees(root)
    assert len(made) == 2


def test_what_is_wrong_is_told_each_time(project: Build, folder: Path) -> None:
    root = project({"playbook/tools/crm.yaml": "title: ["}).root
    for _ in range(2):
        with pytest.raises(PlaybookError, match=r"crm\.yaml"):
            build_trees(root)
    assert [*folder.glob("site-*")] == []


def test_remarks_are_kept(project: Build) -> None:
    info = "playbook/playbook.yaml"
    root = project({"playbook/tools/crm.yaml": "hide: true\n"}, base="reference").root
    (first,), (again,) = build_trees(root), build_trees(root)
    assert first.site.remarks
    assert [str(one) for one in again.site.remarks] == [str(one) for one in first.site.remarks]
    assert (root / info).is_file()


def test_what_changes_while_a_site_is_made_is_not_mistaken_for_it(
    project: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project().root
    file = root / "playbook/tools/crm.yaml"
    text = file.read_text()
    build = site.rebuild_site

    def late(changed: Project, earlier: Earlier) -> Site:
        file.write_text(text.replace("everyone", "all"))
        return build(changed, earlier)

    monkeypatch.setattr(site, "rebuild_site", late)
    build_trees(root)
    monkeypatch.setattr(site, "rebuild_site", build)
    file.write_text(text)
    (tree,) = build_trees(root)
    assert any("The list of everyone" in page.text for page in tree.site.pages)


def test_trees_that_nothing_has_changed_for_are_taken_over(project: Build) -> None:
    root = project().root
    known = build_trees(root)
    assert build_trees(root, known)[0].site.pages is known[0].site.pages


@pytest.mark.parametrize("damage", [b"", b"x", b"a b\n", None])
def test_a_broken_entry_is_none(damage: bytes | None, folder: Path) -> None:
    entries = Kept(folder, "thing")
    entries.keep("one", "key", {"a": [1, 2.5, "text", b"bytes", None, True]})
    (path,) = folder.iterdir()
    assert entries.read("one", "key") == {"a": [1, 2.5, "text", b"bytes", None, True]}
    path.write_bytes(path.read_bytes()[:-4] if damage is None else damage)
    assert entries.read("one", "key") is None
    entries.keep("one", "key", "again")
    assert entries.read("one", "key") == "again"


def test_an_entry_of_something_else_is_none(folder: Path) -> None:
    entries = Kept(folder, "thing")
    entries.keep("one", "key", 1)
    assert entries.read("one", "other") is None
    assert entries.read("two", "key") is None
    assert Kept(folder, "other").read("one", "key") is None


@dataclass
class Trap:
    """Pickled, it would call a function when it is read."""

    path: str

    def __reduce__(self) -> tuple:
        return os.mkdir, (self.path,)


def test_what_an_entry_holds_is_never_run(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "made"
    entries = Kept(folder, "thing", [Mark])
    entries.keep("one", "key", Trap(str(target)))
    assert entries.read("one", "key") is None
    assert not target.exists()
    pickle.loads(pickle.dumps(Trap(str(target))))
    assert target.exists()
    entries.keep("one", "key", (Mark("file", 1, 2),))
    assert entries.read("one", "key") == (Mark("file", 1, 2),)


def test_the_oldest_entries_make_room(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_BYTES", 2500)
    entries = Kept(folder, "thing")
    for number in range(4):
        entries.keep(str(number), "key", b"x" * 1000)
        os.utime(folder / f"thing-{number}.kept", (number, number))
    entries.keep("last", "key", b"")
    assert [number for number in range(4) if entries.read(str(number), "key")] == [2, 3]


def test_a_folder_that_cannot_be_written_to_costs_time_alone(project: Build, folder: Path, made: list[Site]) -> None:
    folder.write_text("a file")
    root = project().root
    (one,), (other,) = build_trees(root), build_trees(root)
    assert len(made) == 2
    assert differing(one.site, other.site) == []


def test_a_project_cannot_bring_what_is_believed(
    project: Build, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    root = project().root
    assert not cache_folder().is_relative_to(root)
    monkeypatch.delenv("PLAYSMITH_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    assert find_project(root).cache == tmp_path / "own/playsmith"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert find_project(root).cache == tmp_path / "home/.cache/playsmith"


def test_trees_know_what_they_were_made_of(project: Build) -> None:
    root = project().root
    assert [tree.made_of for tree in trees.build_trees(root)] == [inputs_digest(find_project(root))]
