"""Comprehensions whose loops hide a name of a function around, where that name is read beside them.

CPython (3.12 to 3.14) runs a list or dict comprehension in the frame it stands in. Where the name of its loop is no
variable of that frame, but of a function or comprehension around, CPython takes the one for the other in two cases:

- another comprehension, lambda, generator or function in the frame reads the name: NameError or UnboundLocalError;
- the frame itself reads it, and a function made in the loop does too: the loop's values go into the variable around.

The first depends on which is written first, for no reason that a reader could see; both orders are refused. Before
3.12.4 the first holds of the names of the file, too.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Iterable, Iterator

from .refusal import Refused
from .statements import assigned_names

Inlined = ast.ListComp | ast.DictComp
Loops = Inlined | ast.GeneratorExp
Scope = Loops | ast.Lambda | ast.FunctionDef
ALSO_NAMES_OF_THE_FILE = sys.version_info < (3, 12, 4)


def check_hidden_names(function: ast.FunctionDef) -> None:
    """Raises Refused."""
    _check(function, _reads(function) if ALSO_NAMES_OF_THE_FILE else set())


def _check(scope: Scope, around: set[str]) -> None:
    """`around` are the names that a scope around this one binds."""
    direct, within = _frame(scope)
    if not within:
        return
    own = _own(scope)
    foreign = around - own
    reads = [_reads(one) & foreign for one in within]
    readers = Counter(name for names in reads for name in names)
    for one, own_reads in zip(within, reads, strict=True):
        beside = {name for name in readers if readers[name] > (name in own_reads)} - direct
        for loop in _inlined(one):
            hidden = sorted(_own(loop) & (beside | foreign & direct & _captured(loop)))
            if hidden:
                what = f"'{hidden[0]}' is set by this loop, and read beside it where it means another"
                raise Refused(loop, what, "Give the loop a name of its own: CPython takes the one for the other.")
    for one in within:
        _check(one, around | own)


def _frame(scope: Scope) -> tuple[set[str], list[Scope]]:
    """The names that a scope reads itself, and the scopes within it."""
    direct: set[str] = set()
    within: list[Scope] = []
    todo = list(_parts(scope))
    while todo:
        node = todo.pop()
        if isinstance(node, Scope):
            within.append(node)
            if isinstance(node, Loops):
                todo.append(node.generators[0].iter)
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            direct.add(node.id)
        todo += ast.iter_child_nodes(node)
    return direct, within


def _parts(scope: Scope) -> Iterable[ast.AST]:
    """What is evaluated within a scope: of a comprehension all but its first list."""
    match scope:
        case ast.FunctionDef(body=body):
            return body
        case ast.Lambda(body=body):
            return [body]
    first = scope.generators[0]
    values = [node for node in ast.iter_child_nodes(scope) if node is not first]
    return [*values, *first.ifs]


def _own(scope: Scope) -> set[str]:
    """Parameters and locals, or the names of the loops."""
    if isinstance(scope, Loops):
        return {n.id for loop in scope.generators for n in ast.walk(loop.target) if isinstance(n, ast.Name)}
    parameters = {argument.arg for argument in (*scope.args.args, *scope.args.kwonlyargs)}
    return parameters | (assigned_names(scope.body) if isinstance(scope, ast.FunctionDef) else set())


def _reads(scope: Scope) -> set[str]:
    """The names that a scope, or one within it, reads from around it."""
    direct, within = _frame(scope)
    return direct.union(*map(_reads, within)) - _own(scope)


def _inlined(scope: Scope) -> Iterator[Inlined]:
    """The comprehensions that run in the frame around `scope`: itself, and those within it."""
    if isinstance(scope, Inlined):
        yield scope
        for inner in _frame(scope)[1]:
            yield from _inlined(inner)


def _captured(scope: Inlined) -> set[str]:
    """What functions within a comprehension read of what is around them."""
    within = _frame(scope)[1]
    return set().union(*((_captured(one) - _own(one) if isinstance(one, Inlined) else _reads(one)) for one in within))
