"""The German tree as a reader meets it: the way there and back, numbers as German writes them, nothing too wide."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PAGES = ("index", "metrics/index", "metrics/cac", "metrics/mql", "calculators/cac", "comparison/index", "paths/index")
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_switcher_leads_to_the_same_page(reader, site_url, width, scripts):
    page = reader(search=False, viewport={"width": width, "height": 800}, java_script_enabled=scripts)
    page.goto(f"{site_url}/calculators/clv.html")
    there = page.get_by_role("navigation", name="Languages").get_by_role("link")
    assert there.bounding_box()["height"] >= 44
    there.click()
    expect(page).to_have_url(f"{site_url}/de/calculators/clv.html")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Kundenwert"))
    page.get_by_role("navigation", name="Sprachen").get_by_role("link").click()
    expect(page).to_have_url(f"{site_url}/calculators/clv.html")


def test_the_switcher_works_from_a_folder(chromium, site_folder):
    page = chromium.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((site_folder / "metrics/cac.html").as_uri())
    page.get_by_role("navigation", name="Languages").get_by_role("link").click()
    expect(page).to_have_url((site_folder / "de/metrics/cac.html").as_uri())
    assert not [url for url in asked if url.endswith("sitemap.xml")]
    page.close()


def test_a_reader_types_numbers_as_german_writes_them(reader, site_url):
    page = reader(search=False)
    page.goto(f"{site_url}/de/calculators/cac.html")
    field = page.locator("[name=marketing_media]")
    shown = page.locator("[data-output=cac]").first
    expect(shown).to_have_text("2.500\u00a0€")
    field.fill("1.234,56\u00a0€")
    field.blur()
    expect(field).to_have_value("1.234,56")
    expect(shown).to_have_text("2.021\u00a0€")
    assert float(shown.get_attribute("data-value")) == pytest.approx((1234.56 + 120_000) / 60)


def test_a_mistake_is_told_in_german(reader, site_url):
    page = reader(search=False)
    page.goto(f"{site_url}/de/calculators/cac.html")
    field = page.locator("[name=new_customers]")
    field.fill("viele")
    field.blur()
    expect(page.locator("[data-error-for=new_customers]")).to_contain_text("ist keine Zahl")


def test_search_finds_german_words(reader, site_url):
    page = reader()
    page.goto(f"{site_url}/de/index.html")
    page.locator("[data-md-component=search-query]").fill("Kundengewinnungskosten")
    result = page.locator(".md-search-result__link").first
    expect(result).to_have_attribute("href", re.compile(r"/de/(metrics|calculators)/cac\.html"))


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_german_pages_fit_and_axe_finds_nothing(reader, site_url, width, scheme):
    page = reader(search=False, viewport={"width": width, "height": 900}, color_scheme=scheme)
    for name in PAGES:
        page.goto(f"{site_url}/de/{name}.html")
        assert page.evaluate(OVERFLOW) <= 0, name
        violations = Axe().run(page).response["violations"]
        assert [(name, one["id"], one["nodes"][0]["target"]) for one in violations] == []
