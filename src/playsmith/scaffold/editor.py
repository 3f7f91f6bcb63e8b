"""What an editor needs to complete and check a project's YAML."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playsmith.config import load_config
from playsmith.load import Playbook, read_playbook
from playsmith.project import Project
from playsmith.schema import write_schemas

SCHEMAS = ".playsmith/schema"


def write_editor_schemas(project: Project, folder: Path, patch: bool | None = None) -> list[Path]:
    """Write all schemas into `folder`, with the ids of the project; the files written."""
    return write_schemas(folder, **schema_facts(project, patch))


def schema_facts(project: Project, patch: bool | None = None) -> dict[str, Any]:
    """What a project's schemas are made from. Unless told, a layer's are those of patches."""
    playbook = read_playbook(project, [])
    return {
        "words": _words(project, playbook.info.language),
        "patch": len(project.layers) > 1 if patch is None else patch,
        "ids": _ids(playbook),
    }


def _ids(playbook: Playbook) -> Mapping[str, list[str]]:
    ids: dict[str, list[str]] = defaultdict(list)
    for kind, id in playbook.entities:
        ids[kind].append(id)
    return {**ids, "source": list(playbook.info.sources)}


def _words(project: Project, language: str) -> Mapping[str, Any]:
    """Every word there is to say, in English where it can be had: a client's own templates may need more."""
    return _over(load_config(project, language).words, load_config(project, "en").words)


def _over(below: Any, above: Any) -> Any:
    if isinstance(below, dict) and isinstance(above, dict):
        return {**below, **{key: _over(below.get(key), value) for key, value in above.items()}}
    return above
