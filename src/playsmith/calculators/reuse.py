"""Calculators and views as an earlier build worked them out: found by all that goes into them, or worked out now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import is_dataclass, replace
from pathlib import Path

from markupsafe import Markup

from playsmith.calculators.calculator import Calculator
from playsmith.calculators.findings import Findings, Marks
from playsmith.calculators.guidelines import with_guidelines
from playsmith.calculators.lane import LaneFiles, find_samples
from playsmith.calculators.load import load_calculator
from playsmith.calculators.view import CalculatorView, fields, hand_over, page, results, view
from playsmith.calculators.view import code as code_view
from playsmith.compiler import Compiled, Signature, Source, types
from playsmith.kept import Kept, engine_digest
from playsmith.locale import Locale
from playsmith.model.calculator import CalculatorSpec
from playsmith.model.together import Guideline
from playsmith.pyodide_lane.bundles import Bundle, load_bundle
from playsmith.pyodide_lane.modules import own_modules


def _dataclasses(*modules: object) -> list[type]:
    named = [each for module in modules for each in vars(module).values()]
    return [each for each in named if isinstance(each, type) and is_dataclass(each)]


_CODE = (Compiled, Signature, Source, Bundle, *_dataclasses(types))
_VIEW = (Markup, *_dataclasses(page, fields, results, hand_over, code_view))


def reused_calculator(
    spec: CalculatorSpec,
    source: Source,
    helpers: Mapping[str, Source],
    marks: Marks,
    guidelines: Mapping[str, Guideline],
    lane: LaneFiles | None,
    cache: Path | None,
) -> Calculator:
    """`load_calculator`, but that one without any remark is compiled once for all builds."""
    findings = Findings(marks)
    filled = with_guidelines(spec, guidelines, findings)
    samples = find_samples(filled, lane or LaneFiles(), findings)
    kept, key = Kept(cache, "code", _CODE), _key_of(filled, source, helpers, lane)
    known = None if findings.problems else kept.read(key[:32], key)
    if known is None:
        made = load_calculator(spec, source, helpers, marks, guidelines, lane)
        if not made.warnings:
            kept.keep(key[:32], key, (made.arithmetic, made.expression_source, made.expressions, made.bundle))
        return made
    arithmetic, expression_source, expressions, bundle = known
    trusted = bundle is None or lane is None or all(map(lane.trusts, bundle.paths))
    return Calculator(
        spec=filled,
        source=source,
        helpers=dict(helpers),
        arithmetic=arithmetic,
        expression_source=expression_source,
        expressions=expressions,
        marks=marks,
        bundle=bundle,
        samples=samples,
        trusted=trusted,
    )


def reused_view(
    calculator: Calculator, locale: Locale, shapes: Mapping[str, str], megabytes: int, cache: Path | None
) -> CalculatorView:
    """`view`, worked out once for all builds."""
    spec, bundle = calculator.spec, calculator.bundle
    key = _hash(
        _key_of(spec, calculator.source, calculator.helpers, None),
        json.dumps([locale.to_json(), locale.words, dict(shapes), megabytes, calculator.trusted], sort_keys=True),
        bundle.digest if bundle else "",
        *(f"{path} {hashlib.sha256(content).hexdigest()}" for path, content in sorted(calculator.samples.items())),
    )
    kept = Kept(cache, "view", _VIEW)
    found = kept.read(key[:32], key)
    if found is None:
        found = view(calculator, locale, shapes, megabytes)
        kept.keep(key[:32], key, replace(found, words=None, assumptions=()))

    def words(key: str, **values: object) -> str:
        return locale.word(f"calculator.{key}", **values)

    return replace(found, words=words, assumptions=spec.assumptions)


def reused_bundle(calculator: Calculator, cache: Path | None) -> Bundle:
    """What Python itself needs to run a calculator: one of engine pyodide has it, of a compiled one it is made once."""
    if calculator.bundle is not None:
        return calculator.bundle
    helpers = own_modules(calculator.source, calculator.helpers)
    kept, key = Kept(cache, "bundle", _CODE), _hash(engine_digest(), *_texts(calculator.source, helpers))
    bundle = kept.read(key[:32], key)
    if bundle is None:
        bundle = load_bundle(calculator.source, helpers)
        kept.keep(key[:32], key, bundle)
    return bundle


def _key_of(spec: CalculatorSpec, source: Source, helpers: Mapping[str, Source], lane: LaneFiles | None) -> str:
    return _hash(
        engine_digest(),
        spec.model_dump_json(),
        *_texts(source, helpers),
        *(_wheels(lane.wheels.items()) if lane else ()),
    )


def _texts(source: Source, helpers: Mapping[str, Source]) -> Iterable[str]:
    return (f"{each.name}\n{each.path}\n{each.text}" for each in (source, *(helpers[name] for name in sorted(helpers))))


def _wheels(wheels: Iterable[tuple[str, bytes]]) -> Iterable[str]:
    return (f"{name} {hashlib.sha256(content).hexdigest()}" for name, content in sorted(wheels))


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
