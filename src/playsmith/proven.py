"""The calculators of a playbook, proven: by this build, or by an earlier one that was given the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from playsmith.earlier import Earlier
from playsmith.inputs import Inputs
from playsmith.load import Playbook
from playsmith.problems import Problem

if TYPE_CHECKING:
    from playsmith.calculators import Calculator

_WORDS = (".yaml", ".yml", ".md")


class Calculators(Mapping[str, "Calculator"]):
    """By id, in the playbook's order. Those that need no proof are loaded once one of them is asked for.

    `made_of` is a hash of all that went into them; empty where that is not known.
    """

    def __init__(self, playbook: Playbook, made_of: str = "") -> None:
        self._playbook = playbook
        self.made_of = made_of

    def __getitem__(self, id: str) -> Calculator:
        return self._loaded[id]

    def __iter__(self) -> Iterator[str]:
        return (spec.id for spec in self._playbook.of("calculator"))

    def __len__(self) -> int:
        return len(self._playbook.of("calculator"))

    @cached_property
    def _loaded(self) -> Mapping[str, Calculator]:
        # What loads and proves takes the compiler and its engines, which a build without a changed calculator spares.
        from playsmith.calculators.collect import load_calculators

        return load_calculators(self._playbook)

    def prove(self) -> tuple[Problem, ...]:
        """Load and prove them now; their warnings. Raises PlaybookError with what is wrong in any of them."""
        return tuple(one for calculator in self._loaded.values() for one in calculator.warnings)


def prove_calculators(playbook: Playbook, earlier: Earlier | None = None) -> tuple[Calculators, tuple[Problem, ...]]:
    """The calculators and their warnings. Raises PlaybookError with what is wrong in any of them."""
    if earlier is None:
        calculators = Calculators(playbook)
        return calculators, calculators.prove()
    calculators = Calculators(playbook, _made_of(playbook, earlier.inputs))
    if earlier.read("proven", calculators.made_of):
        return calculators, ()
    warnings = calculators.prove()
    if not warnings:
        earlier.add("proven", calculators.made_of, True)
    return calculators, warnings


def _made_of(playbook: Playbook, inputs: Inputs) -> str:
    """Their YAML and that of guidelines, whose figures they take; all Python, packages and samples of the layers."""
    things = (playbook.places[one.kind, one.id][0] for kind in ("calculator", "guideline") for one in playbook.of(kind))
    documents = (f"{path} {playbook.digests[path]}" for path in things)
    files = inputs.digest_of(
        lambda path: path.startswith("calculators/") or (path.startswith("playbook/") and not path.endswith(_WORDS))
    )
    return hashlib.sha256("\0".join((files, *documents)).encode()).hexdigest()
