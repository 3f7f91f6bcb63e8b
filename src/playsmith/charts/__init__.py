"""Charts of calculators: one layout in the compiled subset, run at build and in the page.

`draw` gives the picture that the built page shows; `playsmith-svg.js` draws the same with the reader's
numbers, from the same layouts, compiled.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from typing import Any, TypedDict

from playsmith.charts.plans import PLANS
from playsmith.charts.svg import svg, to_text
from playsmith.locale import Locale

__all__ = ["LAYOUTS", "VARIANTS", "Drawing", "draw", "layout_sources"]

LAYOUTS = tuple(PLANS)
# Each chart is laid out twice, and the stylesheet shows the one that fits: its texts keep their size.
VARIANTS = {"wide": 560.0, "narrow": 330.0}
_HELPERS = ("marks", "scale")


class Drawing(TypedDict):
    """A chart's markup, and the same numbers as a table."""

    svg: str
    head: list[str]
    table: list[list[str]]


def draw(chart: Any, data: Mapping[str, Any], locale: Locale) -> Drawing:
    """The chart of a spec. `data` holds `spec` (the calculator's, as JSON), `inputs` and `outputs`; `shapes`
    may say the teams' shapes."""
    spec = chart if isinstance(chart, Mapping) else chart.model_dump(mode="json")
    plan = PLANS[spec["kind"]](spec, data, locale)
    pictures = []
    for variant, width in VARIANTS.items():
        size = {"width": width} if plan.height is None else {"width": width, "height": plan.height}
        marks = plan.layout(**size, **plan.arguments)
        pictures.append(svg(marks, variant, spec["title"], plan.summary, plan.text, plan.teams))
    return {"svg": to_text(pictures), "head": plan.head, "table": plan.rows}


def layout_sources() -> dict[str, str]:
    """The layouts and their helpers by dotted module name, for the compiler."""
    folder = resources.files("playsmith.charts")
    return {
        f"playsmith.charts.{name}": (folder / f"{name}.py").read_text(encoding="utf-8")
        for name in (*_HELPERS, *LAYOUTS)
    }
