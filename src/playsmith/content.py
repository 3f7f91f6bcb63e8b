"""What the layers of a project say together, as plain values: for comparing, and for keeping."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from playsmith.config import BRAND, merged_file
from playsmith.documents import PER_LAYER, read_documents
from playsmith.handwritten import DOCS, DOCUMENTS, IMAGES
from playsmith.problems import Gathering
from playsmith.project import INFO, Layer, Project

LOCALE = "site_config/locale"
_CODE = (".py", ".j2", ".html", ".js", ".css")
_FILES = ((DOCS, (".md", *IMAGES, *DOCUMENTS)), ("calculators", _CODE), ("templates", _CODE))


@dataclass(frozen=True)
class Content:
    """`documents` maps the path of a YAML file to its merged values, `files` that of any other to its SHA-256."""

    documents: Mapping[str, object] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)


def read_content(project: Project) -> Content:
    """Read all layers of a project. Raises PlaybookError with what cannot be read or merged."""
    gathering = Gathering()
    gathering.problems += project.problems
    documents = {path: node.plain() for path, node in read_documents(project, gathering.problems).nodes.items()}
    for path in (BRAND, *sorted({path for layer in project.layers for path in _locale_files(layer)})):
        if (node := gathering(merged_file, project, path)) is not None:
            documents[path] = node.plain()
    if isinstance(info := documents.get(INFO), dict):
        documents[INFO] = {key: value for key, value in info.items() if key not in PER_LAYER}
    files = {path: _hash(layer, path) for layer in project.layers for path in other_files(layer)}
    gathering.raise_errors()
    return Content(documents, dict(sorted(files.items())))


def other_files(layer: Layer) -> Iterator[str]:
    """What a layer holds beside YAML: pages, images, calculators, templates."""
    for folder, suffixes in _FILES:
        yield from layer.files(folder, *suffixes)


def _locale_files(layer: Layer) -> Iterator[str]:
    return layer.files(LOCALE, ".yaml")


def _hash(layer: Layer, path: str) -> str:
    return hashlib.sha256((layer.root / path).read_bytes()).hexdigest()
