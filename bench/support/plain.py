"""A playbook's pages as a project of plain MkDocs: same Markdown, files, theme and navigation, without the plugin."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml

from playsmith.publication import NavItem, Site


def write_plain(site: Site, folder: Path) -> None:
    """Write what the plugin would hand to MkDocs as files, and a mkdocs.yml that says what it would set."""
    docs = folder / "docs"
    for page in site.pages:
        _write(docs / page.path, page.text.encode())
    for asset in (*site.assets, *site.shared):
        _write(docs / asset.path, asset.content)
    project = site.project
    for layer in project.layers:
        if (layer.root / "templates/theme").is_dir():
            shutil.copytree(layer.root / "templates/theme", folder / "theme", dirs_exist_ok=True)
    config = yaml.safe_load((project.root / "mkdocs.yml").read_text("utf-8"))
    config["docs_dir"] = "docs"
    config["plugins"] = [plugin for plugin in config["plugins"] if plugin != "playsmith"]
    config["nav"] = [_nav(item) for item in site.nav]
    config["site_description"] = site.info["summary"].strip()
    config["theme"] |= {"custom_dir": "theme", "language": site.language}
    if site.brand["favicon"]:
        config["theme"]["favicon"] = site.brand["favicon"]
    config["extra_css"] = site.styles
    config["extra_javascript"] = [{"path": path, "defer": True} for path in site.scripts]
    extensions = {"toc": {"permalink_title": site.words["site"]["permalink"]}}
    for extension in config["markdown_extensions"]:
        if isinstance(extension, dict):
            extension.get("toc", {}).update(extensions["toc"])
    words = {key: dict(value) for key, value in site.words.items()}
    config["extra"]["playsmith"] = {"brand": dict(site.brand), "words": words, "problems": []}
    config["extra"]["status"] = {"untranslated": words["language"]["status"]}
    _write(folder / "mkdocs.yml", yaml.safe_dump(config, sort_keys=False, allow_unicode=True).encode())


def _nav(item: NavItem) -> dict[str, object]:
    return {item.title: item.path if item.path else [_nav(child) for child in item.children]}


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
