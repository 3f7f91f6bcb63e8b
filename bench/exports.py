"""Exports of 200,000 rows, read and calculated by the reference calculators in CPython and in Chromium.

    python bench/exports.py [--rows 200000] [--runs 3] [--no-chromium]

CPython's is processor time, as the machine may have other work; Chromium's is what a reader waits from the press of the
button: once with Python to be loaded, then with Python there. The rows are made up, in the dialects that cost most: a
decimal comma with a currency sign, and times of day in the American order, nearly all of them different.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import threading
import time
from datetime import datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from support.pages import chromium
from support.report import console, machine

from playsmith.project import find_project
from playsmith.publish import build

ROOT = Path(__file__).parent.parent
AUTO = {"drop_repeats": True, "date_order": "auto", "decimal_mark": "auto"}
WATCH = """
  window.longest = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
  }).observe({ type: "longtask" });
"""
ORDER_COLUMNS = ("customer", "date", "amount", "order")
LEAD_COLUMNS = ("created", "contacted", "qualified", "opportunity", "won", "source")


def orders(rows: int, chance: random.Random) -> bytes:
    lines = ["Bestellnummer;Kunde;Datum;Betrag"]
    for place in range(rows):
        day = datetime(2022, 1, 1) + timedelta(chance.randrange(1000))
        amount = f"{chance.randrange(1, 2000)},{chance.randrange(100):02d} €"
        lines.append(f"{place};K{chance.randrange(rows // 7)};{day:%d.%m.%Y};{amount}")
    return "\r\n".join(lines).encode("cp1252")


def leads(rows: int, chance: random.Random) -> bytes:
    lines = ["Created,Source,First contact,Won"]
    for _ in range(rows):
        born = datetime(2022, 1, 1) + timedelta(minutes=chance.randrange(1440 * 900))
        days = [born, born + timedelta(hours=chance.randrange(1, 50)), born + timedelta(chance.randrange(5, 90))]
        cells = [f"{each:%m/%d/%Y %I:%M %p}" for each in days]
        lines.append(f"{cells[0]},Web,{cells[1]},{cells[2] if chance.random() < 0.1 else ''}")
    return "\n".join(lines).encode()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def waited(page: Page, runs: int) -> tuple[float, float]:
    """Seconds from the press of the button to the result, and the longest task of the page's thread in milliseconds."""
    page.evaluate("window.longest = 0")
    start = time.perf_counter()
    page.locator("[data-lane-run]").click()
    page.wait_for_selector(f"[data-lane][data-runs='{runs}']", timeout=600_000, state="attached")
    seconds = time.perf_counter() - start
    assert not page.locator("[data-lane]").get_attribute("data-failed")
    return seconds, page.evaluate("window.longest")


def in_chromium(files: dict[str, bytes]) -> dict[str, list[tuple[float, float]]]:
    """Both calculators (by id) on the built reference site, each with its file, twice."""
    found = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder) / "site"
        build(find_project(ROOT), strict=False, site_dir=site)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=site))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        for id, content in files.items():
            file = Path(folder) / f"{id}.csv"
            file.write_bytes(content)
            page = browser.new_context().new_page()
            page.add_init_script(WATCH)
            page.goto(f"http://127.0.0.1:{server.server_port}/calculators/{id}.html")
            page.wait_for_selector("playsmith-calculator[data-ready]")
            page.set_input_files("input[type=file]", file)
            found[id] = [waited(page, runs) for runs in (1, 2)]
            page.context.close()
        browser.close()
        server.shutdown()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--no-chromium", action="store_true")
    asked = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    from calculators import your_customers, your_funnel

    out = console()
    out.print(machine("playsmith"))
    chance = random.Random(1)
    files = {"your-customers": orders(asked.rows, chance), "your-funnel": leads(asked.rows, chance)}
    order_columns = {f"{name}_column": None for name in ORDER_COLUMNS}
    lead_columns = {f"{name}_column": None for name in LEAD_COLUMNS}
    jobs = {
        "your-customers": (
            your_customers.calculate,
            {"orders": files["your-customers"], "silence_days": 90, "refunds": "deduct", **order_columns, **AUTO},
        ),
        "your-funnel": (
            your_funnel.calculate,
            {"leads": files["your-funnel"], "window_days": 120, **lead_columns, **AUTO},
        ),
    }
    for id, (calculate, inputs) in jobs.items():
        spent = []
        for _ in range(asked.runs):
            start = time.process_time()
            calculate(**inputs)
            spent.append(time.process_time() - start)
        out.print(f"{id}: {asked.rows:,} rows, best of {asked.runs}: {min(spent):.1f} s of processor time in CPython")
    if asked.no_chromium:
        return
    for id, (first, again) in in_chromium(files).items():
        tasks = f"longest task of the page {max(first[1], again[1]):.0f} ms"
        out.print(f"{id}: {first[0]:.1f} s in Chromium, Python's start included; then {again[0]:.1f} s; {tasks}")


if __name__ == "__main__":
    main()
