"""The site that MkDocs writes: whole, the same twice, and still there when a build or a preview meets a problem."""

from __future__ import annotations

import gzip
import logging
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError

from playsmith import publish
from playsmith.problems import PlaybookError
from playsmith.project import Project, find_project

ROOT = Path(__file__).parent.parent
type Build = Callable[..., Project]


class Links(HTMLParser):
    """The ids of a page, and every address in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            elif name == "href" and value and tag in ("a", "area"):
                self.links.append(value)
            elif (name == "src" and value) or (name == "href" and value and tag == "link"):
                self.loads.append(value)
            elif name in ("aria-labelledby", "aria-describedby", "for") and value:
                self.links += [f"#{one}" for one in value.split()]


def _build(folder: Path) -> Path:
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = "1790000000"
    try:
        return publish.build(find_project(ROOT), strict=True, site_dir=folder)
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reference site, strictly built."""
    return _build(tmp_path_factory.mktemp("site") / "first")


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Links]:
    return {
        path.relative_to(site).as_posix(): Links(path.read_text("utf-8"))
        for path in site.rglob("*.html")
        if path.name != "404.html" and "assets" not in path.relative_to(site).parts
    }


def test_two_builds_are_the_same_byte_by_byte(site: Path, tmp_path: Path) -> None:
    sites = (site, _build(tmp_path / "second"))

    def content(site: Path) -> dict[str, bytes]:
        files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
        return {path: gzip.decompress(data) if path.endswith(".gz") else data for path, data in files.items()}

    first, second = map(content, sites)
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []
    raw = [(site / "sitemap.xml.gz").read_bytes() for site in sites if (site / "sitemap.xml.gz").exists()]
    assert len(set(raw)) <= 1
    assert b"2026-09-21" in first["sitemap.xml"] or b"<lastmod>" not in first["sitemap.xml"]


def test_every_link_and_anchor_leads_somewhere(site: Path, pages: dict[str, Links]) -> None:
    dead = []
    for page, found in pages.items():
        for link in found.links:
            if link.startswith(("https://", "mailto:", "#__")):
                continue
            target, anchor = urldefrag(urljoin(f"/{page}", link))
            target = unquote(target).lstrip("/")
            target = f"{target}index.html" if target.endswith("/") or not target else target
            if target in pages:
                # A fragment that begins with calc= hands numbers to a calculator.
                known = anchor == "__comments" or anchor.startswith("calc=") or unquote(anchor) in pages[target].ids
                if anchor and not known:
                    dead.append(f"{page} -> {link}")
            elif not (site / target).is_file():
                dead.append(f"{page} -> {link}")
    assert dead == []


def test_every_page_is_linked_from_the_home_page_on(pages: dict[str, Links]) -> None:
    seen, ahead = set(), ["index.html"]
    while ahead:
        page = ahead.pop()
        if page in seen or page not in pages:
            continue
        seen.add(page)
        ahead += [unquote(urldefrag(urljoin(f"/{page}", link))[0]).lstrip("/") for link in pages[page].links]
    assert seen == set(pages)


def test_every_thing_is_linked_in_the_text_of_another_page(site: Path, pages: dict[str, Links]) -> None:
    linked = set()
    for page in pages:
        text = (site / page).read_text("utf-8")
        article = text.partition("<article")[2].partition("</article>")[0]
        for link in Links(article).links:
            target = unquote(urldefrag(urljoin(f"/{page}", link))[0]).lstrip("/")
            if target != page:
                linked.add(target)
    things = {page for page in pages if not page.endswith("index.html")}
    assert things - linked == set()


def test_no_id_stands_twice_on_a_page(pages: dict[str, Links]) -> None:
    for page, found in pages.items():
        own = [id for id in found.ids if not id.startswith("__")]
        assert len(own) == len(set(own)), page


def test_nothing_is_loaded_from_elsewhere(site: Path, pages: dict[str, Links]) -> None:
    for page, found in pages.items():
        for address in found.loads:
            assert "//" not in address or address.startswith("data:"), f"{page}: {address}"
            path = unquote(urldefrag(urljoin(f"/{page}", address))[0]).lstrip("/").partition("?")[0]
            assert (site / path).is_file(), f"{page}: {address}"


def test_the_yaml_is_not_published(site: Path) -> None:
    assert not [*site.rglob("*.yaml"), *site.rglob("*.py"), *site.rglob("*.j2")]


def test_words_of_the_yaml_are_no_markup_anywhere(project: Build, tmp_path: Path) -> None:
    nasty = "A <img src=x onerror=alert(1)> & \\\"b\\\" *c* 'd' {: onclick=x } [e](f)"
    built = project(
        {
            "playbook/tools/crm.yaml": f'title: "{nasty}"\nsummary: "{nasty}"\nteams: [sales]\nused_for: ["{nasty}"]\n'
            f'aliases: ["{nasty}"]\n'.replace("[e](f)", "e"),
        }
    )
    site = publish.build(built, strict=True, site_dir=tmp_path / "out")
    for path in site.rglob("*.html"):
        text = path.read_text("utf-8")
        assert "<img src=x" not in text, path.name
        assert " onclick=x" not in text.replace("{: onclick=x }", "").replace("{: onclick=x", ""), path.name
        for attribute in ("onerror", "onclick"):
            assert attribute not in [name for name, _ in _attributes(text)], path.name
    page = (site / "tools/crm.html").read_text("utf-8")
    assert "<title>A &lt;img src=x onerror=alert(1)&gt; &amp; " in page.replace("&#34;", '"').replace("&quot;", '"')


