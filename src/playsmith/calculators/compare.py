"""Two results of a calculation held side by side, output by output."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from playsmith.calculators.kinds import DISCRETE
from playsmith.calculators.outcome import identical
from playsmith.model.outputs import Output, OutputColumn


def differences(
    outputs: Mapping[str, Output],
    first: Mapping[str, object],
    second: Mapping[str, object],
    *,
    exact: bool,
) -> Iterator[tuple[str, str, object, object]]:
    """Name and place of each value that differs, with both values.

    Where not `exact`, numbers may differ by their output's tolerance; whole numbers, flags and words never.
    """
    for name, output in outputs.items():
        yield from _differences(name, name, output, first[name], second[name], exact)


def _differences(
    name: str, place: str, output: Output | OutputColumn, first: object, second: object, exact: bool
) -> Iterator[tuple[str, str, object, object]]:
    if identical(first, second):
        return
    if isinstance(first, list) and isinstance(second, list) and len(first) == len(second):
        for index, (one, other) in enumerate(zip(first, second, strict=True)):
            inner = f"{place}[{index}]"
            if output.kind == "table":
                for column, each in output.columns.items():
                    yield from _differences(name, f"{inner}.{column}", each, one[column], other[column], exact)
            else:
                yield from _differences(name, inner, output, one, other, exact)
        return
    numbers = isinstance(first, float) and isinstance(second, float) and output.kind not in DISCRETE
    if exact or not numbers or not close(first, second, output.tolerance):
        yield name, place, first, second


def close(first: float, second: float, tolerance: float) -> bool:
    """Whether two numbers agree within a relative tolerance; infinities only with themselves."""
    return math.isclose(first, second, rel_tol=tolerance, abs_tol=tolerance * 1e-3)


def unlike(expected: object, actual: object, tolerance: float, place: str) -> Iterator[tuple[str, object, object]]:
    """Where JSON values differ from those stated; of rows, only the stated columns are compared."""
    if isinstance(expected, float) and math.isinf(expected):
        expected = "Infinity" if expected > 0 else "-Infinity"  # `.inf` in YAML
    if isinstance(expected, Mapping) and isinstance(actual, Mapping):
        for key, value in expected.items():
            if key not in actual:
                yield f"{place}.{key}", value, "nothing"
            else:
                yield from unlike(value, actual[key], tolerance, f"{place}.{key}")
    elif isinstance(expected, list | tuple) and isinstance(actual, list):
        if len(expected) != len(actual):
            yield place, f"{len(expected)} items", f"{len(actual)} items"
            return
        for index, (one, other) in enumerate(zip(expected, actual, strict=True)):
            yield from unlike(one, other, tolerance, f"{place}[{index}]")
    elif _number(expected) and _number(actual):
        if not math.isclose(expected, actual, rel_tol=tolerance, abs_tol=tolerance):
            yield place, expected, actual
    elif type(expected) is not type(actual) or expected != actual:
        yield place, expected, actual


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
