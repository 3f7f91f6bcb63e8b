"""site_config/: the brand, and every fixed word in the playbook's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from playsmith.languages import read_languages
from playsmith.model import Brand, ValidationError, problems_of
from playsmith.overlay import merge
from playsmith.problems import Gathering, Mark, PlaybookError, Problem
from playsmith.project import SYMLINK, Project, reference_root
from playsmith.source import Node, read_document
from playsmith.translation import translate

BRAND = "site_config/brand.yaml"
LOCALES = "site_config/locale"
# The forms of an entry by number (CLDR); each language has those that its rules need.
_FORMS = {"zero", "one", "two", "few", "many", "other"}


@dataclass(frozen=True)
class SiteConfig:
    """The look of a site, and its fixed words: nested mappings, the innermost values text."""

    brand: Brand
    words: Mapping[str, Any]


def load_config(project: Project, language: str) -> SiteConfig:
    """Read brand and words. Raises PlaybookError with every problem of the two."""
    gathering = Gathering()
    brand = gathering(_brand, project)
    words = gathering(_words, project, language)
    gathering.raise_errors()
    return SiteConfig(brand, words)


def _brand(project: Project) -> Brand:
    node = merged_file(project, BRAND)
    if node is None:
        raise PlaybookError([Problem(Mark(BRAND), "the file is missing", "Copy it from the reference playbook.")])
    try:
        return Brand.model_validate(node.plain())
    except ValidationError as error:
        raise PlaybookError(problems_of(error, Brand, node)) from None


def _words(project: Project, language: str) -> Mapping[str, Any]:
    path = f"{LOCALES}/{language}.yaml"
    node = merged_file(project, path)
    if node is None:
        hint = f"Add {path}, or set 'language' in playbook.yaml to one that is there."
        message = f"no words for the language '{language}'"
        raise PlaybookError([Problem(Mark(path), message, hint, rule="language")])
    if not isinstance(node.value, dict):
        raise PlaybookError([Problem(node.mark, "the file holds no keys", "Begin with a key and a colon.")])
    if problems := [*_not_text(node, ""), *_missing(node)]:
        raise PlaybookError(problems)
    return node.plain()


def english_words() -> Node:
    """The English words of the reference playbook: there is none that a page needs and they lack."""
    path = f"{LOCALES}/en.yaml"
    return read_document(reference_root() / path, path)


def word_entries(words: Node, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Node]]:
    """(key, entry) of all words; an entry is a text, or a mapping of its forms by number."""
    if isinstance(words.value, dict) and not (words.value.keys() <= _FORMS and "other" in words.value):
        for key, inner in words.value.items():
            yield from word_entries(inner, (*path, key))
    else:
        yield path, words


def _missing(node: Node) -> Iterator[Problem]:
    said = dict(word_entries(node))
    for key, english in word_entries(english_words()):
        if key not in said:
            place = node.at(key[:-1])
            message = f"{'.'.join(key)}: the words are missing"
            yield Problem(place.key or Mark(place.mark.file), message, f"In English: {english.plain()}", rule="words")


def merged_file(project: Project, path: str) -> Node | None:
    """The file of all layers as one. Raises PlaybookError with what is wrong in any of them."""
    gathering = Gathering()
    merged = None
    translations = read_languages(project).translations
    for layer in project.layers:
        file = layer.root / path
        if file.is_symlink():
            mark = Mark(project.shown(layer, path))
            gathering.problems.append(Problem(mark, *SYMLINK, rule="symlink"))
        elif file.is_file():
            node = gathering(read_document, file, project.shown(layer, path))
            if merged is None or node is None:
                merged = node or merged
            elif layer in translations:
                covers = partial(translations[layer].covers, project, path)
                merged = translate(merged, node, covers, gathering.problems)
            else:
                merged = merge(merged, node, gathering.problems)
    gathering.raise_errors()
    return merged


def _not_text(node: Node, path: str) -> Iterator[Problem]:
    if isinstance(node.value, dict):
        for key, inner in node.value.items():
            yield from _not_text(inner, f"{path}.{key}" if path else key)
    elif not isinstance(node.value, str):
        yield Problem(node.mark, f"{path or 'the file'}: text is expected", "Put the words in quotes.", rule="words")
