"""Each option of `playsmith init`: what there is to choose, and whether an answer is one of it."""

from __future__ import annotations

import re
from pathlib import Path

from playsmith.colours import LIGHT_GROUNDS, dark_twin, nearest_readable, parse_colour
from playsmith.problems import Mark, PlaybookError, Problem, did_you_mean
from playsmith.project import INFO, PRESETS, reference_root
from playsmith.scaffold import regions
from playsmith.scaffold.logo import Logo, read_logo
from playsmith.source import read_document

NO_INDUSTRY = "none"


def industries() -> list[str]:
    """The presets that adapt the content to an industry."""
    return [name for name, (language, _) in _presets().items() if language is None]


def language_layers(language: str, industry: str | None) -> tuple[str, ...]:
    """The presets that translate the reference playbook and, above it, what the industry says differently."""
    of = {name: below for name, (spoken, below) in _presets().items() if spoken == language}
    reference = tuple(name for name, below in of.items() if below == ("reference",))
    return reference + tuple(name for name, below in of.items() if industry in below)


def languages() -> list[str]:
    """The languages that all fixed words are there in."""
    return sorted(path.stem for path in (reference_root() / "site_config/locale").glob("*.yaml"))


def _presets() -> dict[str, tuple[str | None, tuple[str, ...]]]:
    """The presets by name: the language each is in where it says one, and what it extends."""
    found = {}
    for path in sorted((reference_root() / PRESETS).glob(f"*/{INFO}")):
        info = read_document(path, INFO).plain()
        below = info["extends"]
        found[path.parent.parent.name] = (info.get("language"), (below,) if isinstance(below, str) else tuple(below))
    return found


def client_from(folder: Path) -> str:
    """The client's name as the folder's tells it: `acme-corp` is Acme Corp."""
    words = re.split(r"[\s_-]+", folder.resolve().name)
    return " ".join(word[:1].upper() + word[1:] for word in words if word) or "Client"


def find_client(text: str) -> str:
    """A client's name. Raises PlaybookError."""
    name = text.strip()
    if not name or len(name) > 100 or not name.isprintable():
        raise _refused("--client", f"'{name[:40]}' is no name", "Up to 100 letters, digits and signs, in one line.")
    return name


def find_industry(text: str) -> str | None:
    """The preset for an industry; None for `none`. Raises PlaybookError."""
    name = text.strip().lower().replace(" ", "-")
    if name == NO_INDUSTRY:
        return None
    if name not in industries():
        known = [NO_INDUSTRY, *industries()]
        near = did_you_mean(name, industries())
        hint = near if near.startswith("did") else f"one of: {', '.join(known)}"
        raise _refused("--industry", f"there is no industry '{text}'", hint)
    return name


def find_language(text: str) -> str:
    """A language such as `de`, or with its country `de-CH`; its name does too. Raises PlaybookError."""
    names = {name.casefold(): code for code in languages() for name in regions.language_names(code)}
    language, _, country = text.strip().replace("_", "-").partition("-")
    code = names.get(text.strip().casefold(), language.lower())
    if code not in languages():
        hint = did_you_mean(text.casefold(), [*languages(), *names])
        hint = hint or f"one of: {', '.join(languages())}; with a country: de-CH"
        raise _refused("--language", f"the fixed words are not there in '{text}'", hint)
    if country and not (re.fullmatch("[A-Za-z]{2}", country) and regions.is_locale(code, country.upper())):
        hint = f"Leave the country out, or take one such as {code}-{regions.home_country(code)}."
        raise _refused("--language", f"'{text}' is no language of a country", hint)
    return f"{code}-{country.upper()}" if country else code


def find_currency(text: str) -> str:
    """The code of a currency that is in use. Raises PlaybookError."""
    code = text.strip().upper()
    known = regions.currencies()
    if code not in known:
        named = [one for one, name in known.items() if text.strip().casefold() == name.casefold()]
        hint = f"did you mean '{named[0]}'?" if named else did_you_mean(code, list(known))
        hint = hint or "an ISO 4217 code such as EUR, USD or CHF"
        raise _refused("--currency", f"there is no currency '{text}' in use", hint)
    return code


def default_currency(language: str) -> str:
    """The currency of the country a language such as `de` or `de-CH` is spoken in."""
    code, _, country = find_language(language).partition("-")
    return regions.currency_of(country or regions.home_country(code))


def find_logo(text: str) -> Logo:
    """The image at a path. Raises PlaybookError."""
    return read_logo(Path(text).expanduser())


def find_colour(text: str) -> tuple[str, str]:
    """The brand's colour for the light and for the dark look, both readable. Raises PlaybookError."""
    colour = parse_colour(text)
    if colour is None:
        hint = "Six digits or letters from a to f after a hash, such as '#0b6e4f' (in quotes, for the shell)."
        raise _refused("--colour", f"'{text}' is no colour", hint)
    return nearest_readable(colour, LIGHT_GROUNDS), dark_twin(colour)


def _refused(option: str, message: str, hint: str) -> PlaybookError:
    return PlaybookError([Problem(Mark(option), message, hint, rule="option")])
