"""Rules: each finds its own example, and keeps silent where nothing is wrong."""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playsmith.checked import examine_project
from playsmith.colours import DARK_GROUNDS, LIGHT_GROUNDS, readable
from playsmith.problems import Problem
from playsmith.project import Project
from playsmith.reports import make_report
from playsmith.rules import ALWAYS, LEVELS, RULES, find_problems
from playsmith.rules.addresses import addresses, anchors, resolve
from playsmith.rules.brand import grounds_of, mended
from playsmith.rules.subject import today
from playsmith.rules.time import lengths

ROOT = Path(__file__).parent.parent

type Build = Callable[..., Project]


def found(project: Project, rule: str | None = None, **levels: str) -> list[Problem]:
    """What the rules find, or one of them."""
    problems = find_problems(examine_project(project), {key.replace("_", "-"): level for key, level in levels.items()})
    return [problem for problem in problems if rule in (None, problem.rule)]


def test_a_small_playbook_without_faults_is_clean(project: Build) -> None:
    assert found(project(base="client")) == []


def test_the_reference_playbook_is_clean_in_all_its_languages() -> None:
    report = make_report(ROOT)
    assert [str(problem) for problem in report.problems if problem.level != "note"] == []


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_finds_its_own_example(rule: str, project: Build) -> None:
    built = project(RULES[rule].example, base="client")
    problems = found(built, rule)
    assert problems
    for problem in problems:
        assert problem.level == RULES[rule].level
        assert problem.hint
        assert problem.mark.line
        assert problem.mark.file.rpartition(":")[2] in (*RULES[rule].example, "playbook/metrics/win-rate.yaml")


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_says_what_it_is_for(rule: str) -> None:
    assert RULES[rule].level in LEVELS
    assert RULES[rule].about.endswith(".")
    assert RULES[rule].cure.endswith(".")
    assert rule not in ALWAYS


PAGE = "playbook/house-rules.md"
TOOL = "playbook/tools/crm.yaml"
STEP = "playbook/alignment/talk.yaml"


HEADING = "# House rules"
WIN_RATE = "playbook/metrics/win-rate.yaml"
PATH = "playbook/paths/seller.yaml"
SKILL = "title: Talk\nsummary: x\nteams: [sales]\nlooks_like: [x]\npractise: [x]\n"
MOTTO = {
    "site_config/locale/en.yaml": "client: {motto: Faster}\n",
    "templates/partials/motto.j2": '{{ t("client.motto") }}\n',
}


def page(text: str) -> dict[str, str]:
    return {PAGE: f"{HEADING}\n\n{text}\n"}


@pytest.mark.parametrize(
    ("rule", "files"),
    [
        ("dead-link", page("[a](metrics/win-rate.md) [b](metrics/win-rate.html#top)")),
        ("dead-link", page("[a](https://example.org) [b](mailto:a@example.org)")),
        ("dead-link", page("`[a](nowhere.md)`\n\n```\n[a](nowhere.md)\n```")),
        ("dead-link", page("[a](index.md) [b](metrics/index.md) [c](#house-rules)")),
        ("dead-link", {**page("[a](plan.pdf?x=1)"), "playbook/plan.pdf": "%PDF"}),
        ("dead-link", {**page("[a](b%20c.md)"), "playbook/b c.md": "# B\n"}),
        # What is broken is there, though no page can be made of it.
        ("dead-link", {**page("[a](tools/crm.md)"), TOOL: "titel: x\n"}),
        ("dead-anchor", page("## How we count\n\n[a](#how-we-count)")),
        ("dead-anchor", page("[a](glossary/index.md#deal)")),
        ("dead-anchor", page("## Ours { #own }\n\n[a](#own)")),
        ("missing-image", {**page("![A plan](images/plan.png)"), "playbook/images/plan.png": b"\x89PNG"}),
        ("image-alt", page("![A plan](images/plan.png)")),
        ("image-alt", page("![](images/plan.png){ role=presentation }")),
        ("same-name", {TOOL: "aliases: [calls]\n"}),
        # An abbreviation is no word: WR is the win rate's.
        ("same-name", {TOOL: "aliases: [wr]\n"}),
        # A step and a skill are not mixed up.
        ("same-name", {"playbook/skills/talk.yaml": SKILL}),
        ("bare-currency", {TOOL: "summary: It costs {money 1200} and `$1200` in code.\n"}),
        ("bare-currency", {TOOL: "summary: In US dollars, or 5 of 7.\n"}),
        ("review-overdue", {TOOL: "review_by: 9999-12-31\n"}),
        ("long-path", {PATH: RULES["long-path"].example[PATH].replace("240", "180")}),
        ("rate-without-period", {WIN_RATE: "category: retention\ntarget: {low: 0.2, period: year}\n"}),
        ("rate-without-period", {WIN_RATE: "target: {low: 0.2}\n"}),
        ("unknown-words", MOTTO),
        ("contrast", {"site_config/brand.yaml": 'colour: {light: "#3730A3", dark: "#B4B0FF"}\n'}),
    ],
)
def test_a_rule_keeps_silent(rule: str, files: dict, project: Build) -> None:
    assert found(project(files, base="client"), rule) == []


