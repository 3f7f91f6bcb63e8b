"""The industry presets: sound, built without a warning, and really different from the reference and from each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from playsmith.changes import describe
from playsmith.checked import check_project
from playsmith.compare import Difference, compare
from playsmith.content import Content, read_content
from playsmith.load import load_playbook
from playsmith.project import PRESETS, Project, find_project, reference_root
from playsmith.publish import build as publish
from playsmith.reports import make_report
from playsmith.scaffold import Answers, plan_files, resolve, write_new
from playsmith.site import Site, build_site
from playsmith.untranslated import find_untranslated

type Build = Callable[..., Project]

INDUSTRIES = ("b2b-software", "retail-e-commerce", "professional-services")


@cache
def reference() -> Content:
    return read_content(find_project(reference_root()))


@cache
def contents(name: str) -> tuple[Content, Difference]:
    base = find_project(reference_root() / PRESETS / name)
    content = read_content(base)
    return content, compare(reference(), content)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Site]:
    built = {}
    for name in INDUSTRIES:
        root = tmp_path_factory.mktemp(name)
        (root / "playbook").mkdir()
        (root / "playbook/playbook.yaml").write_text(f"extends: {name}\n")
        built[name] = build_site(find_project(root))
    return built


def page(site: Site, path: str) -> str:
    return next(page.text for page in site.pages if page.path == path)


@pytest.mark.parametrize("name", INDUSTRIES)
def test_a_client_of_this_industry_has_no_problem(name: str, project: Build) -> None:
    checked = check_project(project({"playbook/playbook.yaml": f"extends: {name}\n"}, base="reference"))
    assert [one for one in checked.remarks if one.level != "note"] == []
    assert [one for one in checked.remarks if one.rule == "no-change"] == []


@pytest.mark.parametrize("name", INDUSTRIES)
def test_it_adds_hides_renames_and_sets_targets(name: str) -> None:
    content, difference = contents(name)
    groups = describe(difference, reference(), content)
    kinds = Counter(thing.change for group in groups for thing in group.things)
    assert kinds["added"] >= 6
    assert kinds["removed"] >= 6
    assert kinds["changed"] >= 15
    places = Counter(change.loc[0] for change in difference.documents if change.loc)
    assert places["target"] >= 5
    assert places["title"] >= 2
    calculators = {
        one.path for one in difference.documents if "calculators" in one.path and one.loc[-1:] == ("default",)
    }
    assert len(calculators) == 3
    assert {"home", "title", "summary"} <= {
        one.loc[0] for one in difference.documents if one.path.endswith("playbook.yaml")
    }
    ranges = {one.path for one in difference.documents if one.loc == ("ranges",)}
    assert len(ranges) == 2
    assert any("locale" in one.path for one in difference.documents)


COVERED = ("team", "role", "stage", "comparison", "step", "problem", "guideline", "section", "page")


@pytest.mark.parametrize("name", INDUSTRIES)
def test_in_german_nothing_of_it_stays_english(name: str, tmp_path: Path) -> None:
    """What the German layer covers, and every thing that is the preset's own."""
    files = plan_files(resolve(Answers(industry=name, language="de"), tmp_path / "kunde"))
    root = tmp_path / "kunde"
    write_new(root, files)
    playbook = load_playbook(find_project(root))
    assert [one for one in playbook.warnings if one.mark.file.startswith(f"{name}-german:")] == []
    own = {key for key, (path, _) in playbook.places.items() if not (reference_root() / path).exists()}
    untranslated = find_untranslated(playbook)
    places = {key for key in untranslated.shares if key[0] in COVERED or key in own}
    places |= {("calculator", id) for id in ("cac", "clv", "budget-split")}
    german = {path.stem for path in (reference_root() / PRESETS / "german/playbook/metrics").iterdir()}
    places |= {("metric", id) for id in german if ("metric", id) in playbook.entities}
    assert len(places) > 60
    assert {str(one.mark): one.text for key in places for one in untranslated.shares[key].foreign} == {}


@pytest.mark.parametrize("name", INDUSTRIES)
def test_a_german_client_of_this_industry_passes_strictly(name: str, tmp_path: Path) -> None:
    root = tmp_path / "kunde"
    write_new(root, plan_files(resolve(Answers(industry=name, language="de"), root)))
    report = make_report(root)
    assert [str(one) for one in report.problems if one.level != "note"] == []
    assert [str(one) for one in report.problems if one.mark.file.startswith("playbook/")] == []


def test_no_two_of_them_say_the_same() -> None:
    for one in INDUSTRIES:
        for other in INDUSTRIES:
            if one < other:
                assert len(compare(contents(one)[0], contents(other)[0]).documents) > 60


def test_the_shop_sells_without_proposals_and_calls(sites: dict[str, Site]) -> None:
    site = sites["retail-e-commerce"]
    paths = {page.path for page in site.pages}
    for gone in ("activities/proposal-writing.md", "activities/prospecting.md", "metrics/quota-attainment.md"):
        assert gone not in paths
    for there in (
        "metrics/roas.md",
        "metrics/mer.md",
        "metrics/repeat-purchase-rate.md",
        "activities/checkout-care.md",
    ):
        assert there in paths
    home = page(site, "index.md")
    assert "Where selling is automated" in home
    assert "told apart" in home
    assert "# Shop" in page(site, "teams/sales.md")


def test_software_is_read_by_its_recurring_numbers(sites: dict[str, Site]) -> None:
    site = sites["b2b-software"]
    playbook = load_playbook(site.project)
    assert "Net revenue retention" in page(site, "index.md")
    assert playbook.get("metric", "nrr").target.low == 1.0
    assert {"sales-development-representative", "account-executive"} <= {role.id for role in playbook.of("role")}
    assert "roas" not in {metric.id for metric in playbook.of("metric")}


def test_partners_sell_by_recommendation_and_proposal(sites: dict[str, Site]) -> None:
    playbook = load_playbook(sites["professional-services"].project)
    assert playbook.get("role", "account-executive").title == "Partner"
    assert {"asking-for-referrals", "bid-decision", "proposal-writing"} <= {one.id for one in playbook.of("activity")}
    assert playbook.get("metric", "win-rate").target.low == 0.35
    assert "prospecting" not in {one.id for one in playbook.of("activity")}


def test_each_calculator_begins_with_numbers_of_the_industry(sites: dict[str, Site]) -> None:
    for id in ("cac", "clv", "budget-split"):
        shown = {page(site, f"calculators/{id}.md") for site in sites.values()}
        assert len(shown) == len(INDUSTRIES)


@pytest.mark.parametrize("name", INDUSTRIES)
def test_it_builds_strictly(name: str, project: Build) -> None:
    built = project({"playbook/playbook.yaml": f"extends: {name}\n"}, base="reference")
    site = publish(built, strict=True, site_dir=None)
    assert (Path(site) / "index.html").is_file()
