"""A client's layer over another: patches, things that are hidden, the order of layers, files that replace."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from playsmith.config import load_config
from playsmith.load import Playbook, load_playbook
from playsmith.problems import PlaybookError
from playsmith.project import Project
from playsmith.site import build_site

ROOT = Path(__file__).parent.parent
type Build = Callable[..., Project]


@pytest.fixture
def client(project: Build) -> Callable[[dict], Playbook]:
    return lambda files: load_playbook(project(files, base="client"))


@pytest.fixture
def refused(project: Build) -> Callable[[dict], str]:
    def said(files: dict) -> str:
        with pytest.raises(PlaybookError) as error:
            load_playbook(project(files, base="client"))
        return str(error.value)

    return said


def test_a_patch_changes_what_it_says_and_nothing_else(client: Callable) -> None:
    playbook = client(
        {"playbook/metrics/win-rate.yaml": "title: Quota\ntarget: {low: 0.3}\naliases: {add: [Hit rate]}\n"}
    )
    metric = playbook.get("metric", "win-rate")
    assert (metric.title, metric.target.low, metric.aliases) == ("Quota", 0.3, ("WR", "Hit rate"))
    assert metric.formulas[0].gives == 0.25
    assert playbook.info.title == "A client's playbook"
    assert str(playbook.mark("metric", "win-rate", ("target", "low"))) == "playbook/metrics/win-rate.yaml:2:15"
    assert playbook.mark("metric", "win-rate", ("why",)).file == "base:playbook/metrics/win-rate.yaml"


def test_problems_name_the_layer_where_they_are(refused: Callable, project: Build) -> None:
    base = project({"playbook/glossary/deal.yaml": "title: Deal\n"}, name="base")
    assert base.root.name == "base"
    assert "playbook/tools/crm.yaml:1:1: unknown key 'titel'" in refused({"playbook/tools/crm.yaml": "titel: x\n"})


def test_a_broken_file_of_the_layer_below_is_told_once_and_its_patch_not(project: Build, tmp_path: Path) -> None:
    built = project({"playbook/glossary/deal.yaml": "title: A deal\n"}, base="client")
    (tmp_path / "base/playbook/glossary/deal.yaml").write_text("title: [")
    with pytest.raises(PlaybookError) as error:
        load_playbook(built)
    assert [problem.mark.file for problem in error.value.problems] == ["base:playbook/glossary/deal.yaml"]


def test_layers_come_in_order(project: Build, tmp_path: Path) -> None:
    project({"playbook/tools/crm.yaml": "title: From industry\nsummary: industry\n"}, base="client", name="industry")
    (tmp_path / "industry/playbook/playbook.yaml").write_text("extends: ../base\n")
    built = project(
        {"playbook/playbook.yaml": "extends: ../industry\n", "playbook/tools/crm.yaml": "summary: client\n"},
        base="client",
    )
    assert [layer.name for layer in built.layers] == ["base", "industry", "project"]
    tool = load_playbook(built).get("tool", "crm")
    assert (tool.title, tool.summary, tool.used_for[0].text) == ("From industry", "client", "Keeping the list.")


def test_null_for_a_key_that_is_needed(refused: Callable) -> None:
    assert refused({"playbook/tools/crm.yaml": "teams: null\n"}).startswith(
        "playbook/tools/crm.yaml:1:1: the key 'teams' is missing"
    )


def test_null_for_what_is_not_there(refused: Callable) -> None:
    said = refused({"playbook/tools/crm.yaml": "common_mistake: null\n"}).splitlines()
    assert said[-2] == "playbook/tools/crm.yaml:1:1: 'common_mistake' is removed here, but the layer below has none"


def test_a_patch_that_changes_nothing_is_a_warning(client: Callable) -> None:
    playbook = client({"playbook/tools/crm.yaml": "title: CRM\n"})
    assert [(str(one.mark), one.level) for one in playbook.warnings] == [("playbook/tools/crm.yaml:1:1", "warning")]


def test_a_patch_of_what_is_not_there_is_a_thing_of_its_own_and_not_whole(refused: Callable) -> None:
    assert "playbook/tools/crmm.yaml:1:1: the key 'summary' is missing" in refused(
        {"playbook/tools/crmm.yaml": "title: x\n"}
    )


# Hidden things --------------------------------------------------------------------------------


def test_a_hidden_thing_leaves_no_trace(client: Callable) -> None:
    playbook = client({"playbook/tools/crm.yaml": "hide: true\n", "playbook/activities/calling.yaml": "hide: true\n"})
    role = playbook.get("role", "seller")
    assert ("tool", "crm") not in playbook.entities
    assert role.tools == ()
    assert role.mission == "Help people decide, see calling."
    assert ("activity", "calling") not in playbook.used_by
    assert not any("calling" in str(key) for key in playbook.documents)
    assert [(one.level, one.rule) for one in playbook.warnings] == [("note", "hidden")] * 3
    notes = "\n".join(map(str, playbook.warnings))
    assert "base:playbook/roles/seller.yaml:4:10: note: mission: the activity 'calling' is hidden; the link is" in notes
    assert "base:playbook/roles/seller.yaml:5:14: note: activities[0]: the activity 'calling' is hidden" in notes


def test_what_cannot_be_without_a_hidden_thing_is_told(refused: Callable) -> None:
    said = refused({"playbook/teams/sales.yaml": "hide: true\n"})
    assert "base:playbook/roles/seller.yaml:3:7: team: the team 'sales' is hidden, but needed here" in said
    assert "Name another one in a patch of this file, or hide this as well." in said


def test_a_hidden_team_goes_from_mappings_and_lists(client: Callable) -> None:
    playbook = client(
        {
            "playbook/teams/marketing.yaml": "hide: true\n",
        }
    )
    assert set(playbook.get("stage", "decision").parts) == {"sales"}
    assert playbook.get("activity", "calling").teams == ("sales",)


def test_an_item_that_is_about_a_hidden_thing_goes_as_a_whole(project: Build) -> None:
    path = (
        "title: Start\nsummary: The way in.\nrole: seller\nsteps:\n"
        "  - {title: One, minutes: 5, visit: tool:crm, do: Read., question: Why?, answer: So.}\n"
        "  - {title: Two, minutes: 5, visit: metric:win-rate, do: Read., question: Why?, answer: So.}\n"
    )
    playbook = load_playbook(
        project({"playbook/paths/start.yaml": path, "playbook/tools/crm.yaml": "hide: true\n"}, base="client")
    )
    assert [step.title for step in playbook.get("path", "start").steps] == ["Two"]


def test_the_last_item_of_a_list_that_may_not_be_empty(refused: Callable) -> None:
    said = refused({"playbook/roles/seller.yaml": "hide: true\n"})
    assert "base:playbook/alignment/talk.yaml" in said
    assert "practices.weekly.who: too short" in said
    assert "no role" not in said


def test_a_quantity_of_a_hidden_metric_stays_without_its_link(project: Build) -> None:
    base = (ROOT / "tests/sites/minimal/input/playbook/metrics/win-rate.yaml").read_text()
    other = base.replace("label: won, kind", "label: won, metric: win-rate, kind").replace("Win rate", "Other")
    playbook = load_playbook(
        project(
            {
                "playbook/metrics/other.yaml": other,
                "playbook/metrics/win-rate.yaml": "hide: true\n",
                "playbook/glossary/deal.yaml": "see: null\n",
                "playbook/playbook.yaml": "extends: ../base\nhome:\n"
                "  doors: [{title: a, text: b, action: c, to: tools}]\n",
            },
            base="client",
        )
    )
    quantity = playbook.get("metric", "other").formulas[0].quantities["won"]
    assert (quantity.label, quantity.metric) == ("won", None)


@pytest.mark.parametrize("patch", ["practices: {yearly: null}\n", "practices: {yearly: {hide: true}}\n"])
def test_a_practice_is_hidden_by_its_step(patch: str, client: Callable) -> None:
    playbook = client({"playbook/alignment/talk.yaml": patch})
    assert list(playbook.get("step", "talk").practices) == ["weekly"]
    assert ("practice", "yearly") not in playbook.entities


def test_references_to_a_hidden_practice_go(project: Build) -> None:
    overlap = (
        "title: Both\nsummary: [].\norder: 1\nsides: {marketing: Before., sales: After.}\n"
        "share: ['[](practice:yearly) helps.']\npractices: [weekly, yearly]\n"
    ).replace("[].", "Two.")
    files = {"playbook/overlaps/both.yaml": overlap, "playbook/alignment/talk.yaml": "practices: {yearly: null}\n"}
    found = load_playbook(project(files, base="client")).get("overlap", "both")
    assert found.practices == ("weekly",)
    assert found.share == ("A yearly look back helps.",)


def test_a_practice_is_patched_in_its_step(client: Callable) -> None:
    playbook = client({"playbook/alignment/talk.yaml": "practices: {weekly: {cadence: Every Friday}}\n"})
    practice = playbook.get("practice", "weekly")
    assert (practice.cadence, practice.how) == ("Every Friday", ("Read the list.",))
    assert playbook.mark("practice", "weekly", ("cadence",)).file == "playbook/alignment/talk.yaml"


def test_a_removed_source_is_no_longer_named(client: Callable) -> None:
    playbook = client({"playbook/playbook.yaml": "extends: ../base\nsources: {guide: null}\n"})
    assert playbook.get("team", "sales").does[0].sources == ()


def test_hidden_below_and_brought_back_above(project: Build, tmp_path: Path) -> None:
    project({"playbook/tools/crm.yaml": "hide: true\n"}, base="client", name="industry")
    top = {"playbook/playbook.yaml": "extends: ../industry\n"}
    assert ("tool", "crm") not in load_playbook(project(top, base="client")).entities
    back = {**top, "playbook/tools/crm.yaml": "hide: false\ntitle: List\n"}
    assert load_playbook(project(back, base="client", name="back")).get("tool", "crm").title == "List"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hide: true\n", None),
        ("hide: yes\n", ":1:7: hide: this has no meaning here"),
        ("hide: false\n", ":1:7: hide: this has no meaning here"),
        ("hide: [true]\n", ":1:7: hide: this has no meaning here"),
    ],
)
def test_what_hide_may_say(text: str, said: str | None, project: Build) -> None:
    built = project({"playbook/tools/crm.yaml": text}, base="client")
    if said is None:
        assert ("tool", "crm") not in load_playbook(built).entities
    else:
        with pytest.raises(PlaybookError, match=said[1:].split(":", 2)[2].strip()):
            load_playbook(built)


def test_hiding_twice_is_told(project: Build) -> None:
    project({"playbook/tools/crm.yaml": "hide: true\n"}, base="client", name="industry")
    files = {"playbook/playbook.yaml": "extends: ../industry\n", "playbook/tools/crm.yaml": "hide: true\n"}
    warnings = load_playbook(project(files, base="client")).warnings
    assert [str(one.mark) for one in warnings if "hidden already" in one.message] == ["playbook/tools/crm.yaml:1:1"]


def test_a_thing_of_the_reference_playbook_can_be_hidden_and_all_pages_stay_whole(project: Build) -> None:
    site = build_site(project({"playbook/tools/crm.yaml": "hide: true\n"}, base="reference"))
    assert "tools/crm.md" not in {page.path for page in site.pages}
    assert not any("tools/crm.html" in page.text for page in site.pages)
    assert {remark.level for remark in site.remarks} == {"note"}


# Other files ----------------------------------------------------------------------------------


def test_a_template_at_the_same_path_replaces(project: Build) -> None:
    files = {"templates/pages/tool.md.j2": "# {{ tool.title | heading }}\n\nOurs.\n"}
    pages = {page.path: page.text for page in build_site(project(files, base="client")).pages}
    assert pages["tools/crm.md"].endswith("# CRM\n\nOurs.\n")
    assert "Ours." not in pages["roles/seller.md"]


def test_templates_of_a_layer_are_used_where_the_outermost_playbook_trusts_it(project: Build, tmp_path: Path) -> None:
    built = project(base="client")
    (tmp_path / "base/templates/pages/tool.md.j2").write_text("# Theirs\n")
    assert "# Theirs" in {page.path: page.text for page in build_site(built).pages}["tools/crm.md"]
    wary = project({"playbook/playbook.yaml": "extends: ../base\n"}, base="client", name="wary")
    with pytest.raises(PlaybookError, match=r"is not trusted\n.*write .trust: \[\.\./base\]."):
        build_site(wary)


def test_words_and_brand_are_merged(project: Build) -> None:
    files = {
        "site_config/brand.yaml": "name: Ours\n",
        "site_config/locale/en.yaml": "nav: {home: Start}\n",
        "playbook/playbook.yaml": "extends: reference\n",
    }
    config = load_config(project(files, base="reference"), "en")
    assert config.brand.name == "Ours"
    assert config.brand.colour.light.startswith("#")
    assert config.words["nav"]["home"] == "Start"
    assert config.words["nav"]["metrics"]


def test_find_gives_the_outermost(project: Build) -> None:
    built = project({"calculators/cac.py": "# ours\n"}, base="reference")
    assert built.find("calculators/cac.py") == built.root / "calculators/cac.py"
    assert built.find("calculators/clv.py") == ROOT / "calculators/clv.py"
    assert built.find("calculators/nothing.py") is None
