"""Many small values that were worked out once and kept together: each by a hash of what it was made of."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from playsmith.kept import Kept, engine_digest

# A shelf is written anew when it lacks more than this part of what was asked of it, and more than a few.
_STALE, _FEW = 0.1, 8


class Shelf:
    """Values by the hash of what each was made of, as far as an earlier build kept them.

    To write all of them costs more than to work a few out again, so a build that made few of them writes nothing.
    """

    def __init__(self, kept: Kept, name: str) -> None:
        self._kept = kept
        self._name = name
        found = kept.read(name, engine_digest())
        self._values: MutableMapping[str, Any] = found if isinstance(found, dict) else {}
        self._used: dict[str, Any] = {}
        self._made = 0

    def get(self, key: str) -> Any:
        """The value made of what `key` stands for; None where there is none."""
        value = self._values.get(key)
        if value is not None:
            self._used[key] = value
        return value

    def put(self, key: str, value: object) -> None:
        """Add a value; it is not None."""
        self._values[key] = self._used[key] = value
        self._made += 1

    def close(self) -> None:
        """Keep what was used since the shelf was opened or closed, if enough of it is new; the rest is forgotten."""
        if self._made > max(_FEW, _STALE * len(self._used)):
            self._kept.keep(self._name, engine_digest(), self._used)
            self._values, self._made = dict(self._used), 0
        self._used = {}
