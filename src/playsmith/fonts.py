"""What a font file (WOFF2) says of itself."""

from __future__ import annotations

from collections.abc import Iterator

_HEADER = 48
_SIGNATURE = b"wOF2"
# Numbers of tables in WOFF2 (W3C Recommendation, 5.2): one of any name, the two of glyphs, that of variation axes.
_ANY_NAME, _GLYPHS, _AXES = 63, (10, 11), 47


def is_font(data: bytes) -> bool:
    """Whether the bytes are those of a WOFF2 file."""
    return data.startswith(_SIGNATURE) and len(data) > _HEADER


def is_variable(data: bytes) -> bool:
    """Whether the font holds all its weights in one file. Bytes that are no font are not."""
    try:
        return is_font(data) and _AXES in _tables(data)
    except IndexError:
        return False


def _tables(data: bytes) -> Iterator[int]:
    """The number of each table in the directory; only names and lengths are stored there, and are not compressed."""
    at = _HEADER
    for _ in range(int.from_bytes(data[12:14], "big")):
        number, version = data[at] & 63, data[at] >> 6
        yield number
        at = _past_number(data, at + (5 if number == _ANY_NAME else 1))
        # A transformed table has a second length; for glyphs version 3 means that it is not, for all others 0.
        if version != (3 if number in _GLYPHS else 0):
            at = _past_number(data, at)


def _past_number(data: bytes, at: int) -> int:
    """The place behind a number of variable length: its last byte has no high bit."""
    while data[at] & 128:
        at += 1
    return at + 1
