"""Playbooks of any size, made from the reference one: things hidden below its size, copied under new ids above it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import count, islice
from pathlib import Path

import yaml

from playsmith.project import Project, find_project
from playsmith.publication import Site
from playsmith.site import build_site
from playsmith.source import read_document

ROOT = Path(__file__).parents[2]
# Kinds with a page each that nothing needs to be there, in the order in which they are hidden.
LEAVES = ("paths", "metrics", "activities", "skills", "tools")
COPIED = ("metrics", "activities", "tools", "skills", "problems", "roles")


def write_playbook(folder: Path, pages: int, add: Callable[[], object] = lambda: None) -> Site:
    """Write a project of about this many pages, in one language, that extends the reference; give what it publishes.

    `add` adds what else the project is to have.
    """
    playbook = folder / "playbook"
    playbook.mkdir(parents=True)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    info = {"extends": "reference", "title": f"{pages} pages"}
    (playbook / "playbook.yaml").write_text(yaml.safe_dump(info), "utf-8")
    add()
    whole = len(build_site(find_project(folder)).pages)
    if pages < whole:
        _hide(playbook, whole - pages)
    else:
        _copy(playbook, pages - whole)
    return build_site(find_project(folder))


def project(folder: Path) -> Project:
    """The project that `write_playbook` wrote."""
    return find_project(folder)


def _hide(playbook: Path, number: int) -> None:
    # One of each stays: a section without anything is gone, and the home page leads to it.
    files = [file for kind in LEAVES for file in sorted((ROOT / "playbook" / kind).glob("*.yaml"))[1:]]
    for file in files[:number]:
        _write(playbook / file.parent.name / file.name, {"hide": True})


def _copy(playbook: Path, number: int) -> None:
    """Each copy keeps what it refers to and has a title of its own; names by which texts mention it are left out."""
    files = [file for kind in COPIED for file in sorted((ROOT / "playbook" / kind).glob("*.yaml"))]
    for again, file in islice(((again, file) for again in count(2) for file in files), number):
        values = read_document(file, file.name).plain()
        values = {**values, "title": f"{values['title']}, area {again}"}
        values.pop("aliases", None)
        _write(playbook / file.parent.name / f"{file.stem}-{again}.yaml", values)


def _write(path: Path, values: dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(values, sort_keys=False, allow_unicode=True), "utf-8")
