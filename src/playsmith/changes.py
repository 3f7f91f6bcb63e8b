"""A difference for people: by kind and thing, words as words, numbers old and new, lists by what came and went."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any, Literal

from playsmith.compare import Change, Difference, Kind, values_between
from playsmith.content import LOCALE, Content
from playsmith.model import KINDS, path_text
from playsmith.project import INFO
from playsmith.source import Loc

# The groups in the order they are told: playbook.yaml, the folders of the kinds, site_config, then other files.
GROUPS = ("playbook", *KINDS, "brand", "words", "pages", "files", "arithmetic", "templates")
_TOKEN = re.compile(r"\s+|[\w’'.,-]*\w|[^\w\s]")
# More of a text than this many words around a change is left out.
_CONTEXT = 8


@dataclass(frozen=True)
class Part:
    """A piece of a value: what stayed, went or came."""

    op: Literal["same", "removed", "added"]
    text: str


@dataclass(frozen=True)
class Detail:
    """A value that differs; `label` is its place, such as `target.low`. `blocks` are shown one below the other."""

    label: str
    blocks: tuple[tuple[Part, ...], ...]


@dataclass(frozen=True)
class Thing:
    """A document or file that was added, removed or changed. A document has a title."""

    path: str
    title: str
    change: Kind
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True)
class Group:
    """The things of one kind; `name` is one of GROUPS."""

    name: str
    things: tuple[Thing, ...]

    def of(self, change: Kind) -> tuple[Thing, ...]:
        """Those that were added, removed or changed."""
        return tuple(thing for thing in self.things if thing.change == change)


def describe(difference: Difference, old: Content, new: Content) -> tuple[Group, ...]:
    """The groups in which something differs."""
    things = sorted(
        [*_documents(difference.documents, old, new), *map(_file, difference.files)],
        key=lambda thing: (GROUPS.index(_group(thing.path)), thing.title.casefold(), thing.path),
    )
    return tuple(Group(name, tuple(inside)) for name, inside in groupby(things, lambda thing: _group(thing.path)))


def detail(change: Change) -> Detail:
    """One change, for people."""
    return Detail(path_text(change.loc), tuple(_blocks(change)))


def title_of(path: str, *contents: Content) -> str:
    """The title of a document in the first content that has it; else its name."""
    for content in contents:
        document = content.documents.get(path)
        title = document.get("title", document.get("name")) if isinstance(document, dict) else None
        if isinstance(title, str):
            return title
    return path.rpartition("/")[2].rpartition(".")[0]


def _documents(changes: Iterable[Change], old: Content, new: Content) -> Iterator[Thing]:
    for path, inside in groupby(changes, lambda change: change.path):
        found = list(inside)
        whole = found[0].loc == ()
        details = () if whole else tuple(map(detail, found))
        yield Thing(path, title_of(path, new, old), found[0].kind if whole else "changed", details)


def _file(change: Change) -> Thing:
    return Thing(change.path, change.path.partition("/")[2], change.kind)


def _group(path: str) -> str:
    top, _, rest = path.partition("/")
    if path.endswith(".yaml"):
        if path == INFO:
            return "playbook"
        return rest.split("/")[0] if top == "playbook" else "words" if path.startswith(LOCALE) else "brand"
    if top == "playbook":
        return "pages" if path.endswith(".md") else "files"
    return "arithmetic" if top == "calculators" else "templates"


def _blocks(change: Change) -> Iterator[tuple[Part, ...]]:
    if isinstance(change.old, list) and isinstance(change.new, list):
        yield from _lists(change.old, change.new)
    elif isinstance(change.old, str) and isinstance(change.new, str):
        yield tuple(_words(change.old, change.new))
    else:
        removed = () if change.kind == "added" else tuple(Part("removed", text) for text in _lines(change.old))
        added = () if change.kind == "removed" else tuple(Part("added", text) for text in _lines(change.new))
        if len(removed) <= 1 and len(added) <= 1:
            yield (*removed, *added)
        else:
            yield from ((part,) for part in (*removed, *added))


def _words(old: str, new: str) -> Iterator[Part]:
    """Word by word; where little is the same, the whole of the old and the whole of the new."""
    before, after = _TOKEN.findall(_flat(old)), _TOKEN.findall(_flat(new))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < 0.5:
        yield from (Part("removed", _flat(old)), Part("added", _flat(new)))
        return
    for op, low, high, start, stop in matcher.get_opcodes():
        if op == "equal":
            yield Part("same", _shortened(before[low:high], first=low == 0, last=high == len(before)))
        else:
            if high > low:
                yield Part("removed", "".join(before[low:high]))
            if stop > start:
                yield Part("added", "".join(after[start:stop]))


def _shortened(tokens: list[str], *, first: bool, last: bool) -> str:
    keep = 2 * _CONTEXT
    if len(tokens) <= (keep if first or last else 2 * keep):
        return "".join(tokens)
    head = "" if first else "".join(tokens[:keep])
    tail = "" if last else "".join(tokens[-keep:])
    return f"{head}…{tail}"


def _lists(old: list, new: list) -> Iterator[tuple[Part, ...]]:
    """Items that went and came; items in the same place that are mappings or texts are compared themselves."""
    before, after = [repr(item) for item in old], [repr(item) for item in new]
    came = []
    for op, low, high, start, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "replace" and high - low == stop - start:
            for one, other in zip(old[low:high], new[start:stop], strict=True):
                yield from _item(one, other)
        elif op != "equal":
            came += [tuple(Part("removed", text) for text in (one_line(item),)) for item in old[low:high]]
            came += [tuple(Part("added", text) for text in (one_line(item),)) for item in new[start:stop]]
    yield from came


def _item(old: Any, new: Any) -> Iterator[tuple[Part, ...]]:
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() & new.keys():
        for change in values_between("", (), old, new):
            for block in _blocks(change):
                yield Part("same", f"{path_text(change.loc)}: "), *block
    elif isinstance(old, str) and isinstance(new, str) and (" " in old or " " in new):
        yield tuple(_words(old, new))
    else:
        yield Part("removed", one_line(old)), Part("added", one_line(new))


def _lines(value: Any, loc: Loc = ()) -> Iterator[str]:
    """A value in words, a line for each single value in it."""
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from _lines(inner, (*loc, key))
    elif isinstance(value, list) and any(isinstance(item, dict | list) for item in value):
        for index, inner in enumerate(value):
            yield from _lines(inner, (*loc, index))
    else:
        yield f"{path_text(loc)}: {one_line(value)}" if loc else one_line(value)


def one_line(value: Any) -> str:
    """A value as words in one line."""
    if isinstance(value, dict):
        return ", ".join(f"{key}: {one_line(inner)}" for key, inner in value.items()) or "{}"
    if isinstance(value, list):
        return ", ".join(map(one_line, value)) or "[]"
    if value is None or isinstance(value, bool):
        return {None: "none", True: "true", False: "false"}[value]
    return _flat(str(value))


def _flat(text: str) -> str:
    return " ".join(text.split())
