"""What people spell out: digits, letters and the words between them, as pieces with their possible readings.

"oh seven seven double zero", "b for bravo", "three sevens", "nine hundred one two three". It never decides what the
characters are for; phone, ZIP, postcode, card and identifier parsers do, and choose among the readings.
"""

from collections.abc import Iterator, Sequence
from itertools import islice, product

import msgspec

from seatrial.text.context import Language
from seatrial.text.data import spelling_alphabets
from seatrial.text.digit_words import DIGIT_STARTS, REPEATS, Piece, digits_at, text_at
from seatrial.text.tokens import Token

RENDERINGS_MAX = 32


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


HOMOPHONES: dict[str, str] = {"to": "2", "too": "2", "for": "4", "fore": "4", "ate": "8", "won": "1", "sex": "6"}
_JOINERS = frozenset({"then", "and", "comma", "space", "dash", "hyphen", "minus", "gap", "stop", "y", "luego", "guion"})
_NEW_STRETCH = frozenset("=:;?!/\n")
_PLUSES = frozenset({"+", "plus", "mas"})
_COUNTED_CHARS_MIN = 3  # longer figures are numbers of their own
# "The other one": a thing, no digit, wherever digits follow.
_POINTERS = frozenset("other this that which whichever another every any our their his her".split())
_DETERMINERS = frozenset("the my our your his her their a that this".split())
_SORTS = frozenset(
    "old new last first second next right wrong same latest only whole shared joint work personal family main".split()
)
_RELATIVES = frozenset(
    "wife's husband's mum's mom's dad's son's daughter's sister's brother's partner's family's boss's missus's".split()
)
_AFTER_THING = frozenset({"more", "of", "that", "thing", "missing", "which"})
_EXPLAINS = frozenset(explainer[0] for group in spelling_alphabets.EXPLAINERS.values() for explainer in group)
_NOUGHTS = frozenset({"zero", "nought", "oh", "0"})
_LINKS = frozenset({"then", "and", "capital", "letter", "number", "luego"})
_NAMED = frozenset({"letter", "letters", "number", "numbers", "digits", "figures"})
_MAY_SPELL: frozenset[str] = frozenset(
    {*DIGIT_STARTS, *spelling_alphabets.NATO, *spelling_alphabets.LETTER_NAMES_EN}
    | {*spelling_alphabets.LETTER_NAMES_ES, *spelling_alphabets.SIGNS}
    | {*_LINKS, "the"}
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
        if word == "one" and _is_pronoun(tokens, position):
            piece = None
        elif word == "o":  # the letter, unless what it is for settles for nought
            piece = _letters_at(tokens, position, language)
        else:
            piece = (
                digits_at(tokens, position, language)
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
        text = tokens[position].text
        if not pieces and text not in DIGIT_STARTS and not text[0].isdecimal():
            pending_plus = text in _PLUSES
            position += 1
            continue
        piece = digits_at(tokens, position, language)
        if text in _NOUGHTS and text_at(tokens, position + 1) in {"in", "at"} and pieces:
            piece = None  # "04101, zero in front"
        if text == "one" and (
            text_at(tokens, position + 1) in _AFTER_THING if pieces else _is_pronoun(tokens, position)
        ):
            _close(runs, pieces, plus)
            pieces = []
            position += 1
            continue
        if piece is not None:
            if pieces and _starts_afresh(tokens, position, pieces):
                _close(runs, pieces, plus)
                pieces = []
            if not pieces:
                plus = pending_plus
            pieces.append(piece)
            position = piece.end
            continue
        pending_plus = text in _PLUSES
        if pending_plus or (pieces and not _joins(tokens, position, language)):
            _close(runs, pieces, plus)
            pieces = []
        elif pieces and text in HOMOPHONES:
            pieces.append(Piece(readings=(HOMOPHONES[text],), start=position, end=position + 1, kind="digits"))
        position += 1
    _close(runs, pieces, plus)
    return runs


def _is_pronoun(tokens: Sequence[Token], position: int) -> bool:
    """Whether a "one" stands for a thing: "the visa one 4417", "the other one double four", "the last one"."""
    following = text_at(tokens, position + 1)
    before = tokens[position - 1].text if position else ""
    if (
        before in _POINTERS
        or before in _RELATIVES
        or (before in _SORTS and position > 1 and tokens[position - 2].text in _DETERMINERS)
    ):
        return True
    if len(following) > 3 and following.isdecimal():
        return True
    return following in _AFTER_THING or (
        before == "the" and following not in _MAY_SPELL and not following[:1].isdecimal()
    )


def _starts_afresh(tokens: Sequence[Token], position: int, pieces: Sequence[Piece]) -> bool:
    """Whether digits begin a new stretch: "last4=6120", "a 5: 6120", "KT908814, 07700"."""
    before, last = tokens[position].before, tokens[position - 1]
    if before == " " and not last.glued:
        return False
    if not _NEW_STRETCH.isdisjoint(before):
        return True
    if position > 1 and last.glued and tokens[position - 2].text.isalpha() and len(tokens[position - 2].text) > 1:
        return True
    return _was_count(tokens, position, pieces) or _counts(tokens, position)


def _counts(tokens: Sequence[Token], position: int) -> bool:
    """Whether figures after a pause count something else: "33139. 4 of us", "07700 900123, 2 bed flat"."""
    before, text = tokens[position].before, tokens[position].text
    if len(text) > _COUNTED_CHARS_MIN or not text.isdecimal() or before[0:1] not in {",", "."}:
        return False
    following = text_at(tokens, position + 1)
    return (
        len(tokens[position - 1].text) > _COUNTED_CHARS_MIN
        and tokens[position - 1].text.isdecimal()
        and following.isalpha()
        and following not in _MAY_SPELL
    )


def _was_count(tokens: Sequence[Token], position: int, pieces: Sequence[Piece]) -> bool:
    """Whether what came before only counted: "there's two, 07700 900123 and ..."."""
    return (
        "," in tokens[position].before
        and len(pieces) == 1
        and len(pieces[0].readings[0]) == 1
        and len(tokens[position].text) > _COUNTED_CHARS_MIN
        and tokens[position].text[0].isdecimal()
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
        if text in {"and", "y"} and text_at(tokens, following)[:1].isdecimal():
            return False  # "90210 and 07700" are two numbers
        return digits_at(tokens, following, language) is not None
    if text not in HOMOPHONES or language != "en":
        return False
    following = position + 1
    if min(len(tokens[position - 1].text), len(text_at(tokens, following))) > _COUNTED_CHARS_MIN and (
        tokens[position - 1].text.isdecimal() and tokens[following].text.isdecimal()
    ):
        return False  # "from 90210 to 60614"
    while following < len(tokens) and tokens[following].text in HOMOPHONES:
        following += 1
    return digits_at(tokens, following, language) is not None


# -- letters ---------------------------------------------------------------------------------------------------


def _letters_at(tokens: Sequence[Token], position: int, language: Language) -> Piece | None:
    text = tokens[position].text
    if text in REPEATS:
        return _repeated_letter(tokens, position)
    if text == "x" and text_at(tokens, position + 1) == "ray":
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
    times = REPEATS[tokens[position].text]
    following = text_at(tokens, position + 1)
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
    following = text_at(tokens, end)
    for explainer in spelling_alphabets.EXPLAINERS[language] if following in _EXPLAINS else ():
        after = end + len(explainer)
        word = text_at(tokens, after)
        if word == "x" and text_at(tokens, after + 1) == "ray":
            word, after = "xray", after + 1
        if len(word) < 2 or not word[0].isalpha():
            continue
        if all(text_at(tokens, end + offset) == part for offset, part in enumerate(explainer)):
            named = spelling_alphabets.NATO.get(word, word[0].upper())
            if named == letter[0]:  # "d d for dog" may be one letter, explained
                again = start > 0 and tokens[start - 1].text == tokens[start].text
                return Piece(readings=(letter, "") if again else (letter,), start=start, end=after + 1, kind="letters")
            if start and tokens[start - 1].text == word[0]:  # "l s for leeds"
                return Piece(readings=(letter,), start=start, end=after + 1, kind="letters")
            if word in spelling_alphabets.NATO:  # the code word is heard better than the letter
                return Piece(readings=(named,), start=start, end=after + 1, kind="letters")
    if spelling_alphabets.NATO.get(following) == letter:
        return Piece(readings=(letter, letter * 2), start=start, end=end + 1, kind="letters")
    readings = (letter, "0") if letter == "O" else (letter,)
    return Piece(readings=readings, start=start, end=end, kind="letters")


def _sign(tokens: Sequence[Token], position: int) -> Piece | None:
    word = tokens[position].text
    sign = spelling_alphabets.SIGNS.get(word)
    if sign is not None:
        return Piece(readings=(sign,), start=position, end=position + 1, kind="sign")
    end = position + 1
    if word == "the" and text_at(tokens, end) in _NAMED:  # "k t and the number is four four"
        end += 2 if text_at(tokens, end + 1) in {"is", "are"} else 1
    elif word not in _LINKS:
        return None
    return Piece(readings=("", word.upper()), start=position, end=end, kind="joiner")
