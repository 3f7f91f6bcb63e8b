# ruff: noqa: E501 (programs and tables read better in one line)
"""What is outside the subset is refused with its place and a way out, all of it in one run."""

import ast
import re

import pytest
from proof import source

from playsmith.compiler import compile_module
from playsmith.compiler.expressions import HANDLERS
from playsmith.compiler.operators import SIGNS
from playsmith.compiler.registry import STATEMENTS
from playsmith.problems import PlaybookError

HEAD = "import math\nfrom typing import Callable, TypedDict\nLIST = [1.0, 2.0]\nclass Row(TypedDict):\n    spend: float\n    note: str\n"
HEAD += "def named(*, x: float) -> float:\n    return x\n"


def refused(text):
    with pytest.raises(PlaybookError) as caught:
        compile_module(source(text))
    return caught.value.problems


def body(
    code,
    parameters="x: float, n: int, s: str, flag: bool, p: float | None, xs: list[float], d: dict[str, float]",
    result="float",
):
    lines = "\n".join(f"    {line}" for line in code.split("\n"))
    return f"{HEAD}def calculate(*, {parameters}) -> {result}:\n{lines}\n"


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ('return f"{x}"', "an f-string is not in the subset"),
        ("return s[0]", "indexing a str"),
        ("return float(len(s))", "len() of str"),
        ("return s + s", "not in the subset"),
        ("return float(s)", "float() of str"),
        ("return str(x)", "'str()'"),
        ("try:\n    return x\nexcept ValueError:\n    return 0.0", "try is not"),
        ("return xs[::2]", "step"),
        ("return x + p", "float | None"),
        ("return p", "result of calculate()"),
        ("return -p", "float | None"),
        ("q = p\nif q is None:\n    return x\nfor y in xs:\n    x += q\n    q = None\nreturn x", "float | None"),
        ("q = p\nif q is None:\n    return x\nwhile x > 0:\n    x -= q\n    q = None\nreturn x", "float | None"),
        ("return p < x", "not defined"),
        ("return flag + 1", "bool"),
        ("return x * flag", "bool"),
        ("return flag < 1", "bool"),
        ("return float(flag < flag)", "order of bool"),
        ("return sum(xs, flag)", "sum() of"),
        ("return n ** n", "int ** int"),
        ("return n ** -1", "int ** int"),
        ("return max(0, x) ** 2", "may be an int or a float"),
        ("if x > 0:\n    y = 1.0\nreturn y", "may have no value"),
        ("for y in xs:\n    pass\nreturn y", "may have no value"),
        ("while x > 0:\n    y = x\n    x -= 1\nreturn y", "may have no value"),
        ("if x > 0:\n    return 1.0", "may end without a return"),
        ("return 1.0\nx = 2.0", "never reached"),
        ("y = x = 2.0\nreturn y", "a = b"),
        ("return (y := x)", "(:=)"),
        ("global LIST\nreturn x", "global is not"),
        ("LIST.append(3.0)\nreturn x", "only be read in place"),
        ("ys = LIST\nreturn ys[0]", "only be read in place"),
        ("f = lambda LIST: LIST\nreturn x", "only be read in place"),
        ("ys = max(LIST, xs)\nreturn x", "only be read in place"),
        ("def sorted(ys: list[float]) -> float:\n    return ys.pop()\nreturn sorted(LIST)", "only be read in place"),
        ("sum = lambda ys: ys.pop()\nreturn sum(LIST)", "only be read in place"),
        ("return [any(LIST) for any in [lambda ys: ys.pop()]][0]", "only be read in place"),
        ("ys = sorted(xs, reverse=flag, key=made(n=n))\nreturn x", "stands after other options"),
        ("xs.sort(reverse=flag, key=made(n=n))\nreturn x", "stands after other options"),
        ("return max(xs, default=abs(x), key=made(n=n))", "stands after other options"),
        ("xs.extend(y for y in xs)\nreturn x", "generator"),
        ("for y in (z for z in xs):\n    pass\nreturn x", "generator"),
        ("return min((y for y in xs), key=lambda y: -y)", "generator"),
        ("return sum((y for y in xs), abs(x))", "generator beside"),
        ("return max((y for y in xs), default=xs[0])", "generator beside"),
        ("return sorted((y for y in xs), reverse=bool(n))[0]", "generator beside"),
        ("y = [1.0]\nreturn sum([y for z in xs for y in y], 0.0)", "no value here yet"),
        ("y = 1.0\nreturn sum([z for z in xs if y > 0 for y in xs], 0.0)", "no value here yet"),
        ("f = [x]\nreturn sum([y for z in xs for f in f(z)], 0.0)", "no value here yet"),
        ("return sum([y for y in xs for z in xs for y in [y + z]], 0.0)", "set twice"),
        ("return sum([(lambda: x)() for y in xs if [x for x in xs]], 0.0)", "'x' is set by this loop"),
        ("return sum([sum(x for y in [x for x in xs]) for y in xs], 0.0)", "'x' is set by this loop"),
        ("f = lambda: len([x for x in xs]) + sum(x for y in xs)\nreturn f()", "'x' is set by this loop"),
        ("def f() -> float:\n    ys = [x for x in xs]\n    return sum(x for y in ys)\nreturn f()", "'x' is set by this loop"),
        ("return sum([math.pi for math in xs], 0.0)", "attribute '.pi'"),
        ("return sum(())", "empty tuple"),
        ("f = named\nreturn f(x)", "by name only"),
        ("def ValueError(s: str) -> float:\n    return x\nraise ValueError('code')", "cannot be compiled"),
        ("f = lambda ValueError: 1.0\nreturn f(x)", "cannot be compiled"),
        ("f = lambda ä: 1.0\nreturn f(x)", "cannot be compiled"),
        ("ValueError = 1.0\nreturn x", "cannot be compiled"),
        ("LIST[0] = 3.0\nreturn x", "only be read in place"),
        ("del xs[0]\nreturn x", "del is not"),
        ("assert x > 0\nreturn x", "assert is not"),
        ("for y in xs:\n    pass\nelse:\n    x = 1.0\nreturn x", "else after a loop"),
        ('raise KeyError("x")', "only ValueError"),
        ("raise ValueError(s)", "only ValueError"),
        ("return x is n", "identity"),
        ("return math.gamma(x)", "math.gamma"),
        ("return math.lgamma(x)", "math.lgamma"),
        ("return math.erf(x)", "math.erf"),
        ("return math.hypot(x, x)", "math.hypot"),
        ("return math.fsum(y for y in xs)", "takes a list"),
        ("return pow(x, 2)", "'pow()'"),
        ("return print(x)", "'print()'"),
        ("return open(s)", "'open()'"),
        ("return xs.__class__", "attribute"),
        ("return xs.index(x)", "no .index()"),
        ("return d.pop(s)", "no .pop()"),
        ("ks = d.keys()\nreturn x", "as a value"),
        ("ks = range(3)\nreturn x", "iterator as a value"),
        ("ks = (y for y in xs)\nreturn x", "generator"),
        ("ks = {1, 2}\nreturn x", "a set is not"),
        ("ks = {1: 2.0}\nreturn x", "must be str"),
        ("ys = []\nreturn x", "cannot be told"),
        ("ys = [1.0, 's']\nreturn x", "item of a list"),
        ("y = 1.0\ny = 's'\nreturn y", "'y' is"),
        ("f = (lambda y: -y) if flag else None\nreturn sorted(xs, key=f)[0]", "the key may be None"),
        ("f = (lambda y: -y) if flag else None\nreturn max(xs, key=f)", "the key may be None"),
        ("xs.sort(key=None)\nreturn x", "the key may be None"),
        ("def inner(*, y: float) -> float:\n    return y\nreturn inner(x)", "by place"),
        ("def inner(y: float, *, z: float) -> float:\n    return y\nreturn inner(x, x)", "by place"),
        ("break\nreturn x", "'break' outside loop"),
        ("if flag:\n    continue\nreturn x", "'continue' not properly in loop"),
        ("f = lambda y, y: y\nreturn x", "duplicate argument"),
        ("\n".join(" " * i + "for y in xs:" for i in range(22)) + "\n" + " " * 22 + "x += y\nreturn x", "statically nested"),
        ("y: int = x\nreturn y", "'y' is int"),
        ("return x if flag else s", "two sides"),
        ("return x == s", "operands are"),
        ("return flag == n", "operands are"),
        ("return sorted([p, p])[0]", "not defined"),
        ("return 9007199254740993", "too large"),
        ("return 1j", "complex"),
        ("return x & 1", "operator &"),
        ("return xs[x]", "index must be int"),
        ("return xs[0.0]", "index must be int"),
        ("for y in range(x):\n    pass\nreturn x", "must be int"),
        ("return math.floor(p)", "float | None"),
        ("return unknown", "unknown name"),
        ("return calculate(x=x)", "misses"),
        ("r: Row = {'spend': 1.0}\nreturn r['spend']", "missing note"),
        ("r: Row = {'spend': 1.0, 'note': 's'}\nreturn r['other']", "no field"),
        ("r: Row = {'spend': 1.0, 'note': 's'}\nreturn r[s]", "literal"),
        ("(a, b) = (x, x, x)\nreturn a", "taken apart"),
        ("a, *b = (x, x, x)\nreturn a", "taken apart"),
        ("def inner(y: float = x) -> float:\n    return y\nreturn inner(x)", "default of an inner function"),
        ("f = lambda *a: x\nreturn x", "plain parameters"),
        ("return float(math.isclose(x, x, abs_tol=x, rel_tol=x))", "rel_tol before abs_tol"),
        ("f = lambda y=x: y\nreturn x", "plain parameters"),
        ("t = (x, n)\nreturn t[2]", "the tuple has 2 items"),
        ("for y in s:\n    pass\nreturn x", "str cannot be iterated"),
        ("with x:\n    pass\nreturn x", "with is not"),
        ("match x:\n    case _:\n        return x", "match is not"),
        ("import os\nreturn x", "an import in a function"),
        ("x + 1\nreturn x", "not used"),
    ],
)  # fmt: skip
def test_in_a_function(code, says):
    problems = refused(body(code, result="float"))
    assert any(says in problem.message for problem in problems), problems
    assert all(
        (problem.mark.line >= 9 and problem.mark.column >= 5) or "may end" in problem.message for problem in problems
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("import os\n", "import of 'os'"),
        ("from os import path\n", "import of 'os.path'"),
        ("from .other import f\n", "import of '.other.f'"),
        ("print(1)\n", "an expression at the top"),
        ("X = open('f')\n", "not a constant"),
        ("X = 9 ** 9\n", "not a constant"),
        ("X = ([1.0], 2.0)\n", "could be changed"),
        ("def f(x: tuple[list[float]] = ([1.0],)) -> float:\n    return 1.0\n", "could be changed"),
        ("def f(ValueError: float) -> float:\n    raise ValueError('code')\n", "cannot be compiled"),
        ("X = 1\nX = 2\n", "defined twice"),
        ("def sum(x: float) -> float:\n    return x\n", "built-in"),
        ("range = 3\n", "built-in"),
        ("class A:\n    pass\n", "not a TypedDict"),
        ("def f(x) -> float:\n    return x\n", "has no type"),
        ("def f(x: float):\n    return x\n", "no result type"),
        ("def f(*x: float) -> float:\n    return 1.0\n", "*args"),
        ("@f\ndef f(x: float) -> float:\n    return 1.0\n", "decorators"),
        ("async def f(x: float) -> float:\n    return 1.0\n", "an async function"),
        ("def f(x: Optional[float]) -> float:\n    return 1.0\n", "unknown type 'Optional[float]'"),
        ("def f(x: complex) -> float:\n    return 1.0\n", "unknown type"),
        ("def f(x: int | float) -> float:\n    return 1.0\n", "several types"),
        ("def f(x: dict[int, float]) -> float:\n    return 1.0\n", "keys of a dict"),
        ("def f(x: list[float] = []) -> float:\n    return 1.0\n", "shared by all calls"),
        ("def f(x: float = Y) -> float:\n    return x\nY = 1.0\n", "'Y' is defined below"),
        ("def f(*, x: float = Y) -> float:\n    return x\nY = 1.0\n", "'Y' is defined below"),
        ("from typing import TypedDict\ndef f(x: list[R]) -> float:\n    return 1.0\nclass R(TypedDict):\n    a: float\n", "'R' is defined below"),
        ("from typing import TypedDict\ndef f() -> R:\n    return R(a=1.0)\nclass R(TypedDict):\n    a: float\n", "'R' is defined below"),
        ("def f(x: float, x: float) -> float:\n    return x\n", "duplicate argument"),
        ("def f(x: float = 's') -> float:\n    return 1.0\n", "the default is str"),
        ("def f(__proto__: float) -> float:\n    return 1.0\n", "cannot be compiled"),
        ("def f(ä: float) -> float:\n    return 1.0\n", "cannot be compiled"),
        ("def f(x: float) -> float:\n    return (\n", "not valid Python"),
        ("def f(x: float) -> float:\n    return " + "(" * 1000 + "x" + ")" * 1000 + "\n", ""),
        ("def f(x: float) -> float:\n    return " + "-" * 3000 + "x\n", ""),
        ("x\0y", ""),
    ],
)  # fmt: skip
def test_in_a_module(text, says):
    problems = refused(text)
    assert any(says in problem.message for problem in problems), problems


