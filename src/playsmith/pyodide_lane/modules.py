"""Which of the project's own modules a calculator imports, straight or through others."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from playsmith.compiler import Source
from playsmith.problems import Mark, PlaybookError, Problem, did_you_mean

ROOT = "calculators"


def own_modules(source: Source, helpers: Mapping[str, Source]) -> dict[str, Source]:
    """`source` and all helpers it needs, by dotted name, sorted. Raises PlaybookError: what cannot be read or found."""
    problems: list[Problem] = []
    found: dict[str, Source] = {}
    pending = [source]
    while pending:
        module = pending.pop()
        if module.name in found:
            continue
        found[module.name] = module
        try:
            statements = _import_statements(module.text)
        except SyntaxError as error:
            mark = Mark(module.path, error.lineno or 1, error.offset or 1)
            problems.append(Problem(mark, f"this is no Python: {error.msg}", "Mend the line.", rule="python"))
            continue
        for name, node in _imported(statements, helpers):
            if name in helpers:
                pending.append(helpers[name])
            elif not any(each.startswith(f"{name}.") for each in helpers):
                mark = Mark(module.path, node.lineno, node.col_offset + 1)
                hint = did_you_mean(name, sorted(helpers)) or f"Write {name.replace('.', '/')}.py, or mend the import."
                problems.append(Problem(mark, f"there is no module {name}", hint, rule="import"))
    if problems:
        raise PlaybookError(problems)
    return dict(sorted(found.items()))


def imported_packages(modules: Mapping[str, Source]) -> Iterator[tuple[str, Mark]]:
    """Top-level names, not of the project's own, that any of `modules` imports at all; each with its place."""
    for module in modules.values():
        for node in _import_statements(module.text):
            names = []
            if isinstance(node, ast.Import):
                names = [each.name for each in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names = [node.module]
            for name in names:
                top = name.split(".")[0]
                if top != ROOT:
                    yield top, Mark(module.path, node.lineno, node.col_offset + 1)


@lru_cache(maxsize=256)
def _import_statements(text: str) -> tuple[ast.Import | ast.ImportFrom, ...]:
    """Helpers are looked at for each calculator that stands on them. Raises SyntaxError."""
    return tuple(node for node in ast.walk(ast.parse(text)) if isinstance(node, (ast.Import, ast.ImportFrom)))


def _imported(statements: Iterable[ast.stmt], helpers: Mapping[str, Source]) -> Iterator[tuple[str, ast.stmt]]:
    for node in statements:
        if isinstance(node, ast.Import):
            yield from ((each.name, node) for each in node.names if each.name.split(".")[0] == ROOT)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and (node.module or "").split(".")[0] == ROOT:
            for each in node.names:
                inner = f"{node.module}.{each.name}"
                yield (inner if inner in helpers else node.module), node
