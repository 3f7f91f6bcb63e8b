"""The working of a calculator as mathematics: in words, and with numbers that a script replaces by the reader's."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from playsmith.calculators.findings import Findings
from playsmith.locale import Locale
from playsmith.mathml import (
    Leaves,
    Unsupported,
    equation,
    expression,
    parse_expression,
    quantity_element,
    text_element,
)
from playsmith.model.calculator import CalculatorSpec, Working


def check_working(spec: CalculatorSpec, findings: Findings) -> None:
    """Each line can be shown as mathematics, and each of its values has a label. Names are checked elsewhere."""
    for index, line in enumerate(spec.working):
        for name in line.values:
            if name not in line.labels:
                place, hint = ("working", index, "values", name), f"add `labels: {{{name}: …}}`"
                findings.at(place, f"the value '{name}' has no label", hint, "label")
        for name, text in line.values.items():
            loc = ("working", index, "values", name)
            _try(text, symbols(spec, line, str, str), loc, "say the rest in `note`", findings)
        hint = "name a sum over rows in `values`; say what is no arithmetic in `note`"
        _try(line.expression, numbers(spec, {}, str, str), ("working", index, "expression"), hint, findings)


def _try(text: str, leaves: Leaves, loc: tuple[str | int, ...], hint: str, findings: Findings) -> None:
    try:
        expression(parse_expression(text), leaves)
    except Unsupported as error:
        findings.at(loc, str(error), hint, "formula")
    except (SyntaxError, KeyError):
        return  # told with the names of the expression


def equations(
    spec: CalculatorSpec, line: Working, texts: Mapping[str, str], locale: Locale
) -> tuple[tuple[str, ...], str, str]:
    """MathML of a line: an equation for each of its values, then the expression in words, then with `texts`, the
    formatted quantities by name, its own values and "result" among them."""
    word = _words(locale)
    told = symbols(spec, line, locale.number, word, locale)
    values = tuple(
        equation(
            [
                text_element(line.labels[name]),
                expression(parse_expression(text), told),
                quantity_element(name, texts.get(name, "")),
            ]
        )
        for name, text in line.values.items()
    )
    label = text_element(spec.outputs[line.output].label)
    tree = parse_expression(line.expression)
    worked = expression(tree, numbers(spec, texts, locale.number, word, locale))
    result = quantity_element("result", texts.get("result", ""))
    return values, equation([label, expression(tree, told)]), equation([label, worked, result])


def symbols(spec: CalculatorSpec, line: Working, number, word, locale: Locale | None = None) -> Leaves:
    """An expression in the words of the fields and results."""

    def name(each: str) -> Element:
        if each in line.labels:
            return text_element(line.labels[each])
        return text_element((spec.inputs.get(each) or spec.outputs[each]).label)

    def column(table: str, each: str) -> Element:
        return text_element((spec.inputs.get(table) or spec.outputs[table]).columns[each].label)

    def rows(table: str) -> str:
        field = spec.inputs.get(table)
        return field.row_label if field is not None and field.kind == "table" else spec.outputs[table].label

    return Leaves(name, number, column, rows, word, lambda each, option: _option(spec, each, option, locale))


def numbers(spec: CalculatorSpec, texts: Mapping[str, str], number, word, locale: Locale | None = None) -> Leaves:
    """An expression with its quantities as numbers."""
    return Leaves(
        lambda each: quantity_element(each, texts.get(each, "")),
        number,
        word=word,
        option=lambda each, option: _option(spec, each, option, locale),
    )


def _option(spec: CalculatorSpec, name: str, option: str, locale: Locale | None) -> str:
    field = spec.inputs.get(name)
    if field is None or locale is None:
        return option
    return locale.format_input(field, option)


def _words(locale: Locale):
    return lambda key: locale.word(f"calculator.math.{key}")
