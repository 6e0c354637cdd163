"""What people spell out: digits, letters and the words between them, as pieces with their possible readings.

"oh seven seven double zero", "b for bravo", "three sevens", "nine hundred one two three". It never decides what the
characters are for; phone, ZIP, postcode, card and identifier parsers do, and choose among the readings.
"""

from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import Literal

import msgspec

from seatrial.text.context import Language
from seatrial.text.data import numerals, spelling_alphabets
from seatrial.text.tokens import Token

RENDERINGS_MAX = 32
Kind = Literal["digits", "letters", "sign", "joiner", "word"]


class Piece(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A stretch of tokens [start, end) and what it may spell, likeliest first.

    Attributes:
        readings: Upper-case letters, digits or a sign; "" for words between characters ("and then").
        kind: "word" is an ordinary word, its reading the word itself.
    """

    readings: tuple[str, ...]
    start: int
    end: int
    kind: Kind


class DigitRun(msgspec.Struct, frozen=True, kw_only=True):
    """Digits said or typed in one go, over tokens [start, end)."""

    pieces: tuple[Piece, ...]
    start: int
    end: int
    plus: bool = False

    @property
    def digits(self) -> str:
        """The likeliest reading."""
        return "".join(piece.readings[0] for piece in self.pieces)

    def renderings(self) -> Iterator[str]:
        """Yield at most RENDERINGS_MAX readings, the likeliest first."""
        seen: set[str] = set()
        for choice in islice(product(*(piece.readings for piece in self.pieces)), RENDERINGS_MAX):
            written = "".join(choice)
            if written not in seen:
                seen.add(written)
                yield written


_ZERO_WORDS: dict[Language, frozenset[str]] = {
    "en": frozenset({"oh", "o", "zero", "nought", "naught", "nil", "ought", "aught", "zeroes"}),
    "es": frozenset({"cero"}),
}
_REPEATS: dict[str, int] = {
    "double": 2,
    "dubble": 2,
    "triple": 3,
    "treble": 3,
    "tripple": 3,
    "quadruple": 4,
    "doble": 2,
}
_DIGITS_EN: dict[str, str] = {
    **{word: str(value) for word, value in numerals.UNITS_EN.items() if value < 10},
    **dict.fromkeys(_ZERO_WORDS["en"], "0"),
    "niner": "9", "fife": "5",
}  # fmt: skip
_DIGITS_ES: dict[str, str] = {
    word: str(value) for word, value in numerals.UNITS_ES.items() if value < 10 and word not in {"un", "una"}
}
_TEENS_EN: dict[str, int] = {word: value for word, value in numerals.UNITS_EN.items() if value >= 10}
_PLURAL_DIGITS_EN: dict[str, str] = {
    **{word + ("es" if word == "six" else "s"): digit for word, digit in _DIGITS_EN.items() if len(word) > 1},
    "zeroes": "0", "zeros": "0", "ohs": "0", "os": "0",
}  # fmt: skip
# What a recogniser hears for a digit; believed only between two digits.
HOMOPHONES: dict[str, str] = {"to": "2", "too": "2", "for": "4", "fore": "4", "ate": "8", "won": "1", "sex": "6"}
_JOINERS = frozenset({"then", "and", "comma", "space", "dash", "hyphen", "minus", "gap", "stop", "y", "luego", "guion"})
_SLASHED_CHARS_MIN = 11  # 617/555/0135 is a telephone number, 12/12/2026 a date
_COUNTS: dict[str, int] = {"two": 2, "three": 3, "four": 4, "five": 5, "2": 2, "3": 3, "4": 4, "5": 5}


_MAY_SPELL: frozenset[str] = frozenset(
    {*_DIGITS_EN, *_DIGITS_ES, *_TEENS_EN, *numerals.TENS_EN, *numerals.UNITS_ES, *numerals.TENS_ES, *_REPEATS}
    | {*numerals.HUNDREDS_ES, *spelling_alphabets.NATO, *spelling_alphabets.LETTER_NAMES_EN}
    | {*spelling_alphabets.LETTER_NAMES_ES, *spelling_alphabets.SIGNS}
    | {"then", "and", "capital", "letter", "number", "luego"}
)


def spell_out(tokens: Sequence[Token], language: Language) -> list[Piece]:
    """Read every token as spelled characters where it can be, as a word where it cannot."""
    pieces: list[Piece] = []
    position = 0
    while position < len(tokens):
        word = tokens[position].text
        if len(word) > 1 and word not in _MAY_SPELL and not word[0].isdecimal():
            pieces.append(Piece(readings=(word.upper(),), start=position, end=position + 1, kind="word"))
            position += 1
            continue
        if word == "o":  # the letter, unless what it is for settles for nought
            piece = _letters_at(tokens, position, language)
        else:
            piece = (
                _digits_at(tokens, position, language)
                or _letters_at(tokens, position, language)
                or _sign(tokens, position)
            )
        if piece is None:
            piece = Piece(readings=(word.upper(),), start=position, end=position + 1, kind="word")
        pieces.append(piece)
        position = piece.end
    return pieces


def digit_runs(tokens: Sequence[Token], language: Language) -> list[DigitRun]:
    """Find the maximal stretches of digits, said or typed; joining words ("then", "dash") don't break them."""
    runs: list[DigitRun] = []
    pieces: list[Piece] = []
    plus = False
    pending_plus = False
    position = 0
    count = len(tokens)
    while position < count:
        piece = _digits_at(tokens, position, language)
        if piece is not None and not pieces and _is_pronoun(tokens, position):
            position += 1
            continue
        if piece is not None:
            if pieces and _starts_afresh(tokens, position):
                _close(runs, pieces, plus)
                pieces = []
            if not pieces:
                plus = pending_plus
            pieces.append(piece)
            position = piece.end
            continue
        text = tokens[position].text
        pending_plus = text in {"+", "plus", "mas"}
        if pending_plus or (pieces and not _joins(tokens, position, language)):
            _close(runs, pieces, plus)
            pieces = []
        elif pieces and text in HOMOPHONES:
            pieces.append(Piece(readings=(HOMOPHONES[text],), start=position, end=position + 1, kind="digits"))
        position += 1
    _close(runs, pieces, plus)
    return runs


def _is_pronoun(tokens: Sequence[Token], position: int) -> bool:
    """Whether "one" stands for a thing before figures: "the visa one 4417"."""
    return (
        tokens[position].text == "one"
        and len(_text(tokens, position + 1)) > 3
        and tokens[position + 1].text.isdecimal()
    )


def _starts_afresh(tokens: Sequence[Token], position: int) -> bool:
    """Whether digits begin a new stretch: "last4=6120", "a 5: 6120"."""
    return any(mark in tokens[position].before for mark in "=:;?!/\n") or (
        position > 1
        and tokens[position - 1].glued
        and tokens[position - 2].text.isalpha()
        and len(tokens[position - 2].text) > 2
    )


def _close(runs: list[DigitRun], pieces: list[Piece], plus: bool) -> None:
    if pieces:
        runs.append(DigitRun(pieces=tuple(pieces), start=pieces[0].start, end=pieces[-1].end, plus=plus))


def _joins(tokens: Sequence[Token], position: int, language: Language) -> bool:
    """Whether the word at `position` stands between two digits without ending the run."""
    text = tokens[position].text
    if text in _JOINERS:
        following = position + 1
        while following < len(tokens) and tokens[following].text in _JOINERS:
            following += 1
        if text in {"and", "y"} and _text(tokens, following)[:1].isdecimal():
            return False  # "90210 and 07700" are two numbers
        return _digits_at(tokens, following, language) is not None
    if text not in HOMOPHONES or language != "en":
        return False
    following = position + 1
    while following < len(tokens) and tokens[following].text in HOMOPHONES:
        following += 1
    return _digits_at(tokens, following, language) is not None


# -- digits ----------------------------------------------------------------------------------------------------


def _digits_at(tokens: Sequence[Token], position: int, language: Language) -> Piece | None:
    if position >= len(tokens):
        return None
    text = tokens[position].text
    if text[0].isdecimal():
        return _literal_digits(tokens, position)
    if text in _REPEATS:
        return _repeated_digit(tokens, position, language)
    read = _en_digits(tokens, position) if language == "en" else _es_digits(tokens, position)
    if read is None:
        return None
    readings, end = read
    return Piece(readings=readings, start=position, end=end, kind="digits")


def _text(tokens: Sequence[Token], position: int) -> str:
    return tokens[position].text if position < len(tokens) else ""


def _literal_digits(tokens: Sequence[Token], position: int) -> Piece | None:
    text = tokens[position].text
    if text in _COUNTS and (digit := _PLURAL_DIGITS_EN.get(_text(tokens, position + 1))):
        return Piece(readings=(digit * _COUNTS[text],), start=position, end=position + 2, kind="digits")
    if _text(tokens, position + 1) == "s" and tokens[position + 1].glued:
        return None  # 1980s
    if text.isdecimal():
        if _text(tokens, position + 1) == "hundred":
            return Piece(readings=(text + "00",), start=position, end=position + 2, kind="digits")
        return _with_typed_noughts(tokens, position)
    if ":" in text or ("/" in text and len(text) < _SLASHED_CHARS_MIN):
        return None  # a time, a date
    digits = "".join(char for char in text if char.isdecimal())
    return Piece(readings=(digits,), start=position, end=position + 1, kind="digits")


def _with_typed_noughts(tokens: Sequence[Token], position: int) -> Piece:
    """Figures with the letter O typed for nought: "077OO"."""
    digits, end = tokens[position].text, position + 1
    while end < len(tokens) and tokens[end].glued and set(tokens[end].text) == {"o"}:
        digits += "0" * len(tokens[end].text)
        end += 1
    return Piece(readings=(digits,), start=position, end=end, kind="digits")


def _repeated_digit(tokens: Sequence[Token], position: int, language: Language) -> Piece | None:
    times = _REPEATS[tokens[position].text]
    following = _text(tokens, position + 1)
    if not following:
        return None
    if following.isdecimal():
        readings = (following[0] * times + following[1:],)
        return Piece(readings=readings, start=position, end=position + 2, kind="digits")
    digit = (_DIGITS_EN if language == "en" else _DIGITS_ES).get(following)
    if digit is None:
        return None
    return Piece(readings=(digit * times,), start=position, end=position + 2, kind="digits")


def _en_digits(tokens: Sequence[Token], position: int) -> tuple[tuple[str, ...], int] | None:
    text = tokens[position].text
    following = _text(tokens, position + 1)
    digit = _DIGITS_EN.get(text)
    if digit is not None:
        if text in _COUNTS and following in _PLURAL_DIGITS_EN:
            return (_PLURAL_DIGITS_EN[following] * _COUNTS[text],), position + 2
        if following in {"hundred", "thousand"} and digit != "0":
            return _round_number(tokens, position + 1, int(digit))
        return (digit,), position + 1
    if text in {"hundred", "thousand"}:
        return None
    if text == "a" and following in {"hundred", "thousand"}:
        return _round_number(tokens, position + 1, 1)
    below = _below_hundred(tokens, position)
    if below is None:
        return None
    value, end = below
    if _text(tokens, end) in {"hundred", "thousand"}:
        return _round_number(tokens, end, value)
    apart = str(value - value % 10) + str(value % 10)  # "nine sixty, one two three"
    return ((str(value), apart) if end == position + 2 else (str(value),)), end


def _below_hundred(tokens: Sequence[Token], position: int) -> tuple[int, int] | None:
    """A number said as one group: "three", "fourteen", "twenty", "twenty three"."""
    text = _text(tokens, position)
    if text in _TEENS_EN:
        return _TEENS_EN[text], position + 1
    if text in numerals.TENS_EN:
        value = numerals.TENS_EN[text]
        unit = numerals.UNITS_EN.get(_text(tokens, position + 1), 0)
        return (value + unit, position + 2) if 0 < unit < 10 else (value, position + 1)
    if text in numerals.UNITS_EN:
        return numerals.UNITS_EN[text], position + 1
    return None


def _round_number(tokens: Sequence[Token], scale_at: int, value: int) -> tuple[tuple[str, ...], int]:
    """Digits from a round number: "nine hundred" before more digits is 900, but "nine hundred and one" is 901."""
    scale = 100 if tokens[scale_at].text == "hundred" else 1_000
    base = value * scale
    end = scale_at + 1
    joined = _text(tokens, end) == "and"
    rest_at = end + 1 if joined else end
    if scale == 1_000 and (hundreds := _hundreds(tokens, rest_at)) is not None:
        return (str(base + hundreds[0]),), hundreds[1]
    rest = _below_hundred(tokens, rest_at)
    if rest is None or rest[0] == 0:
        return (str(base),), end
    summed, apart = str(base + rest[0]), str(base) + str(rest[0])
    if scale == 1_000 and not joined and _text(tokens, rest[1]) not in {"hundred", "thousand"}:
        return (summed,), rest[1]
    if _text(tokens, rest[1]) in {"hundred", "thousand"}:
        return (str(base),), end
    more_follow = _text(tokens, rest[1]) in _DIGITS_EN or _text(tokens, rest[1])[:1].isdecimal()
    if rest[0] < 10 and not joined:
        return ((apart,) if more_follow else (summed, apart)), rest[1]
    return (summed, apart), rest[1]


def _hundreds(tokens: Sequence[Token], position: int) -> tuple[int, int] | None:
    """Read "four hundred and seventeen" after a thousand."""
    head = _below_hundred(tokens, position)
    if head is None or _text(tokens, head[1]) != "hundred":
        return None
    end = head[1] + 1
    rest = _below_hundred(tokens, end + 1 if _text(tokens, end) == "and" else end)
    return (head[0] * 100 + rest[0], rest[1]) if rest is not None else (head[0] * 100, end)


def _es_digits(tokens: Sequence[Token], position: int) -> tuple[tuple[str, ...], int] | None:
    text = tokens[position].text
    if text in _DIGITS_ES:
        return (_DIGITS_ES[text],), position + 1
    if text in numerals.UNITS_ES and numerals.UNITS_ES[text] >= 10:
        return (str(numerals.UNITS_ES[text]),), position + 1
    if text in numerals.TENS_ES:
        value = numerals.TENS_ES[text]
        joined = _text(tokens, position + 1) == "y"
        unit = numerals.UNITS_ES.get(_text(tokens, position + 2), 0) if joined else 0
        return ((str(value + unit),), position + 3) if 0 < unit < 10 else ((str(value),), position + 1)
    if text in numerals.HUNDREDS_ES:
        value = numerals.HUNDREDS_ES[text]
        rest = _es_digits(tokens, position + 1) if position + 1 < len(tokens) else None
        if rest is None or not 0 < int(rest[0][0]) < 100:
            return (str(value),), position + 1
        return (str(value + int(rest[0][0])), str(value) + rest[0][0]), rest[1]
    return None


# -- letters ---------------------------------------------------------------------------------------------------


def _letters_at(tokens: Sequence[Token], position: int, language: Language) -> Piece | None:
    text = tokens[position].text
    if text in _REPEATS:
        return _repeated_letter(tokens, position)
    if text == "x" and _text(tokens, position + 1) == "ray":
        return _explained(tokens, position, position + 2, "X", language)
    names = spelling_alphabets.LETTER_NAMES_EN if language == "en" else spelling_alphabets.LETTER_NAMES_ES
    if len(text) == 1 and text.isascii() and text.isalpha():
        return _explained(tokens, position, position + 1, text.upper(), language)
    if text in names:
        explained = _explained(tokens, position, position + 1, names[text], language)
        if explained.end > position + 1 or text in spelling_alphabets.LETTER_NAMES_CERTAIN:
            return explained
        return Piece(readings=(text.upper(), names[text]), start=position, end=position + 1, kind="word")
    if text in spelling_alphabets.NATO:
        letter = spelling_alphabets.NATO[text]
        return Piece(readings=(letter, text.upper()), start=position, end=position + 1, kind="letters")
    return None


def _repeated_letter(tokens: Sequence[Token], position: int) -> Piece | None:
    times = _REPEATS[tokens[position].text]
    following = _text(tokens, position + 1)
    if times == 2 and following in {"u", "you", "yoo"}:
        return _explained(tokens, position, position + 2, "W", "en")
    letter = spelling_alphabets.NATO.get(following) or (following.upper() if len(following) == 1 else "")
    if not letter.isalpha():
        letter = spelling_alphabets.LETTER_NAMES_EN.get(following, "")
    if not letter:
        return None
    piece = _explained(tokens, position + 1, position + 2, letter, "en")
    return Piece(readings=(letter * times,), start=position, end=piece.end, kind="letters")


def _explained(tokens: Sequence[Token], start: int, end: int, letter: str, language: Language) -> Piece:
    """A letter, with the "for bravo" or "as in sugar" that may follow it."""
    for explainer in spelling_alphabets.EXPLAINERS[language]:
        after = end + len(explainer)
        word = _text(tokens, after)
        if word == "x" and _text(tokens, after + 1) == "ray":
            word, after = "xray", after + 1
        if len(word) < 2 or not word[0].isalpha():
            continue
        if all(_text(tokens, end + offset) == part for offset, part in enumerate(explainer)):
            named = spelling_alphabets.NATO.get(word, word[0].upper())
            if named == letter[0]:
                return Piece(readings=(letter,), start=start, end=after + 1, kind="letters")
            if word in spelling_alphabets.NATO:  # the code word is heard better than the letter
                return Piece(readings=(named,), start=start, end=after + 1, kind="letters")
    if spelling_alphabets.NATO.get(_text(tokens, end)) == letter:
        return Piece(readings=(letter, letter * 2), start=start, end=end + 1, kind="letters")
    readings = (letter, "0") if letter == "O" else (letter,)
    return Piece(readings=readings, start=start, end=end, kind="letters")


def _sign(tokens: Sequence[Token], position: int) -> Piece | None:
    sign = spelling_alphabets.SIGNS.get(tokens[position].text)
    if sign is not None:
        return Piece(readings=(sign,), start=position, end=position + 1, kind="sign")
    if tokens[position].text in {"then", "and", "capital", "letter", "number", "luego"}:
        return Piece(readings=("", tokens[position].text.upper()), start=position, end=position + 1, kind="joiner")
    return None
