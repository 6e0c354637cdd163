"""Text into sentences, whole or as it streams in: what is checked and spoken one piece at a time.

Never cuts a number, an abbreviation, an address or a name ("3.50", "e.g.", "Dr. Smith", "www.x.com"), and never loses a
character: the pieces joined are the text. A cut depends only on the text around it, so a stream is cut in the same
places however it arrives. Called by output guardrails and by whoever streams a model's words into speech.
"""

from __future__ import annotations

import re

CHUNK_CHARS_MAX = 400
"""A piece without an end this long is cut at a space: speech must begin, and a guardrail must look."""

FIRST_CLAUSE_CHARS = 10
"""A streamed answer may begin with a clause ("Certainly, ") of at least so much: the first sound comes earlier."""

_GAP = re.compile(r"\s+(?=\S)")
_ENDS = ".!?…"
_CLAUSE_ENDS = ",;:–—"
_CLOSERS = "\"'”’»)]}"
_OPENERS = "\"'“‘«([{¿¡"

# Never the end of a sentence: a name, a number or an example follows.
_TITLES: tuple[tuple[str, frozenset[str]], ...] = (
    (
        "en",
        frozenset(
            "mr mrs ms mx dr prof rev hon st sgt capt lt col gen messrs vs cf eg ie e.g i.e viz approx esp incl fig "
            "dept ave rd blvd".split()
        ),
    ),
    (
        "es",
        frozenset(
            "sr sra srta sres dr dra prof d dª dña ud uds vd avda av c ctra pza pl p.ej ej aprox núm nº art tel depto "
            "ee e.g i.e".split()
        ),
    ),
)
# The end of a sentence unless a number follows: "No. 5", but "No. That is wrong."
_BEFORE_NUMBERS = frozenset("no nos nr num núm art fig p pp pg pág vol ch cap tel ext apt apdo a.m p.m".split())
_MERIDIEM = frozenset({"a.m", "p.m"})


def sentences(text: str, locale: str) -> list[str]:
    """Split a text into sentences, each with the space that follows it; joined they are the text."""
    chunker = SentenceChunker(locale, first_clause=False)
    return chunker.feed(text) + chunker.flush()


class SentenceChunker:
    """Cuts a stream of text into pieces that can be spoken, as early as that is safe."""

    __slots__ = ("_buffer", "_first_clause", "_titles")

    def __init__(self, locale: str, *, first_clause: bool = True) -> None:
        """Begin an answer.

        Args:
            locale: Whose abbreviations apply; unknown languages get the English ones.
            first_clause: Whether the first piece may be a clause rather than a sentence.
        """
        language = locale[:2].lower()
        self._titles = next((words for name, words in _TITLES if name == language), _TITLES[0][1])
        self._first_clause = first_clause
        self._buffer = ""

    def feed(self, delta: str) -> list[str]:
        """Take some more text; return the pieces that are complete."""
        buffer = self._buffer + delta
        pieces: list[str] = []
        start = 0
        while (end := self._cut(buffer, start)) is not None:
            pieces.append(buffer[start:end])
            self._first_clause = False
            start = end
        self._buffer = buffer[start:]
        return pieces

    def flush(self) -> list[str]:
        """The text is complete: return what is left, if anything, and begin anew without a first clause."""
        rest, self._buffer = self._buffer, ""
        self._first_clause = False
        return [rest] if rest else []

    def _cut(self, text: str, start: int) -> int | None:
        """Return where the piece that begins at `start` ends; None when that cannot be known yet."""
        limit = start + CHUNK_CHARS_MAX
        last_space = 0
        for gap in _GAP.finditer(text, start, limit + 1):  # bounded: a gap that reaches further is no gap yet
            end = last_space = gap.end()
            if self._ends(text, start, gap.start(), end):
                return end
        if len(text) <= limit:
            return None
        return last_space or limit

    def _ends(self, text: str, start: int, gap: int, after: int) -> bool:
        """Tell whether a piece ends before the gap, given the first character after it."""
        if gap == start:
            return False
        if "\n" in text[gap:after]:
            return True
        last = gap - 1
        while last > start and text[last] in _CLOSERS:
            last -= 1
        mark, following = text[last], text[after]
        if mark in _ENDS:
            return self._ends_sentence(text, start, last, gap, following)
        return (
            self._first_clause
            and mark in _CLAUSE_ENDS
            and last - start >= FIRST_CLAUSE_CHARS - 1
            and not (text[last - 1].isdecimal() and following.isdecimal())
        )

    def _ends_sentence(self, text: str, start: int, last: int, gap: int, following: str) -> bool:
        if text[last] in "!?":
            return gap == last + 1 or not following.islower()  # "Really?" she said
        if following.islower():
            return False
        if text[last] == "…" or text[last - 1 : last] == ".":
            return True
        word_start = last
        while word_start > start and not text[word_start - 1].isspace() and text[word_start - 1] not in _OPENERS:
            word_start -= 1
        word = text[word_start:last]
        lower = word.lower()
        if lower in self._titles or (lower in _BEFORE_NUMBERS and following.isdecimal()):
            return False
        if len(word) <= 2 and word.isdecimal() and (word_start == start or text[word_start - 1] == "\n"):
            return False  # "1. Turn off the water."
        return lower in _MERIDIEM or not _is_initials(word)


def _is_initials(word: str) -> bool:
    """Tell whether a word is an initial or several, as in "J. Smith" or "the U.K. office"."""
    return all(len(part) == 1 and part.isalpha() for part in word.split(".")) and word not in {"I", "a", "A", "y", "o"}
