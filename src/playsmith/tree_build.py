"""A further language's tree through MkDocs: a build of its own, with its own search, navigation and theme language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, PluginCollection

from playsmith.publication import NavItem
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
    if further.nav is not None:
        further.nav = _translated(further.nav, _titles(default.site.nav, tree.site.nav))
    # MkDocs keeps one object of a plugin, and a collection calls what it was given: the object of the default tree
    # must not be in it.
    plugins = PluginCollection()
    for name, other in further.plugins.items():
        plugins[name] = plugin if type(other) is type(plugin) else other
    further.plugins = plugins
    build(further, serve_url=further.site_url if serves else None)


def _titles(default: Iterable[NavItem], further: Iterable[NavItem]) -> Mapping[str, str]:
    """The titles of pages and headings as the default tree has them, each with the one it has in the further tree."""
    titles = dict(_lines(further))
    return {escape(title): escape(titles[place]) for place, title in _lines(default) if place in titles}


def _lines(items: Iterable[NavItem], depth: int = 0) -> Iterator[tuple[tuple[str, int], str]]:
    """Every line of a navigation by its place: its page, or the first one below it and how many headings lie above."""
    for item in items:
        inner = [*_lines(item.children, depth + 1)]
        yield (item.path, -1) if item.path else (inner[0][0][0], depth), item.title
        yield from inner


def _translated(nav: list[Any], titles: Mapping[str, str]) -> list[Any]:
    """A navigation written by hand. What it calls as the playbook does is called as in the further language."""
    return [
        {
            titles.get(title, title): _translated(inner, titles) if isinstance(inner, list) else inner
            for title, inner in item.items()
        }
        if isinstance(item, dict)
        else item
        for item in nav
    ]
