"""A project -> Site: everything to publish, for any host. What can fail, fails here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from playsmith.bundle import script, stylesheet
from playsmith.calculators import Calculator, files, view
from playsmith.calculators.lane_site import lane_of
from playsmith.checked import Checked, check_project
from playsmith.config import SiteConfig
from playsmith.fonts import is_variable
from playsmith.formulas import formula_functions
from playsmith.handwritten import FONTS, Written, WrittenPage
from playsmith.load import Playbook
from playsmith.locale import Locale
from playsmith.pages import NavItem, PagePlan, navigation, plan_pages
from playsmith.problems import Gathering, Problem
from playsmith.project import Project
from playsmith.pyodide_lane.published import Published
from playsmith.queries import Queries
from playsmith.render import Renderer
from playsmith.untranslated import Untranslated, find_untranslated

ASSETS = "assets/playsmith"
_CALCULATOR = re.compile(r'<playsmith-calculator calculator="([a-z0-9-]+)"')


@dataclass(frozen=True)
class Page:
    """A page as Markdown; `source` is the file to edit, relative to the project's folder.

    `language` is that of a hand-written page; None: the page is made from the YAML.
    """

    path: str
    text: str
    source: str | None
    language: str | None = None


@dataclass(frozen=True)
class Asset:
    """A file that is published as it is."""

    path: str
    content: bytes


@dataclass(frozen=True)
class Site:
    """Everything to publish, and what a host has to be told; `remarks` are warnings and notes."""

    playbook: Playbook
    config: SiteConfig
    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]
    nav: tuple[NavItem, ...]
    untranslated: Untranslated
    remarks: tuple[Problem, ...] = ()

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
        ids = dict.fromkeys(_CALCULATOR.findall(html))
        own = [f"{ASSETS}/calculators/{id}.js" for id in ids]
        there = {asset.path for asset in self.assets}
        return [f"{ASSETS}/calculator.js", *(path for path in own if path in there)] if ids else []


def build_site(project: Project) -> Site:
    """Load, check, compile, prove and render. Raises PlaybookError with every problem."""
    return render_site(check_project(project))


def render_site(checked: Checked) -> Site:
    """Render what was checked. Raises PlaybookError with what is wrong in templates."""
    playbook, config, locale, calculators = checked.playbook, checked.config, checked.locale, checked.calculators
    shapes = {team: look.shape for team, look in config.brand.teams.items()}
    lane = lane_of(calculators, snapshot=config.brand.python_snapshot)
    functions = {
        **Queries(playbook).functions(),
        **formula_functions(locale),
        "view": cache(lambda id: view(calculators[id], locale, shapes, lane.megabytes(id) if lane else 0)),
    }
    untranslated = find_untranslated(playbook)
    renderer = Renderer(playbook, config, locale, untranslated, functions)
    plans = plan_pages(playbook, renderer.word)
    own = checked.written.pages
    return Site(
        playbook=playbook,
        config=config,
        pages=(
            *_render((plan for plan in plans if plan.path not in own), renderer),
            *_handwritten(own.values(), renderer),
        ),
        assets=tuple(_assets(renderer, locale, calculators, checked.written, lane)),
        nav=navigation(playbook, plans, locale.word, [own[path] for path in own if path not in config.brand.legal]),
        untranslated=untranslated,
        remarks=checked.remarks,
    )


def _render(plans: Iterable[PagePlan], renderer: Renderer) -> tuple[Page, ...]:
    gathering = Gathering()
    pages = []
    for plan in plans:
        text = gathering(renderer.page, plan.template, plan.html, plan.title, plan.summary, plan.hide, **plan.variables)
        pages.append(Page(plan.path, text or "", plan.source))
    gathering.raise_errors()
    return tuple(pages)


def _handwritten(pages: Iterable[WrittenPage], renderer: Renderer) -> Iterator[Page]:
    return (Page(page.path, renderer.written(page.text, page.language), page.source, page.language) for page in pages)


def _assets(
    renderer: Renderer,
    locale: Locale,
    calculators: Mapping[str, Calculator],
    written: Written,
    lane: Published | None,
) -> Iterator[Asset]:
    fonts = {path for path, file in written.files.items() if path.endswith(FONTS) and is_variable(file.read_bytes())}
    look = renderer.template("partials/brand.css.j2", variable_fonts=fonts)
    styles = stylesheet() + (lane.styles if lane else "") + look
    yield Asset(f"{ASSETS}/playsmith.css", styles.encode())
    yield Asset(f"{ASSETS}/pages.js", script("pages.js").encode())
    if calculators:
        yield Asset(f"{ASSETS}/calculator.js", script("calculator.js").encode())
        yield Asset(f"{ASSETS}/charts.js", script("charts.js").encode())
    for id, calculator in calculators.items():
        manifest = {**lane.manifests[id], "words": {"lane": locale.words["lane"]}} if lane else None
        for name, text in files(calculator, manifest).items():
            yield Asset(f"{ASSETS}/calculators/{name}", text.encode())
    for path, content in lane.files.items() if lane else ():
        yield Asset(f"{ASSETS}/{path}", content)
    for path, file in written.files.items():
        yield Asset(path, file.read_bytes())
