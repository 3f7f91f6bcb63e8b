"""An edit costs what hangs on it, and the site is the one that is built anew."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from playsmith import shelf
from playsmith.asked import EVERYTHING, Asked
from playsmith.earlier import Earlier
from playsmith.inputs import Inputs
from playsmith.kept import Kept
from playsmith.load import load_playbook
from playsmith.pages import PagePlan
from playsmith.problems import PlaybookError
from playsmith.project import Project, find_project
from playsmith.publication import Site
from playsmith.shelf import Shelf
from playsmith.site import build_site, rebuild_site
from playsmith.trees import build_trees
from playsmith.writer import Writer

type Build = Callable[..., Project]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of the test's own."""
    monkeypatch.setenv("PLAYSMITH_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The path of every page whose template runs."""
    paths: list[str] = []
    render = Writer._render

    def watched(writer: Writer, plan: PagePlan) -> str:
        paths.append(plan.path)
        return render(writer, plan)

    monkeypatch.setattr(Writer, "_render", watched)
    return paths


def rebuilt(root: Path) -> Site:
    project = find_project(root)
    earlier = Earlier(project, Inputs(project))
    site = rebuild_site(project, earlier)
    earlier.close()
    return site


def differing(one: Site, other: Site) -> list[str]:
    pages = [page.path for page, another in zip(one.pages, other.pages, strict=False) if page != another]
    return [*pages, *(each.name for each in fields(Site) if getattr(one, each.name) != getattr(other, each.name))]


def write(root: Path, files: dict[str, str | None]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).unlink(missing_ok=True) if text is None else (root / path).write_text(text, "utf-8")


ROLE = "playbook/roles/account-executive.yaml"
INFO = "extends: reference\ntitle: A client's playbook\n"
# One after another: each edit is made on what the ones before have left.
EDITS: dict[str, dict[str, str | None]] = {
    "a text": {ROLE: "summary: Sells what the account manager keeps.\n"},
    "a title that others show": {ROLE: "title: Closer\n"},
    "a name that texts mention": {"playbook/metrics/cac.yaml": "aliases: [CAC, lead response]\n"},
    "a list": {"playbook/metrics/mql.yaml": "owners: {add: [sales]}\n"},
    "a practice": {
        "playbook/alignment/define-lead-quality.yaml": (
            "practices: {qualified-lead-definition: {title: What a lead is, cadence: Every Friday}}\n"
        )
    },
    "an order": {"playbook/stages/purchase.yaml": "order: 1\n"},
    "a guideline's figure": {
        "playbook/guidelines/sales-budget.yaml": "ranges: [{team: sales, low: 0.02, high: 0.3}]\n"
    },
    "a calculator's default": {"playbook/calculators/cac.yaml": "inputs: {new_customers: {default: 37}}\n"},
    "a new thing": {"playbook/glossary/gong.yaml": "title: Gong call\nsummary: A bell that is rung after each sale.\n"},
    "a thing that is hidden": {"playbook/tools/crm.yaml": "hide: true\n"},
    "a thing that comes back": {"playbook/tools/crm.yaml": None, "playbook/glossary/gong.yaml": None},
    "playbook.yaml": {"playbook/playbook.yaml": f"{INFO}sources: {{ours: {{title: Our own numbers}}}}\n"},
    "a word": {"site_config/locale/en.yaml": "section: {metrics: Numbers}\n"},
    "the brand": {"site_config/brand.yaml": "name: Another\nteams: {sales: {shape: square}}\n"},
    "a template": {"templates/pages/tool.md.j2": "# {{ title }}\n\n{{ of('role') | map(attribute='title') | join }}\n"},
    "what only that template shows": {ROLE: "title: Seller\n"},
    "a page": {"playbook/notes.md": "# Notes\n\n{calculator:cac}\n"},
    "the currency": {"playbook/playbook.yaml": f"{INFO}currency: CHF\n"},
    "a language": {"playbook/playbook.yaml": "extends: [reference, german]\ntitle: Muster\nlanguage: de\n"},
}


def test_what_is_built_on_what_was_kept_is_what_is_built_anew(project: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "_FEW", 0)
    monkeypatch.setattr(shelf, "_STALE", 0.0)
    root = project(base="reference").root
    before = rebuilt(root)
    for name, files in EDITS.items():
        write(root, files)
        site = rebuilt(root)
        assert differing(site, before), f"{name}: nothing changes"
        assert differing(site, build_site(find_project(root))) == [], name
        before = site


def test_an_edit_runs_the_templates_of_the_pages_that_ask_for_it(project: Build, rendered: list[str]) -> None:
    root = project({ROLE: "summary: One.\n"}, base="reference").root
    rebuilt(root)
    assert len(rendered) > 100
    rendered.clear()
    rebuilt(root)
    assert rendered == []
    write(root, {ROLE: "summary: Another.\n"})
    rebuilt(root)
    assert "roles/account-executive.md" in rendered
    assert len(rendered) < 10


def test_an_edit_beside_calculators_needs_neither_compiler_nor_engines(project: Build) -> None:
    root = project({ROLE: "summary: One.\n"}, base="reference").root
    build_trees(root)
    write(root, {ROLE: "summary: Another.\n"})
    code = (
        "import pathlib, sys; from playsmith.trees import build_trees;"
        "(tree,) = build_trees(pathlib.Path(sys.argv[1]));"
        "assert any('Another.' in page.text for page in tree.site.pages);"
        "print(*(name for name in ('playsmith.compiler', 'playsmith.calculators', 'quickjs') if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code, root], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_what_a_template_learns_in_ways_that_are_not_noted_is_never_taken_over(
    project: Build, rendered: list[str]
) -> None:
    template = {"templates/pages/tool.md.j2": "# {{ title }}\n\n{{ playbook.documents | length }}\n"}
    root = project({**template, ROLE: "summary: One.\n"}, base="reference").root
    rebuilt(root)
    rendered.clear()
    rebuilt(root)
    assert rendered
    assert all(path.startswith("tools/") for path in rendered)


def test_a_thing_that_a_template_names_has_to_be_there(project: Build) -> None:
    template = {"templates/pages/skill.md.j2": "# {{ title }}\n\n{{ get('term', 'gong').id }}\n"}
    term = {"playbook/glossary/gong.yaml": "title: Gong call\nsummary: A bell that is rung after each sale.\n"}
    root = project({**template, **term}, base="reference").root
    rebuilt(root)
    write(root, {"playbook/glossary/gong.yaml": None})
    with pytest.raises((PlaybookError, KeyError)):
        rebuilt(root)


def test_a_thing_notes_each_field_and_of_properties_the_fields_they_take(project: Build) -> None:
    asked = Asked(load_playbook(project(base="reference")))
    role = asked.get("role", "account-executive")
    (_, questions) = asked.questions_of(lambda: (role.title, role.kind, role.id, role.founded))
    assert {question[-1] for question in questions} == {"title", "sources", "grade"}
    assert asked.questions_of(lambda: [one.id for one in asked.of("role")])[1] == (("all", "role"),)
    for ask in (lambda: asked.documents, lambda: list(asked.entities), lambda: len(asked.used_by), lambda: repr(role)):
        assert EVERYTHING in asked.questions_of(ask)[1]
    assert role == asked.get("role", "account-executive")
    assert role != asked.get("role", "account-manager")


def test_problems_are_told_of_what_was_taken_over_too(project: Build) -> None:
    root = project({ROLE: "summary: See [it](metric:nothing).\n"}, base="reference").root
    told = []
    for _ in range(2):
        with pytest.raises(PlaybookError) as error:
            rebuilt(root)
        told.append(str(error.value))
    assert told[0] == told[1]
    assert f"{ROLE}:1:" in told[0]


def test_what_fails_is_not_kept(project: Build, folder: Path) -> None:
    root = project({ROLE: "summary: See [it](metric:nothing).\n"}, base="reference").root
    with pytest.raises(PlaybookError):
        build_trees(root)
    assert [*folder.glob("pages-*"), *folder.glob("things-*")] == []


def test_a_site_whose_large_files_are_gone_is_made_again(project: Build, folder: Path) -> None:
    root = project(base="reference").root
    (first,) = build_trees(root)
    assert first.site.shared
    for path in folder.glob("shared-*"):
        path.unlink()
    (again,) = build_trees(root)
    assert differing(first.site, again.site) == []
    assert [*folder.glob("shared-*")]


@pytest.fixture
def kept(folder: Path) -> Kept:
    return Kept(folder, "number")


def opened(kept: Kept) -> Shelf:
    return Shelf(kept, "all")


def test_a_shelf_is_written_when_enough_of_it_is_new(kept: Kept) -> None:
    shelf = opened(kept)
    for number in range(200):
        shelf.put(str(number), number)
    shelf.close()
    shelf = opened(kept)
    assert [shelf.get(str(number)) for number in range(200)] == [*range(200)]
    for number in range(200, 210):
        shelf.put(str(number), number)
    shelf.close()
    assert opened(kept).get("205") is None
    shelf = opened(kept)
    for number in range(150):
        shelf.get(str(number))
    for number in range(200, 230):
        shelf.put(str(number), number)
    shelf.close()
    shelf = opened(kept)
    assert shelf.get("205") == 205
    assert shelf.get("149") == 149
    assert shelf.get("150") is None


def files_read(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    read = Path.read_bytes
    paths: list[str] = []

    def watched(path: Path) -> bytes:
        paths.append(path.name)
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", watched)
    return paths


def test_a_second_look_reads_what_may_have_changed_alone(project: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    built = project()
    crm = built.root / "playbook/tools/crm.yaml"
    text = crm.read_text()
    before = Inputs(built)
    read = files_read(monkeypatch)
    # What was written just before the look could be written again without a trace.
    assert Inputs(built, before).digest == before.digest
    assert "crm.yaml" in read
    before._looked += 10_000_000_000
    read.clear()
    assert Inputs(built, before).digest == before.digest
    assert read == []
    stat = crm.stat()
    crm.write_text(text[::-1])
    os.utime(crm, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert Inputs(built, before).digest != before.digest
    assert read == ["crm.yaml"]
