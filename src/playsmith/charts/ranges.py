"""Values against the ranges they should lie in, all on one scale that starts at zero."""

import math

from playsmith.charts.marks import CHARACTER, Mark, drawn, written

ROW = 66.0
CIRCLE = 0
SQUARE = 1
TRIANGLE = 2


def layout(
    *, width: float, values: list[float | None], lows: list[float], highs: list[float], shapes: list[int]
) -> list[Mark]:
    """The display list. `shapes` says how a value is marked: 0 circle, 1 square, 2 triangle, 3 diamond."""
    lengths = [value for value in values if value is not None and math.isfinite(value)]
    widest = max(0.0, max(lengths, default=0.0), max(highs, default=0.0))
    least = min(0.0, min(lengths, default=0.0))
    span = (widest - least) * 1.15
    if not 0.0 < span < math.inf:
        span = 1.0

    def at_x(value: float) -> float:
        return 8.0 + (width - 16.0) * ((value - least) / span)

    marks: list[Mark] = [drawn("frame", "frame", [width, len(values) * ROW])]
    for index, value in enumerate(values):
        top = index * ROW
        middle = top + 31.0
        low = at_x(lows[index])
        high = at_x(highs[index])
        marks.append(written("item", "item", 0.0, top + 15.0, "start", 0.0, index, width * 0.6))
        marks.append(written("value", "value", width, top + 15.0, "end", 0.0, index, width * 0.4))
        marks.append(drawn("rect", "track", [0.0, middle - 4.0, width, 8.0], index))
        marks.append(drawn("rect", "range", [low, middle - 8.0, max(high - low, 1.0), 16.0], index))
        centre = min(max((low + high) / 2.0, 9.0 * CHARACTER), width - 9.0 * CHARACTER)
        marks.append(written("range", "range", centre, middle + 22.0, "middle", 0.0, index))
        if value is not None and math.isfinite(value):
            marks.append(pointer(at_x(value), middle, shapes[index], index))
    return marks


def pointer(x: float, y: float, shape: int, index: int) -> Mark:
    """The mark of a value, told apart by its shape."""
    if shape == CIRCLE:
        return drawn("circle", "pointer", [x, y, 7.0], index)
    if shape == SQUARE:
        return drawn("rect", "pointer", [x - 6.0, y - 6.0, 12.0, 12.0], index)
    if shape == TRIANGLE:
        return drawn("area", "pointer", [x, y - 8.0, x + 8.0, y + 7.0, x - 8.0, y + 7.0], index)
    return drawn("area", "pointer", [x, y - 8.0, x + 8.0, y, x, y + 8.0, x - 8.0, y], index)
