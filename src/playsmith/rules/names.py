"""Names: told apart, and short enough to stand in the navigation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from playsmith.links import ON_OVERVIEW
from playsmith.mentions import KINDS as MENTIONED
from playsmith.model import Entity
from playsmith.rules.rule import Found
from playsmith.rules.subject import Subject
from playsmith.source import Loc

LONGEST_TITLE = 60
LONGEST_SUMMARY = 300
_NOT_IN_NAVIGATION = ON_OVERVIEW | {"practice"}


def _same_name(subject: Subject) -> Iterator[Found]:
    first: dict[tuple[str, str], Entity] = {}
    names = ((entity, loc, name) for entity in _by_kind(subject) for loc, name in _names(entity))
    # A title weighs more than an alias, and an earlier kind more than a later one, as in links made of mentions.
    for entity, loc, name in sorted(names, key=lambda one: len(one[1])):
        group = "mentioned" if entity.kind in MENTIONED else entity.kind
        other = first.setdefault((group, name if name.isupper() else name.casefold()), entity)
        if other is not entity:
            message = f"{_said(loc)}: {subject.named(other)} is called '{name}' too"
            hint = "Choose another name, or remove the alias: a mention on a page can lead to one of them only."
            yield Found(subject.playbook.mark(entity.kind, entity.id, loc), message, hint)


def _by_kind(subject: Subject) -> Iterator[Entity]:
    kinds: dict[str, list[Entity]] = defaultdict(list)
    for entity in subject.playbook.entities.values():
        kinds[entity.kind].append(entity)
    for kind in (*MENTIONED, *sorted(kinds.keys() - {*MENTIONED})):
        yield from sorted(kinds[kind], key=lambda entity: entity.title.casefold())


def _names(entity: Entity) -> Iterator[tuple[Loc, str]]:
    yield ("title",), entity.title
    yield from ((("aliases", index), name) for index, name in enumerate(entity.aliases))


def _said(loc: Loc) -> str:
    return loc[0] if len(loc) == 1 else f"{loc[0]}[{loc[1]}]"


def _long_title(subject: Subject) -> Iterator[Found]:
    for entity in subject.playbook.entities.values():
        if entity.kind not in _NOT_IN_NAVIGATION and len(entity.title) > LONGEST_TITLE:
            message = f"title: {len(entity.title)} characters do not fit into the navigation"
            mark = subject.playbook.mark(entity.kind, entity.id, ("title",))
            yield Found(mark, message, f"At most {LONGEST_TITLE}; the summary has room for the rest.")


def _long_summary(subject: Subject) -> Iterator[Found]:
    for entity in subject.playbook.entities.values():
        length = len(subject.prose.text(entity.summary))
        if length > LONGEST_SUMMARY:
            message = f"summary: {length} characters are more than a summary"
            mark = subject.playbook.mark(entity.kind, entity.id, ("summary",))
            yield Found(mark, message, f"At most {LONGEST_SUMMARY}: it stands in lists and in search results.")


FINDERS = {
    "same-name": _same_name,
    "long-title": _long_title,
    "long-summary": _long_summary,
}
