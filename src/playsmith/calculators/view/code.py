"""The Python behind a calculator, highlighted."""

from __future__ import annotations

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer


def highlighted(text: str) -> str:
    """The source as HTML in the classes of Pygments. Lines are parted by character references: as one line of HTML
    it passes through Markdown as it is."""
    html = highlight(text, PythonLexer(), HtmlFormatter(nowrap=True))
    return html.rstrip("\n").replace("\n", "&#10;")
