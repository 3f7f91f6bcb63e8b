"""One Python file, read: its imports, TypedDicts, constants and functions. Whatever else stands at top level is
refused."""

from __future__ import annotations

import ast
import builtins
import warnings
from dataclasses import dataclass, field

from playsmith.problems import Mark, Problem

from .annotations import annotation
from .constants import Constant, constant
from .order import too_early
from .refusal import Refused, problem
from .types import Row, Type
from .words import at_top_level

TYPING = {"TypedDict", "Callable", "Optional", "Final"}
BUILT_IN = frozenset(dir(builtins))
LARGEST = 300_000


@dataclass(frozen=True)
class Source:
    """One Python file: `name` as imported ("calculators.shared.finance"), `path` as shown in messages."""

    name: str
    path: str
    text: str


@dataclass
class Module:
    source: Source
    math: dict[str, str | None] = field(default_factory=dict)  # local name -> function of math; None: math itself
    typing: dict[str, str] = field(default_factory=dict)
    imports: dict[str, tuple[ast.AST, str, str | None]] = field(default_factory=dict)  # node, module, name or None
    rows: dict[str, Row] = field(default_factory=dict)
    constants: dict[str, Constant] = field(default_factory=dict)
    functions: dict[str, ast.FunctionDef] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, refused: Refused) -> None:
        self.problems.append(problem(self.source.path, self.source.text, refused))

    def names(self) -> set[str]:
        return {*self.math, *self.typing, *self.imports, *self.rows, *self.constants, *self.functions}


def read_module(source: Source, loaded: dict[str, Module], helpers: frozenset[str]) -> Module:
    """Read one file; `loaded` holds the helpers read before it, whose TypedDicts and constants it may import."""
    module = Module(source)
    if len(source.text) > LARGEST:
        module.problems.append(
            Problem(Mark(source.path), "the file is too large to compile", "Split it.", "python-subset")
        )
        return module
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source.text)
            # finds what parsing lets pass: `break` outside a loop
            compile(tree, source.path, "exec", dont_inherit=True)
    except SyntaxError as error:
        place = Mark(source.path, error.lineno or 1, max(error.offset or 1, 1))
        module.problems.append(Problem(place, f"not valid Python: {error.msg}", "Mend the line.", "python-syntax"))
        return module
    except (ValueError, RecursionError, MemoryError) as error:
        module.problems.append(
            Problem(Mark(source.path, 1, 1), f"not readable as Python: {error}", "", "python-syntax")
        )
        return module
    for index, node in enumerate(tree.body):
        try:
            _statement(module, node, index, loaded, helpers)
        except Refused as refused:
            module.refuse(refused)
    for refused in too_early(tree):
        module.refuse(refused)
    return module


def _statement(module: Module, node: ast.stmt, index: int, loaded: dict[str, Module], helpers: frozenset[str]) -> None:
    match node:
        case ast.Expr(value=ast.Constant(value=str())) if index == 0:
            return
        case ast.Import(names=names):
            for alias in names:
                _import(module, node, alias, helpers)
        case ast.ImportFrom():
            _import_from(module, node, loaded, helpers)
        case ast.ClassDef():
            _define(module, node, node.name)
            module.rows[node.name] = _typed_dict(module, node)
        case ast.FunctionDef():
            _define(module, node, node.name)
            module.functions[node.name] = node
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            _define(module, node, name)
            module.constants[name] = constant(value, module.constants, module.math, None)
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
            _define(module, node, name)
            module.constants[name] = constant(value, module.constants, module.math, _final(module, node.annotation))
        case _:
            raise at_top_level(node)


def _define(module: Module, node: ast.AST, name: str) -> None:
    if name in module.names():
        raise Refused(node, f"'{name}' is defined twice", "Give each its own name.")
    if name in BUILT_IN:
        raise Refused(node, f"'{name}' is a built-in of Python", "Give it another name.")
    if name.startswith("__") or not name.isascii():
        raise Refused(
            node,
            f"the name '{name}' cannot be compiled",
            "Use ASCII letters, not starting with two underscores.",
        )


