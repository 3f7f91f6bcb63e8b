"""The policy that a built site is served with: what its pages run, by hash, and nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from playsmith import publish
from playsmith.csp import BESIDE, headers_folder, policy, write_headers


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def directives(value: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in (part.split() for part in value.split("; "))}


def sent(text: str) -> str:
    """The policy that a file for a host holds."""
    return re.search(r"default-src [^\"\n]*", text)[0]


class Inline(HTMLParser):
    """What a real parser finds between the tags of inline scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: dict[str, set[str]] = {"script": set(), "style": set()}
        self.open: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        runs = "src" not in given and given.get("type") != "application/json"
        if tag == "style" or (tag == "script" and runs):
            self.open, self.text = tag, ""

    def handle_data(self, data: str) -> None:
        if self.open:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == self.open:
            self.found[tag].add(hashed(self.text))
            self.open = None


@pytest.fixture(scope="module")
def no_page() -> dict[str, list[str]]:
    return directives(policy([]))


def test_nothing_is_allowed_that_is_not_named(no_page):
    assert no_page["default-src"] == ["'none'"]
    for directive in ("base-uri", "form-action", "frame-ancestors"):
        assert no_page[directive] == ["'none'"], f"{directive} does not fall back to default-src"
    words = {word for sources in no_page.values() for word in sources}
    assert words == {"'none'", "'self'", "data:"}
    assert [name for name, sources in no_page.items() if "data:" in sources] == ["img-src"]


@pytest.mark.parametrize(
    ("page", "scripts", "styles"),
    [
        ("<script>a()</script>", ["a()"], []),
        ("<SCRIPT>a()</SCRIPT>", ["a()"], []),
        ("<script >\n a()\n</script >", ["\n a()\n"], []),
        ('<script type="module">a()</script>', ["a()"], []),
        ("<script data-x='a>b'>a()</script>", ["a()"], []),
        ("<script>a('<script>')</script>", ["a('<script>')"], []),
        ("<script></script>", [""], []),
        ("<script>ä()</script><script>b()</script>", ["ä()", "b()"], []),
        ("<style>p { color: red }</style>", [], ["p { color: red }"]),
        ('<script src="a.js"></script>', [], []),
        ("<script defer src=a.js></script>", [], []),
        ('<script type="application/json">{"a": 1}</script>', [], []),
        ('<script type=application/json>{"a": 1}</script>', [], []),
        ("<p>&lt;script&gt;a()&lt;/script&gt;</p>", [], []),
        ("<scripts>a()</scripts>", [], []),
    ],
)
def test_inline_scripts_and_styles_are_allowed_by_hash(page, scripts, styles):
    found = directives(policy([page]))
    assert found["script-src"] == ["'self'", *sorted(map(hashed, scripts))]
    assert found["style-src"] == ["'self'", *sorted(map(hashed, styles))]


_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=20)
_ELEMENT = st.one_of(
    st.builds("<script>{}</script>".format, _TEXT.filter(lambda text: "<" not in text)),
    st.builds("<style>{}</style>".format, _TEXT.filter(lambda text: "<" not in text)),
    st.just('<script type="application/json">{}</script>'),
    st.just('<script src="a.js"></script>'),
    st.builds("<p>{}</p>".format, _TEXT.filter(lambda text: not set(text) & set("<&"))),
)


@given(st.lists(_ELEMENT, max_size=6).map("".join))
def test_hashes_are_those_of_what_a_parser_finds(page):
    found = directives(policy([page]))
    expected = Inline(page).found
    assert set(found["script-src"]) - {"'self'"} == expected["script"]
    assert set(found["style-src"]) - {"'self'"} == expected["style"]


@given(st.permutations(["<script>a</script>", "<script>b</script><style>c</style>", "<script>a</script>"]))
def test_the_order_of_pages_changes_nothing(pages):
    assert policy(pages) == policy(sorted(set(pages)))


def test_line_ends_are_hashed_as_browsers_read_them(tmp_path: Path):
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_bytes(b"<script>a()\r\nb()\rc()\n</script>")
    write_headers(site)
    assert hashed("a()\nb()\nc()\n") in (site / "_headers").read_text()


def test_every_file_for_a_host_holds_the_same_policy(tmp_path: Path):
    site = tmp_path / "site"
    (site / "deep").mkdir(parents=True)
    (site / "index.html").write_text("<script>a()</script>")
    (site / "deep/page.html").write_text("<script>b()</script>")
    write_headers(site)
    value = policy(["<script>a()</script>", "<script>b()</script>"])
    assert sent((site / "_headers").read_text()) == value
    assert {path.name for path in headers_folder(site).iterdir()} == set(BESIDE)
    for name in BESIDE:
        assert sent((headers_folder(site) / name).read_text()) == value
    # Cloudflare Pages leaves out longer lines.
    assert all(len(line) <= 2000 for line in (site / "_headers").read_text().splitlines())


def test_a_headers_file_of_the_playbook_itself_stays(project):
    built = project({"playbook/_headers": "/*\n  X-Own: yes\n"})
    site = publish.build(built, strict=False, site_dir=None)
    assert (site / "_headers").read_text() == "/*\n  X-Own: yes\n"
    assert (headers_folder(site) / "nginx.conf").is_file()


def test_a_build_allows_what_its_pages_run(project):
    site = publish.build(project(), strict=False, site_dir=None)
    found = directives(sent((site / "_headers").read_text()))
    expected = set().union(*(Inline(path.read_text()).found["script"] for path in site.rglob("*.html")))
    assert set(found["script-src"]) - {"'self'"} == expected
    assert len(expected) >= 3


def test_mkdocs_build_alone_writes_the_same(project):
    built = project()
    ours = publish.build(built, strict=False, site_dir=built.root / "ours")
    theirs = built.root / "theirs"
    config = load_config(str(built.root / "mkdocs.yml"), site_dir=str(theirs))
    mkdocs_build(config)
    assert (theirs / "_headers").read_text() == (ours / "_headers").read_text()
    for name in BESIDE:
        assert (headers_folder(theirs) / name).read_text() == (headers_folder(ours) / name).read_text()


def test_a_build_replaces_the_headers_of_the_one_before(project):
    built = project()
    site = publish.build(built, strict=False, site_dir=None)
    (headers_folder(site) / "old.conf").write_text("left over")
    publish.build(built, strict=False, site_dir=None)
    assert {path.name for path in headers_folder(site).iterdir()} == set(BESIDE)
    left = {path.name for path in site.parent.iterdir() if path.name.startswith(".site")}
    assert left == set()
