"""The ids a playbook has, put where a schema asks for one: editors offer them, and others stay allowed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from playsmith.model import REFERENCE


def with_ids(node: Any, ids: Mapping[str, Iterable[str]]) -> Any:
    """A copy of a schema in which every reference has its kind's ids as examples."""
    if isinstance(node, list):
        return [with_ids(one, ids) for one in node]
    if not isinstance(node, dict):
        return node
    result = {key: value if key in ("enum", "default") else with_ids(value, ids) for key, value in node.items()}
    kind = node.get(REFERENCE)
    if kind == "any":
        result["examples"] = [f"{one}:{id}" for one, known in sorted(ids.items()) for id in sorted(known)]
    elif isinstance(kind, str):
        result["examples"] = sorted(ids.get(kind, ()))
    if not result.get("examples", True):
        del result["examples"]
    return result
