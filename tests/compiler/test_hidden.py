"""Names that hide one another: every small program is refused, or CPython and the page give what the language means."""

import ast
from itertools import batched

import pytest
from proof import Pair, source
from small_programs import forests, written

from playsmith.compiler import compile_module, hidden
from playsmith.compiler.refusal import Refused
from playsmith.problems import PlaybookError

FRAMES = {
    "inner function": "    def inner() -> float:\n        return {}\n    return inner()\n",
    "list": "    return sum([{} for z in [0.0, 0.5]], 0.0)\n",
    "generator": "    return sum(({} for z in [0.0, 0.5]), 0.0)\n",
}
ONE_READ = [forest for scopes in (1, 2) for reads in (0, 1) for forest in forests(scopes, reads)]
TWO_READS = [forest for scopes in (1, 2) for forest in forests(scopes, 2, ("list", "lambda"))]
OF_DICTS = forests(2, 1, ("dict", "lambda"))


def function(name: str, frame: str, expression: str) -> str:
    return f"def {name}(*, x: float) -> float:\n{FRAMES[frame].format(expression)}"


def in_python(text: str, name: str):
    """What CPython gives; the name of the error where it gives none."""
    space = {}
    exec(text, space)
    try:
        return space[name](x=7.0)
    except NameError as error:
        return type(error).__name__


def refused(text: str) -> bool:
    try:
        hidden.check_hidden_names(ast.parse(text).body[0])
    except Refused:
        return True
    return False


@pytest.mark.parametrize(
    ("frame", "small"),
    [("inner function", [*ONE_READ, *TWO_READS, *OF_DICTS]), ("list", ONE_READ), ("generator", ONE_READ)],
)
def test_every_small_program_is_refused_or_the_same(frame, small):
    needless = []
    for some in batched(small, 300):
        programs = {f"f{i}": function(f"f{i}", frame, written(forest)) for i, forest in enumerate(some)}
        accepted = {name: text for name, text in programs.items() if not refused(text)}
        pair = Pair("".join(accepted.values()))
        for forest, (name, text) in zip(some, programs.items(), strict=True):
            meant = in_python(function(name, frame, written(forest, distinct=True)), name)
            given = in_python(text, name)
            if name in accepted:
                assert given == meant == pair.engine.call(name, {"x": 7.0})["value"], text
            else:
                needless.append(given == meant)
    # most of what is refused CPython gets wrong; of the rest, it does with the parts written in another order
    assert 0 < len(needless) < len(small) / 10
    assert sum(needless) <= len(needless) / 2


@pytest.mark.parametrize(
    ("expression", "column"),
    [
        ("len([x for x in xs]) + sum([x for y in xs], 0.0)", 20),
        ("sum([x for y in xs], 0.0) + len([x for x in xs])", 48),
        ("x + sum([(lambda: x)() for x in xs], 0.0)", 24),
        ("x + len([x for x in xs]) + sum([x for y in xs], 0.0)", None),
        ("x + sum([x for x in xs], 0.0)", None),
        ("sum([(lambda: x)() for x in xs], 0.0)", None),
        ("len([RATE for RATE in xs]) + sum([RATE for y in xs], 0.0)", None),
    ],
)
def test_what_another_reads_beside_the_loop_is_refused(expression, column):
    lines = f"    def f() -> float:\n        return {expression}\n    return f()"
    text = f"RATE = 0.5\ndef calculate(*, x: float, xs: list[float]) -> float:\n{lines}\n"
    try:
        compile_module(source(text))
    except PlaybookError as error:
        (problem,) = error.problems
        assert (problem.mark.line, problem.mark.column) == (4, column)
    else:
        assert column is None


def test_an_older_python_confuses_names_of_the_file_too(monkeypatch):
    text = "def f(*, xs: list[float]) -> float:\n    return len([RATE for RATE in xs]) + sum([RATE for x in xs], 0.0)\n"
    monkeypatch.setattr(hidden, "ALSO_NAMES_OF_THE_FILE", True)
    assert refused(text)
    monkeypatch.setattr(hidden, "ALSO_NAMES_OF_THE_FILE", False)
    assert not refused(text)
