"""Languages: the fixed words, what a language layer may say, what is marked as untranslated, the trees."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from playsmith import publish
from playsmith.cli import main
from playsmith.load import load_playbook, read_playbook
from playsmith.problems import Mark, PlaybookError
from playsmith.project import PRESETS, Project, find_project
from playsmith.source import Node, parse_document, read_document
from playsmith.translation import translate
from playsmith.trees import Tree, alternates, build_trees
from playsmith.untranslated import find_untranslated

ROOT = Path(__file__).parent.parent
GERMAN = ROOT / PRESETS / "german"
LANGUAGES = ("de", "fr", "es")
type Build = Callable[..., Project]


# The fixed words ------------------------------------------------------------------------------


def flat(node: Node, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(node.value, dict):
        for key, inner in node.value.items():
            yield from flat(inner, f"{path}.{key}")
    else:
        yield path, str(node.value)


def words(language: str) -> dict[str, str]:
    return dict(flat(read_document(ROOT / f"site_config/locale/{language}.yaml", language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fixed_word_is_translated(language: str) -> None:
    assert words(language).keys() == words("en").keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_kept(language: str) -> None:
    def places(text: str) -> set[str]:
        return set(re.findall(r"\{(\w+)\}", text))

    english, translated = words("en"), words(language)
    assert {key: places(text) for key, text in translated.items()} == {key: places(english[key]) for key in translated}


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_follow_the_typography_of_their_language(language: str) -> None:
    for key, text in words(language).items():
        assert '"' not in text and "'" not in text, key
        if language == "fr":
            assert not re.search(r"(?<![\u00a0\u202f])[;:?!»]|«(?!\u00a0)", text), key


# What a language layer may say ----------------------------------------------------------------

ORIGINAL = """
title: Sales
order: 2
does:
  - {text: It sells., sources: [guide]}
  - It calls.
sides: {marketing: Broad, sales: Narrow}
aliases: [Selling]
"""


def laid_over(patch: str, ours: Callable[[Mark], bool] = lambda mark: True) -> tuple[object, list[str]]:
    problems: list = []
    result = translate(parse_document(ORIGINAL, "original"), parse_document(patch, "patch"), ours, problems)
    return result.plain(), [f"{one.level} {one.message}" for one in problems]


def test_words_take_the_place_of_words_and_keep_the_structure() -> None:
    result, problems = laid_over(
        "title: Vertrieb\ndoes: [Er verkauft., Er ruft an.]\nsides: {sales: Eng}\naliases: [Verkauf, Absatz]\n"
    )
    assert problems == []
    assert result == {
        "title": "Vertrieb",
        "order": 2,
        "does": [{"text": "Er verkauft.", "sources": ["guide"]}, "Er ruft an."],
        "sides": {"marketing": "Broad", "sales": "Eng"},
        "aliases": ["Verkauf", "Absatz"],
    }


def test_an_item_may_be_left_as_it_is() -> None:
    result, problems = laid_over("does: [~, Er ruft an.]")
    assert problems == [] and result["does"] == [{"text": "It sells.", "sources": ["guide"]}, "Er ruft an."]


def test_a_translation_changes_no_number() -> None:
    result, problems = laid_over("order: 3")
    assert result["order"] == 2
    assert problems == ["error this cannot be a translation: words stand in place of words only"]


def test_a_list_that_grew_stays_untranslated() -> None:
    result, problems = laid_over("does: [Er verkauft.]")
    assert result["does"] == [{"text": "It sells.", "sources": ["guide"]}, "It calls."]
    assert problems == ["note the lists differ in length (1 here, 2 in the original), so this one stays untranslated"]


def in_the_original(mark: Mark) -> bool:
    """As if another layer had written the list `does` anew: its first item is the original's, the second is not."""
    return (mark.line, mark.column) != (5, 3) and mark.line != 6


def test_items_that_another_layer_added_are_left_and_the_others_translated() -> None:
    result, problems = laid_over("does: [Er verkauft.]", in_the_original)
    assert problems == [] and result["does"] == [{"text": "Er verkauft.", "sources": ["guide"]}, "It calls."]


def test_a_list_from_which_another_layer_took_items_stays() -> None:
    result, problems = laid_over("does: [Er verkauft., Er ruft an.]", in_the_original)
    assert problems == [] and result["does"] == [{"text": "It sells.", "sources": ["guide"]}, "It calls."]


def test_what_was_added_to_a_list_is_translated_by_itself() -> None:
    result, problems = laid_over("does: {add: [Er ruft an.]}")
    assert problems == [] and result["does"] == [{"text": "It sells.", "sources": ["guide"]}, "Er ruft an."]
    result, problems = laid_over("does: {add: [Er, ruft, an.]}")
    assert problems == ["note the lists differ in length (3 here, 2 in the original), so this one stays untranslated"]


