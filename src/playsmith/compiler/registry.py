"""Who translates which kind of statement."""

from __future__ import annotations

import ast
from collections.abc import Callable

from .context import Frame

Statement = Callable[[Frame, ast.stmt], list[str]]
STATEMENTS: dict[type[ast.AST], Statement] = {}


def statement_of(*kinds: type[ast.AST]) -> Callable[[Statement], Statement]:
    def register(handler: Statement) -> Statement:
        STATEMENTS.update(dict.fromkeys(kinds, handler))
        return handler

    return register
