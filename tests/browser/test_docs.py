"""The documentation as its readers meet it: accessible, searchable, no request to another site."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PAGES = (
    "index.html",
    "tutorial.html",
    "calculator.html",
    "compiler.html",
    "how-to/template.html",
    "reference/commands.html",
    "reference/rules.html",
    "reference/yaml/calculators.html",
    "explanation/design.html",
)


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documentation's site."""
    folder = tmp_path_factory.mktemp("docs")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-f", ROOT / "docs/generate/mkdocs.yml"]
    subprocess.run([*command, "-d", folder], env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, check=True)
    return folder


@pytest.fixture
def open_docs(chromium, docs):
    """`open_docs(width, scheme)`: a page from the disk. What it asks of another site, and its errors, fail the test."""
    contexts, wrong = [], []

    def open_page(width: int = 1280, scheme: str = "light"):
        context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        context.on("request", lambda one: one.url.startswith(("file://", "data:", "blob:")) or wrong.append(one.url))
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(error.message))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light")])
def test_pages_fit_and_axe_finds_nothing(docs, open_docs, width, scheme):
    page = open_docs(width, scheme)
    found = []
    for name in PAGES:
        page.goto(f"{(docs / name).as_uri()}")
        if (over := page.evaluate(OVERFLOW)) > 0:
            found.append((name, "too wide", over))
        for violation in Axe().run(page).response["violations"]:
            found += [(name, violation["id"], node["html"][:160]) for node in violation["nodes"]]
    assert found == []


def test_search_finds_a_key(docs, open_docs):
    page = open_docs()
    page.goto((docs / "index.html").as_uri())
    page.get_by_role("textbox").fill("suspicious_below")
    result = page.locator(".md-search-result__item a").first
    expect(result).to_be_visible()
    assert "calculators" in result.get_attribute("href")


def test_it_has_the_look_of_the_playbook(docs, open_docs):
    """The same tokens and the same header, with a name of its own."""
    page = open_docs()
    page.goto((docs / "index.html").as_uri())
    expect(page.locator(".ps-header__name")).to_have_text("playsmith")
    tabs = page.get_by_role("navigation", name="Tabs").get_by_role("link")
    assert tabs.all_inner_texts() == ["Tutorial", "How-tos", "Your own calculator", "Reference", "How it works"]
    link = page.locator("article a[href='tutorial.html']").first
    brand = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--ps-brand')")
    assert "#3730a3" in brand and link.evaluate("each => getComputedStyle(each).color") == "rgb(55, 48, 163)"
