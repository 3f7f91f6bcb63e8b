"""playsmith check"""

from __future__ import annotations

from pathlib import Path

import click

from playsmith.checked import check_project
from playsmith.project import find_project


@click.command()
@click.pass_obj
def command(folder: Path) -> None:
    """Report every problem of the playbook, each with its line and cure."""
    checked = check_project(find_project(folder))
    for remark in checked.remarks:
        click.echo(str(remark), err=True)
    click.echo(f"{len(checked.playbook.entities)} things, no problem")
