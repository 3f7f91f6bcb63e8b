"""The one script of all calculators: the compiler's runtime, then the files of `assets/scripts.txt`, in that order,
with the compiled chart layouts among them, comments and idle white space gone."""

from __future__ import annotations

from functools import cache
from importlib import resources

from rjsmin import jsmin

from playsmith.charts import LAYOUTS, layout_sources
from playsmith.compiler import Source, compile_module
from playsmith.compiler.engine import RUNTIME_FILES

NAME = "playsmith.js"
_CHARTS = "playsmith-charts.js"


@cache
def calculator_script() -> str:
    """The text of `playsmith.js`. It has to stand in the folder that holds `calculators/`, and to run deferred."""
    folder = resources.files("playsmith") / "assets"
    names = [*RUNTIME_FILES, *(folder / "scripts.txt").read_text(encoding="utf-8").split()]
    files = [chart_layouts() if name == _CHARTS else (folder / name).read_text(encoding="utf-8") for name in names]
    return "\n".join(jsmin(file) for file in files) + "\n"


def chart_layouts() -> str:
    """The layouts of charts, compiled: a call of `playsmith.charts.define`."""
    sources = {name: Source(name, name, text) for name, text in layout_sources().items()}
    compiled = {kind: compile_module(sources[f"playsmith.charts.{kind}"], sources).javascript for kind in LAYOUTS}
    factories = ",\n".join(f"{kind}: {javascript}" for kind, javascript in compiled.items())
    return f"playsmith.charts.define({{\n{factories}\n}});\n"
