"""Lists and dicts of a module are shared by all calls: no function may change one, or hand it on."""

from __future__ import annotations

import ast

from .context import Frame
from .refusal import Refused
from .statements import bound_name

READERS = {"len", "sum", "sorted", "enumerate", "zip", "any", "all", "reversed", "list", "dict"}
READERS_OF_ONE = {"min", "max"}
VIEWS = {"get", "keys", "values", "items"}


def check_mutable_constants(f: Frame, function: ast.FunctionDef) -> None:
    """Raises Refused where such a constant does anything but stand where it is read."""
    constants = {name for name, constant in f.module.constants.items() if constant.mutable}
    if not constants:
        return
    bound = {name for node in ast.walk(function) if (name := bound_name(node))}
    allowed = _read_in_place(function, f.module.names() | bound)
    for node in ast.walk(function):
        name = node.arg if isinstance(node, ast.arg) else node.id if isinstance(node, ast.Name) else None
        if name in constants and id(node) not in allowed:
            kind = type(f.module.constants[name].value).__name__
            raise Refused(
                node,
                f"'{name}' is a {kind} of the module: it may only be read in place",
                "Make it a tuple, or copy it: list(NAMES).",
            )


def _read_in_place(function: ast.FunctionDef, taken: set[str]) -> set[int]:
    """The nodes of names that are only read; `taken` are names that do not mean the built-in function here."""
    allowed: set[int] = set()
    for node in ast.walk(function):
        match node:
            case ast.Subscript(value=ast.Name() as name, ctx=ast.Load()) if not isinstance(node.slice, ast.Slice):
                allowed.add(id(name))
            case ast.For(iter=ast.Name() as name) | ast.comprehension(iter=ast.Name() as name):
                allowed.add(id(name))
            case ast.Call(func=ast.Name(id=called), args=arguments) if called not in taken:
                if called in READERS or (called in READERS_OF_ONE and len(arguments) == 1):
                    allowed.update(id(argument) for argument in arguments)
            case ast.Call(func=ast.Attribute(value=ast.Name() as name, attr=attr)) if attr in VIEWS:
                allowed.add(id(name))
            case ast.Compare(comparators=[ast.Name() as name], ops=[ast.In() | ast.NotIn()]):
                allowed.add(id(name))
    return allowed
