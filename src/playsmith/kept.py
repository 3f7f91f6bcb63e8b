"""What was worked out once and kept: values in files of their own, by a hash of all that went into them.

An entry that cannot be read, or was made of something else, is as if it were not there; a folder that cannot be written
to only costs time.
"""

from __future__ import annotations

import gc
import hashlib
import io
import os
import pickle
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

MOST_BYTES = 300_000_000
_ENDING = ".kept"
_SOURCES = (".py", ".js", ".css", ".j2", ".yaml", ".json", ".txt", ".html")


class Kept:
    """Entries of one kind in a folder. `classes` are those that values may consist of, beside Python's own plain ones.

    What an entry holds can therefore be no more than data, whoever has written it.
    """

    def __init__(self, folder: Path | None, kind: str, classes: Iterable[type] = ()) -> None:
        self._folder = folder
        self._kind = kind
        self._classes = {(each.__module__, each.__qualname__): each for each in classes}

    def read(self, name: str, key: str) -> Any:
        """The value kept under `name`, if it was made of what `key` stands for; else None."""
        if self._folder is None:
            return None
        try:
            with self._path(name).open("rb") as file:
                made_of, digest = file.readline().split()
                data = file.read()
            if made_of.decode() != key or digest.decode() != _hash(data):
                return None
            with _without_collection():
                return _Unpickler(io.BytesIO(data), self._classes).load()
        except Exception:  # Whatever is wrong with an entry: its value can be worked out again.
            return None

    def has(self, name: str, key: str) -> bool:
        """Whether something is kept under `name` that was made of what `key` stands for."""
        if self._folder is None:
            return False
        try:
            with self._path(name).open("rb") as file:
                return file.readline().split()[0].decode() == key
        except (OSError, ValueError, IndexError):
            return False

    def keep(self, name: str, key: str, value: object) -> None:
        """Keep a value under `name`, in place of an earlier one."""
        if self._folder is None:
            return
        path = self._path(name)
        beside = path.with_suffix(f".{os.getpid()}")
        data = pickle.dumps(value, protocol=5)
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            beside.write_bytes(f"{key} {_hash(data)}\n".encode() + data)
            beside.replace(path)
            _make_room(self._folder)
        except OSError:
            return

    def _path(self, name: str) -> Path:
        return self._folder / f"{self._kind}-{name}{_ENDING}"


def cache_folder() -> Path | None:
    """Where results are kept: what PLAYSMITH_CACHE names, else the user's own cache; None where there is none.

    A project's folder would be no place for it: what is kept is believed, and a folder may come from anybody.
    """
    if chosen := os.environ.get("PLAYSMITH_CACHE"):
        return Path(chosen)
    if chosen := os.environ.get("XDG_CACHE_HOME"):
        return Path(chosen) / "playsmith"
    try:
        return Path.home() / ".cache" / "playsmith"
    except RuntimeError:
        return None


@cache
def engine_digest() -> str:
    """A hash of playsmith itself, and of what is installed beside it."""
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(_sources(str(Path(__file__).parent))):
        digest.update(f"{path}\0".encode() + Path(path).read_bytes() + b"\0")
    for folder in sys.path:
        if folder and Path(folder).is_dir():
            digest.update("\0".join(sorted(one.name for one in os.scandir(folder) if "-info" in one.name)).encode())
    return digest.hexdigest()


def _sources(folder: str) -> Iterator[str]:
    for one in os.scandir(folder):
        if one.is_dir():
            yield from _sources(one.path)
        elif one.name.endswith(_SOURCES):
            yield one.path


def _make_room(folder: Path) -> None:
    """Entries that were written longest ago go, so that all of them stay within MOST_BYTES."""
    entries = sorted(
        (
            (one.stat().st_mtime, one.stat().st_size, one.path)
            for one in os.scandir(folder)
            if one.name.endswith(_ENDING)
        ),
        reverse=True,
    )
    room = MOST_BYTES
    for _, size, path in entries:
        room -= size
        if room < 0:
            Path(path).unlink(missing_ok=True)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Looking for garbage among thousands of new objects of which none is takes half as long as making them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, classes: dict[tuple[str, str], type]) -> None:
        super().__init__(file)
        self._known = classes

    def find_class(self, module: str, name: str) -> type:
        return self._known[module, name]
