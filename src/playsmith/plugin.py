"""The MkDocs plugin: translates MkDocs' events into calls of the engine, and its Site into MkDocs' files."""

from __future__ import annotations

import logging
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from playsmith.csp import write_headers
from playsmith.mkdocs_files import put_files
from playsmith.mkdocs_settings import apply_site, watch
from playsmith.preview import Preview
from playsmith.problems import PlaybookError, Problem
from playsmith.publication import Site
from playsmith.tree_build import build_tree
from playsmith.trees import Tree, alternates, assets_of, build_trees

log = logging.getLogger("mkdocs.plugins.playsmith")


class PluginConfig(Config):
    """The plugin takes no options: everything is said in the playbook and site_config."""


class PlaysmithPlugin(BasePlugin[PluginConfig]):
    """Puts a playbook's pages into a MkDocs site."""

    trees: tuple[Tree, ...] = ()
    tree: Tree | None = None  # The one that this object publishes; the others are builds of their own.
    site_url: str | None = None
    serves: bool = False
    problems: tuple[Problem, ...] = ()
    config_built: MkDocsConfig | None = None  # That of the default tree's latest build, and its file.
    config_text: bytes = b""

    @property
    def site(self) -> Site:
        """What this object publishes."""
        return self.tree.site

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Being here keeps one plugin object over the rebuilds of `mkdocs serve`."""
        self.serves = command == "serve"

    # Before the search plugin reads the language.
    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Build everything before MkDocs empties the site's folder, so that a failure leaves the last good site."""
        if self.tree is None or not self.tree.folder:
            self._read(Path(config.config_file_path))
            self.site_url = config.site_url
        for remark in self.site.remarks:
            log.log(logging.WARNING if remark.level == "warning" else logging.INFO, str(remark))
        apply_site(self.site, config)
        watch((tree.site for tree in self.trees), config)
        config.extra["playsmith"]["problems"] = self.problems
        return config

    def _read(self, config_file: Path) -> None:
        try:
            self.trees, self.problems = build_trees(config_file.parent, self.trees), ()
        except PlaybookError as error:
            # While serving, the last good site stays, and says what has to be mended.
            if not (self.serves and self.trees):
                raise PluginError(str(error)) from error
            log.error(str(error))
            self.problems = error.problems
        self.tree = self.trees[0]

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Leave the YAML out, put the pages and assets in."""
        put_files(files, config, self.site, assets_of(self.tree, self.trees))
        return files

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Themes of MkDocs place titles and descriptions as they are: what is no markup must not become it."""
        for key in {"title", "description"} & page.meta.keys():
            page.meta[key] = escape(str(page.meta[key]))
        return markdown

    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Any) -> Any:
        """Tell the page which scripts its calculators stand on, and where it stands in the other languages."""
        context["calculator_scripts"] = self.site.scripts_of(page.content or "")
        found = alternates(self.trees, self.tree, page.file.src_uri, page.url, self.site_url)
        context["alternates"] = found
        if self.site_url and not next(one for one in found if one.current).translated:
            # What is not translated is the same page twice: search engines are told which one counts.
            page.canonical_url = next((one.url for one in found if one.translated), page.canonical_url)
        return context

    # After the search plugin has written what it found: the trees have a search of their own.
    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Build the trees of the further languages, each into its folder; then say what the whole site may run."""
        if self.tree.folder:
            return
        self.config_built, self.config_text = config, Path(config.config_file_path).read_bytes()
        if not self.serves:
            for tree in self.trees[1:]:
                self._build(tree)
            write_headers(Path(config.site_dir))

    def on_serve(self, server: Any, *, config: MkDocsConfig, builder: Any) -> Any:
        """While serving, a further language is built once one of its pages is asked for."""
        Preview(self, Path(config.site_dir)).attach(server, builder)
        return server

    @property
    def folders(self) -> list[str]:
        """Where the further languages stand."""
        return [tree.folder for tree in self.trees[1:]]

    def reread(self) -> bool:
        """Read the playbook anew. False where MkDocs' own configuration is another than that of the last build."""
        config_file = Path(self.config_built.config_file_path)
        self._read(config_file)
        return config_file.read_bytes() == self.config_text

    def build(self, folder: str) -> None:
        """Build the tree of a further language."""
        self._build(next(tree for tree in self.trees if tree.folder == folder))

    def _build(self, tree: Tree) -> None:
        plugin = PlaysmithPlugin()
        plugin.load_config({})
        plugin.trees, plugin.tree, plugin.site_url, plugin.problems = self.trees, tree, self.site_url, self.problems
        build_tree(tree, self.tree, self.config_built, plugin, self.serves)
