"""Links and images of a Markdown page as its reader would get them, each with its place in the text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import unquote

import markdown

from playsmith.handwritten import FRONT_MATTER
from playsmith.problems import Mark

# What the reference playbook's mkdocs.yml switches on, and what gives headings and notes their anchors.
_EXTENSIONS = ["attr_list", "tables", "toc", "fenced_code", "def_list", "footnotes", "sane_lists", "md_in_html"]
_CODE = re.compile(r"^(`{3,}|~{3,}).*?^\1|(?<!`)(`+)(?!`).+?(?<!`)\2(?!`)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Address:
    """Where a link or an image leads, as it is written; `alt` is an image's text, None where it has none."""

    target: str
    mark: Mark
    image: bool = False
    alt: str | None = None


def addresses(text: str, shown: str) -> Iterator[Address]:
    """Every link and image of a page that Markdown makes one, raw HTML included."""
    front = FRONT_MATTER.match(text)
    source = _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    cursors: dict[str, int] = {}
    for target, image, alt in _read(text).addresses:
        whole = re.compile(rf"(?<![^\s(<\"'=]){re.escape(target)}(?![^\s)>\"'])")
        match = whole.search(source, cursors.get(target, front.end() if front else 0))
        start = match.start() if match else -1
        cursors[target] = match.end() if match else len(source)
        before = source[: max(start, 0)]
        mark = Mark(shown, before.count("\n") + 1, start - before.rfind("\n")) if start >= 0 else Mark(shown)
        yield Address(target, mark, image, alt)


def anchors(text: str) -> frozenset[str]:
    """The ids on a page: those of its headings, and those of its HTML."""
    return frozenset(_read(text).ids)


def is_relative(target: str) -> bool:
    """Whether a link leads to a place of the site as seen from its page."""
    return not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", target)


def resolve(page: str, target: str) -> tuple[str, str]:
    """(path, anchor) of a relative link on `page`, both as they are without escapes; the path of the site's root."""
    path, _, anchor = target.partition("#")
    path = unquote(path.partition("?")[0])
    found = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    return found + ("/" if path.endswith("/") else ""), unquote(anchor)


def _read(text: str) -> _Reader:
    reader = _Reader()
    reader.feed(markdown.markdown(FRONT_MATTER.sub("", text), extensions=_EXTENSIONS))
    reader.close()
    return reader


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[tuple[str, bool, str | None]] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids |= {value for key in ("id", "name") if (value := found.get(key))}
        if tag == "a" and found.get("href"):
            self.addresses.append((found["href"], False, None))
        elif tag == "img" and found.get("src"):
            silent = found.get("role") in ("presentation", "none") or found.get("aria-hidden") == "true"
            self.addresses.append((found["src"], True, "-" if silent else found.get("alt")))
