"""Whether an expression can mean anything, given the types of its names: comparisons that never hold, sums of nothing.

For the linter. What a type does not tell counts as fine: only what can never be right is reported.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from seatrial.agents.expression_syntax import Binary, Literal, Logical, Name, Node, Now, Several, Unary
from seatrial.agents.expression_values import equal, temporal
from seatrial.agents.expressions import Expression
from seatrial.agents.mistakes import did_you_mean


@dataclass(frozen=True, slots=True)
class ValueType:
    """What is known of a value.

    Attributes:
        kind: A slot type, or ``list``, ``duration``, ``none``, ``any``.
        options: For ``choice``: all its values.
    """

    kind: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TypeMistake:
    """A part of an expression that can never be right.

    Attributes:
        position: Where it starts, from 0.
        certain: Whether the expression alone proves it, whatever tools return.
    """

    position: int
    message: str
    hint: str = ""
    certain: bool = True


ANY = ValueType("any")
_BOOL = ValueType("yes_no")
_TEMPORAL = frozenset({"date", "time", "datetime"})
_NUMERIC = frozenset({"number", "money"})
_UNORDERED = frozenset({"choice", "yes_no", "list", "address"})
_ORDERINGS = frozenset({"<", "<=", ">", ">="})


def check_types(expression: Expression, types: Mapping[str, ValueType]) -> list[TypeMistake]:
    """Return what can never be right in an expression.

    Args:
        expression: A compiled expression.
        types: Of the names it may read; a name that is absent, or a field of one, may be anything.
    """
    checker = _Checker(types)
    checker.kind(expression.tree)
    return checker.mistakes


class _Checker:
    """Infers the type of every part, noting what is wrong on the way."""

    def __init__(self, types: Mapping[str, ValueType]) -> None:
        self._types = types
        self.mistakes: list[TypeMistake] = []

    def kind(self, node: Node) -> ValueType:
        """Return the type of a part."""
        if isinstance(node, Literal):
            return _literal(node)
        if isinstance(node, Now):
            return ValueType("datetime")
        if isinstance(node, Name):
            return self._types.get(node.name, ANY)
        if isinstance(node, Several):
            for item in node.items:
                self.kind(item)
            return ValueType("list")
        if isinstance(node, Logical):
            for operand in node.operands:
                self._operand(node, operand)
            return _BOOL
        if isinstance(node, Unary):
            inner = self.kind(node.operand)
            return _BOOL if node.operator == "not" else inner
        if isinstance(node, Binary):
            return self._binary(node)
        return ANY

    def _operand(self, node: Logical, operand: Node) -> None:
        self.kind(operand)
        if isinstance(operand, Literal) and isinstance(operand.value, str):
            self._note(
                operand,
                f"the text '{operand.value}' on its own always counts as true",
                f'Repeat the comparison after \'{node.operator}\', or use: name in ["a", "b"].',
            )

    def _binary(self, node: Binary) -> ValueType:
        left, right = self.kind(node.left), self.kind(node.right)
        if node.operator in {"+", "-"}:
            return self._sum(node, left, right)
        if node.operator in {"in", "not in"}:
            self._contains(node, left, right)
        elif node.operator in _ORDERINGS:
            self._ordering(node, left, right)
        else:
            self._equality(node, node.left, node.right, left, right)
        return _BOOL

    def _sum(self, node: Binary, left: ValueType, right: ValueType) -> ValueType:
        kinds = {_family(left), _family(right)}
        if "any" in kinds:
            return ANY
        if kinds == {"number"}:
            return ValueType("number")
        if kinds == {"duration"} or (kinds == {"temporal"} and node.operator == "-"):
            return ValueType("duration")
        if kinds == {"temporal", "duration"} and (node.operator == "+" or _family(left) == "temporal"):
            return left if _family(left) == "temporal" else right
        joined = "plus" if node.operator == "+" else "minus"
        message = f"{_words(left)} {joined} {_words(right)} is nothing"
        self._note(node, message, "Numbers add to numbers, and durations to times and durations.", certain=False)
        return ANY

    def _contains(self, node: Binary, left: ValueType, right: ValueType) -> None:
        if right.kind not in {"list", "any"}:
            self._note(node.right, "'in' needs a list on its right", 'Such as: problem in ["leak", "boiler"].')
        if isinstance(node.right, Several):
            for item in node.right.items:
                self._equality(node, node.left, item, left, self.kind(item))

    def _ordering(self, node: Binary, left: ValueType, right: ValueType) -> None:
        for side in (left, right):
            if side.kind in _UNORDERED or side.kind == "none":
                self._note(node, f"{_words(side)} is never more or less than anything", "", certain=False)
                return
        self._comparable(node, node.left, node.right, left, right)

    def _equality(self, node: Binary, first: Node, second: Node, left: ValueType, right: ValueType) -> None:
        if isinstance(first, Literal) and not isinstance(second, Literal):
            first, second, left, right = second, first, right, left
        if left.kind == "choice" and isinstance(second, Literal) and second.value is not None:
            if not any(equal(option, second.value) for option in left.options):
                name = first.name if isinstance(first, Name) else "it"
                hint = did_you_mean(str(second.value), left.options, label="Its values")
                self._note(second, f"'{name}' is never '{second.value}'", hint)
            return
        if left.kind == "yes_no" and isinstance(second, Literal) and isinstance(second.value, str):
            name = first.name if isinstance(first, Name) else "it"
            self._note(second, f"'{name}' is true or false, never a text", f"Write '{name}' or 'not {name}'.")
            return
        self._comparable(node, first, second, left, right)

    def _comparable(self, node: Binary, first: Node, second: Node, left: ValueType, right: ValueType) -> None:
        """Complain when two values are of kinds that never compare."""
        for literal, kind in ((first, right), (second, left)):
            if isinstance(literal, Literal) and isinstance(literal.value, str):
                self._literal_fits(literal, kind)
                return
        kinds = _family(left), _family(right)
        if "any" in kinds or "none" in kinds or "text" in kinds or kinds[0] == kinds[1]:
            if kinds == ("temporal", "temporal") and {left.kind, right.kind} == {"date", "time"}:
                self._note(node, "a date and a time of day never compare", "")
            return
        self._note(node, f"{_words(left)} and {_words(right)} never compare", "", certain=False)

    def _literal_fits(self, literal: Literal, kind: ValueType) -> None:
        if kind.kind in _TEMPORAL and temporal(literal.value) is None:
            hint = 'Write dates as "2026-08-21", times as "09:00", both as "2026-08-21T09:00".'
            self._note(literal, f"'{literal.value}' is no {kind.kind}", hint)
        elif kind.kind in _NUMERIC and not literal.value.replace(".", "", 1).lstrip("-").isdecimal():
            self._note(literal, f"'{literal.value}' is no number", "Write numbers without quotes.")

    def _note(self, node: Node, message: str, hint: str, *, certain: bool = True) -> None:
        self.mistakes.append(TypeMistake(position=node.position, message=message, hint=hint, certain=certain))


def _literal(node: Literal) -> ValueType:
    value = node.value
    if value is None:
        return ValueType("none")
    if isinstance(value, bool):
        return _BOOL
    if isinstance(value, (int, Decimal)):
        return ValueType("number")
    return ValueType("duration") if isinstance(value, timedelta) else ValueType("text")


def _family(value: ValueType) -> str:
    """Return which values a type can be compared with and added to; text may stand for anything canonical."""
    if value.kind in _TEMPORAL:
        return "temporal"
    if value.kind in _NUMERIC:
        return "number"
    return value.kind if value.kind in {"duration", "none", "any", "yes_no", "list"} else "text"


def _words(value: ValueType) -> str:
    words = {"yes_no": "true or false", "list": "a list", "none": "none", "datetime": "a date and time"}
    return words.get(value.kind, f"a {value.kind.replace('_', ' ')}")
