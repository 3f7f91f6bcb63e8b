"""The fixed words: none that no page asks for, no placeholder that nothing fills."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from playsmith.config import LOCALES, english_words, merged_file, word_entries
from playsmith.problems import did_you_mean
from playsmith.project import Project, reference_root
from playsmith.rules.rule import Found
from playsmith.rules.subject import Subject
from playsmith.source import Node

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def _unknown_words(subject: Subject) -> Iterator[Found]:
    said, english = _both(subject)
    known = dict(word_entries(english)) if said else {}
    templates = _own_templates(subject.playbook.project) if said else ""
    for key, node in word_entries(said) if said else ():
        if key not in known and not re.search(rf"\b{re.escape(key[-1])}\b", templates):
            near = did_you_mean(".".join(key), [".".join(one) for one in known])
            hint = near if near.startswith("did you") else "Remove it, or use it in a template."
            yield Found(node.key or node.mark, f"{'.'.join(key)}: no page asks for these words", hint)


def _unknown_placeholder(subject: Subject) -> Iterator[Found]:
    said, english = _both(subject)
    known = dict(word_entries(english)) if said else {}
    for key, node in word_entries(said) if said else ():
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
    return merged_file(project, f"{LOCALES}/{language}.yaml"), english_words()


def _text(node: Node) -> str:
    value = node.plain()
    return " / ".join(map(str, value.values())) if isinstance(value, Mapping) else str(value)


def _own_templates(project: Project) -> str:
    """The templates of the layers above the reference: they may ask for words of their own."""
    layers = (layer for layer in project.code_layers if layer.root != reference_root())
    files = ((layer.root / path) for layer in layers for path in layer.files("templates", ".j2", ".html"))
    return "\n".join(file.read_text("utf-8", errors="replace") for file in files)


FINDERS = {
    "unknown-words": _unknown_words,
    "unknown-placeholder": _unknown_placeholder,
}
