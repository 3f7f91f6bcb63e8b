"""Everything that can be said about a project in one run: what is wrong, and what the rules find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from playsmith.checked import examine_project
from playsmith.load import Playbook
from playsmith.problems import Gathering, Level, PlaybookError, Problem
from playsmith.project import INFO, Project, find_project
from playsmith.rules import find_problems
from playsmith.trees import check_language

LEVELS: tuple[Level, ...] = ("error", "warning", "note")


@dataclass(frozen=True)
class Report:
    """What a check found, in the order of files and lines. `project` is None where there is none.

    `things` counts what the playbook holds, `unshown` the notes that were left out.
    """

    problems: tuple[Problem, ...]
    project: Project | None
    things: int = 0
    unshown: int = 0

    @property
    def counts(self) -> Mapping[Level, int]:
        """How many problems there are of each level, shown or not."""
        found = Counter(problem.level for problem in self.problems)
        return {level: found[level] + (self.unshown if level == "note" else 0) for level in LEVELS}

    def without_notes(self) -> Report:
        """The same without its notes, which are still counted."""
        shown = tuple(problem for problem in self.problems if problem.level != "note")
        return replace(self, problems=shown, unshown=self.counts["note"])

    def fails(self, strict: bool) -> bool:
        """Whether the project does not pass: by errors, where `strict` by warnings too."""
        return bool(self.counts["error"] or (strict and self.counts["warning"]))

    @property
    def summary(self) -> str:
        """The last line: how much was looked at, and how much was found."""
        said = [f"{count} {level}{'s' if count > 1 else ''}" for level, count in self.counts.items() if count]
        if not self.counts["error"] and not self.counts["warning"]:
            said = ["no problem", *said]
        more = " (--notes shows them)" if self.unshown else ""
        return f"{self.things} things, {', '.join(said)}{more}"

    def place(self, problem: Problem) -> str | None:
        """The file of a problem as seen from the top of the repository; None where it does not lie in there."""
        if self.project is None:
            return None
        said = problem.mark.file
        files = [self.project.root / said]
        files += [
            layer.root / said.removeprefix(f"{layer.name}:")
            for layer in self.project.layers
            if said.startswith(f"{layer.name}:")
        ]
        top = _repository(self.project.root)
        file = next((one for one in files if one.exists()), None)
        return file.relative_to(top).as_posix() if file and file.is_relative_to(top) else None

    @property
    def info_place(self) -> str:
        """playbook.yaml as seen from the top of the repository: the place for what lies elsewhere."""
        root = self.project.root if self.project else Path.cwd()
        return (root / INFO).relative_to(_repository(root)).as_posix()


def make_report(folder: Path, chosen: Mapping[str, str] | None = None) -> Report:
    """Check the project that `folder` lies in, in all its languages. `chosen` are levels by rule."""
    try:
        project = find_project(folder)
    except PlaybookError as error:
        return Report(error.problems, None)
    examined = examine_project(project)
    gathering = Gathering([*examined.problems, *find_problems(examined, chosen)])
    for language in examined.playbook.info.languages:
        if translated := gathering(find_project, folder, language):
            gathering.problems += _in_language(translated, language, examined.playbook, chosen)
    return Report(PlaybookError(gathering.problems).problems, project, len(examined.playbook.entities))


def _in_language(
    project: Project, language: str, default: Playbook, chosen: Mapping[str, str] | None
) -> tuple[Problem, ...]:
    """What is wrong in a further language, and what the rules find in its own files: the others were looked at."""
    examined = examine_project(project)
    gathering = Gathering([*examined.problems])
    gathering(check_language, language, examined.playbook.info.language, default.info.language, default.project)
    own = tuple(f"{layer.name}:" for layer in project.translations)
    words = f"site_config/locale/{language}.yaml"
    for problem in find_problems(examined, chosen):
        if problem.mark.file.startswith(own) or problem.mark.file.endswith(words):
            gathering.problems.append(problem)
    return tuple(gathering.problems)


def _repository(root: Path) -> Path:
    """The folder that holds `.git`, above the project or the project itself; else the project."""
    return next((one for one in (root, *root.parents) if (one / ".git").exists()), root)
