"""What differs between two contents, value by value, so that it can be read, kept and applied."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from playsmith.content import Content
from playsmith.source import Loc

type Kind = Literal["added", "removed", "changed"]


@dataclass(frozen=True)
class Change:
    """One value that differs. `loc` is its place in the document; () is the document, or the file, as a whole."""

    path: str
    loc: Loc
    kind: Kind
    old: Any = None
    new: Any = None

    def to_json(self) -> dict[str, Any]:
        """For machines; `old` and `new` where there is one."""
        values = {
            name: getattr(self, name) for name, not_in in (("old", "added"), ("new", "removed")) if self.kind != not_in
        }
        return {"path": self.path, "loc": list(self.loc), "change": self.kind, **values}


@dataclass(frozen=True)
class Difference:
    """The changes of documents, by path and place, and those of other files, whose values are SHA-256."""

    documents: tuple[Change, ...] = ()
    files: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.documents or self.files)

    def to_json(self) -> dict[str, Any]:
        """For machines."""
        return {name: [change.to_json() for change in getattr(self, name)] for name in ("documents", "files")}


def compare(old: Content, new: Content) -> Difference:
    """What has to be changed in `old` to give `new`. Lists differ as a whole; the order of keys does not count."""
    documents = tuple(change for path in _paths(old.documents, new.documents) for change in _of(path, old, new))
    files = tuple(_mappings("", (), old.files, new.files))
    return Difference(documents, tuple(Change(str(one.loc[0]), (), one.kind, one.old, one.new) for one in files))


def apply(difference: Difference, old: Content) -> Content:
    """`old` with the changes made. The changes have to be those of `old`."""
    documents, files = copy.deepcopy(dict(old.documents)), dict(old.files)
    for change in difference.documents:
        parent: Any = documents
        loc = (change.path, *change.loc)
        for part in loc[:-1]:
            parent = parent[part]
        _put(parent, loc[-1], change)
    for change in difference.files:
        _put(files, change.path, change)
    return Content(documents, files)


def same(one: object, other: object) -> bool:
    """Equal, and of the same types: 1, 1.0 and true are three values."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and one == other


def _put(parent: Any, key: str | int, change: Change) -> None:
    if change.kind == "removed":
        del parent[key]
    else:
        parent[key] = copy.deepcopy(change.new)


def _paths(old: Mapping[str, object], new: Mapping[str, object]) -> list[str]:
    return sorted({*old, *new})


def _of(path: str, old: Content, new: Content) -> Iterator[Change]:
    return values_between(path, (), old.documents.get(path, _NONE), new.documents.get(path, _NONE))


def values_between(path: str, loc: Loc, old: Any, new: Any) -> Iterator[Change]:
    """The changes from one value to another, which stand at `loc` of a document."""
    if old is _NONE:
        yield Change(path, loc, "added", new=new)
    elif new is _NONE:
        yield Change(path, loc, "removed", old=old)
    elif isinstance(old, dict) and isinstance(new, dict):
        yield from _mappings(path, loc, old, new)
    elif not same(old, new):
        yield Change(path, loc, "changed", old, new)


def _mappings(path: str, loc: Loc, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for key in [*old, *(key for key in new if key not in old)]:
        yield from values_between(path, (*loc, key), old.get(key, _NONE), new.get(key, _NONE))


_NONE = object()
