"""Pyodide's files as a page takes them, made from its npm package, once for an installation.

Its two scripts become one classic script, so that a policy need not let workers load any other; its standard library
gets bytecode for the modules that each start imports. fetch.py runs this file by its path: it needs nothing but the
standard library.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import subprocess
import zipfile
from pathlib import Path

_HOME = Path(__file__).parent
_RECIPE = ("bytecode.mjs", "bytecode.py", "imported.txt")
SCRIPT = "pyodide.classic.js"
LIBRARY = "python_stdlib.zip"
# The first moment a zip archive can tell.
_TIME = (1980, 1, 1, 0, 0, 0)


class NotPrepared(Exception):
    """Why it could not be done, in a sentence."""


def recipe() -> str:
    """A hash of all that says how files are prepared."""
    digest = hashlib.sha256()
    for name in (Path(__file__).name, *_RECIPE):
        digest.update((_HOME / name).read_bytes())
    return digest.hexdigest()


def prepare(package: Path, node: str) -> dict[str, bytes]:
    """The files by name, from the unpacked package; those named `….bin` packed with gzip. Raises NotPrepared."""
    loader = (package / "pyodide.js").read_text("utf-8")
    module = (package / "pyodide.asm.mjs").read_text("utf-8")
    contents = {
        SCRIPT: classic(loader, module).encode(),
        "pyodide.asm.wasm": (package / "pyodide.asm.wasm").read_bytes(),
        LIBRARY: _library(package, node),
    }
    # A name of its own: servers must not take it for an encoding to undo.
    return {f"{name}.bin": gzip.compress(content, 9, mtime=0) for name, content in contents.items()}


def classic(loader: str, module: str) -> str:
    """Both scripts as one for workers: it leaves `loadPyodide` and `createPyodideModule` in the global object."""
    module, count = re.subn(r"export default (\w+);\s*$", r"self.createPyodideModule = \1;", module)
    if count != 1:
        raise NotPrepared("pyodide.asm.mjs does not end in its one export")
    module = module.replace("import.meta.url", "self.location.href")
    return f'(() => {{{loader}\n}})();(() => {{"use strict";{module}\n}})();\n'


def _library(package: Path, node: str) -> bytes:
    """The standard library; what each start imports as bytecode, which is not packed: the file that carries it is."""
    with zipfile.ZipFile(_bytecode(package, node)) as made, zipfile.ZipFile(package / LIBRARY) as old:
        contents = {name: made.read(name) for name in made.namelist()}
        contents |= {name: old.read(name) for name in old.namelist() if f"{name}c" not in contents}
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in sorted(contents.items()):
            packing = zipfile.ZIP_STORED if name.endswith(".pyc") else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, _TIME), content, packing, 9)
    return whole.getvalue()


def _bytecode(package: Path, node: str) -> Path:
    written = package / "bytecode.zip"
    runs, *given = (str(_HOME / name) for name in _RECIPE)
    command = [node, runs, str(package), *given, str(written)]
    done = subprocess.run(command, cwd=package, capture_output=True, text=True, check=False)
    if done.returncode or not written.is_file():
        raise NotPrepared(f"Pyodide does not run in {node}: {done.stderr.strip() or 'it says nothing'}")
    return written
