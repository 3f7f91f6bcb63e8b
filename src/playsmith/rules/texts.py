"""Texts and the numbers in them: they have to follow the playbook's currency, and say what period they are for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from playsmith.model import Markdown
from playsmith.rules.rule import Found
from playsmith.rules.subject import Subject

_SIGNS = "$€£¥₹"
_CODE = re.compile(r"(`+).*?\1", re.DOTALL)
_NUMBER = r"(\d+(?:[.,’'\u00a0\u202f]\d{3})*)(?:[.,](\d{1,2})(?!\d))?"
# Rates that say nothing without their period; the names of inputs are English in every language.
_PER_PERIOD = {"churn", "retention", "growth", "discount", "renewal", "interest", "inflation"}


def _bare_currency(subject: Subject) -> Iterator[Found]:
    code = subject.playbook.info.currency
    sign = rf"(?:[{_SIGNS}]|\b{code}\b)"
    amount = re.compile(rf"{sign}\s?{_NUMBER}|{_NUMBER}\s?{sign}")
    for string, mark in subject.strings():
        if any(isinstance(one, Markdown) for one in string.marks):
            match = amount.search(_CODE.sub("", string.value))
            if match:
                whole, decimals = (match[1], match[2]) if match[1] else (match[3], match[4])
                figure = re.sub(r"\D", "", whole) + (f".{decimals}" if decimals else "")
                hint = f"Write {{money {figure}}}: the page then writes it as it has to be."
                yield Found(mark, f"the amount '{match[0].strip()}' keeps its currency and its way of writing", hint)


def _rate_without_period(subject: Subject) -> Iterator[Found]:
    playbook = subject.playbook
    for metric in playbook.of("metric"):
        target = metric.target
        if target and target.period is None and metric.category == "retention" and metric.unit_kind == "percent":
            mark = playbook.mark("metric", metric.id, ("target",))
            yield Found(mark, "target: the rate says no period", "Add 'period: month', or quarter, or year.")
    for calculator in playbook.of("calculator"):
        for name, field in calculator.inputs.items():
            columns = field.columns.items() if field.kind == "table" else ()
            for loc, each in (
                (("inputs", name), field),
                *((("inputs", name, "columns", c), one) for c, one in columns),
            ):
                said = getattr(each, "period", None) or getattr(each, "period_from", None)
                if each.kind == "percent" and not said and _PER_PERIOD & {*loc[-1].split("_")}:
                    hint = "Add 'period: month' (or quarter, or year), or 'period_from:' with the input that tells it."
                    place = playbook.mark("calculator", calculator.id, loc)
                    yield Found(place, f"{loc[-1]}: the rate says no period", hint)


FINDERS = {
    "bare-currency": _bare_currency,
    "rate-without-period": _rate_without_period,
}
