"""playsmith serve"""

from __future__ import annotations

from pathlib import Path

import click

from playsmith import publish
from playsmith.project import find_project


@click.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="IP address and port to serve at.")
@click.pass_obj
def command(folder: Path, address: str) -> None:
    """Preview the site; a change of any YAML, template, calculator or config reloads it."""
    publish.serve(find_project(folder), address)
