"""Layers: a file at the same path is merged into the one below as a JSON Merge Patch (RFC 7396), marks kept.

Beyond the RFC a list of plain values also takes `{add: [...], remove: [...]}`.
"""

from __future__ import annotations

from playsmith.problems import Problem
from playsmith.source import Node


def merge(base: Node, patch: Node, problems: list[Problem]) -> Node:
    """`base` as `patch` changes it. What the patch cannot mean is appended to `problems`."""
    if isinstance(base.value, tuple) and _is_list_patch(patch):
        return _patch_list(base, patch, problems)
    if not isinstance(patch.value, dict) or not isinstance(base.value, dict):
        return patch
    merged = dict(base.value)
    for key, node in patch.value.items():
        if node.value is None:
            if key not in merged:
                problems.append(
                    Problem(node.key or node.mark, f"'{key}' is removed here, but the layer below has none")
                )
            merged.pop(key, None)
        elif key in merged:
            merged[key] = merge(merged[key], node, problems)
        else:
            merged[key] = node
    return Node(merged, patch.mark, patch.key)


def _is_list_patch(patch: Node) -> bool:
    return isinstance(patch.value, dict) and bool(patch.value) and patch.value.keys() <= {"add", "remove"}


def _patch_list(base: Node, patch: Node, problems: list[Problem]) -> Node:
    items = list(base.value)
    for node in _items(patch, "remove", problems):
        kept = [item for item in items if item.plain() != node.plain()]
        if len(kept) == len(items):
            problems.append(Problem(node.mark, f"'{node.plain()}' is removed here, but the list below has none"))
        items = kept
    for node in _items(patch, "add", problems):
        if any(item.plain() == node.plain() for item in items):
            problems.append(Problem(node.mark, f"'{node.plain()}' is added here, but the list has it already"))
        else:
            items.append(node)
    return Node(tuple(items), patch.mark, patch.key)


def _items(patch: Node, name: str, problems: list[Problem]) -> tuple[Node, ...]:
    node = patch.value.get(name)
    if node is None:
        return ()
    if not isinstance(node.value, tuple):
        problems.append(Problem(node.mark, f"'{name}' takes a list", f"Write {name}: [one, another]."))
        return ()
    return node.value
