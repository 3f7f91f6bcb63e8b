"""Pyodide's core files, as the installation has them: by their published names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from playsmith.problems import Mark, PlaybookError, Problem
from playsmith.pyodide_lane.fetch import FOLDER, LISTED, LOCK, is_whole, pins


@dataclass(frozen=True)
class Core:
    """The files a site carries, by their published names, and Pyodide's own lock, of which only `info` is used."""

    version: str
    files: Mapping[str, bytes]
    lock: Mapping[str, object]


def read_core(mark: Mark, folder: Path = FOLDER) -> Core:
    """The core files. Raises PlaybookError, at `mark`, where the installation has none, or others than the pinned."""
    if not is_whole(folder):
        message = f"engine: pyodide needs the files of Pyodide {pins().version}, which this installation does not have"
        hint = "Run `python -m playsmith.pyodide_lane.fetch` once, with a network."
        raise PlaybookError([Problem(mark, message, hint, rule="pyodide")])
    listed = json.loads((folder / LISTED).read_text("utf-8"))
    names = [name for name in listed["files"] if name != LOCK]
    files = {name: (folder / name).read_bytes() for name in sorted(names)}
    return Core(pins().version, files, json.loads((folder / LOCK).read_text("utf-8")))
