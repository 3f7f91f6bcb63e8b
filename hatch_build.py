"""Build hook: the reference playbook (the repository's root) travels in the wheel as playsmith/reference/, and what is
no part of the repository, the files of Pyodide and the packed scripts, in its place."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

REFERENCE = ("playbook", "calculators", "templates", "site_config", "mkdocs.yml")


class ReferencePlaybookHook(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the reference playbook to a standard wheel.

        An editable install reads it from the checkout; a copy beside it would grow stale.
        """
        if version != "standard":
            return
        root = Path(self.root)
        _get_pyodide(root)
        _pack_scripts(root)
        if missing := [name for name in REFERENCE if not (root / name).exists()]:
            raise FileNotFoundError(f"reference playbook not whole: {root} has no {', '.join(missing)}")
        build_data["force_include"].update({str(root / name): f"playsmith/reference/{name}" for name in REFERENCE})


def _get_pyodide(root: Path) -> None:
    """Get the files that `artifacts` in pyproject.toml takes along, unless they are there. Raises RuntimeError."""
    fetching = runpy.run_path(str(root / "src/playsmith/pyodide_lane/fetch.py"))
    try:
        fetching["fetch"]()
    except fetching["NotFetched"] as error:
        raise RuntimeError(f"Pyodide's files, which the wheel carries, could not be had: {error}") from error


def _pack_scripts(root: Path) -> None:
    """Pack the page's scripts, unless that is done. Raises RuntimeError."""
    packing = runpy.run_path(str(root / "src/playsmith/packed.py"))
    try:
        packing["pack"]()
    except packing["NotPacked"] as error:
        raise RuntimeError(
            f"the page's scripts, which the wheel carries packed, could not be packed: {error}"
        ) from error
