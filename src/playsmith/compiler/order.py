"""What Python evaluates where a function stands: its defaults and annotations know only the names above them."""

from __future__ import annotations

import ast

from .refusal import Refused


def too_early(tree: ast.Module) -> list[Refused]:
    """The names of a file that a default or an annotation reads before they are there."""
    quoted = any(isinstance(node, ast.ImportFrom) and node.module == "__future__" for node in tree.body)
    defined = {name: index for index, node in enumerate(tree.body) for name in _defines(node)}
    return [
        Refused(part, f"'{part.id}' is defined below", f"Python asks for it here: move '{part.id}' up.")
        for index, node in enumerate(tree.body)
        if isinstance(node, ast.FunctionDef)
        for part in _evaluated(node, annotations=not quoted)
        if defined.get(part.id, -1) >= index
    ]


def _defines(node: ast.stmt) -> list[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            return [alias.asname or alias.name for alias in aliases]
    return []


def _evaluated(function: ast.FunctionDef, *, annotations: bool) -> list[ast.Name]:
    arguments = function.args
    parts: list[ast.expr | None] = [*arguments.defaults, *arguments.kw_defaults]
    if annotations:
        parts += [argument.annotation for argument in (*arguments.args, *arguments.kwonlyargs)]
        parts.append(function.returns)
    return [node for part in parts if part is not None for node in ast.walk(part) if isinstance(node, ast.Name)]
