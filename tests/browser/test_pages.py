"""The pages of the reference playbook as readers meet them: wide, narrow, light, dark, with and without scripts."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from waiting import until

pytestmark = pytest.mark.browser

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def all_pages(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def one_of_each_kind(site: Path) -> list[str]:
    """The pages at the top, and of each folder the overview and the longest page: it has the most parts."""
    pages = sorted(path.name for path in site.glob("*.html"))
    for folder in sorted(path for path in site.iterdir() if (path / "index.html").is_file()):
        others = sorted(folder.glob("*.html"), key=lambda path: (path.name == "index.html", -path.stat().st_size))
        pages += dict.fromkeys([f"{folder.name}/index.html", f"{folder.name}/{others[0].name}"])
    return pages


@pytest.mark.parametrize("half", [0, 1])
def test_no_page_overflows_or_reports_an_error(reader, site_url, site_folder, half):
    """Nor asks another host for anything: the fixture fails on it. In halves, for two workers."""
    page = reader(search=False)
    sizes = [{"width": 1280, "height": 800}, {"width": 390, "height": 844}]
    too_wide = []
    for name in all_pages(site_folder)[half::2]:
        page.goto(f"{site_url}/{name}")
        # The page has the size the last one ended with, and changes it once.
        for turn in range(2):
            if turn:
                sizes.reverse()
                page.set_viewport_size(sizes[0])
            if (over := page.evaluate(OVERFLOW)) > 0:
                too_wide.append((name, sizes[0]["width"], over))
    assert too_wide == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark"), (1280, "dark"), (390, "light")])
def test_axe_finds_nothing(reader, site_url, site_folder, width, scheme):
    kinds = one_of_each_kind(site_folder)
    # Each kind is seen at each width and in each look; the other two pairings take every fourth.
    if (width, scheme) in [(1280, "dark"), (390, "light")]:
        kinds = kinds[::4]
    page = reader(search=False, viewport={"width": width, "height": 900}, color_scheme=scheme)
    found = []
    for name in kinds:
        page.goto(f"{site_url}/{name}")
        assert page.locator("body").get_attribute("data-md-color-scheme") == (
            "slate" if scheme == "dark" else "default"
        )
        for violation in Axe().run(page).response["violations"]:
            found += [(name, violation["id"], node["html"][:200]) for node in violation["nodes"]]
    assert found == []


def test_axe_finds_nothing_in_open_search_and_menu(reader, site_url):
    page = reader(viewport={"width": 390, "height": 844})
    for opener in ("Search", "Menu"):
        page.goto(f"{site_url}/index.html")
        page.get_by_role("button", name=opener).press("Enter")
        if opener == "Search":
            page.get_by_role("textbox").press_sequentially("lead")
            expect(page.locator(".md-search-result__item").first).to_be_visible(timeout=20_000)
        page.wait_for_timeout(400)
        assert [each["id"] for each in Axe().run(page).response["violations"]] == []


def test_without_scripts_lists_are_whole_and_answers_can_be_read(reader, site_url):
    page = reader(java_script_enabled=False)
    page.goto(f"{site_url}/metrics/index.html")
    expect(page.locator("playsmith-filter")).to_be_hidden()
    metrics = page.locator("#list li[data-team]")
    assert metrics.count() > 50
    assert page.locator("#list li[data-team]:visible").count() == metrics.count()
    page.goto(f"{site_url}/paths/account-executive.html")
    expect(page.locator(".ps-path__progress")).to_be_hidden()
    answer = page.locator(".ps-answer").first
    answer.locator("summary").click()
    expect(answer.locator("p").first).to_be_visible()
    page.goto(f"{site_url}/index.html")
    expect(page.locator("playsmith-resume")).to_be_hidden()
    expect(page.locator(".ps-card__number").first).to_have_text(re.compile(r"\d"))


def test_without_scripts_the_look_follows_the_system(reader, site_url):
    page = reader(java_script_enabled=False, color_scheme="dark")
    page.goto(f"{site_url}/index.html")
    red, green, blue = map(int, re.findall(r"\d+", page.locator("body").evaluate("e => getComputedStyle(e).color"))[:3])
    assert min(red, green, blue) > 200


def test_a_list_is_filtered_by_keyboard_and_the_choice_is_in_the_address(reader, site_url):
    page = reader()
    page.goto(f"{site_url}/metrics/index.html")
    items = page.locator("#list li[data-team]:visible")
    whole = items.count()
    page.get_by_label("Team").focus()
    page.keyboard.press("ArrowDown")
    team = page.get_by_label("Team").input_value()
    expect(page).to_have_url(re.compile(rf"\?team={team}$"))
    some = items.count()
    assert 0 < some < whole
    assert all(team in (item.get_attribute("data-team") or "").split() for item in items.all())
    expect(page.get_by_role("search").get_by_role("status")).to_have_text(f"{some} of {whole} shown")
    page.get_by_label("Kind").select_option("awareness")
    assert page.locator("#list section:visible").count() == 1
    shared = page.url
    page.get_by_role("button", name="Show all").press("Enter")
    assert items.count() == whole
    expect(page.get_by_label("Team")).to_be_focused()
    page.goto(shared)
    expect(page.get_by_label("Team")).to_have_value(team)
    assert 0 < items.count() < some
    page.goto(f"{site_url}/metrics/index.html?team=nobody&kind=%3Cb%3E")
    assert items.count() == whole


def test_a_path_is_walked_by_keyboard_and_kept_in_this_browser(reader, site_url):
    page = reader()
    page.goto(f"{site_url}/paths/account-executive.html")
    ticks = page.get_by_label("Done", exact=True)
    total = ticks.count()
    for number in range(2):
        ticks.nth(number).focus()
        page.keyboard.press("Space")
    status = page.locator(".ps-path__progress [role=status]")
    expect(status).to_have_text(f"2 of {total} done")
    page.reload()
    expect(status).to_have_text(f"2 of {total} done")
    expect(ticks.nth(1)).to_be_checked()
    expect(ticks.nth(2)).not_to_be_checked()
    page.goto(f"{site_url}/paths/index.html")
    expect(page.locator('playsmith-progress[path="account-executive"]')).to_have_text(f"2 of {total} done")
    expect(page.locator("playsmith-progress:visible")).to_have_count(1)
    page.goto(f"{site_url}/index.html")
    page.locator("playsmith-resume a:visible").click()
    expect(page).to_have_url(re.compile(r"/paths/account-executive\.html$"))
    page.get_by_role("button", name="Start again").press("Enter")
    expect(status).to_have_text(f"0 of {total} done")
    expect(ticks.first).to_be_focused()
    page.goto(f"{site_url}/index.html")
    expect(page.locator("playsmith-resume")).to_be_hidden()


@pytest.mark.parametrize("kept", ["not json", "null", '{"done": 3}', '{"done": ["a step that is gone"]}'])
def test_a_path_reads_whatever_the_storage_holds(reader, site_url, kept):
    page = reader()
    page.goto(f"{site_url}/paths/index.html")
    page.evaluate("text => localStorage.setItem('playsmith:/:path:account-executive', text)", kept)
    page.goto(f"{site_url}/paths/account-executive.html")
    expect(page.locator(".ps-path__progress [role=status]")).to_have_text(re.compile("^0 of"))


def test_a_path_works_where_storage_is_blocked(reader, site_url):
    page = reader()
    page.add_init_script("Storage.prototype.getItem = Storage.prototype.setItem = () => { throw new Error('blocked') }")
    # The theme reads its own settings without care; its complaint is not ours.
    page.goto(f"{site_url}/paths/account-executive.html")
    page.get_by_label("Done", exact=True).first.check()
    expect(page.locator(".ps-path__progress [role=status]")).to_have_text(re.compile("^1 of"))
    page.errors[:] = [error for error in page.errors if error != "blocked"]


@pytest.mark.parametrize("words", ["Customer acquisition cost", "cost of acquisition"])
@pytest.mark.parametrize("scheme", ["http", "file"])
def test_search_finds_a_metric_by_title_and_by_alias(reader, site_url, site_folder, scheme, words):
    page = reader()
    page.goto(f"{site_url}/index.html" if scheme == "http" else (site_folder / "index.html").as_uri())
    page.get_by_role("textbox", name="Search").press_sequentially(words)
    # The theme lists what the words typed so far find, and makes the list anew with each letter:
    # only what it comes to in the end counts, and all of it is read at once.
    first_links = "[...document.querySelectorAll('.md-search-result__link')].slice(0, 5).map((link) => link.href)"
    until(page, f"{first_links}.some((href) => href.includes('metrics/cac.html'))")


def test_only_pages_with_a_calculator_load_its_scripts_and_do_so_before_the_theme(reader, site_url):
    page = reader()
    scripts = "[...document.scripts].map((script) => script.getAttribute('src')).filter(Boolean)"
    page.goto(f"{site_url}/metrics/cac.html", wait_until="load")
    assert not any("calculator" in src for src in page.evaluate(scripts))
    page.goto(f"{site_url}/calculators/cac.html", wait_until="load")
    found = [src.rpartition("/")[2].partition(".")[0] for src in page.evaluate(scripts)]
    assert found.index("calculator") < found.index("cac") < found.index("bundle")
    assert found.count("calculator") == found.count("cac") == 1


def test_the_python_behind_a_calculator_is_a_page(reader, site_url):
    page = reader()
    page.goto(f"{site_url}/calculators/cac.html")
    page.get_by_role("link", name="The Python behind it").click()
    expect(page.locator("pre").first).to_contain_text("def calculate(")
    expect(page.get_by_role("region", name="calculators/shared/poisson.py")).to_be_visible()
    page.locator("article").get_by_role("link", name="Customer acquisition cost").first.click()
    expect(page.locator("playsmith-calculator[data-ready]")).to_be_attached()


def test_from_a_file_pages_filter_and_remember(reader, site_folder):
    page = reader()
    page.goto((site_folder / "metrics/index.html").as_uri())
    items = page.locator("#list li[data-team]:visible")
    whole = items.count()
    page.get_by_label("Team").select_option("sales")
    assert 0 < items.count() < whole
    page.goto((site_folder / "paths/account-executive.html").as_uri())
    page.get_by_label("Done", exact=True).first.check()
    page.reload()
    expect(page.get_by_label("Done", exact=True).first).to_be_checked()
    assert page.locator(".ps-team").first.evaluate("e => getComputedStyle(e).color") != "rgb(0, 0, 0)"


def test_a_document_is_copied_as_a_table_and_as_text(reader, site_url):
    page = reader(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{site_url}/alignment/define-lead-quality.html")
    document = page.locator(".ps-document").first
    document.locator("summary").press("Enter")
    document.get_by_role("button").press("Enter")
    expect(document.get_by_role("status")).to_have_text(re.compile("Copied"))
    read = """async () => { const [item] = await navigator.clipboard.read();
      return Promise.all(["text/html", "text/plain"].map(async (type) => (await item.getType(type)).text())) }"""
    table, text = page.evaluate(read)
    first = document.locator("th").first.inner_text()
    assert "<table" in table and first in table and "<a " not in table
    assert f"{first}\t" in text


def test_on_paper_everything_is_open_and_navigation_is_gone(reader, site_url):
    page = reader()
    page.goto(f"{site_url}/paths/account-executive.html")
    answer = page.locator(".ps-answer p").first
    expect(answer).to_be_hidden()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(answer).to_be_visible()
    for gone in (".ps-header", ".ps-footer", ".md-sidebar--primary", ".ps-path__progress"):
        expect(page.locator(gone)).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(answer).to_be_hidden()


def test_no_calculator_is_wider_than_paper(reader, site_url):
    """A4 less the browser's usual margins; what has a box of its own to scroll in on a screen would be cut here."""
    page = reader(viewport={"width": 718, "height": 1000})
    page.emulate_media(media="print")
    wide = "[...document.querySelectorAll('article *')].filter((e) => e.getBoundingClientRect().right > 719)"
    for name in ("cac", "clv", "budget-split", "your-customers", "your-funnel"):
        page.goto(f"{site_url}/calculators/{name}.html")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.evaluate(f"{wide}.map((e) => e.outerHTML.slice(0, 80))") == [], name


