"""JSON at the boundary: the same conversions, by declared type, that the runtime makes in the page."""

from __future__ import annotations

import math

from .types import BOOL, FLOAT, INT, NONE, NUMBER, STR, DictOf, ListOf, Optional, Row, TupleOf, Type

SAFE = 2**53 - 1
WORDS = {"Infinity": math.inf, "-Infinity": -math.inf}


def to_python(type: Type, value: object) -> object:
    """A JSON value as CPython's function gets it: 5 is 5.0 where a float is declared. Raises ValueError."""
    match type:
        case Optional(item):
            return None if value is None else to_python(item, value)
        case ListOf(item) if isinstance(value, list):
            return [to_python(item, one) for one in value]
        case TupleOf(items) if isinstance(value, list) and len(value) == len(items):
            return tuple(to_python(item, one) for item, one in zip(items, value, strict=True))
        case DictOf(item) if isinstance(value, dict):
            return {key: to_python(item, one) for key, one in value.items()}
        case Row() if isinstance(value, dict) and value.keys() == type.field_types().keys():
            return {name: to_python(field, value[name]) for name, field in type.fields}
    return _scalar(type, value)


def _scalar(type: Type, value: object) -> object:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if type == FLOAT and number and not math.isnan(value):  # type: ignore[arg-type]
        return float(value)  # type: ignore[arg-type]
    if type == FLOAT and isinstance(value, str) and value in WORDS:
        return WORDS[value]
    if type == INT and number and math.isfinite(value) and value == int(value) and abs(value) <= SAFE:  # type: ignore[arg-type, operator]
        return int(value)  # type: ignore[call-overload]
    if (
        (type == BOOL and isinstance(value, bool))
        or (type == STR and isinstance(value, str))
        or (type == NONE and value is None)
    ):
        return value
    raise ValueError(f"{value!r} is not {type}")


def to_json(type: Type, value: object) -> object:
    """A result of CPython's function as JSON. Raises ValueError for NaN, and for what does not fit the type."""
    match type:
        case Optional(item):
            return None if value is None else to_json(item, value)
        case ListOf(item) if isinstance(value, list):
            return [to_json(item, one) for one in value]
        case TupleOf(items) if isinstance(value, tuple) and len(value) == len(items):
            return [to_json(item, one) for item, one in zip(items, value, strict=True)]
        case DictOf(item) if isinstance(value, dict):
            return {key: to_json(item, one) for key, one in value.items()}
        case Row() if isinstance(value, dict) and value.keys() == type.field_types().keys():
            return {name: to_json(field, value[name]) for name, field in type.fields}
    if type in (FLOAT, NUMBER) and isinstance(value, int | float) and not isinstance(value, bool):
        if math.isnan(value):
            raise ValueError("the result is not a number (NaN)")
        if math.isinf(value):
            return "Infinity" if value > 0 else "-Infinity"
        return float(value) if type == FLOAT else value
    if type == INT and isinstance(value, float):
        raise ValueError(f"{value!r} is not {type}")
    return _scalar(type, value)
