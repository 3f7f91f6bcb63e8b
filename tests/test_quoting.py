"""Texts that quote other things: titles and ends of ranges follow the thing, whichever layer says it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from playsmith.load import load_playbook
from playsmith.problems import PlaybookError
from playsmith.project import Project
from playsmith.site import build_site

type Build = Callable[..., Project]

GUIDELINE = """
title: What selling may cost
summary: From {low:cost} to {high:cost} of revenue for {team:sales}.
about: budget
order: 1
applies_to: Anybody.
statements: [It depends.]
ranges: [{team: sales, low: 0.1, high: 0.25}]
do: [Add it up.]
"""


def refused(project: Project) -> str:
    with pytest.raises(PlaybookError) as error:
        load_playbook(project)
    return str(error.value)


def test_a_title_and_a_range_are_quoted(project: Build) -> None:
    playbook = load_playbook(project({"playbook/guidelines/cost.yaml": GUIDELINE}))
    assert playbook.get("guideline", "cost").summary == "From {percent 0.1} to {percent 0.25} of revenue for Sales."


def test_a_client_who_changes_them_changes_every_text(project: Build, tmp_path) -> None:
    built = project(
        {
            "playbook/teams/sales.yaml": "title: Partners\n",
            "playbook/guidelines/cost.yaml": "ranges: [{team: sales, low: 0.03, high: 0.08}]\n",
        },
        base="client",
    )
    (tmp_path / "base/playbook/guidelines").mkdir()
    (tmp_path / "base/playbook/guidelines/cost.yaml").write_text(GUIDELINE)
    summary = load_playbook(built).get("guideline", "cost").summary
    assert summary == "From {percent 0.03} to {percent 0.08} of revenue for Partners."


def test_what_is_hidden_is_quoted_still(project: Build, tmp_path) -> None:
    built = project(
        {
            "playbook/tools/crm.yaml": "hide: true\n",
            "playbook/guidelines/cost.yaml": "hide: true\n",
            "playbook/glossary/deal.yaml": "summary: In the {tool:crm}, above {low:cost}.\n",
        },
        base="client",
    )
    (tmp_path / "base/playbook/guidelines").mkdir()
    (tmp_path / "base/playbook/guidelines/cost.yaml").write_text(GUIDELINE)
    assert load_playbook(built).get("term", "deal").summary == "In the CRM, above {percent 0.1}."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{team:sale}", "'{team:sale}': there is no team 'sale'\n    did you mean 'sales'?"),
        ("{teams:sales}", "'{teams:sales}' quotes nothing\n    did you mean 'team'"),
        ("{low:costs}", "'{low:costs}': there is no guideline 'costs'\n    did you mean 'cost'?"),
        ("{low:cost.marketing}", "the guideline 'cost' has no such range\n    Write {low:cost.sales}."),
    ],
)
def test_what_cannot_be_quoted_is_told(project: Build, text: str, said: str) -> None:
    files = {"playbook/guidelines/cost.yaml": GUIDELINE, "playbook/tools/crm.yaml": f'title: "{text}"\n'}
    message = refused(project(files))
    assert "playbook/tools/crm.yaml:1:8: " in message and said in message


def test_of_several_ranges_one_has_to_be_named(project: Build) -> None:
    two = GUIDELINE.replace("high: 0.25}]", "high: 0.25}, {team: marketing, low: 0.02, high: 0.05}]")
    message = refused(project({"playbook/guidelines/cost.yaml": two}))
    assert (
        "'{low:cost}': the guideline 'cost' has several ranges\n    Write {low:cost.sales} or {low:cost.marketing}."
        in message
    )
    named = two.replace("{low:cost}", "{low:cost.marketing}").replace("{high:cost}", "{high:cost.sales}")
    summary = (
        load_playbook(project({"playbook/guidelines/cost.yaml": named}, name="named")).get("guideline", "cost").summary
    )
    assert summary == "From {percent 0.02} to {percent 0.25} of revenue for Sales."


def test_the_reference_quotes_teams_and_ranges(project: Build) -> None:
    files = {
        "playbook/teams/sales.yaml": "title: Client team\n",
        "playbook/guidelines/sales-budget.yaml": "ranges: [{team: sales, low: 0.09, high: 0.13}]\n",
    }
    pages = {page.path: page.text for page in build_site(project(files, base="reference")).pages}
    calculator = pages["calculators/budget-split.md"]
    assert "Client team at least" in calculator and "Sales at least" not in calculator
    assert "9% to 13% of revenue" in pages["guidelines/sales-budget.md"]
    assert "A range to hold your sales budget against: 15%" not in pages["guidelines/sales-budget.md"]
