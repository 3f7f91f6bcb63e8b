"""What a build gives: pages, files and what a host has to be told. Plain data, whatever it was made of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from playsmith.problems import Problem
from playsmith.project import Project

ASSETS = "assets/playsmith"
_CALCULATOR = re.compile(r'<playsmith-calculator calculator="([a-z0-9-]+)"')


@dataclass(frozen=True)
class Page:
    """A page as Markdown; `source` is the file to edit, relative to the project's folder.

    `translated` is false where nothing that the page says is in the site's language.
    """

    path: str
    text: str
    source: str | None
    translated: bool = True


@dataclass(frozen=True)
class Asset:
    """A file that is published as it is."""

    path: str
    content: bytes


@dataclass(frozen=True)
class NavItem:
    """A line of the navigation: a page, or a heading with lines below it."""

    title: str
    path: str | None = None
    children: tuple[NavItem, ...] = ()


@dataclass(frozen=True)
class Site:
    """Everything to publish in one language, and what a host has to be told; `remarks` are warnings and notes.

    `language_name` is the language's own name for itself, `languages` are the further ones that the playbook comes in.
    `shared` are files that a site has once, whatever its languages, below the default one's `assets`.
    `info` and `brand` are `playbook.yaml` and `brand.yaml` as plain values, `words` the fixed words of the language.
    """

    project: Project = field(repr=False)
    language: str
    language_name: str
    languages: tuple[str, ...]
    info: Mapping[str, object] = field(repr=False)
    brand: Mapping[str, object] = field(repr=False)
    words: Mapping[str, object] = field(repr=False)
    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]
    nav: tuple[NavItem, ...]
    remarks: tuple[Problem, ...] = ()
    shared: tuple[Asset, ...] = ()

    @property
    def title(self) -> str:
        """The playbook's title."""
        return str(self.info["title"])

    @property
    def styles(self) -> list[str]:
        """Paths of the style sheets, in the order they have to be read."""
        return [asset.path for asset in self.assets if asset.path.endswith(".css")]

    @property
    def scripts(self) -> list[str]:
        """Paths of the scripts that every page reads; they ask for `calculator.js` where there is a calculator."""
        return [f"{ASSETS}/pages.js"]

    def scripts_of(self, html: str) -> list[str]:
        """Paths of the scripts that the calculators in a page's HTML stand on, in the order they have to be read."""
        own = dict.fromkeys(f"{ASSETS}/calculators/{id}.js" for id in _CALCULATOR.findall(html))
        there = {asset.path for asset in self.assets} if own else ()
        return [f"{ASSETS}/calculator.js", *(path for path in own if path in there)] if own else []
