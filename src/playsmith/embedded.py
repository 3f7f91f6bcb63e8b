"""Calculators in hand-written pages: `{calculator:cac}` on a line of its own stands for the calculator, whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence

from markdown.extensions.fenced_code import FencedBlockPreprocessor

from playsmith.handwritten import FRONT_MATTER, WrittenPage
from playsmith.problems import Mark, Problem, did_you_mean

_LINE = re.compile(r"^\{calculator:([a-z][a-z0-9-]*)\}[ \t]*$", re.MULTILINE)
_MEANT = re.compile(r"\{calculator:([^{}\n]*)\}")
_CODE = re.compile(r"(?<![\\`])(`+)(?!`)([^\n]+?)(?<!`)\1(?!`)")


def embed(text: str, html: Callable[[str], str]) -> str:
    """A page with `html(id)` in place of each line that stands for a calculator."""
    result, end = "", 0
    for match in _LINE.finditer(code_blanked(text)):
        # Between blank lines: it is a block of raw HTML.
        result += f"{text[end : match.start()]}\n{html(match[1]).strip()}\n"
        end = match.end()
    return result + text[end:]


def embedding_problems(page: WrittenPage, known: Sequence[str]) -> Iterator[Problem]:
    """Calculators that are not there, that a page has twice, and lines that do not stand for one as they are."""
    text = code_blanked(page.text)
    lines = {match.start(): match[1] for match in _LINE.finditer(text)}
    seen: set[str] = set()
    for match in _MEANT.finditer(text):
        if problem := _problem(match, lines.get(match.start()), known, seen):
            before = text[: match.start()]
            column = match.start() - (before.rfind("\n") + 1) + 1
            yield Problem(Mark(page.shown, before.count("\n") + 1, column), *problem, rule="calculator-in-page")
        seen.add(match[1])


def _problem(
    match: re.Match[str], id: str | None, known: Sequence[str], seen: Container[str]
) -> tuple[str, str] | None:
    if match[1] not in known:
        return f"there is no calculator '{match[1]}'", did_you_mean(match[1], known) or "Name one that is there."
    if id is None:
        return f"'{match[0]}' within other text", "Put it on a line of its own, at its beginning."
    if id in seen:
        return f"'{match[0]}' a second time on this page", "Link to the calculator here, or to the first one."
    return None


def without_calculators(text: str) -> str:
    """A page without the lines that stand for calculators: what is left is Markdown."""
    return embed(text, lambda id: "")


def code_blanked(text: str) -> str:
    """A page with its front matter and all code as spaces, so that what is left stands where it stood."""
    front = FRONT_MATTER.match(text)
    if front:
        text = blanked(front[0]) + text[front.end() :]
    text = FencedBlockPreprocessor.FENCED_BLOCK_RE.sub(lambda match: blanked(match[0]), text)
    return _CODE.sub(lambda match: blanked(match[0]), text)


def blanked(text: str) -> str:
    """Spaces in place of everything but the ends of lines."""
    return re.sub(r"[^\n]", " ", text)
