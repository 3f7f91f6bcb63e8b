"""Gets Pyodide's core files from its npm package: `python -m playsmith.pyodide_lane.fetch`, once for an installation.

The archive is checked against the pin (pins.json) before anything of it is kept. The build hook runs this file by its
path: it needs nothing but the standard library.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import runpy
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "core"
LOCK = "pyodide-lock.json"
LISTED = "core.json"
_PINS = Path(__file__).with_name("pins.json")

_npms = runpy.run_path(str(Path(__file__).parents[1] / "npm.py"))["npms"]

# What the wire would carry as it is; the archive of the standard library is packed already.
PACKED = (".wasm", ".mjs", ".js")


class Pins(NamedTuple):
    """Which npm package Pyodide is, the sha512 of its archive (base64), and which of its files make up the core."""

    package: str
    version: str
    sha512: str
    files: tuple[str, ...]


class NotFetched(Exception):
    """Why the files could not be had, in a sentence."""


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


def fetch(folder: Path = FOLDER) -> None:
    """Put the core files into `folder`, unless they are there. Raises NotFetched."""
    if is_whole(folder):
        return
    pinned = pins()
    with tempfile.TemporaryDirectory() as place:
        archive = _archive(pinned, Path(place))
        if base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode() != pinned.sha512:
            raise NotFetched(
                f"the archive of {pinned.package} {pinned.version} is not the pinned one (its sha512 differs)"
            )
        _keep(archive, pinned, folder)


def _archive(pinned: Pins, place: Path) -> Path:
    """The package's archive, by npm."""
    asked = ["pack", "--silent", f"{pinned.package}@{pinned.version}"]
    said = ""
    for npm in _npms(place):
        done = subprocess.run([*npm.npm, *asked], cwd=place, capture_output=True, text=True, check=False)
        if found := next(place.glob("*.tgz"), None):
            return found
        said = (done.stderr or done.stdout).strip()
    raise NotFetched(f"npm could not get {pinned.package} {pinned.version}. {said or 'There is no npm.'}")


def _keep(archive: Path, pinned: Pins, folder: Path) -> None:
    """Unpack what is needed beside `folder`, then put it there at once."""
    beside = folder.with_name(f"{folder.name}.{os.getpid()}")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    kept: dict[str, str] = {}
    with tarfile.open(archive) as tar:
        for name in pinned.files:
            content = tar.extractfile(f"package/{name}").read()
            if name.endswith(PACKED):
                # A name of its own: servers must not take it for an encoding to undo.
                name, content = f"{name}.bin", gzip.compress(content, 9, mtime=0)
            (beside / name).write_bytes(content)
            kept[name] = hashlib.sha256(content).hexdigest()
    assert LOCK in kept
    (beside / LISTED).write_text(json.dumps({"sha512": pinned.sha512, "files": kept}, indent=1), "utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    beside.rename(folder)


def main() -> int:
    """Fetch; exit code 1 and a sentence where that does not go."""
    try:
        fetch()
    except NotFetched as error:
        print(f"Pyodide: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
