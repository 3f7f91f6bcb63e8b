"""What templates are given: their names stand in templates.yaml, the files in templates/."""

from __future__ import annotations

from pathlib import Path

from playsmith.model import KINDS
from playsmith.project import reference_root
from playsmith.render import fill
from playsmith.source import read_document

HERE = Path(__file__).parent


def pages() -> dict[str, str]:
    """`reference/templates.md`."""
    text = (HERE / "templates.md.j2").read_text("utf-8")
    given = read_document(HERE / "templates.yaml", "templates.yaml").plain()
    kinds = [(folder, model.kind) for folder, model in KINDS.items()]
    return {"reference/templates.md": fill(text, given=given, kinds=kinds, files=files())}


def files() -> list[str]:
    """Every template of the reference playbook, below `templates/`."""
    root = reference_root() / "templates"
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
