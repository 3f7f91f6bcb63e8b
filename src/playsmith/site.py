"""A project -> Site: everything to publish, for any host. What can fail, fails here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from playsmith.bundle import script, stylesheet
from playsmith.calculators import Calculator, CalculatorView, files, reused_view
from playsmith.calculators.lane_site import lane_of
from playsmith.checked import Checked, check_project
from playsmith.fonts import is_variable
from playsmith.formulas import formula_functions
from playsmith.handwritten import FONTS, Written, WrittenPage
from playsmith.locale import Locale, language_name
from playsmith.pages import PagePlan, navigation, plan_pages
from playsmith.problems import Gathering
from playsmith.project import Project
from playsmith.publication import ASSETS, Asset, Page, Site
from playsmith.pyodide_lane.published import Published
from playsmith.queries import Queries
from playsmith.render import Renderer
from playsmith.untranslated import find_untranslated


def build_site(project: Project) -> Site:
    """Load, check, compile, prove and render. Raises PlaybookError with every problem."""
    return render_site(check_project(project))


def render_site(checked: Checked) -> Site:
    """Render what was checked. Raises PlaybookError with what is wrong in templates."""
    playbook, config, locale, calculators = checked.playbook, checked.config, checked.locale, checked.calculators
    shapes = {team: look.shape for team, look in config.brand.teams.items()}
    info = playbook.info
    # A further language stands in a folder of its own.
    root = f"../../../{ASSETS}/" if playbook.project.translations else ""
    lane = lane_of(calculators, snapshot=config.brand.python_snapshot, root=root)
    kept_in = playbook.project.cache
    views = cache(lambda id: reused_view(calculators[id], locale, shapes, lane.megabytes(id) if lane else 0, kept_in))
    functions = {
        **Queries(playbook).functions(),
        **formula_functions(locale),
        "view": views,
    }
    untranslated = find_untranslated(playbook)
    renderer = Renderer(playbook, config, locale, untranslated, functions)
    plans = plan_pages(playbook, renderer.word)
    own = checked.written.pages
    return Site(
        project=playbook.project,
        language=info.language,
        language_name=language_name(info.language),
        languages=tuple(info.languages),
        info=info.model_dump(mode="json"),
        brand=config.brand.model_dump(mode="json"),
        words=config.words,
        pages=(
            *_render((plan for plan in plans if plan.path not in own), renderer),
            *_handwritten(own.values(), renderer, info.language),
        ),
        assets=tuple(_assets(renderer, locale, calculators, views, checked.written, lane)),
        nav=navigation(playbook, plans, locale.word, [own[path] for path in own if path not in config.brand.legal]),
        remarks=checked.remarks,
        shared=tuple(Asset(f"{ASSETS}/{path}", content) for path, content in (lane.files if lane else {}).items()),
    )


def _render(plans: Iterable[PagePlan], renderer: Renderer) -> tuple[Page, ...]:
    gathering = Gathering()
    pages = []
    for plan in plans:
        text = gathering(
            renderer.page,
            plan.template,
            plan.html,
            plan.title,
            plan.summary,
            plan.hide,
            plan.searched,
            **plan.variables,
        )
        pages.append(Page(plan.path, text or "", plan.source, renderer.translates(plan.path)))
    gathering.raise_errors()
    return tuple(pages)


def _handwritten(pages: Iterable[WrittenPage], renderer: Renderer, language: str) -> Iterator[Page]:
    for page in pages:
        text = renderer.written(page.text, page.language, page.path.removesuffix(".md") + ".html")
        yield Page(page.path, text, page.source, page.language == language)


def _assets(
    renderer: Renderer,
    locale: Locale,
    calculators: Mapping[str, Calculator],
    views: Callable[[str], CalculatorView],
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
        for name in ("rare.js", "details.js"):
            yield Asset(f"{ASSETS}/{name}", script(name).encode())
    for id, calculator in calculators.items():
        manifest = {**lane.manifests[id], "words": {"lane": locale.words["lane"]}} if lane else None
        for name, text in files(calculator, views(id).details, manifest).items():
            yield Asset(f"{ASSETS}/calculators/{name}", text.encode())
    for path, file in written.files.items():
        yield Asset(path, file.read_bytes())
