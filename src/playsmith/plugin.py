"""The MkDocs plugin: translates MkDocs' events into calls of the engine, and its Site into MkDocs' files."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files

from playsmith.pages import NavItem
from playsmith.problems import PlaybookError
from playsmith.project import FOLDERS, find_project, reference_root
from playsmith.site import Site, build_site

log = logging.getLogger("mkdocs.plugins.playsmith")


class PluginConfig(Config):
    """The plugin takes no options: everything is said in the playbook and site_config."""


class PlaysmithPlugin(BasePlugin[PluginConfig]):
    """Puts a playbook's pages into a MkDocs site."""

    site: Site | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Being here keeps one plugin object over the rebuilds of `mkdocs serve`."""

    # Before the search plugin reads the language.
    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Build everything before MkDocs empties the site's folder, so that a failure leaves the last good site."""
        root = Path(config.config_file_path).parent
        try:
            self.site = build_site(find_project(root))
        except PlaybookError as error:
            raise PluginError(str(error)) from error
        for remark in self.site.remarks:
            log.log(logging.WARNING if remark.level == "warning" else logging.INFO, str(remark))
        _apply(self.site, config)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Leave the YAML out, put the pages and assets in."""
        for file in list(files):
            if file.src_uri.endswith((".yaml", ".yml")):
                files.remove(file)
        for page in self.site.pages:
            if files.get_file_from_path(page.path) is None:
                file = File.generated(config, page.path, content=page.text)
                file.edit_uri = _edit_uri(config, page.source)
                files.append(file)
        for asset in self.site.assets:
            files.append(File.generated(config, asset.path, content=asset.content))
        return files


def _apply(site: Site, config: MkDocsConfig) -> None:
    info, project = site.playbook.info, site.playbook.project
    if config.nav is None:
        config.nav = [_nav(item) for item in site.nav]
    if not config.site_description:
        config.site_description = info.summary.strip()
    config.theme["language"] = info.language
    if site.config.brand.favicon:
        config.theme["favicon"] = site.config.brand.favicon
    for layer in project.layers:
        theme = layer.root / "templates" / "theme"
        if theme.is_dir():
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(theme))
    config.extra_css[:0] = site.styles
    config.extra_javascript[:0] = [_script(path) for path in site.scripts]
    config.watch += [str(root / one) for root in {project.root, reference_root()} for one in FOLDERS]
    config.extra["playsmith"] = {"brand": site.config.brand, "words": site.config.words, "info": info}


def _script(path: str) -> Any:
    from mkdocs.config.config_options import ExtraScriptValue

    script = ExtraScriptValue(path)
    script.defer = True
    return script


def _nav(item: NavItem) -> dict[str, Any]:
    return {item.title: item.path if item.path else [_nav(child) for child in item.children]}


def _edit_uri(config: MkDocsConfig, source: str | None) -> str | None:
    if source is None or not config.edit_uri:
        return None
    docs = Path(config.docs_dir).name
    return source.removeprefix(f"{docs}/")
