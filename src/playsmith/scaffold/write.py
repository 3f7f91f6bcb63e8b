"""New files into a folder: all of them or none, and never over something that is there."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from playsmith.problems import Mark, PlaybookError, Problem


def write_new(
    folder: Path, files: Mapping[str, bytes], finish: Callable[[Path], None] = lambda root: None
) -> list[str]:
    """Write `files` beside `folder`, let `finish` add what needs them, then move everything into place.

    Gives the paths written. Raises PlaybookError with every path that is there already; then nothing is written.
    """
    parent = _existing(folder)
    staging = None
    try:
        staging = Path(tempfile.mkdtemp(prefix=".playsmith-", dir=parent))
        root = staging / folder.resolve().name
        for path, content in files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        finish(root)
        written = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
        if taken := list(_taken(folder, written)):
            raise PlaybookError(taken)
        _move_all(root, folder)
    except OSError as error:
        place = Mark(str(error.filename or folder))
        hint = "Choose another folder, or see to it that you may write here."
        raise PlaybookError([Problem(place, f"cannot be written: {error.strerror}", hint, rule="write")]) from error
    finally:
        if staging is not None:
            shutil.rmtree(staging, ignore_errors=True)
    return written


def _existing(folder: Path) -> Path:
    """The nearest folder that is there already, above `folder`."""
    return next(one for one in folder.resolve().parents if one.is_dir())


def _taken(folder: Path, paths: list[str]) -> Iterator[Problem]:
    hint = "Nothing is ever overwritten: move it away, or choose another folder."
    blocked = set()
    for path in paths:
        for place in (folder / path, *(folder / path).parents):
            if not place.is_relative_to(folder):
                break
            inner = place != folder / path
            there = place.is_symlink() or (place.exists() and not (inner and place.is_dir()))
            if there and place not in blocked and not (place == folder and place.is_dir()):
                blocked.add(place)
                message = "is there already, and is no folder" if inner else "is there already"
                yield Problem(Mark(str(place)), message, hint, rule="exists")


def _move_all(root: Path, folder: Path) -> None:
    """Move what is in `root` into `folder`. What was moved goes back if one of the moves fails."""
    moved: list[tuple[Path, Path]] = []
    try:
        _move(root, folder, moved)
    except OSError:
        for source, target in reversed(moved):
            target.rename(source)
        raise


def _move(source: Path, target: Path, moved: list[tuple[Path, Path]]) -> None:
    if source.is_dir() and target.is_dir():
        for inner in sorted(source.iterdir()):
            _move(inner, target / inner.name, moved)
        return
    if target.exists():
        raise FileExistsError(17, "is there already", str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    source.rename(target)
    moved.append((source, target))
