"""A document -> its model: what the values of one file mean, each validated once."""

from __future__ import annotations

import hashlib
import json
from typing import Protocol

from playsmith.documents import key_of
from playsmith.model import KINDS, Entity, Model, PlaybookInfo, Step, ValidationError, path_text, problems_of
from playsmith.problems import Problem
from playsmith.project import INFO
from playsmith.references import Links, know_links, links
from playsmith.source import Loc, Node


class Memory(Protocol):
    """What was typed before, with its links, by the hash of its values."""

    def get(self, key: str) -> tuple[Model, Links] | None: ...

    def put(self, key: str, value: tuple[Model, Links]) -> None: ...


class Typing:
    """Documents -> models, with the hash of the values of each that fits."""

    def __init__(self, memory: Memory | None) -> None:
        self.memory = memory
        self.digests: dict[str, str] = {}

    def read(self, path: str, node: Node, problems: list[Problem]) -> PlaybookInfo | Entity | None:
        """The document as its model; None where it does not fit, with the problems appended."""
        model = model_of(path)
        values = node.plain()
        if not isinstance(values, dict):
            problems.append(Problem(node.mark, "the file holds no keys", "Begin with 'title: ...'."))
            return None
        if path != INFO:
            problems += _says_id(node, (), "The file's name is the id.")
            values["id"] = key_of(path)[1]
        if model is Step and isinstance(values.get("practices"), dict):
            for id, practice in values["practices"].items():
                if isinstance(practice, dict):
                    problems += _says_id(node, ("practices", id), "The key above is the id.")
                    practice["id"] = id
        try:
            return self._typed(path, model, values)
        except ValidationError as error:
            problems += problems_of(error, model, node)
            return None

    def _typed(self, path: str, model: type[Model], values: dict) -> PlaybookInfo | Entity:
        digest = hashlib.sha256(f"{model.__name__} {json.dumps(values)}".encode()).hexdigest()
        known = self.memory.get(digest) if self.memory is not None else None
        if known is not None:
            entity, found = known
            know_links(entity, found)
        else:
            entity = model.model_validate(values)
            if self.memory is not None:
                self.memory.put(digest, (entity, links(entity)))
        self.digests[path] = digest
        return entity


def model_of(path: str) -> type[Model]:
    """The model of the document at a path, `playbook/roles/ae.yaml` for instance."""
    return PlaybookInfo if path == INFO else KINDS[path.split("/")[1]]


def _says_id(node: Node, loc: Loc, hint: str) -> list[Problem]:
    inner = node.at(loc)
    if not isinstance(inner.value, dict) or "id" not in inner.value:
        return []
    where = f"{path_text(loc)}: " if loc else ""
    return [Problem(inner.value["id"].key or inner.mark, f"{where}unknown key 'id'", hint, rule="unknown-key")]
