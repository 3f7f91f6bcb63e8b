"""A calculator's page against the same page without it, written by hand in JavaScript, in MicroPython, in Pyodide.

    python bench/page.py [--runs 5] [--site FOLDER]

Bytes over the wire (gzip), time until a changed field changes the result, and from input to result, in Chromium. The
variants take turns in one run; each load has a browser context of its own, so nothing is cached. The interpreters come
from npm, for this benchmark alone. The hand-written page computes all that the calculator computes and shows numbers,
tables and the verdict; it has no charts, messages, working, links, or other languages.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections import defaultdict
from pathlib import Path

from playwright.sync_api import sync_playwright
from rich.progress import track
from support.pages import CACHE, PACKAGES, PAGE, ROOT, SCRIPTS, VARIANTS, Wire, chromium
from support.report import console, machine, table

from playsmith.project import find_project
from playsmith.publish import build

# Name -> (how many times slower the CPU, bytes a second and milliseconds of latency or None for none).
CONDITIONS = {
    "desktop": (1, None),
    "CPU 4 × slower": (4, None),
    "CPU 4 × slower, 1.6 Mbit/s and 150 ms": (4, (200_000, 150)),
}
CAC_AT_61 = 150_000 / 61
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


def load(browser, url: str, slower: int, network, times: int) -> tuple[float, list[float]]:
    """Milliseconds until ready (the page alone: until loaded), and those from input to result."""
    context = browser.new_context()
    page = context.new_page()
    try:
        page.add_init_script(path=SCRIPTS / "probe.js")
        session = context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        if network:
            session.send("Network.enable")
            bytes_a_second, latency = network
            limits = {"offline": False, "latency": latency, "uploadThroughput": bytes_a_second}
            session.send("Network.emulateNetworkConditions", {**limits, "downloadThroughput": bytes_a_second})
        page.goto(url, wait_until="load", timeout=300_000)
        if "/page/" in url:
            return page.evaluate("performance.getEntriesByType('navigation')[0].loadEventStart"), []
        page.wait_for_function("globalThis.ready", timeout=300_000)
        ready = page.evaluate("ready")
        answer = page.evaluate("times => timings(times)", times)
        assert abs(answer["cac"] - CAC_AT_61) < 1e-9 * CAC_AT_61, f"{url}: CAC is {answer['cac']}, not {CAC_AT_61}"
        return ready, answer["found"]
    finally:
        context.close()


def read(browser, url: str) -> None:
    """Open a page, as a reader who changes nothing."""
    page = browser.new_page()
    page.goto(url, wait_until="networkidle", timeout=300_000)
    page.close()


def show_bytes(out, wire: Wire, touched: dict[str, str]) -> None:
    shown = table("Over the wire, gzip", "page with", "requests", "KB", "KB more than the page alone", "once touched")
    alone = sum(wire.sent["page"].values())
    for variant in VARIANTS:
        sent = wire.sent[variant]
        more = [(sum(wire.sent[run].values()) - alone) / 1000 for run in (variant, touched[variant])]
        shown.add_row(variant, str(len(sent)), f"{sum(sent.values()) / 1000:,.1f}", *(f"{each:+,.1f}" for each in more))
    out.print(shown)
    page, ours = wire.sent["page"], wire.sent[touched["playsmith"]]
    parts = table("Where the calculator's bytes are", "file", "KB gz")
    parts.add_row("the page's HTML: fields, results, charts, working, code", f"{(ours[PAGE] - page[PAGE]) / 1000:.1f}")
    for path in sorted(ours.keys() - page.keys()):
        parts.add_row(path, f"{ours[path] / 1000:.1f}")
    out.print(parts)


def show_times(out, condition: str, ready: dict[str, list[float]], spent: dict[str, list[float]]) -> None:
    columns = ("ready, ms", "hand-written = 1", "Pyodide = 1", "input to result: median, ms", "95 of 100, ms")
    shown = table(condition, "page with", *columns)
    middle = {variant: statistics.median(ready[variant]) for variant in VARIANTS}
    for variant in VARIANTS:
        ratios = [f"{middle[variant] / middle[other]:.2f}" for other in ("hand-written", "pyodide")]
        if variant == "page":
            shown.add_row("nothing (loaded)", f"{middle[variant]:,.0f}", "", "", "", "")
            continue
        quantiles = statistics.quantiles(spent[variant], n=20)
        shown.add_row(variant, f"{middle[variant]:,.0f}", *ratios, f"{quantiles[9]:.2f}", f"{quantiles[18]:.2f}")
    out.print(shown)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5, help="loads of each page in each condition")
    parser.add_argument("--times", type=int, default=100, help="inputs after each load")
    parser.add_argument("--site", type=Path, help="a site that is built already")
    options = parser.parse_args()
    site = options.site or build(find_project(ROOT), strict=False, site_dir=CACHE / "site")
    out = console()
    wire = Wire(site)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        out.print(
            machine("playsmith", "mkdocs-material"),
            f"Chromium {browser.version},",
            ", ".join(map(" ".join, PACKAGES.items())),
        )
        first = {}
        for place, (condition, (slower, network)) in enumerate(CONDITIONS.items()):
            ready, spent = defaultdict(list), defaultdict(list)
            turns = [(turn, variant) for turn in range(options.runs) for variant in VARIANTS]
            for turn, variant in track(turns, condition, disable=not sys.stderr.isatty()):
                run = f"{place}-{turn}-{variant}"
                first.setdefault(variant, run)
                found, times = load(browser, f"{wire.url}/{run}/{variant}/{PAGE}", slower, network, options.times)
                ready[variant].append(found)
                spent[variant] += times
            if place == 0:
                for variant in VARIANTS:
                    read(browser, f"{wire.url}/{variant}/{variant}/{PAGE}")
                show_bytes(out, wire, first)
            show_times(out, condition, ready, spent)
        browser.close()
    wire.close()


if __name__ == "__main__":
    main()
