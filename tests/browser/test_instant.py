"""Calculators under Material's instant navigation: pages take each other's place, and no script starts anew."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from waiting import until

from playsmith.project import find_project
from playsmith.publish import build

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
SITE = "http://playbook.test/handbook/"
BOTH = "# Two questions\n\n{calculator:cac}\n\nAnd then?\n\n{calculator:clv}\n\n[Home](index.md)\n"
# Charts and working follow a keystroke with the next frame.
DRAWN = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))))"
COUNT = """() => {
  const { runtime } = playsmith;
  const call = runtime.call;
  window.calls = 0;
  runtime.call = (...given) => (window.calls++, call(...given));
}"""


@pytest.fixture(scope="module")
def instant_site(once, tmp_path_factory) -> Path:
    """A client's playbook with `navigation.instant`, and a page of its own with two calculators."""

    def make(folder: Path) -> None:
        root = tmp_path_factory.mktemp("instant-project")
        settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
        settings = settings.replace("  features:\n", "  features:\n    - navigation.instant\n")
        # Opened from a folder, Material navigates as browsers do.
        settings = settings.replace("  - offline\n", "") + f"\nsite_url: {SITE}\n"
        (root / "playbook").mkdir()
        (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
        (root / "playbook/playbook.yaml").write_text("extends: reference\ntitle: A client's playbook\n", "utf-8")
        (root / "playbook/both.md").write_text(BOTH, "utf-8")
        build(find_project(root), strict=False, site_dir=folder)

    return once("instant", make)


@pytest.fixture
def page(chromium, instant_site):
    """A page of that site, as from its own host. What fails, and what leaves the site, fails the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    errors: list[str] = []

    def answer(route) -> None:
        url = route.request.url
        file = instant_site / urlsplit(url).path.removeprefix("/handbook/")
        if not url.startswith(SITE) or not file.is_file():
            errors.append(url)
            return route.fulfill(status=404)
        kind = mimetypes.guess_type(file.name)[0] or "text/plain"
        return route.fulfill(body=file.read_bytes(), content_type=kind)

    context.route("**/*", answer)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert errors == []


def opened(page, path: str):
    """The page asked for by its address, as the first of a visit."""
    page.goto(SITE + path)
    page.evaluate("window.visit = 'the same'")
    return page


def follow(page, path: str) -> None:
    """Click a link; the page has to come without a new document."""
    page.evaluate("""(url) => [...document.links].find((a) => a.href.split("#")[0] === url).click()""", SITE + path)
    expect(page).to_have_url(SITE + path)
    expect(page.locator(f'link[rel=canonical][href="{SITE + path}"]')).to_be_attached()
    assert page.evaluate("window.visit") == "the same"


def ready(page, id: str):
    calculator = page.locator(f'playsmith-calculator[calculator="{id}"][data-ready]')
    expect(calculator).to_be_attached()
    return calculator


def results(calculator) -> str:
    return calculator.evaluate("(e) => [...e.querySelectorAll('[data-output]')].map((o) => o.dataset.value).join()")


def test_a_calculator_works_where_it_is_come_to(page):
    opened(page, "index.html")
    follow(page, "calculators/cac.html")
    calculator = ready(page, "cac")
    before = results(calculator)
    calculator.locator("[name=marketing_media]").fill("90000")
    assert results(calculator) != before
    follow(page, "calculators/clv.html")
    other = ready(page, "clv")
    before = results(other)
    other.locator("[name][inputmode]:visible").first.fill("77")
    assert results(other) != before


def test_values_are_kept_when_a_reader_comes_back(page):
    opened(page, "calculators/cac.html")
    calculator = ready(page, "cac")
    calculator.locator("[name=marketing_media]").fill("90000")
    changed = results(calculator)
    for leave in ("index.html", "calculators/clv.html"):
        follow(page, leave)
        follow(page, "calculators/cac.html")
        calculator = ready(page, "cac")
        assert calculator.locator("[name=marketing_media]").input_value() in ("90000", "90,000")
        assert results(calculator) == changed


def test_the_back_button_brings_the_numbers_back(page):
    opened(page, "calculators/cac.html")
    calculator = ready(page, "cac")
    calculator.locator("[name=marketing_media]").fill("90000")
    changed = results(calculator)
    follow(page, "calculators/clv.html")
    ready(page, "clv")
    page.go_back()
    calculator = ready(page, "cac")
    assert calculator.locator("[name=marketing_media]").input_value() in ("90000", "90,000")
    assert results(calculator) == changed
    calculator.locator("[name=marketing_media]").fill("10000")
    assert results(calculator) != changed
    page.go_forward()
    ready(page, "clv")
    assert page.evaluate("window.visit") == "the same"


def test_nothing_listens_twice(page):
    """A keystroke calculates as often after five visits as on the first."""

    def calls() -> int:
        calculator = ready(page, "cac")
        calculator.locator("[name=marketing_media]").fill("20000")
        until(page, "Boolean(document.querySelector('playsmith-calculator').messages)")
        page.evaluate(DRAWN)
        page.evaluate("window.calls = 0")
        calculator.locator("[name=marketing_media]").fill("30000")
        page.evaluate(DRAWN)
        return page.evaluate("window.calls")

    opened(page, "calculators/cac.html")
    ready(page, "cac")
    page.evaluate(COUNT)
    first = calls()
    assert first > 0
    for _ in range(5):
        follow(page, "index.html")
        follow(page, "calculators/cac.html")
    assert calls() == first


def test_rules_hold_where_a_reader_comes_back(page):
    """What a calculator's details have brought is not lost with the page."""
    opened(page, "calculators/budget-split.html")
    calculator = ready(page, "budget-split")
    calculator.locator("[name=revenue]").fill("2000000")
    follow(page, "index.html")
    follow(page, "calculators/budget-split.html")
    calculator = ready(page, "budget-split")
    for field, text in (("marketing_low", "90"), ("revenue", "3000000")):
        calculator.locator(f"[name={field}]").evaluate("(e) => e.closest('details')?.setAttribute('open', '')")
        calculator.locator(f"[name={field}]").fill(text)
        calculator.locator(f"[name={field}]").blur()
    expect(calculator.locator("[data-error-for=marketing_low]")).to_contain_text("before it begins at 90")


def test_several_calculators_on_a_page_that_is_come_to(page):
    opened(page, "index.html")
    follow(page, "both.html")
    one, two = ready(page, "cac"), ready(page, "clv")
    untouched = results(two)
    before = results(one)
    one.locator("[name=marketing_media]").fill("90000")
    assert results(one) != before
    assert results(two) == untouched
    changed = results(one)
    two.locator("[name][inputmode]:visible").first.fill("77")
    assert results(two) != untouched
    assert results(one) == changed
    follow(page, "index.html")
    follow(page, "both.html")
    assert results(ready(page, "cac")) == changed
