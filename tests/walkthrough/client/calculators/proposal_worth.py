"""Whether a proposal is worth writing: expected contribution of the mandate, less what the proposal costs."""

from typing import TypedDict


class Result(TypedDict):
    cost: float
    net: float
    needed_chance: float


def calculate(*, hours: float, hour_cost: float, fees: float, margin: float, chance: float) -> Result:
    earned = fees * margin
    if earned <= 0:
        raise ValueError("no_margin")
    cost = hours * hour_cost
    return {"cost": cost, "net": earned * chance - cost, "needed_chance": cost / earned}
