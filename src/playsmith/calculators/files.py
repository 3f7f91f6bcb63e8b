"""A calculator's code as the page loads it: classic scripts below `calculators/`."""

from __future__ import annotations

import json
from collections.abc import Mapping

from playsmith.calculators.calculator import Calculator


def files(calculator: Calculator, manifest: Mapping[str, object] | None = None) -> dict[str, str]:
    """The scripts by name: `<id>.js` has arithmetic and expressions, under the calculator's id.

    `manifest` tells what Python itself runs on, where the site carries it. A calculator of engine pyodide has no other
    arithmetic, and takes it along; a compiled one can be checked by it, which `<id>.python.js` is for.
    """
    id = calculator.spec.id
    parts = {"expressions": calculator.expressions.javascript}
    lane = None if manifest is None else json.dumps(manifest, ensure_ascii=False)
    named = json.dumps(id)
    found = {}
    if calculator.arithmetic is not None:
        parts["calculate"] = calculator.arithmetic.javascript
        if lane is not None:
            found[f"{id}.python.js"] = f"playsmith.calculators.defineLane({named}, {lane});\n"
    elif lane is not None:
        parts["lane"] = lane
    written = "".join(f"{name}: {text},\n" for name, text in sorted(parts.items()))
    return {f"{id}.js": f"playsmith.calculators.define({named}, {{\n{written}}});\n", **found}
