"""playsmith calc"""

from __future__ import annotations

import json
from collections.abc import Mapping

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


@click.command()
@click.argument("id")
@click.option("--json", "inputs", type=Inputs(), default=dict, help="Inputs that differ from the defaults.")
@click.option(
    "--engine",
    type=click.Choice(["python", "compiled"]),
    default="python",
    show_default=True,
    help="CPython, or the compiled code that runs in the page.",
)
@click.pass_context
def command(ctx: click.Context, id: str, inputs: Mapping[str, object], engine: str) -> None:
    """Calculate: ID is a calculator's id, such as cac.

    Percentages are fractions (0.03 is 3 %). Answers JSON: {"outputs": {…}}, or {"problems": […]} and exit code 1.
    """
    playbook = load_playbook(find_project(ctx.obj))
    words = load_config(playbook.project, playbook.info.language).words
    locale = Locale(playbook.info.locale, playbook.info.currency, words)
    answer = calculate(load_calculator_of(playbook, id), inputs, locale, engine)
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    if "problems" in answer:
        ctx.exit(1)
