"""Prose -> clean HTML: Markdown, links to things, amounts, first mentions. Nothing in it runs or loads."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import markdown
import nh3

from playsmith.links import address
from playsmith.load import Playbook
from playsmith.locale import Locale
from playsmith.mentions import Mentions
from playsmith.references import LINK

_AMOUNT = re.compile(r"\{(money|percent|number) (-?[0-9]+(?:\.[0-9]+)?)\}")
_PLAIN = re.compile(r"[\w \t.,;:?!'’“”\"()%/–—+=…-]*")
_TAGS = {"p", "em", "strong", "code", "ul", "ol", "li", "a", "br", "blockquote", "pre", "table", "thead", "tbody"}
_TAGS |= {"tr", "th", "td", "hr", "h3", "h4", "sub", "sup", "del"}
_ATTRIBUTES = {"a": {"href", "title"}, "th": {"align"}, "td": {"align"}}


class ProseRenderer:
    """Renders the prose of one playbook. `page` is where it will stand, such as `metrics/cac.html`."""

    def __init__(self, playbook: Playbook, locale: Locale) -> None:
        self._playbook = playbook
        self._locale = locale
        self._mentions = Mentions(playbook) if playbook.info.link_mentions else None
        self._markdown = markdown.Markdown(extensions=["tables", "sane_lists"], output_format="html")

    def block(self, text: str, page: str, linked: set[str] | None = None) -> str:
        """Paragraphs and lists. `linked` holds the addresses the page has linked already, and is added to."""
        return self._render(text, page, linked, lambda html: html)

    def inline(self, text: str, page: str, linked: set[str] | None = None) -> str:
        """A text of one paragraph, without its `<p>`."""
        return self._render(text, page, linked, _without_paragraph)

    def text(self, text: str) -> str:
        """The words alone, for descriptions and search."""
        return html.unescape(nh3.clean(self.inline(text, "index.html", None), tags=set())).replace("\n", " ").strip()

    def _render(self, text: str, page: str, linked: set[str] | None, shape: Callable[[str], str]) -> str:
        text = _AMOUNT.sub(lambda match: self._amount(match[1], float(match[2])), text)
        text = LINK.sub(lambda match: self._link(match, page), text)
        if _PLAIN.fullmatch(text):
            result = f"<p>{html.escape(text.strip(), quote=False)}</p>"
        else:
            self._markdown.reset()
            result = nh3.clean(
                self._markdown.convert(text),
                tags=_TAGS,
                attributes=_ATTRIBUTES,
                url_schemes={"https", "mailto"},
                link_rel=None,
            )
        result = shape(result.replace("\n\n", "\n"))
        if self._mentions is not None and linked is not None:
            result = self._mentions.link(result, page, linked)
        return result

    def _amount(self, kind: str, value: float) -> str:
        if kind == "money":
            return self._locale.money(value, digits=0 if value == int(value) else None)
        if kind == "percent":
            return self._locale.percent(value, digits=_digits(value * 100))
        return self._locale.number(value, digits=_digits(value))

    def _link(self, match: re.Match[str], page: str) -> str:
        kind, id = match[2], match[3]
        words = match[1] or self._title(kind, id)
        return f"[{words}]({address(self._playbook, kind, id).seen_from(page)})"

    def _title(self, kind: str, id: str) -> str:
        if kind == "section":
            section = self._playbook.info.sections.get(id)
            return section.title if section else id
        if kind == "source":
            return self._playbook.info.sources[id].title
        return self._playbook.get(kind, id).title


def _digits(value: float) -> int:
    text = f"{value:.6f}".rstrip("0")
    return len(text) - text.index(".") - 1


def _without_paragraph(result: str) -> str:
    if result.startswith("<p>") and result.endswith("</p>") and result.count("<p>") == 1:
        return result[3:-4]
    return result
