"""Cross references: which thing names which, what is missing, and what was meant."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Union, get_args, get_origin

from playsmith.model import Markdown, Model, Ref
from playsmith.source import Loc

LINK = re.compile(r"\[([^\]\[]*)\]\(([a-z]+):([a-z][a-z0-9-]*)\)")


@dataclass(frozen=True)
class Reference:
    """A mention of `kind:id` at `loc`; `prose` where it stands in a text."""

    loc: Loc
    kind: str
    id: str
    prose: bool = False


def references(model: Model) -> Iterator[Reference]:
    """Every reference in `model`: ids, ids as keys, and links in prose."""
    for name, field in type(model).model_fields.items():
        yield from _walk(getattr(model, name), field.annotation, tuple(field.metadata), (name,))


def _walk(value: Any, annotation: Any, metadata: tuple[object, ...], loc: Loc) -> Iterator[Reference]:
    if value is None:
        return
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *more = get_args(annotation)
        yield from _walk(value, inner, (*metadata, *more), loc)
    elif isinstance(value, Model):
        for name, field in type(value).model_fields.items():
            yield from _walk(getattr(value, name), field.annotation, tuple(field.metadata), (*loc, name))
    elif isinstance(value, tuple):
        inner = get_args(annotation)[0] if origin is tuple else Any
        for index, item in enumerate(value):
            yield from _walk(item, inner, (), (*loc, index))
    elif isinstance(value, dict):
        key_type, inner = get_args(annotation) if origin is dict else (str, Any)
        for key, item in value.items():
            yield from _walk(key, key_type, (), (*loc, key))
            yield from _walk(item, inner, (), (*loc, key))
    elif isinstance(value, str):
        if origin in (Union, types.UnionType):
            for option in get_args(annotation):
                if get_origin(option) is Annotated:
                    metadata = (*metadata, *get_args(option)[1:])
        yield from _mentions(value, metadata, loc)


def _mentions(value: str, metadata: tuple[object, ...], loc: Loc) -> Iterator[Reference]:
    for mark in metadata:
        if isinstance(mark, Ref):
            kind, _, name = value.rpartition(":") if mark.kind == "any" else (mark.kind, "", value)
            yield Reference(loc, kind or "section", name)
        elif isinstance(mark, Markdown):
            for match in LINK.finditer(value):
                yield Reference(loc, match[2], match[3], prose=True)
