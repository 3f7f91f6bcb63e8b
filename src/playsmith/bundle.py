"""The site's scripts and styles: our own files, joined as `assets/scripts.json` says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources

from playsmith.packed import is_packed, packed

_ASSETS = resources.files("playsmith") / "assets"


@cache
def script(name: str) -> str:
    """`pages.js` (every page), `calculator.js` (pages with a calculator), `rare.js` (where its code asks for what few
    use) or `details.js` (once a reader touches one).

    As an installation carries it, packed; joined from its files where those have changed since.
    """
    if is_packed():
        return packed(name)
    return "".join(_read(each) for each in json.loads(_read("scripts.json"))[name])


@cache
def stylesheet() -> str:
    """The look: `playsmith.css` first, then what builds on it by name."""
    return "".join(_read(name) for name in sorted(_names(".css"), key=lambda name: (name != "playsmith.css", name)))


def _names(ending: str) -> Iterator[str]:
    return (path.name for path in _ASSETS.iterdir() if path.name.endswith(ending))


def _read(name: str) -> str:
    return (_ASSETS / name).read_text("utf-8")
