from typing import TypedDict


class Row(TypedDict):
    name: str
    spend: float
    customers: int


class Working(TypedDict):
    total: float
    result: float


def rule_0(*, channels: list[Row], spend: float) -> bool:
    return sum([row["spend"] for row in channels]) <= spend


def message_channels_exceed_over(*, channels: list[Row], spend: float) -> float:
    return float(sum([row["spend"] for row in channels]) - spend)


def working_0(*, spend: float, customers: int) -> Working:
    total = float(spend)
    return {"total": total, "result": float(total / customers)}
