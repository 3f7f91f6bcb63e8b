"""Layers: a file at the same path is merged into the one below as a JSON Merge Patch (RFC 7396), marks kept.

Beyond the RFC a list also takes `{add: [...], remove: [...]}`; a list that is not there counts as empty.
"""

from __future__ import annotations

from collections.abc import Iterator

from playsmith.problems import Problem
from playsmith.source import Node


def merge(base: Node, patch: Node, problems: list[Problem]) -> Node:
    """`base` as `patch` changes it. What the patch cannot mean is appended to `problems`."""
    if not isinstance(patch.value, dict):
        return patch
    if isinstance(base.value, tuple) and _is_list_patch(patch):
        return _patch_list(base, patch, problems)
    merged = dict(base.value) if isinstance(base.value, dict) else {}
    for key, node in patch.value.items():
        if node.value is None:
            if key not in merged:
                message = f"'{key}' is removed here, but the layer below has none"
                problems.append(Problem(node.key or node.mark, message, "Delete this line.", rule="patch"))
            merged.pop(key, None)
        elif key in merged:
            merged[key] = merge(merged[key], node, problems)
        else:
            merged[key] = merge(Node((), node.mark), node, problems)
    return Node(merged, patch.mark, patch.key)


def idle(base: Node, patch: Node) -> Iterator[Node]:
    """The values of `patch` that say what `base` says already."""
    if isinstance(patch.value, dict) and isinstance(base.value, dict):
        for key, node in patch.value.items():
            if key in base.value:
                yield from idle(base.value[key], node)
    elif patch.value is not None and patch.plain() == base.plain():
        yield patch


def _is_list_patch(patch: Node) -> bool:
    """Only `add` and `remove`, and lists in them: whatever stands below is taken for a list then."""
    lists = (isinstance(node.value, tuple) for node in patch.value.values())
    return bool(patch.value) and patch.value.keys() <= {"add", "remove"} and all(lists)


def _patch_list(base: Node, patch: Node, problems: list[Problem]) -> Node:
    items = list(base.value)
    for node in _items(patch, "remove"):
        kept = [item for item in items if item.plain() != node.plain()]
        if len(kept) == len(items):
            message = f"'{node.plain()}' is removed here, but the list below has none"
            problems.append(Problem(node.mark, message, "Delete it here.", rule="patch"))
        items = kept
    for node in _items(patch, "add"):
        if any(item.plain() == node.plain() for item in items):
            message = f"'{node.plain()}' is added here, but the list has it already"
            problems.append(Problem(node.mark, message, "Delete it here.", rule="patch"))
        else:
            items.append(node)
    return Node(tuple(items), patch.mark, patch.key)


def _items(patch: Node, name: str) -> tuple[Node, ...]:
    return patch.value[name].value if name in patch.value else ()
