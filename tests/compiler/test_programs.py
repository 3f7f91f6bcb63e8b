"""The random programs hold all that the documentation says is compiled: a proof of less would be a proof of less."""

import ast
import re
from pathlib import Path
from random import Random

import pytest
from programs import Program

from playsmith.compiler.builtins import BUILTINS
from playsmith.compiler.mathematics import KNOWN
from playsmith.compiler.methods import LIST

PROGRAMS = 1_500
TEXT = (Path(__file__).parents[2] / "docs" / "compiler.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def trees():
    return [ast.parse(Program(Random(seed)).text) for seed in range(PROGRAMS)]


@pytest.fixture(scope="module")
def nodes(trees):
    return [node for tree in trees for node in ast.walk(tree)]


def rows(title):
    """The first cells of the tables of what is accepted in one section."""
    section = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL)[1].split("| Refused |")[0]
    cells = [line.split(" | ")[0].removeprefix("| ") for line in section.split("\n") if line.startswith("| ")]
    return [cell for cell in cells if "`" in cell]


def operator(*kinds):
    return lambda n: isinstance(n, ast.BinOp | ast.AugAssign) and isinstance(n.op, kinds)


def compares(*kinds):
    return lambda n: isinstance(n, ast.Compare) and isinstance(n.ops[0], kinds)


def is_a(*kinds):
    return lambda n: isinstance(n, kinds)


def called(node):
    match node:
        case ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(attr=name)):
            return name
    return None


def runs_over(*names):
    return lambda n: (
        isinstance(n, ast.For) and (called(n.iter) in names or (not names and isinstance(n.iter, ast.Name)))
    )


def subscript(*kinds):
    return lambda n: isinstance(n, ast.Subscript) and isinstance(n.slice, kinds)


def assigned(kind, *targets):
    return lambda n: isinstance(n, kind) and isinstance(n.targets[0] if kind is ast.Assign else n.target, targets)