def _final(module: Module, node: ast.expr) -> Type | None:
    match node:
        case ast.Name(id=name) if module.typing.get(name) == "Final":
            return None
        case ast.Subscript(value=ast.Name(id=name), slice=inner) if module.typing.get(name) == "Final":
            node = inner
    return annotation(node, module.rows.get, module.typing)


def _import(module: Module, node: ast.Import, alias: ast.alias, helpers: frozenset[str]) -> None:
    name = alias.asname or alias.name
    if alias.name == "math":
        _define(module, alias, name)
        module.math[name] = None
    elif alias.name in helpers and alias.asname:
        _define(module, alias, name)
        module.imports[name] = (alias, alias.name, None)
    else:
        raise _unknown_import(alias, alias.name, helpers)


def _import_from(module: Module, node: ast.ImportFrom, loaded: dict[str, Module], helpers: frozenset[str]) -> None:
    source = "." * node.level + (node.module or "")
    for alias in node.names:
        name = alias.asname or alias.name
        if source == "__future__" and alias.name == "annotations":
            continue
        _define(module, alias, name)
        if source == "math":
            module.math[name] = alias.name
        elif source in ("typing", "collections.abc") and alias.name in TYPING:
            module.typing[name] = alias.name
        elif source in helpers:
            _import_name(module, alias, name, source, loaded)
        else:
            raise _unknown_import(alias, f"{source}.{alias.name}", helpers)


def _import_name(module: Module, alias: ast.alias, name: str, source: str, loaded: dict[str, Module]) -> None:
    helper = loaded.get(source)
    if helper is None:
        raise Refused(alias, f"'{source}' imports this file in turn", "Move what both need into a third file.")
    if alias.name in helper.rows:
        module.rows[name] = helper.rows[alias.name]
    elif alias.name in helper.constants:
        module.constants[name] = helper.constants[alias.name]
    elif alias.name in helper.functions:
        module.imports[name] = (alias, source, alias.name)
    else:
        raise Refused(alias, f"'{source}' has no '{alias.name}'", f"It defines: {', '.join(sorted(helper.names()))}.")


def _unknown_import(node: ast.AST, name: str, helpers: frozenset[str]) -> Refused:
    known = ", ".join(["math", "typing", *sorted(helpers)])
    return Refused(node, f"import of '{name}' is not in the subset", f"A calculator may import: {known}.")


def _typed_dict(module: Module, node: ast.ClassDef) -> Row:
    match node.bases:
        case [ast.Name(id=base)] if (
            module.typing.get(base) == "TypedDict" and not node.keywords and not node.decorator_list
        ):
            inherited: tuple[tuple[str, Type], ...] = ()
        case [ast.Name(id=base)] if base in module.rows and not node.keywords and not node.decorator_list:
            inherited = module.rows[base].fields
        case _:
            raise Refused(
                node,
                f"class '{node.name}' is not a TypedDict",
                f"Write class {node.name}(TypedDict), or functions.",
            )
    fields: dict[str, Type] = dict(inherited)
    for item in node.body:
        match item:
            case ast.AnnAssign(target=ast.Name(id=name), value=None):
                if name in fields or name.startswith("__") or not name.isascii():
                    raise Refused(item, f"the field '{name}' cannot be compiled", "Each name once, in ASCII letters.")
                fields[name] = annotation(item.annotation, module.rows.get, module.typing)
            case ast.Expr(value=ast.Constant(value=str())) | ast.Pass():
                continue
            case _:
                raise Refused(item, "a TypedDict holds fields only", "Write `name: type`, one a line.")
    if not fields:
        raise Refused(node, f"'{node.name}' has no fields", "Write `name: type`, one a line.")
    return Row(node.name, tuple(fields.items()))
