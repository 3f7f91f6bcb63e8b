"""Words against arithmetic: every slip is told at its line and column, with the cure."""

from __future__ import annotations

from types import SimpleNamespace

import pytest


def test_a_right_calculator_loads_without_warnings(calculator):
    assert calculator.warnings == ()
    assert set(calculator.arithmetic.functions) >= {"calculate"}
    assert calculator.expressions.functions["working_2"].parameters.keys() == {"buyers", "price", "rent", "goods_cost"}


# What is changed in the YAML; where the problem stands (a text of the changed YAML); its message and hint.
YAML_SLIPS = {
    "headline": (
        "headline: profit\n",
        "headline: profits\n",
        "profits\n",
        "no output 'profits'",
        "did you mean 'profit'?",
    ),
    "headline kind": ("headline: profit\n", "headline: path\n", "path\n", "is a series", "there are:"),
    "verdict": (
        "verdict: verdict\n",
        "verdict: profit\n",
        "profit\nsecondary",
        "has no words",
        "a choice, or an output with bands",
    ),
    "secondary": ("secondary: [margin, lasts]", "secondary: [margin, few]", "few]\n", "is a flag", "there are:"),
    "group": (
        "default: false, group: more",
        "default: false, group: mor",
        "mor}\n  helper",
        "no group 'mor'",
        "did you mean 'more'?",
    ),
    "only_if": (
        "only_if: has_help",
        "only_if: has_halp",
        "has_halp",
        "no input 'has_halp'",
        "did you mean 'has_help'?",
    ),
    "only_if kind": ("only_if: has_help", "only_if: season", "season, group", "is a choice, not a switch", "has_help"),
    "default range": (
        "default: 0.05,",
        "default: 5.0,",
        "5.0, suspicious",
        "the default is above max: 5.0",
        "a percentage is a fraction",
    ),
    "default option": (
        "default: summer,",
        "default: sumer,",
        "sumer",
        "not an option: 'sumer'",
        "one of: summer, winter",
    ),
    "empty default": (
        "default: 1000, min",
        "default: null, min",
        "null, min",
        "the default is empty",
        "optional: true",
    ),
    "slider": ("high: 500.0", "high: -1.0", "{low: 0.0, high: -1.0", "does not fit", "low below high"),
    "column of a default row": (
        "{name: Jam, cost: 2.0",
        "{name: Jam, cots: 2.0",
        "2.0, bought: 50",
        "no column 'cots'",
        "did you mean 'cost'?",
    ),
    "value of a default row": ("bought: 50}", "bought: -5}", "-5}", "below min: -5", "between 0"),
    "too many default rows": ("max_rows: 4", "max_rows: 1", "[{name: Jam", "2 rows stand here", "between 0 and 1"),
    "bands order": (
        "{below: 0.2, tone: bad, text: Thin}",
        "{below: 0.2, tone: bad, text: Thin}, {below: 0.1, tone: bad, text: Less}",
        "[{below: 0.2",
        "not in order",
        "larger than",
    ),
    "last band": (", {tone: good, text: Sound}", "", "{below: 0.2", "nothing is said of larger values", "no `below`"),
    "placeholder": (
        "At {price} each",
        "At {prise} each",
        '"At {prise}',
        "placeholder {prise}",
        "did you mean 'price'?",
    ),
    "brace": ("Loses money.", "Loses { money.", '"Loses {', "a brace", "{churn}"),
    "message field": ("field: goods,", "field: good,", 'good, text: "You', "no input 'good'", "did you mean 'goods'?"),
    "rule message": (
        "message: too_many_goods",
        "message: too_many",
        "too_many}",
        "no message 'too_many'",
        "too_many_goods",
    ),
    "rule name": (
        '<= visitors"',
        '<= visitor"',
        "\"sum([row['bought']",
        "'visitor' names nothing",
        "did you mean 'visitors'?",
    ),
    "rule type": ('<= visitors"', '+ visitors"', "\"sum([row['bought']", "rules[0].holds", ""),
    "no expression": (
        "expression: buyers * price - rent - goods_cost",
        "expression: buyers * * price",
        "buyers * *",
        "no expression",
        "Python arithmetic",
    ),
    "out_of_range": ("out_of_range: odd_price", "out_of_range: odd", "odd}\n", "no message 'odd'", "odd_price"),
    "chart series": ("series: [path]", "series: [paths]", "paths]", "no 'paths'", "did you mean 'path'?"),
    "chart level": ("levels: [rent]", "levels: [season]", "season]", "is a choice", "there are:"),
    "chart column": ("value: total}", "value: name}", "name}\nworking", "is a text", "total"),
    "chart of both": (
        "table: by_good, label",
        "table: by_good, outputs: [profit], label",
        "{kind: bars",
        "either of outputs or",
        "give `outputs`",
    ),
    "example input": (
        "{inputs: {price: 0.0}",
        "{inputs: {prize: 0.0}",
        "0.0}, problem",
        "no input 'prize'",
        "did you mean 'price'?",
    ),
    "example output": (
        "{profit: 70.0,",
        "{profits: 70.0,",
        "70.0, buyers",
        "no output 'profits'",
        "did you mean 'profit'?",
    ),
    "example code": (
        "problem: no_price",
        "problem: no_prise",
        "no_prise",
        "no message 'no_prise'",
        "did you mean 'no_price'?",
    ),
    "working output": (
        "- output: goods_cost",
        "- output: goods_costs",
        "goods_costs",
        "no number 'goods_costs'",
        "goods_cost",
    ),
    "working label": (
        "labels: {spent: Spent on goods}",
        "labels: {}",
        "\"sum([row['cost'] * row",
        "has no label",
        "add `labels: {spent: …}`",
    ),
    "sum in the expression": (
        "expression: buyers * price - rent - goods_cost",
        "expression: \"sum([row['cost'] for row in goods]) - rent\"",
        "\"sum([row['cost'] for",
        "cannot be shown",
        "in `values`",
    ),
    "output explained later": (
        "expression: spent\n",
        "expression: spent + profit\n",
        "spent + profit",
        "'profit' names nothing",
        "",
    ),
    "same name": (
        "  buyers: {kind: count",
        "  rent: {kind: money, label: Rent}\n  buyers: {kind: count",
        "{kind: money, label: Rent}",
        "same name",
        "rename",
    ),
}


