"""A display list as SVG: classes and coordinates only, so that the stylesheet colours it and a strict CSP holds."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree

from playsmith.charts.marks import Mark

ELEMENTS = {"path": "path", "area": "path"}
ATTRIBUTES = {
    "line": ("x1", "y1", "x2", "y2"),
    "rect": ("x", "y", "width", "height"),
    "circle": ("cx", "cy", "r"),
    "text": ("x", "y"),
}


def svg(
    marks: list[Mark],
    variant: str,
    title: str,
    summary: str,
    text: Callable[[Mark], str],
    teams: tuple[str | None, ...],
) -> ElementTree.Element:
    """The picture. `variant` names its class (wide, narrow), `text` words a mark, `teams` colour items."""
    frame = marks[0]["points"]
    picture = ElementTree.Element(
        "svg",
        {
            "class": f"ps-svg ps-svg--{variant}",
            "viewBox": f"0 0 {number(frame[0])} {number(frame[1])}",
            "role": "img",
        },
    )
    ElementTree.SubElement(picture, "title").text = title
    ElementTree.SubElement(picture, "desc").text = summary
    for mark in marks[1:]:
        _add(picture, mark, text, teams)
    return picture


def to_text(pictures: list[ElementTree.Element]) -> str:
    """Markup that stands in HTML as it is."""
    return "".join(ElementTree.tostring(one, encoding="unicode", short_empty_elements=False) for one in pictures)


def number(x: float) -> str:
    """A coordinate as JavaScript's String() writes it; coordinates have one decimal."""
    return str(int(x)) if x == int(x) else repr(x)


def shortened(text: str, room: int) -> str:
    """The text, or as much of it as fits into `room` characters."""
    return text if not room or len(text) <= room else text[: room - 1].rstrip(" ") + "…"


def _add(picture: ElementTree.Element, mark: Mark, text: Callable[[Mark], str], teams: tuple[str | None, ...]) -> None:
    shape, index = mark["shape"], mark["index"]
    classes = [f"ps-svg-{mark['role']}"]
    if mark["role"] in ("series", "level"):
        classes.append(f"ps-svg-{mark['role']}-{index}")
    if shape == "text":
        classes.append("ps-svg-text")
    element = ElementTree.SubElement(picture, ELEMENTS.get(shape, shape), {"class": " ".join(classes)})
    if mark["role"] in ("range", "pointer") and teams[index]:
        element.set("data-team", teams[index])
    points = [number(point) for point in mark["points"]]
    if shape in ELEMENTS:
        pairs = [f"{x} {y}" for x, y in zip(points[::2], points[1::2], strict=True)]
        element.set("d", "M" + "L".join(pairs) + ("Z" if shape == "area" else ""))
    else:
        for attribute, value in zip(ATTRIBUTES[shape], points, strict=True):
            element.set(attribute, value)
    if shape == "text":
        element.set("text-anchor", mark["anchor"])
        element.text = shortened(text(mark), mark["room"])
