"""The calculator element in a real browser, under a strict CSP: what a reader does and sees."""

from __future__ import annotations

import json
import re
from importlib import resources

import pytest
from playwright.sync_api import expect

from playsmith.charts import draw
from playsmith.locale import Locale

pytestmark = pytest.mark.browser


@pytest.fixture
def demo(page, served):
    page.goto(f"{served}/demo.html")
    expect(page.locator("playsmith-calculator[data-ready]")).to_be_attached()
    return page


def field(page, name):
    return page.locator(f'[name="{name}"]')


def error(page, name):
    return page.locator(f'[data-error-for="{name}"]')


def result(page, name="cac"):
    return page.locator(f'[data-output="{name}"]')


STATE = """() => [...document.querySelectorAll('[data-output], [data-verdict], [data-headline-note], [data-quantity],\
 [data-chart-svg], [data-chart-table] tbody, [data-band-for]')].map((one) => [one.outerHTML, one.hidden])"""


def test_the_script_changes_nothing_of_the_built_results(chromium, served, demo):
    context = chromium.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{served}/demo.html")
    built = plain.evaluate(STATE)
    assert demo.evaluate(STATE) == built
    assert len(built) > 15
    expect(plain.locator("[data-notice]")).to_have_css("visibility", "visible")
    expect(plain.locator("[data-notice]")).to_contain_text("allow scripts")
    expect(plain.locator("button:visible")).to_have_count(0)
    context.close()
    expect(demo.locator("[data-notice]")).to_be_hidden()


def test_typing_updates_everything_at_once(demo):
    field(demo, "spend").fill("100,000")
    expect(result(demo)).to_have_text("$800")
    expect(result(demo)).to_have_attribute("data-value", "800")
    expect(result(demo, "payback").first).to_have_text("10 months")
    expect(demo.locator("[data-headline-note]")).to_have_text("with 125 customers, in 10 months")
    expect(demo.locator("svg.ps-svg--wide desc").first).to_contain_text("$800")
    expect(demo.locator('[data-quantity="total"]')).to_have_text("100,000")
    expect(demo.locator('[data-slider-for="spend"]')).to_have_value("100000")
    field(demo, "gross_margin").fill("20")
    expect(demo.locator("[data-verdict]")).to_have_text("Slow: later than a year")
    expect(demo.locator("[data-verdict]")).to_have_attribute("data-tone", "bad")
    field(demo, "gross_margin").fill("0")
    expect(result(demo, "payback").first).to_have_text("never")
    expect(result(demo, "payback").first).to_have_attribute("data-value", "Infinity")


def test_the_result_is_there_when_the_keystroke_is_done(demo):
    """No frame, timer or worker comes between."""
    shown = demo.evaluate("""() => {
      const field = document.querySelector('[name=spend]');
      const result = document.querySelector('output[data-output=cac]');
      field.value = '100000';
      field.dispatchEvent(new Event('input', { bubbles: true }));
      return result.textContent;
    }""")
    assert shown == "$800"


def test_a_message_comes_on_leaving_the_field_and_goes_while_typing(demo):
    field(demo, "customers").fill("many")
    expect(error(demo, "customers")).to_be_hidden()
    expect(demo.locator(".ps-results")).to_have_attribute("data-stale", "")
    expect(result(demo)).to_have_text("$400")
    field(demo, "customers").blur()
    expect(error(demo, "customers")).to_have_text("New customers: “many” is not a number. Use digits, such as 12.")
    expect(field(demo, "customers")).to_have_attribute("aria-invalid", "true")
    expect(field(demo, "customers")).to_have_attribute("aria-describedby", re.compile("customers--error"))
    expect(demo.locator("[data-notice]")).to_contain_text("last complete numbers")
    field(demo, "customers").fill("100")
    expect(error(demo, "customers")).to_be_hidden()
    expect(field(demo, "customers")).not_to_have_attribute("aria-invalid", "true")
    expect(result(demo)).to_have_text("$500")
    expect(demo.locator(".ps-results[data-stale]")).to_have_count(0)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("customers", "", "New customers is empty. Enter a value."),
        ("customers", "1.5", "New customers counts whole things. Enter a number without decimals."),
        ("customers", "100001", "New customers is 100,001; the most it can be is 100,000."),
        ("customers", "0", "No new customers in this period, so there is no cost of one. Use a longer period."),
        ("spend", "-5", "Spend cannot be -$5."),
        ("spend", "25,000", "The channels spend $5,000 more than $25,000."),
        ("gross_margin", "120", "Gross margin is 120%; the most it can be is 100%."),
        ("gross_margin", "0.8", "Gross margin is 0.8%. Did you mean 80%?"),
    ],
)
def test_each_problem_in_words(demo, name, text, said):
    field(demo, name).fill(text)
    field(demo, name).blur()
    place = "channels" if text == "25,000" else name
    expect(error(demo, place)).to_have_text(said)
    warns = "Did you mean" in said
    expect(demo.locator("[data-stale]")).to_have_count(0 if warns else 2)


