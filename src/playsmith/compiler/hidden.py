"""Comprehensions whose loops hide a name of a function around, while a function beside them reads that name.

CPython (seen in 3.12 and 3.13) runs a comprehension in the frame of the function it stands in, and there takes the one
variable for the other: a NameError, or "'cell' object is not iterable". What CPython itself gets wrong is refused.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .refusal import Refused
from .statements import assigned_names

IN_THE_FRAME = ast.ListComp | ast.DictComp
FRAMES = IN_THE_FRAME | ast.GeneratorExp | ast.Lambda | ast.FunctionDef


def check_hidden_names(function: ast.FunctionDef) -> None:
    """Raises Refused."""
    for outer in ast.walk(function):
        if outer is function or not isinstance(outer, FRAMES):
            continue
        read = set().union(*(_captured(node) for node in ast.walk(outer) if node is not outer)) - _own(outer)
        for node in _in_frame(outer):
            hidden = sorted(_targets(node) & read)
            if hidden:
                what = f"'{hidden[0]}' is set by this loop, and read by a function beside it that means another"
                raise Refused(node, what, "Give the loop a name of its own: CPython takes the one for the other.")


def _in_frame(outer: ast.AST) -> Iterator[ast.ListComp | ast.DictComp]:
    """The comprehensions within `outer`, but for those of functions within it."""
    for part in ast.iter_child_nodes(outer):
        if isinstance(part, IN_THE_FRAME):
            yield part
        if isinstance(part, ast.GeneratorExp):
            yield from _in_frame(ast.Expr(part.generators[0].iter))
        elif not isinstance(part, ast.Lambda | ast.FunctionDef):
            yield from _in_frame(part)


def _targets(node: IN_THE_FRAME | ast.GeneratorExp) -> set[str]:
    return {n.id for loop in node.generators for n in ast.walk(loop.target) if isinstance(n, ast.Name)}


def _own(node: ast.AST) -> set[str]:
    """Parameters and locals; a comprehension has none that count: its loops run in the frame around."""
    match node:
        case ast.Lambda(args=arguments):
            return {argument.arg for argument in arguments.args}
        case ast.FunctionDef(args=arguments, body=body):
            return {argument.arg for argument in arguments.args} | assigned_names(body)
    return set()


def _captured(node: ast.AST) -> set[str]:
    """The names that a function (also a lambda, a generator) reads from around itself."""
    match node:
        case ast.Lambda(body=body):
            return _free(body) - _own(node)
        case ast.FunctionDef(body=body):
            return set().union(*map(_free, body)) - _own(node)
        case ast.GeneratorExp():
            return _inside(node)
    return set()


def _inside(node: IN_THE_FRAME | ast.GeneratorExp) -> set[str]:
    """Read within a comprehension, its first list apart: that is evaluated around it."""
    parts: Iterator[ast.AST] = (part for part in ast.iter_child_nodes(node) if not isinstance(part, ast.comprehension))
    loops = [part for loop in node.generators for part in (*loop.ifs, loop.iter)]
    loops.remove(node.generators[0].iter)
    return set().union(*map(_free, [*parts, *loops])) - _targets(node)


def _free(node: ast.AST) -> set[str]:
    match node:
        case ast.Name(id=name, ctx=ast.Load()):
            return {name}
        case ast.Lambda() | ast.FunctionDef():
            return _captured(node)
        case ast.ListComp() | ast.DictComp() | ast.GeneratorExp():
            return _inside(node) | _free(node.generators[0].iter)
    return set().union(*map(_free, ast.iter_child_nodes(node)))
