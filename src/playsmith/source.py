"""YAML text -> Node: plain values with a mark for every key and value.

Works on PyYAML's events, so that nothing hostile is ever composed: depth and size are limited first, and aliases,
merge keys, tags and duplicate keys are refused. Scalars follow YAML 1.2 (`no` is a string, dates are strings).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import yaml

from playsmith.problems import Mark, PlaybookError, Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 32
MAX_NODES = 50_000

_Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_CONSTANTS = {
    **dict.fromkeys(["", "~", "null", "Null", "NULL"], None),
    **dict.fromkeys(["true", "True", "TRUE"], True),
    **dict.fromkeys(["false", "False", "FALSE"], False),
    **dict.fromkeys([".inf", ".Inf", ".INF", "+.inf"], float("inf")),
    **dict.fromkeys(["-.inf", "-.Inf", "-.INF"], float("-inf")),
}
# Controls YAML forbids, line ends no editor shows, and what makes a text read differently from what it says.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
# What the YAML parsers call it, and the cure. Where something was left open, its beginning is the place to look at.
_CURES = (
    (r"mapping values are not allowed", "Quote the text if it holds a colon and a blank; else check the indentation."),
    (r"cannot start any token", "Quote the text: it begins with a character that means something to YAML."),
    (r"escape", "Double each backslash, or use single quotes."),
    (r"flow (sequence|mapping|node)", "Close the bracket that was opened, or put a comma between the values."),
    (r"unexpected end of stream|quoted scalar", "Close the quotes that were opened."),
    (r"expected ':'|':' expected", "Write a colon and a blank after the key, or indent the line further."),
)
_LEFT_OPEN = re.compile(r"unexpected end of stream|flow (sequence|mapping)")
_CHECK = "Check the indentation, the colons and the quotes here and in the line above."

type Scalar = str | int | float | bool | None
type Loc = tuple[str | int, ...]


@dataclass(frozen=True)
class Node:
    """A value of a document. `key` is the mark of the key that leads to it, where there is one."""

    value: Scalar | tuple[Node, ...] | dict[str, Node]
    mark: Mark
    key: Mark | None = None

    def plain(self) -> object:
        """The value without marks: dict, list, str, int, float, bool or None."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, tuple):
            return [node.plain() for node in self.value]
        return self.value

    def at(self, loc: Loc) -> Node:
        """The node at `loc`, or the nearest one above it. Parts of `loc` that are no key here are passed over."""
        node = self
        for part in loc:
            if (isinstance(node.value, dict) and part in node.value) or (
                isinstance(node.value, tuple) and isinstance(part, int) and part < len(node.value)
            ):
                node = node.value[part]
        return node


