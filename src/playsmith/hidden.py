"""What a layer hides leaves no trace: references to it in lists go, links to it become text."""

from __future__ import annotations

from collections.abc import Container, Mapping

from playsmith.documents import Key
from playsmith.model import Model, field_at, path_text
from playsmith.problems import Problem
from playsmith.references import LINK, Reference, references
from playsmith.source import Loc, Node


def without_hidden(node: Node, entity: Model, hidden: Mapping[Key, str], problems: list[Problem]) -> Node:
    """`node`, which `entity` was read from, without references to what is hidden.

    Notes on what was left out are appended to `problems`, and errors where nothing can be.
    """
    found = [one for one in references(entity) if (one.kind, one.id) in hidden]
    for reference in found:
        problems.append(_note(node, reference))
    if not found:
        return node
    cuts: set[Loc] = set()
    for reference in found:
        if not reference.prose:
            cut = _cut(node, type(entity), reference)
            if cut is None:
                problems.append(_needed(node, reference))
            else:
                cuts.add(cut)
    texts = {reference.loc for reference in found if reference.prose}
    above = {loc[:length] for loc in (*cuts, *texts) for length in range(len(loc) + 1)}
    return _edited(node, (), above, cuts, texts, hidden)


def _note(node: Node, reference: Reference) -> Problem:
    what = "the link is shown as text" if reference.prose else "it is left out"
    message = f"{path_text(reference.loc)}: the {reference.kind} '{reference.id}' is hidden; {what}"
    return Problem(node.at(reference.loc).mark, message, rule="hidden", level="note")


def _needed(node: Node, reference: Reference) -> Problem:
    message = f"{path_text(reference.loc)}: the {reference.kind} '{reference.id}' is hidden, but needed here"
    hint = "Name another one in a patch of this file, or hide this as well."
    return Problem(node.at(reference.loc).mark, message, hint, rule="hidden")


def _cut(node: Node, model: type[Model], reference: Reference) -> Loc | None:
    """What has to go with the reference: the item of a list, the entry, or the optional value it stands in."""
    loc = reference.loc
    if node.at(loc).value != reference.id and not str(node.at(loc).value).endswith(f":{reference.id}"):
        return loc  # The reference is the key of an entry.
    while loc:
        field = field_at(model, loc)
        if isinstance(loc[-1], int) or (field is not None and not field.is_required()):
            return loc
        loc = loc[:-1]
    return None


def _edited(
    node: Node, loc: Loc, above: Container[Loc], cuts: Container[Loc], texts: Container[Loc], hidden: Mapping[Key, str]
) -> Node:
    """The node at `loc`, edited; `above` holds the places that something is edited at or below."""
    if loc not in above:
        return node
    value = node.value
    if isinstance(value, dict):
        kept = {key: inner for key, inner in value.items() if (*loc, key) not in cuts}
        value = {key: _edited(inner, (*loc, key), above, cuts, texts, hidden) for key, inner in kept.items()}
    elif isinstance(value, tuple):
        kept = [(index, inner) for index, inner in enumerate(value) if (*loc, index) not in cuts]
        value = tuple(_edited(inner, (*loc, index), above, cuts, texts, hidden) for index, inner in kept)
    elif isinstance(value, str) and loc in texts:
        value = LINK.sub(lambda match: _words(match[0], match[1], (match[2], match[3]), hidden), value)
    return Node(value, node.mark, node.key)


def _words(link: str, words: str, key: Key, hidden: Mapping[Key, str]) -> str:
    return (words or hidden[key]) if key in hidden else link
