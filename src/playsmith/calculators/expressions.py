"""The expressions of a calculator's YAML as one Python module, so that they are compiled and run like its arithmetic.

`rule_<i>` for each rule, `message_<code>_<value>` for each number of a message, `working_<i>` for each line of the
working (all its values and "result"). Each takes, by keyword, only what it uses.
"""

from __future__ import annotations

import ast
import keyword
from collections.abc import Mapping
from dataclasses import dataclass, field

from playsmith.calculators.findings import Findings, nearest
from playsmith.calculators.kinds import NUMERIC, input_type, row_class, without_none
from playsmith.compiler import Source
from playsmith.compiler.types import FLOAT, ListOf, Optional, Row, Type
from playsmith.mathml import names_used, parse_expression
from playsmith.model.calculator import CalculatorSpec, Working

_Loc = tuple[str | int, ...]


@dataclass
class Expressions:
    """The module's text, what each function takes, and which place of the YAML each line came from."""

    lines: list[str] = field(default_factory=lambda: ["import math", "from typing import TypedDict"])
    parameters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    places: dict[int, _Loc] = field(default_factory=dict)
    rows: dict[str, str] = field(default_factory=dict)

    def source(self, spec: CalculatorSpec) -> Source:
        """The module as a file of its own; its path is never shown, since problems are moved into the YAML."""
        return Source(
            name=f"{spec.id.replace('-', '_')}_expressions",
            path=f"{spec.id}.yaml",
            text="\n".join(self.lines) + "\n",
        )

    def add(self, line: str, loc: _Loc | None = None) -> None:
        self.lines.append(line)
        if loc is not None:
            self.places[len(self.lines)] = loc


def expression_module(spec: CalculatorSpec, outputs: Mapping[str, Type], findings: Findings) -> Expressions:
    """Build the module. `outputs` are the types of calculate()'s results; unknown names become problems."""
    module = Expressions()
    inputs = {
        name: input_type(name, each)
        for name, each in spec.inputs.items()
        if not keyword.iskeyword(name) and each.kind != "file"
    }
    for index, rule in enumerate(spec.rules):
        _function(module, f"rule_{index}", ("rules", index, "holds"), rule.holds, inputs, "bool", findings)
    for code, message in spec.messages.items():
        for name, value in message.values.items():
            loc = ("messages", code, "values", name, "expression")
            gives = "int" if value.kind == "count" else "float"
            _function(module, f"message_{code}_{name}", loc, value.expression, inputs, gives, findings)
    known = {name: without_none(type) for name, type in inputs.items()}
    explained = {line.output for line in spec.working}
    for name, output in spec.outputs.items():
        if name in outputs and name not in explained and output.kind in NUMERIC:
            known[name] = without_none(outputs[name])
    for index, line in enumerate(spec.working):
        _working(module, spec, index, line, known, findings)
        if line.output in outputs:
            known[line.output] = without_none(outputs[line.output])
    return module


def _expression(
    text: str, loc: _Loc, known: Mapping[str, Type], findings: Findings
) -> tuple[str, tuple[str, ...]] | None:
    try:
        tree = parse_expression(text)
    except SyntaxError as error:
        hint = "write Python arithmetic over the names of inputs, such as 'spend / customers'"
        findings.at(loc, f"'{text}' is no expression: {error.msg}", hint, "expression")
        return None
    used = names_used(tree)
    unknown = [name for name in used if name not in known]
    for name in unknown:
        findings.at(loc, f"'{name}' names nothing that may stand here", nearest(name, known), "unknown-name")
    return None if unknown else (ast.unparse(tree), used)


def _function(
    module: Expressions,
    name: str,
    loc: _Loc,
    text: str,
    known: Mapping[str, Type],
    gives: str,
    findings: Findings,
) -> None:
    found = _expression(text, loc, known, findings)
    if found is None:
        return
    written, used = found
    head = _head(module, name, {each: known[each] for each in used}, gives)
    module.add(head, loc)
    module.add(f"    return {f'float({written})' if gives == 'float' else written}", loc)


def _working(
    module: Expressions,
    spec: CalculatorSpec,
    index: int,
    line: Working,
    known: Mapping[str, Type],
    findings: Findings,
) -> None:
    loc: _Loc = ("working", index)
    output = spec.outputs.get(line.output)
    if output is None or output.kind not in NUMERIC:
        numbers = [name for name, each in spec.outputs.items() if each.kind in NUMERIC]
        message = f"there is no number '{line.output}' among the outputs"
        findings.at((*loc, "output"), message, nearest(line.output, numbers), "unknown-name")
        return
    for name in line.labels:
        if name not in line.values:
            hint = nearest(name, line.values)
            findings.at((*loc, "labels", name), f"there is no value '{name}'", hint, "unknown-name")
    names: dict[str, Type] = dict(known)
    body: list[tuple[str, _Loc]] = []
    used: list[str] = []
    for name, text in [*line.values.items(), ("result", line.expression)]:
        place = (*loc, "values", name) if name in line.values else (*loc, "expression")
        if name in line.values and (name in known or name == "result" or name in spec.outputs):
            findings.at(place, f"'{name}' is taken", "give the value a name of its own", "duplicate-name")
            return
        found = _expression(text, place, names, findings)
        if found is None:
            return
        body.append((found[0], place))
        used += [each for each in found[1] if each not in used and each not in line.values]
        names[name] = FLOAT
    gives = f"Working{index}"
    module.add(f"class {gives}(TypedDict):")
    for name in line.values:
        module.add(f"    {name}: float")
    module.add(f"    result: {'int' if output.kind == 'count' else 'float'}")
    module.add(_head(module, f"working_{index}", {each: known[each] for each in used}, gives), loc)
    for name, (written, place) in zip(line.values, body, strict=False):
        module.add(f"    {name} = float({written})", place)
    written, place = body[-1]
    pairs = [f'"{name}": {name}' for name in line.values]
    result = written if output.kind == "count" else f"float({written})"
    module.add(f"    return {{{', '.join([*pairs, f'"result": {result}'])}}}", place)


def _head(module: Expressions, name: str, parameters: Mapping[str, Type], gives: str) -> str:
    declared = ", ".join(f"{each}: {_annotation(module, each, type)}" for each, type in parameters.items())
    module.parameters[name] = tuple(parameters)
    return f"def {name}({f'*, {declared}' if declared else ''}) -> {gives}:"


def _annotation(module: Expressions, name: str, type: Type) -> str:
    match type:
        case Optional(item):
            return f"{_annotation(module, name, item)} | None"
        case ListOf(item):
            return f"list[{_annotation(module, name, item)}]"
        case Row():
            return _row(module, row_class(name), type)
    return str(type)


def _row(module: Expressions, name: str, row: Row) -> str:
    if name not in module.rows:
        module.rows[name] = name
        module.add(f"class {name}(TypedDict):")
        for column, type in row.fields:
            module.add(f"    {column}: {type}")
    return name
