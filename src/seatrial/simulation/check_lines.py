"""The little language of checks: ``called: book_visit with {postcode: BS1 4DJ} before send_mail times 1``.

Turns one entry of a card's `expect`, as written, into a check record; says what was expected where it cannot. Called by
`cards`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, cast

from seatrial.agents.mistakes import MistakesError, did_you_mean
from seatrial.agents.spec_fields import problem
from seatrial.agents.yaml_source import parse_yaml, plain
from seatrial.core.checks import (
    AnyCheck,
    Called,
    CalledInOrder,
    HandedOver,
    Judged,
    NeverCalled,
    NeverSaid,
    Outcome,
    Said,
    SlotIs,
    Within,
    WorldHas,
    WorldUnchanged,
)
from seatrial.core.events import Json

_NAME = re.compile(r"[^\W\d]\w{0,63}\Z")
_QUOTED = re.compile(r'"(?:\\.|[^"\\])*"' r"|'(?:''|[^'])*'")
_ID_CHARS_MAX = 80
_COST_MAX = 1_000_000
_COUNTS = {"once": 1, "twice": 2}
_CALLED_HINT = "Such as: called: book_visit with {postcode: BS1 4DJ} after in_area times 1."


def parse_check(raw: Any) -> AnyCheck:
    """Return the check that an entry of `expect` stands for.

    Args:
        raw: A mapping with one key, or the same as text: ``"called: book_visit"``.

    Raises:
        PydanticCustomError: It is none; with a hint for the author.
    """
    kind, value = _kind_and_value(raw)
    parser = _PARSERS.get(kind)
    if parser is None:
        raise problem(f"'{kind[:40]}' is not a check", did_you_mean(kind, _PARSERS, label="Checks"))
    return parser(value)


def _kind_and_value(raw: Any) -> tuple[str, Any]:
    if isinstance(raw, dict):
        entries = list(cast("dict[str, Any]", raw).items())
        if len(entries) != 1:
            raise problem("one entry is one check", "Begin the next check with '- '.")
        kind, value = entries[0]
        return str(kind), plain(value)
    if isinstance(raw, str):
        kind, colon, text = raw.partition(":")
        if colon:
            stripped = text.strip()
            return kind.strip(), _flow(stripped) if stripped[:1] in {"{", "["} else stripped
    raise problem("this is not a check", did_you_mean("", _PARSERS, label="A check begins with one of"))


def _flow(text: str) -> Json:
    """Read a value written in one line: ``{table: visits, count: 1}``."""
    try:
        return plain(parse_yaml(text.encode(), file="check").data)
    except MistakesError:
        raise problem(f"cannot be read: {text[:80]}", "Close every brace, bracket and quote.") from None


def _outcome(value: Json) -> AnyCheck:
    names = _names(value, "an outcome")
    return Outcome(id=_id("outcome", "|".join(names)), text=f"outcome: {', '.join(names)}", any_of=names)


def _called(value: Json) -> AnyCheck:
    text = _text(value, "a tool", _CALLED_HINT)
    head, args, tail = _split_args(text)
    words = f"{head} {tail}".split()
    if not words or not _NAME.match(words[0]):
        raise problem(f"expected the name of a tool, found '{text[:40]}'", _CALLED_HINT)
    tool, rest = words[0], words[1:]
    if args is not None:
        if "with" not in rest:
            raise problem("arguments are given after 'with'", _CALLED_HINT)
        rest.remove("with")
    found: dict[str, Any] = {}
    while rest:
        rest = _called_clause(rest, found)
    check_id = _id("called", tool, *(f"{word} {found[word]}" for word in ("before", "after") if word in found))
    return Called(id=check_id, text=f"called: {text}", tool=tool, args=args or {}, **found)


def _called_clause(words: list[str], found: dict[str, Any]) -> list[str]:
    """Take one clause ("before X", "times 2") off the words."""
    word = words[0]
    clause = "times" if word in _COUNTS or "times" in words[:2] else word
    if clause in found:
        raise problem(f"'{clause[:40]}' is said twice", _CALLED_HINT)
    if word in _COUNTS:
        found["times"] = _COUNTS[word]
        return words[1:]
    argument = words[1] if len(words) > 1 else ""
    if word in {"before", "after"} and _NAME.match(argument):
        found[word] = argument
    elif word == "times" and argument.isdecimal() and len(argument) <= 4:
        found["times"] = int(argument)
    elif argument == "times" and word.isdecimal() and len(word) <= 4:
        found["times"] = int(word)
    else:
        hint = did_you_mean(word, ("with", "before", "after", "times", "once", "twice"), label="After the tool come")
        raise problem(f"'{' '.join(words)[:40]}' is not understood here", hint)
    return words[2:]


def _split_args(text: str) -> tuple[str, dict[str, Json] | None, str]:
    """Split a text around its first ``{...}``."""
    start = text.find("{")
    if start < 0:
        return text, None, ""
    depth, at, before = 0, start, "{"
    while at < len(text):
        char = text[at]
        # A quote opens only where a value may begin: the apostrophe of "it's" is a letter like any other.
        quoted = _QUOTED.match(text, at) if before in "{[,:" else None
        if char in "{}":
            depth += 1 if char == "{" else -1
            if depth == 0:
                value = _flow(text[start : at + 1])
                return text[:start], cast("dict[str, Json]", value), text[at + 1 :]
        at = quoted.end() if quoted is not None else at + 1
        before = before if char.isspace() else char
    raise problem("a brace is never closed", _CALLED_HINT)


def _order(value: Json) -> AnyCheck:
    hint = "Such as: order: [in_area, is_free, book_visit]."
    items = cast("list[Json]", value) if isinstance(value, list) else []
    tools = tuple(item for item in items if isinstance(item, str) and _NAME.match(item))
    if len(tools) < 2 or len(tools) != len(items):
        raise problem("expected a list of two tools or more", hint)
    return CalledInOrder(id=_id("order", *tools), text=f"order: {', '.join(tools)}", tools=tools)


def _never_called(value: Json) -> AnyCheck:
    tool = _text(value, "a tool", "Such as: never_called: book_visit.")
    if not _NAME.match(tool):
        raise problem(f"expected the name of a tool, found '{tool[:40]}'", "Such as: never_called: book_visit.")
    return NeverCalled(id=_id("never_called", tool), text=f"never_called: {tool}", tool=tool)


def _world(value: Json) -> AnyCheck:
    if isinstance(value, str):
        return _unchanged(value)
    hint = "Such as: world: {table: visits, row: {state: booked}, count: 1}."
    fields = _fields(value, {"table", "row", "count"}, hint)
    table = fields.get("table")
    row = fields.get("row", {})
    count = fields.get("count")
    if not isinstance(table, str) or not isinstance(row, dict) or not (count is None or _is_count(count)):
        raise problem("a check of the world needs a table, and may have a row and a count", hint)
    values = cast("dict[str, Json]", row)
    check_id = _id("world", table, *(f"{name}={item}" for name, item in values.items()))
    return WorldHas(id=check_id, text=f"world: {table}", table=table, row=values, count=count)


def _unchanged(text: str) -> AnyCheck:
    """Read ``unchanged`` or ``unchanged in cards, payments``."""
    word, *rest = text.replace(",", " ").split() or [""]
    tables = tuple(rest[1:])
    if word != "unchanged" or (rest and (rest[0] != "in" or not tables)) or not all(map(_NAME.match, tables)):
        hint = "Such as: world: unchanged, or world: unchanged in visits, complaints."
        raise problem(f"'{text[:40]}' says nothing about the world", hint)
    written = "world: unchanged" + (f" in {', '.join(tables)}" if tables else "")
    return WorldUnchanged(id=_id("world", "unchanged", *tables), text=written, tables=tables)


def _slot(value: Json) -> AnyCheck:
    hint = "Such as: slot: {postcode: BS1 4DJ}."
    if not isinstance(value, dict) or len(cast("dict[str, Json]", value)) != 1:
        raise problem("a check of a slot has one slot and its value", hint)
    (name, wanted), *_ = cast("dict[str, Json]", value).items()
    return SlotIs(id=_id("slot", name), text=f"slot: {name}", slot=name, value=wanted)


def _said(value: Json) -> AnyCheck:
    phrases = _phrases(value)
    return Said(id=_id("said", phrases[0]), text=f"said: {', '.join(phrases)}", phrases=phrases)


def _never_said(value: Json) -> AnyCheck:
    phrases = _phrases(value)
    return NeverSaid(id=_id("never_said", phrases[0]), text=f"never_said: {', '.join(phrases)}", phrases=phrases)


def _within(value: Json) -> AnyCheck:
    hint = "Such as: within: {turns: 16, seconds: 300, latency_p95_ms: 1500, cost: 0.02}."
    fields = _fields(value, {"turns", "seconds", "latency_p95_ms", "cost"}, hint)
    cost = fields.get("cost")
    counts = [bound for name, bound in fields.items() if name != "cost"]
    if not fields or not all(_is_count(bound) and bound > 0 for bound in counts):
        raise problem("expected turns, seconds or latency_p95_ms as whole numbers above 0, or cost", hint)
    if cost is not None and not (_is_number(cost) and 0 <= cost < _COST_MAX):
        raise problem("cost is a number of dollars", hint)
    text = ", ".join(f"{name} {bound}" for name, bound in fields.items())
    return Within(id=_id("within", *fields), text=f"within: {text}", **fields)


def _handed_over(value: Json) -> AnyCheck:
    reason = "" if value in (None, True, "any", "yes") else _text(value, "a reason", "Such as: handed_over: emergency.")
    return HandedOver(id=_id("handed_over", reason), text=f"handed_over: {reason or 'any'}", reason=reason)


def _judged(value: Json) -> AnyCheck:
    sentence = _text(value, "a sentence", "Such as: judged: The agent says sorry once.")
    return Judged(id=_id("judged", sentence), text=f"judged: {sentence}", sentence=sentence)


_PARSERS: Mapping[str, Callable[[Json], AnyCheck]] = {
    "outcome": _outcome,
    "called": _called,
    "order": _order,
    "never_called": _never_called,
    "world": _world,
    "slot": _slot,
    "said": _said,
    "never_said": _never_said,
    "within": _within,
    "handed_over": _handed_over,
    "judged": _judged,
}

CHECK_KINDS = tuple(_PARSERS)


def _id(kind: str, *parts: str) -> str:
    name = ":".join((kind, *(part for part in parts if part)))
    return name if len(name) <= _ID_CHARS_MAX else name[: _ID_CHARS_MAX - 3] + "..."


def _text(value: Json, what: str, hint: str) -> str:
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise problem(f"expected {what} as text", hint)


def _names(value: Json, what: str) -> tuple[str, ...]:
    items = cast("list[Json]", value) if isinstance(value, list) else [value]
    names = tuple(item for item in items if isinstance(item, str) and _NAME.match(item))
    if not names or len(names) != len(items):
        raise problem(f"expected {what}, or a list of them", "Such as: outcome: [visit_booked, handed_to_person].")
    return names


def _phrases(value: Json) -> tuple[str, ...]:
    items = cast("list[Json]", value) if isinstance(value, list) else [value]
    phrases = tuple(str(item).strip() for item in items if item is not None and not isinstance(item, dict | list))
    if not phrases or len(phrases) != len(items) or not all(phrases):
        raise problem("expected words, or a list of them", 'Such as: said: ["60 pounds"].')
    return phrases


def _fields(value: Json, known: set[str], hint: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise problem("expected fields in braces", hint)
    fields = cast("dict[str, Any]", value)
    unknown = [name for name in fields if name not in known]
    if unknown:
        raise problem(
            f"unknown field '{unknown[0][:40]}'", did_you_mean(unknown[0], sorted(known), label="Fields here")
        )
    return fields


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_count(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
