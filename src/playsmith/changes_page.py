"""A difference as a page that stands alone: in the site's look, with nothing to load."""

from __future__ import annotations

from markupsafe import Markup

from playsmith.bundle import stylesheet
from playsmith.changes import Group
from playsmith.config import load_config
from playsmith.load import load_playbook
from playsmith.locale import Locale
from playsmith.project import Project
from playsmith.render import Renderer
from playsmith.untranslated import find_untranslated


def changes_page(project: Project, groups: tuple[Group, ...]) -> str:
    """The HTML of the page. Raises PlaybookError where the project is broken."""
    playbook = load_playbook(project)
    config = load_config(project, playbook.info.language)
    locale = Locale(playbook.info.locale, playbook.info.currency, config.words)
    renderer = Renderer(playbook, config, locale, find_untranslated(playbook))
    styles = stylesheet() + "".join(renderer.template(f"partials/{name}.css.j2") for name in ("brand", "changes"))
    return renderer.template("changes.html.j2", groups=groups, styles=Markup(styles))
