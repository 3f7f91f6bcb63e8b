"""Where a playbook lives: the project's folder and the layers below it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from playsmith.kept import cache_folder
from playsmith.problems import Gathering, Mark, PlaybookError, Problem, did_you_mean
from playsmith.source import Node, read_document

INFO = "playbook/playbook.yaml"
PRESETS = "site_config/presets"
SYMLINK = ("a symbolic link: links may lead out of the project", "Put the file itself here.")
DOCS = "playbook"
FOLDERS = ("playbook", "calculators", "templates", "site_config")


@dataclass(frozen=True)
class Layer:
    """A folder with `playbook/`, `calculators/`, `templates/` and `site_config/`, any of which may be missing."""

    name: str
    root: Path

    def files(self, folder: str, *suffixes: str) -> Iterator[str]:
        """Paths below `folder` with one of these endings, relative to the layer, sorted.

        Gives all of them first, then raises PlaybookError with every link and every folder with such a name.
        Names that begin with a dot belong to editors and tools, and are passed over.
        """
        odd: list[Problem] = []
        if (self.root / folder).is_symlink():
            odd.append(Problem(Mark(folder), *SYMLINK, rule="symlink"))
        for path, entry in _entries(str(self.root / folder), folder):
            ending = Path(entry.name).suffix
            fits = ending.lower() in suffixes
            if entry.is_symlink():
                odd.append(Problem(Mark(path), *SYMLINK, rule="symlink"))
            elif fits and not entry.is_file():
                message = f"not a file, but its name ends in '{ending}'"
                odd.append(Problem(Mark(path), message, "Rename it, or put a file here.", rule="file-name"))
            elif fits:
                yield path
        if odd:
            raise PlaybookError(odd)

    def __str__(self) -> str:
        return self.name


def _entries(folder: str, shown: str) -> Iterator[tuple[str, os.DirEntry]]:
    """What lies in a folder and those below it, in order, but for what begins with a dot."""
    try:
        entries = sorted(os.scandir(folder), key=lambda one: one.name)
    except OSError:
        return
    for one in entries:
        if not one.name.startswith("."):
            yield f"{shown}/{one.name}", one
            if one.is_dir(follow_symlinks=False):
                yield from _entries(one.path, f"{shown}/{one.name}")


@dataclass(frozen=True)
class Project:
    """Layers, the lowest first; this project's own folder is the last but for the layers of a further language.

    `trusted` are the roots of the layers whose templates may be used, `translations` the layers of the language.
    `problems` says why layers may be missing. `complete` is false where they are: what the YAML above them means
    cannot be said then.
    """

    root: Path
    layers: tuple[Layer, ...]
    trusted: frozenset[Path] = frozenset()
    translations: tuple[Layer, ...] = ()
    problems: tuple[Problem, ...] = ()
    complete: bool = True

    def shown(self, layer: Layer, relative: str) -> str:
        """How messages name a file: as the user would type it for the outermost layer, else with the layer's name."""
        return relative if layer.root == self.root else f"{layer.name}:{relative}"

    def find(self, relative: str) -> Path | None:
        """The file at this path in the outermost layer that has it."""
        for layer in reversed(self.layers):
            path = layer.root / relative
            if path.is_file() and not path.is_symlink():
                return path
        return None

    @property
    def base(self) -> Project:
        """The project without its own layer and those on top of it: what it was made from."""
        own = next(index for index, layer in enumerate(self.layers) if layer.root == self.root)
        return replace(self, layers=self.layers[:own], translations=())

    @property
    def own_layer(self) -> Layer:
        """The project's own folder."""
        return next(layer for layer in self.layers if layer.root == self.root)

    @property
    def code_layers(self) -> tuple[Layer, ...]:
        """The layers whose templates are used, the outermost first."""
        return tuple(layer for layer in reversed(self.layers) if layer.root in self.trusted)

    @property
    def cache(self) -> Path | None:
        """Where results that can be worked out again are kept, for all projects of a user."""
        return cache_folder()


def reference_root() -> Path:
    """The reference playbook: in a checkout the checkout itself, in an installed wheel the copy it carries."""
    package = Path(__file__).parent
    checkout = package.parent.parent
    return checkout if (checkout / INFO).is_file() else package / "reference"


