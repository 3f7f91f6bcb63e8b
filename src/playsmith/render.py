"""Page plans -> Markdown, through the Jinja templates of the layers."""

from __future__ import annotations

import hashlib
import json
import os
import re
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    pass_context,
)
from jinja2.runtime import Context
from markupsafe import Markup, escape

from playsmith.config import SiteConfig
from playsmith.embedded import embed
from playsmith.handwritten import FRONT_MATTER
from playsmith.links import Address, address
from playsmith.load import Playbook
from playsmith.locale import Locale
from playsmith.problems import Mark, PlaybookError, Problem
from playsmith.prose import ProseRenderer, escape_markdown
from playsmith.untranslated import Untranslated

# The title of a page, above which there may be a way back.
_TITLE = re.compile(r"^# .*$", re.MULTILINE)


class Here:
    """The page that is being rendered: where it stands, and what it has linked already."""

    def __init__(self, page: str) -> None:
        self.page = page
        self.linked: set[str] = set()


class Renderer:
    """Renders the pages of one playbook; `helpers` adds functions that templates may call, such as `formula`."""

    def __init__(
        self,
        playbook: Playbook,
        config: SiteConfig,
        locale: Locale,
        untranslated: Untranslated,
        helpers: Mapping[str, Callable[..., object]] | None = None,
    ) -> None:
        self._playbook = playbook
        self._locale = locale
        self._untranslated = untranslated
        self._prose = ProseRenderer(playbook, locale)
        self._plain_words: dict[str, str] = {}
        folders = [layer.root / "templates" for layer in playbook.project.code_layers]
        self._environment = Environment(
            loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
            bytecode_cache=_bytecode_cache(playbook.project.cache),
            # Templates do not change while they are rendered.
            auto_reload=False,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
            keep_trailing_newline=True,
        )
        self._environment.filters |= {
            "prose": self._block,
            "inline": self._inline,
            "heading": self._heading,
            "words": self._words,
            "text": self._prose.text,
            "json": lambda value: Markup(json.dumps(value, ensure_ascii=False)),
        }
        self._environment.globals |= {
            "playbook": playbook,
            "info": playbook.info,
            "brand": config.brand,
            "locale": locale,
            "t": self.word,
            "url": self._url,
            "get": playbook.get,
            "of": playbook.of,
            "used_by": self._used_by,
            "way": self._way,
            "file_url": self._file_url,
            "lang": self._lang,
            **(helpers or {}),
        }

    @property
    def made_of(self) -> str:
        """A hash of what is known of the playbook beforehand: the names to link, the texts in other languages."""
        foreign = json.dumps([self._untranslated.language, *self._untranslated.foreign.items()])
        return f"{self._prose.made_of} {hashlib.sha256(foreign.encode()).hexdigest()}"

    def page(
        self,
        template: str,
        html: str,
        title: str,
        summary: str,
        hide: Sequence[str] = (),
        searched: bool = True,
        **variables: object,
    ) -> str:
        """The Markdown of a page, front matter included; `html` is where it will stand, `template` below `pages/`."""
        meta = {"title": title, "description": self._prose.text(summary), **({"hide": list(hide)} if hide else {})}
        if not searched:
            meta["search"] = {"exclude": True}
        share = self._untranslated.of_page(html.removesuffix(".html") + ".md")
        if share.untranslated == "whole":
            meta["status"] = "untranslated"
        body = self.template(f"pages/{template}", here=Here(html), title=title, summary=summary, **variables)
        if share.untranslated != "none":
            body = self._with_notice(body, share.language, whole=share.untranslated == "whole")
        return f"---\n{json.dumps(meta, ensure_ascii=False)}\n---\n\n{body.strip()}\n"

    def extent(self, path: str) -> str:
        """How much of a page stands in another language, and in which, as text."""
        share = self._untranslated.of_page(path)
        return f"{share.untranslated} {share.language}"

    def translates(self, path: str) -> bool:
        """Whether a page made from the YAML, such as `metrics/cac.md`, says anything in the playbook's language."""
        return self._untranslated.of_page(path).untranslated != "whole"

    def written(self, text: str, language: str, html: str) -> str:
        """A hand-written page with its calculators, marked as such where its language is not the site's.

        `html` is where it will stand.
        """
        here = Here(html)
        text = embed(text, lambda id: self.template("partials/calculator/embedded.j2", here=here, id=id))
        if language == self._playbook.info.language:
            return text
        front = FRONT_MATTER.match(text)
        meta = (front[1] if front else "") + f"lang: {language}\nstatus: untranslated\n"
        body = text[front.end() :] if front else text
        return f"---\n{meta}---\n\n{self._with_notice(body, language, whole=True)}"

    def _with_notice(self, body: str, language: str | None, whole: bool) -> str:
        notice = self.template("partials/untranslated.j2", language=language, whole=whole).strip()
        if not _TITLE.search(body):
            return f"{notice}\n\n{body}"
        return _TITLE.sub(lambda match: f"{match[0]}\n\n{notice}\n", body, count=1)

    def template(self, name: str, **variables: object) -> str:
        """Any template by its path below `templates/`."""
        try:
            text = self._environment.get_template(name).render(**variables)
        except TemplateError as error:
            raise PlaybookError([_template_problem(error, name)]) from error
        # Python-Markdown ends a block of raw HTML at nothing but its closing tag; runs of blank lines only add weight.
        return re.sub(r"\n[ \t]*(?:\n[ \t]*)+\n", "\n\n", text)

    def word(self, key: str, /, **placeholders: object) -> str:
        """The fixed word at a dotted key. Raises PlaybookError where the language has none."""
        if not placeholders and key in self._plain_words:
            return self._plain_words[key]
        try:
            text = self._locale.word(key, **placeholders)
        except KeyError:
            mark = Mark(f"site_config/locale/{self._playbook.info.language}.yaml")
            raise PlaybookError([Problem(mark, f"the word '{key}' is missing", "Add it.", rule="words")]) from None
        if not placeholders:
            self._plain_words[key] = text
        return text

    def _used_by(self, kind: str, id: str) -> Sequence[Any]:
        return [self._playbook.get(*key) for key in self._playbook.used_by.get((kind, id), ())]

    @pass_context
    def _url(self, context: Context, kind: str, id: str = "") -> str:
        return address(self._playbook, kind, id).seen_from(context["here"].page)

    @pass_context
    def _file_url(self, context: Context, path: str) -> str:
        return Address(path).seen_from(context["here"].page)

    @pass_context
    def _way(self, context: Context, to: str) -> str:
        kind, _, id = to.rpartition(":")
        return self._url(context, kind or "section", id)

    @pass_context
    def _block(self, context: Context, text: str) -> Markup:
        here = context["here"]
        # As text: what is undefined then says so, wherever it stands.
        result = self._prose.block(str(text), here.page, here.linked)
        language = self._untranslated.language_of(text)
        return Markup(f'<div lang="{language}">{result}</div>' if language else result)

    @pass_context
    def _inline(self, context: Context, text: str) -> Markup:
        here = context["here"]
        return self._marked(text, Markup(self._prose.inline(str(text), here.page, here.linked)))

    def _heading(self, text: str) -> Markup:
        return self._marked(text, heading(str(text)))

    def _words(self, text: str) -> Markup:
        return self._marked(text, escape(text))

    def _marked(self, text: str, result: Markup) -> Markup:
        """`result`, which shows `text`, with its language where that is not the page's."""
        language = self._untranslated.language_of(text)
        return Markup(f'<span lang="{language}">{result}</span>') if language else result

    def _lang(self, text: str) -> Markup:
        """An attribute for the element that holds `text` alone, where its language is not the page's."""
        language = self._untranslated.language_of(text)
        return Markup(f' lang="{language}"' if language else "")


