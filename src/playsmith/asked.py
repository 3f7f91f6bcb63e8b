"""A playbook that notes what is asked of it: what was made of the answers stands for as long as they are the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from playsmith.documents import Key
from playsmith.load import Playbook
from playsmith.model import Entity, PlaybookInfo
from playsmith.source import Node

# What is asked: whether a thing "is" there, a "field" of it, what "uses" it; "all" of a kind, the "step" of a practice;
# the "view" of a calculator.
type Question = tuple[str, ...]
type Note = Callable[..., None]
# Of what else a playbook says (marks, documents) nobody knows whether it is the same still.
EVERYTHING: Question = ("everything",)


class Asked:
    """A Playbook, to whom it asks. What `info` says is not noted: it goes into all that is made of a playbook."""

    def __init__(self, playbook: Playbook) -> None:
        self._playbook = playbook
        self._questions: dict[Question, None] = {}
        self.entities: Mapping[Key, Thing] = _Noting(playbook.entities, "is", self.note, self.thing)
        self.used_by: Mapping[Key, tuple[Key, ...]] = _Noting(playbook.used_by, "uses", self.note)

    def note(self, *question: str) -> None:
        """Note a question that is answered by other means than this object's."""
        self._questions[question] = None

    def questions_of[**P, R](
        self, make: Callable[P, R], *args: P.args, **kwargs: P.kwargs
    ) -> tuple[R, tuple[Question, ...]]:
        """What `make` gives, and everything that it asks."""
        self._questions = {}
        return make(*args, **kwargs), tuple(self._questions)

    def thing(self, entity: Entity) -> Thing:
        """The entity, to whom it asks."""
        return Thing(entity, self.note)

    def given(self, value: object) -> object:
        """What a template is given: entities, alone or in a list, as those that note what is asked of them."""
        if isinstance(value, list):
            return [self.given(each) for each in value]
        return self.thing(value) if isinstance(value, Entity) else value

    @property
    def info(self) -> PlaybookInfo:
        """The playbook as a whole."""
        return self._playbook.info

    def get(self, kind: str, id: str) -> Thing:
        """The entity `kind:id`."""
        return self.entities[kind, id]

    def of(self, kind: str) -> list[Thing]:
        """The entities of a kind, in its order."""
        self.note("all", kind)
        return [self.thing(each) for each in self._playbook.of(kind)]

    def step_of(self, practice: str) -> Thing:
        """The alignment step that a practice belongs to."""
        self.note("step", practice)
        return self.thing(self._playbook.step_of(practice))

    def __getattr__(self, name: str) -> object:
        self.note(*EVERYTHING)
        return getattr(self._playbook, name)


class Thing:
    """An entity, to whom it asks: each field is noted, and of properties and methods the fields that they take."""

    def __init__(self, entity: Entity, note: Note) -> None:
        self._entity = entity
        self._note = note

    def __getattr__(self, name: str) -> object:
        entity = self._entity
        if name == "id":
            return entity.id
        if name in _fields(type(entity)):
            self._note("field", entity.kind, entity.id, name)
            return getattr(entity, name)
        found = getattr(type(entity), name)
        if isinstance(found, property):
            return found.fget(self)
        return found.__get__(self) if callable(found) else found

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Thing) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    def __repr__(self) -> str:
        self._note(*EVERYTHING)
        return repr(self._entity)

    @property
    def _key(self) -> Key:
        return self._entity.kind, self._entity.id


@cache
def _fields(model: type[Entity]) -> frozenset[str]:
    return frozenset(model.model_fields)


class _Noting[V, R](Mapping[Key, R]):
    def __init__(
        self, values: Mapping[Key, V], what: str, note: Note, give: Callable[[V], R] = lambda value: value
    ) -> None:
        self._values = values
        self._what = what
        self._note = note
        self._give = give

    def __getitem__(self, key: Key) -> R:
        self._note(self._what, *key)
        return self._give(self._values[key])

    def __iter__(self) -> Iterator[Key]:
        self._note(*EVERYTHING)
        return iter(self._values)

    def __len__(self) -> int:
        self._note(*EVERYTHING)
        return len(self._values)


class Answers:
    """What a playbook answers now, as hashes; `views` is one of how calculators look."""

    def __init__(self, playbook: Playbook, views: str) -> None:
        self._playbook = playbook
        self._views = views
        self._known: dict[Question, str] = {}

    def to(self, questions: Iterable[Question]) -> str:
        """One hash of the answers to all of these."""
        known = self._known
        for question in questions:
            if question not in known:
                known[question] = f"{self._answer(*question)}\0"
        return hashlib.sha256("".join([known[question] for question in questions]).encode()).hexdigest()

    def _answer(self, what: str, *of: str) -> object:
        playbook = self._playbook
        if what == "is":
            return of in playbook.entities
        if what == "field":
            return self._field(*of)
        if what == "uses":
            return playbook.used_by.get(of)
        if what == "all":
            return [each.id for each in playbook.of(*of)]
        if what == "step":
            return playbook.step_of(*of).id if ("practice", *of) in playbook.entities else None
        return self._views

    def _field(self, kind: str, id: str, name: str) -> str:
        path, loc = self._playbook.places.get((kind, id), ("", ()))
        node: Node | None = self._playbook.documents[path].at(loc) if path else None
        said = node.value.get(name) if node and isinstance(node.value, dict) else None
        return json.dumps(said.plain()) if said else "unsaid"
