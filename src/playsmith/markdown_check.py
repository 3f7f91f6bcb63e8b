"""Hand-written Markdown as data: no raw HTML, no attributes but id and class, nothing from elsewhere."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import markdown
from markdown.extensions.attr_list import get_attrs_and_remainder
from markdown.extensions.fenced_code import FencedBlockPreprocessor

from playsmith.embedded import blanked, code_blanked, without_calculators
from playsmith.handwritten import FRONT_MATTER, front_matter
from playsmith.problems import Mark, PlaybookError, Problem

RULE = "active-content"
META = ("title", "description", "nav", "hide", "status", "search")
_SCHEMES = ("http", "https", "mailto", "tel")
_TAG = re.compile(r"<(?:/?[A-Za-z][^\s<>@:]*(?=[\s/>]|$)|!|\?)", re.MULTILINE)
_ATTRIBUTES = re.compile(r"\{(:?)[ ]*([^{}\n]+)\}")
_INCLUDE = re.compile(r"^[ \t]*(?:-+8<-+|;-+8<-+|\{!.*!\}|\{%.*%\})", re.MULTILINE)
_INLINE_LINK = re.compile(r"(!?)\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*(<[^>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)")
_DEFINITION = re.compile(r"^[ ]{0,3}\[[^\]\n]+\]:[ \t]*\n?[ \t]*(\S+)", re.MULTILINE)
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]*:[^<>\s]*)>")
_CURES = {
    "raw HTML": "Write it in Markdown.",
    "attribute": "Only an id and classes may be given, such as {: #prices .wide }.",
    "image": "Put the image below playbook/ and link it from there.",
    "way": "Write the way from this page, such as ../metrics/cac.md.",
    "link": f"A link leads to a page of the site, or begins with one of: {', '.join(_SCHEMES)}.",
}
# What Markdown itself gives; the extensions are those MkDocs and the reference playbook switch on.
_EXTENSIONS = ["tables", "toc", "fenced_code", "attr_list", "def_list", "footnotes", "sane_lists"]
_TAGS = {"p", "em", "strong", "code", "pre", "ul", "ol", "li", "dl", "dt", "dd", "a", "img", "br", "hr", "blockquote"}
_TAGS |= {"table", "thead", "tbody", "tr", "th", "td", "h1", "h2", "h3", "h4", "h5", "h6", "sup", "div", "span"}
_GIVEN = {"id", "class", "href", "src", "alt", "title", "align", "start", "style", "data-toc-label"}


def markdown_problems(text: str, shown: str) -> list[Problem]:
    """Everything in a page that would run, load or reach out of its place, in the order of the text."""
    found: dict[tuple[int, int, str], Problem] = {}
    for at, message, hint in sorted(_scan(text)):
        before = text[:at]
        mark = Mark(shown, before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1)
        found.setdefault((mark.line, mark.column, hint), Problem(mark, message, hint, RULE))
    problems = [*_meta_problems(text, shown), *found.values()]
    if not problems:
        # What the look at the text did not see shows in what Markdown makes of it.
        problems += (
            Problem(Mark(shown), message, hint, RULE)
            for message, hint in _Rendered.of(without_calculators(FRONT_MATTER.sub("", text)))
        )
    return problems


def _meta_problems(text: str, shown: str) -> Iterator[Problem]:
    try:
        meta = front_matter(text, shown)
    except PlaybookError:
        return  # Reading the page tells it.
    for key, node in (meta.value if meta else {}).items():
        if key not in META:
            hint = f"keys: {', '.join(META)}."
            yield Problem(node.key or node.mark, f"'{key}' is not allowed in the front matter here", hint, RULE)


def _scan(text: str) -> Iterator[tuple[int, str, str]]:
    """(offset, message, hint) of each finding. Code is blanked out first, its length kept."""
    front = FRONT_MATTER.match(text)
    if front:
        text = blanked(front[0]) + text[front.end() :]
    # Files are included before anything else is read, in code too.
    for match in _INCLUDE.finditer(text):
        yield match.start(), "a file would be included here", "Copy the text itself into the page."
    for match in FencedBlockPreprocessor.FENCED_BLOCK_RE.finditer(text):
        if match["attrs"]:
            yield from _attributes(match.start("attrs"), ":", match["attrs"])
    text = code_blanked(text)
    for match in _TAG.finditer(text):
        yield match.start(), f"raw HTML: '{_short(text[match.start() :].partition('>')[0] + '>')}'", _CURES["raw HTML"]
    for match in _ATTRIBUTES.finditer(text):
        yield from _attributes(match.start(), match[1], match[2])
    for match in _INLINE_LINK.finditer(text):
        yield from _address(match.start(2), match[2].strip("<>"), image=bool(match[1]))
    for pattern in (_DEFINITION, _AUTOLINK):
        for match in pattern.finditer(text):
            # A definition may be an image's: which one it is shows when the page is rendered.
            yield from _address(match.start(1), match[1].strip("<>"), image=False)


def _attributes(at: int, colon: str, text: str) -> Iterator[tuple[int, str, str]]:
    if not colon and "=" not in text:
        return  # Words in braces.
    for name, _ in get_attrs_and_remainder(text)[0]:
        if name not in (".", "id", "class"):
            yield at, f"attribute '{name}' is not allowed here", _CURES["attribute"]


def _address(at: int, address: str, *, image: bool) -> Iterator[tuple[int, str, str]]:
    plain = re.sub(r"[\x00-\x20]+", "", html.unescape(address)).replace("\\", "/")
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", plain)
    if image and (scheme or plain.startswith("//")):
        yield at, f"the image would be loaded from elsewhere: '{_short(address)}'", _CURES["image"]
    elif not image and scheme and scheme[1].lower() not in _SCHEMES:
        yield at, f"this link is not allowed: '{_short(address)}'", _CURES["link"]
    elif plain.startswith(("/", "../" * 6)):
        yield at, f"this leads out of the site: '{_short(address)}'", _CURES["way"]


class _Rendered(HTMLParser):
    """Looks at the HTML that Markdown makes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[tuple[str, str], None] = {}

    @classmethod
    def of(cls, text: str) -> Iterator[tuple[str, str]]:
        parser = cls()
        parser.feed(markdown.markdown(text, extensions=_EXTENSIONS))
        parser.close()
        return iter(parser.found)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            self._tell(f"raw HTML: '<{tag}>'", _CURES["raw HTML"])
        for name, value in attrs:
            aligned = name == "style" and re.fullmatch(r"text-align: (left|right|center);", value or "")
            if name not in _GIVEN or (name == "style" and not aligned):
                self._tell(f"attribute '{name}' is not allowed here", _CURES["attribute"])
            elif name in ("href", "src"):
                for _, message, hint in _address(0, value or "", image=name == "src"):
                    self._tell(message, hint)

    def handle_comment(self, data: str) -> None:
        self._tell("raw HTML: a comment", _CURES["raw HTML"])

    def handle_decl(self, decl: str) -> None:
        self._tell("raw HTML: a declaration", _CURES["raw HTML"])

    def handle_pi(self, data: str) -> None:
        self._tell("raw HTML: a processing instruction", _CURES["raw HTML"])

    def _tell(self, message: str, hint: str) -> None:
        self.found[message, hint] = None


def _short(text: str) -> str:
    line = " ".join(text.split("\n", 1)[0].split())
    return line if len(line) <= 40 else line[:37] + "..."
