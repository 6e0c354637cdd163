"""Bounded, Unicode-normalised tokens for typed text and recogniser output alike.

Punctuation is not a token: each token remembers what stood before it, so that "12, High Street" and "12 high street"
look the same to a parser that doesn't care and different to one that does. Never decides what a word means. Used by
every parser in this package.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import islice
from typing import Self

import msgspec

TEXT_CHARS_MAX = 2_000
TOKENS_MAX = 400

# Characters that carry nothing (zero width, bidi marks, soft hyphen) vanish; typographic forms become plain ones.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201b\u02bc\u00b4`", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u201c\u201d\u00ab\u00bb", '"'),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufe0f"),
        # A fraction sign directly after a digit would otherwise read as one number: 3\u00bd as 31/2.
        "\u00bd": " 1/2",
        "\u00bc": " 1/4",
        "\u00be": " 3/4",
    }
)
_PLAIN_WORDS = re.compile(r"[a-z]+(?:'[a-z]+)*(?: [a-z]+(?:'[a-z]+)*)*")
_TOKEN = re.compile(
    r"(?i:[ap]\.\s?m)\b\.?"  # a.m. and p.m. are one word
    r"|[^\W\d_]+(?:'[^\W\d_]+)*"  # words, apostrophes inside
    r"|\d+(?:[.,:/-]\d+)*"  # 12 | 1,200.50 | 16:30 | 3/4/2026 | 020-7946-0958
    r"|[^\w\s.,;:!?()\[\]{}\"'/\\|*~<>=^-]"  # a sign that may mean something: currency, @, +, #, %, an emoji
)
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
_MERIDIEM = frozenset({"a.m", "a.m.", "p.m", "p.m.", "a. m", "a. m.", "p. m", "p. m."})


class Token(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One word, number or sign.

    Attributes:
        text: Lower case, accents folded, plain apostrophe: what lexicons are keyed by.
        surface: As written (after Unicode normalisation): what names and free text are made of.
        before: What stood between the previous token and this one ("" when glued, as in "4pm" or "sw1a").
        start: Offset of the surface in the normalised text.
    """

    text: str
    surface: str
    before: str
    start: int

    @property
    def glued(self) -> bool:
        """Whether nothing, not even a space, separates this token from the previous one."""
        return not self.before and self.start > 0


def normalise(text: str) -> str:
    """Return `text` cut to TEXT_CHARS_MAX, in compatibility-composed form, with plain quotes, dashes and digits."""
    text = text[:TEXT_CHARS_MAX]
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text.translate(_PLAIN)).translate(_PLAIN)[:TEXT_CHARS_MAX]
    if text.isascii():
        return text
    return _FOREIGN_DIGIT.sub(_ascii_digit, text)


def fold(text: str) -> str:
    """Return `text` in lower case without accents: how lexicons are keyed."""
    text = text.lower()
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


class UserText(str):
    """One person's words, read for one slot after another: what readers make of them is kept here, not between turns.

    A plain string to whoever does not know; parsers take either.

    Attributes:
        cleaned: A language, and the tokens without hesitation and false starts; `repair.clean` puts them here.
    """

    __slots__ = ("_pieces", "_tokens", "_words", "cleaned")

    _pieces: tuple[str, ...] | None
    _tokens: tuple[Token, ...] | None
    _words: tuple[str, ...] | None
    cleaned: tuple[str, tuple[Token, ...]] | None

    def __new__(cls, text: str) -> Self:
        """Take a text; nothing is made of it yet."""
        self = super().__new__(cls, text)
        self._pieces = None
        self._tokens = None
        self._words = None
        self.cleaned = None
        return self

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Its tokens."""
        if self._tokens is None:
            self._tokens = tuple(_tokenize(self))
        return self._tokens

    @property
    def words(self) -> tuple[str, ...]:
        """Its words in lower case, without the punctuation around them."""
        if self._words is None:
            self._words = tuple([word.strip(".,;:!?()") for word in self.lower().split()])
        return self._words

    @property
    def pieces(self) -> tuple[str, ...]:
        """What stands between its spaces and commas, in lower case."""
        if self._pieces is None:
            self._pieces = tuple(self.lower().replace(",", " ").split())
        return self._pieces


def tokenize(text: str) -> list[Token]:
    """Split `text` into at most TOKENS_MAX tokens; never raises."""
    return list(text.tokens) if isinstance(text, UserText) else _tokenize(text)


def _tokenize(text: str) -> list[Token]:
    text = normalise(text)
    if _PLAIN_WORDS.fullmatch(text):
        return _plain_words(text)
    lowered = text.lower() if text.isascii() else None
    tokens: list[Token] = []
    end = 0
    for match in islice(_TOKEN.finditer(text), TOKENS_MAX):
        start, stop = match.span()
        surface = text[start:stop]
        folded = lowered[start:stop] if lowered is not None else fold(surface)
        if "." in folded and folded in _MERIDIEM:
            folded = folded[0] + "m"
        if folded:  # else a stray combining mark
            tokens.append(Token(text=folded, surface=surface, before=text[end:start], start=start))
            end = stop
    return tokens


def _plain_words(text: str) -> list[Token]:
    """Split what a recogniser prints, mostly: nothing but words and single spaces. Three times as fast as the rest."""
    tokens: list[Token] = []
    start = 0
    before = ""
    for word in text.split(" ", TOKENS_MAX)[:TOKENS_MAX]:
        tokens.append(Token(text=word, surface=word, before=before, start=start))
        start += len(word) + 1
        before = " "
    return tokens


def words(tokens: Sequence[Token]) -> list[str]:
    """Return the folded texts of `tokens`."""
    return [token.text for token in tokens]


def join_surface(tokens: Sequence[Token]) -> str:
    """Write `tokens` as they stood, without what preceded the first."""
    if not tokens:
        return ""
    return tokens[0].surface + "".join(token.before + token.surface for token in tokens[1:])


def _ascii_digit(found: re.Match[str]) -> str:
    return str(unicodedata.decimal(found[0]))
