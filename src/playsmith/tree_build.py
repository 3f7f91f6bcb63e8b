"""A further language's tree through MkDocs: a build of its own, with its own search, navigation and theme language."""

from __future__ import annotations

from html import escape
from pathlib import Path
from urllib.parse import urljoin

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, PluginCollection

from playsmith.trees import Tree


def build_tree(tree: Tree, default: Tree, config: MkDocsConfig, plugin: BasePlugin, serves: bool) -> None:
    """Write `tree` into its folder of the site that `config` describes; `plugin` publishes it."""
    own_name = config.site_name != default.site.title
    further = load_config(
        config.config_file_path,
        site_dir=str(Path(config.site_dir) / tree.folder),
        site_url=urljoin(config.site_url, tree.folder) if config.site_url else None,
        site_name=config.site_name if own_name else escape(tree.site.title),
        strict=config.strict,
    )
    # MkDocs keeps one object of a plugin, and a collection calls what it was given: the object of the default tree
    # must not be in it.
    plugins = PluginCollection()
    for name, other in further.plugins.items():
        plugins[name] = plugin if type(other) is type(plugin) else other
    further.plugins = plugins
    build(further, serve_url=further.site_url if serves else None)