@pytest.mark.parametrize("slip", YAML_SLIPS)
def test_a_slip_in_the_yaml(stall, slip):
    old, new, at, message, hint = YAML_SLIPS[slip]
    words = stall.changed(stall.yaml, (old, new))
    found = [
        each
        for each in stall.problems_of(words)
        if message in each.message and hint in each.hint and str(each.mark) == stall.place(words, at, stall.yaml_file)
    ]
    assert found, "\n".join(map(str, stall.problems_of(words)))


def test_all_slips_are_told_at_once(stall):
    words = stall.changed(
        stall.yaml,
        ("headline: profit\n", "headline: profits\n"),
        ("only_if: has_help", "only_if: has_halp"),
        ("series: [path]", "series: [paths]"),
    )
    messages = "\n".join(map(str, stall.problems_of(words)))
    assert all(name in messages for name in ("'profits'", "'has_halp'", "'paths'"))


# What is changed in the Python; where; message; hint.
PYTHON_SLIPS = {
    "unknown parameter": (
        "    price: float,\n",
        "    price: float,\n    prise: float,\n",
        "prise: float",
        "has no 'prise' under inputs",
        "remove it here",
    ),
    "type": (
        "    visitors: int,",
        "    visitors: float,",
        "visitors: float",
        "'visitors' is float, but a count",
        "declare it `visitors: int`",
    ),
    "optional": (
        "    savings: float | None,",
        "    savings: float,",
        "savings: float,",
        "a money (playbook/calculators/stall.yaml:",
        "float | None",
    ),
    "column": ("    bought: int\n", "    bought: float\n", "goods: list[Good]", "bought: float", "bought: int"),
    "output type": (
        "    buyers: int\n",
        "    buyers: float\n",
        "buyers: float",
        "'buyers' is float, but a count",
        "buyers: int",
    ),
    "code without message": (
        'ValueError("no_price")',
        'ValueError("no_prise")',
        '"no_prise"',
        "no message for the code 'no_prise'",
        "did you mean 'no_price'?",
    ),
    "refused construct": ("revenue = buyers * price", "revenue = float(open('x'))", "open('x')", "open", ""),
}


