"""A calculator, whole: its words, its arithmetic, both compiled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from playsmith.calculators.findings import Marks
from playsmith.compiler import Compiled, Signature, Source
from playsmith.model.calculator import CalculatorSpec
from playsmith.problems import Problem

ARITHMETIC = "calculate"
EXPRESSIONS = "expressions"


@dataclass(frozen=True)
class Calculator:
    """What `load_calculator` found right. `spec` has its guidelines' figures filled in; `warnings` do not stop it."""

    spec: CalculatorSpec
    source: Source
    helpers: Mapping[str, Source]
    arithmetic: Compiled
    expression_source: Source
    expressions: Compiled
    marks: Marks = field(compare=False)
    warnings: tuple[Problem, ...] = ()

    def sources(self) -> dict[str, Source]:
        """All modules, by the names that engines call them by."""
        return {**self.helpers, ARITHMETIC: self.source, EXPRESSIONS: self.expression_source}

    def signature(self, module: str, function: str) -> Signature:
        """Types of a function of the arithmetic ("calculate") or of the YAML's expressions ("expressions")."""
        return (self.arithmetic if module == ARITHMETIC else self.expressions).functions[function]
