"""A project -> Site: everything to publish, for any host. What can fail, fails here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from playsmith.asked import Answers, Asked
from playsmith.bundle import script, stylesheet
from playsmith.checked import Checked, check_project
from playsmith.earlier import Earlier
from playsmith.fonts import is_variable
from playsmith.formulas import formula_functions
from playsmith.handwritten import FONTS, Written, WrittenPage
from playsmith.locale import language_name
from playsmith.pages import PagePlan, navigation, plan_pages
from playsmith.problems import Gathering
from playsmith.project import INFO, Project
from playsmith.publication import ASSETS, Asset, Page, Site
from playsmith.queries import Queries
from playsmith.render import Renderer
from playsmith.site_calculators import CalculatorFiles, SiteCalculators
from playsmith.source import remembering
from playsmith.untranslated import find_untranslated
from playsmith.writer import Writer

if TYPE_CHECKING:
    from playsmith.calculators import CalculatorView


def build_site(project: Project) -> Site:
    """Load, check, compile, prove and render. Raises PlaybookError with every problem."""
    return render_site(check_project(project))


def rebuild_site(project: Project, earlier: Earlier) -> Site:
    """`build_site`, but that what earlier builds of the project worked out is taken over where it still holds."""
    with remembering(earlier.documents):
        return render_site(check_project(project, earlier), earlier)


def render_site(checked: Checked, earlier: Earlier | None = None) -> Site:
    """Render what was checked. Raises PlaybookError with what is wrong in templates."""
    playbook, config, locale = checked.playbook, checked.config, checked.locale
    info, project = playbook.info, playbook.project
    calculators = SiteCalculators(checked.calculators, project, config, locale, earlier)
    asked = Asked(playbook)

    def view(id: str) -> CalculatorView:
        asked.note("view", id)
        return calculators.view(id)

    functions = {**Queries(asked).functions(), **formula_functions(locale), "view": view}
    renderer = Renderer(asked, config, locale, find_untranslated(playbook), functions)
    plans = plan_pages(playbook, renderer.word)
    answers = Answers(playbook, calculators.made_of)
    writer = Writer(renderer, asked, answers, playbook.digests.get(INFO, ""), earlier)
    own = checked.written.pages
    return Site(
        project=project,
        language=info.language,
        language_name=language_name(info.language),
        languages=tuple(info.languages),
        info=info.model_dump(mode="json"),
        brand=config.brand.model_dump(mode="json"),
        words=config.words,
        pages=(
            *_render((plan for plan in plans if plan.path not in own), renderer, writer.text),
            *_handwritten(own.values(), renderer, info.language),
        ),
        assets=tuple(_assets(renderer, calculators.files, checked.written)),
        nav=navigation(playbook, plans, locale.word, [own[path] for path in own if path not in config.brand.legal]),
        remarks=checked.remarks,
        shared=calculators.files.shared,
    )


def _render(plans: Iterable[PagePlan], renderer: Renderer, write: Callable[[PagePlan], str]) -> tuple[Page, ...]:
    gathering = Gathering()
    pages = [
        Page(plan.path, gathering(write, plan) or "", plan.source, renderer.translates(plan.path)) for plan in plans
    ]
    gathering.raise_errors()
    return tuple(pages)


def _handwritten(pages: Iterable[WrittenPage], renderer: Renderer, language: str) -> Iterator[Page]:
    for page in pages:
        text = renderer.written(page.text, page.language, page.path.removesuffix(".md") + ".html")
        yield Page(page.path, text, page.source, page.language == language)


def _assets(renderer: Renderer, calculators: CalculatorFiles, written: Written) -> Iterator[Asset]:
    fonts = {path for path, file in written.files.items() if path.endswith(FONTS) and is_variable(file.read_bytes())}
    look = renderer.template("partials/brand.css.j2", variable_fonts=fonts)
    styles = stylesheet() + calculators.styles + look
    yield Asset(f"{ASSETS}/playsmith.css", styles.encode())
    yield Asset(f"{ASSETS}/pages.js", script("pages.js").encode())
    if calculators.scripts:
        yield Asset(f"{ASSETS}/calculator.js", script("calculator.js").encode())
        for name in ("rare.js", "details.js"):
            yield Asset(f"{ASSETS}/{name}", script(name).encode())
    for name, text in calculators.scripts.items():
        yield Asset(f"{ASSETS}/calculators/{name}", text.encode())
    for path, file in written.files.items():
        yield Asset(path, file.read_bytes())
