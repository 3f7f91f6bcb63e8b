# A row as a statement is an object, not a block of JavaScript.
# inputs: {"x": 2.0}
# inputs: {"x": 0}
from typing import TypedDict


class Row(TypedDict):
    spend: float
    note: str


def calculate(*, x: float) -> float:
    Row(spend=1 / x, note="")
    return x
