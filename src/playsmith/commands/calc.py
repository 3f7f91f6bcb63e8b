"""playsmith calc"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from playsmith.calculators import calculate
from playsmith.calculators.collect import load_calculator_of
from playsmith.config import load_config
from playsmith.load import load_playbook
from playsmith.locale import Locale
from playsmith.project import find_project


class Inputs(click.ParamType):
    """A JSON object of inputs."""

    name = "json"

    def convert(
        self, value: str | dict, param: click.Parameter | None, ctx: click.Context | None
    ) -> Mapping[str, object]:
        """Raises click's BadParameter where the text is no JSON object."""
        if isinstance(value, dict):
            return value
        try:
            inputs = json.loads(value)
        except (ValueError, RecursionError) as error:
            self.fail(f"this is no JSON: {error}", param, ctx)
        if not isinstance(inputs, dict):
            self.fail('write an object, such as {"new_customers": 60}', param, ctx)
        return inputs


class File(click.ParamType):
    """An input that is a file: its name, and where the file is."""

    name = "input=file"

    def convert(self, value: str | tuple, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, Path]:
        """Raises click's BadParameter where there is no such file."""
        if isinstance(value, tuple):
            return value
        name, _, path = value.partition("=")
        if not name or not path:
            self.fail("write the input and its file, such as orders=orders.csv", param, ctx)
        if not Path(path).is_file():
            self.fail(f"there is no file {path}", param, ctx)
        return name, Path(path)


@click.command()
@click.argument("id")
@click.option("--json", "inputs", type=Inputs(), default=dict, help="Inputs that differ from the defaults.")
@click.option(
    "--file", "files", type=File(), multiple=True, help="A file for an input that takes one; may be repeated."
)
@click.option(
    "--engine",
    type=click.Choice(["python", "compiled"]),
    default="python",
    show_default=True,
    help="CPython, or the compiled code that runs in the page.",
)
@click.pass_context
def command(
    ctx: click.Context, id: str, inputs: Mapping[str, object], files: Sequence[tuple[str, Path]], engine: str
) -> None:
    """Calculate: ID is a calculator's id, such as cac.

    Percentages are fractions (0.03 is 3 %). Answers JSON: {"outputs": {…}}, or {"problems": […]} and exit code 1.
    """
    playbook = load_playbook(find_project(ctx.obj))
    words = load_config(playbook.project, playbook.info.language).words
    locale = Locale(playbook.info.locale, playbook.info.currency, words)
    calculator = load_calculator_of(playbook, id)
    if engine == "compiled" and calculator.bundle is not None:
        raise click.UsageError(f"{id} is not compiled: it runs in Python alone.")
    if not calculator.trusted:
        raise click.UsageError(f"{id} comes from a layer that is not trusted, so its Python is not run here.")
    given = {**inputs, **{name: path.read_bytes() for name, path in files}}
    answer = calculate(calculator, given, locale, engine)
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    if "problems" in answer:
        ctx.exit(1)
