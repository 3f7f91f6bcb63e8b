"""playsmith schema"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import click

from playsmith.config import load_config
from playsmith.load import Playbook, read_playbook
from playsmith.problems import Mark, PlaybookError, Problem, did_you_mean
from playsmith.project import INFO, Project, find_project, reference_root
from playsmith.schema import schema_names, schema_of, to_text, write_schemas


@click.command()
@click.argument("kind", required=False)
@click.option(
    "--write", "target", type=click.Path(file_okay=False, path_type=Path), help="Write all of them into this folder."
)
@click.option(
    "--patch/--whole",
    default=None,
    help="For a layer's files, where nothing is required, or for files that stand alone; unless told, what fits here.",
)
@click.pass_obj
def command(folder: Path, kind: str | None, target: Path | None, patch: bool | None) -> None:
    """Show the JSON Schema of the YAML: KIND is a folder (metrics), a kind (metric), playbook, brand or words.

    Without KIND and --write: which there are. Works outside a playbook too.
    """
    project = _project_at(folder)
    playbook = read_playbook(project, [])
    known: dict[str, Any] = {
        "words": _words(project, playbook.info.language),
        "patch": len(project.layers) > 1 if patch is None else patch,
        "ids": _ids(playbook),
    }
    if target is not None:
        paths = write_schemas(folder / target, **known)
        click.echo(f"{len(paths)} schemas are in {folder / target}")
    elif kind is not None:
        click.echo(to_text(schema_of(_name(kind), **known)), nl=False)
    else:
        for name in schema_names():
            click.echo(name)


def _project_at(folder: Path) -> Project:
    inside = any((one / INFO).is_file() for one in (folder.resolve(), *folder.resolve().parents))
    return find_project(folder if inside else reference_root())


def _name(kind: str) -> str:
    names = schema_names()
    for name, also in names.items():
        if kind in (name, also):
            return name
    hint = did_you_mean(kind, [*names, *names.values()]) or f"one of: {', '.join(names)}"
    raise PlaybookError([Problem(Mark("KIND"), f"there is no schema '{kind}'", hint, rule="option")])


def _ids(playbook: Playbook) -> dict[str, list[str]]:
    ids: dict[str, list[str]] = defaultdict(list)
    for kind, id in playbook.entities:
        ids[kind].append(id)
    return {**ids, "source": list(playbook.info.sources)}


def _words(project: Project, language: str) -> dict[str, Any]:
    """Every word there is to say, in English where it can be had: a client's own templates may need more."""
    return _over(load_config(project, language).words, load_config(project, "en").words)


def _over(below: Any, above: Any) -> Any:
    if isinstance(below, dict) and isinstance(above, dict):
        return {**below, **{key: _over(below.get(key), value) for key, value in above.items()}}
    return above
