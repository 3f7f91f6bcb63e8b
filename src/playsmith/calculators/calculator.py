"""A calculator, whole: its words, its arithmetic, both compiled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from playsmith.calculators.findings import Marks
from playsmith.calculators.kinds import input_type, result_type
from playsmith.compiler import Compiled, Signature, Source
from playsmith.model.calculator import CalculatorSpec
from playsmith.problems import Problem
from playsmith.pyodide_lane.bundles import Bundle

ARITHMETIC = "calculate"
EXPRESSIONS = "expressions"


@dataclass(frozen=True)
class Calculator:
    """What `load_calculator` found right. `spec` has its guidelines' figures filled in; `warnings` do not stop it.

    One of engine pyodide has a `bundle` in place of compiled `arithmetic`, and the `samples` its YAML names, by path;
    `trusted` says whether its Python may run while a site is built. `answers` holds what CPython gave, by the call, as
    JSON: a build asks for the same more than once.
    """

    spec: CalculatorSpec
    source: Source
    helpers: Mapping[str, Source]
    arithmetic: Compiled | None
    expression_source: Source
    expressions: Compiled
    marks: Marks = field(compare=False)
    warnings: tuple[Problem, ...] = ()
    bundle: Bundle | None = None
    samples: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    trusted: bool = True
    answers: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def sources(self) -> dict[str, Source]:
        """All modules in the compiler's subset, by the names that engines call them by."""
        if self.arithmetic is None:
            return {EXPRESSIONS: self.expression_source}
        return {**self.helpers, ARITHMETIC: self.source, EXPRESSIONS: self.expression_source}

    def signature(self, module: str, function: str) -> Signature:
        """Types of a function of the arithmetic ("calculate") or of the YAML's expressions ("expressions")."""
        if module == EXPRESSIONS:
            return self.expressions.functions[function]
        if self.arithmetic is not None:
            return self.arithmetic.functions[function]
        return Signature(
            {name: input_type(name, each) for name, each in self.spec.inputs.items()}, result_type(self.spec)
        )
