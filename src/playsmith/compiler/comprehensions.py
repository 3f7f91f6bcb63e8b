"""List and dict comprehensions, and generator expressions where one is consumed at once."""

from __future__ import annotations

import ast

from .cells import STR, UNKNOWN, DictType, Inferred, ListType, without_none
from .conditions import branches, condition
from .context import Frame, Value, Variable, coerced
from .expressions import expression, handles
from .flow import Flow
from .iteration import Iteration, iteration, loop_head, unpack
from .lines import INDENT, counted, indent
from .refusal import Refused
from .words import PLAIN


@handles(ast.ListComp)
def _list(f: Frame, node: ast.ListComp, expected: Inferred | None) -> Value:
    return collected(f, node, expected)


def collected(f: Frame, node: ast.ListComp | ast.GeneratorExp, expected: Inferred | None = None) -> Value:
    cell = f.cell(node)
    hint = without_none(expected) if expected is not None else None
    known = hint.item.type if isinstance(hint, ListType) else cell.type

    def body(f: Frame, out: str) -> list[str]:
        return [f"{out}.push({f.put(expression(f, node.elt, known), cell, node.elt, 'the item of a list')});"]

    return Value(_function(f, node, body, "[]"), ListType(cell))


@handles(ast.DictComp)
def _dict(f: Frame, node: ast.DictComp, expected: Inferred | None) -> Value:
    cell = f.cell(node)

    def body(f: Frame, out: str) -> list[str]:
        key = expression(f, node.key)
        if key.type not in (STR, UNKNOWN):
            raise Refused(node.key, f"a key of a dict must be str, this is {key.type}", "Use a list, or str keys.")
        value = expression(f, node.value, cell.type)
        return [f"{out}.set({key.code}, {f.put(value, cell, node.value, 'the value of a dict')});"]

    return Value(_function(f, node, body, "new Map()"), DictType(cell))


@handles(ast.GeneratorExp)
def _generator(f: Frame, node: ast.GeneratorExp, expected: Inferred | None) -> Value:
    raise Refused(node, "a generator as a value is not in the subset", "Write it in brackets: a list.")


def quantified(f: Frame, node: ast.GeneratorExp, *, wanted: bool) -> str:
    """any() and all() stop at the first item that decides."""

    def body(f: Frame, out: str) -> list[str]:
        test = condition(f, node.elt)
        return [
            f"if ({test.code if wanted else '!' + test.within(15)}) {{",
            f"{INDENT}return {str(wanted).lower()};",
            "}",
        ]

    return _function(f, node, body, str(not wanted).lower())


def _function(f: Frame, node: ast.expr, body, start: str) -> str:
    """A loop in a function of its own: the names of a comprehension end with it."""
    before, f.flow = f.flow, f.flow.copy()
    calls = f.program.calls
    names: list[str] = []
    depth = len(f.comprehension)
    out = f.names.fresh("out")
    try:
        lines = _loops(f, node.generators, lambda: body(f, out), names)
    finally:
        del f.comprehension[depth:]
        f.flow = before
    if isinstance(node, ast.GeneratorExp) and f.program.calls > calls:
        lines = counted(f.at(node), lines)
    declared = [f"let {', '.join(names)};"] if names else []
    inside = indent([*declared, *lines, f"return {out};"])
    return "\n".join([f"(({out}) => {{", *inside, f"}})({start})"])


def _loops(f: Frame, generators: list[ast.comprehension], body, names: list[str]) -> list[str]:
    """All loops of a comprehension share one scope; the first list alone is evaluated outside of it."""
    first = iteration(f, generators[0].iter)
    scope = {
        item.id: Variable(f.cell(item, "none"), "", pending=True)
        for generator in generators
        for item in ast.walk(generator.target)
        if isinstance(item, ast.Name)
    }
    f.comprehension.append(scope)
    return _nested(f, generators, first, scope, body, names)


def _nested(f: Frame, generators: list[ast.comprehension], run: Iteration, scope, body, names) -> list[str]:
    first, *rest = generators
    if first.is_async:
        raise Refused(first.iter, "async is not in the subset", PLAIN)
    target = _target(f, first.target, run.item.type, scope, names, run.item)
    head, line = loop_head(f, first.iter, run, target)
    tests = []
    for test in first.ifs:
        tests.append(condition(f, test).code)
        f.flow = branches(f, test)[0]
    inner = _nested(f, rest, iteration(f, rest[0].iter), scope, body, names) if rest else body()
    for test in reversed(tests):
        inner = [f"if ({test}) {{", *indent(inner), "}"]
    return [f"{head} {{", *indent([f"py.step({f.at(first.iter)});", *([line] if line else []), *inner]), "}"]


def _target(f: Frame, node: ast.expr, type: Inferred, scope: dict[str, Variable], names: list[str], cell) -> str:
    match node:
        case ast.Name(id=name):
            if not scope[name].pending:
                raise Refused(node, f"'{name}' is set twice", "Give each loop of the comprehension its own name.")
            js = f.names.fresh(name)
            names.append(js)
            scope[name] = Variable(cell, js)
            return js
        case ast.Tuple(elts=items) | ast.List(elts=items):
            cells = unpack(node, type) if type != UNKNOWN else [f.cell(node, "none")] * len(items)
            return (
                "[" + ", ".join(_target(f, i, c.type, scope, names, c) for i, c in zip(items, cells, strict=True)) + "]"
            )
    raise Refused(node, "a comprehension sets plain names", "Write for x in …, or for a, b in ….")


__all__ = ["Flow", "coerced", "collected", "quantified"]
