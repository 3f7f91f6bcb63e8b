"""Saying no: where, why, and the way out."""

from __future__ import annotations

import ast

from playsmith.problems import Mark, Problem


class Refused(Exception):
    """A construct outside the subset. Caught at the nearest statement, so that one run reports all of them."""

    def __init__(self, node: ast.AST, message: str, hint: str) -> None:
        super().__init__(message)
        self.node = node
        self.message = message
        self.hint = hint


def mark(path: str, text: str, node: ast.AST) -> Mark:
    """Line and column of a node, counted in characters from 1 (ast counts bytes from 0)."""
    line, offset = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
    lines = text.split("\n")
    before = lines[line - 1].encode()[:offset] if line <= len(lines) else b""
    return Mark(path, line, len(before.decode(errors="replace")) + 1)


def problem(path: str, text: str, refused: Refused) -> Problem:
    return Problem(mark(path, text, refused.node), refused.message, refused.hint, rule="python-subset")
