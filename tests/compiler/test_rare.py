"""The runtime's two parts: what every page with a calculator loads, and what only some need."""

import re
from pathlib import Path

import pytest
import quickjs

from playsmith.bundle import script
from playsmith.charts.compiled import compiled_charts
from playsmith.compiler import Source, compile_module, uses_rare
from playsmith.compiler.engine import ASSETS, RARE_FILE, RUNTIME_FILES
from playsmith.compiler.rare import LISTS_AND_DICTS, MATH

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.py"))


def names(files) -> tuple[set[str], set[str]]:
    """What the runtime has of lists, dicts and the rest, and of math."""
    context = quickjs.Context()
    for name in files:
        context.eval((ASSETS / name).read_text("utf-8") + "; 0")
    keys = "Object.keys({}).join()"
    return tuple(
        set(context.eval(keys.format(of)).split(",")) for of in ("playsmith.runtime", "playsmith.runtime.math")
    )


def test_the_rare_part_has_the_names_that_are_looked_for():
    first, whole = names(RUNTIME_FILES[:-1]), names(RUNTIME_FILES)
    assert RUNTIME_FILES[-1] == RARE_FILE
    assert whole[0] - first[0] == {*LISTS_AND_DICTS.split(), "rare"}
    assert whole[1] - first[1] == set(MATH.split())


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_what_is_not_marked_needs_only_the_first_part(path):
    """Every `py.…` of the compiled code is there without the rare part, or the code is marked."""
    javascript = compile_module(Source("one", "one.py", path.read_text("utf-8"))).javascript
    plain, math = names(RUNTIME_FILES[:-1])
    asked = set(re.findall(r"\bpy\.(?!math)(\w+)", javascript)) - plain
    asked |= set(re.findall(r"\bpy\.math\.(\w+)", javascript)) - math
    assert bool(asked) == uses_rare(javascript)


def test_charts_need_only_the_first_part():
    assert not uses_rare(compiled_charts())
    assert "py.rare" not in script("calculator.js") and "rare" in script("rare.js")
