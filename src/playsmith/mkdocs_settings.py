"""What MkDocs' configuration takes from a Site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig

from playsmith.project import FOLDERS
from playsmith.publication import NavItem, Site


def apply_site(site: Site, config: MkDocsConfig) -> None:
    """Navigation, language, favicon, theme folders, styles and scripts; what the user set stays."""
    project, words = site.project, site.words
    if config.nav is None:
        config.nav = [_nav(item) for item in site.nav]
    if not config.site_description:
        config.site_description = escape(str(site.info["summary"]).strip())
    config.theme["language"] = site.language
    _name_looks(config, words["site"])
    config.mdx_configs.setdefault("toc", {}).setdefault("permalink_title", words["site"]["permalink"])
    if site.brand["favicon"]:
        config.theme["favicon"] = site.brand["favicon"]
    for layer in reversed(project.code_layers):
        theme = layer.root / "templates" / "theme"
        if theme.is_dir():
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(theme))
    config.extra_css[:0] = site.styles
    config.extra_javascript[:0] = [_script(path) for path in site.scripts]
    config.extra["status"] = {"untranslated": words["language"]["status"], **config.extra.get("status", {})}
    config.extra["playsmith"] = {"brand": site.brand, "words": words, "info": site.info}


def watch(sites: Iterable[Site], config: MkDocsConfig) -> None:
    """Have MkDocs watch all that the sites, one for each language, are made of."""
    projects = [site.project for site in sites]
    roots = dict.fromkeys(root for one in projects for root in (one.root, *(layer.root for layer in one.layers)))
    config.watch += [str(root / one) for root in roots for one in FOLDERS if (root / one).is_dir()]


def edit_uri(config: MkDocsConfig, source: str | None) -> str | None:
    """What stands behind the repository's address on the way to editing `source`."""
    if source is None or not config.edit_uri:
        return None
    return source.removeprefix(f"{Path(config.docs_dir).name}/")


def _name_looks(config: MkDocsConfig, words: Mapping[str, str]) -> None:
    palette = config.theme.get("palette")
    for look in palette if isinstance(palette, list) else ():
        toggle = look.get("toggle")
        if toggle and look.get("scheme") in ("default", "slate"):
            toggle["name"] = words["to_dark" if look["scheme"] == "default" else "to_light"]


def _script(path: str) -> ExtraScriptValue:
    script = ExtraScriptValue(path)
    script.defer = True
    return script


def _nav(item: NavItem) -> dict[str, Any]:
    return {escape(item.title): item.path if item.path else [_nav(child) for child in item.children]}
