"""Which file says each value of the playbook, and what it said instead of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from playsmith.compare import same
from playsmith.config import merged_file
from playsmith.content import other_files
from playsmith.documents import PER_LAYER, read_documents
from playsmith.model import path_text
from playsmith.problems import Mark, PlaybookError, Problem, did_you_mean
from playsmith.project import INFO, Layer, Project
from playsmith.source import Loc, Node, read_document


@dataclass(frozen=True)
class Saying:
    """What one layer says of a value; `removed` where it takes the value away. `mark` is the place in its file."""

    layer: str
    mark: Mark
    value: Any = None
    removed: bool = False

    def to_json(self) -> dict[str, Any]:
        """For machines."""
        place = {"file": self.mark.file, "line": self.mark.line, "column": self.mark.column}
        return {"layer": self.layer, **place, **({"removed": True} if self.removed else {"value": self.value})}


@dataclass(frozen=True)
class Explained:
    """A value and who says it: the last of `sayings` holds, those before it were replaced, the lowest layer first."""

    loc: Loc
    sayings: tuple[Saying, ...]

    def to_json(self) -> dict[str, Any]:
        """For machines."""
        *replaced, holds = (saying.to_json() for saying in self.sayings)
        return {"key": path_text(self.loc), **holds, "replaced": replaced}


@dataclass(frozen=True)
class Explanation:
    """A file and its values. A file that is no YAML, or that is hidden, is one value with the place ()."""

    path: str
    values: tuple[Explained, ...]

    def to_json(self) -> dict[str, Any]:
        """For machines."""
        return {"path": self.path, "values": [value.to_json() for value in self.values]}


def explain(project: Project, target: str) -> Explanation:
    """Explain `metrics/cac.yaml:target.low`, `metrics/cac`, or any other file of the project.

    Raises PlaybookError where there is no such file or key.
    """
    name, _, key = target.partition(":")
    path = _path(project, name)
    if not path.endswith(".yaml"):
        return Explanation(path, (Explained((), tuple(_files(project, path))),))
    states = list(_states(project, path))
    loc = _loc(key, [node for _, node in states if node is not None], path)
    places = dict.fromkeys(place for _, node in states for place in _places(node, loc))
    if states[-1][1] is None:
        places = {(): None}
    values = tuple(Explained(place, tuple(_sayings(project, path, place, states))) for place in places)
    return Explanation(path, tuple(value for value in values if value.sayings))


def _path(project: Project, name: str) -> str:
    known = dict.fromkeys(path for layer in project.layers for path in (*_yaml_files(layer), *other_files(layer)))
    stem = name.removesuffix("/")
    for begin in ("", "playbook/", "site_config/"):
        for path in (f"{begin}{stem}", f"{begin}{stem}.yaml"):
            if path in known:
                return path
    short = [path.removeprefix("playbook/").removesuffix(".yaml") for path in known]
    hint = did_you_mean(stem.removeprefix("playbook/").removesuffix(".yaml"), short)
    hint = hint or "A path such as metrics/cac, playbook.yaml or site_config/brand.yaml."
    raise PlaybookError([Problem(Mark(name), "no layer has this file", hint, rule="option")])


def _yaml_files(layer: Layer) -> Iterator[str]:
    yield from layer.files("playbook", ".yaml")
    for path in layer.files("site_config", ".yaml"):
        if not path.startswith("site_config/presets/"):
            yield path


def _states(project: Project, path: str) -> Iterator[tuple[Layer, Node | None]]:
    """What the file says after each layer that has a part in it; None: nothing, it is hidden or not there yet."""
    for count, layer in enumerate(project.layers, 1):
        if (layer.root / path).is_file():
            part = replace(project, layers=project.layers[:count], problems=())
            yield layer, _read(part, path)


def _read(project: Project, path: str) -> Node | None:
    if not path.startswith("playbook/"):
        return merged_file(project, path)
    problems: list[Problem] = []
    node = read_documents(project, problems, only=path).nodes.get(path)
    if errors := [one for one in problems if one.level == "error" and one.rule in ("yaml", "file-name")]:
        raise PlaybookError(errors)
    return node


def _loc(key: str, nodes: list[Node], path: str) -> Loc:
    """`target.low` or `pitfalls[1]` as a place. Raises PlaybookError where no layer has it."""
    loc: Loc = ()
    for part in key.replace("[", ".").replace("]", "").split(".") if key else ():
        inside = [node.at(loc).value for node in nodes]
        known = dict.fromkeys(str(one) for value in inside for one in _keys(value))
        if part not in known:
            where = f"'{path_text(loc)}'" if loc else "this file"
            message = f"no layer says '{part}' in {where}"
            raise PlaybookError([Problem(Mark(path), message, did_you_mean(part, list(known)), rule="option")])
        is_item = part.isdigit() and any(isinstance(value, tuple) for value in inside)
        loc = (*loc, int(part) if is_item else part)
    return loc


def _keys(value: Any) -> Iterator[str | int]:
    if isinstance(value, dict):
        yield from value
    elif isinstance(value, tuple):
        yield from range(len(value))


def _places(node: Node | None, loc: Loc) -> Iterator[Loc]:
    """The places of single values and of lists, at and below `loc`."""
    found = _at(node, loc)
    if found is None:
        return
    if isinstance(found.value, dict) and found.value:
        for key in found.value:
            if loc or key not in PER_LAYER:
                yield from _places(node, (*loc, key))
    else:
        yield loc


def _at(node: Node | None, loc: Loc) -> Node | None:
    for part in loc:
        value = node.value if node is not None else None
        if isinstance(value, dict) and part in value:
            node = value[str(part)]
        elif isinstance(value, tuple) and isinstance(part, int) and part < len(value):
            node = value[part]
        else:
            return None
    return node


def _sayings(project: Project, path: str, loc: Loc, states: list[tuple[Layer, Node | None]]) -> Iterator[Saying]:
    before: Node | None = None
    for layer, state in states:
        now = _at(state, loc)
        if now is None and before is not None:
            yield Saying(str(layer), _mark(project, layer, path, loc), removed=True)
        elif now is not None and (before is None or not same(before.plain(), now.plain())):
            own = now.mark.file == project.shown(layer, path)
            mark = now.mark if own else _mark(project, layer, path, loc)
            yield Saying(str(layer), mark, now.plain() if loc else None)
        before = now


def _mark(project: Project, layer: Layer, path: str, loc: Loc) -> Mark:
    """Where a layer's own file speaks of a place: its nearest key."""
    raw = read_document(layer.root / path, project.shown(layer, path))
    node = raw.at(loc) if loc else raw.at(("hide",))
    return node.key or node.mark


def _files(project: Project, path: str) -> Iterator[Saying]:
    for layer in project.layers:
        if (layer.root / path).is_file():
            yield Saying(str(layer), Mark(project.shown(layer, path)), PurePosixPath(path).name)


def shown_path(path: str) -> str:
    """The path as one types it: `metrics/cac.yaml` for `playbook/metrics/cac.yaml`."""
    return path if path == INFO else path.removeprefix("playbook/")
