"""A bar chart: a bar for each row, its label above it, its value at the end of that line."""

import math

from playsmith.charts.marks import Mark, drawn, written

ROW = 46.0


def layout(*, width: float, values: list[float | None]) -> list[Mark]:
    """The display list; a value that is None or infinite has words and no bar."""
    lengths = [value for value in values if value is not None and math.isfinite(value)]
    low = min(0.0, min(lengths, default=0.0))
    high = max(0.0, max(lengths, default=0.0))
    span = high - low if high > low else 1.0
    zero = -low / span * width
    marks: list[Mark] = [drawn("frame", "frame", [width, len(values) * ROW + 2.0])]
    for index, value in enumerate(values):
        top = index * ROW
        marks.append(written("item", "item", 0.0, top + 15.0, "start", 0.0, index, width * 0.6))
        marks.append(written("value", "value", width, top + 15.0, "end", 0.0, index, width * 0.4))
        marks.append(drawn("rect", "track", [0.0, top + 22.0, width, 12.0], index))
        if value is not None and math.isfinite(value):
            end = value / span * width
            marks.append(drawn("rect", "bar", [min(zero, zero + end), top + 22.0, abs(end), 12.0], index))
    if low < 0.0:
        marks.append(drawn("line", "axis", [zero, 18.0, zero, len(values) * ROW - 6.0]))
    return marks