def find_project(start: Path, language: str | None = None) -> Project:
    """The project that `start` lies in; `language` is one of its further languages, whose layers go on top.

    Raises PlaybookError if there is no project. A layer that is not to be found stands among its `problems`.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / INFO).is_file():
            return _project(folder, language)
    message = f"no playbook here: neither this folder nor one above it has {INFO}"
    raise PlaybookError([Problem(Mark(str(start)), message, "Go to the playbook's folder.", rule="project")])


def layers_below(layer: Layer) -> list[Layer]:
    """The layers that `layer` extends and those below them, the lowest first. Raises PlaybookError."""
    return _below(layer, f"{layer.name}:{INFO}", ())


def _project(root: Path, language: str | None) -> Project:
    outermost = Layer(root.name, root)
    gathering = Gathering()
    layers = [*(gathering(_below, outermost, INFO, ()) or ()), outermost]
    info = gathering(read_document, root / INFO, INFO)
    translations: list[Layer] = []
    if language is not None:
        for node in _items(_get(_get(info, "languages"), language)):
            layer = gathering(_find_layer, node, outermost)
            below = gathering(layers_below, layer) if layer else None
            if layer and below is not None:
                # The reference never lies above the project, not even above a copy of itself.
                known = {reference_root(), *(one.root for one in (*layers, *translations))}
                translations += [one for one in (*below, layer) if one.root not in known]
    trusted = [gathering(_find_layer, node, outermost) for node in _items(_get(info, "trust"))]
    return Project(
        root=root,
        layers=(*layers, *translations),
        trusted=frozenset({root, *_shipped(layers, translations), *(layer.root for layer in trusted if layer)}),
        translations=tuple(translations),
        problems=tuple(dict.fromkeys(gathering.problems)),
        # A playbook.yaml that cannot be read and does not speak of layers has none.
        complete=not gathering.problems or (info is None and b"extends" not in (root / INFO).read_bytes()),
    )


def _shipped(*stacks: Iterable[Layer]) -> Iterator[Path]:
    """The roots of the layers that come with playsmith."""
    reference = reference_root()
    yield reference
    for layer in chain(*stacks):
        if layer.root.parent == reference / PRESETS:
            yield layer.root


def _below(layer: Layer, shown: str, above: tuple[Path, ...]) -> list[Layer]:
    """The layers that `layer` extends and those below them, the lowest first, each once."""
    layers: list[Layer] = []
    path = layer.root / INFO
    if not path.is_file():
        return layers
    gathering = Gathering()
    for node in _items(_get(read_document(path, shown), "extends")):
        base = gathering(_find_layer, node, layer)
        if base is None:
            continue
        if base.root in (layer.root, *above):
            message = f"extends: '{node.value}' leads back to this playbook"
            raise PlaybookError([Problem(node.mark, message, "Remove it.", rule="layer")])
        for one in (*_below(base, f"{base.name}:{INFO}", (layer.root, *above)), base):
            if one not in layers:
                layers.append(one)
    gathering.raise_errors()
    return layers


def _find_layer(node: Node, layer: Layer) -> Layer:
    """The layer a value of `extends`, `trust` or `languages` names: `reference`, a preset, or a folder."""
    name = str(node.value)
    if name == "reference":
        return Layer(name, reference_root())
    presets = reference_root() / PRESETS
    if (presets / name).is_dir() and "/" not in name and not name.startswith("."):
        return Layer(name, presets / name)
    root = (layer.root / name).resolve()
    if not (root / "playbook").is_dir():
        known = ["reference", *sorted(one.name for one in presets.glob("*/"))]
        hint = did_you_mean(name, known) or f"a folder such as ../house-style, or one of: {', '.join(known)}"
        raise PlaybookError([Problem(node.mark, f"there is no layer '{name}'", hint, rule="layer")])
    return Layer(root.name, root)


def _get(node: Node | None, key: str) -> Node | None:
    return node.value.get(key) if node is not None and isinstance(node.value, dict) else None


def _items(node: Node | None) -> tuple[Node, ...]:
    if node is None or node.value is None:
        return ()
    return node.value if isinstance(node.value, tuple) else (node,)
