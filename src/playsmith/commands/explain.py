"""playsmith explain"""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.console import Console

from playsmith.explain import explain
from playsmith.project import find_project
from playsmith.terminal import explanation_lines


@click.command()
@click.argument("target", metavar="PATH[:KEY]")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
@click.pass_obj
def command(folder: Path, target: str, as_json: bool) -> None:
    """Say which file gives each value, and what it replaced.

    PATH is a file such as metrics/cac or site_config/brand.yaml, KEY a place in it such as target.low.
    """
    explanation = explain(find_project(folder), target)
    if as_json:
        click.echo(json.dumps(explanation.to_json(), ensure_ascii=False, indent=2))
        return
    console = Console(highlight=False, soft_wrap=True)
    for line in explanation_lines(explanation):
        console.print(line)
