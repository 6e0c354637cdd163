"""The little language of conditions and bounds in `agent.yaml`: names, literals, comparisons, `in`, `and or not`.

Also `now`, durations (``2h``, ``14d``) and ``+ -``; nothing else, on purpose. Parsed once, compiled to closures;
evaluating never raises and never runs for long, because there is nothing in the language that could. Used by the
compiler (to make them), the flow engine (to evaluate them) and the linter (through `agents.expression_types`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from seatrial.agents.expression_syntax import (
    Binary,
    Literal,
    Logical,
    Name,
    Node,
    Now,
    Several,
    Unary,
    parse_expression,
)
from seatrial.agents.expression_values import (
    Value,
    add,
    contains,
    equal,
    lookup,
    negative,
    order,
    subtract,
    to_json,
    truth,
)
from seatrial.core.events import Json

Run = Callable[[Mapping[str, Json], datetime], Value]


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression; equal to another of the same source.

    Attributes:
        names: Names it reads, dotted as written, without `now`.
        tree: What it was parsed to, for the linter.
    """

    source: str
    names: frozenset[str] = field(compare=False)
    tree: Node = field(compare=False, repr=False)
    _run: Run = field(compare=False, repr=False)

    def evaluate(self, names: Mapping[str, Json], now: datetime) -> Json:
        """Return the value, as JSON. A name that is missing counts as none; unlike types never compare as true.

        Args:
            names: Values of slots, facts and memory variables.
            now: Naive, on the conversation's wall clock.
        """
        value = self._run(names, now)
        if value is True or value is False or value is None:
            return value
        return to_json(value)

    def holds(self, names: Mapping[str, Json], now: datetime) -> bool:
        """Tell whether the value counts as true."""
        return truth(self._run(names, now))

    def __reduce__(self) -> tuple[Callable[[str], Expression], tuple[str]]:
        """Pickle as the source: closures do not travel between processes."""
        return compile_expression, (self.source,)


def compile_expression(source: str) -> Expression:
    """Return a compiled expression.

    Raises:
        ExpressionError: A `SpecError` that says what is wrong, and at which position.
    """
    tree, names = parse_expression(source)
    return Expression(source=source, names=names, tree=tree, _run=_compile(tree))


def _compile(node: Node) -> Run:
    """Turn a tree into one closure."""
    if isinstance(node, Literal):
        value = node.value
        return lambda _names, _now: value
    if isinstance(node, Now):
        return lambda _names, now: now
    if isinstance(node, Name):
        return _compile_name(node.name)
    if isinstance(node, Several):
        items = [_compile(item) for item in node.items]
        return lambda names, now: [item(names, now) for item in items]
    if isinstance(node, Logical):
        return _compile_logical(node)
    if isinstance(node, Unary):
        operand = _compile(node.operand)
        if node.operator == "not":
            return lambda names, now: not operand(names, now)
        return lambda names, now: negative(operand(names, now))
    if isinstance(node, Binary):
        return _compile_binary(node)
    raise TypeError(node)


def _compile_name(name: str) -> Run:
    if "." in name:
        return lambda names, _now: lookup(names, name)
    return lambda names, _now: names.get(name)


def _compile_logical(node: Logical) -> Run:
    operands = tuple(_compile(operand) for operand in node.operands)
    stop = node.operator == "or"

    def run(names: Mapping[str, Json], now: datetime) -> Value:
        for operand in operands:
            if bool(operand(names, now)) is stop:
                return stop
        return not stop

    return run


_BINARY: Mapping[str, Callable[[Value, Value], Value]] = {
    "==": equal,
    "!=": lambda left, right: not equal(left, right),
    "<": lambda left, right: order(left, right) == -1,
    "<=": lambda left, right: order(left, right) in {-1, 0},
    ">": lambda left, right: order(left, right) == 1,
    ">=": lambda left, right: order(left, right) in {0, 1},
    "in": lambda left, right: contains(right, left),
    "not in": lambda left, right: not contains(right, left),
    "+": add,
    "-": subtract,
}


def _compile_binary(node: Binary) -> Run:
    operate = _BINARY[node.operator]
    if isinstance(node.left, Now) and isinstance(node.right, Literal) and isinstance(node.right.value, timedelta):
        return _compile_shifted_now(operate, node.right.value)
    left, right = _compile(node.left), _compile(node.right)
    return lambda names, now: operate(left(names, now), right(names, now))


def _compile_shifted_now(operate: Callable[[Value, Value], Value], duration: timedelta) -> Run:
    """Compile ``now + 2h``, the commonest sum by far."""
    if operate not in {add, subtract}:
        return lambda _names, now: operate(now, duration)
    shift = duration if operate is add else -duration

    def run(_names: Mapping[str, Json], now: datetime) -> Value:
        try:
            return now + shift
        except OverflowError:
            return None

    return run
