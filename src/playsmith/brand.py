"""The files that the brand names: they are there, and hold what they should."""

from __future__ import annotations

from collections.abc import Iterator

from playsmith.config import BRAND, merged_file
from playsmith.fonts import is_font
from playsmith.handwritten import Written, read_text
from playsmith.model import Brand
from playsmith.problems import Gathering, Problem, did_you_mean
from playsmith.project import Project
from playsmith.source import Loc, Node
from playsmith.trust import svg_problems

_RULE = "brand"


def brand_problems(project: Project, brand: Brand, written: Written) -> tuple[Problem, ...]:
    """Files and pages that brand.yaml names and that no layer has, and files that are not what they should be."""
    node = merged_file(project, BRAND)
    gathering = Gathering()
    for key in ("logo", "favicon"):
        if path := getattr(brand, key):
            gathering.problems += _image(project, node, (key,), path, written, gathering)
    for key, path in brand.fonts.files.items() if brand.fonts else ():
        gathering.problems += _font(node, ("fonts", key), path, written)
    for index, path in enumerate(brand.legal):
        if path not in written.pages:
            message = f"legal[{index}]: there is no page playbook/{path}"
            hint = did_you_mean(path, [*written.pages]) or "Write the page, or remove the line."
            gathering.problems.append(Problem(node.at(("legal", index)).mark, message, hint, _RULE))
    return tuple(gathering.problems)


def _image(
    project: Project, node: Node, loc: Loc, path: str, written: Written, gathering: Gathering
) -> Iterator[Problem]:
    if path not in written.files:
        yield _missing(node, loc, path, written)
    elif path.endswith(".svg"):
        file = written.files[path]
        layer = next(one for one in reversed(project.layers) if file.is_relative_to(one.root))
        shown = project.shown(layer, f"playbook/{path}")
        # The readers' browsers open it by itself too, where what it holds would run: in trusted layers as well.
        yield from svg_problems(gathering(read_text, file, shown) or "", shown)


def _font(node: Node, loc: Loc, path: str, written: Written) -> Iterator[Problem]:
    if path not in written.files:
        yield _missing(node, loc, path, written)
    elif not is_font(written.files[path].read_bytes()):
        message = f"{'.'.join(loc)}: playbook/{path} is no WOFF2 font"
        yield Problem(node.at(loc).mark, message, "Convert the font to WOFF2; renaming it is not enough.", _RULE)


def _missing(node: Node, loc: Loc, path: str, written: Written) -> Problem:
    message = f"{'.'.join(loc)}: no layer has playbook/{path}"
    hint = did_you_mean(path, [*written.files]) or "Put the file below playbook/, and name it as seen from there."
    return Problem(node.at(loc).mark, message, hint, _RULE)
