"""Charts: nice axes, what is left out, and the same marks from CPython and from the compiled layouts."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from playsmith.charts import LAYOUTS, draw, layout_sources
from playsmith.charts.bars import layout as bars
from playsmith.charts.line import layout as line
from playsmith.charts.ranges import layout as ranges
from playsmith.charts.scale import decimals, nice_step, ticks
from playsmith.charts.svg import shortened
from playsmith.compiler import Source, compile_module
from playsmith.compiler.engine import Engine
from playsmith.locale import Locale

WORDS = yaml.safe_load((Path(__file__).parents[1] / "site_config/locale/en.yaml").read_text(encoding="utf-8"))
US = Locale("en-US", "USD", WORDS)
values = st.floats(-1e9, 1e9)
maybe = st.none() | values | st.just(math.inf)


@pytest.fixture(scope="module")
def engines() -> dict[str, Engine]:
    sources = {name: Source(name, name, text) for name, text in layout_sources().items()}
    return {kind: Engine(compile_module(sources[f"playsmith.charts.{kind}"], sources)) for kind in LAYOUTS}


def as_json(value):
    if isinstance(value, list):
        return [as_json(each) for each in value]
    return "Infinity" if value == math.inf else value


def same(engine: Engine, layout, arguments: dict) -> None:
    answer = engine.call("layout", {name: as_json(value) for name, value in arguments.items()})
    assert answer == {"value": layout(**arguments)}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(values, max_size=40), min_size=1, max_size=4),
    st.lists(maybe, max_size=2),
    maybe,
    st.sampled_from([330.0, 560.0]),
)
def test_compiled_lines_are_the_same(engines, series, levels, mark, width):
    arguments = {
        "width": width, "height": 300.0, "series": series, "start": 0, "levels": levels, "mark": mark, "affix": 1,
    }  # fmt: skip
    same(engines["line"], line, arguments)


@settings(max_examples=40, deadline=None)
@given(st.lists(maybe, max_size=8))
def test_compiled_bars_are_the_same(engines, lengths):
    same(engines["bars"], bars, {"width": 330.0, "values": lengths})


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(maybe, st.floats(0, 1), st.floats(0, 1), st.integers(0, 3)), min_size=1, max_size=4))
def test_compiled_ranges_are_the_same(engines, items):
    found = [list(column) for column in zip(*items, strict=True)]
    arguments = {"width": 560.0, "values": found[0], "lows": found[1], "highs": found[2], "shapes": found[3]}
    same(engines["ranges"], ranges, arguments)


@given(st.floats(1e-9, 1e12), st.integers(2, 10))
def test_steps_are_nice_and_few(span, most):
    step = nice_step(span, most)
    digits = f"{step:.0e}"[0]
    assert digits in "125"
    assert span / step <= most * (1 + 1e-9)
    assert nice_step(span, most) * most < span * 10


def test_ticks_and_their_decimals():
    assert ticks(-30.0, 100.0, 50.0) == [0.0, 50.0, 100.0]
    assert decimals(0.05) == 2
    assert decimals(20.0) == 0


@pytest.mark.parametrize("mark", [None, math.inf, -1.0, 13.0])
def test_a_mark_that_is_off_the_axis_is_left_out(mark):
    marks = line(width=560.0, height=300.0, series=[[0.0, 1.0, 2.0]], start=0, levels=[], mark=mark, affix=1)
    assert [one for one in marks if one["role"] == "mark"] == []


def test_the_mark_stands_on_the_line():
    marks = line(width=560.0, height=300.0, series=[[0.0, 10.0, 40.0]], start=0, levels=[25.0], mark=1.5, affix=1)
    (ring,) = (one for one in marks if one["shape"] == "circle")
    (level,) = (one for one in marks if one["shape"] == "line" and one["role"] == "level")
    assert ring["points"][1] == level["points"][1]


def test_everything_lies_within_the_frame():
    for width in (330.0, 560.0):
        marks = line(
            width=width,
            height=300.0,
            series=[[-5.0, 10.0, 1e6], [3.0, 2.0, 1.0]],
            start=1,
            levels=[4e5],
            mark=2.0,
            affix=1,
        )
        for one in marks[1:]:
            xs = one["points"][0::2] if one["shape"] != "circle" else one["points"][:1]
            ys = one["points"][1::2] if one["shape"] != "circle" else one["points"][1:2]
            assert all(0 <= x <= width for x in xs), one
            assert all(0 <= y <= 300 for y in ys), one


def test_names_of_several_lines_do_not_touch_and_stand_above_the_plot():
    marks = line(
        width=560.0, height=300.0, series=[[0.0, 10.0], [0.0, 10.0], [0.0, 9.9]], start=0, levels=[], mark=None, affix=1
    )
    places = sorted(one["points"][1] for one in marks if one["text"] == "series")
    assert max(places) < min(
        min(one["points"][1::2]) for one in marks if len(one["points"]) == 4 and one["role"] == "grid"
    )
    assert all(after - before >= 14 for before, after in pairwise(places))


def demo(**outputs):
    spec = {
        "inputs": {"target": {"kind": "money", "label": "Target"}},
        "outputs": {
            "sum": {"kind": "series", "of": "money", "along": "Month", "label": "Margin", "digits": 0},
            "cac": {"kind": "money", "label": "Cost", "digits": 0, "infinite": "no limit"},
            "by": {
                "kind": "table",
                "label": "By channel",
                "columns": {
                    "name": {"kind": "text", "label": "Channel"},
                    "cac": {"kind": "money", "digits": 0, "label": "CAC", "none": "no customers yet"},
                },
            },
        },
    }
    return {"spec": spec, "inputs": {"target": 100.0}, "outputs": outputs}


def test_a_drawing_is_clean_svg_with_a_title_a_description_and_a_table():
    chart = {"kind": "line", "title": "A < B", "series": ["sum"], "levels": ["cac", "target"]}
    drawn = draw(chart, demo(sum=[0.0, 50.0, 120.0], cac=80.0), US)
    pictures = ElementTree.fromstring(f"<all>{drawn['svg']}</all>")
    assert [one.get("class") for one in pictures] == ["ps-svg ps-svg--wide", "ps-svg ps-svg--narrow"]
    for picture in pictures:
        assert picture.get("role") == "img"
        assert picture.findtext("title") == "A < B"
        assert picture.findtext("desc") == "Margin: from $0 to $120. Cost: $80. Target: $100."
        assert not [one for one in picture.iter() if one.get("style") or one.get("fill") or one.get("id")]
    assert drawn["head"] == ["Month", "Margin"]
    assert drawn["table"] == [["0", "$0"], ["1", "$50"], ["2", "$120"]]


def test_what_has_no_number_keeps_its_words():
    chart = {"kind": "bars", "title": "By channel", "table": "by", "label": "name", "value": "cac"}
    drawn = draw(chart, demo(by=[{"name": "Fairs", "cac": None}, {"name": "Search", "cac": 5.0}]), US)
    assert drawn["table"] == [["Fairs", "no customers yet"], ["Search", "$5"]]
    assert drawn["svg"].count("ps-svg-bar") == 2
    endless = draw(
        {"kind": "line", "title": "t", "series": ["sum"], "levels": ["cac"]}, demo(sum=[1.0], cac=math.inf), US
    )
    assert "no limit" in endless["svg"]
    assert "ps-svg-level" not in endless["svg"]


def test_long_names_are_shortened():
    assert shortened("abcdef", 4) == "abc…"
    assert shortened("ab cdef", 4) == "ab…"
    assert shortened("abc", 4) == shortened("abc", 0) == "abc"
