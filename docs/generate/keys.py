"""The keys of each kind of YAML file, from the schemas that editors use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playsmith.config import load_config
from playsmith.model import KINDS, REFERENCE
from playsmith.project import find_project
from playsmith.render import fill
from playsmith.schema import FILES, schema_of

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
# How a type of JSON is called in YAML.
NAMES = {"string": "text", "number": "number", "integer": "whole number", "boolean": "true or false"}

type Schema = Mapping[str, Any]


@dataclass(frozen=True)
class Key:
    """A key of a mapping: what may stand there, and what it means. `default` is shown as YAML writes it."""

    name: str
    type: str
    required: bool
    default: str | None
    description: str


@dataclass(frozen=True)
class Part:
    """A mapping with its keys; `anchor` is empty for the file as a whole."""

    name: str
    anchor: str
    description: str
    keys: tuple[Key, ...]


def pages() -> dict[str, str]:
    """`reference/yaml/<name>.md` for each kind of file."""
    template = (HERE / "keys.md.j2").read_text("utf-8")
    words = load_config(find_project(ROOT), "en").words
    made = {}
    for name, file in FILES.items():
        if name == "words":
            continue
        schema = schema_of(name, words=words)
        whole, *parts = parts_of(schema)
        made[f"reference/yaml/{name}.md"] = fill(
            template, name=name, title=title_of(name), file=file, whole=whole, parts=parts, is_kind=name in KINDS
        )
    return made


def title_of(name: str) -> str:
    """What the page is called: the file, or the folder."""
    return FILES[name].rpartition("/")[2] if name not in KINDS else f"{name}/"


def parts_of(schema: Schema) -> list[Part]:
    """The file as a whole first, then the mappings in it, in the order in which they are met."""
    defs = schema.get("$defs", {})
    order = list(dict.fromkeys(_reached(schema["properties"], defs)))
    whole = Part("", "", schema.get("description", ""), tuple(_keys(schema, defs)))
    return [
        whole,
        *(
            Part(_title(name), name.lower(), defs[name].get("description", ""), tuple(_keys(defs[name], defs)))
            for name in order
        ),
    ]


def _reached(node: Any, defs: Schema, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    if isinstance(node, list):
        for one in node:
            yield from _reached(one, defs, seen)
    elif isinstance(node, dict):
        name = _name(node)
        if name and name not in seen:
            yield name
            yield from _reached(defs[name], defs, seen | {name})
        for value in node.values():
            yield from _reached(value, defs, seen)


def _title(name: str) -> str:
    """`MoneyInput` as readers know it: Money input."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", name).capitalize()


def _name(node: Schema) -> str:
    return str(node.get("$ref", "")).rpartition("/")[2]


def _keys(schema: Schema, defs: Schema) -> Iterator[Key]:
    required = schema.get("required", ())
    for name, node in schema.get("properties", {}).items():
        inner = node.get("properties", {})
        yield Key(name, _type(node), name in required, _default(node), _description(node, defs))
        # A mapping that has no name of its own is shown with the key it stands at.
        if inner and "allOf" not in node and node.get("type") != "string":
            for key in _keys(node, defs):
                yield Key(f"{name}.{key.name}", key.type, key.required, key.default, key.description)


def _description(node: Schema, defs: Schema) -> str:
    # A key that is described as what stands there is described there alone.
    said = node.get("description") or defs.get(_name(node), {}).get("description", "")
    return said.replace("|", "\\|")


def _default(node: Schema) -> str | None:
    value = node.get("default")
    if value in (None, [], {}, ""):
        return None
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def _type(node: Schema) -> str:
    if name := _name(node):
        return f"[{_title(name)}](#{name.lower()})"
    if "const" in node:
        return f"`{node['const']}`"
    if "enum" in node:
        return " · ".join(f"`{one}`" for one in node["enum"] if one is not None)
    if "allOf" in node:
        return "one of " + ", ".join(
            f"[`{one['if']['properties']['kind']['const']}`](#{_name(one['then']).lower()})" for one in node["allOf"]
        )
    if REFERENCE in node:
        return "`kind:id`" if node[REFERENCE] == "any" else f"id of a {node[REFERENCE]}"
    types = node.get("type", [])
    shown = [_one_type(node, kind) for kind in ([types] if isinstance(types, str) else types) if kind != "null"]
    return " or ".join(dict.fromkeys(shown)) or "anything"


def _one_type(node: Schema, kind: str) -> str:
    if kind == "array":
        few = f", at least {node['minItems']}" if node.get("minItems") else ""
        many = f", at most {node['maxItems']}" if node.get("maxItems") else ""
        items = node.get("items", {})
        of = f"{items[REFERENCE]} ids" if items.get(REFERENCE, "any") != "any" else _type(items)
        return f"list of {of}{few}{many}"
    if kind == "object":
        inner = node.get("additionalProperties")
        if isinstance(inner, dict):
            keys = node.get("propertyNames", {})
            by = f"a {keys[REFERENCE]}'s id" if REFERENCE in keys else "name"
            return f"mapping: {by} to {_type(inner)}"
        return "mapping"
    if kind == "string" and node.get("contentMediaType") == "text/markdown":
        return "Markdown"
    if kind == "string" and node.get("format") == "date":
        return "date"
    return NAMES[kind] + _limits(node)


def _limits(node: Schema) -> str:
    low, high = node.get("minimum", node.get("exclusiveMinimum")), node.get("maximum")
    if low is not None and high is not None:
        return f", {low} to {high}"
    if low is not None:
        return f", {'more than' if 'exclusiveMinimum' in node else 'at least'} {low}"
    return f", at most {high}" if high is not None else ""
