"""What is known at one point of a function: which names surely have a value, and which are surely not None."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .cells import Inferred


@dataclass
class Flow:
    assigned: set[str] = field(default_factory=set)
    narrowed: dict[str, Inferred] = field(default_factory=dict)
    alive: bool = True

    def copy(self) -> Flow:
        return Flow(set(self.assigned), dict(self.narrowed), self.alive)

    def forget(self, names: Iterable[str]) -> None:
        """Drop what was narrowed: these names may get other values before this point is reached again."""
        for name in names:
            self.narrowed.pop(name, None)

    def end(self) -> None:
        """Nothing after this point runs."""
        self.alive = False


def merge(flows: Iterable[Flow]) -> Flow:
    """Where several ways meet, only what holds on each of them is known."""
    alive = [flow for flow in flows if flow.alive]
    if not alive:
        return Flow(alive=False)
    first, *rest = alive
    merged = first.copy()
    for flow in rest:
        merged.assigned &= flow.assigned
        merged.narrowed = {k: v for k, v in merged.narrowed.items() if k in flow.narrowed and flow.narrowed[k] == v}
    return merged