@pytest.mark.parametrize(
    ("cadence", "minutes", "is_found"),
    [
        ("Every Monday, 30 minutes", 30, False),
        ("Every Monday, 30 minutes", 20, True),
        ("Every Monday", 20, False),
        ("Every Friday, 15 minutes; 45 minutes at the end", 45, False),
        ("Every Friday, 15 minutes; 45 minutes at the end", 60, False),
        ("Every Friday, 15 minutes; 45 minutes at the end", 50, True),
        ("Once a quarter, 1.5 hours", 90, False),
        ("Jeden Montag, 2 Stunden", 90, True),
    ],
)
def test_agendas_are_held_against_the_length_that_is_said(
    cadence: str, minutes: int, is_found: bool, project: Build
) -> None:
    practice = f"{{cadence: {cadence!r}, agenda: [{{minutes: {minutes}, topic: All.}}]}}"
    built = project({STEP: f"practices: {{weekly: {practice}}}\n"}, base="client")
    assert bool(found(built, "agenda-minutes")) is is_found


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("30 minutes", [30]),
        ("1 hour 30 min", [60, 30]),
        ("1,5 Stunden", [90]),
        ("a 90-minute look", [90]),
        ("tous les lundis, 45 minutes", [45]),
        ("2 horas", [120]),
        ("every 3 months, in an hour", []),
        ("5 humans", []),
    ],
)
def test_lengths_of_time_in_words(text: str, minutes: list[float]) -> None:
    assert lengths(text) == minutes


def test_messages_name_place_and_cure(project: Build) -> None:
    built = project(
        {
            PAGE: "# Rules\n\nFirst.\n\nSee [a](metrics/win-rates.md), [b](/metrics/win-rate.md),\n"
            "[c](metrics/), [d](../../x.md) and [e](metrics/win-rate.md#pitfals).\n\n## Pitfalls\n"
        },
        base="client",
    )
    said = [str(problem) for problem in found(built)]
    assert said == [
        f"{PAGE}:5:9: the link to 'metrics/win-rates.md' leads nowhere\n"
        "    did you mean 'metrics/win-rate.md' or 'metrics/index.md'?",
        f"{PAGE}:5:36: the link to '/metrics/win-rate.md' begins at the host, where the site may not stand\n"
        "    Write the way from this page, such as metrics/win-rate.md.",
        f"{PAGE}:6:5: the link to 'metrics/' names a folder\n    Write 'metrics/index.md'.",
        f"{PAGE}:6:20: the link to '../../x.md' leads out of the site\n    Write the way to a page of it.",
        f"{PAGE}:6:40: warning: the link to 'metrics/win-rate.md#pitfals': that page has no '#pitfals'\n"
        "    did you mean 'pitfalls'?",
    ]


def test_links_of_every_notation_are_found(project: Build) -> None:
    page = '# R\n\n[a][one] <a href="two.md">b</a>\n\n[one]: one.md "Title"\n'
    assert [problem.mark.line for problem in found(project({PAGE: page}, base="client"), "dead-link")] == [5, 3]


def test_addresses_and_anchors() -> None:
    text = "---\ntitle: x.md\n---\n# One two\n\n[a](x.md) and [b](x.md)\n"
    assert [(one.target, one.mark.line, one.mark.column) for one in addresses(text, "p.md")] == [
        ("x.md", 6, 5),
        ("x.md", 6, 19),
    ]
    assert anchors(text) == {"one-two"}
    assert resolve("a/b.md", "../c.md?d#e%20f") == ("c.md", "e f")
    assert resolve("a/b.md", "#e") == ("a/b.md", "e")


def test_what_hangs_together_is_judged_when_nothing_else_is_wrong(project: Build) -> None:
    # The role that is broken may be the one that belongs to the team.
    files = {"playbook/metrics/win-rate.yaml": "owners: [marketing]\n", "playbook/roles/other.yaml": "titel: x\n"}
    assert found(project(files, base="client"), "metric-without-owner") == []
    assert found(project({**files, PAGE: "# R\n\n[a](x.md)\n"}, base="client"), "dead-link")


