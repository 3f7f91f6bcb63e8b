"""Checks of a calculator's words: every name it mentions is there, and fits where it stands."""

from __future__ import annotations

from playsmith.calculators.checks.charts import check_charts
from playsmith.calculators.checks.examples import check_examples
from playsmith.calculators.checks.hand_over import check_hand_over
from playsmith.calculators.checks.inputs import check_fields
from playsmith.calculators.checks.outputs import check_results
from playsmith.calculators.checks.texts import check_texts
from playsmith.calculators.findings import Findings
from playsmith.model.calculator import CalculatorSpec


def check_spec(spec: CalculatorSpec, findings: Findings) -> None:
    """Add every problem inside the YAML to `findings`; Python is not looked at."""
    for check in (check_fields, check_results, check_texts, check_charts, check_hand_over, check_examples):
        check(spec, findings)