def test_all_field_problems_are_said_together(demo):
    field(demo, "customers").fill("x")
    field(demo, "spend").fill("y")
    field(demo, "gross_margin").fill("z")
    field(demo, "gross_margin").blur()
    for name in ("customers", "spend", "gross_margin"):
        expect(error(demo, name)).to_contain_text("is not a number")


def test_pasted_numbers_are_understood_and_shown_as_understood(demo):
    field(demo, "spend").fill("62.500,00 $")
    field(demo, "spend").blur()
    expect(field(demo, "spend")).to_have_value("62,500")
    expect(result(demo)).to_have_text("$500")


def test_the_slider_and_its_field_move_together(demo):
    slider = demo.locator('[data-slider-for="spend"]')
    slider.focus()
    demo.keyboard.press("ArrowRight")
    expect(field(demo, "spend")).to_have_value("51,000")
    expect(slider).to_have_attribute("aria-valuetext", "$51,000")
    expect(result(demo)).to_have_text("$408")


def test_a_switch_shows_its_field(demo):
    expect(field(demo, "promotion")).to_be_hidden()
    field(demo, "promoted").check()
    expect(field(demo, "promotion")).to_be_visible()
    expect(result(demo)).to_have_text("$420")
    field(demo, "promotion").fill("nothing")
    field(demo, "promotion").blur()
    field(demo, "promoted").uncheck()
    expect(result(demo)).to_have_text("$400")
    expect(demo.locator("[data-stale]")).to_have_count(0)


def test_rows_by_keyboard_alone(demo):
    demo.locator("[data-add-row]").focus()
    demo.keyboard.press("Enter")
    expect(field(demo, "channels[2].name")).to_be_focused()
    expect(field(demo, "channels[2].name")).to_have_value("New channel")
    demo.keyboard.press("Tab")
    demo.keyboard.type("3000")
    demo.keyboard.press("Tab")
    demo.keyboard.type("10")
    expect(result(demo, "by_channel[2].cac")).to_have_text("$300")
    expect(demo.locator('[data-chart="1"] svg.ps-svg--wide .ps-svg-bar')).to_have_count(2)
    demo.locator("[data-remove-row]").first.focus()
    demo.keyboard.press("Enter")
    expect(field(demo, "channels[0].name")).to_have_value("Fairs")
    expect(field(demo, "channels[2].name")).to_have_count(0)
    expect(result(demo, "by_channel[1].cac")).to_have_text("$300")
    expect(demo.locator(".ps-status")).to_have_text("Channel 1 removed.")
    for _ in range(2):
        demo.locator("[data-add-row]").click()
    expect(demo.locator("[data-add-row]")).to_be_hidden()
    assert (
        demo.evaluate("new Set([...document.querySelectorAll('[id]')].map((one) => one.id)).size")
        == demo.locator("[id]").count()
    )


def test_a_group_opens_for_its_problem(page, served):
    page.goto(f"{served}/demo.html#calc=demo.1&discount=6")
    expect(error(page, "discount")).to_have_text("Discount rate is 600%; the most it can be is 500%.")
    expect(error(page, "discount")).to_be_visible()


