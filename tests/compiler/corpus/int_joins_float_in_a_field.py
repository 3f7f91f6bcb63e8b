# inputs: {"x": -1}
# inputs: {"x": 2.5}
from typing import TypedDict


class Result(TypedDict):
    floor: float
    sign: float


def calculate(*, x: float) -> Result:
    row: Result = {"floor": max(0, x), "sign": 0}
    row["sign"] -= row["floor"]
    row["floor"] = -row["floor"]
    return row