def test_all_problems_are_told_at_once_with_their_places():
    problems = refused("def f(x: float, s: str) -> float:\n    y = s + 1\n    z = x.real\n    return f'{x}'\n")
    assert [(p.mark.line, p.mark.column) for p in problems] == [(2, 9), (3, 9), (4, 12)]
    assert all(problem.hint for problem in problems)


def test_a_column_counts_characters_not_bytes():
    (problem,) = refused("def f(s: str, x: float) -> bool:\n    return s == 'äöü' and x.real > 0\n")
    assert (problem.mark.line, problem.mark.column) == (2, 27)


def test_a_list_of_ints_is_not_taken_for_a_list_of_floats():
    text = (
        "def put(xs: list[float]) -> float:\n    xs.append(0.5)\n    return xs[0]\n\n"
        "def calculate(*, ns: list[int]) -> float:\n    return put(ns)\n"
    )
    (problem,) = refused(text)
    assert problem.mark.line == 6
    assert "list" in problem.hint


# one program for every construct of Python that no translator takes
OUTSIDE = {
    "AsyncFor": "async for y in xs:\n    pass",
    "AsyncFunctionDef": "async def f() -> float:\n    return 1.0",
    "AsyncWith": "async with x:\n    pass",
    "Assert": "assert x > 0",
    "Await": "y = await x",
    "BitAnd": "y = n & 1",
    "BitOr": "y = n | 1",
    "BitXor": "y = n ^ 1",
    "ClassDef": "class A:\n    pass",
    "Delete": "del xs[0]",
    "FormattedValue": 'y = f"{x}"',
    "GeneratorExp": "y = (z for z in xs)",
    "Global": "global LIST",
    "Import": "import os",
    "ImportFrom": "from os import path",
    "Invert": "y = ~n",
    "JoinedStr": 'y = f"{x}"',
    "LShift": "y = n << 1",
    "MatMult": "y = n @ 1",
    "Match": "match x:\n    case _:\n        y = x",
    "NamedExpr": "z = (y := x)",
    "Nonlocal": "def f() -> float:\n    nonlocal x\n    return x",
    "RShift": "y = n >> 1",
    "Set": "y = {x}",
    "SetComp": "y = {z for z in xs}",
    "Slice": "xs[0:1] = [x]",
    "Starred": "y = [*xs]",
    "Try": "try:\n    y = x\nexcept ValueError:\n    y = 0.0",
    "TryStar": "try:\n    y = x\nexcept* ValueError:\n    y = 1.0",
    "TypeAlias": "type A = int",
    "With": "with x:\n    pass",
    "Yield": "y = yield x",
    "YieldFrom": "y = yield from xs",
}
TREE = {name for name, kind in vars(ast).items() if name[0].isupper() and isinstance(kind, type)}
YOUNGER = {"TemplateStr", "Interpolation"}  # not in every Python this runs on


