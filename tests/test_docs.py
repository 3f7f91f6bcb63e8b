"""The documentation: what its pages show is run, in order, and the site of it builds without a warning."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
FENCE = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)
FRONT = re.compile(r"\A---\n(.*?)^---\n", re.MULTILINE | re.DOTALL)
# What a command that fails is shown to print: a problem at its place, or a calculator's answer.
TELLS_PROBLEMS = re.compile(r'^\S+\.\w+(:\d+:\d+)?: (?!warning|note)|"problems"|^Error:', re.MULTILINE)
CLIENT = ["init", "playbook", "--client", "Nordwind", "--currency", "EUR", "--language", "en"]


@dataclass(frozen=True)
class Block:
    """A fenced block: a file to write where it has a title without blanks, else commands or an illustration."""

    language: str
    title: str | None
    text: str
    line: int

    @property
    def is_file(self) -> bool:
        return self.title is not None and " " not in self.title

    @property
    def commands(self) -> Iterator[tuple[str, str]]:
        """(command, what it is said to print): lines after `$`, and those below them."""
        for part in re.split(r"^\$ ", self.text, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            yield command, shown.strip()


def blocks(page: Path) -> list[Block]:
    text = page.read_text("utf-8")
    return [Block(m[1], m[2], m[3], text[: m.start()].count("\n") + 1) for m in FENCE.finditer(text)]


def start_of(page: Path) -> str | None:
    """`start:` of the front matter: `empty`, or `client` for a playbook made with `playsmith init`."""
    match = FRONT.match(page.read_text("utf-8"))
    return yaml.safe_load(match[1]).get("start") if match else None


PAGES = sorted(DOCS.rglob("*.md"))
RUN = [page for page in PAGES if start_of(page)]


class Reader:
    """Somebody who does what a page says, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        remote = folder.parent / "remote.git"
        subprocess.run(["git", "init", "--quiet", "--bare", remote], check=True)
        settings = folder.parent / "gitconfig"
        settings.write_text(
            "[user]\n\tname = Reader\n\temail = reader@example.com\n"
            f'[url "{remote}"]\n\tinsteadOf = https://github.com/nordwind/playbook.git\n'
        )
        self.env = {
            **{key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PYTHON"))},
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "GIT_CONFIG_GLOBAL": str(settings),
            "NO_COLOR": "1",
            "COLUMNS": "100",
        }

    def write(self, block: Block) -> None:
        path = self.folder / block.title
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, "utf-8")

    def run(self, command: str, shown: str) -> None:
        if command.startswith("cd "):
            self.folder = (self.folder / command[3:]).resolve(strict=True)
            return
        if command == "playsmith serve":
            self.serve()
            return
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder,
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        said = "\n".join(line.rstrip() for line in done.stdout.strip().splitlines())
        assert matches(shown, said), f"{command}\n--- the page says\n{shown}\n--- it printed\n{said}"
        # A page that shows problems means the command to fail.
        told = TELLS_PROBLEMS.search(shown)
        assert (done.returncode == 0) is not bool(told), f"{command} exits {done.returncode}\n{said}"

    def serve(self) -> None:
        """The preview answers; then it is ended."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{free.getsockname()[1]}"
        server = subprocess.Popen(
            ["playsmith", "serve", "--address", address],
            cwd=self.folder,
            env=self.env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            for _ in range(240):
                assert server.poll() is None, "playsmith serve ended by itself"
                try:
                    assert b"<html" in urllib.request.urlopen(f"http://{address}/index.html").read()
                    return
                except OSError:
                    time.sleep(0.5)
            raise AssertionError("playsmith serve does not answer")
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(20)


def matches(shown: str, said: str) -> bool:
    """Whether `said` is what the page shows; `...` there stands for anything, and nothing shown for whatever comes."""
    if not shown:
        return True
    lines = [".*".join(re.escape(part) for part in line.rstrip().split("...")) for line in shown.splitlines()]
    # A line of dots alone stands for any number of lines, none among them.
    pattern = "".join("(?:.*\n)?" if line == ".*" else f"{line}\n" for line in lines)
    return re.fullmatch(pattern, f"{said}\n", re.DOTALL) is not None


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A playbook as `playsmith init` makes it, its calculators proven once."""
    folder = tmp_path_factory.mktemp("client") / "work"
    folder.mkdir()
    reader = Reader(folder)
    reader.run(f"playsmith {' '.join(CLIENT)}", "")
    reader.run("cd playbook", "")
    reader.run("playsmith check", "...no problem...")
    return reader.folder


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_what_a_page_says_works(page: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    folder = tmp_path / "playbook"
    if start_of(page) == "client":
        shutil.copytree(request.getfixturevalue("client"), folder)
    else:
        folder.mkdir()
    reader = Reader(folder)
    for block in blocks(page):
        if block.is_file:
            reader.write(block)
        elif block.language == "console":
            for command, shown in block.commands:
                try:
                    reader.run(command, shown)
                except AssertionError as error:
                    raise AssertionError(f"{page.relative_to(ROOT)}:{block.line}: {error}") from None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_examples_are_well_formed(page: Path) -> None:
    for block in blocks(page):
        if block.language == "yaml":
            assert yaml.safe_load(block.text) is not None
        if block.language == "console":
            assert start_of(page), f"{page.name}:{block.line}: commands that nobody runs; say `start:` or use sh"
            assert block.text.startswith("$ ")


def test_the_pattern_of_what_is_shown_is_no_rubber_stamp() -> None:
    assert matches("a\n...\nb", "a\nx\ny\nb")
    assert matches("a\n...\nb", "a\nb")
    assert matches("1 ...", "1 thing")
    assert not matches("a\n...\nb", "a\nx")
    assert not matches("a", "ab")


def test_the_documentation_builds_without_a_warning(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", DOCS / "generate/mkdocs.yml", "-d", tmp_path]
    done = subprocess.run(
        command,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0 and "WARNING" not in done.stdout, done.stdout
    assert (tmp_path / "reference/yaml/metrics.html").is_file()
