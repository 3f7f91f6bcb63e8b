"""Prose -> clean HTML: Markdown, links to things, amounts, first mentions. Nothing in it runs or loads."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Container
from functools import lru_cache

import markdown
import nh3

from playsmith.links import address
from playsmith.load import Playbook
from playsmith.locale import Locale
from playsmith.mentions import Mentions
from playsmith.references import LINK

_AMOUNT = re.compile(r"\{(money|percent|number) (-?[0-9]{1,15}(?:\.[0-9]{1,15})?)\}")
_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!])")
# One line with no sign that means something to Markdown where it stands: most texts, and cleaning takes its time.
_PLAIN = re.compile(r"(?!\d+\.)(?:[^\W_]|[“\"'’(])(?:[^\W_]|[ \t.,;:?!'’“”\"()%/–—+=…-])*")
_CODE = re.compile(r"<pre>.*?</pre>", re.DOTALL)
_TAGS = {"p", "em", "strong", "code", "ul", "ol", "li", "a", "br", "blockquote", "pre", "table", "thead", "tbody"}
_TAGS |= {"tr", "th", "td", "hr", "h3", "h4", "sub", "sup", "del"}
_MARKDOWN = markdown.Markdown(extensions=["tables", "sane_lists"], output_format="html")
_ATTRIBUTES = {"a": {"href", "title"}, "th": {"align"}, "td": {"align"}}


class ProseRenderer:
    """Renders the prose of one playbook. `page` is where it will stand, such as `metrics/cac.html`."""

    def __init__(self, playbook: Playbook, locale: Locale) -> None:
        self._playbook = playbook
        self._locale = locale
        self._mentions = Mentions(playbook) if playbook.info.link_mentions else None

    @property
    def made_of(self) -> str:
        """A hash of what any text's links depend on, beside the things it names itself."""
        return self._mentions.digest if self._mentions else ""

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
        ours: set[str] = set()
        text = LINK.sub(lambda match: self._link(match, page, ours, linked), text)
        result = shape(_clean(text, frozenset(ours)))
        if self._mentions is not None and linked is not None:
            result = self._mentions.link(result, page, linked)
        return result

    def _amount(self, kind: str, value: float) -> str:
        if kind == "money":
            return self._locale.money(value, digits=0 if value == int(value) else None)
        if kind == "percent":
            return self._locale.percent(value, digits=_digits(value * 100))
        return self._locale.number(value, digits=_digits(value))

    def _link(self, match: re.Match[str], page: str, ours: set[str], linked: set[str] | None) -> str:
        kind, id = match[2], match[3]
        if kind not in ("section", "source") and (kind, id) not in self._playbook.entities:
            return match[0]
        target = address(self._playbook, kind, id)
        ours.add(target.seen_from(page))
        if linked is not None:
            linked.add(f"{target.page}#{target.anchor}")
        return f"[{match[1] or escape_markdown(self._title(kind, id))}]({target.seen_from(page)})"

    def _title(self, kind: str, id: str) -> str:
        if kind == "section":
            section = self._playbook.info.sections.get(id)
            return section.title if section else id
        if kind == "source":
            return self._playbook.info.sources[id].title
        return self._playbook.get(kind, id).title


@lru_cache(maxsize=32_768)
def _clean(text: str, ours: frozenset[str]) -> str:
    """Markdown -> clean HTML; `ours` are the relative links that may be in it. Many texts stand on several pages, and
    of a playbook that is served most stay as they are."""
    if _PLAIN.fullmatch(text):
        return f"<p>{html.escape(text.strip(), quote=False)}</p>"
    result = nh3.clean(
        _MARKDOWN.reset().convert(text),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"https", "mailto"},
        # A relative link that is not one of ours leads nowhere, or, with two slashes, to another site.
        attribute_filter=lambda _, name, value: value if name != "href" or _leads(value, ours) else None,
        link_rel=None,
    )
    # In code a blank line means something; elsewhere Markdown would end the block that the prose stands in.
    result = _CODE.sub(lambda match: re.sub(r"\n(?=\n)", "&#10;", match[0]), result)
    return re.sub(r"\n{2,}", "\n", result)


def escape_markdown(text: str) -> str:
    """`text` as Markdown that shows it as it is: nothing in it is markup."""
    return _SIGNS.sub(r"\\\1", html.escape(text, quote=False))


def _leads(href: str, ours: Container[str]) -> bool:
    return href in ours or href.lower().startswith(("https://", "mailto:"))


def _digits(value: float) -> int:
    text = f"{value:.6f}".rstrip("0")
    return len(text) - text.index(".") - 1


def _without_paragraph(result: str) -> str:
    if result.startswith("<p>") and result.endswith("</p>") and result.count("<p>") == 1:
        return result[3:-4]
    return result
