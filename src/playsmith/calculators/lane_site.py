"""What the Pyodide lane adds to a site that has calculators of engine pyodide; nothing to any other."""

from __future__ import annotations

from collections.abc import Mapping

from playsmith.calculators.calculator import Calculator
from playsmith.pyodide_lane.bundles import Bundle, load_bundle
from playsmith.pyodide_lane.core import read_core
from playsmith.pyodide_lane.modules import own_modules
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
    bundles = {id: each.bundle or _compiled_bundle(each) for id, each in calculators.items()}
    return publish(read_core(mark), bundles, mark, snapshot=snapshot, root=root)


def _compiled_bundle(calculator: Calculator) -> Bundle:
    helpers = own_modules(calculator.source, calculator.helpers)
    return load_bundle(calculator.source, helpers)
