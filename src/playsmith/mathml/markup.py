"""From a Python expression to MathML: fractions, powers, sums; brackets only where they are needed."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from playsmith.mathml.arithmetic import Unsupported
from playsmith.mathml.elements import cells, fenced, identifier, mrow, number_element, operator, text_element

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


def expression(tree: ast.expr, leaves: Leaves) -> Element:
    """The expression as one element. Raises Unsupported for what is no arithmetic."""
    return _Writer(leaves, {}).write(tree)[0]


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
                return mrow(operator("−"), self.bound(inner, _POWER)), _SIGN
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
        return element if binds >= at_least else fenced(element)

    def binary(self, tree: ast.BinOp) -> tuple[Element, int]:
        left, right = tree.left, tree.right
        match tree.op:
            case ast.Div():
                fraction = Element("mfrac")
                fraction.extend([self.write(left)[0], self.write(right)[0]])
                return fraction, _POWER
            case ast.Pow():
                power = Element("msup")
                power.extend([self.bound(left, _ATOM), self.exponent(right)])
                return power, _POWER
            case ast.Add():
                return mrow(*self.terms(left), operator("+"), self.after_sign(right, _SUM)), _SUM
            case ast.Sub():
                return mrow(*self.terms(left), operator("−"), self.after_sign(right, _PRODUCT)), _SUM
            case ast.Mult():
                product = mrow(self.bound(left, _PRODUCT), operator("×"), self.after_sign(right, _PRODUCT))
                return product, _PRODUCT
        raise Unsupported(tree)

    def exponent(self, tree: ast.expr) -> Element:
        """A fraction in one line: stacked, it would be too small to read."""
        if isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Div):
            return mrow(self.bound(tree.left, _PRODUCT), operator("/"), self.bound(tree.right, _POWER))
        return self.write(tree)[0]

    def terms(self, left: ast.expr) -> list[Element]:
        """What stands left of plus or minus: of a sum its terms, so that a long one is a row of terms."""
        element = self.bound(left, _SUM)
        chain = isinstance(left, ast.BinOp) and isinstance(left.op, ast.Add | ast.Sub)
        return list(element) if chain else [element]

    def after_sign(self, tree: ast.expr, at_least: int) -> Element:
        """What stands right of an operator: a leading minus gets brackets."""
        element, binds = self.write(tree)
        return element if binds >= at_least and binds != _SIGN else fenced(element)

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
        sign.extend([operator("∑"), text_element(self.leaves.rows(over))])
        return mrow(sign, summed), _PRODUCT

    def cases(self, tree: ast.IfExp) -> Element:
        """`a if c else b` as a brace with a line for each case."""
        table = Element("mtable")
        rest: ast.expr = tree
        while isinstance(rest, ast.IfExp):
            condition = mrow(text_element(self.leaves.word("if") + "\xa0"), self.condition(rest.test))
            table.append(cells(self.write(rest.body)[0], condition))
            rest = rest.orelse
        table.append(cells(self.write(rest)[0], text_element(self.leaves.word("otherwise"))))
        return mrow(operator("{", stretchy="true"), table)

    def condition(self, tree: ast.expr) -> Element:
        match tree:
            case ast.Name(id=name):
                return self.leaves.name(name)
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                return mrow(text_element(self.leaves.word("not") + "\xa0"), self.condition(inner))
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
                return mrow(self.leaves.name(name), operator(_COMPARISONS[type(op)]), chosen)
            case ast.Compare(left=left, ops=ops, comparators=others) if all(type(op) in _COMPARISONS for op in ops):
                row = mrow(self.write(left)[0])
                for op, other in zip(ops, others, strict=True):
                    row.extend([operator(_COMPARISONS[type(op)]), self.write(other)[0]])
                return row
        raise Unsupported(tree)

    def call(self, tree: ast.expr, name: str, arguments: list[ast.expr]) -> tuple[Element, int]:
        first = arguments[0]
        if name in ("float", "int") and len(arguments) == 1:
            return self.write(first)
        if name == "abs" and len(arguments) == 1:
            return fenced(self.write(first)[0], "|", "|"), _ATOM
        if name in ("max", "min", "round"):
            inside = Element("mrow")
            for index, each in enumerate(arguments):
                if index:
                    inside.append(operator(","))
                inside.append(self.write(each)[0])
            return mrow(identifier(name), fenced(inside)), _ATOM
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
                power.extend([identifier("e"), inner])
                if name == "exp":
                    return power, _POWER
                return mrow(power, operator("−"), number_element(self.leaves.number(1))), _SUM
            case "log":
                return mrow(identifier("ln"), fenced(inner)), _ATOM
            case "log1p":
                one = number_element(self.leaves.number(1))
                return mrow(identifier("ln"), fenced(mrow(one, operator("+"), inner))), _ATOM
            case "log10" | "log2":
                base = Element("msub")
                base.extend([identifier("log"), number_element(name[3:])])
                return mrow(base, fenced(inner)), _ATOM
            case "ceil":
                return fenced(inner, "⌈", "⌉"), _ATOM
            case "floor":
                return fenced(inner, "⌊", "⌋"), _ATOM
        raise Unsupported(tree)


def _plain_loop(loop: ast.comprehension) -> bool:
    """`for row in rows`, no more."""
    return isinstance(loop.target, ast.Name) and isinstance(loop.iter, ast.Name) and not loop.ifs