def test_words_that_another_layer_changed_stay() -> None:
    result, _ = laid_over("title: Vertrieb\nsides: {sales: Eng}", ours=lambda mark: mark.line != 2)
    assert result["title"] == "Sales" and result["sides"]["sales"] == "Eng"


def test_what_the_original_does_not_have_is_noted() -> None:
    result, problems = laid_over("summary: Er verkauft.")
    assert "summary" not in result and problems == ["note 'summary' is translated here, but the original has none"]


def test_a_clients_words_are_not_taken_back_by_the_translation_of_the_reference(project: Build) -> None:
    files = {
        "playbook/playbook.yaml": "extends: [reference, german]\ntitle: Muster\n",
        "playbook/metrics/cac.yaml": "title: Cost of a new account\n",
    }
    playbook = load_playbook(project(files, base="reference"))
    assert playbook.get("metric", "cac").title == "Cost of a new account"
    assert playbook.get("metric", "clv").title == "Kundenwert"
    assert playbook.info.title == "Muster" and playbook.info.language == "de" and playbook.info.currency == "EUR"


def test_the_client_chooses_the_currency(project: Build) -> None:
    info = "extends: reference\ntitle: Muster\ncurrency: CHF\nlanguages: {de: [german]}\n"
    root = project({"playbook/playbook.yaml": info}, base="reference").root
    assert load_playbook(find_project(root, "de")).info.currency == "CHF"


# The German layer -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def german() -> Project:
    return find_project(ROOT, "de")


def test_the_german_layer_is_up_to_date(german: Project) -> None:
    problems: list = []
    read_playbook(german, problems)
    assert [str(one) for one in problems if one.rule == "translation"] == []


def test_the_german_layer_changes_words_only(german: Project) -> None:
    english, translated = load_playbook(find_project(ROOT)), load_playbook(german)
    assert translated.documents.keys() == english.documents.keys()
    for path, node in translated.documents.items():
        if path == "playbook/playbook.yaml":
            continue
        for loc, text in numbers_and_ids(english.documents[path]):
            assert node.at(loc).value == text, (path, loc)


NOT_WORDS = ("expression", "holds", "kind", "metric", "owner", "step", "team")


def numbers_and_ids(node: Node, loc: tuple = ()) -> Iterator[tuple[tuple, object]]:
    if isinstance(node.value, dict):
        for key, inner in node.value.items():
            if key != "aliases":
                yield from numbers_and_ids(inner, (*loc, key))
    elif isinstance(node.value, tuple):
        for index, inner in enumerate(node.value):
            yield from numbers_and_ids(inner, (*loc, index))
    elif not isinstance(node.value, str) or loc[-1] in (
        "expression",
        "kind",
        "holds",
        "owner",
        "team",
        "metric",
        "step",
    ):
        yield loc, node.value


def test_amounts_and_links_are_those_of_the_original(german: Project) -> None:
    english, translated = load_playbook(find_project(ROOT)), load_playbook(german)
    for path, node in translated.documents.items():
        for key, text in flat(node):
            original = dict(flat(english.documents[path])).get(key)
            if original is None or text == original or ".aliases" in key:
                continue
            for pattern in (r"\{(?:money|percent|number) [^}]*\}", r"\]\(([a-z]+:[a-z0-9-]+)\)", r"\{[a-z_]+\}"):
                assert sorted(re.findall(pattern, text)) == sorted(re.findall(pattern, original)), (path, key)


TRANSLATED = ("team", "role", "stage", "comparison", "step", "problem", "guideline", "section", "page")
CALCULATORS = ("cac", "clv", "budget-split")
METRICS = ("cac", "cac-payback", "ltv-cac", "clv", "churn-customer", "gross-margin", "marketing-pct-revenue")
METRICS += ("sales-marketing-ratio", "contribution-margin", "retention-rate", "revenue", "sales-cycle-length")


def test_the_promised_parts_are_german_and_the_rest_is_known_not_to_be(german: Project) -> None:
    untranslated = find_untranslated(load_playbook(german))
    for (kind, id), share in untranslated.shares.items():
        promised = {"metric": METRICS, "calculator": CALCULATORS}.get(kind, ())
        if kind in TRANSLATED or id in promised:
            assert share.untranslated == "none", (kind, id, share.foreign)
    assert untranslated.share("metric", "mql").untranslated == "whole"
    assert untranslated.share("metric", "mql").language == "en"
    assert untranslated.language_of("Marketing qualified leads") == "en"
    assert untranslated.language_of("Kundenwert") is None


