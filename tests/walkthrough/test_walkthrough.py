"""The client's brief (brief.md), point by point, in the site that was built with the documentation alone."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(os.name == "nt", reason="environments are laid out differently there"),
]

# Page, the client's name for it, and the names it has in the layers below.
RENAMED = [
    ("teams/sales.html", "Partnerkreis", {"Sales", "Partners", "Partner", "Vertrieb"}),
    ("roles/account-executive.html", "Projektpartner", {"Account executive", "Account Executive", "Partner"}),
    ("metrics/win-rate.html", "Zuschlagsquote", {"Win rate"}),
    ("stages/purchase.html", "Beauftragung", {"Purchase", "Kauf"}),
    ("tools/crm.html", "Kontaktbuch", set()),
]
REMOVED = [
    "metrics/nps.html",
    "metrics/ctor.html",
    "activities/email-newsletters.html",
    "guidelines/focus-new-business.html",
]


class Links(HTMLParser):
    """The page's links: (path in the site, words), and the words of its first heading."""

    def __init__(self, page: Path, site: Path) -> None:
        super().__init__()
        self.page, self.site = page, site
        self.links: list[tuple[str, str]] = []
        self.heading: str | None = None
        self._open: list[tuple[str, list[str]]] = []
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in ("a", "h1"):
            self._open.append((dict(attributes).get("href") or "" if tag == "a" else "h1", []))

    def handle_data(self, data: str) -> None:
        for _, words in self._open:
            words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("a", "h1") or not self._open:
            return
        target, words = self._open.pop()
        text = " ".join("".join(words).split())
        if target == "h1":
            self.heading = self.heading or text.removesuffix("¶").strip()
        elif target and not re.match(r"#|[a-z]+:", target):
            path = (self.page.parent / target.split("#")[0].split("?")[0]).resolve()
            self.links.append((os.path.relpath(path, self.site), text))


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Links]:
    return {path.relative_to(site).as_posix(): Links(path, site.resolve()) for path in sorted(site.rglob("*.html"))}


def text_of(path: Path) -> str:
    return path.read_text("utf-8").replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_it_is_german_in_euros_and_in_the_clients_colour(site: Path, pages: dict[str, Links]) -> None:
    home = text_of(site / "index.html")
    assert '<html lang="de"' in home
    assert "Empfohlen werden, gut anbieten" in home
    assert pages["calculators/index.html"].heading == "Rechner"
    # The industry's own words for what the reference says of any business.
    assert (site / "activities/bid-decision.html").is_file()
    sheets = [site / name for name in re.findall(r'<link rel="stylesheet" href="([^"]+)"', home)]
    assert any("#1f4e79" in sheet.read_text("utf-8") for sheet in sheets)


@pytest.mark.parametrize(("path", "name", "old"), RENAMED, ids=[name for _, name, _ in RENAMED])
def test_it_is_called_as_the_client_calls_it(pages: dict[str, Links], path: str, name: str, old: set[str]) -> None:
    assert pages[path].heading == name
    called = [words for page in pages.values() for target, words in page.links if target == path]
    assert called.count(name) > 5
    assert not old & set(called)


def test_what_is_removed_is_gone(site: Path, pages: dict[str, Links]) -> None:
    assert [path for path in REMOVED if (site / path).exists()] == []
    assert [(name, to) for name, page in pages.items() for to, _ in page.links if to in REMOVED] == []
    found = json.loads((site / "search/search_index.json").read_text("utf-8"))["docs"]
    assert not {entry["location"].split("#")[0] for entry in found} & set(REMOVED)
    # Their names are in no list either: what stays is prose.
    listed = {words for page in pages.values() for _, words in page.links}
    assert not {"Net Promoter Score", "Email newsletters", "Click-to-open rate"} & listed


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("metrics/utilisation.html", ["berechnete Stunden", "<mn>1.350</mn>", "<mn>1.800</mn>", "<mn>75 %</mn>"]),
        ("metrics/proposal-cost.html", ["Kosten einer Stunde", "<mn>240</mn>", "<mn>1.700 €</mn>"]),
    ],
)
def test_a_metric_of_the_client_has_its_formula(
    site: Path, pages: dict[str, Links], path: str, shown: list[str]
) -> None:
    page = text_of(site / path)
    assert "<math" in page
    assert [each for each in shown if each not in page] == []
    assert path in {target for target, _ in pages["metrics/index.html"].links}
    assert path in {target for target, _ in pages["activities/proposal-writing.html"].links} | {
        target for target, _ in pages["activities/account-management.html"].links
    }


def field(site: Path, calculator: str, name: str) -> str:
    """What stands in a calculator's field when the page comes, before any script."""
    found = re.search(rf'<input[^>]*\bname="{name}"[^>]*>', text_of(site / f"calculators/{calculator}.html"))
    assert found, f"{calculator} has no field {name}"
    return re.search(r'\bvalue="([^"]*)"', found[0])[1]


