"""The proof of a build: what is wrong with numbers is found, with the inputs that show it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from playsmith.calculators import prove
from playsmith.calculators.compare import unlike
from playsmith.calculators.generate import generate_inputs
from playsmith.calculators.proofs import fingerprint
from playsmith.calculators.validate import check_inputs


def test_a_right_calculator_is_proven(calculator):
    assert prove(calculator) == ()


def test_generated_inputs_are_accepted_and_the_same_for_the_same_seed(calculator):
    drawn = [generate_inputs(calculator.spec, str(seed)) for seed in range(200)]
    assert drawn == [generate_inputs(calculator.spec, str(seed)) for seed in range(200)]
    assert all(not check_inputs(calculator.spec, inputs).problems for inputs in drawn)
    # Edges and what may be left out are among them.
    assert {inputs["savings"] is None for inputs in drawn} == {True, False}
    assert {0, 100000} <= {inputs["visitors"] for inputs in drawn}
    assert {0, 4} <= {len(inputs["goods"]) for inputs in drawn}


def test_compiled_code_that_differs_is_found_with_its_inputs(calculator):
    # As if the compiler went wrong by a billionth, and only for many visitors.
    lines = calculator.arithmetic.javascript.split("\n")
    (index,) = [place for place, line in enumerate(lines) if "profit = " in line]
    lines[index] = lines[index].replace("profit = ", "profit = (visitors > 2000 ? 1e-9 : 0) + ", 1)
    tampered = replace(calculator, arithmetic=replace(calculator.arithmetic, javascript="\n".join(lines)))
    problems = prove(tampered)
    (profit,) = [problem for problem in problems if problem.message.startswith("outputs.profit:")]
    assert profit.mark == calculator.marks("outputs", "profit")
    inputs = json.loads(profit.message.split("for ", 1)[1].split(" CPython gives ")[0])
    assert inputs["visitors"] > 2000
    assert "compiler" in profit.hint


def test_an_example_that_does_not_hold(stall):
    words = stall.changed(stall.yaml, ("{profit: 70.0,", "{profit: 71.0,"))
    (problem,) = prove(stall.build(words))
    assert str(problem.mark) == stall.place(words, "71.0", stall.yaml_file)
    assert problem.message == "for example 1 (As it stands) profit is 70.0, not 71.0"
    assert "mend the figure" in problem.hint


def test_an_example_whose_problem_does_not_come(stall):
    words = stall.changed(stall.yaml, ("{price: 0.0}, problem", "{price: 1.0}, problem"))
    (problem,) = prove(stall.build(words))
    assert "comes a result, not the problem 'no_price'" in problem.message
    assert str(problem.mark) == stall.place(words, "no_price}\n", stall.yaml_file)


def test_an_example_that_is_refused(stall):
    words = stall.changed(stall.yaml, ("- {title: As it stands,", "- {title: As it stands, inputs: {visitors: 3},"))
    (problem,) = prove(stall.build(words))
    assert "comes the problem 'too_many_goods', not a result" in problem.message


def test_defaults_that_break_a_rule(stall):
    words = stall.changed(stall.yaml, ("default: 1000, min", "default: 10, min"))
    messages = [problem.message for problem in prove(stall.build(words))]
    assert "the defaults are refused: 'too_many_goods'" in messages


def test_a_line_of_working_that_gives_something_else(stall):
    words = stall.changed(stall.yaml, ("buyers * price - rent - goods_cost", "buyers * price - rent"))
    (problem,) = prove(stall.build(words))
    assert str(problem.mark) == stall.place(words, "buyers * price - rent", stall.yaml_file)
    assert "for the defaults the line gives 200.0, but profit is 70.0" in problem.message


def test_a_calculation_that_breaks_down(stall):
    python = stall.changed(stall.python, ("None if revenue == 0.0 else profit / revenue", "profit / revenue"))
    (problem,) = prove(stall.build(python=python))
    line = stall.place(python, '"margin": profit / revenue', stall.python_file).split(":")[1]
    assert (problem.mark.file, problem.mark.line) == (stall.python_file, int(line))
    assert "ZeroDivisionError" in problem.message and "for {" in problem.message
    assert "narrow min and max" in problem.hint


def test_a_result_that_is_no_number(stall):
    python = stall.changed(stall.python, ("profit = revenue - rent", "profit = revenue * math.inf - math.inf - rent"))
    assert any("NaN" in problem.message for problem in prove(stall.build(python=python)))


def test_a_flag_that_hangs_on_the_last_digits(stall):
    python = stall.changed(stall.python, ('"few": buyers < 30', '"few": math.exp(math.log(price)) < 7.999999999999998'))
    problems = prove(stall.build(python=python))
    (problem,) = [each for each in problems if "few" in each.message and "last digits" in each.message]
    assert problem.level == "error"
    assert "decide with a margin" in problem.hint


@pytest.mark.parametrize("broken", [None, "{", '{"proven": "other"}', b"\xff\xfe"])
def test_proofs_are_kept_and_broken_files_prove_nothing(calculator, tmp_path, broken):
    cache = tmp_path / "deep" / "cache"
    assert prove(calculator, cache) == ()
    (file,) = cache.iterdir()
    assert json.loads(file.read_text()) == {"proven": fingerprint(calculator)}
    before = file.stat().st_mtime_ns
    assert prove(calculator, cache) == ()
    assert file.stat().st_mtime_ns == before
    if broken is not None:
        file.write_bytes(broken if isinstance(broken, bytes) else broken.encode())
        assert prove(calculator, cache) == ()
        assert json.loads(file.read_text()) == {"proven": fingerprint(calculator)}


def test_a_proof_with_findings_is_not_kept(stall, tmp_path):
    wrong = stall.build(stall.changed(stall.yaml, ("{profit: 70.0,", "{profit: 71.0,")))
    assert prove(wrong, tmp_path) and prove(wrong, tmp_path)
    assert not list(tmp_path.iterdir())


def test_any_change_asks_for_a_new_proof(stall, calculator):
    others = (
        stall.build(stall.changed(stall.yaml, ("{profit: 70.0,", "{profit: 71.0,"))),
        stall.build(python=stall.python + "# a comment\n"),
        stall.build(helpers={"calculators.shared.unused": "X = 1\n"}),
    )
    assert len({fingerprint(calculator), *map(fingerprint, others)}) == 4


def test_stated_outputs_are_compared_where_they_are_stated():
    actual = {"rows": [{"name": "a", "n": 1.0}], "never": "Infinity", "none": None}
    same = {"rows": [{"n": 1}], "never": float("inf"), "none": None}
    assert not [each for name in same for each in unlike(same[name], actual[name], 1e-9, name)]
    assert list(unlike([{"n": 2}], actual["rows"], 1e-9, "rows")) == [("rows[0].n", 2, 1.0)]
    assert list(unlike([], actual["rows"], 1e-9, "rows")) == [("rows", "0 items", "1 items")]
    assert list(unlike(0.0, None, 1e-9, "none")) == [("none", 0.0, None)]
