"""A site in several languages: a tree of pages for each, the default at the top, the others in a folder each."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urljoin

from playsmith.load import Playbook
from playsmith.locale import language_name
from playsmith.problems import Gathering, PlaybookError, Problem
from playsmith.project import INFO, find_project
from playsmith.site import Page, Site, build_site


@dataclass(frozen=True)
class Tree:
    """The pages of one language; `folder` is where they stand on the site: "" or, for instance, "de/"."""

    language: str
    folder: str
    site: Site

    @cached_property
    def _pages(self) -> Mapping[str, Page]:
        return {page.path: page for page in self.site.pages}

    def has(self, path: str) -> bool:
        """Whether there is this page here."""
        return path in self._pages

    def translates(self, path: str) -> bool:
        """Whether a page has something to say in this language."""
        page = self._pages.get(path)
        if page is None or page.language is not None:
            return page is not None and page.language == self.language
        return self.site.untranslated.of_page(path).untranslated != "whole"


@dataclass(frozen=True)
class Alternate:
    """A page as it stands in one language. `href` is the way there from the page itself.

    `url` is the whole address where the site's is known, else the same as `href`. Without the page in that
    language both lead to its home page, and `same_page` is false.
    """

    language: str
    name: str
    href: str
    url: str
    current: bool
    default: bool
    same_page: bool
    translated: bool


def build_trees(root: Path) -> tuple[Tree, ...]:
    """The trees of a project, the default first. Raises PlaybookError with every problem."""
    site = build_site(find_project(root))
    trees = [Tree(site.playbook.info.language, "", site)]
    gathering = Gathering()
    for language in site.playbook.info.languages:
        if tree := gathering(_further, root, language, site.playbook):
            trees.append(tree)
    gathering.raise_errors()
    return tuple(trees)


def check_language(language: str, playbook: Playbook, default: Playbook) -> None:
    """Raises PlaybookError where the layers of a further language leave the playbook in another one."""
    spoken = playbook.info.language
    if spoken == default.info.language or spoken != language:
        mark = default.documents[INFO].at(("languages", language)).mark
        message = f"languages: the layers of '{language}' leave the playbook in '{spoken}'"
        hint = f"Write 'language: {language}' into the playbook.yaml of the layer that translates."
        raise PlaybookError([Problem(mark, message, hint, rule="language")])


def _further(root: Path, language: str, default: Playbook) -> Tree:
    site = build_site(find_project(root, language))
    check_language(language, site.playbook, default)
    return Tree(language, f"{language}/", site)


def alternates(trees: tuple[Tree, ...], here: Tree, path: str, url: str, site_url: str | None) -> list[Alternate]:
    """Where the page of `path`, such as `metrics/cac.md`, at `url` in the tree `here`, stands in every language.

    `site_url` is the address of the whole site, if it is known.
    """
    found = []
    for tree in trees:
        same_page = tree is here or tree.has(path)
        target = tree.folder + (url if same_page else "index.html")
        href = _relative(target, here.folder + url)
        found.append(
            Alternate(
                language=tree.language,
                name=language_name(tree.language),
                href=href,
                url=urljoin(site_url, target) if site_url else href,
                current=tree is here,
                default=not tree.folder,
                same_page=same_page,
                translated=same_page and tree.translates(path),
            )
        )
    return found


def _relative(target: str, page: str) -> str:
    way = posixpath.relpath(target or ".", posixpath.dirname(page) or ".")
    return f"{way}/" if target.endswith("/") or not target else way
