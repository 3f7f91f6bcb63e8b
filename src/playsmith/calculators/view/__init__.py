"""What the page shows of a calculator before any script runs."""

from __future__ import annotations

from playsmith.calculators.view.fields import FieldView, GroupView
from playsmith.calculators.view.page import CalculatorView, view
from playsmith.calculators.view.results import ResultView, TableView, VerdictView, WorkingView

__all__ = [
    "CalculatorView",
    "FieldView",
    "GroupView",
    "ResultView",
    "TableView",
    "VerdictView",
    "WorkingView",
    "view",
]
