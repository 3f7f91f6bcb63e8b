"""Colours that can be read: contrast as WCAG 2.2 defines it, and the nearest colour that has enough of it.

Colours are texts such as `#3730a3`. Nearest means: the same hue in OKLCH (Björn Ottosson, 2020), as little lighter
or darker as it takes, and as much of the chroma as sRGB can show there.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

# The grounds text stands on, as playsmith.css has them.
LIGHT_GROUNDS = ("#ffffff", "#f6f6f9", "#ededf3")
DARK_GROUNDS = ("#12142a", "#1a1d38", "#23274a")
# WCAG 2.2, success criterion 1.4.3 (AA), text of ordinary size.
LEAST_CONTRAST = 4.5
# The dark look's colours are at least this light, so that they do not glow less than the text beside them.
DARK_LIGHTNESS = 0.78

type Triple = tuple[float, float, float]


def parse_colour(text: str) -> str | None:
    """`#3730A3`, `3730a3` or `#33a` as `#3730a3`; None where it is no colour."""
    match = re.fullmatch(r"#?([0-9a-f]{3}|[0-9a-f]{6})", text.strip().lower())
    if match is None:
        return None
    digits = match[1] if len(match[1]) == 6 else "".join(digit * 2 for digit in match[1])
    return f"#{digits}"


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 (the same) to 21 (black and white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, grounds: Sequence[str]) -> bool:
    """Whether text in this colour can be read on each of the grounds."""
    return min(contrast(colour, ground) for ground in grounds) >= LEAST_CONTRAST


def nearest_readable(colour: str, grounds: Sequence[str]) -> str:
    """The colour itself where it can be read on the grounds, else the nearest of its hue that can."""
    if readable(colour, grounds):
        return colour
    lightness, chroma, hue = _to_oklch(colour)
    end = 0.0 if min(map(_luminance, grounds)) > 0.18 else 1.0
    # Between a lightness that cannot be read and one that can, the border is found by halving.
    out, within = lightness, end
    for _ in range(20):
        middle = (out + within) / 2
        if readable(_from_oklch((middle, chroma, hue)), grounds):
            within = middle
        else:
            out = middle
    return _from_oklch((within, chroma, hue))


def mixed(colour: str, ground: str, share: float) -> str:
    """The colour laid over a ground so thinly that `share` of it is seen, as CSS mixes in sRGB."""
    channels = ((int(one[at : at + 2], 16) for one in (colour, ground)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(share * over + (1 - share) * under):02x}" for over, under in channels)


def dark_twin(colour: str) -> str:
    """The colour of the same hue for the dark look, readable on its grounds."""
    lightness, chroma, hue = _to_oklch(colour)
    return nearest_readable(_from_oklch((max(lightness, DARK_LIGHTNESS), chroma, hue)), DARK_GROUNDS)


def _linear(colour: str) -> Triple:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _to_oklch(colour: str) -> Triple:
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _from_oklch(value: Triple) -> str:
    """The sRGB colour; where sRGB has not so much chroma, the most it has."""
    lightness, chroma, hue = value
    least, most = 0.0, chroma
    if not _shown(_to_linear(value)):
        for _ in range(20):
            middle = (least + most) / 2
            if _shown(_to_linear((lightness, middle, hue))):
                least = middle
            else:
                most = middle
        most = least
    channels = (min(max(channel, 0.0), 1.0) for channel in _to_linear((lightness, most, hue)))
    encoded = (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in channels)
    return "#" + "".join(f"{round(c * 255):02x}" for c in encoded)


def _to_linear(value: Triple) -> Triple:
    lightness, chroma, hue = value
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _shown(linear: Triple) -> bool:
    return all(-1e-4 <= channel <= 1 + 1e-4 for channel in linear)
