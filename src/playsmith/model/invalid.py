"""pydantic's errors -> Problems with a mark and a cure."""

from __future__ import annotations

import types
from collections.abc import Iterable
from functools import lru_cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from playsmith.problems import Problem, did_you_mean
from playsmith.source import Loc, Node

_EXPECTED = {
    "string_type": "text is expected; quote a number, a date, true and false to make them text",
    "string_too_short": "text is expected",
    "int_type": "a whole number is expected",
    "float_type": "a number is expected",
    "bool_type": "true or false is expected",
    "tuple_type": "a list is expected",
    "dict_type": "keys with values are expected",
    "model_type": "keys with values are expected",
    "model_attributes_type": "keys with values are expected",
    "date_from_datetime_parsing": "a date such as 2027-01-31 is expected",
    "date_parsing": "a date such as 2027-01-31 is expected",
    "date_type": "a date such as 2027-01-31 is expected",
    "finite_number": "a finite number is expected",
}
_PATTERNS = {
    "^[a-z][a-z0-9-]{0,63}$": "an id: a small letter, then small letters, digits and hyphens (at most 64)",
    "^[a-z][a-z0-9_]{0,63}$": "a name: a small letter, then small letters, digits and underscores (at most 64)",
    "^[a-z]+:[a-z][a-z0-9-]{0,63}$": "kind:id, such as metric:cac,",
    "^[A-Z]{3}$": "a currency code such as EUR",
}


def problems_of(error: ValidationError, model: type[BaseModel], node: Node) -> list[Problem]:
    """One Problem for each thing pydantic found, at the mark of the value (or key) in the YAML."""
    found: dict[Loc, Problem] = {}
    details = [(one, _yaml_loc(one, node)) for one in error.errors(include_url=False, include_input=True)]
    for detail, loc in details:
        if not _only_by_other_problems(detail) and not _of_another_type(detail, loc, details):
            found.setdefault(loc, _problem(detail, loc, model, node))
    return list(found.values())


def _only_by_other_problems(detail: ErrorDetails) -> bool:
    """pydantic calls a list too short when it leaves out items that are wrong: those are told already."""
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


def _of_another_type(detail: ErrorDetails, loc: Loc, details: Iterable[tuple[ErrorDetails, Loc]]) -> bool:
    """Of a number, say, or keys that name one, pydantic tells both where the keys are wrong: the keys are meant."""
    deeper = (other for _, other in details if len(other) > len(loc) and other[: len(loc)] == loc)
    return detail["type"].endswith("_type") and isinstance(detail["input"], dict | list) and any(deeper)


def _torn_text(loc: Loc, node: Node) -> str | None:
    """YAML ends a text between braces at its comma, and takes what follows for a key without a value."""
    if " " in str(loc[-1]) and node.at(loc).value is None:
        return "If it is the rest of a text: between { and } a text with a comma needs quotes."
    return None


