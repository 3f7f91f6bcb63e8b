"""One calculation in both engines: inputs checked, rules, arithmetic, words."""

from __future__ import annotations

import math

import pytest

from playsmith.calculators import calculate
from playsmith.calculators.outcome import Failure
from playsmith.calculators.python_engine import PythonEngine
from playsmith.calculators.validate import check_inputs

ENGINES = ("python", "compiled")


@pytest.fixture(params=ENGINES)
def run(request, calculator, locale):
    return lambda inputs: calculate(calculator, inputs, locale, engine=request.param)


def codes(answer):
    return [(each["field"], each["code"]) for each in answer["problems"]]


def test_defaults_fill_what_is_left_out(run):
    outputs = run({"rent": 100})["outputs"]
    assert outputs["profit"] == 50 * 8 - 100 - 130
    assert outputs["buyers"] == 50 and isinstance(outputs["buyers"], int)
    assert outputs["by_good"] == [{"name": "Jam", "total": 100.0}, {"name": "Bread", "total": 30.0}]
    assert outputs["path"][:2] == [0.0, 170.0]
    assert outputs["lasts"] is None


def test_never_is_a_word_in_json(run):
    assert run({"savings": 500})["outputs"]["lasts"] == "Infinity"


def test_no_negative_zero_comes_out(run):
    outputs = run({"visitors": 0, "rent": 0, "goods": []})["outputs"]
    assert outputs["margin"] is None
    assert all(math.copysign(1, value) == 1 for value in outputs["path"])


def test_all_field_problems_come_together(run):
    answer = run(
        {
            "rent": "much",
            "visitors": 2.5,
            "buy_rate": 5,
            "price": -1,
            "season": "spring",
            "has_help": "yes",
            "goods": [{"name": "x" * 81, "cost": None}, {"costs": 1}],
            "prise": 3,
        }
    )
    assert codes(answer) == [
        ("prise", "unknown_field"),
        ("rent", "not_a_number"),
        ("visitors", "not_a_whole_number"),
        ("buy_rate", "above_maximum"),
        ("price", "odd_price"),
        ("season", "not_an_option"),
        ("has_help", "not_an_option"),
        ("goods[0].name", "too_long"),
        ("goods[0].cost", "required"),
        ("goods[1].costs", "unknown_field"),
    ]
    said = {each["field"]: each["message"] for each in answer["problems"]}
    assert "did you mean 'price'?" in said["prise"]
    assert said["buy_rate"] == "Buy rate is 500%; the most it can be is 100%."
    assert said["price"] == "A price of -$1 is odd."


@pytest.mark.parametrize("value", [math.nan, math.inf, True, [], 10**400])
def test_what_is_no_finite_number_is_a_problem(run, value):
    assert codes(run({"rent": value}))[0][0] == "rent"


def test_tables_have_limits(run):
    assert codes(run({"goods": [{}] * 5})) == [("goods", "too_many_rows")]
    assert codes(run({"goods": "jam"})) == [("goods", "not_a_table")]


def test_a_field_whose_switch_is_off_is_not_looked_at(run):
    assert "outputs" in run({"helper_pay": "rubbish"})
    assert codes(run({"helper_pay": "rubbish", "has_help": True})) == [("helper_pay", "not_a_number")]


def test_rules_speak_when_the_fields_are_right(run):
    answer = run({"visitors": 10})
    assert answer == {
        "problems": [
            {
                "field": "goods",
                "code": "too_many_goods",
                "message": "You bought more than 10 visitors can carry. Buy less.",
            }
        ]
    }


def test_a_code_of_the_arithmetic_becomes_its_message(run):
    (problem,) = run({"price": 0})["problems"]
    assert problem["field"] == "price"
    assert problem["message"] == "At $0 nothing is earned; 50 buyers pay $0."


def test_a_fraction_typed_as_percent_is_doubtful_but_computed(run):
    answer = run({"buy_rate": 0.0005})
    assert "outputs" in answer
    (warning,) = answer["warnings"]
    assert (warning["field"], warning["code"]) == ("buy_rate", "suspicious_fraction")
    assert "5%" in warning["message"]


def test_numbers_arrive_in_their_declared_types(calculator):
    values = check_inputs(calculator.spec, {"rent": 5, "visitors": 40.0, "buy_rate": -0.0}).values
    assert isinstance(values["rent"], float) and isinstance(values["visitors"], int)
    assert math.copysign(1, values["buy_rate"]) == 1


def test_a_calculation_that_never_ends_is_stopped(stall):
    python = stall.changed(
        stall.python,
        (
            "    revenue = buyers * price\n",
            "    revenue = buyers * price\n    while revenue >= 0.0:\n        revenue += 1.0\n",
        ),
    )
    endless = stall.build(python=python)
    values = check_inputs(endless.spec, {}).values
    with PythonEngine(endless, seconds=0.5) as engine:
        outcome = engine.call("calculate", "calculate", values)
        assert isinstance(outcome, Failure) and outcome.type == "limit"
        # The next call starts afresh.
        losing = {**values, "price": -1.0}
        assert not isinstance(engine.call("calculate", "calculate", losing), Failure)


def test_what_was_asked_before_needs_no_process(stall):
    calculator = stall.build()
    values = check_inputs(calculator.spec, {}).values
    with PythonEngine(calculator) as engine:
        first = engine.call("calculate", "calculate", values)
    with PythonEngine(calculator) as engine:
        assert engine.call("calculate", "calculate", values) == first
        assert engine.process is None
        engine.call("calculate", "calculate", {**values, "price": 3.5})
        assert engine.process is not None
