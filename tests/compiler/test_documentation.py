"""What docs/compiler.md says holds: its examples, and its lists of names."""

import re
from pathlib import Path

import pytest
from proof import source

from playsmith.compiler import compile_module
from playsmith.compiler.builtins import BUILTINS
from playsmith.compiler.mathematics import KNOWN, TRANSCENDENTAL
from playsmith.compiler.methods import LIST
from playsmith.compiler.words import WORDS
from playsmith.problems import PlaybookError

TEXT = (Path(__file__).parents[2] / "docs" / "compiler.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python (\w+)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def section(title):
    return re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL)[1]


def test_every_example_is_marked():
    assert len(EXAMPLES) == TEXT.count("```python")
    assert {kind for kind, _ in EXAMPLES} == {"accepted", "refused"}


@pytest.mark.parametrize(("kind", "code"), EXAMPLES, ids=range(len(EXAMPLES)))
def test_examples(kind, code):
    if kind == "accepted":
        compile_module(source(code))
        return
    with pytest.raises(PlaybookError) as caught:
        compile_module(source(code))
    lines = code.split("\n")
    commented = [number for number, line in enumerate(lines, 1) if "  # " in line]
    assert not commented or commented[0] in [problem.mark.line for problem in caught.value.problems]


def test_every_name_is_listed_and_no_other():
    assert set(re.findall(r"`(\w+)`", section("Built-in functions").strip().split("\n\n")[0])) == set(BUILTINS)
    methods = section("Built-in functions").split("Methods of lists:")[1]
    assert set(re.findall(r"`(\w+)`", methods)) == {*LIST, "get", "keys", "values", "items"}
    exact, transcendental = section("math").strip().split("\n\n")[:2]
    constants = {"pi", "e", "tau", "inf", "nan"}
    assert set(re.findall(r"`(\w+)`", exact)) == set(KNOWN) - set(TRANSCENDENTAL) | constants
    assert set(re.findall(r"`(\w+)`", transcendental)) == set(TRANSCENDENTAL)


def test_the_table_of_what_is_refused_names_every_construct():
    table = section("Statements").split("| Refused |")[1]
    written = " ".join(re.findall(r"`([^`]+)`", table.replace("\\|", "|")))
    spoken = {"an f-string": "f-strings", "a t-string": "t-strings", "a set": "sets", "a type alias": "`type`"}
    for what, _ in WORDS.values():
        names = spoken.get(what, what.split("(")[-1].strip(")"))
        if what in spoken:
            assert names in table, what
        else:
            token = {"a * before a value": "*xs", "a slice here": "xs[a:b]"}.get(what) or _token(names)
            assert token in written, what


def _token(what: str) -> str:
    for lead in ("an ", "a ", "the operator "):
        what = what.removeprefix(lead)
    return what.split(" ")[0]