@pytest.mark.parametrize(
    ("calculator", "name", "value"),
    [
        ("cac", "marketing_media", "22.500"),
        ("cac", "new_customers", "18"),
        ("clv", "revenue", "24.000"),
        ("clv", "churn", "5"),
        ("budget-split", "revenue", "4.200.000"),
        ("budget-split", "marketing_low", "4"),
        ("budget-split", "marketing_high", "7"),
        ("budget-split", "sales_low", "9"),
        ("budget-split", "sales_high", "13"),
    ],
)
def test_calculators_begin_with_the_clients_numbers(site: Path, calculator: str, name: str, value: str) -> None:
    assert field(site, calculator, name) == value


def test_results_are_worked_out_with_them(site: Path) -> None:
    # Events and media, then the preset's people, partners' time and tools, by 18 clients.
    found = re.search(r'<output data-output="cac" data-value="([^"]+)"', text_of(site / "calculators/cac.html"))
    assert float(found[1]) == pytest.approx((22_500 + 60_000 + 150_000 + 9_000) / 18)


def test_guidelines_say_the_clients_ranges(site: Path) -> None:
    assert "messen können: 4 % bis 7 % der Honorare" in text_of(site / "guidelines/marketing-budget.html")
    assert "zwischen 9 % und 13 % der Honorare" in text_of(site / "guidelines/sales-budget.html")


def test_the_clients_page_is_in_the_menu(pages: dict[str, Links]) -> None:
    own = ("from-call-to-proposal.html", "Vom Anruf zum Angebot")
    assert own in pages["index.html"].links
    assert own in pages["metrics/cac.html"].links
    there = {target for target, _ in pages[own[0]].links}
    assert there >= {"calculators/proposal-worth.html", "metrics/proposal-cost.html", "metrics/win-rate.html"}


def test_the_clients_calculator_answers_as_german_is_typed(reader, site_url: str) -> None:
    page = reader(search=False)
    page.goto(f"{site_url}/calculators/proposal-worth.html")
    net, cost = (page.locator(f"[data-output={name}]").first for name in ("net", "cost"))
    expect(net).to_have_text(re.compile(r"^2\.900\s€$"))
    fees = page.locator("[name=fees]")
    fees.fill("1.234,56 €")
    fees.blur()
    expect(fees).to_have_value("1.234,56")
    expect(net).to_have_attribute("data-value", re.compile(r"^-3270\.37"))
    expect(page.locator("playsmith-calculator")).to_contain_text("Das Angebot kostet mehr, als es erwarten lässt")
    page.locator("[name=hours]").fill("12,5")
    expect(cost).to_have_text(re.compile(r"^1\.06[23](,50)?\s€$"))
    margin = page.locator("[name=margin]")
    margin.fill("0 %")
    margin.blur()
    expect(page.locator("[data-error-for=margin]")).to_contain_text("Ohne Honorar und Marge genügt keine Chance.")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing(reader, site_url: str, width: int, scheme: str) -> None:
    """Nor does a page ask another host for anything: `reader` fails on it."""
    page = reader(search=False, viewport={"width": width, "height": 900}, color_scheme=scheme)
    found = []
    for name in ("index", "from-call-to-proposal", "calculators/proposal-worth", "metrics/utilisation"):
        page.goto(f"{site_url}/{name}.html")
        for violation in Axe().run(page).response["violations"]:
            found += [(name, violation["id"], node["html"][:200]) for node in violation["nodes"]]
    assert found == []


def test_the_commands_answer(installed, playbook: Path) -> None:
    changes = json.loads(installed.playsmith("diff", "--json", cwd=playbook))["documents"]
    by_change = {(each["path"], tuple(each["loc"])): each["change"] for each in changes}
    assert by_change["playbook/metrics/nps.yaml", ()] == "removed"
    assert by_change["playbook/metrics/utilisation.yaml", ()] == "added"
    assert by_change["playbook/metrics/win-rate.yaml", ("title",)] == "changed"

    explained = installed.playsmith("explain", "teams/sales:title", cwd=playbook)
    assert re.search(r"title: Partnerkreis\n\s+playbook/teams/sales.yaml:1:8 ", explained)
    assert "instead of Partner " in explained

    for engine in ("python", "compiled"):
        said = installed.playsmith(
            *("calc", "proposal-worth", "--engine", engine, "--json", '{"fees": 80000, "chance": 0.5}'), cwd=playbook
        )
        assert json.loads(said) == {"outputs": {"cost": 3400.0, "net": 8600.0, "needed_chance": 3400 / 24000}}
    assert installed.opened_in_checkout() == []


def test_a_typo_is_told_with_its_line_and_cure(installed, playbook: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(playbook, copy, ignore=shutil.ignore_patterns("site*"))
    shutil.copytree(playbook / "site_config", copy / "site_config", dirs_exist_ok=True)
    metric = copy / "playbook/metrics/utilisation.yaml"
    metric.write_text(metric.read_text("utf-8").replace("cadence: monthly", "cadence: montly"), "utf-8")
    result = subprocess.run(
        [installed.root / "bin/playsmith", "check"], cwd=copy, env=installed.env(), capture_output=True, text=True
    )
    line = metric.read_text("utf-8").splitlines().index("cadence: montly") + 1
    said = result.stdout + result.stderr
    assert result.returncode == 1
    assert re.search(
        rf"^playbook/metrics/utilisation\.yaml:{line}:10: cadence: 'montly'.*\n    did you mean 'monthly'\?", said, re.M
    )
