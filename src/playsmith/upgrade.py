"""What a project was made from, kept beside it, and what a newer base would change for it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from playsmith import __version__
from playsmith.compare import Change, Difference, compare, same
from playsmith.content import LOCALE, Content, other_files, read_content
from playsmith.problems import Mark, PlaybookError, Problem
from playsmith.project import INFO, Layer, Project, reference_root
from playsmith.source import Node, read_document

LOCK = "playsmith.lock.json"


@dataclass(frozen=True)
class Snapshot:
    """What a project's lower layers said at one time; `version` is playsmith's then, `layers` their names."""

    version: str
    layers: tuple[str, ...]
    content: Content


@dataclass(frozen=True)
class Conflict:
    """A change of the base in what the project says itself, at `mark`. `yours` is what the project says.

    `agrees` is true where both say the same by now, so that the project's patch is no longer needed.
    """

    change: Change
    mark: Mark
    yours: Any
    agrees: bool

    def to_json(self) -> dict[str, Any]:
        """For machines."""
        place = {"file": self.mark.file, "line": self.mark.line, "column": self.mark.column}
        return {**self.change.to_json(), **place, "yours": self.yours, "agrees": self.agrees}


@dataclass(frozen=True)
class Upgrade:
    """From one base to another: what changes for the project, and what meets what it says itself."""

    old: Snapshot
    new: Snapshot
    arriving: Difference
    conflicts: tuple[Conflict, ...]

    def to_json(self) -> dict[str, Any]:
        """For machines."""
        versions = {"from": self.old.version, "to": self.new.version}
        return {**versions, "arriving": self.arriving.to_json(), "conflicts": [one.to_json() for one in self.conflicts]}


def take_snapshot(project: Project) -> Snapshot:
    """What the layers below the project say now. Raises PlaybookError where they are broken."""
    return Snapshot(__version__, tuple(map(str, project.base.layers)), read_content(project.base))


def write_snapshot(project: Project) -> Path:
    """Keep what the project is made from in `playsmith.lock.json` beside its `mkdocs.yml`, and give that path."""
    snapshot = take_snapshot(project)
    values = {"playsmith": snapshot.version, "layers": snapshot.layers, **vars(snapshot.content)}
    target = project.root / LOCK
    beside = target.with_suffix(".new")
    # A line for each file, so that a version control shows which of them a new base changed.
    beside.write_text(_text(values), "utf-8")
    beside.replace(target)
    return target


def read_snapshot(path: Path) -> Snapshot:
    """Read what `write_snapshot` wrote. Raises PlaybookError where it is missing or spoiled."""
    try:
        values = json.loads(path.read_text("utf-8"))
        content = Content(dict(values["documents"]), dict(values["files"]))
        return Snapshot(str(values["playsmith"]), tuple(values["layers"]), content)
    except FileNotFoundError:
        message = "the file is missing: nobody knows what this playbook was made from"
    except (ValueError, KeyError, TypeError, RecursionError):
        message = "the file is spoiled"
    hint = "Run 'playsmith upgrade --write': what is installed now becomes the beginning."
    raise PlaybookError([Problem(Mark(path.name), message, hint, rule="lock")])


def snapshot_at(project: Project, place: Path) -> Snapshot:
    """The base that a place holds: a kept snapshot, or the folder of another reference playbook."""
    if place.is_file():
        return read_snapshot(place)
    if not (place / INFO).is_file():
        message, hint = f"neither a snapshot nor a playbook with {INFO}", "Name a file or a folder."
        raise PlaybookError([Problem(Mark(str(place)), message, hint, rule="option")])
    reference, place = reference_root(), place.resolve()
    layers = tuple(
        replace(layer, root=place / layer.root.relative_to(reference))
        if layer.root.is_relative_to(reference)
        else layer
        for layer in project.base.layers
    )
    moved = replace(project, layers=tuple(layer for layer in layers if layer.root.is_dir()), translations=())
    return Snapshot(place.name, tuple(map(str, moved.layers)), read_content(moved))


def plan_upgrade(project: Project, old: Snapshot, new: Snapshot) -> Upgrade:
    """Sort the changes of the base: those that arrive in the project, and those that meet a patch of its own."""
    difference = compare(old.content, new.content)
    own = _own_documents(project.own_layer, project)
    own_files = set(other_files(project.own_layer))
    conflicts: list[Conflict] = []
    arriving = []
    for change in difference.documents:
        patch = own.get(change.path)
        found = _meeting(patch, change) if patch is not None else None
        if found is not None:
            conflicts.append(found)
        elif patch is None or not _hides(patch):
            arriving.append(change)
    for change in difference.files:
        if change.path in own_files:
            conflicts.append(Conflict(change, Mark(change.path), "a file of your own", agrees=False))
    files = tuple(change for change in difference.files if change.path not in own_files)
    return Upgrade(old, new, Difference(tuple(arriving), files), tuple(conflicts))


def _own_documents(layer: Layer, project: Project) -> Mapping[str, Node]:
    paths = [*layer.files("playbook", ".yaml"), *layer.files(LOCALE, ".yaml"), *layer.files("site_config", ".yaml")]
    paths = [path for path in dict.fromkeys(paths) if not path.startswith("site_config/presets/")]
    return {path: read_document(layer.root / path, project.shown(layer, path)) for path in paths}


def _hides(patch: Node) -> bool:
    return patch.at(("hide",)).value is True


def _meeting(patch: Node, change: Change) -> Conflict | None:
    """Where the patch says something of the value that changed below it."""
    if _hides(patch):
        return None
    node = patch
    for part in change.loc:
        if isinstance(node.value, dict) and part in node.value:
            node = node.value[str(part)]
        elif isinstance(node.value, dict):
            return None
        else:
            break
    yours = node.plain()
    if change.loc and isinstance(change.new, list) and isinstance(node.value, dict) and not _clashes(yours, change.new):
        return None
    return Conflict(change, node.key or node.mark, yours, agrees=_agrees(yours, change))


def _agrees(yours: object, change: Change) -> bool:
    return yours is None if change.kind == "removed" and change.loc else same(yours, change.new)


def _clashes(patch: Mapping[str, Any], items: list) -> bool:
    """Whether items are added that are there by now, or removed that are gone."""
    added, removed = patch.get("add", ()), patch.get("remove", ())
    return any(item in items for item in added) or any(item not in items for item in removed)


def _text(values: Mapping[str, Any]) -> str:
    return "{\n" + ",\n".join(_entries(values)) + "\n}\n"


def _entries(values: Mapping[str, Any]) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, dict):
            lines = ",\n".join(f"{json.dumps(path)}: {_json(value[path])}" for path in sorted(value))
            yield f'"{key}": {{\n{lines}\n}}'
        else:
            yield f'"{key}": {_json(value)}'


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
