"""The packages a calculator declares: pinned, hashed, pure Python, and there as wheels."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename

from playsmith.problems import Mark, Problem, did_you_mean

FOLDER = "calculators/wheels"
_PINNED = re.compile(
    r"^(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)==(?P<version>[A-Za-z0-9.!+_-]+) --hash=sha256:(?P<hash>[0-9a-f]{64})$"
)


@dataclass(frozen=True)
class Package:
    """A declared package: its wheel's file name and bytes."""

    name: str
    version: str
    file: str
    content: bytes


def find_packages(
    declared: tuple[str, ...], wheels: Mapping[str, bytes], mark: Callable[[int], Mark]
) -> tuple[list[Package], list[Problem]]:
    """The declared packages, and one problem for each that is not to be had.

    `wheels` are the files of calculators/wheels by name, `mark` gives the place of a declaration.
    """
    found: list[Package] = []
    problems: list[Problem] = []
    for index, text in enumerate(declared):
        answer = _find(text, wheels)
        if isinstance(answer, Package):
            found.append(answer)
        else:
            message, hint = answer
            problems.append(Problem(mark(index), f"packages[{index}]: {message}", hint, rule="package"))
    return found, problems


def _find(text: str, wheels: Mapping[str, bytes]) -> Package | tuple[str, str]:
    match = _PINNED.match(text)
    if match is None:
        return f"'{text}' is not pinned and hashed", "Write 'name==1.2 --hash=sha256:…', the hash being the wheel's."
    name, version = canonicalize_name(match["name"]), match["version"]
    file = next((each for each in wheels if _is_of(each, name, version)), None)
    if file is None:
        hint = f"Put it there: pip download --no-deps --only-binary=:all: -d {FOLDER} {name}=={version}"
        return f"there is no wheel of {name} {version} in {FOLDER}", did_you_mean(name, sorted(wheels)) or hint
    if not file.endswith("-none-any.whl"):
        return f"{file} is not pure Python", "Only wheels that end in -none-any.whl run in the page."
    digest = hashlib.sha256(wheels[file]).hexdigest()
    if digest != match["hash"]:
        return f"{file} is not the declared one: its sha256 differs", f"It is {digest}; see which of the two is right."
    return Package(name, version, file, wheels[file])


def _is_of(file: str, name: str, version: str) -> bool:
    try:
        found = parse_wheel_filename(file)
    except InvalidWheelFilename:
        return False
    return found[0] == name and str(found[1]) == version
