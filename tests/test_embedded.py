"""Calculators in hand-written pages: whole where a line stands for one, told where it cannot."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from playsmith.problems import PlaybookError
from playsmith.project import Project
from playsmith.publish import build as publish
from playsmith.site import build_site

type Build = Callable[..., Project]

PAGE = """---
title: What a customer costs
---
# What a customer costs

Put in your own numbers:
{calculator:cac}
Then split the budget.

{calculator:budget-split}

Write `{calculator:cac}` for it, or in a block:

```
{calculator:nothing}
```
"""


def refused(project: Project) -> str:
    with pytest.raises(PlaybookError) as error:
        build_site(project)
    return str(error.value)


def test_a_line_stands_for_a_calculator(project: Build) -> None:
    built = project({"playbook/costs.md": PAGE}, base="reference")
    text = next(page.text for page in build_site(built).pages if page.path == "costs.md")
    assert text.count('<playsmith-calculator calculator="cac">') == 1
    assert text.count('<playsmith-calculator calculator="budget-split">') == 1
    assert "`{calculator:cac}` for it" in text and "\n{calculator:nothing}\n" in text
    page = (Path(publish(built, strict=True, site_dir=None)) / "costs.html").read_text("utf-8")
    # The results of the defaults are there, and the scripts that the calculators stand on.
    assert re.search(r'<output [^>]*data-output="cac"[^>]*data-value=', page)
    for script in ("calculators/cac.js", "calculators/budget-split.js"):
        assert f'<script src="assets/playsmith/{script}"></script>' in page
    assert "<p>Then split the budget.</p>" in page and "&lt;playsmith" not in page


def test_a_layer_that_is_not_trusted_may_have_them(project: Build, tmp_path: Path) -> None:
    house = tmp_path / "house/playbook"
    house.mkdir(parents=True)
    (house / "playbook.yaml").write_text("extends: reference\ntitle: The house\n")
    (house / "costs.md").write_text("# Costs\n\nOurs:\n\n{calculator:cac}\n")
    built = project({"playbook/playbook.yaml": "extends: ../house\ntitle: A client's\n"}, base="reference")
    text = next(page.text for page in build_site(built).pages if page.path == "costs.md")
    assert '<playsmith-calculator calculator="cac">' in text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{calculator:cax}", "1: there is no calculator 'cax'\n    did you mean 'cac'"),
        ("Here it is: {calculator:cac}", "13: '{calculator:cac}' within other text\n    Put it on a line of its own"),
        ("{calculator:cac}\n\n{calculator:cac}", "1: '{calculator:cac}' a second time on this page"),
    ],
)
def test_what_cannot_stand_for_one_is_told(project: Build, line: str, said: str) -> None:
    message = refused(project({"playbook/costs.md": f"# Costs\n\n{line}\n"}, base="reference"))
    assert f":{said}" in message and message.startswith("playbook/costs.md:")
