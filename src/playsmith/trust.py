"""What a layer may hold that the project does not trust: data. Nothing in it runs, loads or reaches out."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from playsmith.handwritten import Written, WrittenPage, read_text
from playsmith.markdown_check import markdown_problems
from playsmith.problems import Gathering, Mark, PlaybookError, Problem
from playsmith.project import Layer, Project

_ACTIVE_SVG = (
    (r"<\s*(?:\w+:)?script", "a script"),
    (r"<\s*(?:\w+:)?(?:foreignobject|iframe|embed|object)", "an embedded document"),
    (r"\son\w+\s*=", "an event attribute"),
    (r"(?:href|src)\s*=\s*[\"']?\s*(?!#|data:image/(?:png|jpeg|webp)[;,]|[\"'])", "a link to another file"),
    (r"url\(\s*[\"']?\s*(?!#)|@import", "a style that loads another file"),
    (r"<!(?:doctype|entity)", "a document type"),
)


def trust_problems(project: Project, written: Written) -> tuple[Problem, ...]:
    """Code and active content in layers that are not trusted, each with its place and what to do."""
    problems: list[Problem] = []
    for layer in project.layers:
        if layer.root not in project.trusted:
            problems += _code(project, layer)
    for page in written.pages.values():
        if page.layer.root not in project.trusted:
            problems += (_told(page, problem) for problem in markdown_problems(page.text, page.shown))
    gathering = Gathering(problems)
    for path, file in written.files.items():
        layer = next(one for one in reversed(project.layers) if file.is_relative_to(one.root))
        if layer.root not in project.trusted and file.suffix.lower() == ".svg":
            shown = project.shown(layer, f"playbook/{path}")
            problems += svg_problems(gathering(read_text, file, shown) or "", shown)
    return tuple(problems)


def how_to_trust(project: Project, layer: Layer) -> str:
    """What to write, and where, so that a layer may hold code."""
    way = layer.name if layer.root.parent.name == "presets" else os.path.relpath(layer.root, project.root)
    return f"If you know who wrote it, write 'trust: [{way}]' into playbook/playbook.yaml; else delete it."


def svg_problems(text: str, shown: str) -> Iterator[Problem]:
    """What would run or load when a reader opens this picture."""
    for pattern, what in _ACTIVE_SVG:
        if match := re.search(pattern, text, re.IGNORECASE):
            before = text[: match.start()]
            mark = Mark(shown, before.count("\n") + 1, match.start() - (before.rfind("\n") + 1) + 1)
            cure = "Save it again as a plain SVG, without it."
            yield Problem(mark, f"the picture holds {what}", cure, rule="active-content")


def _code(project: Project, layer: Layer) -> Iterator[Problem]:
    """Templates are programs: those of a layer that is not trusted are not used, and that has to be known."""
    try:
        paths = list(layer.files("templates", ".j2", ".html", ".js", ".css"))
    except PlaybookError as error:
        yield from error.problems
        return
    if paths:
        more = f" (and {len(paths) - 1} more)" if len(paths) > 1 else ""
        message = f"a template{more} is code, and the layer '{layer.name}' is not trusted"
        yield Problem(Mark(project.shown(layer, paths[0])), message, how_to_trust(project, layer), rule="trust")


def _told(page: WrittenPage, problem: Problem) -> Problem:
    hint = f"{problem.hint} Or trust the layer '{page.layer.name}'."
    return Problem(problem.mark, problem.message, hint, problem.rule)
