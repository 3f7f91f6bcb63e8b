"""Cross references: which thing names which, what is missing, and what was meant."""

from __future__ import annotations

import re
import types
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from playsmith.model import Markdown, Model, Ref, Statement
from playsmith.source import Loc

LINK = re.compile(r"\[([^\]\[]*)\]\(([a-z]+):([a-z][a-z0-9-]*)\)")
_CODE = re.compile(r"(`+).*?\1", re.DOTALL)
_TARGET = re.compile(r"\]\(\s*<?(?!https://|mailto:|[a-z]+:[a-z][a-z0-9-]*\))([^)\s>]*)")
_ID = re.compile(r"[a-z][a-z0-9-]{0,63}")


class Reference(NamedTuple):
    """A mention of `kind:id` at `loc`; `prose` where it stands in a text."""

    loc: Loc
    kind: str
    id: str
    prose: bool = False


class Links(NamedTuple):
    """What a model leads to: every reference in it, and the targets in prose that lead nowhere, with their places."""

    references: tuple[Reference, ...]
    dead: tuple[tuple[Loc, str], ...]


@dataclass(frozen=True, slots=True)
class String:
    """A string of the model at `loc`, keys included, with what its type is marked with, such as Markdown()."""

    loc: Loc
    value: str
    marks: tuple[object, ...]


class _Found:
    """What a model says, gone through once: several checks ask for it, and models do not change."""

    strings: tuple[String, ...] | None = None
    links: Links | None = None


# By identity, for as long as the model lives.
_FOUND: dict[int, _Found] = {}


def _known(model: Model) -> _Found:
    key = id(model)
    if key not in _FOUND:
        _FOUND[key] = _Found()
        weakref.finalize(model, _FOUND.pop, key, None).atexit = False
    return _FOUND[key]


def strings(model: Model) -> Iterator[String]:
    """Every string in `model`."""
    known = _known(model)
    if known.strings is None:
        found: list[String] = []
        _fields_of(model, (), found)
        known.strings = tuple(found)
    return iter(known.strings)


def links(model: Model) -> Links:
    """Everything that `model` leads to, or would."""
    known = _known(model)
    if known.links is None:
        found = tuple(reference for one in strings(model) for reference in _mentions(one))
        known.links = Links(found, tuple(_dead_links(model)))
    return known.links


def know_links(model: Model, links: Links) -> None:
    """Take over what was found of a model like this one."""
    _known(model).links = links


def references(model: Model) -> Iterator[Reference]:
    """Every reference in `model`: ids, ids as keys, and links in prose."""
    return iter(links(model).references)


def _fields_of(model: Model, loc: Loc, found: list[String]) -> None:
    for name, annotation, metadata in _annotations(type(model)):
        value = getattr(model, name)
        if value is not None:
            _walk(value, annotation, metadata, (*loc, name), found)


def _walk(value: Any, annotation: Any, metadata: tuple[object, ...], loc: Loc, found: list[String]) -> None:
    if isinstance(value, str):
        found.append(String(loc, value, (*metadata, *_shape(annotation).marks)))
    elif isinstance(value, Model):
        _fields_of(value, loc, found)
    elif isinstance(value, tuple):
        inner = _shape(annotation).item
        for index, item in enumerate(value):
            _walk(item, inner, (), (*loc, index), found)
    elif isinstance(value, dict):
        key_type, inner = _shape(annotation).pair
        for key, item in value.items():
            _walk(key, key_type, (), (*loc, key), found)
            _walk(item, inner, (), (*loc, key), found)


@cache
def _annotations(model: type[Model]) -> tuple[tuple[str, Any, tuple[object, ...]], ...]:
    return tuple((name, field.annotation, tuple(field.metadata)) for name, field in model.model_fields.items())


class _Shape:
    """What an annotation says: the marks of a text, the type of items, those of keys and values."""

    def __init__(self, annotation: Any) -> None:
        marks: tuple[object, ...] = ()
        while get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            marks = (*marks, *more)
        origin, inner = get_origin(annotation), get_args(annotation)
        if origin in (Union, types.UnionType):
            options = (option for option in inner if get_origin(option) is Annotated)
            marks = (*marks, *(mark for option in options for mark in get_args(option)[1:]))
        self.marks = marks
        self.item = inner[0] if origin is tuple else Any
        self.pair = inner if origin is dict else (str, Any)


# By identity: what marks an annotation need not be hashable. Kept with it, so that no other takes its place.
_SHAPES: dict[int, tuple[Any, _Shape]] = {}


def _shape(annotation: Any) -> _Shape:
    known = _SHAPES.get(id(annotation))
    if known is None:
        known = _SHAPES[id(annotation)] = (annotation, _Shape(annotation))
    return known[1]


def references_in(values: object, model: type[Model]) -> set[Reference]:
    """The references of values that do not fit `model` as a whole: what is wrong elsewhere hides none of them."""
    found = (one for string in _loose(values, model, (), ()) for one in _mentions(string))
    return {one for one in found if _ID.fullmatch(one.id)}


def _loose(value: Any, annotation: Any, metadata: tuple[object, ...], loc: Loc) -> Iterator[String]:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _loose(value, inner[0], (*metadata, *inner[1:]), loc)
    elif origin in (Union, types.UnionType):
        for option in inner:
            yield from _loose(value, option, metadata, loc)
    elif isinstance(annotation, type) and issubclass(annotation, Model):
        kind = annotation.model_fields.get("kind")
        kinds = get_args(kind.annotation) if kind and get_origin(kind.annotation) is Literal else None
        if isinstance(value, dict) and (kinds is None or value.get("kind") in kinds):
            for name, field in annotation.model_fields.items():
                yield from _loose(value.get(name), field.annotation, tuple(field.metadata), (*loc, name))
        elif isinstance(value, str) and annotation is Statement:
            yield String(loc, value, (Markdown(),))
    elif origin is tuple and isinstance(value, list):
        for index, item in enumerate(value):
            yield from _loose(item, inner[0], (), (*loc, index))
    elif origin is dict and isinstance(value, dict):
        for key, item in value.items():
            yield from _loose(key, inner[0], (), (*loc, key))
            yield from _loose(item, inner[1], (), (*loc, key))
    elif annotation is str and isinstance(value, str):
        yield String(loc, value, metadata)


def dead_links(model: Model) -> Iterator[tuple[Loc, str]]:
    """Targets of links in prose that lead nowhere: neither kind:id nor https: nor mailto:."""
    return iter(links(model).dead)


def _dead_links(model: Model) -> Iterator[tuple[Loc, str]]:
    for string in strings(model):
        if any(isinstance(mark, Markdown) for mark in string.marks):
            for match in _TARGET.finditer(_CODE.sub("", string.value)):
                yield string.loc, match[1]


def _mentions(string: String) -> Iterator[Reference]:
    for mark in string.marks:
        if isinstance(mark, Ref):
            kind, _, name = string.value.rpartition(":") if mark.kind == "any" else (mark.kind, "", string.value)
            yield Reference(string.loc, kind or "section", name)
        elif isinstance(mark, Markdown):
            for match in LINK.finditer(string.value):
                yield Reference(string.loc, match[2], match[3], prose=True)
