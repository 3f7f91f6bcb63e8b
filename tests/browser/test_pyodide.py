"""Calculators of engine pyodide in Chromium: on demand, in a sandbox, with progress and Stop, and contained."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect
from waiting import until

from playsmith.calculators import calculate
from playsmith.calculators.collect import load_calculator_of
from playsmith.load import load_playbook
from playsmith.locale import Locale
from playsmith.project import find_project
from playsmith.publish import build

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests/data/lane"
START = 90_000
ANSWER = 30_000


@pytest.fixture(scope="module")
def lane_site(tmp_path_factory, serve):
    """A built site with the calculators of tests/data/lane, served."""
    root = tmp_path_factory.mktemp("lane")
    own, stranger = root / "own", root / "stranger"
    shutil.copytree(ROOT / "tests/sites/minimal/input", own)
    for folder in ("templates", "site_config", "playbook/images"):
        shutil.copytree(ROOT / folder, own / folder, ignore=shutil.ignore_patterns("presets"))
    info = own / "playbook/playbook.yaml"
    info.write_text(f"extends: [../stranger]\n{info.read_text('utf-8')}", "utf-8")
    for layer, name in ((own, "orders"), (stranger, "hostile")):
        for folder in ("playbook/calculators", "playbook/samples", "calculators"):
            (layer / folder).mkdir(parents=True)
        shutil.copy(DATA / f"{name}.yaml", layer / "playbook/calculators")
        shutil.copy(DATA / f"{name}.py", layer / "calculators")
    # What the stranger's calculator tries would succeed on the machine that builds: there it is not run.
    (stranger / "playbook/playbook.yaml").write_text("title: Stranger\nsummary: Of a stranger.\n", "utf-8")
    shutil.copy(DATA / "orders.csv", own / "playbook/samples")
    project = find_project(own)
    build(project, strict=False, site_dir=root / "site")
    server = serve(root / "site")
    return SimpleNamespace(url=server.url, folder=root / "site", asked=server.asked, project=project)


@pytest.fixture
def tab(browser_context, lane_site):
    """`tab("orders")`: that calculator's page; what leaves the site, and errors of scripts, fail the test."""
    pages, errors = [], []

    def open_page(id: str, context=None):
        page = (context or browser_context).new_page()
        pages.append(page)
        ours = (f"{lane_site.url}/", "blob:", "data:", "memory:")
        page.on("request", lambda request: request.url.startswith(ours) or errors.append(request.url))
        page.on("pageerror", lambda error: errors.append(error.message))
        page.goto(f"{lane_site.url}/calculators/{id}.html")
        page.wait_for_selector("playsmith-calculator[data-ready]")
        return page

    yield open_page
    for page in pages:
        page.close()
    assert errors == []


def run(page, wait: int = START) -> None:
    before = int(page.locator("[data-lane]").get_attribute("data-runs") or 0)
    page.locator("[data-lane-run]").click()
    expect(page.locator("[data-lane]")).to_have_attribute("data-runs", str(before + 1), timeout=wait)
    expect(page.locator("[data-lane-run]")).to_be_visible()


def failed(page) -> str:
    return page.locator("[data-lane]").get_attribute("data-failed") or ""


def test_nothing_is_fetched_until_asked(tab, lane_site):
    lane_site.asked.clear()
    page = tab("orders")
    expect(page.locator("[data-output=total]")).to_have_text("$60")
    expect(page.locator("[data-lane-run]")).to_have_text(re.compile(r"Run it in your browser: 6\.\d MB, once"))
    asked = [path for _, path, _ in lane_site.asked if "pyodide-" in path]
    assert [path.rpartition("/")[2] for path in asked] == ["lane.js"]
    assert not any("wheels" in path for _, path, _ in lane_site.asked)


def test_own_file_is_calculated_and_not_sent(tab, lane_site):
    page = tab("orders")
    run(page)
    expect(page.locator("[data-output=total]")).to_have_text("$60")
    sent = []
    page.on("request", lambda request: sent.append((request.method, request.url)))
    page.set_input_files("input[type=file]", {"name": "mine.csv", "mimeType": "text/csv", "buffer": b"a,5\nb,7\n"})
    expect(page.locator(".ps-results")).to_have_attribute("data-stale", "")
    run(page, ANSWER)
    expect(page.locator("[data-output=total]")).to_have_text("$12")
    expect(page.locator(".ps-results")).not_to_have_attribute("data-stale", "")
    page.locator("[name=factor]").fill("3")
    page.locator("[name=factor]").blur()
    run(page, ANSWER)
    expect(page.locator("[data-output=total]")).to_have_text("$36")
    assert sent == []