def test_the_headline_is_announced_after_a_rest(demo):
    status = demo.locator('[role="status"]')
    field(demo, "spend").fill("100000")
    expect(status).to_have_text("")
    expect(status).to_have_text("Cost per customer: $800. Healthy: pays back within a year", timeout=3000)
    field(demo, "spend").fill("oops")
    expect(status).to_have_text("1 field needs a look.", timeout=3000)


def test_numbers_survive_a_reload_and_reset_brings_the_first_back(demo):
    field(demo, "spend").fill("75000")
    field(demo, "timing").last.check()
    demo.locator("[data-add-row]").click()
    field(demo, "channels[2].name").fill("<b>Radio</b>")
    demo.reload()
    expect(demo.locator("playsmith-calculator[data-ready]")).to_be_attached()
    expect(result(demo)).to_have_text("$600")
    expect(result(demo, "by_channel[2].name")).to_have_text("<b>Radio</b>")
    expect(field(demo, "timing").last).to_be_checked()
    demo.locator('[data-action="reset"]').click()
    expect(result(demo)).to_have_text("$400")
    expect(field(demo, "spend")).to_have_value("50,000")
    expect(field(demo, "channels[2].name")).to_have_count(0)
    demo.reload()
    expect(demo.locator("playsmith-calculator[data-ready]")).to_be_attached()
    expect(result(demo)).to_have_text("$400")


def test_a_link_carries_the_numbers(demo, chromium, served):
    field(demo, "spend").fill("75000")
    field(demo, "channels[1].name").fill("Fairs & más")
    demo.locator('[data-action="share"]').click()
    expect(demo.locator(".ps-status")).to_contain_text("copied")
    link = demo.evaluate("navigator.clipboard.readText()")
    assert "#calc=demo.1&spend=75000&channels.rows=2&channels.0.name=Search" in link
    context = chromium.new_context()
    other = context.new_page()
    other.goto(link)
    expect(result(other)).to_have_text("$600")
    expect(result(other, "by_channel[1].name")).to_have_text("Fairs & más")
    expect(other.locator(".ps-status")).to_have_text("The numbers come from the link you followed.")
    assert "#" not in other.url
    context.close()


@pytest.mark.parametrize(
    "fragment",
    ["calc=demo.9&spend=1", "calc=demo.1&spend=1e999x", "calc=demo.1&nothing=1", "calc=demo.1&channels.rows=99",
     "calc=demo.1&channels.7.spend=1", "calc=demo.1&timing=never", "calc=demo.1&__proto__=1", "calc=demo.1&promoted=1"],
)  # fmt: skip
def test_a_link_that_makes_no_sense_is_left_out_and_said(page, served, fragment):
    page.goto(f"{served}/demo.html#{fragment}")
    expect(result(page)).to_have_text("$400")
    expect(page.locator(".ps-status")).to_contain_text("does not understand")


def test_a_fragment_of_the_page_is_not_ours(page, served):
    page.goto(f"{served}/demo.html#section")
    expect(page.locator("playsmith-calculator[data-ready]")).to_be_attached()
    expect(page.locator(".ps-status")).to_have_text("")
    assert page.url.endswith("#section")


def test_copied_text_holds_inputs_results_and_conventions(demo):
    field(demo, "customers").fill("20")
    demo.locator('[data-action="copy"]').click()
    expect(demo.locator(".ps-status")).to_contain_text("copied as text")
    text = demo.evaluate("navigator.clipboard.readText()")
    for line in (
        "- Spend: $50,000 per quarter",
        "- New customers: 20",
        "  - Channel Search; Spend $20,000; Customers 50",
        "- Cost per customer: $2,500 per new customer",
        "- Only 20 customers: chance plays a part.",
        "Definition: Demo cost, for tests",
        "- Nobody leaves.",
        "Link: http",
    ):
        assert line in text
    assert "Promotions: $" not in text


def test_an_endless_calculation_is_stopped_and_said(demo):
    field(demo, "channels[0].spend").fill("0")
    field(demo, "channels[1].spend").fill("0")
    field(demo, "spend").fill("666")
    field(demo, "spend").blur()
    expect(demo.locator("[data-notice]")).to_contain_text("more steps than a page may take")
    expect(demo.locator(".ps-results")).to_have_attribute("data-stale", "")
    field(demo, "spend").fill("50000")
    expect(demo.locator("[data-notice]")).to_be_hidden()


