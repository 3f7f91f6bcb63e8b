"""Where each thing stands on the site, and the way there from another page."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import cache

from playsmith.load import FOLDER_OF, Playbook

# Kinds that have no page of their own: they stand on their section's overview, at an anchor that is their id.
ON_OVERVIEW = frozenset({"comparison", "overlap", "term"})


@dataclass(frozen=True)
class Address:
    """A page of the site (`metrics/cac.html`) and a place on it."""

    page: str
    anchor: str = ""

    def seen_from(self, page: str) -> str:
        """The relative link from `page`."""
        folder, _, name = self.page.rpartition("/")
        here, _, own = page.rpartition("/")
        path = "" if page == self.page else _folder_from(folder, here) + name
        return f"{path}#{self.anchor}" if self.anchor else path or own


@cache
def _folder_from(folder: str, start: str) -> str:
    """The way to a folder from another; there are few of them, and tens of thousands of links."""
    way = posixpath.relpath(folder or ".", start or ".")
    return "" if way == "." else f"{way}/"


def address(playbook: Playbook, kind: str, id: str) -> Address:
    """Where `kind:id` stands. The id has to be one the playbook has."""
    if kind == "section":
        return Address(f"{id}/index.html")
    if kind == "source":
        return Address("sources.html", id)
    if kind == "practice":
        return Address(f"alignment/{playbook.step_of(id).id}.html", id)
    if kind == "calculator-code":
        return Address(f"calculators/code/{id}.html")
    if kind in ON_OVERVIEW:
        return Address(f"{FOLDER_OF[kind]}/index.html", id)
    return Address(f"{FOLDER_OF[kind]}/{id}.html")