@pytest.mark.parametrize("slip", PYTHON_SLIPS)
def test_a_slip_in_the_python(stall, slip):
    old, new, at, message, hint = PYTHON_SLIPS[slip]
    python = stall.changed(stall.python, (old, new))
    problems = stall.problems_of(python=python)
    where = stall.place(python, at, stall.python_file)
    lines = [each for each in problems if str(each.mark).rsplit(":", 1)[0] == where.rsplit(":", 1)[0]]
    assert any(message in each.message and hint in each.hint for each in lines), "\n".join(map(str, problems))


def test_an_input_that_the_arithmetic_does_not_take(stall):
    python = stall.changed(stall.python, ("    helper_pay: float,\n", "    helper_pays: float,\n"))
    messages = {str(each.mark): each for each in stall.problems_of(python=python)}
    at_yaml = messages[stall.place(stall.yaml, "{kind: money, label: Pay of", stall.yaml_file)]
    assert "has no parameter 'helper_pay'" in at_yaml.message
    assert at_yaml.hint == "did you mean 'helper_pays'?"
    assert stall.place(python, "helper_pays: float", stall.python_file) in messages


def test_there_is_no_calculate(stall):
    (problem,) = [each for each in stall.problems_of(python="X = 1\n") if each.rule == "signature"]
    assert "no function calculate()" in problem.message
    assert str(problem.mark) == f"{stall.python_file}:1:1"


def test_a_message_nobody_says_is_a_warning(stall):
    words = stall.changed(stall.yaml, ("charts:\n", "  idle: {text: Never said.}\ncharts:\n"))
    (warning,) = stall.build(words).warnings
    assert warning.level == "warning"
    assert str(warning.mark) == stall.place(words, "{text: Never said.}", stall.yaml_file)


def test_codes_of_helpers_count_only_where_they_are_reached(stall):
    helper = """\
def fair(price: float) -> float:
    return checked(price)


def checked(price: float) -> float:
    if price > 500.0:
        raise ValueError("dear")
    return price


def other(price: float) -> float:
    raise ValueError("never_reached")
"""
    python = stall.changed(
        stall.python,
        ("import math\n", "import math\n\nfrom calculators.shared.prices import fair\n"),
        ("revenue = buyers * price", "revenue = buyers * fair(price)"),
    ).replace("import math\n\nfrom calculators.shared.prices import fair\n", "import math\n", 1)
    python = python.replace(
        "from typing import TypedDict\n",
        "from typing import TypedDict\n\nfrom calculators.shared.prices import fair\n",
        1,
    )
    problems = stall.problems_of(python=python, helpers={"calculators.shared.prices": helper})
    (problem,) = problems
    assert "'dear'" in problem.message
    assert str(problem.mark) == stall.place(helper, '"dear"', "calculators/shared/prices.py")


def test_a_default_comes_from_a_guideline(stall):
    bound = "default: {guideline: buying, team: sales, bound: high}, suspicious"
    words = stall.changed(stall.yaml, ("default: 0.05, suspicious", bound))
    guideline = SimpleNamespace(id="buying", ranges=(SimpleNamespace(team="sales", low=0.01, high=0.07),))
    loaded = stall.build(words, guidelines=[guideline])
    assert loaded.spec.inputs["buy_rate"].default == 0.07

    misspelt = words.replace("guideline: buying", "guideline: bying")
    (problem,) = [each for each in stall.problems_of(misspelt, guidelines=[guideline]) if "bying" in each.message]
    assert problem.hint == "did you mean 'buying'?"
    assert str(problem.mark) == stall.place(misspelt, "bying", stall.yaml_file)

    other = words.replace("team: sales", "team: marketing")
    (problem,) = [each for each in stall.problems_of(other, guidelines=[guideline]) if "marketing" in each.message]
    assert "no range" in problem.message
