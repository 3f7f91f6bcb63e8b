"""The formulas of metrics: all of them checked, and the functions by which templates show them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from markupsafe import Markup

from playsmith.load import Playbook
from playsmith.locale import Locale
from playsmith.mathml import FormulaMarkup, check_formula, formula_mathml
from playsmith.model.metric import Formula
from playsmith.problems import PlaybookError


def check_formulas(playbook: Playbook) -> None:
    """Raises PlaybookError with everything that is wrong in the formulas of all metrics."""
    problems = [
        problem
        for metric in playbook.of("metric")
        for index, formula in enumerate(metric.formulas)
        for problem in check_formula(formula, partial(_mark, playbook, metric.id, index))
    ]
    if problems:
        raise PlaybookError(problems)


def formula_functions(locale: Locale) -> dict[str, Callable[..., object]]:
    """`formula(one)` and `formula_with_numbers(one)`: MathML. Without links: what stands in mathematics is one picture
    to a screen reader, so templates link the metrics among the quantities beside it."""
    made: dict[int, tuple[Formula, FormulaMarkup]] = {}

    def markup(one: Formula) -> FormulaMarkup:
        # Kept with it, so that no other formula takes its place.
        if id(one) not in made:
            made[id(one)] = one, formula_mathml(one, locale)
        return made[id(one)][1]

    return {
        "formula": lambda one: Markup(markup(one).symbolic),
        "formula_with_numbers": lambda one: Markup(markup(one).example),
    }


def _mark(playbook: Playbook, metric: str, index: int, *loc: str | int):
    return playbook.mark("metric", metric, ("formulas", index, *loc))
