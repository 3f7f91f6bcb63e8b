"""calculate() against the YAML: the same names, of the types that their kinds ask for."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from playsmith.calculators.findings import Findings, nearest
from playsmith.calculators.kinds import fits, input_type, output_type, without_none
from playsmith.compiler import Signature, Source
from playsmith.compiler.types import ListOf, Row, Type
from playsmith.model.calculator import CalculatorSpec
from playsmith.problems import Mark

ENTRY = "calculate"


def check_signature(
    spec: CalculatorSpec, source: Source, functions: Mapping[str, Signature], findings: Findings
) -> None:
    """Each input is a keyword-only parameter, each output a field of the result, and nothing else is there."""
    entry = functions.get(ENTRY)
    tree = ast.parse(source.text)
    if entry is None:
        hint = "write `def calculate(*, …) -> Result:` with a parameter for each input"
        findings.in_python(Mark(source.path, 1, 1), "there is no function calculate()", hint, "signature")
        return
    places = _Places(source, tree)
    _names(findings, places, "inputs", spec.inputs, entry.parameters, f"calculate() in {source.path}", "parameter")
    for name, field in spec.inputs.items():
        if name in entry.parameters:
            wanted, declared = input_type(name, field), entry.parameters[name]
            if not fits(declared, wanted, none_allowed=False):
                _type(findings, places.parameter(name), ("inputs", name), field.kind, declared, wanted)
    if not isinstance(entry.result, Row):
        hint = "declare `class Result(TypedDict)` with a field for each output, and return one"
        findings.in_python(places.entry(), f"calculate() returns {entry.result}", hint, "signature")
        return
    declared = entry.result.field_types()
    _names(findings, places, "outputs", spec.outputs, declared, f"{entry.result} in {source.path}", "field")
    for name, output in spec.outputs.items():
        if name in declared:
            wanted = output_type(name, output)
            if not fits(declared[name], wanted, none_allowed=True):
                place = places.field(entry.result.name, name)
                _type(findings, place, ("outputs", name), output.kind, declared[name], wanted)


def _names(
    findings: Findings,
    places: _Places,
    part: str,
    words: Mapping[str, object],
    declared: Mapping[str, object],
    owner: str,
    called: str,
) -> None:
    for name in words:
        if name not in declared:
            hint = nearest(name, declared.keys() - words.keys()) if declared.keys() - words.keys() else ""
            message = f"{owner} has no {called} '{name}'"
            findings.at((part, name), message, hint or f"add the {called} `{name}`", "signature")
    for name in declared:
        if name not in words:
            place = places.parameter(name) if part == "inputs" else places.field(owner.split(" in ")[0], name)
            message = f"the YAML has no '{name}' under {part}"
            missing = words.keys() - declared.keys()
            hint = nearest(name, missing) if missing else f"add {part}.{name} to the YAML, or remove it here"
            findings.in_python(place, message, hint, "signature")


def _type(findings: Findings, place: Mark, loc: tuple[str, str], kind: str, declared: Type, wanted: Type) -> None:
    where = findings.marks(*loc)
    message = f"'{loc[1]}' is {_spelled(declared)}, but a {kind} ({where}) is {_spelled(wanted)}"
    findings.in_python(place, message, f"declare it `{loc[1]}: {_spelled(wanted)}`", "signature")


def _spelled(type: Type) -> str:
    """The type; rows with their fields, since it is those that matter."""
    inner = without_none(type)
    if isinstance(inner, ListOf) and isinstance(inner.item, Row):
        fields = ", ".join(f"{name}: {each}" for name, each in inner.item.fields)
        return f"list of a TypedDict {{{fields}}}"
    return str(type)


class _Places:
    """Where the parameters of calculate() and the fields of TypedDicts stand."""

    def __init__(self, source: Source, tree: ast.Module) -> None:
        self.source = source
        self.tree = tree

    def _mark(self, node: ast.AST | None) -> Mark:
        if node is None:
            return Mark(self.source.path, 1, 1)
        return Mark(self.source.path, node.lineno, node.col_offset + 1)

    def _nodes(self, kind: type, name: str) -> Iterator[ast.AST]:
        return (node for node in self.tree.body if isinstance(node, kind) and node.name == name)

    def entry(self) -> Mark:
        return self._mark(next(self._nodes(ast.FunctionDef, ENTRY), None))

    def parameter(self, name: str) -> Mark:
        for node in self._nodes(ast.FunctionDef, ENTRY):
            for each in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
                if each.arg == name:
                    return self._mark(each)
        return self.entry()

    def field(self, row: str, name: str) -> Mark:
        for node in self._nodes(ast.ClassDef, row):
            for each in node.body:
                if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name) and each.target.id == name:
                    return self._mark(each)
        return self.entry()
