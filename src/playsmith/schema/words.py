"""The schema of `site_config/locale/<language>.yaml`: the words there are, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

type Schema = dict[str, Any]

PLURALS = ("zero", "one", "two", "few", "many", "other")


def schema_of_words(words: Mapping[str, Any]) -> Schema:
    """The schema of every file that says the same as `words` in some language."""
    return {"description": "Every fixed word of the site in one language.", **_schema(words)}


def _schema(words: Mapping[str, Any] | str) -> Schema:
    if isinstance(words, str):
        return {"type": "string", "description": f"In English: {words}"}
    if "other" in words and words.keys() <= set(PLURALS):
        said = {"type": "string", "description": f"In English: {words['other']}"}
        return {
            "type": "object",
            "description": "Chosen by the number, by the plural rules of the language.",
            "properties": dict.fromkeys(PLURALS, said),
            "required": ["other"],
            "additionalProperties": False,
        }
    return {
        "type": "object",
        "properties": {key: _schema(value) for key, value in words.items()},
        "required": list(words),
        "additionalProperties": False,
    }
