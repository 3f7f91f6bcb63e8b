"""The chart layouts compiled for the page: `python -m playsmith.charts.compiled` writes `assets/playsmith-charts.js`.

The file is kept, so that a build has nothing to compile; a test compares it with what the layouts give now.
"""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

from playsmith.charts import LAYOUTS, layout_sources
from playsmith.compiler import Source, compile_module

NAME = "playsmith-charts.js"
_HEADER = """\
// The chart layouts of playsmith/charts/, compiled: written by `python -m playsmith.charts.compiled`.
"""


def compiled_charts() -> str:
    """`playsmith.charts.define({ line: …, bars: …, ranges: … })`, from the layouts that the build itself runs."""
    texts = layout_sources()
    sources = {name: Source(name, f"{name.replace('.', '/')}.py", text) for name, text in texts.items()}
    entries = []
    for layout in LAYOUTS:
        name = f"playsmith.charts.{layout}"
        helpers = {other: source for other, source in sources.items() if other != name}
        entries.append(f"{json.dumps(layout)}: {compile_module(sources[name], helpers).javascript}")
    return f"{_HEADER}playsmith.charts.define({{\n" + ",\n".join(entries) + "\n});\n"


if __name__ == "__main__":
    Path(str(resources.files("playsmith") / "assets" / NAME)).write_text(compiled_charts(), "utf-8")
