"""Everything a build reads, as one hash: what was made of the same is the same."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from playsmith.kept import engine_digest
from playsmith.project import FOLDERS, Project


def inputs_digest(project: Project) -> str:
    """A hash of the layers' files, of what the layers are to each other, and of playsmith itself."""
    digest = hashlib.sha256(engine_digest().encode())
    for layer in project.layers:
        trusted, translates = layer.root in project.trusted, layer in project.translations
        own = layer.root == project.root
        digest.update(f"\0\0{layer.name}\0{own}{trusted}{translates}".encode())
        for folder in FOLDERS:
            for part in _files(str(layer.root / folder), folder):
                digest.update(part)
    return digest.hexdigest()


def _files(folder: str, shown: str) -> Iterator[bytes]:
    """What lies in a folder, in order: names and contents; of a link, only that it is one."""
    try:
        entries = sorted(os.scandir(folder), key=lambda one: one.name)
    except OSError:
        return
    for one in entries:
        name = f"{shown}/{one.name}"
        if one.is_symlink():
            yield f"\0link {name}\0{Path(one.path).readlink()}".encode()
        elif one.is_dir():
            yield f"\0folder {name}".encode()
            yield from _files(one.path, name)
        else:
            try:
                content = Path(one.path).read_bytes()
            except OSError:
                content = b"cannot be read"
            yield f"\0file {name}\0{len(content)}\0".encode()
            yield content
