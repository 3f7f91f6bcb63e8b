"""Formulas: read, checked with their example, shown as mathematics."""

from __future__ import annotations

import ast
import html
import math
import re
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from playsmith.locale import Locale
from playsmith.mathml import (
    Leaves,
    Unsupported,
    check_formula,
    equation,
    evaluate,
    expression,
    formula_mathml,
    formula_value,
    names_used,
    parse_expression,
    text_element,
)
from playsmith.model.metric import Formula
from playsmith.problems import Mark

LOCALE = Locale(
    "en-US", "USD", yaml.safe_load((Path(__file__).parents[1] / "site_config/locale/en.yaml").read_text("utf-8"))
)


def formula(**changes: object) -> Formula:
    return Formula.model_validate(
        {
            "label": "CPL",
            "kind": "money",
            "expression": "spend / leads",
            "quantities": {
                "spend": {"label": "Marketing spend", "kind": "money", "example": 5000},
                "leads": {"label": "Leads", "kind": "count", "example": 80, "metric": "leads"},
            },
            "gives": 62.5,
            **changes,
        }
    )


def mark(*loc: str | int) -> Mark:
    return Mark("metrics/cpl.yaml:" + ".".join(map(str, loc)), 1, 1)


def shape(text: str) -> str:
    """The MathML of an expression, read back as plain text: a fraction as a over b, a power as a^b."""
    return _read(expression(parse_expression(text), Leaves(text_element, lambda number: f"{number:g}")))


def _read(node) -> str:
    inner = [_read(child) for child in node]
    match node.tag:
        case "mfrac":
            return f"<{inner[0]} over {inner[1]}>"
        case "msup":
            return f"{inner[0]}^[{inner[1]}]"
        case "msqrt":
            return f"root[{''.join(inner)}]"
        case "msub" | "munder":
            return f"{inner[0]}_{inner[1]}"
    return (node.text or "") + "".join(inner)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a + b * c", "a+b×c"),
        ("(a + b) * c", "(a+b)×c"),
        ("a - (b - c)", "a−(b−c)"),
        ("a - b - c", "a−b−c"),
        ("(a + b) / (c - d)", "<a+b over c−d>"),
        ("a / b / c", "<<a over b> over c>"),
        ("a * (b / c)", "a×<b over c>"),
        ("(a + b) ** 2", "(a+b)^[2]"),
        ("(a / b) ** (1 / 12) - 1", "(<a over b>)^[1/12]−1"),
        ("a ** b ** c", "a^[b^[c]]"),
        ("(a ** b) ** c", "(a^[b])^[c]"),
        ("-a + b", "−a+b"),
        ("a - -b", "a−(−b)"),
        ("-(a + b)", "−(a+b)"),
        ("abs(a - b)", "|a−b|"),
        ("max(a, b + 1)", "max(a,b+1)"),
        ("math.sqrt(a + b)", "root[a+b]"),
        ("math.log(a) / math.log(2)", "<ln(a) over ln(2)>"),
        ("math.log1p(a)", "ln(1+a)"),
        ("2 * math.expm1(a)", "2×(e^[a]−1)"),
        ("math.ceil(a / b)", "⌈<a over b>⌉"),
    ],
)
def test_brackets_stand_only_where_they_are_needed(text, shown):
    assert shape(text) == shown


@pytest.mark.parametrize("text", ["a if b else c", "a and b", "[a]", "a.b", "f(a)", "'a'", "a[0]", "lambda: a", "True"])
def test_what_is_no_arithmetic_is_not_shown(text):
    with pytest.raises(Unsupported):
        shape(text)


def test_sums_over_rows_and_cases():
    leaves = Leaves(
        text_element,
        str,
        column=lambda table, column: text_element(f"{table}.{column}"),
        rows=lambda table: f"each {table}",
        word=lambda key: key,
        option=lambda name, option: option.upper(),
    )

    def read(text: str) -> str:
        return _read(expression(parse_expression(text), leaves)).replace("\xa0", " ")

    assert read("sum(row['a'] * row['b'] for row in goods)") == "∑_each goodsgoods.a×goods.b"
    assert read("sum([row['a'] + row['b'] for row in goods]) / n") == "<∑_each goods(goods.a+goods.b) over n>"
    assert read("a if on else 0") == "{aif on0otherwise"
    assert read("a if season == 'winter' and b >= 2 else 0") == "{aif season=WINTER and b≥20otherwise"
    with pytest.raises(Unsupported):
        read("sum(row['a'] for row in goods if row['b'] > 1)")


