"""A new base under a client's playbook: what arrives, what meets the client's own patches, and what is kept."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from playsmith.cli import main
from playsmith.compare import compare
from playsmith.content import read_content
from playsmith.problems import PlaybookError
from playsmith.project import Project, find_project
from playsmith.upgrade import LOCK, plan_upgrade, read_snapshot, take_snapshot, write_snapshot

type Build = Callable[..., Project]

CLIENT = {
    "playbook/metrics/win-rate.yaml": "cadence: weekly\ntitle: Hit rate\ntarget: {low: 0.3}\n",
    "playbook/tools/crm.yaml": "hide: true\n",
    "playbook/roles/seller.yaml": "aliases: {add: [Closer]}\n",
}


@pytest.fixture
def client(project: Build) -> Project:
    built = project(CLIENT, base="client")
    write_snapshot(built)
    return built


def change(project: Project, path: str, old: str, new: str) -> None:
    file = project.base.layers[-1].root / path
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))


def run(project: Project, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["-C", str(project.root), "upgrade", *arguments])
    return result.exit_code, result.output


def test_what_is_kept_is_what_was_there(client: Project) -> None:
    snapshot = read_snapshot(client.root / LOCK)
    assert snapshot == take_snapshot(client)
    assert not compare(snapshot.content, read_content(client.base))


def test_nothing_new_nothing_told(client: Project) -> None:
    assert run(client) == (
        0,
        f"From {take_snapshot(client).version} to {take_snapshot(client).version}\n\nnothing has changed\n",
    )


def test_what_arrives_and_what_meets(client: Project) -> None:
    change(client, "playbook/metrics/win-rate.yaml", "cadence: monthly", "cadence: quarterly")
    change(client, "playbook/metrics/win-rate.yaml", "title: Win rate", "title: Hit rate")
    change(client, "playbook/metrics/win-rate.yaml", "indicator: lagging", "indicator: leading")
    change(client, "playbook/roles/seller.yaml", "summary: Talks", "summary: Speaks")
    change(client, "playbook/tools/crm.yaml", "title: CRM", "title: The CRM")
    plan = plan_upgrade(client, read_snapshot(client.root / LOCK), take_snapshot(client))
    assert [(one.path, one.loc) for one in plan.arriving.documents] == [
        ("playbook/metrics/win-rate.yaml", ("indicator",)),
        ("playbook/roles/seller.yaml", ("summary",)),
    ]
    assert [(one.change.loc, one.yours, one.agrees, str(one.mark)) for one in plan.conflicts] == [
        (("title",), "Hit rate", True, "playbook/metrics/win-rate.yaml:2:1"),
        (("cadence",), "weekly", False, "playbook/metrics/win-rate.yaml:1:1"),
    ]
    code, told = run(client)
    assert code == 1
    assert "indicator: lagging → leading" in told
    assert "! Hit rate, cadence  playbook/metrics/win-rate.yaml:1:1\n      the base: monthly → quarterly" in told
    assert "the same: your patch is no longer needed" in told


def test_what_arrives_is_what_changes_for_the_client(client: Project) -> None:
    before = read_content(client)
    change(client, "playbook/metrics/win-rate.yaml", "indicator: lagging", "indicator: leading")
    change(client, "playbook/metrics/win-rate.yaml", "cadence: monthly", "cadence: quarterly")
    plan = plan_upgrade(client, read_snapshot(client.root / LOCK), take_snapshot(client))
    assert compare(before, read_content(client)) == plan.arriving


def test_a_list_that_is_only_added_to_takes_both(client: Project) -> None:
    change(client, "playbook/roles/seller.yaml", "team: sales\n", "team: sales\naliases: [Vendor]\n")
    assert not plan_upgrade(client, read_snapshot(client.root / LOCK), take_snapshot(client)).conflicts
    change(client, "playbook/roles/seller.yaml", "[Vendor]", "[Vendor, Closer]")
    write_snapshot(client)
    change(client, "playbook/roles/seller.yaml", "[Vendor, Closer]", "[Closer]")
    assert plan_upgrade(client, read_snapshot(client.root / LOCK), take_snapshot(client)).conflicts


def test_what_is_gone_below_a_patch_meets_it(client: Project) -> None:
    (client.base.layers[-1].root / "playbook/metrics/win-rate.yaml").unlink()
    plan = plan_upgrade(client, read_snapshot(client.root / LOCK), take_snapshot(client))
    assert [(one.change.path, one.change.kind) for one in plan.conflicts] == [
        ("playbook/metrics/win-rate.yaml", "removed")
    ]


def test_templates_that_were_replaced_meet(client: Project) -> None:
    own = client.root / "templates/pages/tool.md.j2"
    own.parent.mkdir(parents=True)
    own.write_text("# Ours\n")
    for name in ("tool", "role"):
        change(client, f"templates/pages/{name}.md.j2", "{%", "{# new #}{%")
    plan = plan_upgrade(client, read_snapshot(client.root / LOCK), take_snapshot(client))
    assert [one.change.path for one in plan.conflicts] == ["templates/pages/tool.md.j2"]
    assert [one.path for one in plan.arriving.files] == ["templates/pages/role.md.j2"]


def test_nothing_is_written_unless_told(client: Project) -> None:
    change(client, "playbook/metrics/win-rate.yaml", "cadence: monthly", "cadence: quarterly")
    kept = (client.root / LOCK).read_bytes()
    assert run(client)[0] == 1
    assert run(client, "--json")[0] == 1
    assert (client.root / LOCK).read_bytes() == kept
    assert run(client, "--write")[0] == 0
    assert run(client)[0] == 0


@pytest.mark.parametrize(
    "text", [None, "", "{", "[]", '{"playsmith": "1"}', '{"playsmith": 1, "layers": 2, "documents": 3}']
)
def test_a_missing_or_spoiled_snapshot_is_told(client: Project, text: str | None) -> None:
    if text is None:
        (client.root / LOCK).unlink()
    else:
        (client.root / LOCK).write_text(text)
    with pytest.raises(PlaybookError, match="playsmith upgrade --write"):
        read_snapshot(client.root / LOCK)


def test_between_two_places(client: Project, tmp_path: Path) -> None:
    kept = tmp_path / "old.json"
    shutil.copy(client.root / LOCK, kept)
    change(client, "playbook/metrics/win-rate.yaml", "indicator: lagging", "indicator: leading")
    new = tmp_path / "new.json"
    shutil.copy(write_snapshot(client), new)
    arguments = ["-C", str(client.root), "diff", "--upgrade", str(kept), str(new), "--json"]
    told = json.loads(CliRunner().invoke(main, arguments).output)
    assert [(one["loc"], one["old"], one["new"]) for one in told["arriving"]["documents"]] == [
        (["indicator"], "lagging", "leading")
    ]


def test_another_reference_stands_in_for_the_installed_one(project: Build, tmp_path: Path) -> None:
    client = project({"playbook/metrics/cac.yaml": "unit: euros\n"}, base="reference")
    other = tmp_path / "other"
    reference = client.base.layers[0].root
    for folder in ("playbook", "calculators", "templates", "site_config"):
        shutil.copytree(reference / folder, other / folder)
    cac = other / "playbook/metrics/cac.yaml"
    cac.write_text(cac.read_text().replace("unit: currency per new customer", "unit: money per customer"))
    arguments = ["-C", str(client.root), "diff", "--upgrade", str(other), str(reference), "--json"]
    told = json.loads(CliRunner().invoke(main, arguments, catch_exceptions=False).output)
    assert told["arriving"] == {"documents": [], "files": []}
    assert [(one["loc"], one["yours"]) for one in told["conflicts"]] == [(["unit"], "euros")]


def test_the_base_is_what_lies_below_the_project(project: Build) -> None:
    client = project({}, base="client")
    assert [layer.name for layer in client.base.layers] == ["base"]
    assert find_project(client.root).own_layer.root == client.root
