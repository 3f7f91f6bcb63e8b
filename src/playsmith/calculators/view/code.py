"""The Python behind a calculator, highlighted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from playsmith.compiler import Source
from playsmith.pyodide_lane.modules import own_modules


@dataclass(frozen=True)
class CodeView:
    """A file's path and its source as HTML."""

    path: str
    html: Markup


def code_views(source: Source, helpers: Mapping[str, Source]) -> tuple[CodeView, ...]:
    """The calculator's file, then the helpers that it stands on."""
    others = [each for name, each in own_modules(source, helpers).items() if name != source.name]
    return tuple(CodeView(each.path, Markup(highlighted(each.text))) for each in (source, *others))


@cache
def highlighted(text: str) -> str:
    """The source as HTML in the classes of Pygments. Lines are parted by character references: as one line of HTML
    it passes through Markdown as it is."""
    html = highlight(text, PythonLexer(), HtmlFormatter(nowrap=True))
    return html.rstrip("\n").replace("\n", "&#10;")
