"""Where a playbook lives: the project's folder and the layers below it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playsmith.problems import Mark, PlaybookError, Problem
from playsmith.source import Node, read_document

INFO = "playbook/playbook.yaml"
FOLDERS = ("playbook", "calculators", "templates", "site_config")


@dataclass(frozen=True)
class Layer:
    """A folder with `playbook/`, `calculators/`, `templates/` and `site_config/`, any of which may be missing."""

    name: str
    root: Path

    def files(self, folder: str, suffix: str) -> Iterator[str]:
        """Paths below `folder` with this ending, relative to the layer, sorted. Raises PlaybookError on a symlink."""
        start = self.root / folder
        for path in sorted(start.rglob("*")):
            relative = path.relative_to(self.root).as_posix()
            if path.is_symlink():
                message = "a symbolic link: links may lead out of the project"
                raise PlaybookError([Problem(Mark(relative), message, "Put the file itself here.", rule="symlink")])
            if path.suffix == suffix and path.is_file():
                yield relative

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Project:
    """Layers, the lowest (base) first and the outermost (this project's folder) last."""

    root: Path
    layers: tuple[Layer, ...]

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
    def cache(self) -> Path:
        """Where results that can be worked out again are kept."""
        return self.root / ".cache" / "playsmith"


def reference_root() -> Path:
    """The reference playbook: in a checkout the checkout itself, in an installed wheel the copy it carries."""
    package = Path(__file__).parent
    checkout = package.parent.parent
    return checkout if (checkout / INFO).is_file() else package / "reference"


def find_project(start: Path) -> Project:
    """The project that `start` lies in. Raises PlaybookError if there is none, or a layer is not to be found."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / INFO).is_file():
            return Project(folder, tuple(_layers(folder, folder.name, ())))
    message = f"no playbook here: neither this folder nor one above it has {INFO}"
    raise PlaybookError([Problem(Mark(str(start)), message, "Go to the playbook's folder.", rule="project")])


def _layers(root: Path, name: str, above: tuple[Path, ...]) -> list[Layer]:
    info = read_document(root / INFO, INFO)
    layers: list[Layer] = []
    for node in _extends(info):
        base = reference_root() if node.value == "reference" else (root / str(node.value)).resolve()
        if not (base / INFO).is_file():
            message = f"extends: no playbook at '{node.value}'"
            raise PlaybookError(
                [Problem(node.mark, message, f"Name 'reference' or a folder with {INFO}.", rule="layer")]
            )
        if base in (root, *above):
            message = f"extends: '{node.value}' leads back to this playbook"
            raise PlaybookError([Problem(node.mark, message, "Remove it.", rule="layer")])
        layers += [one for one in _layers(base, str(node.value), (root, *above)) if one not in layers]
    return [*layers, Layer(name, root)]


def _extends(info: Node) -> tuple[Node, ...]:
    if not isinstance(info.value, dict) or "extends" not in info.value:
        return ()
    node = info.value["extends"]
    return node.value if isinstance(node.value, tuple) else (node,)
