"""First mentions of metrics, tools, activities and terms in rendered prose become links."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from playsmith.links import Address, address
from playsmith.load import Playbook

type Places = tuple[tuple[int, list[tuple[int, Address]]], ...]

# Earlier kinds win where two things have the same name.
KINDS = ("metric", "tool", "activity", "term")
_TAG = re.compile(r"(<[^>]+>)")
_WORD = re.compile(r"[^\W_][\w’']*(?:-\w+)*")
_SILENT = {"a", "code", "pre", "h3", "h4", "th"}


class Mentions:
    """The names to look for, by their first word; `digest` is a hash of them and of where they lead."""

    def __init__(self, playbook: Playbook) -> None:
        self._by_word: dict[str, list[_Name]] = defaultdict(list)
        seen: set[str] = set()
        for kind in KINDS:
            for entity in playbook.of(kind):
                if not entity.link_mentions:
                    continue
                for name in (entity.title, *entity.aliases):
                    name = re.sub(r"\s*\(.*\)$", "", name)
                    if name.casefold() not in seen and _is_telling(name, kind):
                        seen.add(name.casefold())
                        first = _WORD.match(name)
                        if first:
                            target = address(playbook, kind, entity.id)
                            self._by_word[first[0].casefold()].append(_Name(name, name.casefold(), target))
        for names in self._by_word.values():
            names.sort(key=lambda name: -len(name.text))
        names = tuple((word, *names) for word, names in self._by_word.items())
        self._places = _places_of(names)
        self.digest = hashlib.sha256(repr(names).encode()).hexdigest()

    def link(self, html: str, page: str, linked: set[str]) -> str:
        """Link first mentions in a clean HTML fragment. A thing in `linked`, or the page itself, is not linked."""
        parts = _TAG.split(html)
        silent = 0
        for index, part in enumerate(parts):
            if index % 2:
                if part.strip("</>").split(" ")[0] in _SILENT:
                    silent += -1 if part.startswith("</") else 1
            elif part and not silent:
                parts[index] = self._link_text(part, page, linked)
        return "".join(parts)

    def _link_text(self, text: str, page: str, linked: set[str]) -> str:
        known = self._places.get(text)
        if known is None:
            known = self._places[text] = tuple(self._find(text))
        result, end = [], 0
        for start, found in known:
            if start < end:
                continue
            for stop, target in found:
                if (target.page != page or target.anchor) and _key(target) not in linked:
                    result += [text[end:start], '<a class="ps-mention" href="', target.seen_from(page), '">']
                    result += [text[start:stop], "</a>"]
                    linked.add(_key(target))
                    end = stop
                    break
        return "".join([*result, text[end:]]) if result else text

    def _find(self, text: str) -> Iterator[tuple[int, list[tuple[int, Address]]]]:
        """Where names stand in a text, and of each that begins there where it ends and leads."""
        folded = text.casefold()
        for match in _WORD.finditer(text):
            start = match.start()
            found = []
            for name in self._names(match[0]):
                # Most are not there: that has to be found out quickly. Folding may change a text's length (ß, ss).
                if len(folded) == len(text) and not folded.startswith(name.folded, start):
                    continue
                if length := _matches(name.text, text, start):
                    found.append((start + length, name.target))
            if found:
                yield start, found

    def _names(self, word: str) -> list[_Name]:
        """Names that begin with `word` or, for a plural, with its singular."""
        word = word.casefold()
        names = self._by_word.get(word, [])
        return names + self._by_word.get(word[:-1], []) if word.endswith("s") else names


@lru_cache(maxsize=4)
def _places_of(names: tuple[tuple[object, ...], ...]) -> dict[str, Places]:
    """By text, where these names stand in it: many texts stand on several pages, and in one build after another."""
    return {}


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    folded: str
    target: Address


def _key(target: Address) -> str:
    """How `linked` names an address."""
    return f"{target.page}#{target.anchor}"


def _is_telling(name: str, kind: str) -> bool:
    """A name that means the thing wherever it stands: not a common word such as 'revenue' or 'leads'."""
    return kind == "term" or name.isupper() or " " in name or "-" in name or kind == "tool"


def _matches(name: str, text: str, start: int) -> int:
    """How many characters of `text` from `start` are the name, in singular or plural; 0 if they are not."""
    end = start + len(name)
    here = text[start:end]
    if here != name and (name.isupper() or here.casefold() != name.casefold()):
        return 0
    if text[end : end + 1] == "s":
        end += 1
    return 0 if text[end : end + 1].isalnum() or text[end : end + 1] == "-" else end - start
