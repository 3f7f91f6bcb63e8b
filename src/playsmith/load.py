"""A project's YAML -> Playbook: read, overlay, validate, check references. The pipeline, top to bottom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from playsmith.model import KINDS, Entity, PlaybookInfo, Step, ValidationError, path_text, problems_of
from playsmith.overlay import merge
from playsmith.problems import Mark, PlaybookError, Problem, did_you_mean
from playsmith.project import INFO, Project
from playsmith.references import Reference, references
from playsmith.source import Loc, Node, read_document

type Key = tuple[str, str]
FOLDER_OF = {model.kind: folder for folder, model in KINDS.items()}
# Keys of playbook.yaml that speak of one layer alone and are never merged.
PER_LAYER = ("extends", "trust", "languages")
# What a reference may name: `source` and `section` stand in playbook.yaml.
LINKABLE = (*FOLDER_OF, "practice", "section", "source")


@dataclass(frozen=True)
class Playbook:
    """Everything a playbook says, whole and checked.

    `entities` maps (kind, id) to its entity; practices are in it too, each below its step. `documents` maps a
    YAML path to its merged Node, `places` maps (kind, id) to the path and the place within it.
    """

    project: Project
    info: PlaybookInfo
    entities: Mapping[Key, Entity]
    documents: Mapping[str, Node]
    places: Mapping[Key, tuple[str, Loc]]
    warnings: tuple[Problem, ...] = field(default=())

    def of(self, kind: str) -> list:
        """The entities of a kind: by their order where they have one, else by title."""
        found = [entity for (one, _), entity in self.entities.items() if one == kind]
        return sorted(found, key=lambda entity: (getattr(entity, "order", 0), entity.title.casefold()))

    def get(self, kind: str, id: str) -> Entity:
        """The entity `kind:id`."""
        return self.entities[kind, id]

    def mark(self, kind: str, id: str, loc: Loc = ()) -> Mark:
        """Where the YAML says what stands at `loc` of an entity."""
        path, base = self.places[kind, id]
        return self.documents[path].at((*base, *loc)).mark

    def step_of(self, practice: str) -> Step:
        """The alignment step that a practice belongs to."""
        return next(step for step in self.of("step") if practice in step.practices)

    @cached_property
    def used_by(self) -> Mapping[Key, tuple[Key, ...]]:
        """For each (kind, id) the entities that refer to it, in a stable order."""
        users: dict[Key, dict[Key, None]] = defaultdict(dict)
        for (kind, id), entity in self.entities.items():
            for reference in references(entity):
                target = (reference.kind, reference.id)
                inner = kind == "step" and reference.loc[:1] == ("practices",)
                if target != (kind, id) and not inner:
                    users[target][kind, id] = None
        return {target: tuple(keys) for target, keys in users.items()}


def load_playbook(project: Project) -> Playbook:
    """Read and check everything. Raises PlaybookError with every problem of the playbook."""
    problems: list[Problem] = []
    documents = _read(project, problems)
    info, entities, places = _validate(documents, problems)
    if info is None:
        raise PlaybookError(problems)
    playbook = Playbook(project, info, entities, documents, places)
    broken = _unreadable(documents, entities, problems)
    problems += _check_references(playbook, broken)
    if problems:
        raise PlaybookError(problems)
    return playbook


def _read(project: Project, problems: list[Problem]) -> dict[str, Node]:
    documents: dict[str, Node] = {}
    for layer in project.layers:
        for suffix in (".yml", ".yaml"):
            for path in layer.files("playbook", suffix):
                shown = project.shown(layer, path)
                if problem := _misplaced(path, shown):
                    problems.append(problem)
                    continue
                try:
                    node = read_document(layer.root / path, shown)
                except PlaybookError as error:
                    problems += error.problems
                    continue
                below = documents.get(path)
                if below and path == INFO:
                    below = _without(below, PER_LAYER)
                documents[path] = merge(below, node, problems) if below else node
    return {path: node for path, node in sorted(documents.items()) if not _hidden(node)}


def _without(node: Node, keys: Iterable[str]) -> Node:
    if not isinstance(node.value, dict):
        return node
    return Node({key: inner for key, inner in node.value.items() if key not in keys}, node.mark, node.key)


def _hidden(node: Node) -> bool:
    return isinstance(node.value, dict) and "hide" in node.value and node.value["hide"].value is True


def _misplaced(path: str, shown: str) -> Problem | None:
    parts = path.split("/")
    mark = Mark(shown)
    if path == INFO:
        return None
    if path.endswith(".yml"):
        return Problem(mark, "the ending is '.yml'", "Rename it to end in '.yaml'.", rule="file-name")
    if len(parts) != 3:
        message = "a YAML file stands neither in a kind's folder nor is it playbook.yaml"
        return Problem(mark, message, "folders: " + ", ".join(KINDS), rule="file-name")
    if parts[1] not in KINDS:
        message = f"'{parts[1]}' is no kind of thing"
        return Problem(
            mark,
            message,
            did_you_mean(parts[1], list(KINDS)) or "folders: " + ", ".join(KINDS),
            rule="file-name",
        )
    return None


def _validate(
    documents: Mapping[str, Node], problems: list[Problem]
) -> tuple[PlaybookInfo | None, dict[Key, Entity], dict[Key, tuple[str, Loc]]]:
    info = None
    entities: dict[Key, Entity] = {}
    places: dict[Key, tuple[str, Loc]] = {}
    for path, node in documents.items():
        model = PlaybookInfo if path == INFO else KINDS[path.split("/")[1]]
        values = node.plain()
        if not isinstance(values, dict):
            problems.append(Problem(node.mark, "the file holds no keys", "Begin with 'title: ...'."))
            continue
        if path != INFO:
            if "id" in values:
                problems.append(
                    Problem(node.at(("id",)).key or node.mark, "unknown key 'id'", "The file's name is the id.")
                )
            values["id"] = path.rsplit("/", 1)[1].removesuffix(".yaml")
        if model is Step and isinstance(values.get("practices"), dict):
            values["practices"] = {
                id: {**practice, "id": id} if isinstance(practice, dict) else practice
                for id, practice in values["practices"].items()
            }
        try:
            result = model.model_validate(values)
        except ValidationError as error:
            problems += problems_of(error, model, node)
            continue
        if isinstance(result, PlaybookInfo):
            info = result
            continue
        entities[result.kind, result.id] = result
        places[result.kind, result.id] = (path, ())
        if isinstance(result, Step):
            for id, practice in result.practices.items():
                entities["practice", id] = practice
                places["practice", id] = (path, ("practices", id))
    return info, entities, places


def _unreadable(documents: Mapping[str, Node], entities: Mapping[Key, Entity], problems: Iterable[Problem]) -> set[Key]:
    """Entities that are there but could not be read: references to them are not called missing as well."""
    broken = {problem.mark.file for problem in problems}
    keys = set()
    for path in {*documents, *(file.split(":", 1)[-1] for file in broken)}:
        parts = path.split("/")
        if len(parts) == 3 and parts[1] in KINDS:
            key = (KINDS[parts[1]].kind, parts[2].removesuffix(".yaml"))
            node = documents.get(path)
            if key not in entities:
                keys.add(key)
                practices = node.value.get("practices") if node and isinstance(node.value, dict) else None
                if practices and isinstance(practices.value, dict):
                    keys |= {("practice", id) for id in practices.value}
    return keys


def _check_references(playbook: Playbook, broken: set[Key]) -> Iterable[Problem]:
    ids: dict[str, list[str]] = defaultdict(list)
    for kind, id in [*playbook.entities, *broken]:
        ids[kind].append(id)
    ids["source"] = list(playbook.info.sources)
    ids["section"] = list(KINDS)
    for (kind, id), entity in playbook.entities.items():
        if kind != "practice":
            path, _ = playbook.places[kind, id]
            yield from _missing(references(entity), ids, playbook.documents[path])
    if INFO in playbook.documents:
        yield from _missing(references(playbook.info), ids, playbook.documents[INFO])


def _missing(found: Iterable[Reference], ids: Mapping[str, list[str]], document: Node) -> Iterable[Problem]:
    for reference in found:
        mark = document.at(reference.loc).mark
        where = path_text(reference.loc)
        if reference.kind not in LINKABLE:
            hint = did_you_mean(reference.kind, LINKABLE)
            yield Problem(mark, f"{where}: '{reference.kind}' is no kind of thing", hint, rule="reference")
        elif reference.id not in ids[reference.kind]:
            hint = did_you_mean(reference.id, ids[reference.kind])
            yield Problem(mark, f"{where}: there is no {reference.kind} '{reference.id}'", hint, rule="reference")
