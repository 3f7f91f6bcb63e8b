"""From a Python expression to MathML: fractions, powers, sums; brackets only where they are needed."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from playsmith.mathml.arithmetic import Unsupported

_SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(5)

_COMPARISONS = {ast.Eq: "=", ast.NotEq: "≠", ast.Lt: "<", ast.LtE: "≤", ast.Gt: ">", ast.GtE: "≥"}


@dataclass(frozen=True)
class Leaves:
    """How the parts of an expression are shown that are not arithmetic.

    `name` gives the element of a quantity, `number` the text of a constant. `column` gives the element of a row's
    column and `rows` the label under a sum's sign; without them no sum over rows can be shown. `word` gives "if",
    "otherwise", "and", "or", "not", and `option` the label of a choice; without them no condition can be shown.
    """

    name: Callable[[str], Element]
    number: Callable[[float], str]
    column: Callable[[str, str], Element] | None = None
    rows: Callable[[str], str] | None = None
    word: Callable[[str], str] | None = None
    option: Callable[[str, str], str] | None = None


def text_element(text: str, href: str | None = None) -> Element:
    """Words in a formula, as a link where there is a page for them."""
    element = Element("mtext")
    if href is None:
        element.text = text
    else:
        link = SubElement(element, "a", {"href": href})
        link.text = text
    return element


def quantity_element(name: str, text: str, kind: str | None = None) -> Element:
    """A number that a script replaces by the reader's: the quantity is named in `data-quantity`."""
    element = Element("mn", {"data-quantity": name})
    if kind is not None:
        element.set("data-kind", kind)
    element.text = text
    return element


def number_element(text: str) -> Element:
    """A number that never changes."""
    element = Element("mn")
    element.text = text
    return element


def equation(parts: list[Element]) -> str:
    """`<math>` with the parts, an equals sign between them."""
    math = Element("math", {"display": "block"})
    row = SubElement(math, "mrow")
    for index, part in enumerate(parts):
        if index:
            row.append(_operator("="))
        row.append(part)
    return tostring(math, encoding="unicode", short_empty_elements=False)


def expression(tree: ast.expr, leaves: Leaves) -> Element:
    """The expression as one element. Raises Unsupported for what is no arithmetic."""
    return _Writer(leaves, {}).write(tree)[0]


def _operator(text: str, **attributes: str) -> Element:
    element = Element("mo", attributes)
    element.text = text
    return element


def _row(*items: Element) -> Element:
    row = Element("mrow")
    row.extend(items)
    return row


def _fenced(item: Element, before: str = "(", after: str = ")") -> Element:
    return _row(_operator(before, stretchy="true"), item, _operator(after, stretchy="true"))


