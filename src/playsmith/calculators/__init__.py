"""Calculators: words in YAML, arithmetic in Python; checked against each other, compiled, run, proven and shown."""

from __future__ import annotations

from playsmith.calculators.calculator import Calculator
from playsmith.calculators.files import files
from playsmith.calculators.findings import Marks
from playsmith.calculators.load import load_calculator
from playsmith.calculators.prove import prove
from playsmith.calculators.reuse import reused_view
from playsmith.calculators.run import calculate
from playsmith.calculators.view import CalculatorView, view

__all__ = [
    "Calculator",
    "CalculatorView",
    "Marks",
    "calculate",
    "files",
    "load_calculator",
    "prove",
    "reused_view",
    "view",
]
