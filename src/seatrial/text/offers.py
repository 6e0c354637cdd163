"""Values found in an utterance, and the one that is given in the end.

Each candidate is asked how it stands: called something else, left open by another ending, denied, somebody else's. One
that remains is the value; two different ones are none. Never reads characters itself. Called by the telephone, e-mail,
postcode, card and identifier parsers.
"""

from collections.abc import Sequence

from seatrial.text.context import Language
from seatrial.text.data import label_words as data
from seatrial.text.data import numerals
from seatrial.text.labels import Asked, is_called_otherwise, is_called_otherwise_after
from seatrial.text.standing import Kind, cues_in, stands_among
from seatrial.text.standing_es import is_contrasted_es
from seatrial.text.tokens import Token

_SAID_DIGITS = frozenset({*numerals.UNITS_EN, *numerals.TENS_EN, "oh", "double", "treble", "triple"})
# "From A to B", "replace A with B": what stands before each.
_CHANGES = frozenset({("from", "to"), ("replace", "with"), ("swap", "for"), ("change", "to"), ("switch", "to")})


class Offers:
    """What one utterance offers as a value.

    Attributes:
        dropped: Whether something of the right shape was found that is not given.
    """

    __slots__ = (
        "_asked",
        "_cues",
        "_end",
        "_kind",
        "_language",
        "_leads",
        "_open",
        "_tokens",
        "_values",
        "_words",
        "dropped",
    )

    def __init__(self, tokens: Sequence[Token], asked: Asked, language: Language, *, kind: Kind = "contact") -> None:
        self._tokens = tokens
        self._asked: Asked = asked
        self._language = language
        self._kind: Kind = kind
        self._values: list[str] = []
        self._leads: list[str] = []
        self._words: list[str] | None = None
        self._cues: frozenset[str] = frozenset()
        self._open = False
        self._end = 0
        self.dropped = False

    def add(self, value: str, start: int, end: int) -> bool:
        """Weigh a value read from [start, end); return whether it is given."""
        tokens = self._tokens
        if end - start < len(tokens):
            if start and is_called_otherwise(tokens, start, self._asked):
                self.dropped = True
                return False
            if end < len(tokens) and is_called_otherwise_after(tokens, end, self._asked):
                self.dropped = True
                return False
            if self._language == "es" and is_contrasted_es([token.text for token in tokens], end):
                self.dropped = True
                return False
            if self._language == "en":
                self._open = self._open or _ends_otherwise(tokens, start, end)
                if not self._stands(start, end):
                    self._open = self._open or (bool(self._values) and _is_alternative(tokens, self._end, start))
                    self.dropped = True
                    return False
        self._end = end
        if value not in self._values:
            self._values.append(value)
            self._leads.append(tokens[start - 1].text if start else "")
        return True

    def _stands(self, start: int, end: int) -> bool:
        if self._words is None:
            self._words = [token.text for token in self._tokens]
            self._cues = cues_in(self._words, self._kind)
        return not self._cues or stands_among(self._tokens, self._words, self._cues, start, end, self._kind)

    def only(self) -> str | None:
        """The one value given, or None where none or several are."""
        if self._open or not self._values:
            return None
        if len(self._values) == 2 and tuple(self._leads) in _CHANGES:
            return self._values[1]
        return self._values[0] if len(self._values) == 1 else None

    def __bool__(self) -> bool:
        """Whether anything of the right shape was found, given or not."""
        return self.dropped or bool(self._values)


def is_rewritten(found: Sequence[tuple[str, int, int]]) -> bool:
    """Return whether the first of two addresses is written again right after: "ann@exmaple.com ann@example.com"."""
    halves = [set(address.split("@")) for address, _, _ in found]
    return len(found) == 2 and found[0][2] == found[1][1] and bool(halves[0] & halves[1])


def _is_alternative(tokens: Sequence[Token], end: int, start: int) -> bool:
    """Whether "or" joins two, neither called old or wrong: "the one ending 2611 or the one ending 9047"."""
    between = {token.text for token in tokens[end:start]}
    return "or" in between and data.NO_ALTERNATIVE.isdisjoint(between)


def _ends_otherwise(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether another ending is thought possible: "60614 or 41", "07700 900129 or is it 192", "between ..."."""
    if start and tokens[start - 1].text == "between":
        return True
    at = end
    while at < len(tokens) and tokens[at].text in data.GUESSES:
        at += 1
    if at == len(tokens) or tokens[at].text != "or":
        return False
    at += 1
    while at < len(tokens) and tokens[at].text in data.GUESSES:
        at += 1
    return at < len(tokens) and (tokens[at].text[0].isdecimal() or tokens[at].text in _SAID_DIGITS)
