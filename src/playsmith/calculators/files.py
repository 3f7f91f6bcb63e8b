"""A calculator's code as the page loads it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from playsmith.calculators.calculator import Calculator


def files(calculator: Calculator, manifest: Mapping[str, object] | None = None) -> str:
    """The classic script `calculators/<id>.js`: arithmetic and expressions, under the calculator's id.

    `manifest` tells which files Python itself runs on, where the site carries it: a calculator of engine pyodide has no
    other arithmetic, a compiled one can be checked by it.
    """
    parts = {"expressions": calculator.expressions.javascript}
    if calculator.arithmetic is not None:
        parts["calculate"] = calculator.arithmetic.javascript
    if manifest is not None:
        parts["lane"] = json.dumps(manifest, ensure_ascii=False)
    written = "".join(f"{name}: {text},\n" for name, text in sorted(parts.items()))
    return f"playsmith.calculators.define({json.dumps(calculator.spec.id)}, {{\n{written}}});\n"
