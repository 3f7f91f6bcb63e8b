"""The site's scripts and styles: our own files, joined in their order, and charts' layouts compiled for the page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources

from rjsmin import jsmin

from playsmith.charts import LAYOUTS, layout_sources
from playsmith.compiler import Source, compile_module
from playsmith.compiler.engine import RUNTIME_FILES

_ASSETS = resources.files("playsmith") / "assets"
_COMPILED_CHARTS = "playsmith-charts.js"


@cache
def calculator_script() -> str:
    """The compiler's runtime, then formats, charts and the element, in the order of `assets/scripts.txt`.

    Comments and idle white space are left out: on the wire that is one byte in seven.
    """
    files = (_compiled_charts() if name == _COMPILED_CHARTS else _read(name) for name in _calculator_scripts())
    return "".join(f"{jsmin(file)}\n" for file in files)


def page_script() -> str:
    """What pages without a calculator need: filters, paths."""
    names = set(_names(".js")) - set(_calculator_scripts())
    return "".join(_read(name) for name in sorted(names))


def stylesheet() -> str:
    """The look: `playsmith.css` first, then what builds on it by name."""
    return "".join(_read(name) for name in sorted(_names(".css"), key=lambda name: (name != "playsmith.css", name)))


def _calculator_scripts() -> list[str]:
    return [*RUNTIME_FILES, *_read("scripts.txt").split()]


def _names(ending: str) -> Iterator[str]:
    return (path.name for path in _ASSETS.iterdir() if path.name.endswith(ending))


def _read(name: str) -> str:
    return (_ASSETS / name).read_text("utf-8")


def _compiled_charts() -> str:
    """`playsmith.charts.define({ line: …, bars: …, ranges: … })`, from the layouts that the build itself runs."""
    texts = layout_sources()
    sources = {name: Source(name, f"{name.replace('.', '/')}.py", text) for name, text in texts.items()}
    entries = []
    for layout in LAYOUTS:
        name = f"playsmith.charts.{layout}"
        helpers = {other: source for other, source in sources.items() if other != name}
        entries.append(f"{json.dumps(layout)}: {compile_module(sources[name], helpers).javascript}")
    return "playsmith.charts.define({\n" + ",\n".join(entries) + "\n});\n"