def _attributes(text: str) -> list[tuple[str, str | None]]:
    found: list[tuple[str, str | None]] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.extend(attrs)  # type: ignore[method-assign]
    parser.feed(text)
    return found


def test_a_hand_written_page_takes_the_place_of_a_made_one(project: Build, tmp_path: Path) -> None:
    built = project({"playbook/tools/crm.md": "# By hand\n", "playbook/notes.md": "# Notes\n"})
    site = publish.build(built, strict=False, site_dir=tmp_path / "out")
    assert "By hand" in (site / "tools/crm.html").read_text("utf-8")
    assert "The list of everyone you know" not in (site / "tools/crm.html").read_text("utf-8")
    assert (site / "notes.html").is_file()


@pytest.mark.parametrize(
    "files",
    [
        {"playbook/tools/crm.yaml": "title: ["},
        {"templates/pages/tool.md.j2": "{{ nothing }}"},
        {"templates/pages/tool.md.j2": "{% if %}"},
        {"site_config/locale/en.yaml": "nav: {home: Home}"},
        {"mkdocs.yml": "site_name: x\ndocs_dir: playbook\nplugins: [playsmith, nothing]\n"},
        {"playbook/notes.md": "[gone](gone.md)\n"},
    ],
)
def test_a_failed_build_leaves_the_last_good_site(files: dict[str, str], project: Build, tmp_path: Path) -> None:
    good = project()
    site = publish.build(good, strict=True, site_dir=tmp_path / "out")
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    with pytest.raises(PlaybookError) as error:
        publish.build(project(files), strict=True, site_dir=tmp_path / "out")
    assert all(problem.hint for problem in error.value.problems)
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".out")] == []


def test_while_serving_a_problem_keeps_the_last_good_site_and_is_shown(
    project: Build, caplog: pytest.LogCaptureFixture
) -> None:
    built = project()

    def rebuild() -> dict:
        config = load_config(str(built.root / "mkdocs.yml"))
        config.plugins["playsmith"] = plugin
        return plugin.on_config(config).extra["playsmith"]

    plugin = load_config(str(built.root / "mkdocs.yml")).plugins["playsmith"]
    plugin.on_startup(command="serve", dirty=False)
    assert rebuild()["problems"] == ()
    site = plugin.site
    good = (built.root / "playbook/tools/crm.yaml").read_text()
    (built.root / "playbook/tools/crm.yaml").write_text("title: [")
    with caplog.at_level(logging.ERROR, "mkdocs.plugins.playsmith"):
        problems = rebuild()["problems"]
    assert [problem.mark.file for problem in problems] == ["playbook/tools/crm.yaml"]
    assert "playbook/tools/crm.yaml" in caplog.text
    assert plugin.site is site
    (built.root / "playbook/tools/crm.yaml").write_text(good.replace("CRM", "List"))
    assert rebuild()["problems"] == ()
    assert {page.path: page.text for page in plugin.site.pages}["tools/crm.md"].startswith('---\n{"title": "List"')


def test_a_build_does_not_go_on_with_problems(project: Build) -> None:
    built = project({"playbook/tools/crm.yaml": "title: ["})
    config = load_config(str(built.root / "mkdocs.yml"))
    plugin = config.plugins["playsmith"]
    plugin.on_startup(command="build", dirty=False)
    with pytest.raises(PluginError, match=r"playbook/tools/crm\.yaml"):
        plugin.on_config(config)


def test_serve_shows_a_problem_and_goes_on(project: Build) -> None:
    built = project()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-c",
        "from playsmith.cli import main; main()",
        "serve",
        "--address",
        f"127.0.0.1:{port}",
    ]
    server = subprocess.Popen(command, cwd=built.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    file = built.root / "playbook/tools/crm.yaml"
    good = file.read_text()
    try:
        page = f"http://127.0.0.1:{port}/tools/crm.html"
        _wait_for(page, "The list of everyone you know.", server)
        file.write_text(good.replace("everyone you know", "[") + "titel: x\n")
        _wait_for(page, "unknown key &#39;titel&#39;", server)
        file.write_text(good.replace("everyone you know", "all people"))
        _wait_for(page, "The list of all people.", server)
    finally:
        server.terminate()
        server.wait(10)


def _wait_for(address: str, text: str, server: subprocess.Popen) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert server.poll() is None, "the server has ended"
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if text in answer.read().decode():
                    return
        except OSError:
            pass
        time.sleep(0.2)
    raise AssertionError(f"{address} never showed: {text}")
