"""Phrases found in a text: a trie-like index by first word, with alternatives, gaps and optional words.

The one way in which simulated people spot wording. Patterns come from data files (never from conversations): words
separated by spaces, ``a|b`` either word, ``*`` up to three words, ``word?`` optional. Knows nothing about what a
phrase means. Called by `reading`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

GAP_WORDS_MAX = 3
TEXT_CHARS_MAX = 2_000

_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'", "`": "'", "\u2013": ",", "\u2014": ","})
_TOKEN = re.compile(
    r"[a-z0-9\u00c0-\u024f]+(?:[.'@_:/+&-]+[a-z0-9\u00c0-\u024f]+)*|\+\d+|[?.!;:,\u00bf\u00a3$\u20ac]", re.IGNORECASE
)
_IS_AFTER = frozenset("what that it who where when how there here he she everything name which why".split())
_SUFFIXES = {"'ll": "will", "'ve": "have", "'re": "are", "'d": "would", "'m": "am"}
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_UNITS = (
    "one two three four five six seven eight nine first second third fourth fifth sixth seventh eighth ninth".split()
)
_TYPED = {
    "ur": "your", "thx": "thanks", "ty": "thanks", "plz": "please", "cant": "can not", "wont": "will not",
    "doesnt": "does not", "isnt": "is not", "wasnt": "was not", "havent": "have not", "couldnt": "could not",
    "wouldnt": "would not", "youre": "you are", "youve": "you have", "youd": "you would", "youll": "you will",
    "ive": "i have", "im": "i am", "whos": "who is", "wheres": "where is", "whens": "when is", "hows": "how is",
    "theres": "there is", "heres": "here is", "lets": "let us", "weve": "we have", "theyll": "they will",
    "dunno": "do not know", "weds": "wed", "2moro": "tomorrow",
    "tmrw": "tomorrow", "addy": "address", "msg": "message", "num": "number", "appt": "appointment",
    "yeah": "yes", "yep": "yes", "aye": "yes",
}  # fmt: skip
"""Short forms of typed messages."""
_JOINED = {f"{tens}-{unit}": (tens, unit) for tens in _TENS for unit in _UNITS} | {
    f"{count}-{noun}": (count, noun)
    for counts, nouns in (
        ("2 3 4 5 6 7 8 two three four five six seven eight", "digit figure letter character number"),
        ("double triple treble", "oh one two three four five six seven eight nine"),
    )
    for count in counts.split()
    for noun in nouns.split()
}
_WHOLE = {
    "can't": ("can", "not"), "cannot": ("can", "not"), "won't": ("will", "not"), "shan't": ("shall", "not"),
    "let's": ("let", "us"), "wanna": ("want", "to"), "gonna": ("going", "to"), "gotta": ("got", "to"),
    "ok": ("okay",), "o.k": ("okay",), "e-mail": ("email",), "e-mails": ("emails",), "post-code": ("postcode",),
    "gimme": ("give", "me"), "lemme": ("let", "me"), "ya": ("you",), "pls": ("please",), "u": ("u",),
    "dont": ("do", "not"), "didnt": ("did", "not"), "whats": ("what", "is"), "thats": ("that", "is"),
    "hasn't": ("has", "not"), "y'all": ("you",), "ain't": ("is", "not"), "half-past": ("half", "past"),
} | _JOINED | {typed: tuple(meant.split()) for typed, meant in _TYPED.items()}  # fmt: skip
_BEFORE_U = frozenset(
    "can could would will do did are have should when if what where who how see tell thank call ring text that".split()
)
_AFTER_U = frozenset("sure want need there can could like are have okay mean said".split())
_SPELLED = re.compile(r"[a-z0-9](?:-[a-z0-9]){2,40}\Z")
"""Letters joined by dashes: l-e-n-a."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text as words, contractions spelled out, punctuation kept as words of its own.

    Attributes:
        words: Lower case.
        capital: For each word, whether it was written with a capital first letter.
        upper: For each word, whether it was written all in capitals.
    """

    words: tuple[str, ...]
    capital: tuple[bool, ...]
    upper: tuple[bool, ...]

    def part(self, start: int, stop: int) -> Words:
        """Return some of the words."""
        return Words(self.words[start:stop], self.capital[start:stop], self.upper[start:stop])


def split_words(text: str) -> Words:
    """Split a text, at most its first `TEXT_CHARS_MAX` characters."""
    words: list[str] = []
    capital: list[bool] = []
    upper: list[bool] = []
    for raw in _TOKEN.findall(text[:TEXT_CHARS_MAX].translate(_APOSTROPHES)):
        lower = raw.lower()
        if "'" in lower or lower in _WHOLE:
            parts = _expand(lower)
        else:
            parts = lower.split("-") if "-" in lower and _SPELLED.match(lower) else (lower,)
        for part in parts:
            words.append(part)
            capital.append(raw[0].isupper())
            upper.append(raw.isupper())
    if "u" in words:
        words = [_unshortened(words, at) for at in range(len(words))]
    return Words(tuple(words), tuple(capital), tuple(upper))


def _unshortened(words: Sequence[str], at: int) -> str:
    """Return "you" for the typed letter in "can u retype it", and not for the one in "s, u, e"."""
    if words[at] != "u":
        return words[at]
    return "you" if words[at - 1] in _BEFORE_U or words[min(at + 1, len(words) - 1)] in _AFTER_U else "u"


def _expand(word: str) -> tuple[str, ...]:
    whole = _WHOLE.get(word)
    if whole is not None:
        return whole
    if word.endswith("n't"):
        return (word[:-3], "not")
    head, mark, tail = word.rpartition("'")
    suffix = _SUFFIXES.get(mark + tail)
    if suffix is not None:
        return (head, suffix)
    if tail == "s":
        return (head, "is") if head in _IS_AFTER else (head,)
    return (word,)


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase in a text: words from `start` up to `stop`, not included."""

    cue: str
    start: int
    stop: int


