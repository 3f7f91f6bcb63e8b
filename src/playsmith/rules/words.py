"""The fixed words: complete, and none that no page asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from playsmith.config import merged_file
from playsmith.problems import Mark, PlaybookError, did_you_mean
from playsmith.project import Project, reference_root
from playsmith.rules.rule import Found
from playsmith.rules.subject import Subject
from playsmith.source import Node, read_document

_ENGLISH = "site_config/locale/en.yaml"
# The forms of a word by number (CLDR); each language has those that its rules need.
_FORMS = {"zero", "one", "two", "few", "many", "other"}
_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def _missing_words(subject: Subject) -> Iterator[Found]:
    said, english = _both(subject)
    leaves = dict(_leaves(said)) if said else {}
    for key, node in _leaves(english) if said else ():
        if key not in leaves:
            place = said.at(key[:-1])
            where = place.key or Mark(place.mark.file)
            message = f"{'.'.join(key)}: the words are missing; in English: {_text(node)!r}"
            yield Found(where, message, f"Add '{key[-1]}:' here.")


def _unknown_words(subject: Subject) -> Iterator[Found]:
    said, english = _both(subject)
    known = dict(_leaves(english)) if said else {}
    templates = _own_templates(subject.playbook.project) if said else ""
    for key, node in _leaves(said) if said else ():
        if key not in known and not re.search(rf"\b{re.escape(key[-1])}\b", templates):
            near = did_you_mean(".".join(key), [".".join(one) for one in known])
            hint = near if near.startswith("did you") else "Remove it, or use it in a template."
            yield Found(node.key or node.mark, f"{'.'.join(key)}: no page asks for these words", hint)


def _unknown_placeholder(subject: Subject) -> Iterator[Found]:
    said, english = _both(subject)
    known = dict(_leaves(english)) if said else {}
    for key, node in _leaves(said) if said else ():
        if key in known:
            there = {*_PLACEHOLDER.findall(_text(known[key]))}
            for name in dict.fromkeys(_PLACEHOLDER.findall(_text(node))):
                if name not in there:
                    hint = did_you_mean(name, sorted(there)) or "These words take no placeholder."
                    yield Found(node.mark, f"{'.'.join(key)}: {{{name}}} would stand on the page as it is", hint)


def _both(subject: Subject) -> tuple[Node | None, Node | None]:
    """The words of the playbook's language, all layers merged, and the English ones that the engine knows."""
    project, language = subject.playbook.project, subject.playbook.info.language
    if subject.examined.config is None:
        return None, None
    try:
        english = read_document(reference_root() / _ENGLISH, _ENGLISH)
        return merged_file(project, f"site_config/locale/{language}.yaml"), english
    except PlaybookError:
        return None, None


def _leaves(node: Node, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Node]]:
    if isinstance(node.value, dict) and not (node.value.keys() <= _FORMS and "other" in node.value):
        for key, inner in node.value.items():
            yield from _leaves(inner, (*path, key))
    else:
        yield path, node


def _text(node: Node) -> str:
    value = node.plain()
    return " / ".join(map(str, value.values())) if isinstance(value, Mapping) else str(value)


def _own_templates(project: Project) -> str:
    """The templates of the layers above the reference: they may ask for words of their own."""
    layers = (layer for layer in project.code_layers if layer.root != reference_root())
    files = ((layer.root / path) for layer in layers for path in layer.files("templates", ".j2", ".html"))
    return "\n".join(file.read_text("utf-8", errors="replace") for file in files)


FINDERS = {
    "missing-words": _missing_words,
    "unknown-words": _unknown_words,
    "unknown-placeholder": _unknown_placeholder,
}
