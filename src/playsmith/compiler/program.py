"""One compilation: read the files, repeat the pass over all functions until the types stand, write the code."""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping
from dataclasses import dataclass

from playsmith.problems import Mark, PlaybookError, Problem

from . import calls, comprehensions, conditions, expressions, functions, operators, subscripts  # noqa: F401 (they register translators)
from .cells import INT, NUMBER, UNKNOWN, DictType, Inferred, ListType, TupleType, without_none
from .context import ANY, Callee, Parameter, Program
from .expressions import literal
from .functions import declare, translate
from .lines import indent
from .modules import Module, Source, read_module
from .refusal import Refused, problem
from .types import Type, descriptor, is_data

MOST_PASSES = 200


@dataclass(frozen=True)
class Signature:
    """Of a public function. `optional` names the parameters that have a default."""

    parameters: Mapping[str, Type]
    result: Type
    optional: frozenset[str] = frozenset()
    line: int = 0


@dataclass(frozen=True)
class Compiled:
    """`javascript` is a function expression: given the runtime, it returns the public functions.

    `transcendental` tells whether anything reachable uses exp, log, a power or the like: only then may results
    differ from CPython's, in the last bits.
    """

    javascript: str
    functions: Mapping[str, Signature]
    transcendental: bool


def compile_module(source: Source, helpers: Mapping[str, Source] | None = None) -> Compiled:
    """Translate one calculator. Raises PlaybookError with every problem found."""
    try:
        return _compile(source, dict(helpers or {}))
    except RecursionError:
        place = Mark(source.path, 1, 1)
        raise PlaybookError(
            [Problem(place, "the code is nested too deeply", "Split long expressions.", "python-subset")]
        ) from None


def _compile(source: Source, helpers: dict[str, Source]) -> Compiled:
    program = Program(_read(source, helpers))
    _fail([problem for module in program.modules.values() for problem in module.problems])
    main = program.modules[source.name]
    declaring: list[Problem] = []

    def callee(module_name: str, name: str) -> Callee | None:
        module = program.modules[module_name]
        if name in module.imports and module.imports[name][2] is not None:
            _, module_name, name = module.imports[name]
            return callee(module_name, name or "")
        if name not in module.functions:
            return None
        key = (module_name, name)
        if key not in program.callees:
            program.callees[key] = declare(program, module, module.functions[name])
        return program.callees[key]

    program.callee = callee
    roots = []
    for name in main.functions:
        try:
            found = callee(source.name, name)
            assert found is not None
            roots.append(found)
        except Refused as refused:
            declaring.append(problem(source.path, source.text, refused))
    _fail(declaring)
    bodies = _passes(program, roots)
    _fail(program.problems)
    public = [c for c in roots if not c.node.name.startswith("_") and _has_data(c)]
    return Compiled(
        _module(program, bodies, public),
        {c.node.name: _signature(c) for c in public},
        program.transcendental,
    )


def _read(source: Source, helpers: dict[str, Source]) -> dict[str, Module]:
    """The main file first, then the helpers it needs, each read after those it imports itself."""
    names = frozenset(helpers) - {source.name}
    loaded: dict[str, Module] = {}
    reading: set[str] = set()

    def read(one: Source) -> Module:
        reading.add(one.name)
        for name in _wanted(one, names):
            if name not in reading:
                loaded[name] = read(helpers[name])
        return read_module(one, loaded, names)

    main = read(source)
    return {source.name: main, **loaded}


