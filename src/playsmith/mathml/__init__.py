"""Expressions as mathematics: parsed from Python's arithmetic, checked, written as MathML."""

from __future__ import annotations

from playsmith.mathml.arithmetic import Unsupported, evaluate, names_used, parse_expression
from playsmith.mathml.elements import equation, number_element, quantity_element, text_element
from playsmith.mathml.formulas import FormulaMarkup, check_formula, format_kind, formula_mathml, formula_value
from playsmith.mathml.markup import Leaves, expression

__all__ = [
    "FormulaMarkup",
    "Leaves",
    "Unsupported",
    "check_formula",
    "equation",
    "evaluate",
    "expression",
    "format_kind",
    "formula_mathml",
    "formula_value",
    "names_used",
    "number_element",
    "parse_expression",
    "quantity_element",
    "text_element",
]
