"""The page's scripts packed by terser: `python -m playsmith.packed`, once for an installation.

Packed, they are a fifth less to load. Terser is an npm package, run by Node once; what it gives lies in `packed/`, with
a digest of the files that it was given, so that a checkout whose files have changed since is seen as such. The build
hook runs this file by its path: it needs nothing but the standard library.
"""

from __future__ import annotations

import hashlib
import json
import os
import runpy
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

_HOME = Path(__file__).parent
ASSETS = _HOME / "assets"
FOLDER = _HOME / "packed"
PACKED_FROM = "packed.json"
TERSER = "terser@5.51.2"
OPTIONS = ["--compress", "--mangle", "--comments", "false", "--ecma", "2022"]


class NotPacked(Exception):
    """Why the scripts could not be packed, in a sentence."""


@cache
def is_packed() -> bool:
    """Whether `packed/` was made from the scripts as they are now."""
    try:
        return json.loads((FOLDER / PACKED_FROM).read_text("utf-8"))["from"] == _digest()
    except (OSError, ValueError, KeyError):
        return False


def packed(name: str) -> str:
    """A packed script, such as `calculator.js`."""
    return (FOLDER / name).read_text("utf-8")


def pack() -> None:
    """Fill `packed/`, unless it is of these scripts already. Raises NotPacked."""
    if is_packed():
        return
    with tempfile.TemporaryDirectory() as place:
        command = terser(Path(place))
        beside = FOLDER.with_name(f"{FOLDER.name}.{os.getpid()}")
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir()
        for name, files in _scripts().items():
            given = [str(ASSETS / file) for file in files]
            done = subprocess.run(
                [*command, *given, *OPTIONS, "--output", str(beside / name)],
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                shutil.rmtree(beside)
                raise NotPacked(f"terser does not take {name}: {done.stderr.strip()}")
    (beside / PACKED_FROM).write_text(json.dumps({"by": TERSER, "from": _digest()}, indent=1), "utf-8")
    shutil.rmtree(FOLDER, ignore_errors=True)
    beside.rename(FOLDER)
    is_packed.cache_clear()


def terser(place: Path) -> list[str]:
    """The command of terser, installed in a folder for this once. Raises NotPacked."""
    said = "There is no npm."
    npms = runpy.run_path(str(_HOME / "npm.py"))["npms"]
    install = ["install", "--prefix", str(place), "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", TERSER]
    for npm in npms(place):
        done = subprocess.run([*npm.npm, *install], cwd=place, capture_output=True, text=True, check=False)
        command = place / "node_modules/terser/bin/terser"
        if done.returncode == 0 and command.is_file():
            return [npm.node, str(command)]
        said = (done.stderr or done.stdout).strip()
    raise NotPacked(f"npm could not get {TERSER}. {said}")


def _scripts() -> dict[str, list[str]]:
    """The files that each script is joined from, in their order."""
    return json.loads((ASSETS / "scripts.json").read_text("utf-8"))


def _digest() -> str:
    """Of all that goes in: the files, their order, terser and its options."""
    digest = hashlib.sha256(json.dumps([TERSER, OPTIONS, _scripts()]).encode())
    for files in _scripts().values():
        for name in files:
            digest.update((ASSETS / name).read_bytes())
    return digest.hexdigest()


def main() -> int:
    """Pack; exit code 1 and a sentence where that does not go."""
    try:
        pack()
    except NotPacked as error:
        print(f"scripts: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
