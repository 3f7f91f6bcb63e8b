"""The display list of a chart: what the layouts return and the serialisers turn into SVG.

In the compiled subset, as all layouts are: CPython runs them at build, the browser afterwards.
"""

from typing import TypedDict


class Mark(TypedDict):
    """One thing drawn.

    `points` by shape: frame width, height; line x, y, x, y; rect x, y, width, height; circle x, y, radius;
    path and area x, y, x, y, …; text x, y. `text` says which text, `index` of which series, level, bar or
    item (of an axis: the decimals), `value` what it formats, `room` how many characters fit (0: any).
    """

    shape: str
    role: str
    points: list[float]
    index: int
    text: str
    value: float
    anchor: str
    room: int


CHARACTER = 7.0  # the width of one, at the 12 units that CSS sets


def drawn(shape: str, role: str, points: list[float], index: int = 0) -> Mark:
    """A mark without text; points are rounded to a tenth of a unit."""
    tidy = [round(point, 1) for point in points]
    return {
        "shape": shape,
        "role": role,
        "points": tidy,
        "index": index,
        "text": "",
        "value": 0.0,
        "anchor": "start",
        "room": 0,
    }


def written(
    role: str, text: str, x: float, y: float, anchor: str, value: float = 0.0, index: int = 0, room: float = 0.0
) -> Mark:
    """A text at its anchor; `room` is the width it may take, 0 for any."""
    return {
        "shape": "text",
        "role": role,
        "points": [round(x, 1), round(y, 1)],
        "index": index,
        "text": text,
        "value": value,
        "anchor": anchor,
        "room": max(int(room / CHARACTER), 4) if room > 0.0 else 0,
    }