def test_a_patched_page_is_translated_in_part(project: Build) -> None:
    files = {
        "playbook/playbook.yaml": "extends: [reference, german]\ntitle: Muster\nlanguage: de\n",
        "playbook/metrics/mql.yaml": "title: Marketing-qualifizierte Leads\n",
    }
    untranslated = find_untranslated(load_playbook(project(files, base="reference")))
    assert untranslated.share("metric", "mql").untranslated == "part"


def test_a_page_in_the_only_language_is_never_untranslated() -> None:
    assert find_untranslated(load_playbook(find_project(ROOT))).foreign == {}


# Trees ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def trees() -> tuple[Tree, ...]:
    return build_trees(ROOT)


def test_each_language_has_a_tree(trees: tuple[Tree, ...]) -> None:
    assert [(tree.language, tree.folder) for tree in trees] == [("en", ""), ("de", "de/")]


def test_a_page_leads_to_itself_in_the_other_language(trees: tuple[Tree, ...]) -> None:
    english, german = trees
    there = {one.language: one for one in alternates(trees, english, "metrics/cac.md", "metrics/cac.html", None)}
    back = {one.language: one for one in alternates(trees, german, "metrics/cac.md", "metrics/cac.html", None)}
    assert there["de"].href == "../de/metrics/cac.html" and there["de"].name == "Deutsch"
    assert back["en"].href == "../../metrics/cac.html" and back["de"].current
    assert all(one.translated for one in there.values())


def test_alternates_are_whole_addresses_where_the_sites_is_known(trees: tuple[Tree, ...]) -> None:
    found = alternates(trees, trees[1], "index.md", "index.html", "https://example.org/playbook/")
    assert [one.url for one in found] == [
        "https://example.org/playbook/index.html",
        "https://example.org/playbook/de/index.html",
    ]
    assert [one.href for one in found] == ["../index.html", "index.html"]


def test_what_is_not_translated_is_no_alternate(trees: tuple[Tree, ...]) -> None:
    found = alternates(trees, trees[0], "metrics/mql.md", "metrics/mql.html", None)
    assert [one.translated for one in found] == [True, False]


def test_a_page_that_a_language_lacks_leads_to_its_home(trees: tuple[Tree, ...]) -> None:
    found = alternates(trees, trees[0], "metrics/gone.md", "metrics/gone.html", None)
    assert found[1].href == "../de/index.html" and not found[1].same_page


def test_layers_that_leave_the_language_are_a_problem(project: Build) -> None:
    info = "extends: reference\ntitle: X\nlanguages:\n  fr: [german]\n"
    root = project({"playbook/playbook.yaml": info}, base="reference").root
    with pytest.raises(PlaybookError) as caught:
        build_trees(root)
    assert [str(one.mark) for one in caught.value.problems] == ["playbook/playbook.yaml:4:7"]


# The site -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish.build(find_project(ROOT), strict=True, site_dir=tmp_path_factory.mktemp("languages") / "site")


def read(site: Path, path: str) -> str:
    return (site / path).read_text("utf-8")


def test_the_site_has_both_trees_with_language_and_search_of_their_own(site: Path) -> None:
    assert '<html lang="en"' in read(site, "metrics/cac.html")
    assert '<html lang="de"' in read(site, "de/metrics/cac.html")
    pages = {path.relative_to(site / "de").as_posix() for path in (site / "de").rglob("*.html")}
    # Python's own frame is a file that both trees share.
    others = {path.relative_to(site) for path in site.rglob("*.html") if path.parent.parent.name != "playsmith"}
    assert pages == {path.as_posix() for path in others if "de" not in path.parts}
    assert "Kundengewinnungskosten" in read(site, "de/search/search_index.json")
    assert "Kundengewinnungskosten" not in read(site, "search/search_index.json")


def test_german_pages_write_numbers_as_german_does(site: Path) -> None:
    text = unescape(re.sub(r"<script.*?</script>", "", read(site, "de/metrics/cac.html"), flags=re.DOTALL))
    assert "90.000\u00a0€ Marketing" in text and "Spanne mit 95\u00a0%" in text and "$" not in text


def test_untranslated_pages_say_so_and_name_the_language_of_their_words(site: Path) -> None:
    text = read(site, "de/metrics/mql.html")
    assert "Diese Seite ist noch nicht übersetzt; Sie lesen sie auf Englisch." in text
    assert '<span lang="en">Marketing qualified leads</span>' in text
    assert "noch nicht übersetzt; Sie" not in read(site, "de/metrics/cac.html")
    assert re.search(r'<a href="[^"]*mql.html" lang="en">', read(site, "de/metrics/index.html"))