@pytest.mark.parametrize(
    ("text", "amount", "money"),
    [
        ("$5, 50 % off", "$5", "5"),
        ("for $1,200.50 a year", "$1,200.50", "1200.50"),
        ("rund 1.200 € im Jahr", "1.200 €", "1200"),
        ("12,5 €", "12,5 €", "12.5"),
        ("USD 12000", "USD 12000", "12000"),
    ],
)
def test_amounts_are_read_as_they_are_written(text: str, amount: str, money: str, project: Build) -> None:
    (problem,) = found(project({TOOL: f"summary: {text!r}\n"}, base="client"), "bare-currency")
    assert f"'{amount}'" in problem.message
    assert f"{{money {money}}}" in problem.hint


def test_a_term_is_linked_by_hand_by_mention_or_on_a_hand_written_page(project: Build) -> None:
    term = {"playbook/glossary/deadline.yaml": "title: Deadline\nsummary: The last day.\n"}
    assert found(project(term, base="client"), "term-unlinked")
    for n, files in enumerate(
        (
            {TOOL: "summary: The list, and each deadline.\n"},
            {TOOL: "summary: The list, and each [day](term:deadline).\n"},
            {PAGE: "# R\n\n[The day](glossary/index.md#deadline)\n"},
        )
    ):
        built = project({**term, **files}, base="client", name=f"project{n}")
        assert found(built, "term-unlinked") == []


def test_templates_that_cannot_be_rendered_are_told(project: Build) -> None:
    built = project({"templates/pages/tool.md.j2": "{{ nothing.at.all }}\n"}, base="client")
    assert [problem.rule for problem in found(built)] == ["template"]


def test_levels_are_chosen_by_layers_and_for_a_run(project: Build) -> None:
    files = {
        TOOL: "review_by: 2020-01-31\nsummary: $5 each.\n",
        "site_config/check.yaml": "rules: {bare-currency: off, review-overdue: error}\n",
    }
    assert [(one.rule, one.level) for one in found(project(files, base="client"))] == [("review-overdue", "error")]
    again = project(files, base="client", name="again")
    assert [(one.rule, one.level) for one in found(again, review_overdue="note", bare_currency="warning")] == [
        ("bare-currency", "warning"),
        ("review-overdue", "note"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "rules: {review-overdu: off}\n",
            "rules: there is no rule 'review-overdu'\n    did you mean 'review-overdue'?",
        ),
        ("rules: {review-overdue: never}\n", "'never' is not allowed here"),
        ("rule: {}\n", "unknown key 'rule'\n    did you mean 'rules'?"),
        ("rules: [a\n", "not valid YAML"),
    ],
)
def test_settings_that_mean_nothing_are_told(text: str, said: str, project: Build) -> None:
    problems = found(project({"site_config/check.yaml": text}, base="client"))
    assert len(problems) == 1
    assert str(problems[0]).startswith("site_config/check.yaml:1:")
    assert said in str(problems[0])


def test_today_is_that_of_a_repeated_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86399")
    assert today() == date(1970, 1, 1)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    assert today() >= date(2026, 1, 1)


def test_contrast_names_a_colour_that_passes(project: Build) -> None:
    files = {"site_config/brand.yaml": 'colour: {light: "#f59e0b", dark: "#3730a3"}\n'}
    light, dark = found(project(files, base="client"), "contrast")
    assert str(light).startswith(
        "site_config/brand.yaml:1:17: colour.light: #f59e0b can hardly be read on the light ground"
    )
    again = {"site_config/brand.yaml": f'colour: {{light: "{light.hint[-7:]}", dark: "{dark.hint[-7:]}"}}\n'}
    assert found(project(again, base="client", name="again"), "contrast") == []


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 0xFFFFFF), st.sampled_from([LIGHT_GROUNDS, DARK_GROUNDS]), st.sampled_from([0.09, 0.12]))
def test_the_colour_that_is_named_can_be_read_on_the_ground_that_it_colours(
    number: int, grounds: tuple, share: float
) -> None:
    colour = mended(f"#{number:06x}", grounds, share)
    assert readable(colour, grounds_of(colour, grounds, share))


def test_every_name_of_a_check_is_explained() -> None:
    """A new name of a check has to be explained in rules/always.yaml, where readers of reports look it up."""
    told = {name for path in (ROOT / "src/playsmith").rglob("*.py") for name in _names(path)}
    # These are told by other commands than check.
    assert told - ALWAYS.keys() - {"exists", "lock", "mkdocs", "option", "svg", "write"} == set()


def _names(path: Path) -> set[str]:
    names = set()
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(call, ast.Call):
            continue
        function = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        given = [keyword.value for keyword in call.keywords if keyword.arg == "rule"]
        if function in ("Problem", "at", "in_python"):
            given += call.args[3:4]
        names |= {one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return names
