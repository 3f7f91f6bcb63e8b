"""A client's logo: an SVG or PNG that shows the same to every reader and does nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from playsmith.problems import Mark, PlaybookError, Problem

MAX_BYTES = 500_000
_PNG = b"\x89PNG\r\n\x1a\n"
_ACTIVE = {"script", "foreignobject", "iframe", "object", "embed", "audio", "video", "handler", "listener"}
_HREFS = {"href", "xlink:href", "src"}
_INNER = re.compile(r"#[^\s]*|data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
_ELSEWHERE = re.compile(
    r"\\|@import|javascript:|expression\s*\(|url\s*\(\s*+['\"]?+\s*+(?!#|data:image/(?:png|jpeg|gif|webp);base64,)",
    re.I,
)


@dataclass(frozen=True)
class Logo:
    """The image's name below `playbook/`, and what it holds."""

    path: str
    content: bytes


def read_logo(path: Path) -> Logo:
    """Read and check an image. Raises PlaybookError with everything that is wrong with it."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise _refused(Mark(str(path)), f"the logo cannot be read: {error.strerror}", "Check the path.") from None
    kind = path.suffix.lower()
    if kind not in (".svg", ".png"):
        raise _refused(Mark(str(path)), f"a logo with the ending '{kind}'", "Save it as SVG or PNG.")
    if len(content) > MAX_BYTES:
        raise _refused(Mark(str(path)), f"the logo is larger than {MAX_BYTES:,} bytes", "Save a smaller one.")
    if kind == ".png" and not content.startswith(_PNG):
        raise _refused(Mark(str(path)), "this is not a PNG image", "Save it as PNG again.")
    if kind == ".svg" and (problems := svg_problems(content, str(path))):
        raise PlaybookError(problems)
    return Logo(f"images/logo{kind}", content)


def svg_problems(content: bytes, shown: str) -> list[Problem]:
    """What makes an SVG more than a picture: scripts, event attributes, and references to other places."""
    checker = _Checker(shown)
    try:
        checker.parser.Parse(content, True)
    except expat.ExpatError as error:
        mark = Mark(shown, error.lineno, error.offset + 1)
        checker.problems.append(
            Problem(mark, f"not a valid SVG: {expat.ErrorString(error.code)}", "Save it again.", "svg")
        )
    return checker.problems


class _Checker:
    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.problems: list[Problem] = []
        self.root = ""
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._element
        self.parser.CharacterDataHandler = self._text
        self.parser.ProcessingInstructionHandler = self._instruction
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._entity
        self.parser.EndElementHandler = self._end
        # The text of the style element that is open, and where it begins: it comes in pieces.
        self.style: list[str] | None = None
        self.style_mark = Mark(shown)

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rsplit(":", 1)[-1].lower()
        if not self.root:
            self.root = tag
            if tag != "svg":
                self._refuse(f"the file holds <{name}>, not an SVG image")
        if tag == "style":
            self.style, self.style_mark = [], self._here()
        if tag in _ACTIVE:
            self._refuse(f"<{name}>")
        for key, value in attributes.items():
            if key.lower().startswith("on"):
                self._refuse(f"the event attribute '{key}'")
            elif key.lower() in _HREFS and not _INNER.fullmatch(value.strip()):
                self._refuse(f"a reference to another place ({key}='{value[:40]}')")
            elif key.lower() == "attributename" and value.lower() in _HREFS:
                self._refuse(f"an animation of '{value}'")
            elif key.lower() not in _HREFS and _ELSEWHERE.search(value):
                self._refuse(f"a reference to another place ({key}='{value[:40]}')")

    def _text(self, text: str) -> None:
        if self.style is not None:
            self.style.append(text)

    def _end(self, name: str) -> None:
        if self.style is not None and name.rsplit(":", 1)[-1].lower() == "style":
            if _ELSEWHERE.search("".join(self.style)):
                self._refuse("a style that refers to another place", self.style_mark)
            self.style = None

    def _instruction(self, target: str, data: str) -> None:
        self._refuse(f"the instruction <?{target}?>")

    def _doctype(self, name: str, system: str | None, public: str | None, internal: bool) -> None:
        if internal:
            self._refuse("a document type with declarations of its own")

    def _entity(self, *arguments: object) -> None:
        self._refuse("an entity declaration")

    def _here(self) -> Mark:
        return Mark(self.shown, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def _refuse(self, what: str, mark: Mark | None = None) -> None:
        hint = "Remove it, or export a plain SVG."
        self.problems.append(Problem(mark or self._here(), f"{what}: not allowed in an image", hint, "svg"))


def _refused(mark: Mark, message: str, hint: str) -> PlaybookError:
    return PlaybookError([Problem(mark, message, hint, rule="option")])
