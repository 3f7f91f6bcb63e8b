"""The pipeline from files to a Playbook: every problem of every file in one run, each with its place and cure."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from playsmith.checked import check_project
from playsmith.load import load_playbook
from playsmith.model import KINDS
from playsmith.model.playbook import Folder
from playsmith.problems import Mark, PlaybookError, Problem
from playsmith.project import Project, find_project
from playsmith.references import references

ROOT = Path(__file__).parent.parent
BROKEN = sorted((Path(__file__).parent / "problems").glob("*.yaml"))
type Build = Callable[..., Project]


def problems(project: Project, check: Callable[[Project], object] = load_playbook) -> str:
    with pytest.raises(PlaybookError) as error:
        check(project)
    return str(error.value)


@pytest.mark.parametrize("file", BROKEN, ids=lambda path: path.stem)
def test_broken_file_is_told_as_its_header_says(file: Path, project: Build) -> None:
    text = file.read_text("utf-8")
    header, _, _ = text.partition("# ---\n")
    expected = "\n".join(line.removeprefix("# ") for line in header.splitlines())
    assert problems(project({"playbook/glossary/broken.yaml": text})) == expected.replace(
        "broken.yaml", "playbook/glossary/broken.yaml"
    )


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"playbook/roles/ae.yml": "title: AE"}, "playbook/roles/ae.yml: the ending is '.yml'\n    Rename it"),
        ({"playbook/roles/ae.YAML": "title: AE"}, "playbook/roles/ae.YAML: the ending is '.YAML'\n    Rename it"),
        (
            {"playbook/rolse/ae.yaml": ""},
            "playbook/rolse/ae.yaml: 'rolse' is no kind of thing\n    did you mean 'roles'",
        ),
        ({"playbook/zzz/ae.yaml": ""}, "playbook/zzz/ae.yaml: 'zzz' is no kind of thing\n    folders: teams, roles"),
        ({"playbook/roles/eu/ae.yaml": ""}, "playbook/roles/eu/ae.yaml: a YAML file stands neither in"),
        ({"playbook/stray.yaml": ""}, "playbook/stray.yaml: a YAML file stands neither in"),
        (
            {"playbook/roles/Ae.yaml": "title: AE"},
            "playbook/roles/Ae.yaml: the file's name is the id, and 'Ae' is none",
        ),
        ({"playbook/roles/a e.yaml": ""}, "playbook/roles/a e.yaml: the file's name is the id, and 'a e' is none"),
        ({"playbook/roles/1st.yaml": ""}, "playbook/roles/1st.yaml: the file's name is the id"),
        ({f"playbook/roles/{'a' * 65}.yaml": ""}, "the file's name is the id"),
        ({"playbook/roles/ä.yaml": ""}, "the file's name is the id"),
        ({"playbook/roles/x.yaml/inner.txt": ""}, "playbook/roles/x.yaml: not a file, but its name ends in '.yaml'"),
    ],
)
def test_files_that_stand_wrong(files: dict[str, str], expected: str, project: Build) -> None:
    said = problems(project(files))
    assert expected in said
    assert len(said.splitlines()) == 2


def test_names_of_editors_and_tools_are_passed_over(project: Build) -> None:
    built = project({"playbook/roles/.#seller.yaml": "x: [", "playbook/.idea/x.yaml": "x: ["})
    (built.root / "playbook" / ".lock.yaml").symlink_to("nowhere")
    assert load_playbook(built).get("role", "seller")


@pytest.mark.parametrize("target", ["/etc/passwd", "nowhere", "seller.yaml", "."])
def test_links_are_refused(target: str, project: Build) -> None:
    built = project()
    (built.root / "playbook/roles/link.yaml").symlink_to(target)
    (built.root / "playbook/linked").symlink_to("/etc")
    assert problems(built) == (
        "playbook/linked: a symbolic link: links may lead out of the project\n    Put the file itself here.\n"
        "playbook/roles/link.yaml: a symbolic link: links may lead out of the project\n    Put the file itself here."
    )


def test_links_are_refused_in_site_config_too(project: Build) -> None:
    built = project({"site_config/brand.yaml": None})
    (built.root / "site_config/brand.yaml").symlink_to(ROOT / "site_config" / "brand.yaml")
    assert "site_config/brand.yaml: a symbolic link" in problems(built, check_project)


def test_names_that_differ_by_case_are_two_files_on_some_disks_only(project: Build) -> None:
    built = project({"playbook/roles/Seller.yaml": "title: Twin"})
    assert problems(built).startswith("playbook/roles/Seller.yaml: the file's name is the id, and 'Seller' is none")


def test_all_problems_of_all_files_in_one_run(project: Build) -> None:
    built = project(
        {
            "playbook/playbook.yaml": "title: Small\nsumary: x\nlanguage: en\nsources: {guide: {title: A guide}}\n",
            "playbook/roles/seller.yaml": "title: 'Seller\n",
            "playbook/glossary/deal.yaml": "title: Deal\nsummary: See [it](metric:win-rte) and [her](role:seller).\n",
            "playbook/tools/crm.yaml": "title: CRM\nsummary: A list.\nteams: [sales]\nusedfor: [x]\n",
            "playbook/metrics/win-rate.yaml": (ROOT / "tests/sites/minimal/input/playbook/metrics/win-rate.yaml")
            .read_text()
            .replace("gives: 0.25", "gives: 0.5"),
            "playbook/calculators/sum.yaml": "title: Sum\n",
            "site_config/brand.yaml": "colour: {light: red, dark: '#ffffff'}\n",
            "site_config/locale/en.yaml": "nav: {home: 1}\nnav: {}\n",
        }
    )
    said = problems(built, check_project)
    places = [line.split(": ")[0] for line in said.splitlines() if not line.startswith("    ")]
    assert places == sorted(places, key=lambda place: place.split(":")[0])
    for expected in [
        "playbook/playbook.yaml:2:1: unknown key 'sumary'",
        "playbook/playbook.yaml:1:1: the key 'home' is missing",
        "playbook/roles/seller.yaml:1:8: not valid YAML",
        "playbook/glossary/deal.yaml:2:10: summary: there is no metric 'win-rte'\n    did you mean 'win-rate'?",
        "playbook/tools/crm.yaml:4:1: unknown key 'usedfor'\n    did you mean 'used_for'?",
        "playbook/metrics/win-rate.yaml:",
        "playbook/calculators/sum.yaml:1:1: the key 'question' is missing",
        "site_config/brand.yaml:1:17: colour.light: 'red' does not fit",
        "site_config/locale/en.yaml:2:1: key 'nav' stands twice",
    ]:
        assert expected in said
    assert "no role 'seller'" not in said, "what is there but broken is not called missing"
    assert "no tool 'crm'" not in said
    assert "no source" not in said


def test_references_to_practices_of_a_broken_step_are_not_called_missing(project: Build) -> None:
    overlap = (
        "title: Both\nsummary: Both call.\norder: 1\nsides: {marketing: Before., sales: After.}\n"
        "share: [A list.]\npractices: [weekly, nightly]\n"
    )
    files = {"playbook/overlaps/both.yaml": overlap}
    assert "no practice 'nightly'" in problems(project(files))
    broken = {"playbook/alignment/talk.yaml": "title: ["}
    assert "no practice" not in problems(project({**files, **broken}, name="unreadable"))
    untyped = {"playbook/alignment/talk.yaml": "practices:\n  weekly: {}\n"}
    said = problems(project({**files, **untyped}, name="untyped"))
    assert "no practice 'weekly'" not in said
    assert "no practice 'nightly'" in said


def test_a_file_with_a_wrong_key_is_searched_for_wrong_references_too(project: Build) -> None:
    text = "title: Deal\nsumary: x\nsummary: A [rate](metric:win-rat).\nsee: [metric:lost]\nsources: [guid]\n"
    said = problems(project({"playbook/glossary/deal.yaml": text}))
    for id in ("win-rat", "lost", "guid"):
        assert f"'{id}'\n" in said


def test_a_broken_playbook_yaml_hides_no_other_problem(project: Build) -> None:
    said = problems(
        project(
            {
                "playbook/playbook.yaml": "title: 'Small\n",
                "playbook/roles/seller.yaml": "title: [\n",
                "playbook/glossary/deal.yaml": "title: Deal\nsumary: x\n",
                "site_config/brand.yaml": "color: x\n",
            }
        ),
        check_project,
    )
    for start in ("playbook/playbook.yaml:1:8", "playbook/roles/seller.yaml:", "site_config/brand.yaml:1:1"):
        assert start in said
    assert "playbook/glossary/deal.yaml:2:1: unknown key 'sumary'" in said


def test_where_a_layer_is_missing_only_what_needs_no_layer_is_told(project: Build) -> None:
    said = problems(
        project(
            {
                "playbook/playbook.yaml": "extends: [refernce, ../nowhere]\ntitle: x\n",
                "playbook/roles/sdr.yaml": "title: New\n",
                "playbook/glossary/x.yaml": "a: [",
            },
            base="reference",
        )
    )
    assert "playbook/playbook.yaml:1:11: there is no layer 'refernce'\n    did you mean 'reference'?" in said
    assert "there is no layer '../nowhere'" in said
    assert "playbook/glossary/x.yaml:2:1: not valid YAML" in said
    assert "sdr" not in said


@pytest.mark.parametrize(
    "text", ["", "# nothing\n", "just words\n", "- a\n- b\n", "extends: {a: b}\n", "trust: [1, {}]\n"]
)
def test_odd_playbook_yaml(text: str, project: Build) -> None:
    assert problems(project({"playbook/playbook.yaml": text}), check_project).startswith("playbook/playbook.yaml")


def test_layers_that_lead_back(project: Build, tmp_path: Path) -> None:
    first = project({"playbook/playbook.yaml": "extends: ../second\n"}, base="client")
    second = project({"playbook/playbook.yaml": "extends: ../project\n"}, base="client", name="second")
    assert "leads back to this playbook" in problems(find_project(first.root))
    assert "leads back to this playbook" in problems(find_project(second.root))


def test_no_playbook_anywhere(tmp_path: Path) -> None:
    with pytest.raises(PlaybookError, match="no playbook here"):
        find_project(tmp_path)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("locale: xx-YY", "locale: 'xx-YY' is not known"),
        ("language: xx", "no words for the language 'xx'"),
        ("currency: euro", "a currency code such as EUR is expected"),
        ("currency: ZZZ", "currency: 'ZZZ' is not known"),
    ],
)
def test_language_locale_and_currency(line: str, said: str, project: Build) -> None:
    info = (ROOT / "tests/sites/minimal/input/playbook/playbook.yaml").read_text()
    assert said in problems(project({"playbook/playbook.yaml": f"{line}\n{info}"}), check_project)


def test_used_by_is_the_inverse_of_references() -> None:
    playbook = load_playbook(find_project(ROOT))
    forward = set()
    for key, entity in playbook.entities.items():
        for one in references(entity):
            inner = key[0] == "step" and one.loc[0] == "practices"
            if (one.kind, one.id) != key and not inner:
                forward.add((key, (one.kind, one.id)))
    assert forward == {(user, used) for used, users in playbook.used_by.items() for user in users}
    assert all(len(set(users)) == len(users) for users in playbook.used_by.values())
    assert len(forward) > 1000


def test_references_are_complete() -> None:
    """Every id that stands in a list of the reference playbook is found by the walk: none is a plain text."""
    playbook = load_playbook(find_project(ROOT))
    ids = {id for _, id in playbook.entities}
    for (kind, id), entity in playbook.entities.items():
        if kind in ("practice", "calculator"):  # Ids of a calculator's fields may be those of metrics.
            continue
        path, _ = playbook.places[kind, id]
        found = {one.loc for one in references(entity)}
        for loc, value in _leaves(playbook.documents[path].plain(), ()):
            if isinstance(value, str) and value in ids and isinstance(loc[-1], int) and "aliases" not in loc:
                assert loc in found, f"{path}: {loc}"


def _leaves(value: object, loc: tuple):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*loc, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _leaves(inner, (*loc, index))
    else:
        yield loc, value


def test_every_kind_is_in_the_reference_playbook() -> None:
    playbook = load_playbook(find_project(ROOT))
    assert all(playbook.of(model.kind) for model in KINDS.values())


def test_mutated_values_give_a_playbook_or_problems(project: Build) -> None:
    """A value of another type, anywhere in any kind, is told at its line, or is fine; it never raises anything else."""
    dice = random.Random(11)
    built = project(base="reference")
    playbook = load_playbook(built)
    refused = 0
    for _ in range(250):
        (kind, _), (path, loc) = dice.choice([*playbook.places.items()])
        if loc:
            continue
        lines = (ROOT / path).read_text("utf-8").splitlines()
        at = dice.randrange(len(lines))
        lines[at] = dice.choice(
            [
                lines[at] + dice.choice([" [", " x", "'", ": 1"]),
                lines[at].split(":")[0]
                + dice.choice([": 1", ": []", ": {}", ": {kind: x}", ": ~", ": 1e400", ": [[1]]"]),
                "",
                "  " + lines[at],
            ]
        )
        target = built.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        # A kind's model is enough: the whole pipeline 250 times would only be slower.
        target.write_text("\n".join(lines), "utf-8")
        try:
            one = _load_one(path, target)
            assert one is None or one.kind == kind
        except PlaybookError as error:
            refused += 1
            assert all(problem.mark.line or "empty" in problem.message for problem in error.problems)
    assert refused > 100


def _load_one(path: str, file: Path):
    from playsmith.source import read_document
    from playsmith.typed import Typing

    found: list = []
    entity = Typing(None).read(path, read_document(file, path), found)
    if found:
        raise PlaybookError(found)
    return entity


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "../metrics/win-rate.html", "//x.example", "http://x.example", "x"]
)
def test_links_that_lead_nowhere_are_told(target: str, project: Build) -> None:
    text = f"title: Deal\nsummary: A [link]({target}).\n"
    assert f"playbook/glossary/deal.yaml:2:10: summary: the link to '{target.split('(')[0]}" in problems(
        project({"playbook/glossary/deal.yaml": text})
    )


def test_links_that_lead_somewhere(project: Build) -> None:
    text = (
        "title: Deal\nsummary: 'A [a](https://x.example), [b](mailto:a@x.example), `[c](x)`, [d](metric:win-rate).'\n"
    )
    assert load_playbook(project({"playbook/glossary/deal.yaml": text}))


def test_a_section_that_there_is_not_is_told_with_the_one_meant(project: Build) -> None:
    info = "extends: ../base\ntrust: [../base]\nsections: {metrcs: {title: What we hear, summary: Listen.}}\n"
    with pytest.raises(PlaybookError) as error:
        load_playbook(project({"playbook/playbook.yaml": info}, base="client"))
    assert str(error.value) == (
        "playbook/playbook.yaml:3:12: sections.metrcs: 'metrcs' is not allowed here\n    did you mean 'metrics'?"
    )


def test_every_kind_has_a_section() -> None:
    assert get_args(Folder) == tuple(KINDS)


def test_errors_stand_last_and_notes_are_counted() -> None:
    def problem(file: str, level: str) -> Problem:
        return Problem(Mark(file, 1, 1), f"this is a {level}", level=level)

    found = [problem("a", "error"), *(problem(name, "note") for name in "bcd"), problem("e", "warning")]
    assert str(PlaybookError(found)).splitlines() == [
        "3 notes (playsmith check --notes shows them)",
        "e:1:1: warning: this is a warning",
        "a:1:1: this is a error",
    ]


def test_of_a_number_or_keys_that_name_one_the_keys_are_told(project: Build) -> None:
    default = "inputs: {sales_low: {default: {guideline: sales-budget, team: sales, bound: lowest}}}\n"
    said = problems(project({"playbook/calculators/budget-split.yaml": default}, base="reference"))
    assert "inputs.sales_low.default.bound: 'lowest' is not allowed here\n    did you mean 'low'?" in said
    assert "a number is expected" not in said
