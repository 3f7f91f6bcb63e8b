"""Where each value comes from, and what it replaced."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from playsmith.cli import main
from playsmith.explain import explain
from playsmith.load import load_playbook
from playsmith.problems import PlaybookError
from playsmith.project import Project, find_project

type Build = Callable[..., Project]

CLIENT = {
    "playbook/metrics/win-rate.yaml": "cadence: weekly\ntarget:\n  low: 0.3\nformulas: null\n",
    "playbook/tools/crm.yaml": "hide: true\n",
    "playbook/roles/seller.yaml": "metrics: {add: [lost-rate]}\n",
    "playbook/about.md": "# About\n",
    "site_config/brand.yaml": "name: Client\n",
    "templates/pages/tool.md.j2": "# {{ tool.title }}\n",
}


@pytest.fixture
def client(project: Build) -> Project:
    return project(CLIENT, base="client")


def told(project: Project, target: str) -> str:
    result = CliRunner().invoke(main, ["-C", str(project.root), "explain", target], catch_exceptions=False)
    return result.output


GOLDEN = {
    "metrics/win-rate:cadence": """\
metrics/win-rate.yaml
  cadence: weekly
      playbook/metrics/win-rate.yaml:1:10  project
      instead of monthly  base:playbook/metrics/win-rate.yaml:9:10  base
""",
    "metrics/win-rate.yaml:target": """\
metrics/win-rate.yaml
  target.low: 0.3
      playbook/metrics/win-rate.yaml:3:8  project
""",
    "playbook/metrics/win-rate.yaml:formulas": """\
metrics/win-rate.yaml
  formulas: removed
      playbook/metrics/win-rate.yaml:4:1  project
      instead of label: WR, kind: percent, expression: won / closed, quantities: won: label: won, kind: ...  \
base:playbook/metrics/win-rate.yaml:13:3  base
""",
    "tools/crm": """\
tools/crm.yaml
  hidden
      playbook/tools/crm.yaml:1:1  project
      instead of base:playbook/tools/crm.yaml:1:1  base
""",
    "roles/seller:metrics": """\
roles/seller.yaml
  metrics: win-rate, lost-rate
      playbook/roles/seller.yaml:1:10  project
      instead of win-rate  base:playbook/roles/seller.yaml:6:10  base
""",
    "roles/seller:metrics[0]": """\
roles/seller.yaml
  metrics[0]: win-rate
      base:playbook/roles/seller.yaml:6:11  base
""",
    "brand:name": """\
site_config/brand.yaml
  name: Client
      site_config/brand.yaml:1:7  project
      instead of Sales and marketing  base:site_config/brand.yaml:2:7  base
""",
    "about.md": """\
about.md
  about.md
      playbook/about.md  project
""",
    "templates/pages/tool.md.j2": """\
templates/pages/tool.md.j2
  tool.md.j2
      templates/pages/tool.md.j2  project
      instead of base:templates/pages/tool.md.j2  base
""",
}


@pytest.mark.parametrize("target", GOLDEN)
def test_what_is_explained(client: Project, target: str) -> None:
    assert told(client, target) == GOLDEN[target]


@pytest.mark.parametrize(
    ("target", "cure"),
    [
        ("metrics/win-rat", "did you mean 'metrics/win-rate'"),
        ("metrics/win-rate:cadense", "did you mean 'cadence'"),
        ("metrics/win-rate:target.lo", "did you mean 'low'"),
        ("nothing-of-the-kind", "A path such as"),
        ("../../etc/passwd", "A path such as"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(client: Project, target: str, cure: str) -> None:
    with pytest.raises(PlaybookError) as error:
        explain(client, target)
    assert cure in str(error.value)


def test_as_json(client: Project) -> None:
    assert json.loads(
        CliRunner().invoke(main, ["-C", str(client.root), "explain", "metrics/win-rate:cadence", "--json"]).output
    ) == {
        "path": "playbook/metrics/win-rate.yaml",
        "values": [
            {
                "key": "cadence",
                "layer": "project",
                "file": "playbook/metrics/win-rate.yaml",
                "line": 1,
                "column": 10,
                "value": "weekly",
                "replaced": [
                    {
                        "layer": "base",
                        "file": "base:playbook/metrics/win-rate.yaml",
                        "line": 9,
                        "column": 10,
                        "value": "monthly",
                    }
                ],
            }
        ],
    }


def test_layers_of_layers_are_told_from_the_outermost_in(project: Build, tmp_path: Path) -> None:
    project({"playbook/metrics/win-rate.yaml": "cadence: weekly\n"}, base="client", name="house")
    (tmp_path / "outer/playbook/metrics").mkdir(parents=True)
    (tmp_path / "outer/playbook/playbook.yaml").write_text("extends: ../house\ntrust: [../base]\n")
    (tmp_path / "outer/playbook/metrics/win-rate.yaml").write_text("cadence: yearly\n")
    [value] = explain(find_project(tmp_path / "outer"), "metrics/win-rate:cadence").values
    assert [(one.layer, one.value) for one in value.sayings] == [
        ("base", "monthly"),
        ("house", "weekly"),
        ("outer", "yearly"),
    ]


def test_what_holds_is_what_the_playbook_says(project: Build) -> None:
    files = {key: CLIENT[key] for key in ("playbook/metrics/win-rate.yaml", "site_config/brand.yaml")}
    client = project(files, base="client", name="whole")
    for path, document in load_playbook(client).documents.items():
        for value in explain(client, path).values:
            if not value.sayings[-1].removed:
                assert value.sayings[-1].value == document.at(value.loc).plain()
