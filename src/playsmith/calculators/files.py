"""A calculator's code as the page loads it."""

from __future__ import annotations

import json

from playsmith.calculators.calculator import Calculator


def files(calculator: Calculator) -> str:
    """The classic script `calculators/<id>.js`: arithmetic and expressions, under the calculator's id."""
    return (
        f"playsmith.calculators.define({json.dumps(calculator.spec.id)}, {{\n"
        f"calculate: {calculator.arithmetic.javascript},\n"
        f"expressions: {calculator.expressions.javascript},\n"
        "});\n"
    )
