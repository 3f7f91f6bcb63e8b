"""Rules beyond validity: what a playbook that can be built should still not have. Each can be switched.

`RULES` is the registry: `playsmith check`, its reports and docs/rules.md are made from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from playsmith.checked import Examined
from playsmith.problems import PlaybookError, Problem
from playsmith.rules import brand, calculators, links, names, texts, time, usage, words
from playsmith.rules.rule import Finder, Rule
from playsmith.rules.settings import LEVELS, SETTINGS, read_levels
from playsmith.rules.subject import Subject
from playsmith.source import read_document

_FINDERS: Mapping[str, Finder] = {
    id: find
    for family in (links, usage, names, texts, calculators, time, words, brand)
    for id, find in family.FINDERS.items()
}


def _read(name: str) -> Mapping[str, Any]:
    return read_document(Path(__file__).with_name(name), name).plain()


RULES: Mapping[str, Rule] = {id: Rule(id=id, find=_FINDERS[id], **said) for id, said in _read("rules.yaml").items()}
# What is always told, by the name that a Problem has as its `rule`.
ALWAYS: Mapping[str, str] = _read("always.yaml")


def find_problems(examined: Examined, chosen: Mapping[str, str] | None = None) -> tuple[Problem, ...]:
    """What the rules find, and what is wrong in templates, in addition to `examined.problems`.

    `chosen` are levels ("off", "note", "warning" or "error") by rule that count before those of site_config/check.yaml.
    """
    problems: list[Problem] = []
    levels = read_levels(examined.playbook.project, {id: rule.level for id, rule in RULES.items()}, problems)
    levels |= chosen or {}
    subject = Subject(examined)
    if subject.is_whole and subject.site is None:
        problems += subject.unrendered
    for rule in RULES.values():
        try:
            problems += _found(rule, subject, levels[rule.id])
        except PlaybookError as error:
            problems += error.problems
    return tuple(problems)


def _found(rule: Rule, subject: Subject, level: str) -> Iterator[Problem]:
    if level == "off" or (rule.relational and not subject.is_whole):
        return
    for found in rule.find(subject):
        yield Problem(found.mark, found.message, found.hint, rule.id, level)


__all__ = ["ALWAYS", "LEVELS", "RULES", "SETTINGS", "Rule", "Subject", "find_problems"]
