"""Contrast as WCAG defines it, and colours that are mended as little as it takes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playsmith.colours import (
    DARK_GROUNDS,
    LEAST_CONTRAST,
    LIGHT_GROUNDS,
    contrast,
    dark_twin,
    nearest_readable,
    parse_colour,
    readable,
)

ASSETS = Path(__file__).parent.parent / "src/playsmith/assets"
colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


# From WCAG's definition of relative luminance, by hand: 0.2126 R + 0.7152 G + 0.0722 B, and (L1 + 0.05) / (L2 + 0.05).
@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ff0000", "#ffffff", 1.05 / 0.2626),
        ("#00ff00", "#000000", 0.7652 / 0.05),
        ("#0000ff", "#ffffff", 1.05 / 0.1222),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)


@given(colours, colours)
def test_contrast_is_the_same_both_ways_and_between_1_and_21(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.0001


@settings(deadline=None)
@pytest.mark.parametrize("grounds", [LIGHT_GROUNDS, DARK_GROUNDS], ids=["light", "dark"])
@given(colour=colours)
def test_the_nearest_readable_colour_can_be_read_and_is_no_farther_than_it_takes(
    grounds: tuple[str, ...], colour: str
) -> None:
    found = nearest_readable(colour, grounds)
    assert readable(found, grounds)
    assert nearest_readable(found, grounds) == found
    if readable(colour, grounds):
        assert found == colour
    else:
        assert min(contrast(found, ground) for ground in grounds) < LEAST_CONTRAST + 0.25


@settings(deadline=None)
@given(colours)
def test_the_dark_twin_can_be_read_on_dark_grounds(colour: str) -> None:
    assert readable(dark_twin(colour), DARK_GROUNDS)


def test_a_mended_colour_keeps_its_hue() -> None:
    for colour, strongest in (("#ff9999", 0), ("#99ff99", 1), ("#9999ff", 2)):
        found = nearest_readable(colour, LIGHT_GROUNDS)
        channels = [int(found[at : at + 2], 16) for at in (1, 3, 5)]
        assert channels.index(max(channels)) == strongest


def test_colours_are_read_as_people_write_them() -> None:
    written = {"#3730A3": "#3730a3", "3730a3": "#3730a3", " #33a ": "#3333aa", "#12345": None, "red": None, "": None}
    assert {text: parse_colour(text) for text in written} == written


def test_the_grounds_are_those_of_the_style_sheets() -> None:
    css = "\n".join(path.read_text() for path in ASSETS.glob("*.css"))
    found = re.findall(r"--ps-ground(?:-\d)?: light-dark\((#\w+), (#\w+)\)", css)
    assert tuple(light for light, _ in found) == LIGHT_GROUNDS
    assert tuple(dark for _, dark in found) == DARK_GROUNDS
