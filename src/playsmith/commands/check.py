"""playsmith check"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click
from rich.console import Console
from watchfiles import watch

from playsmith.problems import did_you_mean
from playsmith.project import FOLDERS
from playsmith.reports import FORMATS, Report, grouped_lines, make_report
from playsmith.rules import LEVELS, RULES


def _levels(context: click.Context, parameter: click.Parameter, values: Iterable[str]) -> dict[str, str]:
    levels = {}
    for value in values:
        id, _, level = value.partition("=")
        if id not in RULES:
            hint = did_you_mean(id, [*RULES]) or "--rules lists them."
            raise click.BadParameter(f"there is no rule '{id}'; {hint}")
        if level not in LEVELS:
            raise click.BadParameter(f"'{value}': write {id}=LEVEL, with one of: {', '.join(LEVELS)}")
        levels[id] = level
    return levels


def _list_rules(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        for rule in RULES.values():
            click.echo(f"{rule.id} ({rule.level})\n    {rule.about}\n    {rule.cure}\n")
        context.exit()


@click.command()
@click.option("--format", "format_", type=click.Choice([*FORMATS]), default="text", help="How to tell it; text.")
@click.option("--strict", is_flag=True, help="Fail on a warning too.")
@click.option(
    "--rule", "levels", multiple=True, metavar="ID=LEVEL", callback=_levels, help="off, note, warning, error."
)
@click.option("--rules", is_flag=True, is_eager=True, expose_value=False, callback=_list_rules, help="List the rules.")
@click.option("--notes", is_flag=True, help="Show notes too, such as what is left out because it is hidden.")
@click.option("--watch", "watches", is_flag=True, help="Check again at each change, until Ctrl-C.")
@click.pass_obj
def command(folder: Path, format_: str, strict: bool, levels: dict[str, str], notes: bool, watches: bool) -> None:
    """Report every problem of the playbook, each with its line and cure.

    Ends with 0 where there is none, with 1 where there are some, and with 2 where it was called wrongly.
    """
    if watches and format_ != "text":
        raise click.UsageError("--watch is for people: it goes with --format text")
    if watches:
        _watch(folder, levels, notes)
        return
    report = make_report(folder, levels)
    _show(report, notes, format_)
    sys.exit(1 if report.fails(strict) else 0)


def _show(report: Report, notes: bool, format_: str = "text") -> None:
    shown = report if notes else report.without_notes()
    console = Console(highlight=False, soft_wrap=True)
    if format_ == "text" and console.is_terminal:
        for line in grouped_lines(shown):
            console.print(line)
    else:
        click.echo(FORMATS[format_](shown), nl=False)


def _watch(folder: Path, levels: dict[str, str], notes: bool) -> None:
    try:
        report = _show_again(folder, levels, notes)
        while True:
            paths = _paths(report, folder)
            # Changes made while checking wait; only other layers need another watch.
            for _ in watch(*paths, raise_interrupt=True):
                report = _show_again(folder, levels, notes)
                if _paths(report, folder) != paths:
                    break
    except KeyboardInterrupt:
        return


def _show_again(folder: Path, levels: dict[str, str], notes: bool) -> Report:
    report = make_report(folder, levels)
    click.clear()
    _show(report, notes)
    click.echo("\nWaiting for a change; Ctrl-C ends.")
    return report


def _paths(report: Report, folder: Path) -> list[Path]:
    """The folders that the report was made from."""
    if report.project is None:
        return [folder]
    roots = dict.fromkeys([report.project.root, *(layer.root for layer in report.project.layers)])
    return [root / name for root in roots for name in FOLDERS if (root / name).is_dir()]
