"""The rules of `playsmith check`, from their registry."""

from __future__ import annotations

from pathlib import Path

from playsmith.render import fill
from playsmith.rules import ALWAYS, LEVELS, RULES, SETTINGS

HERE = Path(__file__).parent


def pages() -> dict[str, str]:
    """`reference/rules.md`."""
    text = (HERE / "rules.md.j2").read_text("utf-8")
    return {
        "reference/rules.md": fill(text, rules=RULES.values(), always=ALWAYS, levels=LEVELS, settings=SETTINGS),
    }
