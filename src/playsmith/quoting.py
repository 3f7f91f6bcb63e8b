"""Texts that quote other things: `{team:sales}` is a title, `{low:sales-budget}` an end of a guideline's range.

What is renamed or set anew in one place is then right in every text. Filled in on the merged YAML, before anything
reads it, so that it holds for prose, for labels of calculators and for all languages alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from playsmith.documents import Documents, Key, things_in
from playsmith.model import KINDS
from playsmith.problems import Problem, did_you_mean
from playsmith.source import Node

_QUOTED = re.compile(r"\{([a-z]+):([a-z][a-z0-9-]*)(?:\.([a-z][a-z0-9-]*))?\}")
_BOUNDS = ("low", "high")
_GUIDELINES = next(f"playbook/{folder}" for folder, model in KINDS.items() if model.kind == "guideline")
_TITLED = (*(model.kind for model in KINDS.values()), "practice", "source")


def fill_in_quoted(documents: Documents, problems: list[Problem]) -> None:
    """Put what is quoted into the texts of `documents`. What cannot be quoted is appended to `problems`."""
    quoting = _Quoting(documents, problems)
    for path, node in documents.nodes.items():
        documents.nodes[path] = quoting.filled(node)


class _Quoting:
    def __init__(self, documents: Documents, problems: list[Problem]) -> None:
        self._documents = documents
        self._problems = problems

    @cached_property
    def _titles(self) -> Mapping[Key, str]:
        """The titles of all things, those that a layer hides too."""
        found = dict(self._documents.hidden)
        for path, node in self._documents.nodes.items():
            found |= things_in(path, node)
        return found

    def filled(self, node: Node) -> Node:
        """`node`, or a copy where a text in it quotes something."""
        value = node.value
        if isinstance(value, str):
            if "{" not in value:
                return node
            value = _QUOTED.sub(lambda match: self._quoted(match, node), value)
        elif isinstance(value, dict):
            filled = {key: self.filled(inner) for key, inner in value.items()}
            value = filled if any(filled[key] is not inner for key, inner in value.items()) else value
        elif isinstance(value, tuple):
            items = tuple(map(self.filled, value))
            value = items if any(one is not other for one, other in zip(items, value, strict=True)) else value
        return node if value is node.value else Node(value, node.mark, node.key)

    def _quoted(self, match: re.Match[str], node: Node) -> str:
        kind, id, team = match.groups()
        if kind in _BOUNDS:
            return self._bound(match, node)
        if kind not in _TITLED or team:
            hint = did_you_mean(kind, [*_TITLED, *_BOUNDS]) or f"One of: {', '.join((*_TITLED, *_BOUNDS))}."
            return self._refused(match, node, f"'{match[0]}' quotes nothing", hint)
        title = self._titles.get((kind, id))
        if title is None:
            known = [other for of, other in self._titles if of == kind]
            hint = did_you_mean(id, known) or "Name one that is there."
            return self._refused(match, node, f"'{match[0]}': there is no {kind} '{id}'", hint)
        return title

    def _bound(self, match: re.Match[str], node: Node) -> str:
        bound, id, team = match.groups()
        path = f"{_GUIDELINES}/{id}.yaml"
        guideline = self._documents.nodes.get(path) or self._documents.removed.get(path)
        if guideline is None:
            known = [id for kind, id in self._titles if kind == "guideline"]
            hint = did_you_mean(id, known) or "Name one that is there."
            return self._refused(match, node, f"'{match[0]}': there is no guideline '{id}'", hint)
        ranges = [one for one in _ranges(guideline) if team in (None, one.get("team")) and bound in one]
        if len(ranges) == 1:
            return f"{{percent {ranges[0][bound]}}}"
        teams = " or ".join(f"{{{bound}:{id}.{one.get('team')}}}" for one in _ranges(guideline))
        hint = f"Write {teams}." if teams else "Write the figure itself, such as {percent 0.06}."
        which = "several ranges" if ranges else "no such range"
        return self._refused(match, node, f"'{match[0]}': the guideline '{id}' has {which}", hint)

    def _refused(self, match: re.Match[str], node: Node, message: str, hint: str) -> str:
        self._problems.append(Problem(node.mark, message, hint, rule="quote"))
        return match[0]


def _ranges(guideline: Node) -> list[dict]:
    values = guideline.plain()
    ranges = values.get("ranges") if isinstance(values, dict) else None
    return [one for one in ranges if isinstance(one, dict)] if isinstance(ranges, list) else []