CONSTRUCTS = {
    "`a + b`, `a - b`, `a * b`": [operator(ast.Add), operator(ast.Sub), operator(ast.Mult)],
    "`a / b`": [operator(ast.Div)],
    "`a // b`, `a % b`, `divmod`": [operator(ast.FloorDiv), operator(ast.Mod), lambda n: called(n) == "divmod"],
    "`a ** b`": [operator(ast.Pow)],
    "`n ** 3` of ints": [lambda n: operator(ast.Pow)(n) and isinstance(n.left, ast.Name) and n.left.id == "n"],
    "`a < b <= c`": [lambda n: isinstance(n, ast.Compare) and len(n.ops) > 1],
    "`==`, `!=`, `in`, `not in`": [compares(ast.Eq), compares(ast.NotEq), compares(ast.In), compares(ast.NotIn)],
    "`is None`, `is not None`": [compares(ast.Is), compares(ast.IsNot)],
    "`and`, `or`, `not`": [is_a(ast.And), is_a(ast.Or), is_a(ast.Not)],
    "`a if c else b`": [is_a(ast.IfExp)],
    "`xs[i]`, `xs[-1]`, `xs[a:b]`": [subscript(ast.Name), subscript(ast.UnaryOp), subscript(ast.Slice)],
    '`d["key"]`, `row["field"]`': [
        lambda n: subscript(ast.Constant)(n) and n.slice.value == "a",
        lambda n: subscript(ast.Constant)(n) and n.slice.value == "spend",
    ],
    "`[… for … in … if …]`, `{k: v for …}`": [
        lambda n: isinstance(n, ast.ListComp) and n.generators[0].ifs,
        lambda n: isinstance(n, ast.DictComp) and n.generators[0].ifs,
        lambda n: isinstance(n, ast.ListComp) and len(n.generators) > 1,
        is_a(ast.GeneratorExp),
    ],
    "`lambda x: …`": [is_a(ast.Lambda)],
    "`xs + ys`, `[0.0] * n`": [
        lambda n: operator(ast.Add)(n) and isinstance(n, ast.BinOp) and isinstance(n.left, ast.List),
        lambda n: operator(ast.Mult)(n) and isinstance(n, ast.BinOp) and isinstance(n.left, ast.List),
    ],
    '`x = …`, `x: float = …`, `a, b = …`, `xs[i] = …`, `row["f"] = …`': [
        assigned(ast.Assign, ast.Name),
        assigned(ast.AnnAssign, ast.Name),
        assigned(ast.Assign, ast.Tuple),
        lambda n: assigned(ast.Assign, ast.Subscript)(n) and isinstance(n.targets[0].slice, ast.Name | ast.Constant),
        lambda n: assigned(ast.Assign, ast.Subscript)(n) and subscript(ast.Constant)(n.targets[0]),
    ],
    "`x += …`, `xs[i] += …`": [assigned(ast.AugAssign, ast.Name), assigned(ast.AugAssign, ast.Subscript)],
    "`if`, `elif`, `else`": [
        is_a(ast.If),
        lambda n: isinstance(n, ast.If) and isinstance((n.orelse or [None])[0], ast.If),
        lambda n: isinstance(n, ast.If) and isinstance((n.orelse or [None])[0], ast.Assign),
    ],
    (
        "`for … in` a list, tuple, dict, `d.keys()`, `d.values()`, `d.items()`, `range`, `enumerate`, `zip`, `reversed`"
    ): [
        *[runs_over(name) for name in ("keys", "items", "range", "enumerate", "zip", "reversed")],
        runs_over(),
        lambda n: called(n) == "list" and n.args and called(n.args[0]) == "values",
        lambda n: isinstance(n, ast.For | ast.comprehension) and isinstance(n.iter, ast.Tuple),
    ],
    "`while`, `break`, `continue`, `pass`": [is_a(ast.While), is_a(ast.Break), is_a(ast.Continue), is_a(ast.Pass)],
    "`return`, functions inside functions, recursion": [
        lambda n: isinstance(n, ast.If) and isinstance(n.body[0], ast.Return),
        lambda n: isinstance(n, ast.FunctionDef) and any(isinstance(one, ast.FunctionDef) for one in n.body),
        lambda n: isinstance(n, ast.FunctionDef) and any(called(one) == n.name for one in ast.walk(n)),
    ],
    '`raise ValueError("code")`': [is_a(ast.Raise)],
}  # fmt: skip


def test_every_documented_construct_is_known_here():
    assert set(CONSTRUCTS) == set(rows("Expressions") + rows("Statements"))


@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_every_documented_construct_is_made(nodes, construct):
    for index, holds in enumerate(CONSTRUCTS[construct]):
        assert any(holds(node) for node in nodes), (construct, index)


def test_every_name_is_called(nodes):
    names = {called(node) for node in nodes}
    assert {*BUILTINS, *LIST, *KNOWN, "get", "keys", "values", "items"} <= names


@pytest.mark.parametrize("constant", ["pi", "e", "tau", "inf"])
def test_every_constant_of_math_is_read(nodes, constant):
    assert any(isinstance(node, ast.Attribute) and node.attr == constant for node in nodes)


def test_loops_run_over_rows_with_conditions(nodes):
    over_rows = [n for n in nodes if isinstance(n, ast.For) and isinstance(n.iter, ast.Name) and n.iter.id == "rows"]
    assert any(isinstance(one, ast.If) for loop in over_rows for one in loop.body)


def test_names_hide_one_another(nodes):
    """A parameter named as the loop around it, a loop named as a variable of the function."""
    comprehensions = [node for node in nodes if isinstance(node, ast.ListComp | ast.GeneratorExp | ast.DictComp)]
    for node in comprehensions:
        targets = {n.id for g in node.generators for n in ast.walk(g.target) if isinstance(n, ast.Name)}
        inner = {a.arg for n in ast.walk(node) if isinstance(n, ast.Lambda) for a in n.args.args}
        if targets & inner:
            return
    raise AssertionError("no lambda hides the name of its loop")
