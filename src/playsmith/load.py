"""A project's YAML -> Playbook: read, overlay, validate, check references. The pipeline, top to bottom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from playsmith.documents import Documents, Key, key_of, read_documents
from playsmith.hidden import without_hidden
from playsmith.model import KINDS, Entity, Home, Model, PlaybookInfo, Step, ValidationError, path_text
from playsmith.problems import Mark, PlaybookError, Problem, did_you_mean
from playsmith.project import INFO, Project
from playsmith.quoting import fill_in_quoted
from playsmith.references import Reference, dead_links, references, references_in
from playsmith.source import Loc, Node
from playsmith.typed import Memory, Typing, model_of

FOLDER_OF = {model.kind: folder for folder, model in KINDS.items()}
# What a reference may name: `source` and `section` stand in playbook.yaml.
LINKABLE = (*FOLDER_OF, "practice", "section", "source")


@dataclass(frozen=True)
class Playbook:
    """Everything a playbook says, whole and checked.

    `entities` maps (kind, id) to its entity; practices are in it too, each below its step. `documents` maps a
    YAML path to its merged Node, `places` maps (kind, id) to the path and the place within it. `digests` maps the path
    of what is right to a hash of its values.
    """

    project: Project
    info: PlaybookInfo
    entities: Mapping[Key, Entity]
    documents: Mapping[str, Node]
    places: Mapping[Key, tuple[str, Loc]]
    warnings: tuple[Problem, ...] = field(default=())
    digests: Mapping[str, str] = field(default_factory=dict, repr=False)

    def of(self, kind: str) -> list:
        """The entities of a kind: by their order where they have one, else by title."""
        return list(self._by_kind.get(kind, ()))

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
    def _by_kind(self) -> Mapping[str, list[Entity]]:
        found: dict[str, list[Entity]] = defaultdict(list)
        for (kind, _), entity in self.entities.items():
            found[kind].append(entity)
        for entities in found.values():
            entities.sort(key=lambda entity: (getattr(entity, "order", 0), entity.title.casefold()))
        return found

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
    playbook = read_playbook(project, problems)
    if any(problem.level == "error" for problem in problems):
        raise PlaybookError(problems)
    return playbook


def read_playbook(project: Project, problems: list[Problem], memory: Memory | None = None) -> Playbook:
    """What can be read of a playbook; everything wrong is appended to `problems`, and left out of the playbook.

    Where `playbook.yaml` is of no use, `info` holds what of it is right, and placeholders. What `memory` holds is not
    validated again.
    """
    problems += project.problems
    documents = read_documents(project, problems)
    documents.nodes |= documents.examples.completed(documents.nodes)
    fill_in_quoted(documents, problems)
    things = _Things(documents, problems, Typing(memory), len(project.layers) > 1)
    found = sorted({problem for problem in problems if problem.level != "error"}, key=lambda one: one.mark)
    warnings, digests = tuple(found), things.typing.digests
    playbook = Playbook(project, things.info, things.entities, documents.nodes, things.places, warnings, digests)
    if project.complete:
        told = {problem.mark for problem in problems}
        found = _check_references(playbook, things.ids(), documents.hidden)
        problems += [problem for problem in found if problem.mark not in told]
    return playbook


class _Things:
    """The typed things of all documents, and what is known of those that could not be typed."""

    def __init__(self, documents: Documents, problems: list[Problem], typing: Typing, layered: bool) -> None:
        self.documents = documents
        self.typing = typing
        self.layered = layered
        self.entities: dict[Key, Entity] = {}
        self.places: dict[Key, tuple[str, Loc]] = {}
        info = None
        for path, node in documents.nodes.items():
            entity = self._read(path, node, problems)
            if isinstance(entity, PlaybookInfo):
                info = entity
            elif entity is not None:
                self._add(path, entity)
        self.info = info or _stand_in(documents.nodes.get(INFO))

    def _read(self, path: str, node: Node, problems: list[Problem]) -> PlaybookInfo | Entity | None:
        found: list[Problem] = []
        entity = self.typing.read(path, node, found)
        problems += [self._fragment(path, node)] if self._is_fragment(path, found) else found
        if entity is None or not self.documents.hidden:
            return entity
        kept = without_hidden(node, entity, self.documents.hidden, problems)
        if kept is node:
            return entity
        self.documents.nodes[path] = kept
        return self.typing.read(path, kept, problems)

    def _is_fragment(self, path: str, found: Collection[Problem]) -> bool:
        """Whether a file that no layer below has holds a few keys alone, as a patch does."""
        without = [problem.message for problem in found if problem.rule == "missing-key"]
        return (
            self.layered
            and path != INFO
            and {"the key 'title' is missing", "the key 'summary' is missing"} <= {*without}
        )

    def _fragment(self, path: str, node: Node) -> Problem:
        kind, id = key_of(path)
        known = [
            other
            for one in self.documents.nodes
            if one != path
            for of, other in [key_of(one) or ("", "")]
            if of == kind
        ]
        message = f"this would change the {kind} '{id}', but no layer below has it"
        hint = did_you_mean(id, known) or "Check the file's name; a new thing needs 'title', 'summary' and the rest."
        return Problem(Mark(node.mark.file), message, hint, rule="patch")

    def _add(self, path: str, entity: Entity) -> None:
        self.entities[entity.kind, entity.id] = entity
        self.places[entity.kind, entity.id] = (path, ())
        if isinstance(entity, Step):
            for id, practice in entity.practices.items():
                self.entities["practice", id] = practice
                self.places["practice", id] = (path, ("practices", id))

    def ids(self) -> dict[str, list[str] | None]:
        """The ids of each kind, those of broken things too: a reference to them is no second problem. None: unknown."""
        ids: dict[str, list[str] | None] = defaultdict(list)
        nodes = self.documents.nodes
        for kind, id in {*self.entities, *filter(None, map(key_of, (*nodes, *self.documents.broken)))}:
            ids[kind].append(id)
        for path, node in nodes.items():
            if path.split("/")[1] == FOLDER_OF["step"]:
                ids["practice"] += _keys(node, "practices")
        if any(path.split(":", 1)[-1].startswith(f"playbook/{FOLDER_OF['step']}/") for path in self.documents.broken):
            ids["practice"] = None
        ids["source"] = _keys(nodes[INFO], "sources") if INFO in nodes else None
        ids["section"] = [FOLDER_OF[kind] for kind in ids if kind in FOLDER_OF]
        return ids


def _keys(node: Node, name: str) -> list[str]:
    inner = node.value.get(name) if isinstance(node.value, dict) else None
    return list(inner.value) if inner is not None and isinstance(inner.value, dict) else []


def _stand_in(node: Node | None) -> PlaybookInfo:
    """Every key of playbook.yaml that is right by itself; the others as if they were not there."""
    info = PlaybookInfo(title="-", summary="-", home=Home(title="-", lead="-", doors=[_DOOR]))
    values = node.plain() if node else {}
    for key, value in values.items() if isinstance(values, dict) else ():
        try:
            info = PlaybookInfo.model_validate({**info.model_dump(), key: value})
        except ValidationError:
            continue
    return info


_DOOR = {"title": "-", "text": "-", "action": "-", "to": "section:metrics"}


def _check_references(
    playbook: Playbook, ids: Mapping[str, list[str] | None], hidden: Collection[Key]
) -> Iterable[Problem]:
    typed = {path: playbook.entities[key] for key, (path, loc) in playbook.places.items() if not loc}
    known = defaultdict(dict, {kind: names and dict.fromkeys(names) for kind, names in ids.items()})
    for path, node in playbook.documents.items():
        entity = typed.get(path, playbook.info if path == INFO else None)
        found = set(references(entity)) if entity else references_in(node.plain(), model_of(path))
        if path == INFO:
            found |= references_in(node.plain(), PlaybookInfo)
        if entity:
            yield from _dead(entity, node)
        shown = (one for one in found if (one.kind, one.id) not in hidden)
        yield from _missing(shown, known, node)


def _dead(entity: Model, document: Node) -> Iterable[Problem]:
    for loc, target in dead_links(entity):
        message = f"{path_text(loc)}: the link to '{target}' leads nowhere"
        hint = "Write kind:id, such as metric:cac, or an address that begins with https:// or mailto:."
        yield Problem(document.at(loc).mark, message, hint, rule="link")


def _missing(
    found: Iterable[Reference], ids: Mapping[str, Mapping[str, None] | None], document: Node
) -> Iterable[Problem]:
    for reference in found:
        known = ids[reference.kind] if reference.kind in LINKABLE else ()
        if known is None or reference.id in known:
            continue
        mark = document.at(reference.loc).mark
        where = path_text(reference.loc)
        if reference.kind not in LINKABLE:
            hint = did_you_mean(reference.kind, LINKABLE) or f"kinds: {', '.join(LINKABLE)}"
            yield Problem(mark, f"{where}: '{reference.kind}' is no kind of thing", hint, rule="reference")
        else:
            hint = did_you_mean(reference.id, [*known]) or f"Add it, or name one of the {len(known)} that are there."
            yield Problem(mark, f"{where}: there is no {reference.kind} '{reference.id}'", hint, rule="reference")
