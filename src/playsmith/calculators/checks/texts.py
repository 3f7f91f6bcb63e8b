"""Sentences: placeholders name what is there, and every code has its message."""

from __future__ import annotations

from collections.abc import Iterable

from playsmith.calculators.findings import Findings, nearest
from playsmith.calculators.placeholders import names_in, stray_brace
from playsmith.model.calculator import CalculatorSpec


def check_texts(spec: CalculatorSpec, findings: Findings) -> None:
    """Placeholders of all sentences, and the fields and codes of messages and rules."""
    inputs = {name for name, each in spec.inputs.items() if each.kind != "table"}
    both = inputs | {name for name, each in spec.outputs.items() if each.kind not in ("table", "series", "flag")}
    _sentence(("headline_note",), spec.headline_note, both, findings)
    for name, output in spec.outputs.items():
        _output(("outputs", name), output, both, findings)
    for index, each in enumerate(spec.hand_over):
        _sentence(("hand_over", index, "text"), each.text, both, findings)
    for index, rule in enumerate(spec.rules):
        if rule.message not in spec.messages:
            hint = nearest(rule.message, spec.messages)
            place = ("rules", index, "message")
            findings.at(place, f"there is no message '{rule.message}'", hint, "unknown-name")
    for code, message in spec.messages.items():
        loc = ("messages", code)
        if message.field is not None and message.field not in spec.inputs:
            hint = nearest(message.field, spec.inputs)
            findings.at((*loc, "field"), f"there is no input '{message.field}'", hint, "unknown-name")
        for value in message.values:
            if value in spec.inputs:
                hint = "rename it"
                findings.at((*loc, "values", value), "an input has the same name", hint, "duplicate-name")
        known = inputs | set(message.values)
        _sentence((*loc, "text"), message.text, known, findings)
        _sentence((*loc, "repair"), message.repair, known, findings)
        used = {*names_in(message.text), *names_in(message.repair or "")}
        for value in message.values:
            if value not in used:
                place, hint = (*loc, "values", value), f"write {{{value}}} in the text, or remove it"
                findings.at(place, "the message does not mention this value", hint, "unused", "warning")


def _output(loc: tuple[str | int, ...], output: object, known: Iterable[str], findings: Findings) -> None:
    if output.kind == "flag":
        _sentence((*loc, "text"), output.text, known, findings)
    elif output.kind == "choice":
        for option, words in output.options.items():
            _sentence((*loc, "options", option, "text"), words.text, known, findings)
    elif output.kind == "table":
        for column, each in output.columns.items():
            _output((*loc, "columns", column), each, known, findings)


def _sentence(loc: tuple[str | int, ...], text: str | None, known: Iterable[str], findings: Findings) -> None:
    if text is None:
        return
    for name in names_in(text):
        if name not in known:
            hint = nearest(name, known)
            findings.at(loc, f"placeholder {{{name}}} names nothing that stands here", hint, "unknown-name")
    if stray_brace(text):
        hint = "a placeholder is a name in braces, such as {churn}"
        findings.at(loc, "a brace that belongs to no placeholder", hint, "placeholder")
