"""What stands in the layers beside the YAML: hand-written pages, images and other files to publish as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from playsmith.languages import read_languages
from playsmith.model import KINDS
from playsmith.problems import Gathering, Mark, PlaybookError, Problem, did_you_mean
from playsmith.project import DOCS, Layer, Project
from playsmith.source import MAX_BYTES, Node, parse_document

# What a reader's browser shows or offers to save; nothing of it runs.
IMAGES = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".ico")
FONTS = (".woff2",)
DOCUMENTS = (".pdf", ".csv", ".xlsx", ".docx", ".pptx")
FRONT_MATTER = re.compile(r"\A(?:\ufeff)?---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_HEADING = re.compile(r"^#[ \t]+(.+?)[ \t]*#*[ \t]*(?:\{[^{}]*\})?[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class WrittenPage:
    """A Markdown file of a layer. `path` is relative to `playbook/`, `shown` its name in messages.

    `section` is the folder whose part of the navigation it stands in; None: a place of its own. `listed` is false
    where it stands nowhere. `source` is the file to edit where it is the project's own.
    """

    path: str
    text: str
    shown: str
    layer: Layer
    language: str
    title: str
    section: str | None
    listed: bool
    source: str | None


@dataclass(frozen=True)
class Written:
    """By their path below `playbook/`, of each the one in the outermost layer that has it."""

    pages: Mapping[str, WrittenPage]
    files: Mapping[str, Path]


def read_written(project: Project) -> Written:
    """Read what is hand-written in all layers. Raises PlaybookError with every problem."""
    gathering = Gathering()
    languages = read_languages(project)
    pages: dict[str, WrittenPage] = {}
    files: dict[str, Path] = {}
    for layer in project.layers:
        for path in _files(layer, gathering, ".md", *IMAGES, *FONTS, *DOCUMENTS):
            inner = path.removeprefix(f"{DOCS}/")
            if not path.endswith(".md"):
                files[inner] = layer.root / path
                continue
            language = languages.at(Mark(project.shown(layer, path)))
            if page := gathering(_page, project, layer, path, language):
                pages[inner] = page
    gathering.raise_errors()
    return Written(pages, files)


def _files(layer: Layer, gathering: Gathering, *suffixes: str) -> Iterator[str]:
    try:
        yield from layer.files(DOCS, *suffixes)
    except PlaybookError as error:
        # Links are told by the reading of the YAML too: the same problem counts once.
        gathering.problems += error.problems


def _page(project: Project, layer: Layer, path: str, language: str) -> WrittenPage:
    shown = project.shown(layer, path)
    text = read_text(layer.root / path, shown)
    inner = PurePosixPath(path.removeprefix(f"{DOCS}/"))
    if inner.name.lower() == "readme.md":
        message = "a README would take the place of this folder's overview"
        raise PlaybookError([Problem(Mark(shown), message, "Call it index.md, or something else.", rule="file-name")])
    meta = front_matter(text, shown)
    section, listed = _place(meta, inner, shown)
    heading = _HEADING.search(FRONT_MATTER.sub("", text))
    title = _title(meta) or (heading[1] if heading else inner.stem.replace("-", " ").capitalize())
    source = path if layer.root == project.root else None
    return WrittenPage(str(inner), text, shown, layer, language, title, section, listed, source)


def read_text(path: Path, shown: str) -> str:
    """The text of a file, its line ends as newlines. Raises PlaybookError where it is none."""
    if path.stat().st_size > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES:,} bytes"
        raise PlaybookError([Problem(Mark(shown), message, "Split it into several.", rule="file")])
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        problem = Problem(Mark(shown), "the file is not UTF-8 text", "Save it as UTF-8.", rule="file")
        raise PlaybookError([problem]) from None


def front_matter(text: str, shown: str) -> Node | None:
    """What stands between the two lines of hyphens at the top. Raises PlaybookError."""
    match = FRONT_MATTER.match(text)
    if match is None or not match[1].strip():
        return None
    # The line of hyphens above it counts: marks are those of the file.
    node = parse_document(f"\n{match[1]}", shown)
    if not isinstance(node.value, dict):
        problem = Problem(node.mark, "the front matter holds no keys", "Write 'title: ...'.", rule="front-matter")
        raise PlaybookError([problem])
    return node


def _title(meta: Node | None) -> str | None:
    node = meta.value.get("title") if meta is not None else None
    return str(node.value) if node is not None and isinstance(node.value, str) else None


def _place(meta: Node | None, inner: PurePosixPath, shown: str) -> tuple[str | None, bool]:
    folder = inner.parts[0] if len(inner.parts) > 1 else ""
    node = meta.value.get("nav") if meta is not None else None
    if node is None:
        return (folder if folder in KINDS else None), True
    if node.value is False:
        return None, False
    if node.value is True or node.value not in KINDS:
        known = list(KINDS)
        hint = did_you_mean(str(node.value), known) or f"one of: {', '.join(known)}; or false to leave the page out"
        raise PlaybookError([Problem(node.mark, f"nav: there is no section '{node.value}'", hint, rule="front-matter")])
    return str(node.value), True
