"""playsmith diff"""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.console import Console

from playsmith.changes import Group, describe
from playsmith.changes_page import changes_page
from playsmith.compare import compare
from playsmith.content import read_content
from playsmith.problems import Mark, PlaybookError, Problem
from playsmith.project import INFO, Project, find_project
from playsmith.terminal import difference_lines, upgrade_lines
from playsmith.upgrade import plan_upgrade, snapshot_at


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For machines.")
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Write it as a page that stands alone.")
@click.option(
    "--upgrade",
    nargs=2,
    type=click.Path(exists=True, path_type=Path),
    metavar="OLD NEW",
    help="What changes for this playbook from one reference to another: folders, or kept snapshots.",
)
@click.pass_obj
def command(folder: Path, as_json: bool, html: Path | None, upgrade: tuple[Path, Path] | None) -> None:
    """Show what this playbook changes in what it is made from, for people to read."""
    project = find_project(folder)
    if upgrade:
        _between(project, *upgrade, as_json=as_json, html=html)
        return
    if not project.base.layers:
        message = "this playbook is made from nothing: there is nothing to compare it with"
        raise PlaybookError([Problem(Mark(INFO), message, "Write 'extends: reference'.", rule="layer")])
    base, own = read_content(project.base), read_content(project)
    difference = compare(base, own)
    groups = describe(difference, base, own)
    if html:
        _write(html, project, groups)
    elif as_json:
        click.echo(json.dumps(difference.to_json(), ensure_ascii=False, indent=2))
    else:
        console = Console(highlight=False, soft_wrap=True)
        for line in difference_lines(groups, console.color_system is not None):
            console.print(line)
        if not groups:
            console.print("nothing is changed")


def _between(project: Project, old: Path, new: Path, *, as_json: bool, html: Path | None) -> None:
    plan = plan_upgrade(project, snapshot_at(project, old), snapshot_at(project, new))
    groups = describe(plan.arriving, plan.old.content, plan.new.content)
    if html:
        _write(html, project, groups)
    elif as_json:
        click.echo(json.dumps(plan.to_json(), ensure_ascii=False, indent=2))
    else:
        console = Console(highlight=False, soft_wrap=True)
        for line in upgrade_lines(plan, groups, console.color_system is not None):
            console.print(line)


def _write(target: Path, project: Project, groups: tuple[Group, ...]) -> None:
    target.write_text(changes_page(project, groups), "utf-8")
    click.echo(f"The page is {target}")
