"""The files of a new project: those of `starter/`, filled in, and what is made from the reference playbook."""

from __future__ import annotations

import json
import re
from pathlib import Path

from playsmith import __version__
from playsmith.project import reference_root
from playsmith.render import fill
from playsmith.scaffold.choices import Choices
from playsmith.schema import FILES

STARTER = Path(__file__).parent.parent / "starter"
# Files whose names begin with a dot are kept under names that tools do not act on: dot-gitignore is .gitignore.
_DOT = "dot-"
_TEMPLATE = ".j2"


def plan_files(choices: Choices) -> dict[str, bytes]:
    """Every file of the new project by its path, but for the schemas, which need the project."""
    variables = {
        "client": choices.client,
        "title": choices.title,
        "layers": choices.layers,
        "language": choices.language,
        "locale": choices.locale,
        "currency": choices.currency,
        "colour": choices.colour,
        "logo": choices.logo.path if choices.logo else None,
        "notes": choices.notes,
        "version": __version__,
        "schemas": FILES,
    }
    files = {}
    for path in sorted(STARTER.rglob("*")):
        if path.is_file():
            name = "/".join(re.sub(f"^{_DOT}", ".", part) for part in path.relative_to(STARTER).parts)
            text = path.read_text(encoding="utf-8")
            filled = fill(text, **variables) if path.suffix == _TEMPLATE else text
            files[name.removesuffix(_TEMPLATE)] = filled.encode()
    files["mkdocs.yml"] = _mkdocs(choices.title).encode()
    if choices.logo:
        files[f"playbook/{choices.logo.path}"] = choices.logo.content
    return files


def _mkdocs(title: str) -> str:
    """The reference playbook's mkdocs.yml with another name: what it says of the theme fits every playbook."""
    text = (reference_root() / "mkdocs.yml").read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    while lines and lines[0].startswith("#"):
        del lines[0]
    name = f"site_name: {json.dumps(title, ensure_ascii=False)}"
    return "# What MkDocs has to know. What the playbook says stands in playbook/, how it looks in site_config/.\n" + (
        re.sub(r"(?m)^site_name:.*$", lambda _: name, "".join(lines), count=1)
    )
