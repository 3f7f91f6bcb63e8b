"""The commands and their options, from the command line itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from playsmith.cli import COMMANDS, main
from playsmith.render import fill

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Option:
    """An option or argument: how it is written, and its help."""

    written: str
    help: str


@dataclass(frozen=True)
class Command:
    """A command; `usage` is its line without the program's name."""

    name: str
    usage: str
    help: str
    options: tuple[Option, ...]


def pages() -> dict[str, str]:
    """`reference/commands.md`."""
    context = click.Context(main, info_name="playsmith")
    commands = [_command(main.get_command(context, name), name, context) for name in COMMANDS]
    text = (HERE / "commands.md.j2").read_text("utf-8")
    return {"reference/commands.md": fill(text, main=_command(main, "", context), commands=commands)}


def _command(command: click.Command, name: str, parent: click.Context) -> Command:
    context = click.Context(command, info_name=name, parent=parent) if name else parent
    options = tuple(
        Option(*record) for one in command.get_params(context) if (record := one.get_help_record(context)) is not None
    )
    help = "\n\n".join(part.replace("\n", " ") for part in (command.help or "").split("\n\n"))
    return Command(name, " ".join(command.collect_usage_pieces(context)), help, options)
