"""Gets Pyodide's core files from its npm package: `python -m playsmith.pyodide_lane.fetch`, once for an installation.

The archive is checked against the pin (pins.json) before anything of it is used; prepared.py makes of it what is kept.
The build hook runs this file by its path: it needs nothing but the standard library.
"""

from __future__ import annotations

import base64
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
_prepared = runpy.run_path(str(Path(__file__).with_name("prepared.py")))


class Pins(NamedTuple):
    """Which npm package Pyodide is, and the sha512 of its archive (base64)."""

    package: str
    version: str
    sha512: str


class NotFetched(Exception):
    """Why the files could not be had, in a sentence."""


class _NotGot(Exception):
    """What an npm says that does not get the package."""


def pins() -> Pins:
    """What is pinned, once for the project: `pins.json`."""
    return Pins(**json.loads(_PINS.read_text("utf-8")))


def is_whole(folder: Path = FOLDER) -> bool:
    """Whether the files are there and were made as they are now from the archive of the pin."""
    try:
        listed = json.loads((folder / LISTED).read_text("utf-8"))
        return listed["made"] == _made() and all(
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
        said = "There is no npm."
        for npm in _npms(Path(place)):
            try:
                package = _package(npm.npm, pinned, Path(place))
                files = _prepared["prepare"](package, npm.node)
            except (_NotGot, _prepared["NotPrepared"]) as error:
                said = str(error)
                continue
            _keep({**files, LOCK: (package / LOCK).read_bytes()}, folder)
            return
    raise NotFetched(f"{pinned.package} {pinned.version} could not be had. {said}")


def _made() -> dict[str, str]:
    return {"sha512": pins().sha512, "recipe": _prepared["recipe"]()}


def _package(npm: list[str], pinned: Pins, place: Path) -> Path:
    """The unpacked package, by this npm."""
    asked = [*npm, "pack", "--silent", f"{pinned.package}@{pinned.version}"]
    done = subprocess.run(asked, cwd=place, capture_output=True, text=True, check=False)
    archive = next(place.glob("*.tgz"), None)
    if archive is None:
        raise _NotGot((done.stderr or done.stdout).strip())
    if base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode() != pinned.sha512:
        raise NotFetched(f"the archive of {pinned.package} {pinned.version} is not the pinned one (its sha512 differs)")
    with tarfile.open(archive) as tar:
        tar.extractall(place, filter="data")
    return place / "package"


def _keep(files: dict[str, bytes], folder: Path) -> None:
    """Write the files beside `folder`, then put them there at once."""
    beside = folder.with_name(f"{folder.name}.{os.getpid()}")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    for name, content in files.items():
        (beside / name).write_bytes(content)
    kept = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    (beside / LISTED).write_text(json.dumps({"made": _made(), "files": kept}, indent=1), "utf-8")
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
