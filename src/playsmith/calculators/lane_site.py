"""What the Pyodide lane adds to a site that has calculators of engine pyodide; nothing to any other."""

from __future__ import annotations

from collections.abc import Mapping

from playsmith.calculators.calculator import Calculator
from playsmith.calculators.reuse import reused_bundle
from playsmith.kept import cache_folder
from playsmith.pyodide_lane.core import read_core
from playsmith.pyodide_lane.published import Published, publish


def lane_of(calculators: Mapping[str, Calculator], *, snapshot: bool = True, root: str = "") -> Published | None:
    """The lane's files, or None where no calculator asks for them. Raises PlaybookError where they cannot be had.

    `root` leads from the scripts that name the files to the folder that has them.
    Compiled calculators come along, so that a page can check them with Python itself.
    """
    asking = [each for each in calculators.values() if each.bundle is not None]
    if not asking:
        return None
    mark = asking[0].marks("engine")
    bundles = {id: reused_bundle(each, cache_folder()) for id, each in calculators.items()}
    return publish(read_core(mark), bundles, mark, snapshot=snapshot, root=root)
