"""The command line: what it says, where, and with which exit code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from playsmith.cli import main
from playsmith.project import Project

type Build = Callable[..., Project]


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(one) for one in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_check_of_a_sound_playbook(project: Build) -> None:
    result = run("-C", project().root, "check")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.endswith("no problem\n")


def test_check_tells_all_problems_sorted_and_counts_them(project: Build) -> None:
    built = project(
        {
            "playbook/tools/crm.yaml": "titel: CRM\n",
            "playbook/playbook.yaml": "title: 'x\n",
            "site_config/brand.yaml": "a: [\n",
        }
    )
    result = run("-C", built.root, "check")
    assert result.exit_code == 1
    assert result.stderr == ""
    lines = result.stdout.splitlines()
    files = [line.split(":")[0] for line in lines if line.startswith(("playbook/", "site_config/"))]
    assert files == sorted(files)
    assert {"playbook/playbook.yaml", "playbook/tools/crm.yaml", "site_config/brand.yaml"} == set(files)
    assert lines[-1].endswith(f"{len(files)} errors")
    assert "Traceback" not in result.output


def test_check_lists_what_hiding_left_out(project: Build) -> None:
    result = run("-C", project({"playbook/tools/crm.yaml": "hide: true\n"}, base="client").root, "check", "--notes")
    assert result.exit_code == 0
    assert "note: tools[0]: the tool 'crm' is hidden; it is left out" in result.stdout


def test_one_problem_is_one_problem(project: Build) -> None:
    assert run("-C", project({"playbook/glossary/deal.yaml": ""}).root, "check").stdout.endswith(" 1 error\n")


@pytest.mark.parametrize("arguments", [["nothing"], ["check", "--nothing"], ["-C", "/nowhere", "check"]])
def test_wrong_usage_exits_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_no_playbook(tmp_path: Path) -> None:
    result = run("-C", tmp_path, "check")
    assert result.exit_code == 1
    assert "no playbook here" in result.output


def test_build_writes_the_site(project: Build, tmp_path: Path) -> None:
    result = run("-C", project().root, "build", "--strict", "--site-dir", tmp_path / "out")
    assert result.exit_code == 0
    assert (tmp_path / "out/index.html").is_file()


def test_strict_fails_on_a_warning(project: Build, tmp_path: Path) -> None:
    built = project({"playbook/tools/crm.yaml": "title: CRM\n"}, base="client")
    assert run("-C", built.root, "build", "--site-dir", tmp_path / "out").exit_code == 0
    assert run("-C", built.root, "build", "--strict", "--site-dir", tmp_path / "out").exit_code == 1