names = st.sampled_from("abc")
expressions = st.recursive(
    names | st.integers(1, 9).map(str),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda three: f"({three[0]} {three[1]} {three[2]})"),
        inner.map(lambda one: f"(-{one})"),
        st.tuples(inner, st.sampled_from("23")).map(lambda two: f"({two[0]} ** {two[1]})"),
    ),
    max_leaves=8,
)


def _unread(shown: str) -> str:
    """Back from the plain text to Python."""
    shown = re.sub(r"\^\[(\d)\]", r"**\1", shown)
    while (found := re.sub(r"<([^<>]*) over ([^<>]*)>", r"((\1)/(\2))", shown)) != shown:
        shown = found
    return shown.replace("×", "*").replace("−", "-")


@given(expressions)
def test_what_is_shown_means_what_was_written(text):
    values = {"a": 1.7, "b": -2.3, "c": 0.6}
    try:
        expected = evaluate(parse_expression(text), values)
    except ArithmeticError:
        return
    again = evaluate(parse_expression(_unread(shape(text))), values)
    assert math.isclose(again, expected, rel_tol=1e-9, abs_tol=1e-9)


@given(expressions)
def test_the_value_is_pythons(text):
    values = {"a": 1.7, "b": -2.3, "c": 0.6}
    tree = parse_expression(text)
    try:
        expected = eval(compile(ast.Expression(tree), "formula", "eval"), dict(values))
    except ArithmeticError:
        with pytest.raises(ArithmeticError):
            evaluate(tree, values)
        return
    assert math.isclose(evaluate(tree, values), expected, rel_tol=1e-12)


def test_names_in_order_without_loop_names():
    assert names_used(parse_expression("b + sum(row['x'] for row in a) + math.sqrt(b) + max(c, 1)")) == ("b", "a", "c")


def test_a_right_formula():
    assert check_formula(formula(), mark) == ()
    assert formula_value(formula()) == 62.5


@pytest.mark.parametrize(
    ("changes", "where", "message", "hint"),
    [
        ({"expression": "spend / lead"}, "expression", "no quantity 'lead'", "did you mean 'leads'?"),
        ({"expression": "spend * 2"}, "quantities.leads", "does not use it", "use it, or remove it"),
        ({"expression": "spend / leads +"}, "expression", "no arithmetic", "Python arithmetic"),
        ({"expression": "len(spend) / leads"}, "expression", "cannot be shown", "formula_note"),
        ({"expression": "9 ** 9 ** 9 ** 9 * spend / leads"}, "quantities", "gives no number", "choose numbers"),
        ({"gives": 62.4}, "gives", "the example gives 62.5, not 62.4", "write 62.5"),
        ({"expression": "spend / (leads - 80)"}, "quantities", "division by zero", "choose numbers"),
        ({"expression": "().__class__ or spend / leads"}, "expression", "cannot be shown", ""),
    ],
)
def test_a_wrong_formula_is_told_with_its_cure(changes, where, message, hint):
    (problem,) = check_formula(formula(**changes), mark)
    assert problem.mark == mark(*where.split("."))
    assert message in problem.message
    assert hint in problem.hint


def test_symbolic_and_with_numbers():
    shown = formula_mathml(formula(), LOCALE, lambda metric: f"{metric}.html")
    symbols, numbers = (fromstring(f"<div>{part}</div>") for part in (shown.symbolic, shown.example))
    assert _read(symbols) == "CPL=<Marketing spend over Leads>"
    assert [each.tag for each in symbols] == ["math", "math"]
    assert symbols.find(".//a").attrib == {"href": "leads.html"}
    assert _read(numbers) == "CPL=<$5,000 over 80>=$62.50"


def test_words_cannot_become_markup():
    hostile = formula(label="<script>alert(1)</script>")
    text = formula_mathml(hostile, LOCALE).symbolic
    assert "<script>" not in text and "&lt;script&gt;" in text
    assert "alert(1)" in html.unescape(text)


def test_a_long_sum_breaks_before_its_signs():
    tree = parse_expression("a + b - c * a + (b + c)")
    leaves = Leaves(text_element, lambda number: f"{number:g}")
    pieces = equation([text_element("x"), expression(tree, leaves), text_element("y")])
    assert [_read(each) for each in fromstring(f"<div>{pieces}</div>")] == ["x=", "a", "+b", "−c×a", "+b+c", "=y"]


def test_words_do_not_count_as_space():
    # Between two <mtext> an operator is an embellished one, and its spacing goes astray.
    assert "<mtext" not in formula_mathml(formula(), LOCALE).symbolic


def test_no_element_closes_itself():
    # In HTML a self-closed MathML element is allowed, an <mrow/> written by XML rules in text/html is not everywhere.
    assert "/>" not in equation([text_element("")])