def test_second_visit_loads_nothing_of_python_again(tab, lane_site):
    page = tab("orders")
    run(page)
    kept = (
        "async () => (await (await caches.open('playsmith-python')).keys()).some(({url}) => url.endsWith('snapshot'))"
    )
    deadline = time.monotonic() + 60
    while not page.evaluate(kept):
        assert time.monotonic() < deadline
        page.wait_for_timeout(100)
    page.close()
    lane_site.asked.clear()
    page = tab("orders")
    run(page)
    expect(page.locator("[data-output=total]")).to_have_text("$60")
    asked = {path.rpartition("/")[2] for _, path, _ in lane_site.asked if "pyodide-" in path or "wheels/" in path}
    assert asked <= {"lane.js", "frame.html"}


COUNT_SNAPSHOTS = """
() => {
  const put = Cache.prototype.put;
  window.snapshots = 0;
  Cache.prototype.put = function (request, response) {
    if (String(request).endsWith("snapshot")) window.snapshots += 1;
    return put.call(this, request, response);
  };
}
"""


def test_a_snapshot_is_kept_once(chromium, tab):
    context = chromium.new_context()
    page = tab("orders", context)
    page.evaluate(COUNT_SNAPSHOTS)
    run(page)
    until(page, "window.snapshots", START)
    run(page, ANSWER)
    page.wait_for_timeout(2_000)
    assert page.evaluate("window.snapshots") == 1
    context.close()


def test_messages_and_errors_of_the_calculator_are_sentences(tab):
    page = tab("orders")
    page.set_input_files("input[type=file]", {"name": "empty.csv", "mimeType": "text/csv", "buffer": b""})
    run(page)
    expect(page.locator('[data-error-for="orders"]')).to_have_text("The file has no rows. Choose another.")
    page.set_input_files("input[type=file]", {"name": "odd.csv", "mimeType": "text/csv", "buffer": b"a,five\n"})
    run(page, ANSWER)
    lines = (DATA / "orders.py").read_text("utf-8").splitlines()
    line = next(place for place, text in enumerate(lines, 1) if "Decimal(row[1])" in text)
    expect(page.locator("[data-lane-failed]")).to_contain_text(f"at calculators/orders.py, line {line}")
    expect(page.locator("[data-lane-failed]")).to_contain_text("InvalidOperation")


def test_same_as_cpython(tab, lane_site):
    playbook = load_playbook(lane_site.project)
    calculator = load_calculator_of(playbook, "orders")
    for factor in (1.0, 0.1, 2.5):
        answer = calculate(calculator, {"factor": factor}, Locale("en-US", "USD", {}))
        page = tab("orders")
        page.locator("[name=factor]").fill(str(factor))
        run(page)
        for name, value in answer["outputs"].items():
            shown = page.locator(f'[data-output="{name}"]').get_attribute("data-value")
            assert json.loads(shown) == value
        page.close()


def test_stop_and_time_limit(tab):
    page = tab("hostile")
    page.locator('[name="what"]').select_option("loop")
    page.locator("[data-lane-run]").click()
    expect(page.locator("[data-lane-stage]")).to_have_text("Calculating.", timeout=START)
    page.locator("[data-lane-stop]").click()
    expect(page.locator("[data-lane-failed]")).to_contain_text("Stopped.")
    assert page.locator("iframe[sandbox]").count() == 0
    run(page)
    expect(page.locator("[data-lane-failed]")).to_contain_text("more than 30 seconds")
    page.locator('[name="what"]').select_option("python")
    run(page)
    expect(page.locator("[data-output=reached]")).to_have_text("0")


def test_memory_has_an_end(tab):
    page = tab("hostile")
    page.locator('[name="what"]').select_option("memory")
    run(page)
    assert failed(page) == "memory"


@pytest.mark.parametrize("what", ["raises", "markup"])
def test_text_of_a_calculator_is_never_markup(tab, what):
    page = tab("hostile")
    page.locator('[name="what"]').select_option(what)
    run(page)
    assert page.locator("[data-lane] img, [data-lane] script").count() == 0


class Listener:
    """Hears every connection, whatever it says."""

    def __init__(self) -> None:
        import socket

        self.heard: list[bytes] = []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            connection.settimeout(1)
            try:
                self.heard.append(connection.recv(200))
            except OSError:
                self.heard.append(b"")
            connection.close()


