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


@main.command()
@click.option("--strict", is_flag=True, help="Fail on a warning too.")
@click.option("--site-dir", type=click.Path(path_type=Path), help="Where to put the site; site/ unless told.")
@click.pass_obj
def build(folder: Path, strict: bool, site_dir: Path | None) -> None:
    """Build the site. A failed build leaves the last good one as it is."""
    from playsmith import publish

    target = publish.build(find_project(folder), strict=strict, site_dir=site_dir)
    click.echo(f"The site is in {target}")


@main.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="IP address and port to serve at.")
@click.pass_obj
def serve(folder: Path, address: str) -> None:
    """Preview the site; a change of any YAML, template, calculator or config reloads it."""
    from playsmith import publish

    publish.serve(find_project(folder), address)
