"""The text of a file, whichever encoding it was saved in."""

import codecs

# Old Windows programs write these; the five bytes it leaves undefined are read as ISO 8859-1 has them.
WINDOWS = "cp1252"
MARKED = (
    (codecs.BOM_UTF8, "utf-8", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
)
SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
SAMPLE = 4096


def decode(content: bytes) -> tuple[str, str]:
    """The text and the encoding: "utf-8", "utf-16" or "windows" (cp1252, taken where nothing else fits).

    Raises ValueError: "empty_file", "spreadsheet_file" for a workbook, "not_text" for anything else that is no text.
    """
    if not content.strip(b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise ValueError("empty_file")
    if content.startswith(SPREADSHEETS):
        raise ValueError("spreadsheet_file")
    for mark, codec, name in MARKED:
        if content.startswith(mark):
            return content[len(mark) :].decode(codec, "replace"), name
    wide = utf_16_without_mark(content[:SAMPLE])
    if wide:
        return content.decode(wide, "replace"), "utf-16"
    if b"\x00" in content[:SAMPLE]:
        raise ValueError("not_text")
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return windows_text(content), "windows"


def utf_16_without_mark(sample: bytes) -> str | None:
    """The byte order of UTF-16, told by the zero bytes that Latin letters and digits leave; None: it is not UTF-16."""
    zeros = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if zeros[1] > 0.4 * half and zeros[0] < 0.1 * half:
        return "utf-16-le"
    if zeros[0] > 0.4 * half and zeros[1] < 0.1 * half:
        return "utf-16-be"
    return None


def windows_text(content: bytes) -> str:
    """Windows' western text."""
    try:
        return content.decode(WINDOWS)
    except UnicodeDecodeError:
        return content.decode("latin-1")
