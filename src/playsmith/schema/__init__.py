"""JSON Schema (2020-12) of the YAML a consultant writes, made from the model; editors complete and validate by it.

A schema comes in two forms: whole, for a file that stands alone, and as a patch, for a layer's file, where nothing
is required, `null` removes, and a list also takes `{add, remove}`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from playsmith.documents import PER_LAYER
from playsmith.model import KINDS, Brand, CheckSettings, PlaybookInfo
from playsmith.schema.ids import with_ids
from playsmith.schema.patch import patch_of
from playsmith.schema.tidy import schema_of_model
from playsmith.schema.words import schema_of_words

type Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# The files each schema is for, as a pattern below a project's folder.
FILES = {
    "playbook": "playbook/playbook.yaml",
    **{folder: f"playbook/{folder}/*.yaml" for folder in KINDS},
    "brand": "site_config/brand.yaml",
    "check": "site_config/check.yaml",
    "words": "site_config/locale/*.yaml",
}


def schema_names() -> dict[str, str]:
    """Each schema's name, and the words that also find it: `metric` finds `metrics`."""
    return {name: KINDS[name].kind if name in KINDS else name for name in FILES}


def schema_of(
    name: str,
    *,
    words: Mapping[str, Any],
    patch: bool = False,
    ids: Mapping[str, Iterable[str]] | None = None,
) -> Schema:
    """The schema of a kind's folder, of `playbook`, `brand`, `check` or `words`.

    `words` are the fixed words of the site in the language that has all of them; `ids` maps a kind to the ids there
    are: editors offer them, and others stay allowed.
    """
    if name == "words":
        body = schema_of_words(words)
    elif name == "playbook":
        body = schema_of_model(PlaybookInfo)
    elif name == "brand":
        body = schema_of_model(Brand)
    elif name == "check":
        body = schema_of_model(CheckSettings)
    else:
        body = schema_of_model(KINDS[name])
    if patch:
        body = patch_of(body, keep=PER_LAYER if name == "playbook" else (), hide=name in KINDS)
    title = f"{schema_names()[name].capitalize()} ({FILES[name]})"
    return {"$schema": DIALECT, "title": title, **with_ids(body, ids or {})}


def to_text(schema: Schema) -> str:
    """A schema as the text of a JSON file."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def write_schemas(
    folder: Path, *, words: Mapping[str, Any], patch: bool, ids: Mapping[str, Iterable[str]] | None = None
) -> list[Path]:
    """Write every schema into `folder` as `<name>.json`, over older ones; the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name in FILES:
        path = folder / f"{name}.json"
        path.write_text(to_text(schema_of(name, words=words, patch=patch, ids=ids)), encoding="utf-8")
        paths.append(path)
    return paths
