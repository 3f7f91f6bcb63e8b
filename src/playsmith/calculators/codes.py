"""The codes a calculator raises: `raise ValueError("no_customers")` in what it can reach."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from playsmith.compiler import Source
from playsmith.problems import Mark


def raised_codes(source: Source, helpers: Mapping[str, Source]) -> dict[str, Mark]:
    """Each code that the calculator or a helper it calls may raise, and the first place that does."""
    codes: dict[str, Mark] = {}
    pending: list[tuple[Source, str | None]] = [(source, None)]
    seen: set[tuple[str, str | None]] = set()
    while pending:
        module, name = pending.pop(0)
        if (module.name, name) in seen:
            continue
        seen.add((module.name, name))
        tree = ast.parse(module.text)
        imports = dict(_imports(tree, helpers))
        for node in tree.body if name is None else _definitions(tree, name):
            for code, place in _raised(node):
                codes.setdefault(code, Mark(module.path, place.lineno, place.col_offset + 1))
            for each in sorted({each.id for each in ast.walk(node) if isinstance(each, ast.Name)}):
                if each in imports:
                    pending.append(imports[each])
                elif name is not None:
                    pending.append((module, each))
    return codes


def _raised(tree: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    for node in ast.walk(tree):
        match node:
            case ast.Raise(exc=ast.Call(func=ast.Name(id="ValueError"), args=[ast.Constant(value=str(code)) as at])):
                yield code, at


def _definitions(tree: ast.Module, name: str) -> Iterator[ast.FunctionDef]:
    return (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name)


def _imports(tree: ast.Module, helpers: Mapping[str, Source]) -> Iterator[tuple[str, tuple[Source, str | None]]]:
    """Local names and what of which helper they are; None: the helper as a whole."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            for each in node.names:
                local = each.asname or each.name
                if node.module in helpers:
                    yield local, (helpers[node.module], each.name)
                elif f"{node.module}.{each.name}" in helpers:
                    yield local, (helpers[f"{node.module}.{each.name}"], None)
        elif isinstance(node, ast.Import):
            for each in node.names:
                if each.name in helpers:
                    yield each.asname or each.name.split(".")[0], (helpers[each.name], None)
