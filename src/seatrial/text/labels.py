"""What the words beside figures say they are: "my ticket is 48213" answers no question for a ZIP code.

Never reads the figures. Called by `offers` and by the parsers of ZIP codes and cards.
"""

from collections.abc import Sequence
from typing import Literal, TypeAlias

from seatrial.text.data import label_words as data
from seatrial.text.tokens import Token

Asked: TypeAlias = Literal["phone", "email", "uk_postcode", "us_zip", "order_id", "card_last4"]

_KIND_BY_LABEL: dict[str, str] = {word: kind for kind, line in data.LABELS.items() for word in line.split()}
# What figures may be called and still be the ones asked for: their own name first.
_OWN: dict[Asked, frozenset[str]] = {
    "phone": frozenset({"phone", "secret", "measure", "home", "post"}),
    "email": frozenset(_KIND_BY_LABEL.values()),
    "uk_postcode": frozenset(_KIND_BY_LABEL.values()),
    "us_zip": frozenset({"post", "card", "home"}),
    "order_id": frozenset({"order", "account", "measure", "home"}),
    "card_last4": frozenset({"card", "account"}),
}
_NAME: dict[Asked, str] = {"phone": "phone", "us_zip": "post", "order_id": "order", "card_last4": "card"}
_LABEL_REACH = 6
_IS = frozenset({"is", "was"})
_THAT_IS = frozenset({"that's", "thats"})
_RINGS = frozenset({"call", "ring", "phone", "text", "ringing", "calling"})
_NUMBERED_HOME = frozenset({"us_zip", "card_last4", "order_id"})
_PAUSES = frozenset(",;.!?(\n")


def is_called_otherwise(tokens: Sequence[Token], start: int, asked: Asked) -> bool:
    """Whether the words right before figures call them something else: "my ticket is", "pin:"."""
    own = _OWN[asked]
    for at in range(start - 1, max(-1, start - 1 - _LABEL_REACH), -1):
        word = tokens[at].text.removesuffix("'s")
        kind = _KIND_BY_LABEL.get(word)
        if kind is not None:
            if not _PAUSES.isdisjoint(tokens[at + 1].before):
                return False  # "i've an order, 60614"
            if kind == "home" and asked in _NUMBERED_HOME and tokens[at + 1].text in {"number", "no", "num"}:
                return True  # "my house number is 14502"
            return kind == "title" or (
                kind not in own and not _is_place(tokens, at) and not _is_named(tokens, at, asked)
            )
        if word not in data.LINKS or not _PAUSES.isdisjoint(tokens[at].before):
            return False
    return False


def _is_place(tokens: Sequence[Token], at: int) -> bool:
    """Whether a label says where the figures are read: "it's on my phone"."""
    while at and tokens[at - 1].text in data.OWNERS:
        at -= 1
    return at > 0 and tokens[at - 1].text in data.PLACES


def _is_named(tokens: Sequence[Token], at: int, asked: Asked) -> bool:
    """Whether their own name comes before: "the zip for my account is"."""
    name = _NAME.get(asked)
    return any(_KIND_BY_LABEL.get(token.text) == name for token in tokens[max(0, at - _LABEL_REACH) : at])


def is_called_otherwise_after(tokens: Sequence[Token], end: int, asked: Asked) -> bool:
    """Whether the words right after figures call them something else: "48213 is my house number"."""
    if tokens[end].text in _THAT_IS and _is_to_ring(tokens, end):
        return asked != "phone"
    if tokens[end].text not in _IS | _THAT_IS or end + 2 >= len(tokens) or tokens[end + 1].text not in data.OWNERS:
        return False
    named = [_KIND_BY_LABEL.get(token.text, "") for token in tokens[end + 2 : end + 4]]
    kind = next(filter(None, named), "")
    if not kind or _NAME.get(asked) in named:
        return False
    return kind not in _OWN[asked] or (kind == "home" and asked in _NUMBERED_HOME)


def _is_to_ring(tokens: Sequence[Token], end: int) -> bool:
    """Whether it is what to ring: "... that's my number, call me back"."""
    words = [token.text for token in tokens[end + 1 : end + _LABEL_REACH]]
    return "number" in words[:2] and not _RINGS.isdisjoint(words)


def is_house_number(tokens: Sequence[Token], end: int) -> bool:
    """Whether figures before `end` begin a street: "14502 Main Street"."""
    for at in range(end, min(len(tokens), end + 3)):
        if not _PAUSES.isdisjoint(tokens[at].before) or not tokens[at].text.isalpha():
            return False
        if tokens[at].text in data.STREETS:
            return True
    return False


def is_opening(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether figures are the first of a longer number: "first four are 4929", "it starts with", "at the front"."""
    for at in range(start - 1, max(-1, start - 1 - _LABEL_REACH), -1):
        word = tokens[at].text
        if word in data.ENDINGS:
            return False
        if word in data.OPENINGS:
            return True
    after = [token.text for token in tokens[end : end + 3]]
    return after[:2] == ["at", "the"] and after[2:] != [] and after[2] in data.OPENINGS
