"""The command line."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import click

from playsmith import __version__
from playsmith.problems import PlaybookError

COMMANDS = ("build", "calc", "check", "diff", "explain", "init", "schema", "serve", "untranslated", "upgrade")


class Commands(click.Group):
    """Imports a command when it is called. A PlaybookError is shown and exits 1; anything else is a bug."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """`playsmith.commands.<name>.command`."""
        return import_module(f"playsmith.commands.{name}").command if name in COMMANDS else None

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; show what a PlaybookError gathered."""
        try:
            return super().invoke(ctx)
        except PlaybookError as error:
            count = sum(problem.level != "note" for problem in error.problems)
            click.echo(f"{error}\n\n{count} problem{'s' if count != 1 else ''}", err=True)
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
