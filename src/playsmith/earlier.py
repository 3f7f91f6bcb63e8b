"""What earlier builds of a project worked out, part by part: an edit of one file costs what hangs on that file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any

from playsmith.inputs import Inputs
from playsmith.kept import Kept
from playsmith.model import Model
from playsmith.problems import Mark
from playsmith.project import Project
from playsmith.references import Links, Reference
from playsmith.shelf import Shelf
from playsmith.source import Node


class Earlier:
    """What was kept of a project in one language, for what its `inputs` are now.

    `documents` are parsed, `things` validated, `pages` written with what each was made of. What is added is kept once
    `close` is called: it has to be of these very inputs.
    """

    def __init__(self, project: Project, inputs: Inputs) -> None:
        self.inputs = inputs
        self._cache = project.cache
        self._name = hashlib.sha256("\0".join(str(layer.root) for layer in project.layers).encode()).hexdigest()[:32]
        self._added = []
        self.documents = self._shelf("documents", (Node, Mark))
        self.things = self._shelf("things", (date, Reference, Links, *_models(Model)))
        self.pages = self._shelf("pages")

    def read(self, kind: str, key: str, classes: Iterable[type] = ()) -> Any:
        """The part of this kind, if it was made of what `key` stands for; else None."""
        return Kept(self._cache, kind, classes).read(self._name, key)

    def add(self, kind: str, key: str, value: object) -> None:
        """Add a part, in place of an earlier one."""
        self._added.append(partial(Kept(self._cache, kind).keep, self._name, key, value))

    def close(self) -> None:
        """Keep what was added."""
        for keep in self._added:
            keep()
        for shelf in (self.documents, self.things, self.pages):
            shelf.close()

    def _shelf(self, kind: str, classes: Iterable[type] = ()) -> Shelf:
        return Shelf(Kept(self._cache, kind, classes), self._name)


def _models(model: type[Model]) -> Iterator[type[Model]]:
    for one in model.__subclasses__():
        yield one
        yield from _models(one)