@dataclass(frozen=True)
class _Writer:
    leaves: Leaves
    loops: Mapping[str, str]

    def write(self, tree: ast.expr) -> tuple[Element, int]:
        """The element, and how tightly it binds."""
        match tree:
            case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
                return number_element(self.leaves.number(number)), _ATOM
            case ast.Name(id=name) if name not in self.loops:
                return self.leaves.name(name), _ATOM
            case ast.Name(id=name) if not self.leaves.rows:
                raise Unsupported(tree)
            case ast.Name(id=name):
                return self.leaves.name(self.loops[name]), _ATOM
            case ast.Subscript(value=ast.Name(id=row), slice=ast.Constant(value=str(column))) if (
                row in self.loops and self.leaves.column
            ):
                return self.leaves.column(self.loops[row], column), _ATOM
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return _row(_operator("−"), self.bound(inner, _POWER)), _SIGN
            case ast.UnaryOp(op=ast.UAdd(), operand=inner):
                return self.write(inner)
            case ast.BinOp():
                return self.binary(tree)
            case ast.IfExp() if self.leaves.word:
                return self.cases(tree), _ATOM
            case ast.Call(func=ast.Name(id="sum"), args=[items], keywords=[]):
                return self.sum(items)
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if arguments:
                return self.call(tree, name, arguments)
            case ast.Call(func=ast.Attribute(value=ast.Name(id="math"), attr=name), args=[argument], keywords=[]):
                return self.math(tree, name, argument)
        raise Unsupported(tree)

    def bound(self, tree: ast.expr, at_least: int) -> Element:
        """The element, in brackets where it binds more loosely than its neighbours."""
        element, binds = self.write(tree)
        return element if binds >= at_least else _fenced(element)

    def binary(self, tree: ast.BinOp) -> tuple[Element, int]:
        left, right = tree.left, tree.right
        match tree.op:
            case ast.Div():
                fraction = Element("mfrac")
                fraction.extend([self.write(left)[0], self.write(right)[0]])
                return fraction, _POWER
            case ast.Pow():
                power = Element("msup")
                power.extend([self.bound(left, _ATOM), self.write(right)[0]])
                return power, _POWER
            case ast.Add():
                return _row(self.bound(left, _SUM), _operator("+"), self.after_sign(right, _SUM)), _SUM
            case ast.Sub():
                return _row(self.bound(left, _SUM), _operator("−"), self.after_sign(right, _PRODUCT)), _SUM
            case ast.Mult():
                product = _row(self.bound(left, _PRODUCT), _operator("×"), self.after_sign(right, _PRODUCT))
                return product, _PRODUCT
        raise Unsupported(tree)

    def after_sign(self, tree: ast.expr, at_least: int) -> Element:
        """What stands right of an operator: a leading minus gets brackets."""
        element, binds = self.write(tree)
        return element if binds >= at_least and binds != _SIGN else _fenced(element)

    def sum(self, items: ast.expr) -> tuple[Element, int]:
        match items:
            case ast.Name(id=name) if self.leaves.rows:
                summed, over = self.leaves.name(name), name
            case ast.GeneratorExp(elt=each, generators=[loop]) | ast.ListComp(elt=each, generators=[loop]) if (
                self.leaves.rows and _plain_loop(loop)
            ):
                over = loop.iter.id
                inner = _Writer(self.leaves, {**self.loops, loop.target.id: over})
                summed = inner.bound(each, _PRODUCT)
            case _:
                raise Unsupported(items)
        sign = Element("munder")
        sign.extend([_operator("∑"), text_element(self.leaves.rows(over))])
        return _row(sign, summed), _PRODUCT

    def cases(self, tree: ast.IfExp) -> Element:
        """`a if c else b` as a brace with a line for each case."""
        table = Element("mtable")
        rest: ast.expr = tree
        while isinstance(rest, ast.IfExp):
            condition = _row(text_element(self.leaves.word("if") + "\xa0"), self.condition(rest.test))
            table.append(_cells(self.write(rest.body)[0], condition))
            rest = rest.orelse
        table.append(_cells(self.write(rest)[0], text_element(self.leaves.word("otherwise"))))
        return _row(_operator("{", stretchy="true"), table)

    def condition(self, tree: ast.expr) -> Element:
        match tree:
            case ast.Name(id=name):
                return self.leaves.name(name)
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                return _row(text_element(self.leaves.word("not") + "\xa0"), self.condition(inner))
            case ast.BoolOp(op=op, values=values):
                word = self.leaves.word("and" if isinstance(op, ast.And) else "or")
                row = Element("mrow")
                for index, each in enumerate(values):
                    if index:
                        row.append(text_element(f"\xa0{word}\xa0"))
                    row.append(self.condition(each))
                return row
            case ast.Compare(left=ast.Name(id=name), ops=[op], comparators=[ast.Constant(value=str(option))]) if (
                type(op) in (ast.Eq, ast.NotEq) and self.leaves.option
            ):
                chosen = text_element(self.leaves.option(name, option))
                return _row(self.leaves.name(name), _operator(_COMPARISONS[type(op)]), chosen)
            case ast.Compare(left=left, ops=ops, comparators=others) if all(type(op) in _COMPARISONS for op in ops):
                row = _row(self.write(left)[0])
                for op, other in zip(ops, others, strict=True):
                    row.extend([_operator(_COMPARISONS[type(op)]), self.write(other)[0]])
                return row
        raise Unsupported(tree)

    def call(self, tree: ast.expr, name: str, arguments: list[ast.expr]) -> tuple[Element, int]:
        first = arguments[0]
        if name in ("float", "int") and len(arguments) == 1:
            return self.write(first)
        if name == "abs" and len(arguments) == 1:
            return _fenced(self.write(first)[0], "|", "|"), _ATOM
        if name in ("max", "min", "round"):
            inside = Element("mrow")
            for index, each in enumerate(arguments):
                if index:
                    inside.append(_operator(","))
                inside.append(self.write(each)[0])
            return _row(_identifier(name), _fenced(inside)), _ATOM
        raise Unsupported(tree)

    def math(self, tree: ast.expr, name: str, argument: ast.expr) -> tuple[Element, int]:
        inner = self.write(argument)[0]
        match name:
            case "sqrt":
                root = Element("msqrt")
                root.append(inner)
                return root, _ATOM
            case "exp" | "expm1":
                power = Element("msup")
                power.extend([_identifier("e"), inner])
                if name == "exp":
                    return power, _POWER
                return _row(power, _operator("−"), number_element(self.leaves.number(1))), _SUM
            case "log":
                return _row(_identifier("ln"), _fenced(inner)), _ATOM
            case "log1p":
                one = number_element(self.leaves.number(1))
                return _row(_identifier("ln"), _fenced(_row(one, _operator("+"), inner))), _ATOM
            case "log10" | "log2":
                base = Element("msub")
                base.extend([_identifier("log"), number_element(name[3:])])
                return _row(base, _fenced(inner)), _ATOM
            case "ceil":
                return _fenced(inner, "⌈", "⌉"), _ATOM
            case "floor":
                return _fenced(inner, "⌊", "⌋"), _ATOM
        raise Unsupported(tree)


def _plain_loop(loop: ast.comprehension) -> bool:
    """`for row in rows`, no more."""
    return isinstance(loop.target, ast.Name) and isinstance(loop.iter, ast.Name) and not loop.ifs


def _cells(*items: Element) -> Element:
    line = Element("mtr")
    for item in items:
        SubElement(line, "mtd").append(item)
    return line


def _identifier(name: str) -> Element:
    element = Element("mi")
    element.text = name
    return element
