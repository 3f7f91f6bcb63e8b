"""Serving in several languages: after a change only the tree that is looked at is built."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from playsmith.preview import Preview
from playsmith.project import Project

type Build = Callable[..., Project]


class Site:
    """Stands in for the trees and for MkDocs: a build writes a page with its number, and empties as MkDocs does."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folders = ["de/", "fr/"]
        self.done: list[str] = []
        self.whole = True
        self.fails = False
        self.mount_path = "/"
        self.builder: Callable[[], None] = self.build_all
        self.app: Callable = self.read

    def build_all(self) -> None:
        for path in self.root.iterdir():
            if not path.name.startswith("."):
                path.unlink() if path.is_file() else [*map(Path.unlink, path.iterdir()), path.rmdir()]
        self._write("")

    def build(self, folder: str) -> None:
        self._write(folder)

    def _write(self, folder: str) -> None:
        self.done.append(folder or "default")
        if self.fails:
            raise RuntimeError("broken")
        (self.root / folder).mkdir(exist_ok=True)
        (self.root / folder / "index.html").write_text(str(len(self.done)))

    def reread(self) -> bool:
        self.done.append("read")
        return self.whole

    def get_app(self) -> Callable:
        return self.app

    def set_app(self, app: Callable) -> None:
        self.app = app

    def read(self, environ: dict, start_response: Callable) -> list[bytes]:
        file = self.root / environ["PATH_INFO"].lstrip("/") / "index.html"
        return [file.read_bytes()] if file.is_file() else []

    def get(self, path: str) -> list[bytes]:
        return self.app({"PATH_INFO": path}, lambda *_: None)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(tmp_path)
    made.build_all()
    Preview(made, tmp_path).attach(made, made.build_all)
    made.done.clear()
    return made


def test_a_language_is_built_once_it_is_asked_for(site: Site) -> None:
    site.get("/")
    assert site.done == []
    for _ in range(2):
        assert site.get("/de/") != []
    assert site.done == ["de/"]


def test_a_change_builds_what_is_looked_at_and_nothing_else(site: Site) -> None:
    site.get("/de/")
    site.done.clear()
    site.builder()
    site.get("/de/")
    site.get("/de/search.json")
    assert site.done == ["read", "de/"]
    site.get("/")
    assert site.done == ["read", "de/", "default"]
    site.builder()
    assert site.done == ["read", "de/", "default", "default"]
    site.get("/de/")
    assert site.done[-1] == "de/"


def test_building_the_default_language_leaves_the_others_where_they_are(site: Site) -> None:
    site.get("/de/")
    site.builder()
    site.get("/de/")
    german = site.get("/de/")
    site.get("/")
    site.done.clear()
    assert site.get("/de/") == german
    assert site.done == []


def test_what_only_a_whole_build_takes_in_gets_one(site: Site) -> None:
    site.get("/de/")
    site.whole = False
    site.done.clear()
    site.builder()
    assert site.done == ["read", "default"]
    site.get("/de/")
    assert site.done[-1] == "de/"


def test_a_build_that_fails_is_told_and_the_server_answers(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    site.get("/de/")
    site.builder()
    site.fails = True
    site.get("/de/")
    assert "below '/de/' could not be built" in caplog.text
    site.get("/de/")
    assert site.done.count("de/") == 2
    site.fails = False
    site.builder()
    site.get("/de/")
    assert site.done[-1] == "de/"


@contextmanager
def served(root: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-c", "from playsmith.cli import main; main()", "serve", "--address", address]
    server = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait(10)


def shows(address: str, text: str) -> bool:
    until = time.monotonic() + 90
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:
                if text in answer.read().decode():
                    return True
        except OSError:
            pass
        time.sleep(0.2)
    return False


def test_two_languages_are_served_as_they_are_edited(project: Build) -> None:
    words = "{title: Kundenliste, summary: Die Liste aller Leute.}"
    files = {
        "deutsch/playbook/playbook.yaml": "language: de\nlocale: de-DE\ntranslates: en\n",
        "deutsch/playbook/tools/crm.yaml": words,
    }
    one = project(files)
    info = one.root / "playbook/playbook.yaml"
    info.write_text(info.read_text() + "languages: {de: [deutsch]}\n")
    german, english = one.root / "deutsch/playbook/tools/crm.yaml", one.root / "playbook/tools/crm.yaml"
    with served(one.root) as address:
        assert shows(f"{address}/tools/crm.html", "The list of everyone you know.")
        assert shows(f"{address}/de/tools/crm.html", "Die Liste aller Leute.")
        german.write_text(words.replace("aller Leute", "aller Kunden"))
        assert shows(f"{address}/de/tools/crm.html", "Die Liste aller Kunden.")
        english.write_text(english.read_text().replace("everyone you know", "all people") + "titel: x\n")
        assert shows(f"{address}/de/tools/crm.html", "unknown key &#39;titel&#39;")
        english.write_text(english.read_text().replace("titel: x\n", ""))
        assert shows(f"{address}/tools/crm.html", "The list of all people.")
        assert shows(f"{address}/de/tools/crm.html", "Die Liste aller Kunden.")
