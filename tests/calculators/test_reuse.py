"""Calculators and views of an earlier build: the same as those worked out now, and only as long as they are."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest

from playsmith.calculators import reuse
from playsmith.calculators.collect import load_calculators
from playsmith.calculators.load import load_calculator
from playsmith.calculators.reuse import reused_view
from playsmith.calculators.view import view
from playsmith.checked import check_project
from playsmith.load import load_playbook
from playsmith.problems import PlaybookError
from playsmith.project import find_project

ROOT = Path(__file__).parents[2]


class Counter:
    """Calls of a function that is to be spared."""

    def __init__(self, function) -> None:
        self.function, self.calls = function, 0

    def __call__(self, *arguments, **named):
        self.calls += 1
        return self.function(*arguments, **named)


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> Counter:
    counter = Counter(load_calculator)
    monkeypatch.setattr(reuse, "load_calculator", counter)
    return counter


@pytest.fixture
def views(monkeypatch: pytest.MonkeyPatch) -> Counter:
    counter = Counter(view)
    monkeypatch.setattr(reuse, "view", counter)
    return counter


def test_the_reference_s_calculators_and_views_are_found_again(loads: Counter, views: Counter) -> None:
    seen = []
    for _ in range(2):
        checked = check_project(find_project(ROOT))
        shapes = {"sales": "circle"}
        cache = checked.playbook.project.cache
        shown = {id: reused_view(each, checked.locale, shapes, 7, cache) for id, each in checked.calculators.items()}
        seen.append((checked.calculators, shown))
        before = loads.calls, views.calls
        loads.calls = views.calls = 0
    assert before == (0, 0)
    (first, one), (again, other) = seen
    assert first.keys() == again.keys()
    for id, calculator in first.items():
        assert calculator == again[id]
        assert calculator.samples == again[id].samples
        assert calculator.trusted == again[id].trusted
        made = view(calculator, checked.locale, shapes, 7)
        for each in fields(made):
            if each.name != "words":
                assert getattr(one[id], each.name) == getattr(other[id], each.name) == getattr(made, each.name), each
        assert other[id].words("none") == made.words("none")


CHANGES = {
    "its words": ("playbook/calculators/cac.yaml", "question: What does one more customer cost?\n"),
    "its default": ("playbook/calculators/cac.yaml", "inputs: {new_customers: {default: 41}}\n"),
    "its arithmetic": ("calculators/cac.py", None),
    "a helper": ("calculators/shared/money.py", None),
}


@pytest.mark.parametrize(("path", "text"), CHANGES.values(), ids=CHANGES)
def test_what_is_changed_is_compiled_again(path: str, text: str | None, project, loads: Counter) -> None:
    one = project(base="reference")
    load_calculators(load_playbook(one))
    loads.calls = 0
    file = one.root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text((ROOT / path).read_text() + "\n# Longer.\n" if text is None else text)
    load_calculators(load_playbook(one))
    assert loads.calls >= 1


def test_remarks_are_made_again(project, loads: Counter) -> None:
    patch = "messages: {never_said: {field: new_customers, text: Never., repair: No.}}\n"
    one = project({"playbook/calculators/cac.yaml": patch}, base="reference")
    found = [load_calculators(load_playbook(one))["cac"].warnings for _ in range(2)]
    assert found[0] == found[1] != ()


def test_what_is_wrong_is_told_again(project) -> None:
    source = (ROOT / "calculators/cac.py").read_text() + "\nimport os\n"
    one = project({"calculators/cac.py": source}, base="reference")
    for _ in range(2):
        with pytest.raises(PlaybookError, match=r"calculators/cac\.py"):
            load_calculators(load_playbook(one))


def test_a_view_is_made_for_its_locale_and_what_it_is_told(calculator, locale, views: Counter, tmp_path: Path) -> None:
    for shapes, megabytes in (({}, 0), ({}, 9), ({"sales": "circle"}, 0), ({}, 0)):
        reused_view(calculator, locale, shapes, megabytes, tmp_path)
    assert views.calls == 3
    reused_view(calculator, type(locale)("de-DE", "EUR", locale.words), {}, 0, tmp_path)
    reused_view(replace(calculator, trusted=False), locale, {}, 0, tmp_path)
    assert views.calls == 5
