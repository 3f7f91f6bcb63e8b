"""A calculator's code as the page loads it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from playsmith.calculators.calculator import Calculator


def files(calculator: Calculator, manifest: Mapping[str, object] | None = None) -> str:
    """The classic script `calculators/<id>.js`: arithmetic and expressions, under the calculator's id.

    `manifest` tells a calculator of engine pyodide which files it runs on, in place of arithmetic.
    """
    if calculator.arithmetic is None:
        return (
            f"playsmith.calculators.define({json.dumps(calculator.spec.id)}, {{\n"
            f"lane: {json.dumps(manifest, ensure_ascii=False)},\n"
            f"expressions: {calculator.expressions.javascript},\n"
            "});\n"
        )
    return (
        f"playsmith.calculators.define({json.dumps(calculator.spec.id)}, {{\n"
        f"calculate: {calculator.arithmetic.javascript},\n"
        f"expressions: {calculator.expressions.javascript},\n"
        "});\n"
    )