_Part = frozenset[str] | None
"""One place of a compiled pattern: the words allowed there, or None for a gap."""


class CueIndex:
    """Compiled patterns, found in one pass over a text's words."""

    __slots__ = ("_by_first",)

    def __init__(self, cues: Mapping[str, Iterable[str]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[_Part, ...], str]]] = {}
        for cue, patterns in cues.items():
            for pattern in patterns:
                for parts in _compile(pattern):
                    for word in sorted(parts[0] or ()):
                        self._by_first.setdefault(word, []).append((parts[1:], cue))

    def find(self, words: Sequence[str], start: int, stop: int) -> list[Found]:
        """Return every phrase within ``words[start:stop]``, in order of where it starts."""
        found: list[Found] = []
        by_first = self._by_first
        for at in range(start, stop):
            candidates = by_first.get(words[at])
            if candidates is None:
                continue
            following = words[at + 1] if at + 1 < stop else ""
            for parts, cue in candidates:
                if parts and parts[0] is not None and following not in parts[0]:
                    continue  # most patterns end here
                end = _match(parts, 0, words, at + 1, stop) if parts else at + 1
                if end >= 0:
                    found.append(Found(cue, at, end))
        return found


def _match(parts: tuple[_Part, ...], index: int, words: Sequence[str], at: int, stop: int) -> int:
    """Return where the rest of a pattern ends when it matches from `at`, else -1."""
    while index < len(parts):
        part = parts[index]
        if part is None:
            for skip in range(GAP_WORDS_MAX + 1):
                end = _match(parts, index + 1, words, at + skip, stop)
                if end >= 0:
                    return end
            return -1
        if at >= stop or words[at] not in part:
            return -1
        at += 1
        index += 1
    return at


def _compile(pattern: str) -> list[tuple[_Part, ...]]:
    """Return a pattern's variants: one for each choice of leaving out an optional word."""
    variants: list[tuple[_Part, ...]] = [()]
    for piece in pattern.split():
        if piece == "*":
            variants = [(*variant, None) for variant in variants]
            continue
        optional = len(piece) > 1 and piece.endswith("?")
        part = frozenset(piece.removesuffix("?").split("|")) if optional else frozenset(piece.split("|"))
        longer = [(*variant, part) for variant in variants]
        variants = longer + variants if optional else longer
    return [variant for variant in variants if variant and variant[0] is not None]
