"""How an expression is read: from text to a tree, or to an error that says where and what.

The grammar of the little language and nothing else. Bounded in length, parts and depth, so that no text can make it run
for long. Called by `agents.expressions`; the tree is also what `agents.expression_types` checks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import NoReturn

from seatrial.agents.expression_values import Value
from seatrial.core.errors import SpecError

LENGTH_MAX = 1_000
TOKENS_MAX = 200
NESTING_MAX = 20
DIGITS_MAX = 15
DURATION_DIGITS_MAX = 6


class ExpressionError(SpecError):
    """An expression that cannot be read.

    Attributes:
        position: Of the first character that is wrong, from 0.
    """

    def __init__(self, message: str, *, position: int, hint: str = "") -> None:
        super().__init__(message, code="spec.expression", hint=hint)
        self.position = position


@dataclass(frozen=True, slots=True)
class Node:
    """The common parent of the parts of an expression.

    Attributes:
        position: Where it starts in the source, from 0.
    """

    position: int


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A string, number, duration, true, false or none."""

    value: Value


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A slot, fact or memory variable, dotted for a field of a mapping."""

    name: str


@dataclass(frozen=True, slots=True)
class Now(Node):
    """The present, on the conversation's wall clock."""


@dataclass(frozen=True, slots=True)
class Several(Node):
    """A list."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Unary(Node):
    """``not`` or ``-``."""

    operator: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Binary(Node):
    """A comparison, ``in``, ``+`` or ``-``."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Logical(Node):
    """Two or more conditions joined by ``and`` or ``or``."""

    operator: str
    operands: tuple[Node, ...]


def parse_expression(source: str) -> tuple[Node, frozenset[str]]:
    """Return the tree of an expression, and the names it reads.

    Raises:
        ExpressionError: It cannot be read.
    """
    if len(source) > LENGTH_MAX:
        message = f"the expression is longer than {LENGTH_MAX} characters"
        raise ExpressionError(message, position=LENGTH_MAX, hint="Split it into several steps.")
    parser = _Parser(source)
    tree = parser.whole()
    return tree, frozenset(parser.names)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    position: int


