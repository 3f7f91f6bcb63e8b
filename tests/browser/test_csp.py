"""The whole site under the policy that was written for it: nothing that a reader does is blocked, all else is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

RECORD = """
  addEventListener("securitypolicyviolation", (event) => {
    const { effectiveDirective, blockedURI, sourceFile, lineNumber, sample } = event;
    (window.violations ??= []).push([effectiveDirective, blockedURI, sourceFile, lineNumber, sample].join(" "));
  }, true);
"""
INJECTED = (
    '<script>window.injected = true</script><p id="red" style="color: rgb(255, 0, 0)" onclick="injected = true">x</p>'
)
ATTRIBUTES = re.compile(r"<[a-z][^<>]*?\s(?:style|on[a-z]+)\s*=", re.IGNORECASE)


@pytest.fixture(scope="module")
def guarded_url(site_folder, serve) -> str:
    page = (site_folder / "index.html").read_text("utf-8").replace("</body>", f"{INJECTED}</body>")
    server = serve(site_folder, pages={"/injected.html": page})
    assert "Content-Security-Policy" in server.headers
    return server.url


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(RECORD)
    yield context.new_page()
    context.close()


def violations(page) -> list[str]:
    return page.evaluate("window.violations ?? []")


def kinds(site: Path) -> list[str]:
    """The pages at the top and two of each folder, of each language; a sandbox among the assets has its own tests."""
    found = sorted(path.relative_to(site).as_posix() for path in site.glob("*.html"))
    for folder in sorted(path for path in site.rglob("*") if path.is_dir() and "assets" not in path.parts):
        found += sorted(path.relative_to(site).as_posix() for path in folder.glob("*.html"))[-2:]
    return found


def test_no_page_of_any_kind_is_blocked_in_anything(page, guarded_url, site_folder):
    blocked = {}
    for name in kinds(site_folder):
        page.goto(f"{guarded_url}/{name}")
        assert page.evaluate("document.documentElement.classList.contains('js')"), name
        if found := violations(page):
            blocked[name] = found
    assert blocked == {}


def test_a_calculator_works(page, guarded_url, site_folder):
    for file in sorted((site_folder / "assets/playsmith/calculators").glob("*.js")):
        if "calculate:" not in file.read_text("utf-8"):
            continue  # Python itself runs this one, when the reader asks for it.
        page.goto(f"{guarded_url}/calculators/{file.stem}.html")
        calculator = page.locator("playsmith-calculator[data-ready]")
        expect(calculator).to_be_attached()
        before = calculator.evaluate("e => [...e.querySelectorAll('[data-output]')].map(o => o.dataset.value).join()")
        field = calculator.locator("input[name][inputmode]:visible").first
        field.fill("123")
        field.blur()
        after = calculator.evaluate("e => [...e.querySelectorAll('[data-output]')].map(o => o.dataset.value).join()")
        assert after != before
        closed = calculator.locator("details:not([open]) > summary:visible")
        while closed.count():
            closed.first.click()
        page.emulate_media(media="print")
        page.emulate_media(media="screen")
        assert violations(page) == []


def test_search_finds(page, guarded_url):
    page.goto(f"{guarded_url}/index.html")
    field = page.get_by_role("textbox", name="Search")
    field.click()
    # The worker has the index: what is typed earlier may be lost.
    expect(page.locator(".md-search-result__meta")).to_have_text("Type to start searching", timeout=30_000)
    field.press_sequentially("lead")
    expect(page.locator(".md-search-result__item").first).to_be_visible(timeout=30_000)
    assert violations(page) == []


def test_the_palette_is_toggled_and_stays(page, guarded_url):
    page.goto(f"{guarded_url}/index.html")
    scheme = page.locator("body").get_attribute("data-md-color-scheme")
    page.locator("[data-md-component=palette] label:visible").first.click()
    expect(page.locator("body")).not_to_have_attribute("data-md-color-scheme", scheme)
    chosen = page.locator("body").get_attribute("data-md-color-scheme")
    page.goto(f"{guarded_url}/metrics/index.html")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", chosen)
    assert violations(page) == []


def test_a_path_is_ticked_and_stays_ticked(page, guarded_url, site_folder):
    path = next(file.name for file in sorted((site_folder / "paths").glob("*.html")) if file.name != "index.html")
    page.goto(f"{guarded_url}/paths/{path}")
    page.locator("playsmith-path input[type=checkbox]").first.check()
    page.reload()
    expect(page.locator("playsmith-path input[type=checkbox]").first).to_be_checked()
    assert violations(page) == []


def test_what_is_not_of_the_site_is_blocked(page, guarded_url):
    page.goto(f"{guarded_url}/injected.html")
    page.locator("#red").evaluate("e => e.click()")
    assert page.evaluate("window.injected") is None
    assert page.locator("#red").evaluate("e => getComputedStyle(e).color") != "rgb(255, 0, 0)"
    assert sorted(each.split()[0] for each in violations(page)) == [
        "script-src-attr",
        "script-src-elem",
        "style-src-attr",
    ]


def test_no_page_holds_what_the_policy_would_block(site_folder):
    found = {
        path.relative_to(site_folder).as_posix(): match[0]
        for path in site_folder.rglob("*.html")
        if (match := ATTRIBUTES.search(path.read_text("utf-8")))
    }
    assert found == {}
