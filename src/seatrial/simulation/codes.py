"""Letters and digits as people hear them: "B for bravo, S, one four, D J" is bs14dj; so is "BS1 4DJ".

Finds runs of code-like words in a text, and e-mail addresses spoken or written. Never decides whose code it is.
Called by `facts` and `reading`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from seatrial.simulation.cues import Words
from seatrial.simulation.lexicon import Lexicon

_SKIPPED = frozenset({",", ";", ":", ".", "-", "space", "then", "and"})
_UPPER_MAX = 4
_DATE = re.compile(r"(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d\Z")
_BEFORE_WORDS = 8
_DATE_CHARS_MIN = 8


@dataclass(frozen=True, slots=True)
class Run:
    """A run of code-like words.

    Attributes:
        text: Its letters and digits, lower case, nothing between.
        edges: Offsets in `text` where a word begins or the run ends.
        start: Index of its first word.
        stop: Index after its last word.
    """

    text: str
    edges: frozenset[int]
    start: int
    stop: int

    def contains(self, key: str) -> bool:
        """Tell whether the run holds this code, from the beginning of a word to the end of one."""
        at = self.text.find(key)
        while at >= 0:
            if at in self.edges and at + len(key) in self.edges:
                return True
            at = self.text.find(key, at + 1)
        return False


def code_runs(words: Words, lexicon: Lexicon) -> list[Run]:
    """Return the runs of a text, in order."""
    runs: list[Run] = []
    pieces: list[str] = []
    start = stop = at = 0
    total = len(words.words)
    while at < total:
        piece, used = _piece(words, at, lexicon, bool(pieces))
        if used:
            if not pieces:
                start = at
            pieces.append(piece)
            at += used
            stop = at
        elif pieces and words.words[at] in _SKIPPED and not (words.words[at] == "." and at + 1 == total):
            at += 1
        else:
            if pieces:
                runs.append(_run(pieces, start, stop))
                pieces = []
            at += 1
    if pieces:
        runs.append(_run(pieces, start, stop))
    return runs


def _run(pieces: Sequence[str], start: int, stop: int) -> Run:
    edges = {0}
    length = 0
    for piece in pieces:
        length += len(piece)
        edges.add(length)
    return Run("".join(pieces), frozenset(edges), start, stop)


def _piece(words: Words, at: int, lexicon: Lexicon, in_run: bool) -> tuple[str, int]:
    """Return the code that begins at a word and how many words it takes, or ("", 0)."""
    word = words.words[at]
    if len(word) == 1 and word.isalnum():
        if word in lexicon.grammar.word_letters and not _among_letters(words.words, at):
            return "", 0
        return _letter(words.words, at, lexicon)
    if word[0].isdigit() or (word[0] == "+" and len(word) > 1):
        if len(word) >= _DATE_CHARS_MIN and _DATE.match(word):
            return "", 0
        plain = word.replace("-", "").replace(".", "").replace("/", "").replace("+", "")
        return (plain, 1) if plain.isalnum() and ":" not in word and "@" not in word else ("", 0)
    if word in lexicon.multiples and at + 1 < len(words.words):
        piece, used = _piece(words, at + 1, lexicon, True)
        return (piece * lexicon.multiples[word], used + 1) if len(piece) == 1 else ("", 0)
    return _worded(words, at, word, lexicon, in_run)


def _worded(words: Words, at: int, word: str, lexicon: Lexicon, in_run: bool) -> tuple[str, int]:
    number = lexicon.numbers.get(word)
    if number is not None:
        return number, 1
    tens = lexicon.tens.get(word)
    if tens is not None:
        joint = lexicon.grammar.folds and words.words[at + 1 : at + 2] == ("y",)
        place = at + 1 + joint
        unit = lexicon.numbers.get(words.words[place], "") if place < len(words.words) else ""
        return (str(tens + int(unit)), 2 + joint) if len(unit) == 1 and unit != "0" else (str(tens), 1)
    letter = lexicon.alphabet.get(word)
    if letter is not None and (in_run or _code_follows(words.words, at + 1, lexicon)):
        return letter, 1
    if any(char.isdigit() for char in word):
        plain = word.replace("-", "")  # C-4471
        return (plain, 1) if plain.isalnum() else ("", 0)
    if words.upper[at] and len(word) <= _UPPER_MAX and word.isalpha():
        return word, 1
    return "", 0


def _among_letters(words: Sequence[str], at: int) -> bool:
    """Tell whether a letter that is a word too stands beside other letters: "a, n, a" and not "a las diez"."""
    for step in (-1, 1):
        place = at + step
        while 0 <= place < len(words) and words[place] == ",":
            place += step
        if 0 <= place < len(words) and (len(words[place]) == 1 or words[place] == "de") and words[place].isalpha():
            return True
    return False


def _letter(words: Sequence[str], at: int, lexicon: Lexicon) -> tuple[str, int]:
    """Return a single letter or digit, with the "for bravo" after it."""
    word = words[at]
    if word == "o" and at + 1 < len(words) and words[at + 1][0].isdigit():
        return "0", 1
    last = at + 1
    while last < len(words) and last <= at + 2 and words[last] in lexicon.letter_joiners | {"in"}:
        last += 1
    if last > at + 1 and last < len(words) and words[last].startswith(word) and len(words[last]) > 1:
        return word, last - at + 1
    return word, 1


def _code_follows(words: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    while at < len(words) and words[at] in _SKIPPED:
        at += 1
    if at >= len(words):
        return False
    word = words[at]
    return (
        (len(word) == 1 and word.isalnum()) or word in lexicon.alphabet or word in lexicon.numbers or word[0].isdigit()
    )


def emails(words: Words, lexicon: Lexicon) -> list[tuple[str, str]]:
    """Return the e-mail addresses of a text, each with the words just before it run together.

    Where a spoken address begins is not written anywhere ("to jane smith at gmail dot com"), so whoever compares may
    take some of the words before it as part of it.
    """
    found: list[tuple[str, str]] = []
    texts = words.words
    for at, word in enumerate(texts):
        if "@" in word and "." in word.rpartition("@")[2]:
            found.append((word, ""))
        elif lexicon.symbols.get(word) == "@" and at > 0:
            domain = _domain(texts, at + 1, lexicon)
            if domain:
                start, local = _local(words, at, lexicon)
                before = texts[max(0, start - _BEFORE_WORDS) : start]
                found.append((f"{local}@{domain}", "".join(_address_piece(text, lexicon) for text in before)))
    return found


def _address_piece(word: str, lexicon: Lexicon) -> str:
    piece = lexicon.symbols.get(word) or (lexicon.numbers.get(word, word) if len(word) > 1 else word)
    return piece if piece != "," else ""


def _domain(texts: Sequence[str], at: int, lexicon: Lexicon) -> str:
    parts: list[str] = []
    dots = 0
    while at < len(texts) and len(parts) < 12:
        word = texts[at]
        if word == "," and (not parts or (texts[at + 1 : at + 2] and texts[at + 1] in lexicon.symbols)):
            at += 1
            continue
        symbol = lexicon.symbols.get(word)
        if symbol in {".", "-"}:
            parts.append(symbol)
            dots += symbol == "."
        elif not parts or parts[-1] in {".", "-"}:
            if not word[0].isalnum():
                break
            parts.append(word)
        else:
            break
        at += 1
    text = "".join(parts).rstrip(".-")
    return text if dots and "." in text else ("" if "." not in text else text)


def _local(words: Words, at: int, lexicon: Lexicon) -> tuple[int, str]:
    """Return where the local part before an "at" begins, as far as anybody can tell, and the part."""
    texts = words.words
    parts: list[str] = []
    start = at
    while start > 0 and at - start < 60:
        piece, begin = _piece_before(words, start, lexicon)
        symbol = bool(piece) and not piece.isalnum()
        joined = not parts or symbol or not parts[0].isalnum() or (_spelled(piece) and _spelled(parts[0]))
        if texts[start - 1] == ",":
            start -= 1
            continue
        if not piece or not joined:
            break
        parts.insert(0, piece)
        start = begin
    return start, "".join(parts).lstrip(".")


def _spelled(piece: str) -> bool:
    return len(piece) == 1 or piece.isdigit()


def _piece_before(words: Words, stop: int, lexicon: Lexicon) -> tuple[str, int]:
    """Return the piece of an address that ends before a word, and where it begins."""
    texts = words.words
    word = texts[stop - 1]
    if (
        stop >= 3
        and len(texts[stop - 3]) == 1
        and texts[stop - 2] in lexicon.letter_joiners
        and word[0] == texts[stop - 3]
    ):
        return texts[stop - 3], stop - 3
    if (
        stop >= 4
        and len(texts[stop - 4]) == 1
        and texts[stop - 3 : stop - 1] == ("as", "in")
        and word[0] == texts[stop - 4]
    ):
        return texts[stop - 4], stop - 4
    symbol = lexicon.symbols.get(word)
    if symbol is not None:
        return symbol, stop - 1
    piece = lexicon.numbers.get(word, word) if len(word) > 1 else word
    if stop >= 2 and texts[stop - 2] in lexicon.multiples and len(piece) == 1:
        return piece * lexicon.multiples[texts[stop - 2]], stop - 2
    if piece != word:
        return piece, stop - 1
    return (word, stop - 1) if word[0].isalnum() else ("", stop)