def test_a_long_table_of_results_waits_until_it_is_opened(reader, site_url):
    page = reader()
    page.goto(f"{site_url}/calculators/your-funnel.html")
    table = page.get_by_role("table", name="By the month the lead came")
    expect(page.get_by_role("table", name="Step by step")).to_be_visible()
    expect(table).to_have_count(0)
    page.get_by_text("By the month the lead came", exact=True).press("Enter")
    expect(table.get_by_role("row")).to_have_count(19)


def test_the_journey_is_a_table_on_wide_screens_and_a_list_on_narrow_ones(reader, site_url):
    page = reader(viewport={"width": 1280, "height": 800})
    page.goto(f"{site_url}/index.html")
    expect(page.locator(".ps-journey__table")).to_be_visible()
    expect(page.locator(".ps-journey__list")).to_be_hidden()
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator(".ps-journey__table")).to_be_hidden()
    expect(page.locator(".ps-journey__list > li")).to_have_count(5)
    expect(page.locator(".ps-journey__list > [data-handoff]")).to_have_count(1)


def test_a_page_that_is_missing_says_so_and_leads_on(reader, site_url):
    page = reader()
    page.goto(f"{site_url}/404.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is not here")
    assert page.locator("article a").count() > 5


def test_pages_are_light(site_folder):
    """HTML of a page of a metric, navigation included; the navigation of other sections is left out."""
    assert (site_folder / "metrics/cac.html").stat().st_size < 64_000
    index = json.loads((site_folder / "search/search_index.json").read_text(encoding="utf-8"))
    assert len(index["docs"]) > 200
