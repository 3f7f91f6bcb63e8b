"""Golden Markdown: tests/sites/<case>/input gives tests/sites/<case>/expected. `--update-golden` writes it anew."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from playsmith.project import Project
from playsmith.site import build_site

SITES = Path(__file__).parent / "sites"
# A case is minimal, or a client's layer over it. Few pages: those whose text depends on the pipeline, not on looks.
CASES = {
    "minimal": ("roles/seller.md", "glossary/index.md"),
    "client": ("roles/seller.md", "metrics/win-rate.md"),
}


@pytest.mark.parametrize("case", CASES)
def test_pages_are_as_expected(case: str, project: Callable[..., Project], request: pytest.FixtureRequest) -> None:
    files = {
        path.relative_to(SITES / case / "input").as_posix(): path.read_text("utf-8")
        for path in (SITES / case / "input").rglob("*.yaml")
    }
    built = project() if case == "minimal" else project(files, base="client")
    pages = {page.path: page.text for page in build_site(built).pages}
    for path in CASES[case]:
        golden = SITES / case / "expected" / path
        if request.config.getoption("--update-golden"):
            golden.parent.mkdir(parents=True, exist_ok=True)
            golden.write_text(pages[path], "utf-8")
        assert pages[path] == golden.read_text("utf-8"), path


def test_navigation_and_pages_agree(project: Callable[..., Project]) -> None:
    site = build_site(project())
    ahead, paths = list(site.nav), []
    while ahead:
        item = ahead.pop()
        ahead += item.children
        paths += [item.path] if item.path else []
    assert sorted(paths) == sorted(page.path for page in site.pages)


def test_a_playbook_of_one_thing(project: Callable[..., Project]) -> None:
    info = (
        "title: One\nsummary: One.\nhome: {title: One, lead: One., "
        "doors: [{title: a, text: b, action: c, to: term:deal}]}\n"
    )
    folder = SITES / "minimal" / "input"
    gone = {
        path.relative_to(folder).as_posix(): None
        for path in folder.rglob("*.yaml")
        if path.name not in ("playbook.yaml", "brand.yaml")
    }
    term = {"playbook/glossary/deal.yaml": "title: Deal\nsummary: Done.\n"}
    site = build_site(project({**gone, **term, "playbook/playbook.yaml": info}))
    assert [page.path for page in site.pages] == ["index.md", "glossary/index.md"]


def test_every_block_of_html_begins_at_the_margin(project: Callable[..., Project]) -> None:
    """Python-Markdown takes an indented block for code."""
    for page in build_site(project()).pages:
        assert not re.search(r"^(?: {4}|\t)<", page.text, re.MULTILINE), page.path
