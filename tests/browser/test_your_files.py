"""Your customers and Your funnel with a reader's file: nothing leaves the browser, the page goes on, all is said."""

from __future__ import annotations

import json
import random
import re
from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
START = 180_000
SECRET = "zaphod-4711"


def orders(count: int) -> bytes:
    chance = random.Random(7)
    lines = ["Order number,Customer,Order date,Amount"]
    for place in range(count):
        day = date(2023, 1, 1) + timedelta(place * 700 // count)
        lines.append(f"{place},{SECRET}-{chance.randrange(count // 5)},{day},{chance.randrange(100, 99_999) / 100}")
    return "\n".join(lines).encode()


def leads(count: int) -> bytes:
    lines = ["Created,Source,First contact,Won"]
    for place in range(count):
        born = date(2023, 1, 1) + timedelta(place * 700 // count)
        lines.append(f"{born},{SECRET},{born + timedelta(1)},{born + timedelta(30) if place % 9 == 0 else ''}")
    return "\n".join(lines).encode()


FILES = {"your-customers": orders, "your-funnel": leads}


@pytest.fixture(scope="module")
def strict_site(site_folder, serve):
    """The reference site, served for this file alone: `asked` is what it heard."""
    return serve(site_folder)


@pytest.fixture
def tab(browser_context, strict_site):
    """`tab("your-funnel")`: that calculator's page; errors of scripts fail the test."""
    pages, errors = [], []

    def open_page(id: str, folder: str = "", context=None):
        page = (context or browser_context).new_page()
        pages.append(page)
        page.on("pageerror", lambda error: errors.append(error.message))
        page.goto(f"{strict_site.url}/{folder}calculators/{id}.html")
        page.wait_for_selector("playsmith-calculator[data-ready]")
        return page

    yield open_page
    for page in pages:
        page.close()
    assert errors == []


def begin(page) -> int:
    before = int(page.locator("[data-lane]").get_attribute("data-runs") or 0)
    page.locator("[data-lane-run]").click()
    return before + 1


def end(page, runs: int) -> None:
    expect(page.locator("[data-lane]")).to_have_attribute("data-runs", str(runs), timeout=START)


def choose(page, content: bytes) -> None:
    page.set_input_files("input[type=file]", {"name": "mine.csv", "mimeType": "text/csv", "buffer": content})


@pytest.mark.parametrize("id", FILES)
def test_a_file_is_calculated_and_nothing_of_it_sent(tab, strict_site, browser_context, id):
    asked = []
    listener = lambda request: asked.append((request.method, request.url, request.post_data_buffer))  # noqa: E731
    browser_context.on("request", listener)
    strict_site.asked.clear()
    page = tab(id)
    choose(page, FILES[id](900))
    end(page, begin(page))
    assert not page.locator("[data-lane]").get_attribute("data-failed")
    shown = page.locator(f"[data-output={'orders_read' if id == 'your-customers' else 'leads_read'}]").first
    counted = shown.get_attribute("data-value") if shown.count() else None
    assert counted in (None, "900")
    page.close()
    browser_context.remove_listener("request", listener)
    # What the browser asked for, and what the server heard: files of the site, none of them given anything.
    outside = [url for _, url, _ in asked if not url.startswith((f"{strict_site.url}/", "blob:", "data:", "memory:"))]
    assert outside == []
    assert {(method, bool(body)) for method, _, body in asked} == {("GET", False)}
    assert {(method, length) for method, _, length in strict_site.asked} == {("GET", 0)}
    assert not [path for _, path, _ in strict_site.asked if SECRET in path or "?" in path]
    # And could not have been: neither the page nor the frame with Python may speak to anybody else.
    assert "connect-src 'self'" in strict_site.headers["Content-Security-Policy"]
    assert "default-src 'none'" in strict_site.headers["Content-Security-Policy"]


WATCH = """
() => {
  const line = document.querySelector("[data-lane-stage]");
  const bar = document.querySelector("[data-lane-progress] progress");
  window.seen = [];
  window.frames_drawn = 0;
  const drawn = () => ((window.frames_drawn += 1), requestAnimationFrame(drawn));
  requestAnimationFrame(drawn);
  new MutationObserver(() => {
    if (bar.hasAttribute("value")) window.seen.push([line.textContent, bar.value / bar.max]);
  }).observe(line, { childList: true, characterData: true, subtree: true });
}
"""


@pytest.mark.parametrize("id", FILES)
def test_a_large_file_shows_progress_and_leaves_the_page_free(tab, id):
    page = tab(id)
    end(page, begin(page))
    choose(page, FILES[id](120_000))
    page.evaluate(WATCH)
    runs = begin(page)
    expect(page.locator("[data-lane-stage]")).to_have_text(re.compile(r"Calculating: \d+%"), timeout=START)
    before = page.evaluate("window.frames_drawn")
    # The reader changes a field while Python works, and the page takes it.
    field = page.locator("[name=silence_days], [name=window_days]")
    field.fill("45")
    expect(field).to_have_value("45")
    assert page.locator("[data-lane-stop]").is_visible()
    end(page, runs)
    assert page.evaluate("window.frames_drawn") > before
    seen = [share for text, share in page.evaluate("window.seen") if "Calculating" in text]
    assert len(set(seen)) > 4
    assert seen == sorted(seen)
    # The result is that of the numbers it was asked with; the page says that others stand there now.
    expect(page.locator(".ps-results")).to_have_attribute("data-stale", "")


def violations(page) -> list:
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(one["id"], one["nodes"][0]["target"]) for one in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_before_while_running_after_and_when_it_failed(tab, chromium, scheme):
    context = chromium.new_context(viewport={"width": 390, "height": 800}, color_scheme=scheme)
    page = tab("your-customers", context=context)
    assert violations(page) == []
    page.route("**/start.json", lambda route: route.abort())
    end(page, begin(page))
    expect(page.locator("[data-lane-failed]")).to_contain_text("could not be loaded")
    assert violations(page) == []
    page.unroute("**/start.json")
    choose(page, orders(60_000))
    runs = begin(page)
    expect(page.locator("[data-lane-stage]")).to_contain_text("Calculating", timeout=START)
    assert violations(page) == []
    end(page, runs)
    assert not page.locator("[data-lane]").get_attribute("data-failed")
    assert violations(page) == []
    context.close()


def test_where_webassembly_is_forbidden_a_sentence_says_so(chromium, tab):
    context = chromium.new_context()
    page = tab("your-funnel", context=context)
    weaker = lambda route: route.fulfill(  # noqa: E731
        content_type="text/html", body=route.fetch().text().replace(" 'wasm-unsafe-eval'", "")
    )
    page.route("**/frame.html", weaker)
    end(page, begin(page))
    assert page.locator("[data-lane]").get_attribute("data-failed") == "blocked"
    expect(page.locator("[data-lane-failed]")).to_have_text(re.compile("does not let Python run here"))
    expect(page.locator("[data-output=conversion]")).to_have_text("11.0%")
    context.close()


def test_german_pages_calculate_with_the_same_copy(tab, strict_site):
    page = tab("your-customers")
    end(page, begin(page))
    page.close()
    strict_site.asked.clear()
    page = tab("your-customers", "de/")
    expect(page.locator("[data-lane-run]")).to_have_text(re.compile("Im Browser rechnen"))
    end(page, begin(page))
    assert not page.locator("[data-lane]").get_attribute("data-failed")
    shown = page.locator("[data-output=repeat_rate]").first
    assert json.loads(shown.get_attribute("data-value")) == 0.7108239095315024
    expect(shown).to_have_text("71,1\u00a0%")
    large = [path for _, path, _ in strict_site.asked if re.search(r"wasm|stdlib|\.whl", path)]
    assert large == []


def test_numbers_show_their_unit_and_months_stay_whole(tab):
    page = tab("your-funnel")
    hours = page.locator("dd:has(> [data-output=response_hours])")
    expect(hours).to_have_text(re.compile(r"^7\.9\s+hours$"))
    page.set_viewport_size({"width": 390, "height": 800})
    months = page.locator("[data-output=by_month] [data-output$='.month']")
    lines = months.evaluate_all("(all) => all.map((one) => one.getClientRects().length)")
    assert lines and set(lines) == {1}
