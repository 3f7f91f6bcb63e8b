"""The codes a calculator raises: `raise ValueError("no_customers")` in what it can reach."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

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
        read = _read(module.text)
        imports = dict(_imports(read.tree, helpers))
        for part in read.whole if name is None else read.functions.get(name, ()):
            for code, line, column in part.codes:
                codes.setdefault(code, Mark(module.path, line, column))
            for each in part.names:
                if each in imports:
                    pending.append(imports[each])
                elif name is not None:
                    pending.append((module, each))
    return codes


class _Part:
    """A statement at the top of a module: what it raises, and the names it uses."""

    def __init__(self, tree: ast.stmt) -> None:
        nodes = list(ast.walk(tree))
        self.codes = tuple(_raised(nodes))
        self.names = sorted({each.id for each in nodes if isinstance(each, ast.Name)})


@dataclass(frozen=True)
class _Module:
    tree: ast.Module

    @cached_property
    def whole(self) -> tuple[_Part, ...]:
        return tuple(map(_Part, self.tree.body))

    @cached_property
    def functions(self) -> Mapping[str, list[_Part]]:
        found: dict[str, list[_Part]] = {}
        for node, part in zip(self.tree.body, self.whole, strict=True):
            if isinstance(node, ast.FunctionDef):
                found.setdefault(node.name, []).append(part)
        return found


@lru_cache(maxsize=256)
def _read(text: str) -> _Module:
    """A module, read once for all functions of it that are asked for."""
    return _Module(ast.parse(text))


def _raised(nodes: list[ast.AST]) -> Iterator[tuple[str, int, int]]:
    for node in nodes:
        match node:
            case ast.Raise(exc=ast.Call(func=ast.Name(id="ValueError"), args=[ast.Constant(value=str(code)) as at])):
                yield code, at.lineno, at.col_offset + 1


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
