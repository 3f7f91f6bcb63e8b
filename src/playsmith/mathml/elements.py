"""The elements that formulas are made of, and equations as pieces between which a line can break."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

_BREAKS = ("+", "−", "×")


def text_element(text: str, href: str | None = None) -> Element:
    """Words in a formula, as a link where there is a page for them.

    Not <mtext>: that counts as space, and an operator between two spaces loses its own.
    """
    element = Element("mi")
    if len(text) == 1:
        element.set("mathvariant", "normal")
    if href is None:
        element.text = text
    else:
        link = SubElement(element, "a", {"href": href})
        link.text = text
    return element


def quantity_element(name: str, text: str, kind: str | None = None) -> Element:
    """A number that a script replaces by the reader's: the quantity is named in `data-quantity`."""
    element = Element("mn", {"data-quantity": name})
    if kind is not None:
        element.set("data-kind", kind)
    element.text = text
    return element


def number_element(text: str) -> Element:
    """A number that never changes."""
    element = Element("mn")
    element.text = text
    return element


def equation(parts: list[Element]) -> str:
    """The parts with an equals sign between them, each piece a <math> of its own, so that lines can break between."""
    pieces: list[list[Element]] = []
    for index, part in enumerate(parts):
        lead = [operator("=", form="infix")] if index > 1 else []
        for piece in _pieces(part):
            pieces.append([*lead, *piece])
            lead = []
        if index == 0:
            pieces[-1].append(operator("=", form="infix"))
    return " ".join(_math(piece) for piece in pieces)


def _pieces(part: Element) -> list[list[Element]]:
    """A sum or product of several terms term by term, the operator with the term after it; all else in one piece."""
    children = list(part)
    operators = children[1::2]
    if part.tag != "mrow" or len(children) % 2 == 0 or not all(each.text in _BREAKS for each in operators):
        return [[part]]
    pieces = [children[:1]]
    for operator, term in zip(operators, children[2::2], strict=True):
        operator.set("form", "infix")
        pieces.append([operator, term])
    return pieces


def _math(items: list[Element]) -> str:
    math = Element("math", {"displaystyle": "true"})
    SubElement(math, "mrow").extend(items)
    return tostring(math, encoding="unicode", short_empty_elements=False)


def operator(text: str, **attributes: str) -> Element:
    element = Element("mo", attributes)
    element.text = text
    return element


def mrow(*items: Element) -> Element:
    row = Element("mrow")
    row.extend(items)
    return row


def fenced(item: Element, before: str = "(", after: str = ")") -> Element:
    return mrow(operator(before, stretchy="true"), item, operator(after, stretchy="true"))


def cells(*items: Element) -> Element:
    line = Element("mtr")
    for item in items:
        SubElement(line, "mtd").append(item)
    return line


def identifier(name: str) -> Element:
    element = Element("mi")
    element.text = name
    return element
