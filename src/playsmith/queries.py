"""Questions that templates ask of a playbook, beyond `get` and `of`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from playsmith.load import Playbook
from playsmith.model import Activity, CalculatorSpec, Entity, Metric


class Queries:
    """Answers for templates; each public method is a function there, under its own name."""

    def __init__(self, playbook: Playbook) -> None:
        self._playbook = playbook

    def functions(self) -> dict[str, Callable[..., object]]:
        """Name -> function, for the template environment."""
        names = [name for name in dir(self) if not name.startswith("_") and name != "functions"]
        return {name: getattr(self, name) for name in names}

    def activities_of(self, team: str) -> list[Activity]:
        """The activities a team takes part in, those it leads first."""
        found = [activity for activity in self._playbook.of("activity") if team in activity.teams]
        return sorted(found, key=lambda activity: activity.teams[0] != team)

    def calculators_of(self, metric: str) -> list[CalculatorSpec]:
        """The calculators that compute a metric."""
        return [spec for spec in self._playbook.of("calculator") if metric in spec.metrics]

    def stages_of(self, kind: str, id: str) -> list[str]:
        """The ids of the stages that a thing belongs to: those that name it, or whose activities it measures."""
        stages = []
        for stage in self._playbook.of("stage"):
            measured = (
                id in activity.measured_by
                for activity in self._playbook.of("activity")
                if kind == "metric" and stage.id in activity.stages
            )
            if (kind == "metric" and id in stage.metrics) or any(measured):
                stages.append(stage.id)
        return stages

    def by_category(self, metrics: Iterable[Metric]) -> list[dict[str, object]]:
        """Metrics in groups, in the order of the customer's way: awareness first."""
        order = list(Metric.CATEGORIES)
        groups: dict[str, list[Metric]] = {}
        for metric in sorted(metrics, key=lambda metric: order.index(metric.category)):
            groups.setdefault(metric.category, []).append(metric)
        return [{"category": category, "metrics": group} for category, group in groups.items()]

    def titles(self, entities: Iterable[Entity]) -> list[tuple[str, str]]:
        """(id, title) of each, for a choice."""
        return [(entity.id, entity.title) for entity in entities]

    def names(self, kind: str, ids: Iterable[str]) -> list[str]:
        """The titles of `ids`."""
        return [self._playbook.get(kind, id).title for id in ids]

    def title_of(self, reference: str) -> str:
        """The title of `kind:id`; `section:id` and `source:id` are things of playbook.yaml."""
        kind, _, id = reference.partition(":")
        if kind in ("section", "source"):
            things = self._playbook.info.sections if kind == "section" else self._playbook.info.sources
            return things[id].title if id in things else id
        return self._playbook.get(kind, id).title
