"""Inputs drawn from the declared ranges, the same for the same seed."""

from __future__ import annotations

import math
from random import Random

from playsmith.calculators.validate import defaults
from playsmith.model.calculator import CalculatorSpec
from playsmith.model.inputs import Column, Input, TableInput

MOST_ROWS = 6
LEAST = 1e-6
_TEXTS = ("a", "b", "c", "d", "e", "f")


def generate_inputs(spec: CalculatorSpec, seed: str) -> dict[str, object]:
    """One set of inputs. Fields keep their defaults in part, since what is all extreme is soon refused by rules."""
    random = Random(seed)
    keep = random.choice((0.0, 0.3, 0.7))
    standard = defaults(spec)
    return {
        name: standard[name] if random.random() < keep else _value(field, random) for name, field in spec.inputs.items()
    }


def _value(field: Input | Column, random: Random) -> object:
    if isinstance(field, TableInput):
        most = max(field.min_rows, min(field.max_rows, MOST_ROWS))
        count = random.randint(field.min_rows, most)
        return [{column: _value(each, random) for column, each in field.columns.items()} for _ in range(count)]
    if field.optional and random.random() < 0.25:
        return None
    match field.kind:
        case "period" | "choice":
            return random.choice(tuple(field.options))
        case "switch":
            return random.random() < 0.5
        case "text":
            return random.choice(_TEXTS)
        case "count":
            return _whole(field, random)
    return _number(field, random)


def _whole(field: Input | Column, random: Random) -> int:
    small = min(field.max, field.min + 40)
    about = field.default or small
    largest = max(field.min, min(field.max, 4 * about))
    pick = (field.min, random.randint(field.min, small), random.randint(field.min, largest), field.max)
    return random.choices(pick, weights=(1, 4, 6, 1))[0]


def _number(field: Input | Column, random: Random) -> float:
    low, high = float(field.min), float(field.max)
    slider = field.slider
    default = field.default if isinstance(field.default, float) else low
    usual = (slider.low, slider.high) if slider else (low, max(low, min(high, 4 * abs(default) or 1000.0)))
    pick = (
        low,
        high,
        min(max(0.0, low), high),
        random.uniform(*usual),
        round(random.uniform(*usual), 2),
        _by_size(low, high, random),
    )
    return random.choices(pick, weights=(1, 1, 2, 6, 6, 3))[0] + 0.0


def _by_size(low: float, high: float, random: Random) -> float:
    """A number of any order of magnitude within the range."""
    largest = max(abs(low), abs(high), LEAST)
    size = math.exp(random.uniform(math.log(LEAST), math.log(largest)))
    return min(max(-size if low < 0 and random.random() < 0.5 else size, low), high)
