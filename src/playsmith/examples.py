"""Calculators' examples hold for the defaults they were written for, also where an outer layer chose others."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from playsmith.source import Node

FOLDER = "playbook/calculators/"
_GUIDELINE = {"guideline", "team", "bound"}

type Nodes = Mapping[str, Node]


class Examples:
    """Remembers the defaults of every layer, and fills in what an example left to them."""

    def __init__(self) -> None:
        self._defaults: dict[str, dict[str, Node]] = {}

    def remember(self, nodes: Nodes, shown: Callable[[str], str]) -> None:
        """Call it after each layer; `shown` gives the name that the layer's files have in marks."""
        for path, node in nodes.items():
            if path.startswith(FOLDER):
                self._defaults[shown(path)] = _defaults(node, nodes)

    def completed(self, nodes: Nodes) -> dict[str, Node]:
        """The calculators: each example names the inputs whose default is another one by now."""
        return {path: self._calculator(node, nodes) for path, node in nodes.items() if path.startswith(FOLDER)}

    def _calculator(self, node: Node, nodes: Nodes) -> Node:
        examples = _get(node, "examples")
        if examples is None or not isinstance(examples.value, tuple):
            return node
        now = _defaults(node, nodes)
        completed = tuple(self._example(example, now) for example in examples.value)
        if all(one is other for one, other in zip(completed, examples.value, strict=True)):
            return node
        return _with(node, "examples", Node(completed, examples.mark, examples.key))

    def _example(self, example: Node, now: Mapping[str, Node]) -> Node:
        inputs = _get(example, "inputs")
        written = inputs.value if inputs is not None and isinstance(inputs.value, dict) else {}
        then = self._defaults.get(example.mark.file, {})
        other = {
            name: Node(value.value, example.mark, example.mark)
            for name, value in then.items()
            if name in now and name not in written and value.plain() != now[name].plain()
        }
        if not other or not isinstance(example.value, dict):
            return example
        return _with(example, "inputs", Node({**written, **other}, inputs.mark if inputs else example.mark))


def _defaults(calculator: Node, nodes: Nodes) -> dict[str, Node]:
    """The default of each input; one that is taken from a guideline as the figure."""
    inputs = _get(calculator, "inputs")
    found = {}
    for name, field in inputs.value.items() if inputs is not None and isinstance(inputs.value, dict) else ():
        default = _get(field, "default")
        if default is not None:
            found[name] = _figure(default, nodes) or default
    return found


def _figure(default: Node, nodes: Nodes) -> Node | None:
    said = default.plain()
    if not isinstance(said, dict) or said.keys() != _GUIDELINE:
        return None
    guideline = nodes.get(f"playbook/guidelines/{said['guideline']}.yaml")
    ranges = _get(guideline, "ranges") if guideline else None
    for one in ranges.value if ranges is not None and isinstance(ranges.value, tuple) else ():
        if (team := _get(one, "team")) is not None and team.value == said["team"]:
            return _get(one, str(said["bound"]))
    return None


def _get(node: Node, key: str) -> Node | None:
    return node.value.get(key) if isinstance(node.value, dict) else None


def _with(node: Node, key: str, inner: Node) -> Node:
    return Node({**node.value, key: inner}, node.mark, node.key)
