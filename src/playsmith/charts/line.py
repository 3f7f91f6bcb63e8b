"""A line chart: series along an axis, levels to cross, a mark on the first series."""

import math

from playsmith.charts.marks import CHARACTER, Mark, drawn, written
from playsmith.charts.scale import calendar_step, decimals, nice_step, ticks

TOP = 22.0
RIGHT = 14.0
BOTTOM = 40.0
KEY = 16.0


def layout(
    *,
    width: float,
    height: float,
    series: list[list[float]],
    start: int,
    levels: list[float | None],
    mark: float | None,
    affix: int,
) -> list[Mark]:
    """The display list. `affix` is how many characters a formatted value has besides its digits."""
    drawable = [finite_start(values) for values in series]
    crossed = [level for level in levels if level is not None and math.isfinite(level)]
    drawn_values = [value for values in drawable for value in values]
    low = min(0.0, min(drawn_values, default=0.0), min(crossed, default=0.0))
    high = max(0.0, max(drawn_values, default=0.0), max(crossed, default=0.0))
    if high <= low:
        high = low + 1.0
    step = nice_step(high - low, 5)
    digits = decimals(step)
    marked = ticks(low, high, step)
    longest = max([tick_length(tick, digits) for tick in marked], default=1) + affix
    left = longest * CHARACTER + 8.0
    right = width - RIGHT
    top = TOP if len(drawable) < 2 else KEY * len(drawable) + 14.0
    bottom = height - BOTTOM
    last = max(1, max([len(values) - 1 for values in drawable], default=1))

    def at_x(place: float) -> float:
        return left + (right - left) * place / last

    def at_y(value: float) -> float:
        return bottom - (bottom - top) * ((value - low) / (high - low))

    marks: list[Mark] = [drawn("frame", "frame", [width, height])]
    for tick in marked:
        y = at_y(tick)
        role = "axis" if tick == 0.0 else "grid"
        marks.append(drawn("line", role, [left, y, right, y]))
        marks.append(written("tick", "y", left - 6.0, y + 4.0, "end", tick, digits))
    every = calendar_step(last, 6 if width < 400.0 else 9)
    for period in range(last + 1):
        if (period + start) % every == 0:
            marks.append(written("tick", "x", at_x(float(period)), bottom + 17.0, "middle", float(period + start)))
    marks.append(written("axis-name", "along", right, bottom + 34.0, "end"))

    for index, level in enumerate(levels):
        if level is None or not math.isfinite(level):
            continue
        y = at_y(level)
        marks.append(drawn("line", "level", [left, y, right, y], index))
        ahead = len(drawable) > 0 and len(drawable[0]) > 0 and near_end(drawable[0], level)
        x = left + 4.0 if ahead else right
        marks.append(written("level", "level", x, y - 6.0, "start" if ahead else "end", level, index, right - left))

    for index, values in enumerate(drawable):
        points: list[float] = []
        for place, value in enumerate(values):
            points.append(at_x(float(place)))
            points.append(at_y(value))
        if len(points) > 0:
            marks.append(drawn("path", "series", points, index))
        if len(drawable) > 1:
            # Lines that run close have their names above, each beside a piece of its line.
            row = KEY * index + 10.0
            marks.append(drawn("path", "series", [left, row - 4.0, left + 28.0, row - 4.0], index))
            marks.append(written("series", "series", left + 36.0, row, "start", 0.0, index, right - left - 36.0))
        elif len(values) > 0:
            falling = values[len(values) * 2 // 3] > values[-1]
            y = at_y(values[-1]) + (KEY if falling else -8.0)
            marks.append(written("series", "series", right, y, "end", 0.0, index, right - left))

    if mark is not None and len(drawable) > 0:
        place = mark - start
        if 0.0 <= place <= len(drawable[0]) - 1.0:
            x = at_x(place)
            y = at_y(between(drawable[0], place))
            after = x < (left + right) / 2.0
            room = (right - x if after else x - left) - 10.0
            marks.append(drawn("line", "drop", [x, y, x, bottom]))
            marks.append(drawn("circle", "mark", [x, y, 5.0]))
            marks.append(
                written(
                    "mark",
                    "mark",
                    x + 8.0 if after else x - 8.0,
                    bottom - 8.0,
                    "start" if after else "end",
                    mark,
                    0,
                    room,
                )
            )
    return marks


def finite_start(values: list[float]) -> list[float]:
    """The values before the first that is not finite."""
    kept: list[float] = []
    for value in values:
        if not math.isfinite(value):
            break
        kept.append(value)
    return kept


def tick_length(tick: float, digits: int) -> int:
    """The characters of a tick: digits, separators and sign."""
    length = 1
    size = abs(tick)
    while size >= 10.0 and length < 40:
        size = size / 10.0
        length = length + 1
    length = length + (length - 1) // 3
    if digits > 0:
        length = length + digits + 1
    return length + 1 if tick < 0.0 else length


def near_end(values: list[float], level: float) -> bool:
    """Whether the line ends nearer to the level than it starts, so that the label is free at the start."""
    return abs(values[-1] - level) <= abs(values[0] - level)


def between(values: list[float], place: float) -> float:
    """The value at a place along the axis, on the straight line between its neighbours."""
    before = math.floor(place)
    if before >= len(values) - 1:
        return values[-1]
    return values[before] + (values[before + 1] - values[before]) * (place - before)
