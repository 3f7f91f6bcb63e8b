"""A site in several languages: a tree of pages for each, the default at the top, the others in a folder each."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from urllib.parse import urljoin

from playsmith.inputs import Inputs
from playsmith.kept import Kept
from playsmith.problems import Gathering, Mark, PlaybookError, Problem
from playsmith.project import INFO, Project, find_project
from playsmith.publication import Asset, NavItem, Page, Site
from playsmith.shared import SharedFiles, keep_shared, read_shared
from playsmith.source import read_document

# What a kept Site consists of.
_CLASSES = (Site, Page, Asset, NavItem, Problem, Mark, SharedFiles)


@dataclass(frozen=True)
class Tree:
    """The pages of one language; `folder` is where they stand on the site: "" or, for instance, "de/".

    `made_of` is a hash of everything that was read for it.
    """

    language: str
    folder: str
    site: Site
    made_of: str = ""

    @cached_property
    def _pages(self) -> Mapping[str, Page]:
        return {page.path: page for page in self.site.pages}

    def has(self, path: str) -> bool:
        """Whether there is this page here."""
        return path in self._pages

    def translates(self, path: str) -> bool:
        """Whether a page has something to say in this language."""
        page = self._pages.get(path)
        return page is not None and page.translated


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


def build_trees(root: Path, known: Sequence[Tree] = ()) -> tuple[Tree, ...]:
    """The trees of a project, the default first. Raises PlaybookError with every problem.

    Of `known`, trees of an earlier build, those are taken over that nothing has changed for.
    """
    default = _tree(find_project(root), "", known)
    trees = [default]
    gathering = Gathering()
    for language in default.site.languages:
        if tree := gathering(_further, root, language, default, known):
            trees.append(tree)
    gathering.raise_errors()
    return tuple(trees)


def check_language(language: str, spoken: str, default: str, project: Project) -> None:
    """Raises PlaybookError where the layers of a further language leave the playbook in another one, `spoken`.

    `default` is the language of `project`, which asks for the further one.
    """
    if spoken == default or spoken != language:
        mark = read_document(project.root / INFO, INFO).at(("languages", language)).mark
        message = f"languages: the layers of '{language}' leave the playbook in '{spoken}'"
        hint = f"Write 'language: {language}' into the playbook.yaml of the layer that translates."
        raise PlaybookError([Problem(mark, message, hint, rule="language")])


def _further(root: Path, language: str, default: Tree, known: Sequence[Tree]) -> Tree:
    tree = _tree(find_project(root, language), f"{language}/", known)
    check_language(language, tree.language, default.language, default.site.project)
    return tree


def _tree(project: Project, folder: str, known: Sequence[Tree]) -> Tree:
    """A tree of an earlier build, of this process or of another, where nothing has changed; else one that is made."""
    inputs = Inputs(project)
    made_of = inputs.digest
    for tree in known:
        if tree.folder == folder and tree.made_of == made_of:
            return tree
    name = hashlib.sha256(f"{project.root}\0{folder}".encode()).hexdigest()[:32]
    site = _read(project, name, made_of)
    if site is None:
        # Making takes libraries that reading does not; to load them takes longer than a small site's pages.
        from playsmith.earlier import Earlier
        from playsmith.site import rebuild_site

        earlier = Earlier(project, inputs)
        site = rebuild_site(project, earlier)
        # What was changed meanwhile may be in it or not.
        if Inputs(project, inputs).digest == made_of:
            _keep(site, name, made_of)
            earlier.close()
    return Tree(site.language, folder, site, made_of)


def _read(project: Project, name: str, made_of: str) -> Site | None:
    site, files = Kept(project.cache, "site", _CLASSES).read(name, made_of) or (None, None)
    shared = read_shared(project.cache, files) if files else None
    return replace(site, project=project, shared=shared) if site and shared is not None else None


def _keep(site: Site, name: str, made_of: str) -> None:
    cache = site.project.cache
    bare = replace(site, project=None, shared=())
    Kept(cache, "site").keep(name, made_of, (bare, keep_shared(cache, site.shared)))


def assets_of(tree: Tree, trees: Sequence[Tree]) -> tuple[Asset, ...]:
    """The files that a tree publishes beside its pages: what several share, the default one has for all."""
    shared = {} if tree.folder else {asset.path: asset for each in trees for asset in each.site.shared}
    return (*tree.site.assets, *shared.values())


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
                name=tree.site.language_name,
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
