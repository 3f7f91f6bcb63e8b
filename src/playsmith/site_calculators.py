"""What a site has of its calculators: how each looks before any script runs, and the files that its pages load."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING

from playsmith.config import SiteConfig
from playsmith.earlier import Earlier
from playsmith.locale import Locale
from playsmith.project import Project
from playsmith.proven import Calculators
from playsmith.publication import ASSETS, Asset
from playsmith.shared import SharedFiles, keep_shared, read_shared

if TYPE_CHECKING:
    from playsmith.calculators import CalculatorView
    from playsmith.pyodide_lane.published import Published


@dataclass(frozen=True)
class CalculatorFiles:
    """Scripts by name, a style sheet's text, and the files that all languages of a site share."""

    scripts: Mapping[str, str]
    styles: str
    shared: tuple[Asset, ...]


class SiteCalculators:
    """The calculators of a site in one language. Files that an earlier build made are taken over while they hold."""

    def __init__(
        self, calculators: Calculators, project: Project, config: SiteConfig, locale: Locale, earlier: Earlier | None
    ) -> None:
        self._calculators = calculators
        self._project = project
        self._locale = locale
        self._snapshot = config.brand.python_snapshot
        self._shapes = {team: look.shape for team, look in config.brand.teams.items()}
        # A further language stands in a folder of its own.
        self._root = f"../../../{ASSETS}/" if project.translations else ""
        self._earlier = earlier
        self.view = cache(self._view)

    @cached_property
    def made_of(self) -> str:
        """A hash of all that views and files are made of."""
        words = [self._locale.words, self._locale.locale, self._locale.currency]
        said = json.dumps([*words, self._shapes, self._snapshot, self._root], sort_keys=True)
        return hashlib.sha256(f"{self._calculators.made_of}{said}".encode()).hexdigest()

    @cached_property
    def files(self) -> CalculatorFiles:
        """What is published for them. Raises PlaybookError where Python's own files cannot be had."""
        if self._earlier is None:
            return self._files()
        return self._kept(self._earlier) or self._made(self._earlier)

    def _kept(self, earlier: Earlier) -> CalculatorFiles | None:
        found, files = earlier.read("scripts", self.made_of, (CalculatorFiles, SharedFiles)) or (None, None)
        shared = read_shared(self._project.cache, files) if files else None
        return replace(found, shared=shared) if found and shared is not None else None

    def _made(self, earlier: Earlier) -> CalculatorFiles:
        made = self._files()
        earlier.add("scripts", self.made_of, (replace(made, shared=()), keep_shared(self._project.cache, made.shared)))
        return made

    # Views, scripts and Python's lane take the compiler and its engines: a build that finds their files spares them.

    def _files(self) -> CalculatorFiles:
        from playsmith.calculators import files

        scripts: dict[str, str] = {}
        for id, calculator in self._calculators.items():
            words = {"lane": self._locale.words["lane"]} if self._lane else {}
            manifest = {**self._lane.manifests[id], "words": words} if self._lane else None
            scripts |= files(calculator, self.view(id).details, manifest)
        shared = self._lane.files if self._lane else {}
        return CalculatorFiles(
            scripts=scripts,
            styles=self._lane.styles if self._lane else "",
            shared=tuple(Asset(f"{ASSETS}/{path}", content) for path, content in shared.items()),
        )

    def _view(self, id: str) -> CalculatorView:
        """How a calculator looks with its defaults."""
        from playsmith.calculators import reused_view

        megabytes = self._lane.megabytes(id) if self._lane else 0
        return reused_view(self._calculators[id], self._locale, self._shapes, megabytes, self._project.cache)

    @cached_property
    def _lane(self) -> Published | None:
        from playsmith.calculators.lane_site import lane_of

        return lane_of(self._calculators, snapshot=self._snapshot, root=self._root)
