"""What building with playsmith costs beside plain MkDocs on the same Markdown.

    python bench/build.py [--pages 100 300 1000] [--runs 3]

For each size a playbook is made from the reference one (see support/playbooks.py) and its rendered pages are written
as a project of plain MkDocs: same Markdown, files, theme, navigation, plugins but for ours. Each build is a process of
its own, in turns. CPU time counts (of the process and its children): other work on the machine bears on it least.
Cold: nothing is kept from an earlier build. Edited: everything is, and a value in the YAML of a role has changed since.
Warm: nothing has changed since.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path

from support.plain import write_plain
from support.playbooks import write_playbook
from support.report import console, machine, table

BAR = 1.25
CACHE = ".cache"
WAYS = ("plain MkDocs", "playsmith, cold", "playsmith, edited", "playsmith, warm")
EDITED = "playbook/roles/account-executive.yaml"


def spent(folder: Path, before: Callable[[], None] = lambda: None) -> tuple[float, float]:
    """CPU and wall seconds of one build in a fresh process. What it keeps is in a cache of the folder's own."""
    before()
    start, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PLAYSMITH_CACHE": str(folder / CACHE)}
    # As wherever it is installed, modules are compiled once: MkDocs' own are already.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    wall, end = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime, wall


def same(ours: Path, plain: Path) -> int:
    """How many pages the two sites have. They have to be the same pages with the same text."""
    pages = {path.relative_to(ours) for path in ours.rglob("*.html")}
    assert pages == {path.relative_to(plain) for path in plain.rglob("*.html")}
    pages = {page for page in pages if page.parts[0] != "assets"}
    for page in pages:
        texts = [re.search(r"<article.*?</article>", (site / page).read_text("utf-8"), re.S) for site in (ours, plain)]
        assert texts[0] and texts[0][0] == texts[1][0], f"{page} is not the same"
    return len(pages)


def measure(folder: Path, pages: int, runs: int) -> dict[str, list[tuple[float, float]]]:
    """The times of each way to build a playbook of this many pages."""
    project, plain = folder / "playbook", folder / "plain"
    summary = project / EDITED

    def edit(number: int) -> None:
        summary.parent.mkdir(parents=True, exist_ok=True)
        summary.write_text(f'{{"summary": "Summary of edit {number}."}}\n', "utf-8")

    def forget() -> None:
        edit(0)
        shutil.rmtree(project / CACHE, ignore_errors=True)

    write_plain(write_playbook(project, pages, partial(edit, runs)), plain)
    found = defaultdict(list)
    for run in range(1, runs + 1):
        found["plain MkDocs"].append(spent(plain))
        found["playsmith, cold"].append(spent(project, forget))
        found["playsmith, edited"].append(spent(project, partial(edit, run)))
        found["playsmith, warm"].append(spent(project))
    same(project / "site", plain / "site")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[100, 300, 1000])
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    out = console()
    out.print(machine("playsmith", "mkdocs", "mkdocs-material"))
    shown = table("Builds: medians", "pages", "build", "CPU s", "ms a page", "plain = 1", "wall s")
    added = {}
    for pages in options.pages:
        with tempfile.TemporaryDirectory() as folder:
            found = measure(Path(folder), pages, options.runs)
        cpu = {way: statistics.median(cpu for cpu, _ in found[way]) for way in WAYS}
        for way in WAYS:
            ratio = cpu[way] / cpu[WAYS[0]]
            wall = statistics.median(wall for _, wall in found[way])
            shown.add_row(
                str(pages) if way == WAYS[0] else "",
                way,
                f"{cpu[way]:.2f}",
                f"{cpu[way] / pages * 1000:.1f}",
                f"{ratio:.2f}{' (above the bar)' if ratio > BAR else ''}",
                f"{wall:.2f}",
            )
        added[pages] = cpu["playsmith, edited"] - cpu["plain MkDocs"]
    out.print(shown)
    if len(added) > 1:
        (few, least), *_, (many, most) = sorted(added.items())
        each = (most - least) / (many - few)
        out.print(f"playsmith's own part, edited: {least - each * few:.2f} s, and {each * 1000:.2f} ms for each page")
        out.print("; ".join(f"{pages} pages: {seconds:.2f} s" for pages, seconds in added.items()))


if __name__ == "__main__":
    main()