def _bytecode_cache(cache: Path | None) -> FileSystemBytecodeCache | None:
    """Compiled templates kept from build to build. A folder that cannot be written to only costs time."""
    if cache is None:
        return None
    folder = cache / "templates"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return FileSystemBytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None
    except OSError:
        return None


def fill(text: str, **variables: object) -> str:
    """A file that is no page, from the text of its template; the filter `json` writes what YAML reads too."""
    environment = Environment(
        trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    environment.filters["json"] = lambda value: json.dumps(value, ensure_ascii=False)
    return environment.from_string(text).render(**variables)


def _template_problem(error: TemplateError, name: str) -> Problem:
    """Where a template fails: a syntax error knows it, for others it is the last template on the way."""
    if isinstance(error, TemplateNotFound):
        mark = Mark(f"templates/{error.name}")
        return Problem(mark, "the template is missing", "Copy it from the reference playbook.", rule="template")
    file, line = (getattr(error, "name", None) or name), getattr(error, "lineno", 0) or 0
    for frame in traceback.extract_tb(error.__traceback__):
        _, folder, inner = frame.filename.rpartition("/templates/")
        if folder and not isinstance(error, TemplateSyntaxError):
            file, line = inner, frame.lineno or 0
    mark = Mark(f"templates/{file}", line, 1 if line else 0)
    return Problem(
        mark, f"the template fails: {error.message}", "Compare it with the reference playbook's.", "template"
    )


def heading(text: str) -> Markup:
    """Words as they are in a Markdown heading: nothing in them is markup."""
    return Markup(escape_markdown(text))
