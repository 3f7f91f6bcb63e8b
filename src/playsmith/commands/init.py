"""playsmith init"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from playsmith.problems import PlaybookError
from playsmith.project import find_project
from playsmith.scaffold import Answers, Choices, options, plan_files, resolve, write_new
from playsmith.scaffold.editor import SCHEMAS, write_editor_schemas
from playsmith.upgrade import write_snapshot


@click.command()
@click.argument("target", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--client", help="The client's name.")
@click.option("--industry", help="The preset that fits: none, or one that a wrong name lists.")
@click.option("--language", help="Of headings, labels and content, such as de, or de-CH.")
@click.option("--currency", help="Of every amount, such as EUR.")
@click.option("--colour", "--color", help="The brand's colour, such as '#0b6e4f'; the dark look's is worked out.")
@click.option("--logo", type=click.Path(path_type=Path), help="An SVG or PNG.")
@click.pass_obj
def command(folder: Path, target: Path, **said: str | Path | None) -> None:
    """Start a client's playbook in DIR: a thin layer over the reference playbook, ready to build and publish.

    Asks for what is not given, at a terminal; elsewhere it takes the defaults, and says them. Never overwrites.
    """
    root = folder / target
    answers = Answers(**said)
    if sys.stdin.isatty() and sys.stdout.isatty():
        answers = _ask(answers, root)
    try:
        choices = resolve(answers, root)
    except PlaybookError as error:
        raise click.UsageError(str(error)) from None
    written = write_new(root, plan_files(choices), _finish)
    _report(choices, root, target, len(written))


def _finish(root: Path) -> None:
    project = find_project(root)
    write_editor_schemas(project, root / SCHEMAS)
    write_snapshot(project)


def _ask(answers: Answers, root: Path) -> Answers:
    """Ask for each thing that was not said; a bad answer is asked for again."""
    client = answers.client or _prompt("The client's name", options.client_from(root), options.find_client)
    industries = ", ".join([options.NO_INDUSTRY, *options.industries()])
    industry = answers.industry or _prompt(f"Industry ({industries})", options.NO_INDUSTRY, options.find_industry)
    language = answers.language or _prompt(f"Language ({', '.join(options.languages())})", "en", options.find_language)
    currency = answers.currency or _prompt("Currency", options.default_currency(language), options.find_currency)
    colour = answers.colour or _prompt(
        "The brand's colour, such as #0b6e4f (Enter: playsmith's)", "", options.find_colour
    )
    logo = answers.logo or _prompt("Path of the logo, SVG or PNG (Enter: none)", "", options.find_logo)
    return Answers(client, industry, language, currency, colour or None, Path(logo) if logo else None)


def _prompt(text: str, default: str, find: Callable[[str], object]) -> str:
    def checked(value: str) -> str:
        try:
            if value:
                find(value)
        except PlaybookError as error:
            raise click.UsageError(str(error)) from None
        return value

    return click.prompt(text, default=default, show_default=bool(default), value_proc=checked)


def _report(choices: Choices, root: Path, target: Path, count: int) -> None:
    click.echo(f"{choices.title} is in {root} ({count} files).\n")
    said = {
        "Layers": " < ".join(choices.layers),
        "Language": f"{choices.language}, numbers and dates as in {choices.locale}",
        "Currency": choices.currency,
        "Colour": " and ".join(choices.colour) + " (dark look)" if choices.colour else "as the reference playbook's",
        "Logo": choices.logo.path if choices.logo else "none",
    }
    for name, value in said.items():
        click.echo(f"  {name + ':':10}{value}")
    for note in choices.notes:
        click.echo(f"\n{note}")
    click.echo(f"\nNext:\n  cd {target}\n  playsmith serve\n\nREADME.md says what to change where.")
