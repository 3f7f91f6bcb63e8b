"""Things that hang in the air: nothing uses them, nobody answers for them, nothing shows whether they work."""

from __future__ import annotations

from collections.abc import Iterator

from playsmith.project import INFO
from playsmith.references import references
from playsmith.rules.rule import Found
from playsmith.rules.subject import Subject

# The kinds of things whose use of a metric means that somebody looks at it.
_LOOKS_AT = {"activity", "stage", "role", "step", "practice", "team", "problem", "guideline", "calculator"}
_HAS_USERS = ("activity", "tool", "skill")


def _metric_unused(subject: Subject) -> Iterator[Found]:
    playbook = subject.playbook
    counted = {
        quantity.metric
        for metric in playbook.of("metric")
        for formula in metric.formulas
        for quantity in formula.quantities.values()
    }
    for metric in playbook.of("metric"):
        if metric.id not in counted and not subject.users("metric", metric.id) & _LOOKS_AT:
            message = "nothing uses this metric: no team, role, activity, stage, step, problem, guideline or calculator"
            hint = f"Name '{metric.id}' where it is looked at, or hide the metric."
            yield Found(playbook.mark("metric", metric.id), message, hint)


def _metric_without_owner(subject: Subject) -> Iterator[Found]:
    playbook = subject.playbook
    staffed = {role.team for role in playbook.of("role")}
    for metric in playbook.of("metric"):
        if not staffed & {*metric.owners}:
            teams = " and ".join(f"'{team}'" for team in metric.owners)
            message = f"owners: no role belongs to {teams}, so nobody answers for this metric"
            yield Found(
                playbook.mark("metric", metric.id, ("owners",)), message, "Name a team that has a role, or add one."
            )


def _activity_not_measured(subject: Subject) -> Iterator[Found]:
    for activity in subject.playbook.of("activity"):
        if not activity.measured_by:
            message = "no metric shows whether this activity works"
            hint = "Add 'measured_by: [...]' with the ids of one or two metrics."
            yield Found(subject.playbook.mark("activity", activity.id), message, hint)


def _role_without_path(subject: Subject) -> Iterator[Found]:
    playbook = subject.playbook
    led = {path.role for path in playbook.of("path")}
    for role in playbook.of("role") if led else ():
        if role.id not in led:
            hint = f"Add playbook/paths/{role.id}.yaml with 'role: {role.id}'."
            yield Found(playbook.mark("role", role.id), "no path leads a new hire into this role", hint)


def _step_cures_nothing(subject: Subject) -> Iterator[Found]:
    playbook = subject.playbook
    cures = {cure.step for problem in playbook.of("problem") for cure in problem.cures}
    for step in playbook.of("step") if playbook.of("problem") else ():
        if step.id not in cures:
            hint = f"Name '{step.id}' among the 'cures' of a problem, or write down the problem it is for."
            yield Found(playbook.mark("step", step.id), "this step cures no problem", hint)


def _cure_of_another_step(subject: Subject) -> Iterator[Found]:
    playbook = subject.playbook
    for problem in playbook.of("problem"):
        for index, cure in enumerate(problem.cures):
            for place, practice in enumerate(cure.practices):
                step = playbook.step_of(practice)
                if step.id != cure.step:
                    message = f"cures[{index}]: the practice '{practice}' belongs to the step '{step.id}'"
                    mark = playbook.mark("problem", problem.id, ("cures", index, "practices", place))
                    yield Found(
                        mark, message, f"Name a practice of '{cure.step}', or give '{step.id}' a cure of its own."
                    )


def _orphan(subject: Subject) -> Iterator[Found]:
    playbook = subject.playbook
    for kind in _HAS_USERS:
        for entity in playbook.of(kind):
            if not subject.users(kind, entity.id):
                hint = f"Name '{entity.id}' where it belongs, or hide it."
                yield Found(playbook.mark(kind, entity.id), f"nothing refers to this {kind}", hint)
    cited = {one.id for entity in playbook.entities.values() for one in references(entity) if one.kind == "source"}
    cited |= {one.id for one in references(playbook.info) if one.kind == "source"}
    for id in playbook.info.sources:
        if id not in cited:
            mark = playbook.documents[INFO].at(("sources", id))
            yield Found(mark.key or mark.mark, f"sources: nothing rests on '{id}'", "Cite it, or remove it.")


def _term_unlinked(subject: Subject) -> Iterator[Found]:
    if subject.site is None:
        return
    text = "\n".join(page.text for page in subject.site.pages if page.path != "glossary/index.md")
    for term in subject.playbook.of("term"):
        ways = (f"glossary/index.{ending}#{term.id}{after}" for ending in ("html", "md") for after in '")')
        if not subject.users("term", term.id) and not any(way in text for way in ways):
            hint = f"Link it once, as in [{term.title.lower()}](term:{term.id}), or hide it."
            yield Found(subject.playbook.mark("term", term.id), "no page links to this glossary term", hint)


FINDERS = {
    "metric-unused": _metric_unused,
    "metric-without-owner": _metric_without_owner,
    "activity-not-measured": _activity_not_measured,
    "role-without-path": _role_without_path,
    "step-cures-nothing": _step_cures_nothing,
    "cure-of-another-step": _cure_of_another_step,
    "orphan": _orphan,
    "term-unlinked": _term_unlinked,
}
