"""Matching identifiers against an author's pattern in linear time, forgiving how people say them.

A small regular-expression engine (a set of states walked once over the text) instead of `re`: the text comes from
anybody, and a pattern such as `(a+)+` must not hang a conversation. It forgives case, separators the pattern requires
but nobody says, and the letter O for nought. No look-around, back-references or anchors inside. Called by
`identifiers`.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TypeAlias

import msgspec

PATTERN_CHARS_MAX = 200
STATES_MAX = 600
REPEAT_MAX = 64

_SEPARATORS = "-_/. #:"
_SKIP_COST = 1  # a separator said that the pattern has not
_INSERT_COST = 1  # a separator the pattern has that was not said
_CONFUSION_COST = 2  # O for 0
_CLASSES: dict[str, str] = {
    "d": "0123456789",
    "w": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_",
    "s": " ",
}
_ANY = _CLASSES["w"] + "-/. #:"


class PatternError(ValueError):
    """A pattern uses something this engine does not have; the message says what and where."""


class _Node(msgspec.Struct, kw_only=True):
    """One state: characters that lead to `then`, or (when empty) free moves to `free`."""

    chars: str = ""
    then: int = -1
    free: list[int] = msgspec.field(default_factory=list[int])


_Moves: TypeAlias = tuple[tuple[str, int], ...]


class CompiledPattern:
    """A pattern ready to match; immutable and shared."""

    def __init__(self, nodes: Sequence[_Node], start: int, accept: int) -> None:
        self._accept = accept
        closures = [_closure(nodes, state) for state in range(len(nodes))]
        self._moves: list[_Moves] = [
            tuple((nodes[member].chars, nodes[member].then) for member in closure if nodes[member].chars)
            for closure in closures
        ]
        self._accepts = [accept in closure for closure in closures]
        self._start = start

    def begin(self) -> "Paths":
        """Return the paths before any character."""
        return {self._start: (0, "")}

    def feed(self, paths: "Paths", text: str) -> "Paths":
        """Advance every path by the characters of `text`, keeping the cheapest path to each state."""
        for char in text:
            paths = self._step(paths, char)
            if not paths:
                break
        return paths

    def best(self, paths: "Paths") -> tuple[int, str] | None:
        """Return (cost, written form) of the cheapest complete match, or None."""
        complete = [path for state, path in paths.items() if self._accepts[state]]
        return min(complete) if complete else None

    def _step(self, paths: "Paths", char: str) -> "Paths":
        result: Paths = {}
        options = _equivalents(char)
        for state, (cost, written) in self._with_insertions(paths).items():
            if char in _SEPARATORS and written:
                _keep(result, state, cost + _SKIP_COST, written)
            for chars, then in self._moves[state]:
                for option, extra in options:
                    if option in chars:
                        _keep(result, then, cost + extra, written + option)
                        break
        return result

    def _with_insertions(self, paths: "Paths") -> "Paths":
        """Add the states reachable by writing a separator that was not said."""
        result = dict(paths)
        pending = list(paths)
        while pending:
            state = pending.pop()
            cost, written = result[state]
            for chars, then in self._moves[state]:
                if (
                    len(chars) == 1
                    and chars in _SEPARATORS
                    and _keep(result, then, cost + _INSERT_COST, written + chars)
                ):
                    pending.append(then)
        return result


Paths: TypeAlias = dict[int, tuple[int, str]]


def _keep(paths: Paths, state: int, cost: int, written: str) -> bool:
    known = paths.get(state)
    if known is None or (cost, written) < known:
        paths[state] = (cost, written)
        return known is None or cost < known[0]
    return False


def _equivalents(char: str) -> tuple[tuple[str, int], ...]:
    upper, lower = char.upper(), char.lower()
    if upper == "O":
        return ((upper, 0), (lower, 0), ("0", _CONFUSION_COST))
    if char == "0":
        return (("0", 0), ("O", _CONFUSION_COST), ("o", _CONFUSION_COST))
    return ((upper, 0), (lower, 0)) if upper != lower else ((char, 0),)


def _closure(nodes: Sequence[_Node], state: int) -> tuple[int, ...]:
    seen: dict[int, None] = {}
    pending = [state]
    while pending:
        member = pending.pop()
        if member not in seen:
            seen[member] = None
            pending.extend(reversed(nodes[member].free))
    return tuple(seen)


@lru_cache(maxsize=256)
def compile_pattern(pattern: str) -> CompiledPattern:
    r"""Compile a pattern: literals, classes, \d \w \s, groups, |, ?, *, +, {m,n}; ^ and $ at the ends only.

    Raises:
        PatternError: The pattern is too long or uses anything else.
    """
    if len(pattern) > PATTERN_CHARS_MAX:
        raise PatternError(f"pattern longer than {PATTERN_CHARS_MAX} characters")
    return _Compiler(pattern).compile()


_Fragment: TypeAlias = tuple[int, int]


class _Compiler:
    """Recursive descent over the pattern, building states as it goes (Thompson, CACM 1968)."""

    def __init__(self, pattern: str) -> None:
        body = pattern.removeprefix("(?i)").removeprefix("^").removeprefix("\\A")
        if body.endswith("$") and not body.endswith("\\$"):
            body = body[:-1]
        self._text = body.removesuffix("\\Z").removesuffix("\\b").removeprefix("\\b")
        self._at = 0
        self._nodes: list[_Node] = []

    def compile(self) -> CompiledPattern:
        start, end = self._alternatives(0)
        if self._at < len(self._text):
            raise PatternError(f"unexpected {self._text[self._at]!r} at {self._at}")
        return CompiledPattern(self._nodes, start, end)

    def _node(self, chars: str = "", then: int = -1) -> int:
        if len(self._nodes) >= STATES_MAX:
            raise PatternError("pattern too large: fewer or smaller repetitions are needed")
        self._nodes.append(_Node(chars=chars, then=then))
        return len(self._nodes) - 1

    def _peek(self) -> str:
        return self._text[self._at] if self._at < len(self._text) else ""

    def _take(self) -> str:
        char = self._peek()
        self._at += 1
        return char

    def _alternatives(self, depth: int) -> _Fragment:
        if depth > 20:
            raise PatternError("groups nested too deep")
        branches = [self._sequence(depth)]
        while self._peek() == "|":
            self._at += 1
            branches.append(self._sequence(depth))
        if len(branches) == 1:
            return branches[0]
        start, end = self._node(), self._node()
        for first, last in branches:
            self._nodes[start].free.append(first)
            self._nodes[last].free.append(end)
        return start, end

    def _sequence(self, depth: int) -> _Fragment:
        start = end = self._node()
        while self._peek() not in {"", "|", ")"}:
            at = self._at
            first, last = self._repeated(depth, at)
            self._nodes[end].free.append(first)
            end = last
        return start, end

    def _repeated(self, depth: int, at: int) -> _Fragment:
        fragment = self._atom(depth)
        bounds = self._quantifier()
        if bounds is None:
            return fragment
        minimum, maximum = bounds
        after = self._at

        def again() -> _Fragment:
            self._at = at
            copy = self._atom(depth)
            self._at = after
            return copy

        return self._repeat(fragment, again, minimum, maximum)

    def _repeat(
        self, fragment: _Fragment, again: Callable[[], _Fragment], minimum: int, maximum: int | None
    ) -> _Fragment:
        start = end = self._node()
        used = False
        copies = minimum if maximum is None else maximum
        for index in range(copies):
            first, last = again() if used else fragment
            used = True
            self._nodes[end].free.append(first)
            joint = self._node()
            self._nodes[last].free.append(joint)
            if index >= minimum:
                self._nodes[end].free.append(joint)
            end = joint
        if maximum is None:
            first, last = again() if used else fragment
            loop = self._node()
            self._nodes[end].free.append(loop)
            self._nodes[loop].free.append(first)
            self._nodes[last].free.append(loop)
            end = loop
        return start, end

    def _quantifier(self) -> tuple[int, int | None] | None:
        char = self._peek()
        simple: dict[str, tuple[int, int | None]] = {"?": (0, 1), "*": (0, None), "+": (1, None)}
        if char in simple:
            self._at += 1
            bounds = simple[char]
        elif char == "{":
            bounds = self._braces()
        else:
            return None
        if self._peek() in {"?", "+"}:  # lazy or possessive: the same set of matches here
            self._at += 1
        if self._peek() in {"*", "{"}:
            raise PatternError(f"two quantifiers at {self._at}")
        return bounds

    def _braces(self) -> tuple[int, int | None]:
        end = self._text.find("}", self._at)
        low, comma, high = self._text[self._at + 1 : end].partition(",")
        if end < 0 or not low.isdecimal() or (high and not high.isdecimal()):
            raise PatternError(f"malformed repetition at {self._at}")
        minimum = int(low)
        maximum = int(high) if high else (None if comma else minimum)
        if max(minimum, maximum or 0) > REPEAT_MAX or (maximum is not None and maximum < minimum):
            raise PatternError(f"repetition out of range at {self._at}: at most {REPEAT_MAX}")
        self._at = end + 1
        return minimum, maximum

    def _atom(self, depth: int) -> _Fragment:
        char = self._take()
        if char == "(":
            return self._group(depth)
        if char == "[":
            return self._state(self._character_class())
        if char == "\\":
            return self._state(self._escaped())
        if char == ".":
            return self._state(_ANY)
        if char in "*+?{^$":
            raise PatternError(f"unexpected {char!r} at {self._at - 1}")
        return self._state(char)

    def _group(self, depth: int) -> _Fragment:
        if self._peek() == "?":
            if self._text.startswith("?:", self._at):
                self._at += 2
            elif self._text.startswith("?P<", self._at) and (end := self._text.find(">", self._at)) > 0:
                self._at = end + 1
            else:
                raise PatternError(f"only plain groups are supported, at {self._at}")
        fragment = self._alternatives(depth + 1)
        if self._take() != ")":
            raise PatternError("a group is not closed")
        return fragment

    def _state(self, chars: str) -> _Fragment:
        end = self._node()
        return self._node(chars, end), end

    def _escaped(self) -> str:
        char = self._take()
        if char in _CLASSES:
            return _CLASSES[char]
        if not char or char.isalnum():
            raise PatternError(f"unsupported escape at {self._at - 1}")
        return char

    def _character_class(self) -> str:
        if self._peek() == "^":
            raise PatternError(f"negated classes are not supported, at {self._at}")
        members: list[str] = []
        while (char := self._take()) != "]":
            if not char:
                raise PatternError("a character class is not closed")
            if char == "\\":
                members.append(self._escaped())
            elif self._peek() == "-" and self._text[self._at + 1 : self._at + 2] not in {"", "]"}:
                self._at += 1
                members.append(_span(char, self._take()))
            else:
                members.append(char)
        return "".join(members)


def _span(low: str, high: str) -> str:
    if not 0 <= ord(high) - ord(low) < 128:
        raise PatternError(f"malformed range {low}-{high}")
    return "".join(map(chr, range(ord(low), ord(high) + 1)))


def match_longest(
    compiled: CompiledPattern, pieces: Iterable[Sequence[str]], chars_max: int
) -> tuple[int, str, int] | None:
    """Match from the first piece on; return (pieces used, written form, cost) of the longest match, or None.

    Args:
        compiled: The pattern.
        pieces: For each piece its possible readings; the match ends where a piece ends.
        chars_max: How many characters to read at most.
    """
    paths = compiled.begin()
    best: tuple[int, str, int] | None = None
    read = 0
    for used, readings in enumerate(pieces, start=1):
        merged: Paths = {}
        for index, reading in enumerate(readings):
            for state, (cost, written) in compiled.feed(paths, reading).items():
                _keep(merged, state, cost + index, written)
        paths = merged
        read += len(readings[0]) if readings else 0
        if not paths or read > chars_max:
            break
        if (complete := compiled.best(paths)) is not None:
            best = used, complete[1], complete[0]
    return best
