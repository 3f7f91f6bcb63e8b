"""What rules look at: a project as far as it could be read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property

from playsmith.checked import Examined
from playsmith.load import Playbook
from playsmith.locale import Locale
from playsmith.model import Entity
from playsmith.problems import Mark, PlaybookError, Problem
from playsmith.project import INFO
from playsmith.prose import ProseRenderer
from playsmith.references import String, strings
from playsmith.site import Site, render_site


def today() -> date:
    """The day of this run: that of SOURCE_DATE_EPOCH where it is set, as in builds that are to be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return (datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now()).date()


@dataclass(frozen=True)
class Subject:
    """A project to judge. What could not be read of it is missing from `examined`."""

    examined: Examined
    day: date = field(default_factory=today)

    @property
    def playbook(self) -> Playbook:
        return self.examined.playbook

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong with the project."""
        return not any(problem.level == "error" for problem in self.examined.problems)

    @property
    def site(self) -> Site | None:
        """The pages as they would be published; None where there is something wrong with them."""
        return self._rendered[0]

    @property
    def unrendered(self) -> tuple[Problem, ...]:
        """Why there are no pages, though the playbook is right: what is wrong in templates."""
        return self._rendered[1]

    @cached_property
    def _rendered(self) -> tuple[Site | None, tuple[Problem, ...]]:
        try:
            return render_site(self.examined.checked), ()
        except PlaybookError as error:
            return None, error.problems

    @cached_property
    def prose(self) -> ProseRenderer:
        """Renders prose without links of its own making."""
        return ProseRenderer(self.playbook, self.examined.locale or Locale())

    def strings(self) -> Iterator[tuple[String, Mark]]:
        """Every string of the playbook with its mark."""
        nodes = self.playbook.documents
        if INFO in nodes:
            yield from ((one, nodes[INFO].at(one.loc).mark) for one in strings(self.playbook.info))
        for (kind, id), entity in self.playbook.entities.items():
            path, inner = self.playbook.places[kind, id]
            if not inner:
                yield from ((one, nodes[path].at(one.loc).mark) for one in strings(entity))

    def users(self, kind: str, id: str) -> set[str]:
        """The kinds of the things that refer to `kind:id`."""
        return {user for user, _ in self.playbook.used_by.get((kind, id), ())}

    def named(self, entity: Entity) -> str:
        """How messages speak of a thing."""
        return f"the {entity.kind} '{entity.id}'"
