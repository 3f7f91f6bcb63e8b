"""What of a playbook is not in its language: text by text, and how much of each thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from playsmith.languages import Languages, read_languages
from playsmith.links import ON_OVERVIEW
from playsmith.load import Playbook
from playsmith.model import KINDS, Model, Text
from playsmith.problems import Mark
from playsmith.project import INFO
from playsmith.references import strings
from playsmith.source import Loc

type Extent = Literal["none", "part", "whole"]
type Place = tuple[str, str]


@dataclass(frozen=True)
class ForeignText:
    """A text in another language than the playbook's."""

    text: str
    language: str
    mark: Mark


@dataclass(frozen=True)
class Share:
    """How many texts a page has of its own, and those of them that are in another language.

    They are not counted where no layer speaks another one.
    """

    texts: int
    foreign: tuple[ForeignText, ...]

    @property
    def untranslated(self) -> Extent:
        """How much of the page stands in another language."""
        if not self.foreign:
            return "none"
        return "whole" if len(self.foreign) == self.texts else "part"

    @property
    def language(self) -> str | None:
        """The other language, where there is one."""
        return self.foreign[0].language if self.foreign else None


@dataclass(frozen=True)
class Untranslated:
    """What is not in the playbook's language; `shares` has an entry for each (kind, id).

    Overview pages have the kind `section`, the home page and the page of sources the kind `page`.
    """

    language: str
    shares: Mapping[Place, Share]

    def share(self, kind: str, id: str) -> Share:
        """How much of a page is translated."""
        return self.shares.get((kind, id), Share(0, ()))

    def of_page(self, path: str) -> Share:
        """How much is translated of what a page made from the YAML, such as `metrics/cac.md`, says of its own."""
        folder, _, name = path.removesuffix(".md").rpartition("/")
        if not folder:
            return self.share("page", "home" if name == "index" else name)
        if folder not in KINDS:
            return Share(0, ())
        kind = KINDS[folder].kind
        if name != "index":
            return self.share(kind, name)
        inside = [share for key, share in self.shares.items() if key[0] == kind and kind in ON_OVERVIEW]
        return _sum([self.share("section", folder), *inside])

    @cached_property
    def foreign(self) -> Mapping[str, str]:
        """Text -> its language, for every text in another language."""
        return {one.text.strip(): one.language for share in self.shares.values() for one in share.foreign}

    def language_of(self, text: str) -> str | None:
        """The language of a text where it is another than the playbook's."""
        return self.foreign.get(text.strip()) if self.foreign else None


def find_untranslated(playbook: Playbook) -> Untranslated:
    """Compare the language of every text, which is that of the layer it stands in, with the playbook's."""
    languages = read_languages(playbook.project)
    shares: dict[Place, Share] = {}
    for (kind, id), entity in playbook.entities.items():
        if kind != "practice":
            shares[kind, id] = _share(playbook, languages, playbook.places[kind, id][0], entity, ())
    info = playbook.info
    for folder in KINDS:
        if folder in info.sections:
            shares["section", folder] = _share(playbook, languages, INFO, info.sections[folder], ("sections", folder))
    shares["page", "home"] = _share(playbook, languages, INFO, info.home, ("home",))
    shares["page", "sources"] = _sum(
        _share(playbook, languages, INFO, one, ("sources", id)) for id, one in info.sources.items()
    )
    return Untranslated(info.language, shares)


def _sum(shares: Iterable[Share]) -> Share:
    shares = list(shares)
    return Share(sum(one.texts for one in shares), tuple(text for one in shares for text in one.foreign))


def _share(playbook: Playbook, languages: Languages, path: str, model: Model, base: Loc) -> Share:
    document = playbook.documents[path]
    count, foreign = 0, []
    if languages.spoken == {playbook.info.language}:
        return Share(0, ())
    for loc, text in _texts(model):
        count += 1
        mark = document.at((*base, *loc)).mark
        language = languages.at(mark)
        if language != playbook.info.language:
            foreign.append(ForeignText(text, language, mark))
    return Share(count, tuple(foreign))


def _texts(model: Model) -> Iterator[tuple[Loc, str]]:
    for one in strings(model):
        # Aliases are a language's own, abbreviations such as CAC the same in every language.
        own = one.loc[:1] == ("aliases",) or one.value.isupper()
        if not own and any(isinstance(mark, Text) for mark in one.marks):
            yield one.loc, one.value
