"""Formulas of metrics: checked with their example, shown as mathematics with and without its numbers."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Protocol

from playsmith.locale import Locale
from playsmith.mathml.arithmetic import Unsupported, evaluate, names_used, parse_expression
from playsmith.mathml.elements import equation, number_element, text_element
from playsmith.mathml.markup import Leaves, expression
from playsmith.model.metric import Formula, Quantity
from playsmith.problems import Mark, Problem

TOLERANCE = 1e-6


class Marks(Protocol):
    """Where a part of the formula stands in its YAML: `mark("quantities", "spend")`."""

    def __call__(self, *loc: str | int) -> Mark: ...


@dataclass(frozen=True)
class FormulaMarkup:
    """MathML of a formula in words, and with the example's numbers and what they give."""

    symbolic: str
    example: str


def formula_value(formula: Formula) -> float:
    """What the formula gives for its example. Raises what `evaluate` raises, and SyntaxError."""
    values = {name: quantity.example for name, quantity in formula.quantities.items()}
    return evaluate(parse_expression(formula.expression), values)


def check_formula(formula: Formula, mark: Marks) -> tuple[Problem, ...]:
    """All that is wrong with a formula: its names, its arithmetic, and the result its example states."""
    try:
        tree = parse_expression(formula.expression)
    except SyntaxError as error:
        hint = "write Python arithmetic over the quantities, such as 'spend / leads'"
        return (Problem(mark("expression"), f"expression: no arithmetic: {error.msg}", hint, "formula"),)
    used = names_used(tree)
    problems = []
    for name in used:
        if name not in formula.quantities:
            close = get_close_matches(name, formula.quantities, n=1)
            hint = f"did you mean '{close[0]}'?" if close else f"there are: {', '.join(formula.quantities)}"
            message = f"expression: there is no quantity '{name}'"
            problems.append(Problem(mark("expression"), message, hint, "unknown-name"))
    for name in formula.quantities if not problems else ():
        if name not in used:
            message, hint = f"quantities.{name}: the expression does not use it", "use it, or remove it"
            problems.append(Problem(mark("quantities", name), message, hint, "unused"))
    return tuple(problems) or _check_value(formula, mark)


def _check_value(formula: Formula, mark: Marks) -> tuple[Problem, ...]:
    try:
        value = formula_value(formula)
    except Unsupported as error:
        hint = "use + - * / **, brackets, abs, max, min, math.sqrt, math.exp, math.log; say the rest in formula_note"
        return (Problem(mark("expression"), f"expression: {error}", hint, "formula"),)
    except (ArithmeticError, ValueError) as error:
        hint = "choose numbers for which the formula has a value"
        return (Problem(mark("quantities"), f"quantities: the example gives no number: {error}", hint, "formula"),)
    if not math.isclose(value, formula.gives, rel_tol=TOLERANCE, abs_tol=1e-12):
        message = f"gives: the example gives {value!r}, not {formula.gives!r}"
        return (Problem(mark("gives"), message, f"write {value!r}, or mend the formula", "formula"),)
    return ()


def formula_mathml(
    formula: Formula, locale: Locale, link: Callable[[str], str | None] = lambda metric: None
) -> FormulaMarkup:
    """The formula as MathML; `link` gives the address of a metric's page, for quantities that have one."""
    tree = parse_expression(formula.expression)

    def named(name: str) -> object:
        quantity = formula.quantities[name]
        return text_element(quantity.label, link(quantity.metric) if quantity.metric else None)

    def shown(name: str) -> object:
        quantity: Quantity = formula.quantities[name]
        return number_element(format_kind(locale, quantity.kind, quantity.example))

    result = number_element(_result(formula, locale))
    symbolic = [text_element(formula.label), expression(tree, Leaves(named, locale.number))]
    example = [text_element(formula.label), expression(tree, Leaves(shown, locale.number)), result]
    return FormulaMarkup(equation(symbolic), equation(example))


def format_kind(locale: Locale, kind: str, value: float) -> str:
    """A value of a kind, in as many digits as it needs."""
    match kind:
        case "money":
            return locale.money(value, 0 if value == math.floor(value) else None)
        case "percent":
            return locale.percent(value)
        case "count":
            return locale.count(value)
    return locale.number(value)


def _result(formula: Formula, locale: Locale) -> str:
    text = format_kind(locale, formula.kind, formula.gives)
    return f"{text}\xa0{formula.unit}" if formula.unit else text
