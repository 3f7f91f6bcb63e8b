"""JSON at the boundary: the same conversions, by declared type, that the runtime makes in the page."""

from __future__ import annotations

import math

from .types import BOOL, FLOAT, INT, NONE, NUMBER, STR, DictOf, ListOf, Optional, Row, TupleOf, Type

SAFE = 2**53 - 1
LARGEST = int(1.7976931348623157e308)
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
            return {_key(key): to_python(item, one) for key, one in value.items()}
        case Row() if isinstance(value, dict) and value.keys() == type.field_types().keys():
            return {name: to_python(field, value[name]) for name, field in type.fields}
    return _scalar(type, value)


def _key(key: str) -> str:
    """JavaScript moves keys like "10" to the front of an object, so a dict with one cannot cross in its order."""
    if key.isascii() and key.isdigit() and (key == "0" or key[0] != "0"):
        raise ValueError(f"the key {key!r} looks like a number: it would lose its place")
    return key


def _scalar(type: Type, value: object) -> object:
    if isinstance(value, bool):
        fits = type == BOOL
    elif isinstance(value, int):
        if type == FLOAT and abs(value) <= LARGEST:
            return float(value)
        fits = type == INT and abs(value) <= SAFE
    elif isinstance(value, float):
        if type == INT and value.is_integer() and abs(value) <= SAFE:
            return int(value)
        fits = type == FLOAT and not math.isnan(value)
    elif isinstance(value, str):
        if type == FLOAT and value in WORDS:
            return WORDS[value]
        fits = type == STR
    else:
        fits = type == NONE and value is None
    if not fits:
        raise ValueError(f"{str(value)[:40]!r} is not {type}")
    return value


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
            return {_key(key): to_json(item, one) for key, one in value.items()}
        case Row() if isinstance(value, dict) and value.keys() == type.field_types().keys():
            return {name: to_json(field, value[name]) for name, field in type.fields}
    if isinstance(value, float) and type in (FLOAT, NUMBER):
        if math.isnan(value):
            raise ValueError("the result is not a number (NaN)")
        return value if math.isfinite(value) else "Infinity" if value > 0 else "-Infinity"
    if (type == INT and isinstance(value, float)) or (type == FLOAT and isinstance(value, str)):
        raise ValueError(f"{value!r} is not {type}")
    return _scalar(INT if type == NUMBER else type, value)