def read_document(path: Path, shown: str) -> Node:
    """Read a file; `shown` is its name in messages. Raises PlaybookError with every problem of the file."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        what = (error.strerror or "it cannot be opened").lower()
        raise _error(
            Mark(shown), f"the file cannot be read: {what}", "Check that it is there and may be read."
        ) from None
    if len(data) > MAX_BYTES:
        raise _error(Mark(shown), f"the file is larger than {MAX_BYTES:,} bytes", "Split it into several.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        raise _error(_mark_after(shown, before), "the file is not UTF-8 text", "Save it as UTF-8.") from None
    return parse_document(text, shown)


class Memory(Protocol):
    """Documents that were parsed before, by the hash of their texts and names."""

    def get(self, key: str) -> Node | None: ...

    def put(self, key: str, value: Node) -> None: ...


_MEMORY: ContextVar[Memory | None] = ContextVar("memory", default=None)


@contextmanager
def remembering(memory: Memory) -> Iterator[None]:
    """Within it, what `memory` holds is not parsed again, and what is parsed is put into it."""
    token = _MEMORY.set(memory)
    try:
        yield
    finally:
        _MEMORY.reset(token)


def parse_document(text: str, shown: str) -> Node:
    """Parse one YAML document. Raises PlaybookError with every problem found."""
    memory = _MEMORY.get()
    if memory is None:
        return _parse(text, shown)
    key = hashlib.sha256(f"{shown}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()
    node = memory.get(key)
    if node is None:
        node = _parse(text, shown)
        memory.put(key, node)
    return node


@lru_cache(maxsize=8192)
def _parse(text: str, shown: str) -> Node:
    """A text that was parsed before gives the same Node again: a site's languages share most files, and of those that
    are served most stay as they are."""
    forbidden = [
        Problem(_mark_after(shown, text[: match.start()]), _invisible(match[0]), _RETYPE, rule="yaml")
        for match, _ in zip(_FORBIDDEN.finditer(text), range(20), strict=False)
    ]
    if forbidden:
        raise PlaybookError(forbidden)
    composer = _Composer(shown)
    root = None
    try:
        root = composer.compose(yaml.parse(text, Loader=_Parser))
    except PlaybookError as error:
        composer.problems += error.problems
    except yaml.YAMLError as error:
        composer.problems.append(_syntax_problem(error, text, shown))
    if composer.problems:
        raise PlaybookError(composer.problems)
    if root is None:
        raise _error(Mark(shown), "the file is empty", "Fill it in, or delete it.")
    return root


def _syntax_problem(error: yaml.YAMLError, text: str, shown: str) -> Problem:
    place, opened = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    said = [getattr(error, "problem", None), getattr(error, "context", None)]
    what = " ".join(part for part in said if part) or " ".join(str(error).split())
    if place is None or (opened is not None and _LEFT_OPEN.search(what)):
        place = opened
    mark = Mark(shown, place.line + 1, place.column + 1) if place else Mark(shown)
    cure = next((cure for pattern, cure in _CURES if re.search(pattern, what)), _CHECK)
    if place and text.splitlines()[place.line : place.line + 1] and "\t" in text.splitlines()[place.line]:
        cure = "Indent with blanks, not with tabs."
    return Problem(mark, f"not valid YAML: {what}", cure, rule="yaml")


_RETYPE = "Delete it and type the text again."


def _invisible(character: str) -> str:
    return f"the text has an invisible character (U+{ord(character):04X})"


def _error(mark: Mark, message: str, hint: str) -> PlaybookError:
    return PlaybookError([Problem(mark, message, hint, rule="yaml")])


def _mark_after(shown: str, before: str) -> Mark:
    return Mark(shown, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)


class _Composer:
    """Events -> Nodes. Refusals are gathered; only depth and size stop at once."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.problems: list[Problem] = []
        self.count = 0

    def compose(self, events: Iterator[yaml.Event]) -> Node | None:
        root = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                self.refuse(event, "a second document starts here", "Put it into a file of its own.")
                return root
            if isinstance(event, yaml.NodeEvent):
                root = self.node(event, events, 1, None)
        return root

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int, key: Mark | None) -> Node:
        mark = self.mark(event)
        self.count += 1
        if depth > MAX_DEPTH:
            raise _error(mark, f"nested deeper than {MAX_DEPTH} levels", "Make the structure flatter.")
        if self.count > MAX_NODES:
            raise _error(mark, f"the file has more than {MAX_NODES:,} values", "Split it into several.")
        if isinstance(event, yaml.AliasEvent):
            self.refuse(event, f"alias '*{event.anchor}'", "Write the value out, or refer to it by its id.")
            return Node(None, mark, key)
        if event.anchor:
            self.refuse(event, f"anchor '&{event.anchor}'", "Remove it; write values out where they are used.")
        if event.tag is not None:
            self.refuse(event, f"tag '{event.tag}'", "Remove it; the key already says what kind of value it is.")
        if isinstance(event, yaml.MappingStartEvent):
            return Node(self.mapping(events, depth), mark, key)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                items.append(self.node(event, events, depth + 1, None))
            return Node(tuple(items), mark, key)
        return Node(self.scalar(event), mark, key)

    def mapping(self, events: Iterator[yaml.Event], depth: int) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key_mark = self.mark(event)
            key_node = self.node(event, events, depth + 1, None)
            key = event.value if isinstance(event, yaml.ScalarEvent) else None
            value = self.node(next(events), events, depth + 1, key_mark)
            if key is None:
                if not isinstance(key_node.value, str) and not isinstance(event, yaml.AliasEvent):
                    self.refuse(event, "a list or mapping as a key", "Use a word as the key.")
            elif key == "<<":
                self.refuse(event, "merge key '<<'", "Write the keys out, or use a layer.")
            elif key in entries:
                first = entries[key].key
                self.refuse(event, f"key '{key}' stands twice", f"The first one is in line {first.line}; keep one.")
            else:
                entries[key] = value
        return entries

    def scalar(self, event: yaml.ScalarEvent) -> Scalar:
        text = event.value
        if escaped := _FORBIDDEN.search(text):
            self.problems.append(Problem(self.mark(event), _invisible(escaped[0]), _RETYPE, rule="yaml"))
        if event.style is not None and event.style != "":
            return text
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if _INT.fullmatch(text):
            value = int(text, 0) if text[:2] in ("0o", "0x") and len(text) < 20 else None
            if value is None and len(text) < 20 and text[:2] not in ("0o", "0x"):
                value = int(text, 10)
            if value is None or abs(value) > 2**53:
                self.refuse(event, "a whole number beyond 9,007,199,254,740,992", "Quote it if it is a name.")
                return 0
            return value
        if _FLOAT.fullmatch(text):
            number = float(text)
            if number in (float("inf"), float("-inf")):
                self.refuse(event, "a number too large to hold", "Write .inf for 'no limit'.")
            return number
        return text

    def mark(self, event: yaml.Event) -> Mark:
        return Mark(self.shown, event.start_mark.line + 1, event.start_mark.column + 1)

    def refuse(self, event: yaml.Event, what: str, cure: str) -> None:
        self.problems.append(Problem(self.mark(event), f"{what}: not allowed here", cure, rule="yaml"))