def test_every_construct_outside_the_subset_is_tried():
    kinds = [*ast.stmt.__subclasses__(), *ast.expr.__subclasses__(), *ast.operator.__subclasses__()]
    inside = {kind.__name__ for kind in (*STATEMENTS, *HANDLERS, *SIGNS)} - {"GeneratorExp"}
    assert {kind.__name__ for kind in kinds} - inside - YOUNGER == set(OUTSIDE) - {"Invert"}


def test_every_construct_is_named_in_the_refusals_themselves():
    from playsmith.compiler.words import WORDS

    assert set(WORDS) == set(OUTSIDE) - {"GeneratorExp"} | YOUNGER


@pytest.mark.parametrize(
    "code", [*OUTSIDE.values(), *[f"{code}\n" for code in OUTSIDE.values()], "x", "if 1:\n    pass\n"]
)
def test_no_refusal_speaks_of_syntax_trees(code):
    """In words people use, with the way out: within a function, and at the top of a file."""
    problems = refused(code) if code.endswith("\n") else refused(body(code + "\nreturn 1.0"))
    for problem in problems:
        assert not {*re.findall(r"\w+", problem.message)} & TREE, problem.message
        assert not {*re.findall(r"[A-Z]\w+[A-Z]\w+", problem.hint)} & TREE, problem.hint
        assert problem.hint
