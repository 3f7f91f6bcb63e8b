"""What a construct of Python is called, and what to write instead: no refusal speaks of syntax trees."""

from __future__ import annotations

import ast

from .refusal import Refused

PLAIN = "A calculator only calculates."
TOP = "Imports stand at the top of the file."
PARAMETERS = "Hand values over as parameters, and return them."
ARITHMETIC = "Arithmetic only: + - * / // % **."

# by the name of the node's class, for some are younger than the oldest Python we run on
WORDS = {
    # statements
    "AsyncFor": ("async", PLAIN),
    "AsyncFunctionDef": ("an async function", "Write def: a calculator waits for nothing."),
    "AsyncWith": ("async", PLAIN),
    "Assert": ("assert", 'Write `if …: raise ValueError("code")`.'),
    "ClassDef": ("a class in a function", "TypedDicts stand at the top of the file."),
    "Delete": ("del", "Build a new list or dict without the item."),
    "Global": ("global", PARAMETERS),
    "Import": ("an import in a function", TOP),
    "ImportFrom": ("an import in a function", TOP),
    "Match": ("match", "Use if and elif."),
    "Nonlocal": ("nonlocal", PARAMETERS),
    "Try": ("try", 'Test before you calculate: `if n == 0: raise ValueError("no_customers")`.'),
    "TryStar": ("try", 'Test before you calculate: `if n == 0: raise ValueError("no_customers")`.'),
    "TypeAlias": ("a type alias", "Write the type where it is used."),
    "With": ("with", PLAIN),
    # expressions
    "Await": ("await", PLAIN),
    "JoinedStr": ("an f-string", "Words and formatting stand in the calculator's YAML; return the number."),
    "FormattedValue": ("an f-string", "Words and formatting stand in the calculator's YAML; return the number."),
    "TemplateStr": ("a t-string", "Words and formatting stand in the calculator's YAML; return the number."),
    "Interpolation": ("a t-string", "Words and formatting stand in the calculator's YAML; return the number."),
    "NamedExpr": ("an assignment within an expression (:=)", "Assign on a line of its own."),
    "Set": ("a set", "Use a list, or a dict of bools."),
    "SetComp": ("a set", "Use a list, or a dict of bools."),
    "Slice": ("a slice here", "Slices are read, not set: build a new list, `xs[:1] + ys`."),
    "Starred": ("a * before a value", "Join lists with +; write arguments one by one."),
    "Yield": ("yield", "Return a list."),
    "YieldFrom": ("yield from", "Return a list."),
    # operators
    "BitAnd": ("the operator &", ARITHMETIC),
    "BitOr": ("the operator |", ARITHMETIC),
    "BitXor": ("the operator ^", ARITHMETIC),
    "Invert": ("the operator ~", ARITHMETIC),
    "LShift": ("the operator <<", ARITHMETIC),
    "MatMult": ("the operator @", ARITHMETIC),
    "RShift": ("the operator >>", ARITHMETIC),
}
STATEMENTS_OF_A_FUNCTION = {
    "Expr": "an expression",
    "If": "if",
    "For": "a loop",
    "While": "a loop",
    "Assign": "this assignment",
    "AnnAssign": "this annotation",
    "AugAssign": "this assignment",
}
LITERALS = {complex: "a complex number", bytes: "a bytes literal", type(...): "an ellipsis"}


def outside(node: ast.AST, place: ast.AST) -> Refused:
    """The refusal of a construct that is not in the subset at all, at `place`."""
    what, way = WORDS.get(type(node).__name__, ("this construct", "docs/compiler.md lists what may be used."))
    return Refused(place, f"{what} is not in the subset", way)


def at_top_level(node: ast.stmt) -> Refused:
    """The refusal of a statement that a file of functions cannot hold."""
    name = type(node).__name__
    what = STATEMENTS_OF_A_FUNCTION.get(name) or WORDS.get(name, ("this",))[0]
    hint = "A calculator's file holds imports, constants, TypedDicts and functions."
    return Refused(node, f"{what} at the top of a file is not in the subset", hint)