def test_alternates_stand_in_the_head_where_a_page_is_translated(site: Path) -> None:
    head = read(site, "de/metrics/cac.html").partition("</head>")[0]
    found = re.findall(r'<link rel="alternate " hreflang="([^"]+)" href="([^"]+)">', head)
    assert found == [("en", "../../metrics/cac.html"), ("x-default", "../../metrics/cac.html"), ("de", "cac.html")]
    assert "hreflang" not in read(site, "de/metrics/mql.html").partition("</head>")[0]


def test_a_hand_written_page_says_that_it_is_not_translated(project: Build) -> None:
    files = {
        "playbook/playbook.yaml": "extends: reference\ntitle: Muster\nlanguages: {de: [german, ./de]}\n",
        "playbook/house-rules.md": "---\ntitle: House rules\n---\n\n# House rules\n\nBe kind.\n",
        "playbook/imprint.md": "# Imprint\n\nWho we are.\n",
        "de/playbook/playbook.yaml": "translates: en\nlanguage: de\n",
        "de/playbook/imprint.md": "# Impressum\n\nWer wir sind.\n",
    }
    english, german = build_trees(project(files, base="reference").root)
    pages = {page.path: page.text for page in german.site.pages}
    assert "Diese Seite ist noch nicht übersetzt" in pages["house-rules.md"]
    assert "\nlang: en\n" in pages["house-rules.md"] and "# House rules" in pages["house-rules.md"]
    assert pages["imprint.md"].startswith("# Impressum") and "nicht übersetzt" not in pages["imprint.md"]
    assert german.translates("imprint.md") and not german.translates("house-rules.md")
    assert english.translates("house-rules.md")


# The command ----------------------------------------------------------------------------------


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(ROOT), "untranslated", *arguments])


def test_the_command_lists_what_is_missing() -> None:
    lines = run("de").output.splitlines()
    assert "role: 10 of 10 in 'de'" in lines
    assert "    not yet: content-strategy, crm, data-driven-decisions, lead-nurturing" in lines


def test_the_command_gives_every_text_with_its_place() -> None:
    texts = json.loads(run("de", "--json").output)["texts"]
    title = next(one for one in texts if one["id"] == "mql" and one["text"] == "Marketing qualified leads")
    assert title == {
        "kind": "metric",
        "id": "mql",
        "file": "playbook/metrics/mql.yaml",
        "line": 1,
        "language": "en",
        "text": "Marketing qualified leads",
    }


def test_the_command_has_nothing_to_tell_of_the_playbooks_own_language() -> None:
    assert "not yet" not in run().output and "in part" not in run("en").output


def test_an_unknown_language_is_wrong_usage() -> None:
    result = run("dee")
    assert result.exit_code == 2 and "did you mean 'de'?" in result.output


def test_each_tree_has_a_home_of_its_own(site: Path) -> None:
    def home(path: str) -> str:
        return re.search(r'<a class="ps-header__home" href="([^"]*)"', read(site, path))[1]

    def title(path: str) -> str:
        return unescape(re.search(r"<title>(.*?)</title>", read(site, path))[1])

    assert home("de/metrics/cac.html") == "../index.html"
    assert home("metrics/cac.html") == "../index.html"
    # A home page is called as the whole site, every other page by its own title first.
    assert title("de/index.html") == "Das Playbook für Vertrieb und Marketing"
    assert title("de/metrics/cac.html").startswith("Kundengewinnungskosten - ")


def test_a_navigation_by_hand_is_called_as_in_each_language(project: Build) -> None:
    nav = """
nav:
  - Home: index.md
  - Metrics:
      - metrics/index.md
      - Customer acquisition cost: metrics/cac.md
      - What a customer is worth to us: metrics/clv.md
  - Our own heading:
      - Sales: teams/sales.md
"""
    files = {
        "playbook/playbook.yaml": "extends: reference\ntitle: X\nlanguages:\n  de: [german]\n",
        "mkdocs.yml": (ROOT / "mkdocs.yml").read_text("utf-8") + nav,
    }
    site = Path(publish.build(project(files, base="reference"), strict=False, site_dir=None))

    def called(page: str) -> str:
        active = re.search(
            r'<a href="[^"]*" class="md-nav__link md-nav__link--active">(.*?)</a>', read(site, page), re.S
        )
        return " ".join(re.sub(r"<[^>]*>", " ", active[1]).split())

    assert called("de/index.html") == "Start"
    assert called("de/metrics/cac.html") == "Kundengewinnungskosten"
    assert called("de/metrics/clv.html") == "What a customer is worth to us"
    assert called("de/teams/sales.html") == "Vertrieb"
    assert called("metrics/cac.html") == "Customer acquisition cost"
    assert "Our own heading" in read(site, "de/index.html") and "Kennzahlen" in read(site, "de/index.html")
