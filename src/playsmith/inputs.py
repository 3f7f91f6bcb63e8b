"""Everything a build reads, as hashes: what was made of the same is the same."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from playsmith.kept import engine_digest
from playsmith.project import FOLDERS, Project

# Clocks of file systems go in steps of up to two seconds.
_STEP = 2_000_000_000


class Inputs:
    """A hash of each file of the layers, of what the layers are to each other, and of playsmith itself.

    A file that `before`, an earlier look at the same project, has seen as it is now is not read again.
    """

    def __init__(self, project: Project, before: Inputs | None = None) -> None:
        # A change within the clock's step of the last one would leave no trace but in the content.
        settled = before._looked - _STEP if before else 0
        self._known = {file: hash for file, hash in before._seen.items() if file.changed < settled} if before else {}
        self._seen: dict[_File, str] = {}
        self._looked = time.time_ns()
        self._layers: list[tuple[str, list[tuple[str, str]]]] = []
        for layer in project.layers:
            trusted, translates = layer.root in project.trusted, layer in project.translations
            said = f"{layer.name}\0{layer.root == project.root}{trusted}{translates}"
            files = [file for folder in FOLDERS for file in self._files(str(layer.root / folder), folder)]
            self._layers.append((said, files))

    @property
    def digest(self) -> str:
        """A hash of all of them."""
        return self.digest_of(lambda path: True)

    def digest_of(self, counts: Callable[[str], bool]) -> str:
        """A hash of those whose path within their layer counts, such as `templates/pages/role.md.j2`."""
        parts = [engine_digest()]
        for said, files in self._layers:
            parts.append(f"\0{said}")
            parts += (f"{path}\0{digest}" for path, digest in files if counts(path))
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()

    def _files(self, folder: str, shown: str) -> Iterator[tuple[str, str]]:
        """What lies in a folder, in order: paths and hashes of contents; of a link, only where it leads."""
        try:
            entries = sorted(os.scandir(folder), key=lambda one: one.name)
        except OSError:
            return
        for one in entries:
            path = f"{shown}/{one.name}"
            if one.is_symlink():
                yield path, f"link {Path(one.path).readlink()}"
            elif one.is_dir():
                yield path, "folder"
                yield from self._files(one.path, path)
            else:
                yield path, self._content(one)

    def _content(self, entry: os.DirEntry) -> str:
        try:
            stat = entry.stat()
            file = _File(entry.path, stat.st_ino, stat.st_size, max(stat.st_mtime_ns, stat.st_ctime_ns))
            if file not in self._known:
                self._known[file] = hashlib.sha256(Path(entry.path).read_bytes()).hexdigest()
            self._seen[file] = self._known[file]
            return self._seen[file]
        except OSError:
            return "cannot be read"


class _File(NamedTuple):
    """A file as it can be told from another state of itself without being read."""

    path: str
    inode: int
    size: int
    changed: int


def inputs_digest(project: Project) -> str:
    """A hash of everything that a build of the project reads."""
    return Inputs(project).digest
