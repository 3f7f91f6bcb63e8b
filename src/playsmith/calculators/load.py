"""From words and arithmetic to a Calculator: every check that needs no numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from playsmith.calculators.calculator import Calculator
from playsmith.calculators.checks import check_spec
from playsmith.calculators.codes import raised_codes
from playsmith.calculators.expressions import Expressions, expression_module
from playsmith.calculators.findings import Findings, Marks, nearest
from playsmith.calculators.guidelines import with_guidelines
from playsmith.calculators.kinds import result_type
from playsmith.calculators.lane import LaneFiles, check_lane, check_parameters, find_samples
from playsmith.calculators.signature import ENTRY, check_signature
from playsmith.calculators.working import check_working
from playsmith.compiler import Compiled, Source, compile_module
from playsmith.compiler.types import Row
from playsmith.model.calculator import CalculatorSpec
from playsmith.model.together import Guideline
from playsmith.problems import PlaybookError, Problem
from playsmith.pyodide_lane.bundles import load_bundle


def load_calculator(
    spec: CalculatorSpec,
    source: Source,
    helpers: Mapping[str, Source],
    marks: Marks,
    guidelines: Mapping[str, Guideline] | Iterable[Guideline] = (),
    lane: LaneFiles | None = None,
) -> Calculator:
    """Check and compile a calculator.

    `source` is `calculators/<id>.py`, `helpers` the modules it may import, by dotted name; `marks` tells where a value
    of the YAML stands; `lane` is what a calculator of engine pyodide needs beside them. Raises PlaybookError with all
    problems; warnings stay on the Calculator.
    """
    findings = Findings(marks)
    spec = with_guidelines(spec, guidelines, findings)
    check_spec(spec, findings)
    check_working(spec, findings)
    check_lane(spec, findings)
    if spec.engine == "pyodide":
        return _with_any_python(spec, source, helpers, findings, lane or LaneFiles())
    arithmetic = _compile(source, helpers, findings)
    if arithmetic is None:
        raise PlaybookError(findings.problems)
    check_signature(spec, source, arithmetic.functions, findings)
    _check_codes(spec, source, helpers, findings)
    entry = arithmetic.functions.get(ENTRY)
    results = entry.result.field_types() if entry and isinstance(entry.result, Row) else {}
    module = expression_module(spec, results, findings)
    if findings.failed:
        raise PlaybookError(findings.problems)
    expressions = _compile_expressions(module, spec, findings)
    return Calculator(
        spec=spec,
        source=source,
        helpers=dict(helpers),
        arithmetic=arithmetic,
        expression_source=module.source(spec),
        expressions=expressions,
        marks=marks,
        warnings=tuple(findings.problems),
    )


def _with_any_python(
    spec: CalculatorSpec, source: Source, helpers: Mapping[str, Source], findings: Findings, lane: LaneFiles
) -> Calculator:
    bundle = None
    try:
        bundle = load_bundle(
            source, helpers, spec.packages, lane.wheels, lambda index: findings.marks("packages", index)
        )
    except PlaybookError as error:
        findings.problems += error.problems
    samples = find_samples(spec, lane, findings)
    if bundle is not None:
        check_parameters(spec, source, findings)
        _check_codes(spec, source, helpers, findings)
    module = expression_module(spec, result_type(spec).field_types(), findings)
    if findings.failed:
        raise PlaybookError(findings.problems)
    return Calculator(
        spec=spec,
        source=source,
        helpers=dict(helpers),
        arithmetic=None,
        expression_source=module.source(spec),
        expressions=_compile_expressions(module, spec, findings),
        marks=findings.marks,
        warnings=tuple(findings.problems),
        bundle=bundle,
        samples=samples,
        trusted=all(map(lane.trusts, bundle.paths)),
    )


def _compile(source: Source, helpers: Mapping[str, Source], findings: Findings) -> Compiled | None:
    try:
        return compile_module(source, dict(helpers))
    except PlaybookError as error:
        findings.problems += error.problems
        return None


def _compile_expressions(module: Expressions, spec: CalculatorSpec, findings: Findings) -> Compiled:
    """Compile them; what the compiler refuses is told at its place in the YAML. Raises PlaybookError."""
    try:
        return compile_module(module.source(spec))
    except PlaybookError as error:
        for problem in error.problems:
            loc = module.places.get(problem.mark.line)
            if loc is None:
                raise
            findings.at(loc, problem.message, problem.hint, problem.rule)
        raise PlaybookError(findings.problems) from None


def _check_codes(spec: CalculatorSpec, source: Source, helpers: Mapping[str, Source], findings: Findings) -> None:
    codes = raised_codes(source, helpers)
    for code, place in codes.items():
        if code not in spec.messages:
            hint = nearest(code, spec.messages) if spec.messages else f"add messages.{code} to the YAML"
            message = f"the YAML has no message for the code '{code}'"
            findings.problems.append(Problem(place, message, hint, "unknown-name"))
    fields = [*spec.inputs.values()]
    fields += [column for each in spec.inputs.values() if each.kind == "table" for column in each.columns.values()]
    used = {*codes, *(rule.message for rule in spec.rules), *(each.out_of_range for each in fields)}
    for code in spec.messages:
        if code not in used:
            hint = f'raise ValueError("{code}") in {source.path}, use it in a rule or as out_of_range, or remove it'
            findings.at(("messages", code), "nothing says this message", hint, "unused", "warning")
