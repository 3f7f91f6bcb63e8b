"""The schema of a whole file -> that of a layer's patch of it (RFC 7396, and `{add, remove}` for lists)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from playsmith.schema.tidy import reached

type Schema = dict[str, Any]

SUFFIX = "Patch"
_HIDE = {
    "type": "boolean",
    "description": "true takes this thing out of the playbook, and the references to it with it; "
    "false brings back what a layer below hides.",
}
_HIDE_INNER = {"const": True, "description": "true takes this practice out of the step."}


def patch_of(schema: Schema, *, keep: Collection[str] = (), hide: bool = False) -> Schema:
    """The patch's schema. Keys in `keep` are never merged and stay as they are; `hide` lets a patch hide the thing."""
    defs = schema.get("$defs", {})
    body = _patch({key: value for key, value in schema.items() if key != "$defs"}, defs)
    body["type"] = "object"
    for key in keep:
        body["properties"][key] = schema["properties"][key]
    if hide:
        body["properties"]["hide"] = _HIDE
    patched = {name + SUFFIX: _patch(one, defs) for name, one in defs.items()}
    if "Practice" in defs:
        patched["Practice" + SUFFIX]["properties"]["hide"] = _HIDE_INNER
    return {**body, "$defs": reached(body, {**defs, **patched})}


def _patch(node: Schema | bool, defs: dict[str, Schema]) -> Any:
    """A value that is merged: nothing is required of it, and null takes it away. What a list holds is not merged."""
    if isinstance(node, bool):
        return node
    if "$ref" in node:
        return {**node, "$ref": node["$ref"] + SUFFIX}
    result = {key: value for key, value in node.items() if key not in ("required", "minProperties")}
    types = _types(node)
    if types:
        result["type"] = [*types, *(["null"] if "null" not in types else [])]
    if "const" in node:
        result["enum"] = [result.pop("const"), None]
    elif "enum" in node and None not in node["enum"]:
        result["enum"] = [*node["enum"], None]
    if "array" in types and "object" not in types:
        return _list_patch(result)
    if "properties" in node:
        result["properties"] = {name: _patch(one, defs) for name, one in node["properties"].items()}
    if "additionalProperties" in node:
        result["additionalProperties"] = _patch(node["additionalProperties"], defs)
    if "allOf" in node:
        result["allOf"] = [*map(_patch_condition, node["allOf"]), _any_kind(node["allOf"], defs)]
    return result


def _types(node: Schema) -> list[str]:
    types = node.get("type", [])
    return [types] if isinstance(types, str) else types


def _list_patch(result: Schema) -> Schema:
    items = {"type": "array", "items": result.get("items", True)}
    return {
        **result,
        "type": [*result["type"], "object"],
        "properties": {
            "add": {**items, "description": "What the list gets at its end."},
            "remove": {**items, "description": "What the list loses: written as it stands in the layer below."},
        },
        "additionalProperties": False,
        "minProperties": 1,
    }


def _patch_condition(condition: Schema) -> Schema:
    return {**condition, "then": {"$ref": condition["then"]["$ref"] + SUFFIX}}


def _any_kind(conditions: list[Schema], defs: dict[str, Schema]) -> Schema:
    """A patch need not say the kind again: then it may have any key that one of the kinds has."""
    (key,) = conditions[0]["if"]["required"]
    choices: dict[str, list[Schema]] = {}
    for condition in conditions:
        for name, one in defs[condition["then"]["$ref"].rsplit("/", 1)[1]]["properties"].items():
            patched = _patch(one, defs)
            if name != key and patched not in choices.setdefault(name, []):
                choices[name].append(patched)
    properties = {name: one[0] if len(one) == 1 else {"anyOf": one} for name, one in choices.items() if name != key}
    known = {"properties": {key: True, **properties}, "additionalProperties": False}
    return {"if": {"not": {"required": [key]}}, "then": known}
