"""Names in the JavaScript: Python's own where JavaScript lets them, with `_` or a number where not."""

from __future__ import annotations

from collections.abc import Iterable

RESERVED = frozenset(
    [
        "abstract",
        "arguments",
        "async",
        "await",
        "boolean",
        "break",
        "byte",
        "case",
        "catch",
        "char",
        "class",
        "const",
        "constructor",
        "continue",
        "debugger",
        "default",
        "delete",
        "do",
        "double",
        "else",
        "enum",
        "eval",
        "export",
        "extends",
        "false",
        "final",
        "finally",
        "float",
        "for",
        "function",
        "get",
        "goto",
        "if",
        "implements",
        "import",
        "in",
        "instanceof",
        "int",
        "interface",
        "let",
        "long",
        "native",
        "new",
        "null",
        "of",
        "package",
        "private",
        "protected",
        "public",
        "return",
        "set",
        "short",
        "static",
        "super",
        "switch",
        "synchronized",
        "this",
        "throw",
        "throws",
        "transient",
        "true",
        "try",
        "typeof",
        "undefined",
        "var",
        "void",
        "volatile",
        "while",
        "with",
        "yield",
        "Array",
        "Infinity",
        "Map",
        "Math",
        "NaN",
        "Number",
        "Object",
        "Set",
        "String",
        "Symbol",
        "globalThis",
        "hasOwnProperty",
        "isFinite",
        "isNaN",
        "name",
        "prototype",
        "py",
    ]
)


class Names:
    """Unique names in one scope; `taken` are those of the scopes around it."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)

    def fresh(self, wanted: str) -> str:
        """`wanted`, or the next free spelling of it."""
        name = f"{wanted}_" if wanted in RESERVED else wanted
        number = 1
        while name in self._taken:
            number += 1
            name = f"{wanted}_{number}"
        self._taken.add(name)
        return name

    @property
    def taken(self) -> frozenset[str]:
        return frozenset(self._taken)
