"""Which language each layer is written in, and which layers only translate others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from playsmith.problems import Mark, PlaybookError
from playsmith.project import INFO, Layer, Project, layers_below
from playsmith.source import Node, read_document

DEFAULT = "en"


@dataclass(frozen=True)
class Translation:
    """What a language layer translates: the words of `layers`, or of whatever lies below it where there are none."""

    layers: tuple[Layer, ...] = ()

    def covers(self, project: Project, path: str, mark: Mark) -> bool:
        """Whether a text with this mark, in the file at `path`, is one that the layer was translated from."""
        return not self.layers or any(project.shown(layer, path) == mark.file for layer in self.layers)


@dataclass(frozen=True)
class Languages:
    """`of` maps the name a layer has in messages to its language ("": the project's own folder).

    `translations` has an entry for each layer that holds words alone.
    """

    of: Mapping[str, str]
    translations: Mapping[Layer, Translation]

    @cached_property
    def spoken(self) -> frozenset[str]:
        """The languages of all layers."""
        return frozenset(self.of.values())

    def at(self, mark: Mark) -> str:
        """The language of a text with this mark."""
        name, colon, _ = mark.file.partition(":")
        return self.of.get(name if colon else "", DEFAULT)


def read_languages(project: Project) -> Languages:
    """Read what the layers say of themselves. A layer that cannot be read is passed over: reading it reports why."""
    of: dict[Path, str] = {}
    names: dict[str, str] = {}
    translations: dict[Layer, Translation] = {}
    for layer in project.layers:
        info = _info(layer, project)
        below = _below(layer)
        inherited = [of[one.root] for one in below if one.root in of]
        of[layer.root] = _text(info, "language") or (inherited[-1] if inherited else DEFAULT)
        names[_name(layer, project)] = of[layer.root]
        if _text(info, "translates"):
            translations[layer] = Translation(tuple(below))
    return Languages(names, translations)


def _info(layer: Layer, project: Project) -> Node | None:
    path = layer.root / INFO
    try:
        return read_document(path, project.shown(layer, INFO)) if path.is_file() else None
    except PlaybookError:
        return None


def _below(layer: Layer) -> list[Layer]:
    try:
        return layers_below(layer)
    except PlaybookError:
        return []


def _text(info: Node | None, key: str) -> str | None:
    node = info.value.get(key) if info is not None and isinstance(info.value, dict) else None
    return node.value if node is not None and isinstance(node.value, str) else None


def _name(layer: Layer, project: Project) -> str:
    return "" if layer.root == project.root else layer.name
