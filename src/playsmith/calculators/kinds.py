"""What the kinds of inputs and outputs are in Python, and which of them are numbers."""

from __future__ import annotations

from playsmith.compiler.types import BOOL, FLOAT, INT, STR, ListOf, Optional, Row, Scalar, Type
from playsmith.model.calculator import CalculatorSpec
from playsmith.model.inputs import Column, Input
from playsmith.model.outputs import Output, OutputColumn

NUMERIC = frozenset({"money", "percent", "count", "number", "duration"})
DISCRETE = frozenset({"count", "flag", "choice", "text"})
# Only calculators of engine pyodide take files; no expression does.
FILE = Scalar("bytes")
_PLAIN: dict[str, Type] = {
    "money": FLOAT,
    "percent": FLOAT,
    "number": FLOAT,
    "duration": FLOAT,
    "count": INT,
    "period": STR,
    "choice": STR,
    "text": STR,
    "switch": BOOL,
    "flag": BOOL,
    "file": FILE,
}


def row_class(name: str) -> str:
    """The name of the row's class in generated code: `by_channel` -> `ByChannelRow`."""
    return "".join(part.capitalize() for part in name.split("_")) + "Row"


def input_type(name: str, field: Input | Column) -> Type:
    """The Python type of an input's value."""
    if field.kind == "table":
        columns = tuple((column, input_type(column, spec)) for column, spec in field.columns.items())
        return ListOf(Row(row_class(name), columns))
    plain = _PLAIN[field.kind]
    return Optional(plain) if field.optional else plain


def output_type(name: str, output: Output | OutputColumn) -> Type:
    """The Python type of an output's value; the calculator may declare it `| None` as well."""
    if output.kind == "series":
        return ListOf(FLOAT)
    if output.kind == "table":
        columns = tuple((column, output_type(column, spec)) for column, spec in output.columns.items())
        return ListOf(Row(row_class(name), columns))
    return _PLAIN[output.kind]


def result_type(spec: CalculatorSpec) -> Row:
    """What calculate() gives, as the YAML declares it; any value may be None, in rows too."""
    return Row("Result", tuple((name, _optional(output_type(name, each))) for name, each in spec.outputs.items()))


def _optional(type: Type) -> Type:
    if isinstance(type, ListOf) and isinstance(type.item, Row):
        fields = tuple((name, Optional(each)) for name, each in type.item.fields)
        type = ListOf(Row(type.item.name, fields))
    return Optional(type)


def without_none(type: Type) -> Type:
    """The type of a value that is known to be there."""
    return type.item if isinstance(type, Optional) else type


def fits(declared: Type, wanted: Type, *, none_allowed: bool) -> bool:
    """Whether Python's declared type is the one the YAML asks for. Rows compare by their fields' names and types."""
    if none_allowed:
        declared, wanted = without_none(declared), without_none(wanted)
    if isinstance(declared, ListOf) and isinstance(wanted, ListOf):
        return fits(declared.item, wanted.item, none_allowed=none_allowed)
    if isinstance(declared, Optional) and isinstance(wanted, Optional):
        return fits(declared.item, wanted.item, none_allowed=False)
    if isinstance(declared, Row) and isinstance(wanted, Row):
        have, want = declared.field_types(), wanted.field_types()
        return have.keys() == want.keys() and all(
            fits(have[name], want[name], none_allowed=none_allowed) for name in want
        )
    return declared == wanted
