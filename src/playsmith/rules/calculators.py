"""Calculators: what readers see before they touch anything."""

from __future__ import annotations

from collections.abc import Iterator

from playsmith.calculators import reused_view
from playsmith.calculators.validate import defaults
from playsmith.problems import PlaybookError
from playsmith.rules.rule import Found
from playsmith.rules.subject import Subject


def _bad_by_default(subject: Subject) -> Iterator[Found]:
    if subject.examined.calculators is None or subject.examined.locale is None:
        return
    for id, calculator in subject.examined.calculators.items():
        try:
            shown = reused_view(calculator, subject.examined.locale, {}, 0, subject.playbook.project.cache)
        except PlaybookError:
            continue  # Told already: the defaults give no result.
        results = {result.name: result for result in (shown.headline, *shown.secondary)}
        bad = {name: result.band or result.text for name, result in results.items() if result.tone == "bad"}
        if shown.verdict and shown.verdict.shown and shown.verdict.tone == "bad":
            bad.setdefault(calculator.spec.verdict, shown.verdict.text)
        for name, said in bad.items():
            message = f"outputs.{name}: with the defaults the page opens on '{said}'"
            hint = "Choose defaults of a healthy company, or bands that fit this client's."
            yield Found(subject.playbook.mark("calculator", id, ("outputs", name)), message, hint)


def _outside_slider(subject: Subject) -> Iterator[Found]:
    for id, calculator in (subject.examined.calculators or {}).items():
        standard = defaults(calculator.spec)
        for name, field in calculator.spec.inputs.items():
            slider, value = getattr(field, "slider", None), standard[name]
            if slider is not None and value is not None and not slider.low <= value <= slider.high:
                message = (
                    f"inputs.{name}: the default {value:g} lies outside the slider, {slider.low:g} to {slider.high:g}"
                )
                mark = subject.playbook.mark("calculator", id, ("inputs", name, "slider"))
                yield Found(mark, message, "Widen the slider, or choose another default.")


_ARITHMETIC = """\
from typing import TypedDict


class Result(TypedDict):
    deals: float


def calculate(*, visits: int) -> Result:
    return {"deals": visits / 10}
"""


FINDERS = {
    "bad-by-default": _bad_by_default,
    "default-outside-slider": _outside_slider,
}