_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<number>[0-9]+(?:\.[0-9]+)?(?P<unit>[^\W\d]\w*)?)
      | (?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*)*)
      | (?P<string>"[^"]*"|'[^']*')
      | (?P<operator>==|!=|<=|>=|[<>()\[\],+-])""",
    re.VERBOSE,
)
_WORDS = {"and", "or", "not", "in"}
_CONSTANTS: Mapping[str, Value] = {"true": True, "false": False, "none": None}
_COMPARISONS = {"==", "!=", "<", "<=", ">", ">="}
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_STRAY = {
    "=": "Write '==' to compare.",
    "!": "Write 'not' or '!='.",
    "&": "Write 'and'.",
    "|": "Write 'or'.",
    "{": "Write the bare name, without braces.",
    "*": "Only + and - are available; work out the rest in a tool.",
    "/": "Only + and - are available; work out the rest in a tool.",
    "“": 'Use straight quotes: "gas".',
    "‘": "Use straight quotes: 'gas'.",
    '"': "The text has no closing quote.",
    "'": "The text has no closing quote.",
}


def _tokens(source: str) -> list[_Token]:
    """Cut a source into tokens, an end token last."""
    found: list[_Token] = []
    position = 0
    while position < len(source):
        match = _TOKEN.match(source, position)
        if match is None:
            raise ExpressionError(
                f"'{source[position]}' does not belong in an expression",
                position=position,
                hint=_STRAY.get(source[position], ""),
            )
        kind = match.lastgroup if match.lastgroup != "unit" else "number"
        if kind != "space":
            text = match.group()
            found.append(_Token("operator" if text in _WORDS else str(kind), text, position))
        if len(found) > TOKENS_MAX:
            message = f"the expression has more than {TOKENS_MAX} parts"
            raise ExpressionError(message, position=position, hint="Split it into several steps.")
        position = match.end()
    found.append(_Token("end", "", len(source)))
    return found


class _Parser:
    """Recursive descent with one token of foresight."""

    def __init__(self, source: str) -> None:
        self._tokens = _tokens(source)
        self._at = 0
        self._depth = 0
        self.names: set[str] = set()

    def whole(self) -> Node:
        tree = self._or()
        token = self._tokens[self._at]
        if token.kind != "end":
            self._unexpected(token)
        return tree

    def _or(self) -> Node:
        return self._joined("or", self._and)

    def _and(self) -> Node:
        return self._joined("and", self._not)

    def _joined(self, word: str, part: Callable[[], Node]) -> Node:
        operands = [part()]
        while self._take(word):
            operands.append(part())
        return operands[0] if len(operands) == 1 else Logical(operands[0].position, word, tuple(operands))

    def _not(self) -> Node:
        token = self._tokens[self._at]
        if not self._take("not"):
            return self._comparison()
        depth = self._deeper(token)
        operand = self._not()
        self._depth = depth - 1
        return Unary(token.position, "not", operand)

    def _comparison(self) -> Node:
        left = self._sum()
        operator = self._comparison_operator()
        if not operator:
            return left
        node = Binary(left.position, operator, left, self._sum())
        token = self._tokens[self._at]
        if self._comparison_operator():
            raise ExpressionError(
                "comparisons cannot be chained", position=token.position, hint="Write 'a < b and b < c'."
            )
        return node

    def _comparison_operator(self) -> str:
        token = self._tokens[self._at]
        if token.kind != "operator":
            return ""
        if token.text in _COMPARISONS or token.text == "in":
            self._at += 1
            return token.text
        if token.text == "not" and self._tokens[self._at + 1].text == "in":
            self._at += 2
            return "not in"
        return ""

    def _sum(self) -> Node:
        left = self._term()
        while (operator := self._tokens[self._at].text) in {"+", "-"} and self._tokens[self._at].kind == "operator":
            self._at += 1
            left = Binary(left.position, operator, left, self._term())
        return left

    def _term(self) -> Node:
        token = self._tokens[self._at]
        self._at += 1
        if token.kind == "number":
            return Literal(token.position, _number(token))
        if token.kind == "string":
            return Literal(token.position, token.text[1:-1])
        if token.kind == "name":
            return self._name(token)
        if token.kind == "operator" and token.text in {"-", "(", "["}:
            depth = self._deeper(token)
            node = self._nested(token)
            self._depth = depth - 1
            return node
        return self._unexpected(token)

    def _nested(self, token: _Token) -> Node:
        if token.text == "-":
            return Unary(token.position, "-", self._term())
        if token.text == "(":
            inner = self._or()
            self._expect(")", token)
            return inner
        items: list[Node] = []
        while not self._take("]"):
            items.append(self._sum())
            if not self._take(","):
                self._expect("]", token)
                break
        return Several(token.position, tuple(items))

    def _name(self, token: _Token) -> Node:
        if token.text == "now":
            return Now(token.position)
        if token.text in _CONSTANTS:
            return Literal(token.position, _CONSTANTS[token.text])
        if self._tokens[self._at].text == "(":
            message = f"there are no functions here, so '{token.text}(' means nothing"
            raise ExpressionError(message, position=token.position, hint="Work it out in a tool.")
        self.names.add(token.text)
        return Name(token.position, token.text)

    def _take(self, text: str) -> bool:
        token = self._tokens[self._at]
        if token.kind == "operator" and token.text == text:
            self._at += 1
            return True
        return False

    def _expect(self, text: str, opened: _Token) -> None:
        if not self._take(text):
            token = self._tokens[self._at]
            message = f"'{opened.text}' at position {opened.position + 1} is never closed by '{text}'"
            raise ExpressionError(message, position=token.position)

    def _deeper(self, token: _Token) -> int:
        self._depth += 1
        if self._depth > NESTING_MAX:
            message = f"more than {NESTING_MAX} levels of nesting"
            raise ExpressionError(message, position=token.position, hint="Split it into several steps.")
        return self._depth

    def _unexpected(self, token: _Token) -> NoReturn:
        if token.kind == "end":
            raise ExpressionError("the expression stops before its end", position=token.position)
        hint = "Put 'and' or 'or' between conditions, and texts in quotes." if token.kind in {"name", "string"} else ""
        raise ExpressionError(f"'{token.text}' is not expected here", position=token.position, hint=hint)


def _number(token: _Token) -> Value:
    digits = token.text.rstrip("smhdw")
    unit = token.text[len(digits) :]
    if len(digits) <= DIGITS_MAX:
        if unit in _UNITS and digits.isdecimal() and len(digits) <= DURATION_DIGITS_MAX:
            return timedelta(**{_UNITS[unit]: int(digits)})
        if not unit and digits.replace(".", "", 1).isdecimal():
            return Decimal(digits) if "." in digits else int(digits)
    raise ExpressionError(
        f"'{token.text}' is neither a number nor a duration",
        position=token.position,
        hint="Durations are whole numbers with s, m, h, d or w: 90s, 30m, 2h, 14d, 2w.",
    )
