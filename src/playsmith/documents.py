"""The YAML of all layers, read and merged: what stands at each path, what is hidden, what could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath

from playsmith.examples import Examples
from playsmith.languages import Translation, read_languages
from playsmith.model import KINDS
from playsmith.overlay import idle, merge
from playsmith.problems import Mark, PlaybookError, Problem, did_you_mean
from playsmith.project import INFO, Layer, Project
from playsmith.source import Node, read_document
from playsmith.translation import translate

type Key = tuple[str, str]
# Keys of playbook.yaml that speak of one layer alone and are never merged.
PER_LAYER = ("extends", "trust", "languages", "translates")
# What a translation says of the playbook beyond its words.
_OF_LANGUAGE = ("language", "locale")
# A playbook says these on purpose, the same as the layer below or not.
_STATED = (*_OF_LANGUAGE, "currency")
_ID = r"[a-z][a-z0-9-]{0,63}"


@dataclass
class Documents:
    """`nodes` maps a path to its merged Node, `hidden` what a layer took away to its title.

    `removed` maps the paths that a layer hides to what stood there. `broken` holds the paths of files that are there
    and could not be read. `examples` knows for which defaults the calculators' examples were written.
    """

    nodes: dict[str, Node] = field(default_factory=dict)
    hidden: dict[Key, str] = field(default_factory=dict)
    removed: dict[str, Node] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    examples: Examples = field(default_factory=Examples)


def read_documents(project: Project, problems: list[Problem], only: str | None = None) -> Documents:
    """Read and merge the YAML below `playbook/` of every layer; what is wrong is appended to `problems`.

    `only` is the path of a file where no other is wanted.
    """
    documents = Documents()
    off: dict[str, Node] = {}
    translations = read_languages(project).translations
    for layer in project.layers:
        for path in _paths(layer, project, problems, documents.broken):
            if only not in (None, path):
                continue
            shown = project.shown(layer, path)
            try:
                node = read_document(layer.root / path, shown)
            except PlaybookError as error:
                problems += error.problems
                documents.broken.add(path)
                continue
            if not project.complete:
                continue
            if layer in translations:
                _translate(documents, path, node, translations[layer], project, problems)
            else:
                _put(documents, off, path, node, problems)
        documents.examples.remember(documents.nodes, partial(project.shown, layer))
    documents.removed = off
    for path, node in off.items():
        documents.hidden |= things_in(path, node)
    documents.nodes = {
        path: node for path, node in sorted(documents.nodes.items()) if path not in documents.broken and path not in off
    }
    return documents


def key_of(path: str) -> Key | None:
    """The (kind, id) of the thing that a path holds, `playbook/roles/ae.yaml` for instance."""
    parts = path.split(":", 1)[-1].split("/")
    if len(parts) == 3 and parts[1] in KINDS:
        return KINDS[parts[1]].kind, PurePosixPath(parts[2]).stem.lower()
    return None


def _translate(
    documents: Documents, path: str, words: Node, translation: Translation, project: Project, problems: list[Problem]
) -> None:
    """Lay a translation over its original, where that is still there."""
    below = documents.nodes.get(path)
    if below is None:
        problems.append(
            Problem(words.mark, "there is nothing to translate: no layer below has this file", level="note")
        )
        return
    said: dict[str, Node] = {}
    if path == INFO and isinstance(words.value, dict) and isinstance(below.value, dict):
        said = {key: words.value[key] for key in _OF_LANGUAGE if key in words.value}
        words = _without(words, (*PER_LAYER, *_OF_LANGUAGE))
    covers = partial(translation.covers, project, path)
    merged = translate(below, words, covers, problems)
    documents.nodes[path] = Node({**merged.value, **said}, merged.mark, merged.key) if said else merged


def _put(documents: Documents, off: dict[str, Node], path: str, node: Node, problems: list[Problem]) -> None:
    below = documents.nodes.get(path)
    if path != INFO:
        node = _hide(off, path, node, below, problems)
    if below is None:
        documents.nodes[path] = node
        return
    if path == INFO:
        below = _without(below, PER_LAYER)
    merged = merge(below, _hide_practices(node), problems)
    if merged.plain() == below.plain() and path not in off:
        message = "this file changes nothing: the layer below says the same"
        problems.append(Problem(node.mark, message, "Delete the file.", "no-change", "warning"))
    else:
        for same in idle(below, _without(node, _STATED) if path == INFO else node):
            message = "this changes nothing: the layer below says the same"
            problems.append(Problem(same.key or same.mark, message, "Delete it here.", "no-change", "note"))
    documents.nodes[path] = merged
    after = things_in(path, merged)
    documents.hidden |= {key: title for key, title in things_in(path, below).items() if key not in after}
    for key in after:
        documents.hidden.pop(key, None)


def _hide(off: dict[str, Node], path: str, node: Node, below: Node | None, problems: list[Problem]) -> Node:
    """Take `hide` off a patch, and do what it says."""
    if not isinstance(node.value, dict) or "hide" not in node.value:
        return node
    hide = node.value["hide"]
    if hide.value is True and path in off:
        message = "this is hidden already: by a layer below"
        problems.append(Problem(hide.key or hide.mark, message, "Delete the file.", "no-change", "warning"))
    elif hide.value is True and below is not None:
        off[path] = below
    elif hide.value is False and path in off:
        del off[path]
    elif hide.value is True:
        message = "there is nothing to hide: no layer below has this file"
        problems.append(Problem(hide.key or hide.mark, message, "Check the file's name and folder.", "hide"))
        off[path] = node
    else:
        hint = "Write 'hide: true' to remove the thing, 'hide: false' to bring back what a layer below hides."
        problems.append(Problem(hide.mark, "hide: this has no meaning here", hint, "hide"))
    return _without(node, ("hide",))


def _hide_practices(patch: Node) -> Node:
    """A practice with `hide: true` is one that is removed."""
    practices = patch.value.get("practices") if isinstance(patch.value, dict) else None
    if practices is None or not isinstance(practices.value, dict):
        return patch
    kept = {id: Node(None, node.mark, node.key) if _says_hide(node) else node for id, node in practices.value.items()}
    return Node({**patch.value, "practices": Node(kept, practices.mark, practices.key)}, patch.mark, patch.key)


def _says_hide(node: Node) -> bool:
    return isinstance(node.value, dict) and "hide" in node.value and node.value["hide"].value is True


def things_in(path: str, node: Node) -> dict[Key, str]:
    """Everything with an id that a document holds, with its title."""
    key = key_of(path)
    found = {key: _title(node) or key[1]} if key else {}
    inner, kind = ("practices", "practice") if key else ("sources", "source")
    entries = node.value.get(inner) if isinstance(node.value, dict) else None
    if entries is not None and isinstance(entries.value, dict) and (path == INFO or key[0] == "step"):
        found |= {(kind, id): _title(one) or id for id, one in entries.value.items()}
    return found


def _title(node: Node) -> str | None:
    title = node.value.get("title") if isinstance(node.value, dict) else None
    return title.value if title is not None and isinstance(title.value, str) else None


def _without(node: Node, keys: Iterable[str]) -> Node:
    if not isinstance(node.value, dict):
        return node
    return Node({key: inner for key, inner in node.value.items() if key not in keys}, node.mark, node.key)


def _paths(layer: Layer, project: Project, problems: list[Problem], broken: set[str]) -> Iterator[str]:
    """The YAML files of a layer that stand where they belong."""
    try:
        for path in layer.files("playbook", ".yaml", ".yml"):
            if problem := _misplaced(path, project.shown(layer, path)):
                problems.append(problem)
                broken.add(path)
            else:
                yield path
    except PlaybookError as error:
        problems += error.problems
        broken |= {problem.mark.file for problem in error.problems}


def _misplaced(path: str, shown: str) -> Problem | None:
    parts = path.split("/")
    name = PurePosixPath(path)
    folders = "folders: " + ", ".join(KINDS)
    message, hint = "", ""
    if path == INFO:
        return None
    if len(parts) != 3:
        message, hint = "a YAML file stands neither in a kind's folder nor is it playbook.yaml", folders
    elif parts[1] not in KINDS:
        message, hint = f"'{parts[1]}' is no kind of thing", did_you_mean(parts[1], list(KINDS)) or folders
    elif name.suffix != ".yaml":
        message, hint = f"the ending is '{name.suffix}'", "Rename it to end in '.yaml'."
    elif not re.fullmatch(_ID, name.stem):
        message = f"the file's name is the id, and '{name.stem}' is none"
        hint = "an id: a small letter, then small letters, digits and hyphens (at most 64)"
    return Problem(Mark(shown), message, hint, rule="file-name") if message else None
