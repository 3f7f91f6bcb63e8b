"""First mentions become links: once a page, never of the page itself, never inside of what is a link or code."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from playsmith.load import load_playbook
from playsmith.locale import Locale
from playsmith.project import Project
from playsmith.prose import ProseRenderer

METRIC = "title: Customer acquisition cost\naliases: [CAC]\n"
REST = (
    "summary: x\ncategory: sales\nowners: [sales]\nunit: money\ndirection: lower-is-better\ncadence: monthly\n"
    "indicator: lagging\nwhy: x\npitfalls: [x]\n"
)


@pytest.fixture
def link(project: Callable[..., Project]) -> Callable[..., str]:
    playbook = load_playbook(
        project(
            {
                "playbook/metrics/cac.yaml": METRIC + REST,
                "playbook/glossary/churn.yaml": "title: Churn\nsummary: x\n",
                "playbook/glossary/go-to-market.yaml": "title: Go-to-market\nsummary: x\naliases: [GTM]\n",
            }
        )
    )
    renderer = ProseRenderer(playbook, Locale("en-US", "USD", {}))

    def render(text: str, page: str = "index.html", linked: set[str] | None = None) -> str:
        result = renderer.inline(text, page, set() if linked is None else linked)
        return result.replace('<a class="ps-mention" href="', "<<").replace('">', "|").replace("</a>", ">>")

    return render


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("CAC and CAC.", "<<metrics/cac.html|CAC>> and CAC."),
        ("Read CACs.", "Read <<metrics/cac.html|CACs>>."),
        ("cac or Cac", "cac or Cac"),
        ("CACHE, SCAC", "CACHE, SCAC"),
        ("customer acquisition COST", "<<metrics/cac.html|customer acquisition COST>>"),
        ("Customer acquisition costs", "<<metrics/cac.html|Customer acquisition costs>>"),
        ("customer acquisition costing", "customer acquisition costing"),
        ("Churn, churn", "<<glossary/index.html#churn|Churn>>, churn"),
        ("churned; post-churn; churn-free", "churned; post-churn; churn-free"),
        ("A go-to-market plan", "A <<glossary/index.html#go-to-market|go-to-market>> plan"),
        ("`CAC` is code", "<code>CAC</code> is code"),
        ("[the CAC](https://x.example) and CAC", '<a href="https://x.example|the CAC>> and <<metrics/cac.html|CAC>>'),
        ("**CAC**", "<strong><<metrics/cac.html|CAC>></strong>"),
        ("CAC/churn", "<<metrics/cac.html|CAC>>/<<glossary/index.html#churn|churn>>"),
        ("&lt;CAC&gt;", "&lt;<<metrics/cac.html|CAC>>&gt;"),
    ],
)
def test_mentions(text: str, html: str, link: Callable[..., str]) -> None:
    assert link(text) == html


def test_first_mention_of_a_page_over_several_texts(link: Callable[..., str]) -> None:
    linked: set[str] = set()
    assert "<<" in link("CAC", linked=linked)
    assert "<<" not in link("CAC", linked=linked)


def test_a_page_does_not_link_to_itself(link: Callable[..., str]) -> None:
    assert link("CAC", page="metrics/cac.html") == "CAC"
    assert link("Churn", page="glossary/index.html") == "<<#churn|Churn>>"


def test_a_link_that_was_written_counts_as_the_first_mention(link: Callable[..., str]) -> None:
    assert "<<" not in link("[this](metric:cac) is CAC")


def test_mentions_can_be_switched_off(project: Callable[..., Project]) -> None:
    info = "link_mentions: false\n"
    built = project({"playbook/playbook.yaml": "extends: ../base\n" + info}, base="client")
    renderer = ProseRenderer(load_playbook(built), Locale("en-US", "USD", {}))
    assert renderer.inline("Deal, CRM", "index.html", set()) == "Deal, CRM"