def _wanted(source: Source, names: frozenset[str]) -> list[str]:
    try:
        tree = ast.parse(source.text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    found = [node.module for node in tree.body if isinstance(node, ast.ImportFrom) and node.module and not node.level]
    found += [alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names]
    return [name for name in dict.fromkeys(found) if name in names]


def _passes(program: Program, roots: list[Callee]) -> dict[str, list[str]]:
    """Translate until no type widens and no name is new; what the last pass gives is final."""
    changes = program.places.changes
    for _ in range(MOST_PASSES):
        changes.seen = False
        before = program.names.taken, _recursive(program)
        program.problems, program.transcendental, program.reached = [], False, list(roots)
        bodies: dict[str, list[str]] = {}
        for callee in program.reached:  # grows while it runs
            bodies[callee.js] = translate(program, callee, recursive=callee.js in before[1])
        if not changes.seen and before == (program.names.taken, _recursive(program)):
            break
    else:
        place = Mark(roots[0].module.source.path, 1, 1)
        program.problems.append(Problem(place, "the types do not settle", "Annotate the locals.", "python-subset"))
    if not program.problems:
        _all_known(program)
    return bodies


def _recursive(program: Program) -> set[str]:
    """The functions that may be called again before they are done."""
    edges = {callee.js: callee.calls for callee in program.callees.values()}
    edges[ANY] = set(edges)
    found = set()
    for start in edges[ANY]:
        seen: set[str] = set()
        todo = list(edges[start])
        while todo:
            name = todo.pop()
            if name not in seen:
                seen.add(name)
                todo += edges.get(name, ())
        if start in seen:
            found.add(start)
    return found


def _all_known(program: Program) -> None:
    """Every place must have a type by now; an empty list that nothing is put into has none."""
    unknown = {key: tag for (key, tag), cell in program.cells.items() if cell.type == UNKNOWN and tag != "none"}
    for callee in program.reached:
        for node in ast.walk(callee.node):
            if id(node) in unknown:
                what = unknown[id(node)].removeprefix("local ")
                what = f"'{what}'" if unknown[id(node)].startswith("local ") else "this"
                refused = Refused(node, f"the type of {what} cannot be told", "Annotate it: `items: list[float] = []`.")
                program.problems.append(problem(callee.module.source.path, callee.module.source.text, refused))
                return


def _has_data(callee: Callee) -> bool:
    return all(is_data(p.declared) for p in callee.parameters) and is_data(callee.declared_result)


def _signature(callee: Callee) -> Signature:
    optional = frozenset(p.name for p in callee.parameters if p.default is not None)
    return Signature(
        {p.name: p.declared for p in callee.parameters}, callee.declared_result, optional, callee.node.lineno
    )


def _module(program: Program, bodies: dict[str, list[str]], public: list[Callee]) -> str:
    files = [module.source.path for module in program.modules.values()]
    lines = []
    for js, constant in program.constants.items():
        cell = program.cells.get((id(constant), "constant"))
        lines.append(f"const {js} = {_constant(constant.value, cell.type if cell else UNKNOWN)};")
    lines.append(f"const files = {json.dumps(files)};")
    for code in bodies.values():
        lines += ["", *code]
    lines += ["", "return {"]
    for callee in public:
        parameters = ", ".join(_parameter(parameter) for parameter in callee.parameters)
        boundary = f"[{parameters}], {json.dumps(descriptor(callee.declared_result))}"
        lines.append(f"  {callee.node.name}: py.entry({callee.js}, {boundary}, files),")
    lines.append("};")
    return "\n".join(["function (py) {", '  "use strict";', *indent(lines), "}"])


def _parameter(parameter: Parameter) -> str:
    """Name, type and, where it has one, its default: as the function holds it, not as JSON, for an int stays an int."""
    parts = [json.dumps(parameter.name), json.dumps(descriptor(parameter.declared))]
    if parameter.default is not None:
        parts.append(_constant(parameter.default.value, parameter.cell.type))
    return f"[{', '.join(parts)}]"


def _constant(value: object, type: Inferred) -> str:
    match value, without_none(type):
        case tuple(), TupleType(items):
            return f"[{', '.join(_constant(v, c.type) for v, c in zip(value, items, strict=True))}]"
        case list(), ListType(item):
            return f"[{', '.join(_constant(v, item.type) for v in value)}]"
        case dict(), DictType(item):
            return f"new Map([{', '.join(f'[{json.dumps(k)}, {_constant(v, item.type)}]' for k, v in value.items())}])"
    code = literal(ast.Constant(0), value)
    return f"py.int({code.code})" if without_none(type) == NUMBER and code.type == INT else code.code


def _fail(problems: list[Problem]) -> None:
    if problems:
        raise PlaybookError(problems)
