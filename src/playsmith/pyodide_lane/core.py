"""Pyodide's core files, as the installation has them: fetched once, checked against the pin, packed for the site."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from playsmith.problems import Mark, PlaybookError, Problem

FOLDER = Path(__file__).parent / "core"
LOCK = "pyodide-lock.json"
LISTED = "core.json"
_PINS = Path(__file__).with_name("pins.json")


@dataclass(frozen=True)
class Pins:
    """Which npm package Pyodide is, the sha512 of its archive (base64), and which of its files make up the core."""

    package: str
    version: str
    sha512: str
    files: tuple[str, ...]


@dataclass(frozen=True)
class Core:
    """The files a site carries, by their published names, and Pyodide's own lock, of which only `info` is used."""

    version: str
    files: Mapping[str, bytes]
    lock: Mapping[str, object]


def pins() -> Pins:
    """What is pinned, once for the project: `pins.json`."""
    values = json.loads(_PINS.read_text("utf-8"))
    return Pins(values["package"], values["version"], values["sha512"], tuple(values["files"]))


def is_whole(folder: Path = FOLDER) -> bool:
    """Whether the files are there and are those of the pin."""
    try:
        listed = json.loads((folder / LISTED).read_text("utf-8"))
        return listed["sha512"] == pins().sha512 and all(
            hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
            for name, digest in listed["files"].items()
        )
    except (OSError, ValueError, KeyError):
        return False


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
