"""playsmith schema"""

from __future__ import annotations

from pathlib import Path

import click

from playsmith.problems import did_you_mean
from playsmith.project import INFO, Project, find_project, reference_root
from playsmith.scaffold.editor import schema_facts, write_editor_schemas
from playsmith.schema import schema_names, schema_of, to_text


class SchemaName(click.ParamType):
    """The name of a schema, or the kind it is of."""

    name = "kind"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Raises click's BadParameter where there is no such schema."""
        names = schema_names()
        found = [name for name, also in names.items() if value in (name, also)]
        if not found:
            hint = did_you_mean(value, [*names, *names.values()]) or f"one of: {', '.join(names)}"
            self.fail(f"there is no schema '{value}'; {hint}", param, ctx)
        return found[0]


@click.command()
@click.argument("kind", required=False, type=SchemaName())
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
    if target is not None:
        paths = write_editor_schemas(_project_at(folder), folder / target, patch)
        click.echo(f"{len(paths)} schemas are in {folder / target}")
    elif kind is not None:
        click.echo(to_text(schema_of(kind, **schema_facts(_project_at(folder), patch))), nl=False)
    else:
        for name in schema_names():
            click.echo(name)


def _project_at(folder: Path) -> Project:
    inside = any((one / INFO).is_file() for one in (folder.resolve(), *folder.resolve().parents))
    return find_project(folder if inside else reference_root())
