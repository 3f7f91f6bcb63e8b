"""A thing that names nothing has no empty list on its page, and no heading with nothing below it."""

from __future__ import annotations

import re

import pytest

from playsmith.project import find_project
from playsmith.site import build_site

FILES = {
    "playbook/roles/brand-manager.yaml": (
        "{activities: [], metrics: [], tools: [], skills: [], stages: [], works_with: [], good_week: []}\n"
    ),
    "playbook/teams/sales.yaml": "{does: [], metrics: [], skills: [], tools: [], needs: []}\n",
    "playbook/activities/qualifying.yaml": "{measured_by: [], skills: [], tools: []}\n",
    "playbook/guidelines/proof-by-revenue.yaml": "{calculators: [], metrics: [], activities: [], roles: []}\n",
    "playbook/metrics/ces.yaml": "{related: [], edge_cases: [], formulas: []}\n",
    "playbook/overlaps/crm.yaml": "{activities: [], practices: [], tools: []}\n",
    "playbook/stages/interest.yaml": "{metrics: []}\n",
    "playbook/tools/crm.yaml": "{examples: [], set_up_well: []}\n",
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    root = tmp_path_factory.mktemp("empty")
    for path, text in {"playbook/playbook.yaml": "extends: reference\n", **FILES}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return {page.path: page.text for page in build_site(find_project(root)).pages}


def test_no_list_is_empty(pages: dict[str, str]) -> None:
    empty = re.compile(r"<(ul|ol|dl|dd)\b[^>]*>\s*</\1>")
    assert {path: empty.search(text)[0] for path, text in pages.items() if empty.search(text)} == {}


def test_no_heading_is_left_alone(pages: dict[str, str]) -> None:
    alone = re.compile(r"^(#{2,6}) .*\n+(?=#{1,2} |\Z)", re.MULTILINE)
    assert {path: alone.search(text)[0] for path, text in pages.items() if alone.search(text)} == {}
