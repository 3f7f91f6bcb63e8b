"""The command line: each command reads, does, writes."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from playsmith import __version__
from playsmith.load import load_playbook
from playsmith.problems import PlaybookError
from playsmith.project import find_project


class Commands(click.Group):
    """Shows what a PlaybookError gathered and exits 1; anything else is a bug and keeps its traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except PlaybookError as error:
            click.echo(str(error), err=True)
            count = len(error.problems)
            click.echo(f"\n{count} problem{'s' if count != 1 else ''}", err=True)
            sys.exit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="playsmith")
@click.option(
    "-C",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="Work there.",
)
@click.pass_context
def main(ctx: click.Context, folder: Path) -> None:
    """Turn a playbook in YAML into a documentation site with calculators in its pages."""
    ctx.obj = folder


@main.command()
@click.pass_obj
def check(folder: Path) -> None:
    """Report every problem of the playbook, each with its line and cure."""
    playbook = load_playbook(find_project(folder))
    click.echo(f"{len(playbook.entities)} things, no problem")
