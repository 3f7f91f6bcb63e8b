"""The lane's files on the site: Pyodide, our scripts, the calculators' wheels; each with its size and hash."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from playsmith.problems import Mark
from playsmith.pyodide_lane.bundles import Bundle
from playsmith.pyodide_lane.core import Core
from playsmith.pyodide_lane.lock import lock_of

_ASSETS = resources.files("playsmith") / "assets" / "pyodide"
_OWN = Path(__file__).parent
# In the page's order; `lane.js` is these joined.
PAGE_SCRIPTS = ("errors.js", "download.js", "sandbox.js", "controls.js", "check.js")
# As download.js has it.
PIECE = 1 << 20


@dataclass(frozen=True)
class Published:
    """Files by path below the site's assets folder, and what each calculator's own script has to know, by id."""

    folder: str
    files: Mapping[str, bytes]
    manifests: Mapping[str, Mapping[str, object]]
    styles: str

    def megabytes(self, id: str) -> int:
        """What a reader loads the first time, rounded up."""
        manifest = self.manifests[id]
        return -(-sum(each["bytes"] for each in (*manifest["core"], *manifest["wheels"])) // 1_000_000)


def publish(
    core: Core, bundles: Mapping[str, Bundle], mark: Mark, *, snapshot: bool = True, root: str = ""
) -> Published:
    """Everything for `bundles` (by calculator id). Raises PlaybookError, at `mark`, where wheels do not fit.

    `root` leads from the scripts of a language's tree to the folder with the files, which all trees share.
    """
    wheels = {name: content for bundle in bundles.values() for name, content in bundle.wheels.items()}
    lock = lock_of(core.lock, wheels, mark)
    # In the order in which the frame takes them.
    handed = {**core.files, "worker.js": _text("worker.js").encode(), "start.json": _start()}
    shared = {**handed, "frame.html": frame().encode()}
    shared["lane.js"] = "".join(_text(name) for name in PAGE_SCRIPTS).encode()
    folder = f"pyodide-{_version(shared)[:12]}"
    files = {f"{folder}/{name}": content for name, content in shared.items()}
    core_files = [_file(f"{root}{folder}/{name}", name, content) for name, content in handed.items()]
    manifests = {}
    for id, bundle in bundles.items():
        files |= {f"wheels/{_name(content, name)}": content for name, content in bundle.wheels.items()}
        manifests[id] = {
            "folder": f"{root}{folder}/",
            "core": core_files,
            "wheels": [
                _file(f"{root}wheels/{_name(content, name)}", name, content) for name, content in bundle.wheels.items()
            ],
            "module": bundle.module,
            "snapshot": snapshot,
            "job": {"lock": lock, "wheels": [bundle.name]},
        }
    return Published(folder, files, manifests, _text("lane.css"))


def frame() -> str:
    """The sandboxed page, with its one script and that script's hash in its policy."""
    script = _text("frame.js")
    return _text("frame.html").replace("{hash}", f"sha256-{_sha256(script.encode())}").replace("{script}", script)


def _start() -> bytes:
    """The Python that every calculator starts from (a memory snapshot is taken after it), and what closes it."""
    runner = (_OWN / "runner.py").read_text("utf-8")
    # What calculators of tables of data import, and what unpacking a wheel does: a memory snapshot has it loaded.
    imported = (_OWN / "imported.txt").read_text("utf-8")
    own = (_OWN / "prelude.py").read_text("utf-8") + (_OWN / "page.py").read_text("utf-8")
    prelude = f"{own}\nprepare({runner!r}, {imported!r})\n"
    return json.dumps({"prelude": prelude, "closing": "closed_run()"}).encode()


def _text(name: str) -> str:
    return (_ASSETS / name).read_text("utf-8")


def _name(content: bytes, name: str) -> str:
    """A wheel's published name: its hash lets browsers keep it for good."""
    return f"{hashlib.sha256(content).hexdigest()[:12]}-{name}"


def _file(path: str, name: str, content: bytes) -> dict[str, object]:
    """A file as the page has to know it: `sent` is the sha256 of what travels, `digest` of what comes out of it."""
    packed = name.endswith(".bin")
    return {
        "path": path,
        "name": name.removesuffix(".bin"),
        "bytes": len(content),
        "packed": packed,
        "sent": _sha256(content),
        "digest": digest(gzip.decompress(content) if packed else content),
    }


def digest(content: bytes) -> str:
    """The sha256 of its pieces' sha256, in base64: a page hashes a piece at a time, so that it never stands still."""
    pieces = (content[at : at + PIECE] for at in range(0, len(content), PIECE))
    return _sha256(b"".join(hashlib.sha256(piece).digest() for piece in pieces))


def _sha256(content: bytes) -> str:
    return base64.b64encode(hashlib.sha256(content).digest()).decode()


def _version(files: Mapping[str, bytes]) -> str:
    parts = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
