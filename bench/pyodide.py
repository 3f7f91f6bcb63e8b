"""A calculator in Python in the page: ours (asked for, in a sandboxed worker) beside Pyodide loaded the plain way.

    python bench/pyodide.py [--runs 3] [--rows 20000]

The plain page does what Pyodide's documentation shows: `loadPyodide()` on the main thread when the page opens, with the
files of the npm package as they are, then the same Python on the same file. Both come from this machine, so the network
costs nothing: what is left is the start. The two take turns in one run, and with them the reference playbook's
calculators, each with its sample. A first visit has a browser context of its own; the second visit is a new page in it.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import statistics
import sys
import tempfile
import threading
from collections import defaultdict
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from support.pages import chromium, fetch_interpreters
from support.report import console, machine, table

from playsmith.project import find_project
from playsmith.publish import build

ROOT = Path(__file__).parent.parent
DATA = ROOT / "tests/data/lane"
PLAIN = Path(__file__).parent / "support/pyodide-plain.html"
PLAIN_FILES = ("pyodide.js", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
SAMPLES = ("your-customers", "your-funnel")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
# The theme has tasks of its own while the page opens: those before the reader asks are not the lane's.
WATCH = """
  window.longest = 0;
  window.asked = 0;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      if (startTime >= window.asked) window.longest = Math.max(window.longest, duration);
    }
  }).observe({ type: "longtask" });
"""
SNAPSHOT_KEPT = """
  async () => (await (await caches.open("playsmith-python")).keys()).some(({ url }) => url.endsWith("snapshot"))
"""
FIRST = 1.0
SECOND = 3.0
LONGEST = 50


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def write_site(folder: Path, rows: int) -> Path:
    """The minimal playbook with one calculator of engine pyodide, built; beside it the plain page and its files."""
    own = folder / "playbook"
    shutil.copytree(ROOT / "tests/sites/minimal/input", own)
    for name in ("templates", "site_config", "playbook/images"):
        shutil.copytree(ROOT / name, own / name, ignore=shutil.ignore_patterns("presets"))
    for name, place in (("orders.yaml", "playbook/calculators"), ("orders.py", "calculators")):
        (own / place).mkdir(parents=True, exist_ok=True)
        shutil.copy(DATA / name, own / place)
    spec = own / "playbook/calculators/orders.yaml"
    # The examples are those of the small sample.
    spec.write_text(spec.read_text("utf-8").partition("  - outputs")[0] + f"  - outputs: {{rows: {rows}}}\n", "utf-8")
    (own / "playbook/samples").mkdir()
    draw = random.Random(1)
    lines = (f"customer {draw.randrange(rows)},{draw.randrange(100, 99_999) / 100}\n" for _ in range(rows))
    (own / "playbook/samples/orders.csv").write_text("".join(lines), "utf-8")
    site = folder / "site"
    build(find_project(own), strict=False, site_dir=site)
    plain = site / "plain"
    plain.mkdir()
    package = fetch_interpreters() / "pyodide"
    for name in PLAIN_FILES:
        shutil.copy(package / name, plain)
    shutil.copy(PLAIN, plain / "index.html")
    shutil.copy(DATA / "orders.py", plain)
    return site


def ours(page: Page, url: str, id: str = "orders") -> tuple[float, float]:
    """Seconds from the press of the button to the result, and the longest task of the page's thread in milliseconds."""
    page.goto(f"{url}/calculators/{id}.html")
    page.wait_for_selector("playsmith-calculator[data-ready]")
    page.evaluate(
        """() => {
            window.longest = 0;
            window.asked = performance.now();
            document.querySelector("[data-lane-run]").click();
        }"""
    )
    page.wait_for_function("document.querySelector('[data-lane]').dataset.runs", timeout=180_000, polling=20)
    seconds = page.evaluate("(performance.now() - window.asked) / 1000")
    assert not page.locator("[data-lane]").get_attribute("data-failed")
    longest = page.evaluate("window.longest")
    # It is kept while the reader looks at the result.
    for _ in range(600):
        if page.evaluate(SNAPSHOT_KEPT):
            break
        page.wait_for_timeout(100)
    return seconds, longest


def plain(page: Page, url: str) -> tuple[float, float]:
    """The same for the plain page, from its opening."""
    page.goto(f"{url}/plain/index.html")
    page.wait_for_function("window.seconds", timeout=180_000, polling=20)
    return page.evaluate("window.seconds"), page.evaluate("window.longest")


def served(folder: Path) -> str:
    """The address of a server of `folder`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--rows", type=int, default=20_000)
    arguments = parser.parse_args()
    found: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = write_site(Path(folder), arguments.rows)
        reference = Path(folder) / "reference"
        build(find_project(ROOT), strict=False, site_dir=reference)
        visits = {"plain": partial(plain, url=served(site)), "ours": partial(ours, url=served(site))}
        visits |= {id: partial(ours, url=served(reference), id=id) for id in SAMPLES}
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for _ in range(arguments.runs):
            for name, visit in visits.items():
                context = browser.new_context()
                context.add_init_script(WATCH)
                for time in ("first", "second"):
                    page = context.new_page()
                    found[name, time].append(visit(page))
                    page.close()
                context.close()
        version = browser.version
        browser.close()
        size = sum(path.stat().st_size for path in site.glob("assets/playsmith/pyodide-*/*"))
    return report(found, size, arguments.rows, version)


def report(found: dict, size: int, rows: int, version: str) -> int:
    """Print the figures and the bars; 1 where one is missed."""
    out = console()
    out.print(machine("playsmith"), f"Chromium {version}", sep=", ")
    title = f"{rows} rows (the named ones: their samples), medians"
    made = table(title, "", "seconds to the result", "longest task, ms")
    median = {key: [statistics.median(each) for each in zip(*values, strict=True)] for key, values in found.items()}
    for (name, time), (seconds, longest) in median.items():
        made.add_row(f"{name}, {time} visit", f"{seconds:.2f}", f"{longest:.0f}")
    out.print(made)
    out.print(f"The lane's files: {size / 1e6:.1f} MB")
    bars = {
        f"first result at most {FIRST} × the plain page's": median["ours", "first"][0]
        <= FIRST * median["plain", "first"][0],
        f"second visit {SECOND:g} × sooner": median["plain", "second"][0] >= SECOND * median["ours", "second"][0],
        f"no task over {LONGEST} ms": max(value[1] for (name, _), value in median.items() if name != "plain") < LONGEST,
    }
    for bar, held in bars.items():
        out.print(f"{'held  ' if held else 'MISSED'} {bar}")
    out.print(json.dumps({f"{name} {time}": values for (name, time), values in found.items()}))
    return 0 if all(bars.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
