"""How much of revenue goes to marketing and to sales, and where it goes.

Money is in one currency and for one year, shares are fractions. Each team's budget is a share of revenue and is set
against a guideline range; the whole is split by stages of the customer's journey, marketing's part by channels. Parts
are whole steps (a cent, a unit, a hundred) and add up to what they are parts of.
"""

from typing import TypedDict

from calculators.shared.money import in_steps, split


class Share(TypedDict):
    name: str
    share: float


class Part(TypedDict):
    name: str
    share: float
    amount: float


class TeamPart(TypedDict):
    team: str
    amount: float
    low: float
    high: float
    position: str


class Result(TypedDict):
    total_budget: float
    verdict: str
    marketing_budget: float
    sales_budget: float
    total_share: float
    marketing_part: float
    marketing_part_low: float
    marketing_part_high: float
    total_low: float
    total_high: float
    to_raise: float
    to_cut: float
    movable: float
    suggested_marketing: float
    suggested_sales: float
    by_team: list[TeamPart]
    by_stage: list[Part]
    by_channel: list[Part]
    marketing_gap: float
    sales_gap: float
    marketing_below: bool
    marketing_above: bool
    sales_below: bool
    sales_above: bool
    over_revenue: bool


def calculate(
    *,
    revenue: float,
    emphasis: str,
    marketing_share: float,
    sales_share: float,
    stages: list[Share],
    channels: list[Share],
    marketing_low: float,
    marketing_high: float,
    sales_low: float,
    sales_high: float,
    round_to: str,
) -> Result:
    """The budgets, how they lie to the guideline ranges, and their split.

    Raises ValueError("no_revenue") when `revenue` is 0: a share of nothing is no budget.
    """
    if revenue == 0.0:
        raise ValueError("no_revenue")
    step = step_in_cents(round_to)
    marketing = in_steps(revenue * marketing_share, step)
    sales = in_steps(revenue * sales_share, step)
    marketing_move = to_move(marketing_share, marketing_low, marketing_high) * revenue
    sales_move = to_move(sales_share, sales_low, sales_high) * revenue
    to_raise = max(0.0, marketing_move) + max(0.0, sales_move)
    to_cut = max(0.0, -marketing_move) + max(0.0, -sales_move)
    suggested_marketing = revenue * suggested_share("marketing", emphasis, marketing_low, marketing_high)
    suggested_sales = revenue * suggested_share("sales", emphasis, sales_low, sales_high)
    return {
        "total_budget": (marketing + sales) / 100.0,
        "verdict": verdict(
            marketing_move, sales_move, emphasis == "new" and marketing_share < (marketing_low + marketing_high) / 2.0
        ),
        "marketing_budget": marketing / 100.0,
        "sales_budget": sales / 100.0,
        "total_share": marketing_share + sales_share,
        "marketing_part": part_of(marketing_share, sales_share),
        "marketing_part_low": part_of(marketing_low, sales_high),
        "marketing_part_high": part_of(marketing_high, sales_low),
        "total_low": revenue * (marketing_low + sales_low),
        "total_high": revenue * (marketing_high + sales_high),
        "to_raise": to_raise,
        "to_cut": to_cut,
        "movable": min(to_raise, to_cut),
        "suggested_marketing": suggested_marketing,
        "suggested_sales": suggested_sales,
        "by_team": [
            {
                "team": "marketing",
                "amount": marketing / 100.0,
                "low": revenue * marketing_low,
                "high": revenue * marketing_high,
                "position": position(marketing_move),
            },
            {
                "team": "sales",
                "amount": sales / 100.0,
                "low": revenue * sales_low,
                "high": revenue * sales_high,
                "position": position(sales_move),
            },
        ],
        "by_stage": parts(marketing + sales, stages, step),
        "by_channel": parts(marketing, channels, step),
        "marketing_gap": abs(marketing_move),
        "sales_gap": abs(sales_move),
        "marketing_below": marketing_move > 0.0,
        "marketing_above": marketing_move < 0.0,
        "sales_below": sales_move > 0.0,
        "sales_above": sales_move < 0.0,
        "over_revenue": marketing_share + sales_share > 1.0,
    }


def step_in_cents(round_to: str) -> int:
    """The smallest step of an amount, in hundredths."""
    if round_to == "cent":
        return 1
    if round_to == "whole":
        return 100
    return 10000


def to_move(share: float, low: float, high: float) -> float:
    """What brings `share` into its range: above 0 to raise it, below 0 to cut it, 0 inside."""
    if share < low:
        return low - share
    if share > high:
        return high - share
    return 0.0


def position(move: float) -> str:
    """Where a budget lies that has to be moved by `move`."""
    if move > 0.0:
        return "below"
    if move < 0.0:
        return "above"
    return "inside"


def suggested_share(team: str, emphasis: str, low: float, high: float) -> float:
    """The place within the range that fits the business.

    A new one leads with marketing: its high end, and sales' low end. An established one keeps the balance: the middles.
    """
    if emphasis == "established":
        return (low + high) / 2.0
    return high if team == "marketing" else low


def verdict(marketing_move: float, sales_move: float, leans_away: bool) -> str:
    """Which sentence sums the positions up."""
    short = marketing_move > 0.0 or sales_move > 0.0
    over = marketing_move < 0.0 or sales_move < 0.0
    if short and over:
        return "mixed"
    if short:
        return "below"
    if over:
        return "above"
    return "leans-away" if leans_away else "inside"


def part_of(share: float, other: float) -> float:
    """The part that `share` has of both together; 0 of nothing."""
    return 0.0 if share + other == 0.0 else share / (share + other)


def parts(cents: int, rows: list[Share], step: int) -> list[Part]:
    """`cents` split by the shares of `rows`."""
    amounts = split(cents, [row["share"] for row in rows], step)
    return [
        {"name": rows[place]["name"], "share": rows[place]["share"], "amount": amounts[place] / 100.0}
        for place in range(len(rows))
    ]
