"""The data of a calculator for the page's scripts, without what they do not read: a reader loads every byte of it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from markupsafe import Markup

from playsmith.locale import Locale
from playsmith.model.calculator import CalculatorSpec

# Words below `calculator` that the template has placed already, or that only the command line says.
PLACED_WORDS = (
    "empty_table",
    "per",
    "optional",
    "slider",
    "add_row",
    "math",
    "part",
    "notice.no_script",
    "problems.unknown_field",
    "problems.not_a_table",
    "actions.reset",
    "actions.share",
    "actions.copy",
    "actions.print",
)
# Words that are said only once a reader has touched something.
DETAIL_WORDS = ("problems", "actions", "copy", "chart")
_DETAIL_NOTICES = ("too_long", "broken", "stale")
# Parts of the spec that are for texts to copy and for the working.
DETAILS = ("title", "definition", "working")
# Parts of the spec, and of its inputs and outputs, that only the template and the build read.
_FOR_THE_BUILD = ("id", "charts", "engine")
_PLACED = ("group", "tolerance", "period_from", "slider")


def page_data(
    spec: CalculatorSpec, plain: Mapping[str, object], defaults: Mapping[str, object], locale: Locale, *, lane: bool
) -> Markup:
    """JSON for the `<template>` that the element starts from; `plain` is the spec as charts take it, too.

    `lane` tells that the calculator runs in Python itself, and its words are needed from the start.
    """
    known = locale.to_json()
    later = (*DETAIL_WORDS, *(f"notice.{name}" for name in _DETAIL_NOTICES))
    words = _without(known["words"]["calculator"], (*PLACED_WORDS, *later))
    words["units"] = {unit: word for unit, word in words["units"].items() if unit in _units(plain)}
    known["words"] = {"calculator": words, **({"lane": locale.words.get("lane", {})} if lane else {})}
    lean = {name: _lean(part) for name, part in plain.items() if name not in (*_FOR_THE_BUILD, *DETAILS)}
    for part in ("inputs", "outputs"):
        lean[part] = {name: _without_placed(each) for name, each in lean[part].items()}
    for each in lean["inputs"].values():
        # A column's default is for rows that readers add; those of the fields stand in `defaults`.
        each.pop("default", None)
    if plain["hand_over"]:
        # What is handed on is "no" where it is false, and nothing where it is null.
        lean["hand_over"] = plain["hand_over"]
    lean["messages"] = {code: {"field": each.get("field", "")} for code, each in lean["messages"].items()}
    return _script_json({"locale": known, "spec": {"id": spec.id, **lean}, "defaults": defaults})


def details_data(plain: Mapping[str, object], locale: Locale) -> dict[str, object]:
    """What the element needs once a reader touches it: words, messages and charts, for a file of its own."""
    known = _without(locale.to_json()["words"]["calculator"], PLACED_WORDS)
    notices = {name: known["notice"][name] for name in _DETAIL_NOTICES}
    return {
        "words": {**{name: known[name] for name in DETAIL_WORDS}, "notice": notices},
        "spec": {
            **{name: plain[name] for name in DETAILS},
            "messages": _lean(plain["messages"]),
            "charts": [_without(_lean(each), ("description",)) for each in plain["charts"]],
        },
    }


def _units(value: object) -> set[object]:
    """All that stands under a key `unit`, at any depth."""
    if isinstance(value, Mapping):
        return set().union({value["unit"]} if "unit" in value else (), *map(_units, value.values()))
    return set().union(*map(_units, value)) if isinstance(value, list) else set()


def _without_placed(field: Mapping[str, object]) -> dict[str, object]:
    found = _without(field, _PLACED)
    if "columns" in found:
        found["columns"] = {name: _without(each, _PLACED) for name, each in found["columns"].items()}
    return found


def _lean(value: object) -> object:
    """Without what is null, false or an empty list: scripts take what is missing as just that."""
    if isinstance(value, Mapping):
        return {name: _lean(each) for name, each in value.items() if not _idle(each)}
    return [_lean(each) for each in value] if isinstance(value, list) else value


def _idle(value: object) -> bool:
    return value is None or value is False or (isinstance(value, list) and not value)


def _without(known: Mapping[str, object], paths: tuple[str, ...]) -> dict[str, object]:
    """A copy without the entries at these dotted paths."""
    found = dict(known)
    for path in paths:
        head, _, rest = path.partition(".")
        if head in found:
            if rest:
                found[head] = _without(found[head], (rest,))
            else:
                del found[head]
    return found


def _script_json(data: object) -> Markup:
    """JSON for a <template>: no `<` and no `&`, so that nothing in it is read as markup."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))
