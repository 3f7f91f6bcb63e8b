"""Everything that can be said about a project without rendering it: all checks, run whatever the others find."""

from __future__ import annotations

from dataclasses import dataclass, replace

from playsmith.brand import brand_problems
from playsmith.config import SiteConfig, load_config
from playsmith.earlier import Earlier
from playsmith.embedded import embedding_problems
from playsmith.formulas import check_formulas
from playsmith.handwritten import Written, read_written
from playsmith.load import Playbook, read_playbook
from playsmith.locale import Locale, known_currencies, known_locales
from playsmith.problems import Gathering, PlaybookError, Problem, did_you_mean
from playsmith.project import INFO, Project
from playsmith.proven import Calculators, prove_calculators
from playsmith.references import references
from playsmith.trust import trust_problems


@dataclass(frozen=True)
class Checked:
    """A project that is right: what pages are made of. `remarks` are its warnings and notes."""

    playbook: Playbook
    config: SiteConfig
    locale: Locale
    calculators: Calculators
    written: Written
    remarks: tuple[Problem, ...]


@dataclass(frozen=True)
class Examined:
    """What could be read of a project, and everything that is wrong with it. A part that is wrong is None."""

    playbook: Playbook
    config: SiteConfig | None
    locale: Locale | None
    calculators: Calculators | None
    written: Written | None
    problems: tuple[Problem, ...]

    @property
    def checked(self) -> Checked:
        """The project, where nothing is wrong. Raises PlaybookError with every problem of every file."""
        Gathering([*self.problems]).raise_errors()
        return Checked(self.playbook, self.config, self.locale, self.calculators, self.written, self.problems)


def check_project(project: Project, earlier: Earlier | None = None) -> Checked:
    """Read, check, compile and prove. Raises PlaybookError with every problem of every file."""
    return examine_project(project, earlier).checked


def examine_project(project: Project, earlier: Earlier | None = None) -> Examined:
    """Read, check, compile and prove, whatever turns out wrong. Raises nothing that a person could mend.

    What `earlier` builds found right is not looked at again.
    """
    gathering = Gathering()
    playbook = read_playbook(project, gathering.problems, earlier and earlier.things)
    config = gathering(load_config, project, playbook.info.language)
    locale = gathering(_locale, playbook, config)
    gathering(check_formulas, playbook)
    written = gathering(_written, project)
    if written:
        ids = [one.id for one in playbook.of("calculator")]
        gathering.problems += (one for page in written.pages.values() for one in embedding_problems(page, ids))
    if config and written:
        gathering.problems += brand_problems(project, config.brand, written)
    proven = gathering(prove_calculators, _with_whole_calculators(playbook), earlier)
    calculators, warnings = proven or (None, ())
    gathering.problems += warnings
    problems = PlaybookError(gathering.problems).problems
    return Examined(playbook, config, locale, calculators, written, problems)


def _written(project: Project) -> Written:
    gathering = Gathering()
    written = gathering(read_written, project)
    if written is not None:
        gathering.problems += trust_problems(project, written)
    gathering.raise_errors()
    return written


def _locale(playbook: Playbook, config: SiteConfig | None) -> Locale:
    info = playbook.info
    try:
        return Locale(info.locale, info.currency, config.words if config else {})
    except ValueError as error:
        key = "currency" if "currency" in str(error) else "locale"
        mark = playbook.documents[INFO].at((key,)).mark
        message = f"{key}: '{getattr(info, key)}' is not known"
        raise PlaybookError([Problem(mark, message, _known(key, getattr(info, key)), rule="locale")]) from error


def _known(key: str, said: str) -> str:
    if key == "currency":
        near, general = did_you_mean(said, known_currencies()), "A code of ISO 4217, such as EUR."
    else:
        language = said.partition("-")[0]
        same = [tag for tag in known_locales() if tag.startswith(f"{language}-")]
        near, general = did_you_mean(said, same or known_locales()), "A language and a country, such as de-DE."
    return near or general


def _with_whole_calculators(playbook: Playbook) -> Playbook:
    """Without the calculators that refer to what is broken: that is told once, where it is."""
    entities = {
        key: entity
        for key, entity in playbook.entities.items()
        if key[0] != "calculator"
        or all(one.kind != "guideline" or ("guideline", one.id) in playbook.entities for one in references(entity))
    }
    return replace(playbook, entities=entities)
