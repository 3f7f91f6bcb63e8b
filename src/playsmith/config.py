"""site_config/: the brand, and every fixed word in the playbook's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from playsmith.model import Brand, ValidationError, problems_of
from playsmith.overlay import merge
from playsmith.problems import Mark, PlaybookError, Problem
from playsmith.project import Project
from playsmith.source import Node, read_document

BRAND = "site_config/brand.yaml"


@dataclass(frozen=True)
class SiteConfig:
    """The look of a site, and its fixed words: nested mappings, the innermost values text."""

    brand: Brand
    words: Mapping[str, Any]


def load_config(project: Project, language: str) -> SiteConfig:
    """Read brand and words. Raises PlaybookError with every problem of the two."""
    problems: list[Problem] = []
    words_path = f"site_config/locale/{language}.yaml"
    brand_node = _merged(project, BRAND, problems)
    words_node = _merged(project, words_path, problems)
    if words_node is None:
        hint = f"Add {words_path}, or set 'language' in playbook.yaml to one that is there."
        problems.append(Problem(Mark(words_path), f"no words for the language '{language}'", hint, rule="language"))
    brand = None
    if brand_node is not None:
        try:
            brand = Brand.model_validate(brand_node.plain())
        except ValidationError as error:
            problems += problems_of(error, Brand, brand_node)
    elif not problems:
        problems.append(Problem(Mark(BRAND), "the file is missing", "Copy it from the reference playbook."))
    words = words_node.plain() if words_node else {}
    problems += _not_text(words_node, "") if words_node else ()
    if problems or brand is None:
        raise PlaybookError(problems)
    return SiteConfig(brand, words if isinstance(words, dict) else {})


def _merged(project: Project, path: str, problems: list[Problem]) -> Node | None:
    merged = None
    for layer in project.layers:
        if (layer.root / path).is_file():
            try:
                node = read_document(layer.root / path, project.shown(layer, path))
            except PlaybookError as error:
                problems += error.problems
                continue
            merged = merge(merged, node, problems) if merged else node
    return merged


def _not_text(node: Node, path: str) -> Iterator[Problem]:
    if isinstance(node.value, dict):
        for key, inner in node.value.items():
            yield from _not_text(inner, f"{path}.{key}" if path else key)
    elif not isinstance(node.value, str):
        yield Problem(node.mark, f"{path or 'the file'}: text is expected", "Put the words in quotes.", rule="words")
