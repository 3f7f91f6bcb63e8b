"""One call of each calculator of the reference playbook: CPython, and the compiled code in QuickJS and Chromium.

    python bench/compiled.py [--seconds 0.5] [--rounds 5] [--site FOLDER]

Each engine calls `calculate` with the defaults. QuickJS is called as the proof of each build calls it, so its figure
holds the way there and back as JSON; Chromium as the page calls it. The engines take turns; medians of the rounds.
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from html import unescape
from pathlib import Path

from playwright.sync_api import sync_playwright
from support.pages import CACHE, ROOT
from support.pages import chromium as find_chromium
from support.report import console, machine, table

from playsmith.calculators.calculator import ARITHMETIC
from playsmith.calculators.compiled_engine import CompiledEngine
from playsmith.checked import check_project
from playsmith.compiler.values import to_python
from playsmith.project import find_project
from playsmith.publish import build

# `seconds` of calls, after a tenth of that to warm up: microseconds for each.
LOOP = """async ({ id, inputs, seconds }) => {
  const code = await playsmith.calculators.load(id);
  let calls = 0, last;
  const until = (end) => { while (performance.now() < end) { last = code.result(inputs); calls++; } };
  until(performance.now() + seconds * 100);
  calls = 0;
  const started = performance.now();
  until(started + seconds * 1000);
  return { microseconds: ((performance.now() - started) / calls) * 1000, value: last.value };
}"""


def repeat(call: Callable[[], object], seconds: float) -> float:
    """Microseconds of one call."""
    end = time.perf_counter() + seconds / 10
    while time.perf_counter() < end:
        call()
    calls, started = 0, time.perf_counter()
    while time.perf_counter() - started < seconds:
        call()
        calls += 1
    return (time.perf_counter() - started) / calls * 1e6


def defaults(page: Path) -> dict:
    """The inputs that a built page starts with, as JSON values."""
    data = re.search(r"<template data-spec>(.*?)</template>", page.read_text("utf-8"), re.DOTALL)
    return json.loads(unescape(data[1]))["defaults"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=0.5, help="of calls in each round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--site", type=Path, help="a site that is built already")
    options = parser.parse_args()
    site = options.site or build(find_project(ROOT), strict=False, site_dir=CACHE / "site")
    calculators = {
        id: one for id, one in check_project(find_project(ROOT)).calculators.items() if one.arithmetic is not None
    }
    sys.path.insert(0, str(ROOT))
    found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"])
        out = console()
        out.print(machine("playsmith", "quickjs-ng"), f"Chromium {browser.version}")
        for id, calculator in calculators.items():
            page = site / "calculators" / f"{id}.html"
            given = defaults(page)
            types = calculator.signature(ARITHMETIC, ARITHMETIC).parameters
            inputs = {name: to_python(types[name], given[name]) for name in types}
            calculate = importlib.import_module(f"calculators.{id.replace('-', '_')}").calculate
            tab = browser.new_page()
            tab.goto(page.resolve().as_uri())
            with CompiledEngine(calculator) as engine:
                expected = calculate(**inputs)
                assert engine.call(ARITHMETIC, "calculate", inputs).value == expected, id
                for _ in range(options.rounds):
                    found[id]["CPython"].append(repeat(lambda c=calculate, i=inputs: c(**i), options.seconds))
                    embedded = repeat(lambda e=engine, i=inputs: e.call(ARITHMETIC, "calculate", i), options.seconds)
                    found[id]["QuickJS"].append(embedded)
                    answer = tab.evaluate(LOOP, {"id": id, "inputs": given, "seconds": options.seconds})
                    result = calculator.signature(ARITHMETIC, ARITHMETIC).result
                    assert to_python(result, answer["value"]) == expected, f"{id} in Chromium"
                    found[id]["Chromium"].append(answer["microseconds"])
            tab.close()
        browser.close()
    shown = table(
        "One call, microseconds", "calculator", "CPython", "QuickJS, as the proof calls it", "Chromium", "CPython = 1"
    )
    for id, times in found.items():
        middle = {engine: statistics.median(each) for engine, each in times.items()}
        figures = [f"{middle[engine]:,.0f}" for engine in ("CPython", "QuickJS", "Chromium")]
        shown.add_row(id, *figures, f"Chromium {middle['Chromium'] / middle['CPython']:.2f}")
    out.print(shown)


if __name__ == "__main__":
    main()
