"""`{name}` in sentences: which names a text uses, and the text with them filled in."""

from __future__ import annotations

import re
from collections.abc import Callable

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def names_in(text: str) -> tuple[str, ...]:
    """The names a sentence mentions, in order."""
    return tuple(match.group(1) for match in _PLACEHOLDER.finditer(text))


def stray_brace(text: str) -> bool:
    """Whether a brace is left that opens or closes no placeholder."""
    return bool(re.search(r"[{}]", _PLACEHOLDER.sub("", text)))


def fill(text: str, value: Callable[[str], str]) -> str:
    """The sentence with each placeholder replaced by what `value` gives for its name."""
    return _PLACEHOLDER.sub(lambda match: value(match.group(1)), text)
