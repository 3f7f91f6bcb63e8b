"""Results handed to another calculator: names checked on both sides, numbers in the link's fragment."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs

import pytest

from playsmith.calculators.checks.hand_over import check_targets
from playsmith.calculators.view.hand_over import fragment
from playsmith.model.calculator import HandOver

OVER = {"calculator": "stall", "text": "On.", "label": "Go", "values": {"visitors": "buyers"}}


def handing(calculator, **changes):
    """The calculator, handing over to one with the same fields."""
    spec = calculator.spec.model_copy(update={"hand_over": (HandOver(**{**OVER, **changes}),)})
    return replace(calculator, spec=spec)


def test_the_fragment_holds_values_and_what_is_fixed():
    over = HandOver(**OVER, fixed={"season": "winter", "savings": None, "has_help": True})
    found = parse_qs(fragment(over, {"buyers": 50}), keep_blank_values=True)
    assert found == {
        "calc": ["stall.1"],
        "season": ["winter"],
        "savings": [""],
        "has_help": ["yes"],
        "visitors": ["50"],
    }


@pytest.mark.parametrize("value", [None, "Infinity", float("inf")])
def test_nothing_is_handed_over_while_a_number_is_missing(value):
    assert fragment(HandOver(**OVER), {"buyers": value}) == ""


def test_right_names_are_no_problem(calculator):
    over = handing(calculator, fixed={"season": "winter", "savings": None})
    assert check_targets({"stall": over}) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"values": {"visitor": "buyers"}}, "has no input 'visitor'"),
        ({"values": {"goods": "buyers"}}, "has no input 'goods'"),
        ({"fixed": {"season": "spring"}}, "does not take 'spring'"),
        ({"fixed": {"rent": None}}, "does not take None"),
    ],
)
def test_what_does_not_fit_over_there_is_told(calculator, changes, words):
    [problem] = check_targets({"stall": handing(calculator, **changes)})
    assert words in problem.message
