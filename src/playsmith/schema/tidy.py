"""A pydantic model -> JSON Schema as an editor reads it best: each error at its own place, each key explained."""

from __future__ import annotations

import copy
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

type Schema = dict[str, Any]

# Models whose id is the file's name or the key they stand under: the YAML may not say it again.
_NAMED_ELSEWHERE = "id"


class _Generate(GenerateJsonSchema):
    """Without titles made from the names of keys; keys of mappings are checked."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def dict_schema(self, schema: Any) -> Schema:
        keys = self.generate_inner(schema["keys_schema"]) if "keys_schema" in schema else {}
        values = self.generate_inner(schema["values_schema"]) if "values_schema" in schema else {}
        result: Schema = {"type": "object"}
        if names := {key: value for key, value in keys.items() if key != "type"}:
            result["propertyNames"] = names
        result["additionalProperties"] = values or True
        self.update_with_validations(result, schema, self.ValidationsMapping.object)
        return result


def schema_of_model(model: type[BaseModel]) -> Schema:
    """The schema of a model as its YAML stands in a file: without ids."""
    schema = copy.deepcopy(model.model_json_schema(schema_generator=_Generate))
    defs = schema.get("$defs", {})
    tidied = {name: _tidy(one, defs) for name, one in defs.items()}
    schema = _tidy({key: value for key, value in schema.items() if key != "$defs"}, defs)
    return {**schema, "$defs": reached(schema, tidied)}


def reached(schema: Schema, defs: dict[str, Schema]) -> dict[str, Schema]:
    """The definitions that `schema` refers to, directly or through others."""
    found: set[str] = set()
    waiting: list[Any] = [schema]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            name = str(one.get("$ref", "")).rsplit("/", 1)[-1]
            if name in defs and name not in found:
                found.add(name)
                waiting.append(defs[name])
            waiting += one.values()
    return {name: one for name, one in defs.items() if name in found}


def _tidy(node: Any, defs: dict[str, Schema]) -> Any:
    if isinstance(node, list):
        return [_tidy(one, defs) for one in node]
    if not isinstance(node, dict):
        return node
    if "discriminator" in node:
        return _by_kind(node)
    if "anyOf" in node:
        node = _one_of_types(node, defs)
    node = {key: value for key, value in node.items() if key != "title" and not (key == "default" and value is None)}
    properties = node.pop("properties", None)
    node = {key: value if key in ("enum", "const", "default") else _tidy(value, defs) for key, value in node.items()}
    if properties is not None:
        node["properties"] = {name: _tidy(one, defs) for name, one in properties.items() if name != _NAMED_ELSEWHERE}
        if "const" in (kind := node["properties"].get("kind", {})):
            kind.setdefault("description", node["description"])
    if _NAMED_ELSEWHERE in node.get("required", ()):
        node["required"] = [name for name in node["required"] if name != _NAMED_ELSEWHERE]
    return node


def _by_kind(node: Schema) -> Schema:
    """A union told apart by `kind` as conditions: an error then is that of the kind meant, at its own place."""
    mapping: dict[str, str] = node["discriminator"]["mapping"]
    key = node["discriminator"]["propertyName"]
    result = {name: value for name, value in node.items() if name not in ("discriminator", "oneOf", "title")}
    return {
        **result,
        "type": "object",
        "properties": {
            key: {"enum": list(mapping), "description": "What kind of thing it is; the other keys follow from it."}
        },
        "required": [key],
        "allOf": [
            {"if": {"properties": {key: {"const": kind}}, "required": [key]}, "then": {"$ref": ref}}
            for kind, ref in mapping.items()
        ],
    }


def _one_of_types(node: Schema, defs: dict[str, Schema]) -> Schema:
    """A union of different types as one schema with several types: what it says of one type binds no other."""
    merged: Schema = {key: value for key, value in node.items() if key != "anyOf"}
    types: list[str] = []
    nullable = {"type": "null"} in node["anyOf"]
    for branch in node["anyOf"]:
        if "$ref" in branch:
            branch = defs[branch["$ref"].rsplit("/", 1)[1]]
        branch = copy.deepcopy(branch)
        of_branch = branch.pop("type")
        types += of_branch if isinstance(of_branch, list) else [of_branch]
        if nullable and "enum" in branch:
            branch["enum"] = [*branch["enum"], None]
        for key, value in branch.items():
            merged.setdefault(key, value)
    if len(set(types)) != len(types):
        raise TypeError(f"a union of the same type twice cannot be told apart: {types}")
    return {**merged, "type": types}
