"""playsmith upgrade"""

from __future__ import annotations

import json

import click
from rich.console import Console

from playsmith.changes import describe
from playsmith.project import find_project
from playsmith.terminal import upgrade_lines
from playsmith.upgrade import LOCK, plan_upgrade, read_snapshot, take_snapshot, write_snapshot


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For machines.")
@click.option("--write", is_flag=True, help=f"Take what is installed now as the new beginning, in {LOCK}.")
@click.pass_context
def command(ctx: click.Context, as_json: bool, write: bool) -> None:
    """Show what the installed reference playbook changes for this one, and what meets its own patches.

    Compares with what the playbook was made from. Writes nothing without --write; exits 1 where something meets.
    """
    project = find_project(ctx.obj)
    if write:
        path = write_snapshot(project)
        click.echo(f"{path.name} holds what this playbook is made from now")
        return
    plan = plan_upgrade(project, read_snapshot(project.root / LOCK), take_snapshot(project))
    if as_json:
        click.echo(json.dumps(plan.to_json(), ensure_ascii=False, indent=2))
    else:
        console = Console(highlight=False, soft_wrap=True)
        groups = describe(plan.arriving, plan.old.content, plan.new.content)
        for line in upgrade_lines(plan, groups, console.color_system is not None):
            console.print(line)
        if not (plan.arriving or plan.conflicts):
            console.print("nothing has changed")
    if any(not one.agrees for one in plan.conflicts):
        ctx.exit(1)
