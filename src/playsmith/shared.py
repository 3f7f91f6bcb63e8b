"""Files that sites carry unchanged, kept once: large ones that need not be written again with each edit."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from playsmith.kept import Kept, engine_digest
from playsmith.publication import Asset


@dataclass(frozen=True)
class SharedFiles:
    """Files that are kept elsewhere: `digest` finds them, and is that of their paths, which hold hashes of contents."""

    digest: str


def keep_shared(cache: Path | None, files: Iterable[Asset]) -> SharedFiles:
    """Keep these files, unless they are kept already."""
    files = tuple(files)
    digest = hashlib.sha256("\0".join((engine_digest(), *(each.path for each in files))).encode()).hexdigest()
    kept = Kept(cache, "shared", (Asset,))
    if not kept.has(digest[:32], digest):
        kept.keep(digest[:32], digest, files)
    return SharedFiles(digest)


def read_shared(cache: Path | None, files: SharedFiles) -> tuple[Asset, ...] | None:
    """The files; None where they are gone."""
    return Kept(cache, "shared", (Asset,)).read(files.digest[:32], files.digest)
