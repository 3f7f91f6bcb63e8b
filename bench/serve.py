"""How long a change takes to reach the reader while a playbook is served, beside `mkdocs serve` on the same Markdown.

    python bench/serve.py [--pages 100 300 1000] [--edits 5]

Both are served by processes of their own, at the same time, and are edited in turns: a value of a role's YAML for
playsmith, the same words in that page's Markdown for MkDocs. An edit has arrived when the answer that live reload waits
for has come and the page that is asked for then has the new words. Beside the seconds, which other work on the machine
bears on, stand the CPU seconds that the server's process spent on each edit.
"""

from __future__ import annotations

import argparse
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from support.plain import write_plain
from support.playbooks import ROOT, write_playbook
from support.report import console, machine, table

BAR = 1.5
PAGE = "roles/account-executive"
WORDS = re.compile(r"(Summary of edit )\d+")
# Both poll their files; nothing is written in less than this after an answer, or two edits could count as one.
REST = 1.0


class Server:
    """A server in a process of its own, and the file in which the words that are edited stand."""

    def __init__(self, command: list[str], folder: Path, file: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{free.getsockname()[1]}"
        self.file = file
        self._folder = folder
        self.page = f"http://{address}/{PAGE}.html"
        self._root = f"http://{address}"
        environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
        self._process = subprocess.Popen(
            [part.format(address=address) for part in command],
            cwd=folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._epoch = self._wait()

    def edit(self, number: int) -> tuple[float, float]:
        """Wall and CPU seconds from the edit to the page that shows it."""
        cpu, began = self._cpu(), time.perf_counter()
        text, found = WORDS.subn(rf"\g<1>{number}", self.file.read_text("utf-8"))
        assert found, f"the words to edit are not in {self.file}"
        # In one step, so that nobody reads half of it.
        beside = self._folder / f"edit-{number}"
        beside.write_text(text, "utf-8")
        beside.replace(self.file)
        while True:
            epoch = int(_read(f"{self._root}/livereload/{self._epoch}/{number}", 120))
            if epoch > self._epoch:  # The same: a minute has passed, and nothing has changed yet.
                break
        self._epoch = epoch
        assert f"Summary of edit {number}" in _read(self.page, 120), "the page was reloaded without the edit"
        return time.perf_counter() - began, self._cpu() - cpu

    def stop(self) -> None:
        """End the process."""
        self._process.terminate()
        self._process.wait(20)

    def _wait(self) -> int:
        until = time.monotonic() + 180
        while time.monotonic() < until and self._process.poll() is None:
            try:
                return int(re.search(r"livereload\((\d+), \d+\)", _read(self.page, 5))[1])
            except OSError:
                time.sleep(0.2)
        raise RuntimeError(f"{self._root} does not answer")

    def _cpu(self) -> float:
        """CPU seconds of the process so far, its ended children's included (Linux; elsewhere 0)."""
        try:
            fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(") ")[2].split()
        except OSError:
            return 0.0
        return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _read(address: str, seconds: float) -> str:
    with urllib.request.urlopen(address, timeout=seconds) as answer:
        return answer.read().decode()


@contextmanager
def served(folder: Path, pages: int) -> Iterator[dict[str, Server]]:
    """The two servers, for a playbook of this many pages."""
    project, plain = folder / "playbook", folder / "plain"
    patch = project / f"playbook/{PAGE}.yaml"
    write_plain(write_playbook(project, pages, lambda: _write(patch, '{"summary": "Summary of edit 0."}\n')), plain)
    (plain / "docs" / f"{PAGE}.md").resolve(strict=True)
    servers: dict[str, Server] = {}
    run = [sys.executable, "-c"]
    ours = [*run, "from playsmith.cli import main; main()", "serve", "--address", "{address}"]
    theirs = [*run, "from mkdocs.__main__ import cli; cli()", "serve", "--quiet", "--dev-addr", "{address}"]
    try:
        servers["plain MkDocs"] = Server(theirs, plain, plain / f"docs/{PAGE}.md")
        servers["playsmith"] = Server(ours, project, patch)
        yield servers
    finally:
        for server in servers.values():
            server.stop()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def measure(pages: int, edits: int) -> dict[str, tuple[float, float]]:
    """Medians of wall and CPU seconds for an edit, for each server."""
    with tempfile.TemporaryDirectory() as folder, served(Path(folder), pages) as servers:
        found: dict[str, list[tuple[float, float]]] = {name: [] for name in servers}
        for number in range(1, edits + 2):
            for name, server in servers.items():
                time.sleep(REST)
                spent = server.edit(number)
                if number > 1:  # The first one finds less ready than all that follow.
                    found[name].append(spent)
    return {name: tuple(map(statistics.median, zip(*each, strict=True))) for name, each in found.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[100, 300, 1000])
    parser.add_argument("--edits", type=int, default=5)
    options = parser.parse_args()
    assert (ROOT / f"playbook/{PAGE}.yaml").is_file()
    out = console()
    out.print(machine("playsmith", "mkdocs", "mkdocs-material"))
    shown = table(
        "From an edit to the reloaded page: medians", "pages", "server", "s", "plain = 1", "CPU s", "plain = 1"
    )
    for pages in options.pages:
        found = measure(pages, options.edits)
        wall, cpu = found["plain MkDocs"]
        for name, (seconds, busy) in found.items():
            ratio = seconds / wall
            shown.add_row(
                str(pages) if name == "plain MkDocs" else "",
                name,
                f"{seconds:.2f}",
                f"{ratio:.2f}{' (above the bar)' if ratio > BAR else ''}",
                f"{busy:.2f}",
                f"{busy / cpu:.2f}" if cpu else "",
            )
    out.print(shown)


if __name__ == "__main__":
    main()
