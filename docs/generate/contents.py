"""The fixed words of the site, and the keys of mkdocs.yml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from playsmith.config import load_config
from playsmith.project import find_project
from playsmith.render import fill
from playsmith.source import read_document

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def pages() -> dict[str, str]:
    """`reference/words.md` and `reference/mkdocs.md`."""
    words = load_config(find_project(ROOT), "en").words
    sections = {name: dict(_flat(inner)) for name, inner in words.items()}
    keys = read_document(HERE / "mkdocs_keys.yaml", "mkdocs_keys.yaml").plain()
    return {
        "reference/words.md": fill((HERE / "words.md.j2").read_text("utf-8"), sections=sections),
        "reference/mkdocs.md": fill((HERE / "mkdocs.md.j2").read_text("utf-8"), keys=keys),
    }


def _flat(words: Mapping[str, object] | str, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(words, str):
        yield path, words
        return
    if "other" in words and all(isinstance(one, str) for one in words.values()):
        yield path, " / ".join(dict.fromkeys(words.values()))
        return
    for key, inner in words.items():
        yield from _flat(inner, f"{path}.{key}" if path else key)
