"""Lines of JavaScript."""

from __future__ import annotations

INDENT = "  "


def indent(lines: list[str]) -> list[str]:
    return [INDENT + part for line in lines for part in line.split("\n")]


def counted(place: str, lines: list[str]) -> list[str]:
    """The lines of a function whose calls are counted: too many within one another stop, as they do in CPython."""
    return [f"py.enter({place});", "try {", *indent(lines), "} finally {", f"{INDENT}py.leave();", "}"]
