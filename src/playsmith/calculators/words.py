"""Problems in words: the engine's own from the locale, a calculator's from its YAML."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping

from playsmith.calculators.placeholders import fill
from playsmith.calculators.validate import FieldProblem
from playsmith.locale import Locale
from playsmith.model.calculator import CalculatorSpec
from playsmith.model.inputs import Column, Input

_PLACE = re.compile(r"^(\w+)(?:\[(\d+)\]\.(\w+))?$")
_EXAMPLES = {"money": 1234.5, "percent": 0.125, "count": 12, "number": 12.5}


def field_at(spec: CalculatorSpec, place: str) -> Input | Column | None:
    """The field at a place such as `channels[0].spend`; None: there is none."""
    match = _PLACE.match(place)
    field = spec.inputs.get(match[1]) if match else None
    if field is None or match[3] is None:
        return field
    return field.columns.get(match[3]) if field.kind == "table" else None


def message_of(
    spec: CalculatorSpec,
    problem: FieldProblem,
    values: Mapping[str, object],
    locale: Locale,
    number: Callable[[str], object],
) -> dict[str, str]:
    """A problem as field, code and message. `number` gives a value that the message's YAML works out, by name."""
    if problem.code in spec.messages:
        text = _said(spec, problem.code, values, locale, number)
    else:
        text = _own(problem, field_at(spec, problem.field), locale)
    return {"field": problem.field, "code": problem.code, "message": text}


def sentence(
    spec: CalculatorSpec,
    text: str,
    inputs: Mapping[str, object],
    outputs: Mapping[str, object],
    locale: Locale,
) -> str:
    """A sentence of the YAML with the inputs and outputs it mentions."""

    def shown(name: str) -> str:
        if name in spec.inputs:
            return locale.format_input(spec.inputs[name], inputs[name])
        return locale.format(spec.outputs[name], outputs[name])

    return fill(text, shown)


def _said(
    spec: CalculatorSpec,
    code: str,
    values: Mapping[str, object],
    locale: Locale,
    number: Callable[[str], object],
) -> str:
    message = spec.messages[code]

    def shown(name: str) -> str:
        if name in message.values:
            kind = message.values[name].kind
            return locale.format(
                {"kind": kind, "unit": "month"} if kind == "duration" else {"kind": kind}, number(name)
            )
        return locale.format_input(spec.inputs[name], values[name])

    return " ".join(fill(each, shown) for each in (message.text, message.repair) if each)


def _own(problem: FieldProblem, field: Input | Column | None, locale: Locale) -> str:
    given = problem.values
    words: dict[str, object] = {"label": field.label if field is not None else problem.field}
    kind = field.kind if field is not None else ""
    if kind in _EXAMPLES:
        words["example"] = locale.field(kind, _EXAMPLES[kind])
        for name in ("value", "min", "max"):
            if name in given:
                words[name] = locale.format_input(field, given[name])
    if kind in ("table", "text"):
        words["n"] = given.get("max", given.get("min", 0))
    if kind == "file":
        words["max"] = given.get("max", 0)
    if "text" in given:
        words["text"] = given["text"] if isinstance(given["text"], str) else json.dumps(given["text"])
    if problem.code == "suspicious_fraction":
        words["suggestion"] = locale.percent(given["value"] * 100)
    if "hint" in given:
        words["hint"] = given["hint"]
    return locale.word(f"calculator.problems.{problem.code}", **words)
