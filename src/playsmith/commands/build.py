"""playsmith build"""

from __future__ import annotations

from pathlib import Path

import click

from playsmith import publish
from playsmith.project import find_project


@click.command()
@click.option("--strict", is_flag=True, help="Fail on a warning too.")
@click.option("--site-dir", type=click.Path(path_type=Path), help="Where to put the site; site/ unless told.")
@click.pass_obj
def command(folder: Path, strict: bool, site_dir: Path | None) -> None:
    """Build the site. A failed build leaves the last good one as it is."""
    target = publish.build(find_project(folder), strict=strict, site_dir=site_dir)
    click.echo(f"The site is in {target}")
