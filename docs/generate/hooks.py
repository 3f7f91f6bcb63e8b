"""MkDocs hooks of the documentation: the reference playbook's look, and the pages that are made, never written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import commands
import contents
import keys
import rules
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

import templates
from playsmith.bundle import stylesheet
from playsmith.config import load_config
from playsmith.project import find_project
from playsmith.render import fill

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
STYLE = "assets/playsmith.css"
LOGO = "assets/logo.svg"


def generated_pages() -> dict[str, str]:
    """Every page that is made, by its path below `docs/`."""
    return {**keys.pages(), **commands.pages(), **templates.pages(), **rules.pages(), **contents.pages()}


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """The theme's overrides, and what they are told, are those of the playbook's site."""
    site = load_config(find_project(ROOT), "en")
    brand = site.brand.model_copy(update={"name": "playsmith", "logo": LOGO, "footer": None})
    words = {**site.words, "site": {**site.words["site"], "made_with": "Made with"}}
    config.theme.dirs.insert(0, str(ROOT / "templates" / "theme"))
    config.theme["favicon"] = LOGO
    config.extra_css.insert(0, STYLE)
    config.extra["playsmith"] = {"brand": brand, "words": words, "info": None, "problems": ()}
    config.watch += [str(ROOT / "src"), str(ROOT / "templates"), str(ROOT / "site_config")]
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Put in what is made: pages, the style sheet, the logo."""
    made = {**generated_pages(), STYLE: _style(), LOGO: (HERE / "logo.svg").read_text("utf-8")}
    for path, content in made.items():
        files.append(File.generated(config, path, content=content))
    return files


def _style() -> str:
    brand: Any = load_config(find_project(ROOT), "en").brand
    template = (ROOT / "templates/partials/brand.css.j2").read_text("utf-8")
    return stylesheet() + fill(template, brand=brand) + (HERE / "docs.css").read_text("utf-8")
