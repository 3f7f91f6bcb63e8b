"""Laying a language layer over what it translates: words take the place of words, nothing else changes.

Mappings are matched by key and lists by position, so that a translation holds no number, id or expression twice.
`null` leaves an item of a list as it is, `{add: [...]}` all but the last ones. `aliases` alone are replaced whole: a
language has its own.
"""

from __future__ import annotations

from collections.abc import Callable

from playsmith.problems import Mark, Problem
from playsmith.source import Node

# A translation may have more or fewer of these than the original.
_OWN_LISTS = ("aliases",)


def translate(below: Node, words: Node, is_ours: Callable[[Mark], bool], problems: list[Problem]) -> Node:
    """`below` with `words` laid over it. `is_ours` tells whether a text stands where the translator saw it.

    A text that another layer changed stays as it is: the translation was made from other words. What the
    translation cannot mean is appended to `problems`, what does not fit any more as a note.
    """
    if words.value is None:
        return below
    if isinstance(below.value, dict):
        return _mapping(below, words, is_ours, problems)
    if isinstance(below.value, tuple):
        return _list(below, words, is_ours, problems)
    if not isinstance(below.value, str) or not isinstance(words.value, str):
        problems.append(_unlike(words, "words stand in place of words only"))
        return below
    return Node(words.value, words.mark, below.key) if is_ours(below.mark) else below


def _mapping(below: Node, words: Node, is_ours: Callable[[Mark], bool], problems: list[Problem]) -> Node:
    if isinstance(words.value, str) and "text" in below.value:
        words = Node({"text": words}, words.mark, words.key)
    if not isinstance(words.value, dict):
        problems.append(_unlike(words, "the original has keys here"))
        return below
    merged = dict(below.value)
    for key, node in words.value.items():
        if key in _OWN_LISTS:
            if key not in merged or is_ours(merged[key].mark):
                merged[key] = node
        elif key in merged:
            merged[key] = translate(merged[key], node, is_ours, problems)
        elif node.value is not None:
            message = f"'{key}' is translated here, but the original has none"
            problems.append(_note(node.key or node.mark, message))
    return Node(merged, below.mark, below.key)


def _list(below: Node, words: Node, is_ours: Callable[[Mark], bool], problems: list[Problem]) -> Node:
    added = _added(words)
    if added is None and not isinstance(words.value, tuple):
        problems.append(_unlike(words, "the original has a list here"))
        return below
    # Where another layer added to the list, the translator saw the items that are not that layer's.
    known = [index for index, item in enumerate(below.value) if is_ours(item.mark)]
    texts = words.value if added is None else added
    if len(texts) != len(known) and not is_ours(below.mark):
        return below
    if len(texts) > len(known) or (added is None and len(texts) < len(known)):
        counts = f"{len(texts)} here, {len(known)} in the original"
        problems.append(_note(words.mark, f"the lists differ in length ({counts}), so this one stays untranslated"))
        return below
    items = list(below.value)
    for index, other in zip(known[len(known) - len(texts) :], texts, strict=True):
        items[index] = translate(items[index], other, is_ours, problems)
    return Node(tuple(items), below.mark, below.key)


def _added(words: Node) -> tuple[Node, ...] | None:
    """The items of `{add: [...]}`: what a layer added to a list, in the shape of its patch."""
    if isinstance(words.value, dict) and [*words.value] == ["add"] and isinstance(words.value["add"].value, tuple):
        return words.value["add"].value
    return None


def _unlike(words: Node, message: str) -> Problem:
    hint = "A layer that says 'translates' holds words alone, in the shape of the original."
    return Problem(words.mark, f"this cannot be a translation: {message}", hint, rule="translation")


def _note(mark: Mark, message: str) -> Problem:
    return Problem(mark, message, "Bring the translation up to date.", rule="translation", level="note")