def test_without_its_code_the_built_result_stays_and_says_so(chromium, served):
    context = chromium.new_context()
    page = context.new_page()
    page.route("**/calculators/demo.js", lambda route: route.fulfill(status=404))
    page.goto(f"{served}/demo.html")
    expect(page.locator("[data-notice]")).to_contain_text("did not load")
    expect(result(page)).to_have_text("$400")
    context.close()


@pytest.mark.parametrize("file", ["details.js", "calculators/demo.details.js"])
def test_without_its_details_numbers_follow_and_the_page_says_what_is_missing(chromium, served, file):
    context = chromium.new_context()
    page = context.new_page()
    page.route(f"**/{file}", lambda route: route.fulfill(status=404))
    page.goto(f"{served}/demo.html")
    expect(page.locator("playsmith-calculator[data-ready]")).to_be_attached()
    expect(page.locator("[data-chart]").first).to_be_visible()
    field(page, "spend").fill("100000")
    expect(result(page)).to_have_text("$800")
    expect(page.locator("[data-notice]")).to_contain_text("did not load; the numbers are yours")
    # Charts and working of other numbers would be wrong.
    expect(page.locator("[data-chart]:visible, [data-working]:visible")).to_have_count(0)
    page.unroute(f"**/{file}")
    field(page, "spend").fill("50000")
    expect(page.locator("[data-chart]").first).to_be_visible()
    expect(page.locator("[data-notice]")).to_be_hidden()
    context.close()


def test_what_it_needs_only_once_touched_is_loaded_then(chromium, served):
    context = chromium.new_context()
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(f"{served}/assets/playsmith/")))
    page.goto(f"{served}/demo.html", wait_until="networkidle")
    assert [name for name in asked if name.endswith(".js")] == ["calculator.js", "calculators/demo.js"]
    with page.expect_request("**/calculators/demo.details.js"):
        field(page, "spend").focus()
    assert "details.js" in asked
    context.close()


def test_what_few_calculators_use_is_there_before_it_starts(chromium, served):
    context = chromium.new_context()
    page = context.new_page()

    def marked(route):
        text = route.fetch().text()
        route.fulfill(body=text.replace("{ calculate:", "{ rare: playsmith.runtime.rare !== true, calculate:"))

    page.route("**/calculators/demo.js", marked)
    page.goto(f"{served}/demo.html")
    expect(page.locator("playsmith-calculator[data-ready]")).to_be_attached()
    assert page.evaluate("playsmith.runtime.math.fsum([0.1, 0.2, 0.3], '')") == 0.6
    page.route("**/rare.js", lambda route: route.abort())
    page.reload()
    expect(page.locator("[data-notice]")).to_contain_text("did not load")
    context.close()


def test_with_its_scripts_blocked_the_page_says_so(chromium, served):
    context = chromium.new_context()
    page = context.new_page()
    page.route("**/*.js", lambda route: route.abort())
    page.goto(f"{served}/demo.html")
    expect(page.locator("[data-notice]")).to_have_css("visibility", "visible", timeout=8000)
    expect(page.locator("[data-notice]")).to_contain_text("allow scripts")
    context.close()


def test_it_works_from_a_file_and_without_storage(chromium, element_site):
    context = chromium.new_context()
    page = context.new_page()
    page.add_init_script("Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('blocked'); } })")
    errors = []
    page.on("pageerror", lambda caught: errors.append(str(caught)))
    page.goto((element_site / "demo.html").as_uri())
    field(page, "spend").fill("100000")
    expect(result(page)).to_have_text("$800")
    assert errors == []
    context.close()


def test_it_can_be_taken_out_and_put_back(demo):
    """What instant navigation does: the content is replaced, and the scripts of the head stay."""
    demo.evaluate("""() => {
      const block = document.querySelector('.ps-calculator-block');
      const html = block.innerHTML;
      block.replaceChildren();
      block.innerHTML = html;
      const script = document.createElement('script');
      script.src = 'assets/playsmith/calculator.js';
      document.body.append(script);
    }""")
    expect(demo.locator("playsmith-calculator[data-ready]")).to_be_attached()
    field(demo, "spend").fill("100000")
    expect(result(demo)).to_have_text("$800")
    demo.evaluate("document.querySelector('main').append(document.querySelector('.ps-calculator-block'))")
    expect(demo.locator("playsmith-calculator[data-ready]")).to_be_attached()
    field(demo, "spend").fill("50000")
    expect(result(demo)).to_have_text("$400")


