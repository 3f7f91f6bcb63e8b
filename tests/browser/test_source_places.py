"""A calculation that stops tells the reader so, and whoever opens the console the line of the Python."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
NONE = {"channels[0].spend": "0", "channels[1].spend": "0"}
LINES = (Path(__file__).parent / "element/demo.py").read_text(encoding="utf-8").split("\n")


def place(code: str) -> str:
    """The file, line and column where the demo calculator says this."""
    (line,) = [number for number, text in enumerate(LINES, 1) if code in text]
    return f"demo.py:{line}:{LINES[line - 1].index(code) + 1}: "


@pytest.fixture
def told(page):
    """What the console was told."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text))
    return found


@pytest.mark.parametrize(
    ("fields", "code", "type"),
    [
        ({**NONE, "spend": "0", "gross_margin": "0"}, "cac / (cac + margin)", "ZeroDivisionError"),
        ({**NONE, "spend": "666"}, "while spend == 666.0", "budget"),
    ],
)
def test_a_stop_names_the_line_of_the_python(page, served, told, fields, code, type):
    page.goto(f"{served}/demo.html")
    expect(page.locator("playsmith-calculator[data-ready]")).to_be_attached()
    for name, text in fields.items():
        page.locator(f'[name="{name}"]').fill(text)
    page.locator("[name=spend]").blur()
    expect(page.locator("[data-notice]")).to_be_visible()
    assert any(text.startswith(place(code) + type) for text in told), told


def test_what_a_message_explains_needs_no_line(page, served, told):
    page.goto(f"{served}/demo.html")
    expect(page.locator("playsmith-calculator[data-ready]")).to_be_attached()
    page.locator("[name=customers]").fill("0")
    page.locator("[name=customers]").blur()
    expect(page.locator('[data-error-for="customers"]')).to_be_visible()
    assert told == []
