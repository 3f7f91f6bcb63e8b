"""Which pages a playbook has, in which order, and under which heading they stand in the navigation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from playsmith.handwritten import WrittenPage
from playsmith.links import ON_OVERVIEW
from playsmith.load import FOLDER_OF, Playbook
from playsmith.model import KINDS, Entity, Metric
from playsmith.project import INFO
from playsmith.publication import NavItem

type Word = Callable[[str], str]

# Pages that need the width, or have nothing to list beside them.
HIDE = {"index.md": ("navigation", "toc"), "comparison/index.md": ("toc",)}
HIDE_OF_KIND = {"calculator": ("toc",)}

# The tabs of the header: the word for each, and the sections it gathers.
TABS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("nav.journey", ("stages",)),
    ("nav.teams", ("teams", "roles", "comparison", "overlaps", "activities", "skills", "tools")),
    ("nav.metrics", ("metrics",)),
    ("nav.calculators", ("calculators",)),
    ("nav.alignment", ("alignment", "problems", "guidelines")),
    ("nav.paths", ("paths",)),
    ("nav.glossary", ("glossary", "sources")),
)


@dataclass(frozen=True)
class PagePlan:
    """A page to render: `path` such as `metrics/cac.md`, the template, and what the template is given.

    `hide` names the parts of the frame that the page does without: "navigation", "toc". What is not `searched` stays
    out of the site's search.
    """

    path: str
    template: str
    title: str
    summary: str
    source: str | None = None
    hide: tuple[str, ...] = ()
    searched: bool = True
    variables: Mapping[str, object] = field(default_factory=dict)

    @property
    def things(self) -> tuple[tuple[str, str], ...]:
        """(kind, id) of each thing that the template is given."""
        given = (each if isinstance(each, (list, tuple)) else [each] for each in self.variables.values())
        return tuple((one.kind, one.id) for each in given for one in each if isinstance(one, Entity))

    @property
    def html(self) -> str:
        """Where the page will stand on the site."""
        return self.path.removesuffix(".md") + ".html"


def plan_pages(playbook: Playbook, word: Word) -> list[PagePlan]:
    """Every page that is made from the YAML. A hand-written page at the same path takes its place."""
    pages = [PagePlan("index.md", "home.md.j2", playbook.info.title, playbook.info.summary, INFO, HIDE["index.md"])]
    for folder, model in KINDS.items():
        entities = playbook.of(model.kind)
        if not entities:
            continue
        section = playbook.info.sections.get(folder)
        title = section.title if section else word(f"section.{folder}")
        summary = section.summary if section else word(f"section.{folder}")
        variables = {"section": section, "folder": folder, "entities": entities}
        path = f"{folder}/index.md"
        pages.append(PagePlan(path, f"{folder}.md.j2", title, summary, INFO, HIDE.get(path, ()), variables=variables))
        if model.kind not in ON_OVERVIEW:
            pages += [_entity_page(playbook, entity) for entity in entities]
        if model.kind == "calculator":
            pages += [_code_page(playbook, entity, word) for entity in entities]
    if playbook.info.sources:
        pages.append(PagePlan("sources.md", "sources.md.j2", word("section.sources"), word("sources.summary"), INFO))
    return pages


def _entity_page(playbook: Playbook, entity: Entity) -> PagePlan:
    path = f"{FOLDER_OF[entity.kind]}/{entity.id}.md"
    source, _ = playbook.places[entity.kind, entity.id]
    hide = HIDE_OF_KIND.get(entity.kind, ())
    return PagePlan(
        path, f"{entity.kind}.md.j2", entity.title, entity.summary, source, hide, variables={entity.kind: entity}
    )


def _code_page(playbook: Playbook, calculator: Entity, word: Word) -> PagePlan:
    """The Python behind a calculator: a page of its own, for it outweighs the calculator's."""
    path = f"calculators/code/{calculator.id}.md"
    title = f"{calculator.title}: {word('calculator.part.code')}"
    source, _ = playbook.places["calculator", calculator.id]
    return PagePlan(path, "calculator-code.md.j2", title, title, source, ("toc",), False, {"calculator": calculator})


def navigation(
    playbook: Playbook, pages: Iterable[PagePlan], word: Word, own: Iterable[WrittenPage] = ()
) -> tuple[NavItem, ...]:
    """The navigation: home, then the tabs; metrics are grouped by category, roles by team.

    Hand-written pages stand at the end of the section they name or lie in, the others behind the tabs.
    """
    by_path = {page.path: page for page in pages}
    added = [page for page in own if page.listed and page.path not in by_path]
    items = [NavItem(word("nav.home"), "index.md")]
    for tab, folders in TABS:
        sections = [item for folder in folders if (item := _section(playbook, by_path, folder, word, added))]
        if sections:
            # The first section is the tab's own: its overview is where the tab leads, and its pages come first.
            first, *others = sections
            items.append(NavItem(word(tab), None, (*(first.children or (first,)), *others)))
    listed = {path for item in items for path in _paths(item)}
    return (*items, *_further(page for page in added if page.path not in listed))


def _paths(item: NavItem) -> Iterator[str]:
    if item.path is not None:
        yield item.path
    for child in item.children:
        yield from _paths(child)


def _further(pages: Iterable[WrittenPage]) -> Iterator[NavItem]:
    """A line for each page at the top, a heading for each folder, named as its index.md is."""
    folders: dict[str, list[WrittenPage]] = {}
    for page in sorted(pages, key=lambda page: (page.path.rpartition("/")[2] != "index.md", page.title.casefold())):
        folder, slash, _ = page.path.partition("/")
        folders.setdefault(folder if slash else page.path, []).append(page)
    for folder, inside in folders.items():
        if folder == inside[0].path:
            yield NavItem(inside[0].title, folder)
        else:
            index = inside[0].title if inside[0].path == f"{folder}/index.md" else folder.replace("-", " ").capitalize()
            yield NavItem(index, None, tuple(NavItem(page.title, page.path) for page in inside))


def _section(
    playbook: Playbook, by_path: Mapping[str, PagePlan], folder: str, word: Word, own: Iterable[WrittenPage]
) -> NavItem | None:
    if folder == "sources":
        return NavItem(by_path["sources.md"].title, "sources.md") if "sources.md" in by_path else None
    overview = by_path.get(f"{folder}/index.md")
    if overview is None:
        return None
    kind = KINDS[folder].kind
    leaves = {
        entity.id: NavItem(entity.title, path)
        for entity in playbook.of(kind)
        if (path := f"{folder}/{entity.id}.md") in by_path
    }
    further = [NavItem(page.title, page.path) for page in own if page.section == folder]
    if not leaves and not further:
        return NavItem(overview.title, overview.path)
    children = [NavItem(overview.title, overview.path)]
    if folder == "metrics":
        for category in Metric.CATEGORIES:
            inside = tuple(leaves[metric.id] for metric in playbook.of("metric") if metric.category == category)
            if inside:
                children.append(NavItem(word(f"category.{category}"), None, inside))
    elif folder == "roles":
        for team in playbook.of("team"):
            inside = tuple(leaves[role.id] for role in playbook.of("role") if role.team == team.id)
            if inside:
                children.append(NavItem(team.title, None, inside))
    else:
        children += leaves.values()
    children += sorted(further, key=lambda item: item.title.casefold())
    return NavItem(overview.title, None, tuple(children))