def test_the_back_button_recomputes(demo):
    field(demo, "spend").fill("100000")
    demo.goto("about:blank")
    demo.go_back()
    expect(field(demo, "spend")).to_have_value(re.compile("100,?000"))
    expect(result(demo)).to_have_text("$800")


def test_enter_keeps_the_page(demo, served):
    field(demo, "spend").fill("100000")
    field(demo, "spend").press("Enter")
    expect(result(demo)).to_have_text("$800")
    assert demo.url == f"{served}/demo.html"


def test_print_unfolds_everything(demo):
    demo.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(demo.locator("details:not([open])")).to_have_count(0)
    demo.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(demo.locator("details[open]")).to_have_count(0)


def test_nothing_is_wider_than_a_phone(demo):
    demo.set_viewport_size({"width": 390, "height": 800})
    assert demo.evaluate("document.documentElement.scrollWidth") == 390
    expect(demo.locator("svg.ps-svg--narrow").first).to_be_visible()
    expect(demo.locator("svg.ps-svg--wide").first).to_be_hidden()
    small = demo.evaluate("""() => [...document.querySelectorAll('input, button, select, summary')]
      .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44 && !one.closest('label'))
      .map((one) => one.outerHTML)""")
    assert small == []


def test_state_is_json(demo):
    kept = json.loads(demo.evaluate("Object.values(sessionStorage)[0]"))
    assert kept["spend"] == "50,000"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(chromium, element_site, scheme, width):
    axe = resources.files("axe_playwright_python") / "axe.min.js"
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto((element_site / "demo.html").as_uri())
    field(page, "customers").fill("0")
    field(page, "customers").blur()
    expect(error(page, "customers")).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.wait_for_timeout(500)
    page.add_script_tag(content=axe.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")
    # What is out of date is dimmed on purpose, and said in words; its contrast is not held to the bar.
    left = [
        (one["id"], node["html"][:120])
        for one in found["violations"]
        for node in one["nodes"]
        if not (
            one["id"] == "color-contrast"
            and page.locator(node["target"][0]).evaluate("e => !!e.closest('[data-stale]')")
        )
    ]
    assert left == []
    context.close()


def test_forced_colours_keep_lines_and_words(chromium, element_site):
    context = chromium.new_context(forced_colors="active")
    page = context.new_page()
    page.goto((element_site / "demo.html").as_uri())
    expect(page.locator("playsmith-calculator[data-ready]")).to_be_attached()
    line, ground = page.evaluate("""() => {
      const line = getComputedStyle(document.querySelector('path.ps-svg-series')).stroke;
      return [line, getComputedStyle(document.body).backgroundColor];
    }""")
    assert line not in (ground, "none")
    context.close()


@pytest.mark.parametrize("kind", ["line", "bars"])
def test_the_browser_draws_what_the_build_draws(demo, words, demo_data, kind):
    """With a reader's numbers, not the defaults."""
    inputs = {**demo_data.defaults, "spend": 61234.5, "customers": 77, "gross_margin": 0.65}
    field(demo, "spend").fill("61234.50")
    field(demo, "customers").fill("77")
    field(demo, "gross_margin").fill("65")
    expect(result(demo)).to_have_text("$795")
    place = ["line", "bars"].index(kind)
    data = {"spec": demo_data.spec, "inputs": inputs, "outputs": demo_data.results(inputs)}
    drawing = draw(demo_data.spec["charts"][place], data, Locale("en-US", "USD", words))
    shown = demo.evaluate(
        """([place, svg]) => {
          const built = document.createElement('div');
          built.innerHTML = svg;
          return [document.querySelector(`[data-chart="${place}"] [data-chart-svg]`).innerHTML, built.innerHTML];
        }""",
        [place, drawing["svg"]],
    )
    assert shown[0] == shown[1]
