"""A calculator's own part of the lane: its wheel, and those of the packages it declares."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from playsmith.compiler import Source
from playsmith.problems import Mark, PlaybookError, Problem
from playsmith.pyodide_lane.modules import imported_packages, own_modules
from playsmith.pyodide_lane.packages import FOLDER, Package, find_packages
from playsmith.pyodide_lane.wheels import wheel


@dataclass(frozen=True)
class Bundle:
    """`module` is what Python imports, `name` the wheel's project name, `wheels` all wheels by file name; `paths` are
    the project's files that went in, such as calculators/cac.py."""

    module: str
    name: str
    wheels: Mapping[str, bytes]
    paths: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """A hash of all that runs."""
        parts = (f"{name} {hashlib.sha256(content).hexdigest()}" for name, content in sorted(self.wheels.items()))
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def load_bundle(
    source: Source,
    helpers: Mapping[str, Source],
    declared: tuple[str, ...] = (),
    available: Mapping[str, bytes] | None = None,
    mark: Callable[[int], Mark] = lambda index: Mark("packages"),
) -> Bundle:
    """Everything that has to be there for the calculator to run. Raises PlaybookError with every problem."""
    modules = own_modules(source, helpers)
    packages, problems = find_packages(declared, available or {}, mark)
    if not problems:
        problems += _undeclared(modules, packages)
    if problems:
        raise PlaybookError(problems)
    name = f"playsmith_{source.name.rsplit('.', 1)[-1]}"
    requires = tuple(f"{each.name}=={each.version}" for each in packages)
    file, content = wheel(name, {each.path: each.text for each in modules.values()}, requires)
    wheels = {file: content, **{each.file: each.content for each in packages}}
    paths = (*(each.path for each in modules.values()), *(f"{FOLDER}/{each.file}" for each in packages))
    return Bundle(source.name, name.replace("_", "-"), wheels, paths)


def _undeclared(modules: Mapping[str, Source], packages: list[Package]) -> list[Problem]:
    """Imports that are neither of the standard library nor, as far as can be told, of a declared package."""
    if packages:
        return []
    return [
        Problem(mark, f"'{name}' is no module of Python's own", "Declare its package under `packages`.", rule="import")
        for name, mark in imported_packages(modules)
        if name not in sys.stdlib_module_names
    ]
