"""A calculator's code as the page loads it: classic scripts below `calculators/`."""

from __future__ import annotations

import json
from collections.abc import Mapping

from playsmith.calculators.calculator import Calculator
from playsmith.compiler import uses_rare


def files(
    calculator: Calculator, details: Mapping[str, object], manifest: Mapping[str, object] | None = None
) -> dict[str, str]:
    """The scripts by name: `<id>.js` has arithmetic and expressions, under the calculator's id; `<id>.details.js` what
    the element needs once a reader touches it.

    `manifest` tells what Python itself runs on, where the site carries it. A calculator of engine pyodide has no other
    arithmetic, and takes it along; a compiled one can be checked by it, which `<id>.python.js` is for.
    """
    id = calculator.spec.id
    parts, later = {}, {name: json.dumps(each, ensure_ascii=False) for name, each in details.items()}
    # Rules hold results back, so they have to be there at once; other expressions are for messages and the working.
    (parts if calculator.spec.rules else later)["expressions"] = calculator.expressions.javascript
    code = [each.javascript for each in (calculator.arithmetic, calculator.expressions) if each is not None]
    if any(map(uses_rare, code)):
        parts["rare"] = "true"
    lane = None if manifest is None else json.dumps(manifest, ensure_ascii=False)
    found = {f"{id}.details.js": _call("defineDetails", id, _object(later))}
    if calculator.arithmetic is not None:
        parts["calculate"] = calculator.arithmetic.javascript
        if lane is not None:
            found[f"{id}.python.js"] = _call("defineLane", id, lane)
    elif lane is not None:
        parts["lane"] = lane
    return {f"{id}.js": _call("define", id, _object(parts)), **found}


def _object(parts: Mapping[str, str]) -> str:
    return "{\n" + "".join(f"{name}: {text},\n" for name, text in sorted(parts.items())) + "}"


def _call(name: str, id: str, value: str) -> str:
    return f"playsmith.calculators.{name}({json.dumps(id)}, {value});\n"