def _problem(detail: ErrorDetails, loc: Loc, model: type[BaseModel], node: Node) -> Problem:
    kind = detail["type"]
    where = path_text(loc)
    if kind == "extra_forbidden":
        known = sorted({name for one in _models_at(model, loc[:-1]) for name in one.model_fields} - {"id"})
        mark = node.at(loc).key or node.at(loc).mark
        message = f"{path_text(loc[:-1])}: unknown key '{loc[-1]}'" if loc[:-1] else f"unknown key '{loc[-1]}'"
        return Problem(
            mark,
            message,
            _torn_text(loc, node) or did_you_mean(str(loc[-1]), known) or f"known: {', '.join(known)}",
            rule="unknown-key",
        )
    if kind == "missing":
        parent = node.at(loc[:-1])
        fields = [one.model_fields[str(loc[-1])] for one in _models_at(model, loc[:-1]) if loc[-1] in one.model_fields]
        hint = next((field.description for field in fields if field.description), "")
        above = f"{path_text(loc[:-1])}: " if loc[:-1] else ""
        return Problem(parent.key or parent.mark, f"{above}the key '{loc[-1]}' is missing", hint, rule="missing-key")
    mark = (node.at(loc).key if detail["loc"][-1] == "[key]" else None) or node.at(loc).mark
    if kind == "literal_error":
        allowed = [one.strip(" '") for one in detail["ctx"]["expected"].replace(" or ", ",").split(",")]
        hint = did_you_mean(str(detail["input"]), allowed) or "one of: " + ", ".join(allowed)
        return Problem(mark, f"{where}: {_short(detail['input'])} is not allowed here", hint, rule="not-allowed")
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        context = detail["ctx"]
        message = (
            f"{where}: unknown kind '{context['tag']}'" if "tag" in context else f"{where}: the key 'kind' is missing"
        )
        allowed = context.get("expected_tags", "").replace("'", "")
        mark = node.at((*loc, "kind")).mark
        return Problem(mark, message, f"one of: {allowed}" if allowed else "Say which kind it is.", rule="unknown-kind")
    if kind == "string_pattern_mismatch":
        expected = _PATTERNS.get(detail["ctx"]["pattern"], "one line of text, without blanks at its ends,")
        return Problem(
            mark,
            f"{where}: {_short(detail['input'])} does not fit",
            f"{expected} is expected",
            rule="pattern",
        )
    if kind == "too_short":
        least = detail["ctx"]["min_length"]
        return Problem(mark, f"{where}: too short", f"at least {least} of them are expected", rule="too-short")
    expected = _EXPECTED.get(kind)
    if kind == "tuple_type" and isinstance(detail["input"], dict) and detail["input"].keys() <= {"add", "remove"}:
        expected = "no layer below has this list: write it out"
    message = f"{where}: {_short(detail['input'])} does not fit" if expected else f"{where}: {_lower(detail['msg'])}"
    return Problem(mark, message, expected or "")


def path_text(loc: Loc) -> str:
    """`("metrics", 1)` as `metrics[1]`."""
    text = ""
    for part in loc:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def field_at(model: type[BaseModel], loc: Loc) -> FieldInfo | None:
    """The field whose value stands at `loc`; None for an item of a list and for an entry of a mapping."""
    fields = (one.model_fields.get(str(loc[-1])) for one in _models_at(model, loc[:-1])) if loc else ()
    return next(filter(None, fields), None)


def _yaml_loc(detail: ErrorDetails, node: Node) -> Loc:
    """pydantic's loc without the parts that are no YAML keys: tags of unions, names of types, `[key]`."""
    parts = detail["loc"]
    last_counts = detail["type"] in ("missing", "extra_forbidden")
    loc: list[str | int] = []
    for index, part in enumerate(parts):
        here = node.at(tuple(loc)).value
        is_key = part in here if isinstance(here, dict) else isinstance(here, tuple) and isinstance(part, int)
        if is_key or (last_counts and index == len(parts) - 1):
            loc.append(part)
    return tuple(loc)


@lru_cache(maxsize=1024)
def _models_at(model: type[BaseModel], loc: Loc) -> tuple[type[BaseModel], ...]:
    """The models that may stand at `loc`."""
    annotations: list[Any] = [model]
    for part in loc:
        annotations = [inner for one in annotations for inner in _step(one, part)]
    return tuple(one for annotation in annotations for one in _flat(annotation) if _is_model(one))


def _step(annotation: Any, part: str | int) -> list[Any]:
    found = []
    for one in _flat(annotation):
        if _is_model(one) and part in one.model_fields:
            found.append(one.model_fields[str(part)].annotation)
        elif get_origin(one) is tuple and isinstance(part, int):
            found.append(get_args(one)[0])
        elif get_origin(one) is dict:
            found.append(get_args(one)[1])
    return found


def _flat(annotation: Any) -> list[Any]:
    if get_origin(annotation) is Annotated:
        return _flat(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return [inner for one in get_args(annotation) for inner in _flat(one)]
    return [annotation]


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _short(value: object) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if value is None or isinstance(value, bool):
        return {None: "nothing", True: "true", False: "false"}[value]
    text = " ".join(str(value).split()) or "empty text"
    text = text if len(text) <= 60 else text[:57] + "..."
    return f"'{text}'" if isinstance(value, str) and text != "empty text" else text


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