@pytest.fixture
def listener():
    listener = Listener()
    yield listener
    listener.socket.close()


@pytest.mark.parametrize("what", ["python", "sockets", "objects"])
def test_python_reaches_nothing(tab, listener, what):
    page = tab("hostile")
    page.locator('[name="what"]').select_option(what)
    page.locator('[name="address"]').fill(str(listener.port))
    run(page)
    assert failed(page) == ""
    assert page.locator("[data-output=tries] tbody").inner_text().strip() == ""
    expect(page.locator("[data-output=reached]")).to_have_text("0")
    assert listener.heard == []


HAND_OVER = """
async ([folder, text]) => {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.src = folder + "frame.html";
  const ready = new Promise((resolve) => {
    addEventListener("message", ({ source }) => source === frame.contentWindow && resolve());
  });
  document.body.append(frame);
  await ready;
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
  const bytes = (text) => new Blob([text]);
  const scripts = ["// no loader", text].map(bytes);
  frame.contentWindow.postMessage({ scripts, job: {} }, "*", [port2]);
  return Promise.race([answer, new Promise((resolve) => setTimeout(() => resolve("no answer"), 60000))]);
}
"""


def test_javascript_in_the_sandbox_reaches_nothing(browser_context, lane_site, listener):
    page = browser_context.new_page()
    page.goto(f"{lane_site.url}/calculators/orders.html")
    folder = next(lane_site.folder.glob("assets/playsmith/pyodide-*")).name
    text = (DATA / "escape.js").read_text("utf-8").replace("__URL__", f"http://127.0.0.1:{listener.port}/")
    answer = page.evaluate(HAND_OVER, [f"{lane_site.url}/assets/playsmith/{folder}/", text])
    page.close()
    assert answer == {"reached": []}
    assert listener.heard == []


def test_the_listener_hears(listener):
    import urllib.error
    import urllib.request

    with pytest.raises((urllib.error.URLError, OSError)):
        urllib.request.urlopen(f"http://127.0.0.1:{listener.port}/", timeout=2)
    assert listener.heard


def test_what_was_altered_is_not_run(chromium, tab, lane_site):
    context = chromium.new_context()
    page = tab("orders", context)
    page.route("**/start.json", lambda route: route.fulfill(body="x" * 100))
    run(page)
    assert failed(page) == "altered"
    page.unroute("**/start.json")
    page.route("**/start.json", lambda route: route.abort())
    run(page)
    assert failed(page) == "offline"
    page.unroute("**/start.json")
    page.route("**/start.json", lambda route: route.fulfill(status=404))
    run(page)
    assert failed(page) == "missing"
    page.unroute("**/start.json")
    page.route("**/frame.html", lambda route: route.fulfill(body="<!doctype html>"))
    run(page, ANSWER)
    assert failed(page) == "blocked"
    context.close()


def test_a_sample_that_is_missing_is_told_and_asked_for_again(tab):
    page = tab("orders")
    page.route("**/samples/orders.csv", lambda route: route.fulfill(status=404))
    run(page)
    assert failed(page) == "missing"
    assert page.locator("iframe[sandbox]").count() == 0
    page.unroute("**/samples/orders.csv")
    run(page)
    assert failed(page) == ""
    expect(page.locator("[data-output=total]")).to_have_text("$60")


@pytest.mark.parametrize("body", [b"not packed at all", gzip.compress(b"PK and something else")])
def test_what_is_packed_and_altered_is_not_run(chromium, tab, body):
    context = chromium.new_context()
    page = tab("orders", context)
    page.route("**/python_stdlib.zip.bin", lambda route: route.fulfill(body=body))
    run(page)
    assert failed(page) == "altered"
    context.close()


def test_compiled_calculators_can_be_checked_with_python(reader, site_url):
    page = reader()
    page.goto(f"{site_url}/calculators/cac.html")
    page.wait_for_selector("playsmith-calculator[data-ready]")
    page.locator("[data-action=check]").click()
    expect(page.locator(".ps-status")).to_have_text("Python gives the same results.", timeout=START)


def test_from_a_file_a_sentence_says_so(chromium, lane_site):
    context = chromium.new_context()
    page = context.new_page()
    page.goto((lane_site.folder / "calculators/orders.html").as_uri())
    page.wait_for_selector("playsmith-calculator[data-ready]")
    run(page)
    assert failed(page) == "file"
    expect(page.locator("[data-output=total]")).to_have_text("$60")
    context.close()
