"""Finds the street line of an address: unit, house number and street, said or typed.

"Flat three ninety one park street" is Flat 3, 91 Park Street; "twelve oh one main street apartment four b" is
1201 Main Street Apartment 4B. Never reads towns or postcodes. Used by the address parser.
"""

from collections.abc import Sequence

import msgspec

from seatrial.text.context import Language
from seatrial.text.data import street_words as data
from seatrial.text.data.common_words import COMMON_WORDS, FUNCTION_WORDS
from seatrial.text.data.numerals import ORDINALS_EN, TENS_EN
from seatrial.text.spoken import Piece, spell_out
from seatrial.text.tokens import Token

_STREET_WORDS_MAX = 6
_PADDING = [""] * 12
_HOUSE_NUMBER_DIGITS_MAX = 6
_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_MONEY = frozenset("£$€")
_NUMBER_MARKS = frozenset({"number", "no"})


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A street line over tokens [start, end)."""

    text: str
    start: int
    end: int


class Spelling:
    """Tokens with what each spells, so that numbers are read once."""

    __slots__ = ("_piece_at", "_words", "pieces", "tokens")

    def __init__(self, tokens: Sequence[Token], language: Language) -> None:
        self.tokens = tokens
        self.pieces: list[Piece] = spell_out(tokens, language)
        self._words = [token.text for token in tokens] + _PADDING  # also what stands before the first word
        self._piece_at = {piece.start: piece for piece in self.pieces}

    def text(self, at: int) -> str:
        """The folded word at `at`, or "" just outside."""
        return self._words[at]

    def digits(self, at: int) -> Piece | None:
        """The digits that begin at `at`, unless they are an ordinal or a lone "o"."""
        piece = self._piece_at.get(at)
        if piece is None or piece.kind != "digits" or self.ordinal_end(at):
            return None
        return piece

    def letter(self, at: int) -> str:
        """The single letter at `at`, or ""."""
        piece = self._piece_at.get(at)
        text = self.text(at)
        if piece is not None and piece.kind == "letters" and len(piece.readings[0]) == 1:
            return piece.readings[0]
        return text.upper() if len(text) == 1 and text.isalpha() else ""

    def letter_end(self, at: int) -> int:
        """Where the letter at `at` ends, its "for bravo" included."""
        piece = self._piece_at.get(at)
        return piece.end if piece is not None else at + 1

    def ordinal_end(self, at: int) -> int:
        """Where an ordinal that begins at `at` ends, or 0."""
        text, following = self.text(at), self.text(at + 1)
        if text.isdecimal():
            return at + 2 if following in _ORDINAL_ENDINGS and self.tokens[at + 1].glued else 0
        if text in TENS_EN:
            return at + 2 if ORDINALS_EN.get(following, 99) < 10 else 0
        return at + 1 if text in ORDINALS_EN else 0

    def starts_after_comma(self, at: int) -> bool:
        """Whether a comma or a line break stands before the word at `at`."""
        before = self.tokens[at].before if at < len(self.tokens) else ""
        return "," in before or "\n" in before or ";" in before


def find_line(spelling: Spelling, limit: int, *, loose: bool) -> Line | None:
    """Return the first street line before token `limit`.

    Args:
        spelling: The words.
        limit: Where the postcode begins, or how many tokens there are.
        loose: Whether a number and a name without a street word will do (a comma or a postcode bounds them).
    """
    for start in range(limit):
        if not _may_begin(spelling, start):
            continue
        line = _line_at(spelling, start, limit)
        if line is not None:
            return line
    if loose:
        for start in range(limit):
            if _may_begin(spelling, start) and (line := _unnamed_street(spelling, start, limit)) is not None:
                return line
    return _house_name(spelling, limit)


def _may_begin(spelling: Spelling, at: int) -> bool:
    if spelling.text(at) in data.UNITS:
        return True
    before = spelling.tokens[at].before
    if (at and not before and spelling.text(at - 1).isalpha()) or "_" in before or spelling.text(at - 1) in _MONEY:
        return False  # inside a reference such as "df89bm", or a price
    if spelling.text(at) == "one" and spelling.text(at + 1) == "way":
        return False  # "one way street"
    return spelling.digits(at) is not None and spelling.text(at) not in {"oh", "o"}


def _line_at(spelling: Spelling, start: int, limit: int) -> Line | None:
    words: list[str] = []
    at = _unit(spelling, start, words)
    has_unit = at > start
    first = _floor_start(spelling, start)
    if first < start:
        _write(spelling, first, start, words_before := [])
        words[:0] = words_before
    if has_unit:
        at = _building(spelling, at, limit, words)
    after_number = _house_number(spelling, at, words)
    if after_number == at and not has_unit:
        return None
    end = _street_end(spelling, after_number, limit)
    if not end:
        return None
    _write(spelling, after_number, end, words)
    end = _direction(spelling, end, limit, words)
    end = _unit(spelling, end, words) if end < limit else end
    return Line(text=" ".join(words), start=first, end=end)


def _floor_start(spelling: Spelling, at: int) -> int:
    """Where "top floor", "basement", "garden" before a flat begins."""
    if spelling.text(at) not in data.UNITS:
        return at
    if spelling.text(at - 1) == "floor" and spelling.text(at - 2) in data.FLOORS:
        return at - 2
    return at - 1 if spelling.text(at - 1) in data.FLOORS else at


def _unit(spelling: Spelling, at: int, words: list[str]) -> int:
    """Append "Flat 3", "Apartment 4B", "# 12"; return the position after, `at` itself where there is none."""
    mark = spelling.text(at)
    hashed = mark == "#" or (spelling.digits(at) is not None and "#" in spelling.tokens[at].before)
    if mark not in data.UNITS and not hashed:
        return at
    begin = at if hashed and mark != "#" else at + 1
    if spelling.text(begin) in _NUMBER_MARKS:
        begin += 1
    identifier, end = "", begin
    piece = spelling.digits(begin)
    if piece is not None:
        identifier, end = piece.readings[0], piece.end
        if spelling.letter(end) and not _spells_on(spelling, end):
            identifier, end = identifier + spelling.letter(end), spelling.letter_end(end)
    elif spelling.letter(begin):
        identifier, end = spelling.letter(begin), spelling.letter_end(begin)
        following = spelling.digits(end)
        if (
            following is not None
            and len(following.readings[0]) < 3
            and _street_end(spelling, end, len(spelling.tokens))
        ):
            following = None  # "flat b eighteen queens road"
        if following is not None and spelling.tokens[end].glued:
            identifier, end = identifier + following.readings[0], following.end
    if not identifier:
        return at
    words.append("#" + identifier if hashed else f"{_capital(spelling.tokens[at].surface)} {identifier}")
    return end


def _spells_on(spelling: Spelling, at: int) -> bool:
    """Whether the letter at `at` begins something longer: a postcode, a street named by a letter."""
    following = spelling.text(at + 1)
    return bool(spelling.letter(at + 1)) or following in data.STREET_ENDINGS


def _building(spelling: Spelling, at: int, limit: int, words: list[str]) -> int:
    """Append a building's name between unit and number: "flat 3 rose court 12 mill lane"."""
    for end in range(at + 1, min(at + 4, limit)):
        if spelling.text(end - 1) in FUNCTION_WORDS - {"the"} or spelling.digits(end - 1) is not None:
            return at
        named = spelling.text(end - 1) in data.BUILDINGS
        if named and end > at + 1 and (spelling.digits(end) is not None or spelling.starts_after_comma(end)):
            _write(spelling, at, end, words)
            return end
    return at


def _house_number(spelling: Spelling, at: int, words: list[str]) -> int:
    """Append the house number at `at`; return the position after, `at` itself where there is none."""
    begin = at + 1 if spelling.text(at) in _NUMBER_MARKS else at
    number, end = "", begin
    while (piece := spelling.digits(end)) is not None and len(number) < _HOUSE_NUMBER_DIGITS_MAX:
        if number and spelling.starts_after_comma(end):
            break
        number, end = number + _as_typed(spelling, piece), piece.end
    if spelling.text(end - 1) in TENS_EN and ORDINALS_EN.get(spelling.text(end), 99) < 10 and len(number) > 2:
        number, end = number[:-2], end - 1  # "twelve forty second street"
    tens = spelling.text(end) in TENS_EN and bool(spelling.ordinal_end(end))
    if tens and len(number) == 1:  # "three fifty fifth avenue" is 350 Fifth Avenue
        number, end = number + str(TENS_EN[spelling.text(end)]), end + 1
    if not number or len(number) > _HOUSE_NUMBER_DIGITS_MAX + 1:
        return at
    if spelling.text(end) in data.MEASURES:
        return at
    letter = spelling.letter(end)
    if letter and _belongs_to_number(spelling, end):
        number += spelling.tokens[end].surface if spelling.tokens[end].glued else letter
        end = spelling.letter_end(end)
    words.append(number)
    return end


def _as_typed(spelling: Spelling, piece: Piece) -> str:
    surface = spelling.tokens[piece.start].surface
    return surface if piece.end == piece.start + 1 and "-" in surface else piece.readings[0]


def _belongs_to_number(spelling: Spelling, at: int) -> bool:
    if spelling.tokens[at].glued:
        return True
    following = spelling.text(at + 1)
    if following in data.STREET_ENDINGS and following not in data.SAINT:
        return False  # "twelve b street"
    if spelling.text(at) in {"n", "s", "e", "w", "o"}:
        return False  # a direction, or O'Connell Street
    return bool(following) and not spelling.letter(at + 1)


def _street_end(spelling: Spelling, at: int, limit: int) -> int:
    """Where the street that begins at `at` ends, or 0 where no street does."""
    if spelling.text(at) in data.LONE_STREETS and spelling.text(at + 1) not in data.STREET_ENDINGS:
        return at + 1
    if spelling.text(at) == "the" and (named := _the_street(spelling, at, limit)):
        return named
    position = at
    weak_end = 0
    while position < min(limit, at + _STREET_WORDS_MAX):
        text = spelling.text(position)
        if position > at and spelling.starts_after_comma(position):
            return weak_end
        strong = text in data.STREET_ENDINGS and not (text in data.SAINT and _is_saint(spelling, position, at, limit))
        if position > at and strong:
            return _last_ending(spelling, position, limit)
        if position > at and text in data.WEAK_STREET_ENDINGS and text not in FUNCTION_WORDS:
            weak_end = position + 1
        if not _in_street(spelling, position, at):
            return weak_end
        position = max(position + 1, spelling.ordinal_end(position))
    return weak_end


def _the_street(spelling: Spelling, at: int, limit: int) -> int:
    """Where a street of the kind "the ridgeway" ends, or 0."""
    name = spelling.text(at + 1)
    if at + 1 >= limit or not name.isalpha() or name in FUNCTION_WORDS or name in COMMON_WORDS:
        return 0
    following = spelling.text(at + 2)
    longer = any(spelling.text(later) in data.STREET_ENDINGS for later in range(at + 2, min(at + 5, limit)))
    return 0 if longer and following not in data.TOWNS else at + 2


def _is_saint(spelling: Spelling, position: int, at: int, limit: int) -> bool:
    """Whether "st" is a saint: "st johns road", "old st james lane"."""
    if position == at:
        return True
    rest = range(position + 2, min(position + 4, limit))
    return any(
        spelling.text(later) in data.STREET_ENDINGS and not spelling.starts_after_comma(later) for later in rest
    ) and not spelling.starts_after_comma(position + 1)


def _last_ending(spelling: Spelling, position: int, limit: int) -> int:
    """Extend over endings in a row: "hyde park road", "grove court lane"."""
    end = position + 1
    while end < limit and spelling.text(end) in data.STREET_ENDINGS and not spelling.starts_after_comma(end):
        if spelling.text(end) in data.SAINT | data.TOWNS:
            break
        end += 1
    numbered = spelling.text(end - 1) in data.NUMBERED_ROADS or spelling.text(end - 2) in {"county", "state"}
    piece = spelling.digits(end) if numbered and end < limit and not spelling.starts_after_comma(end) else None
    return piece.end if piece is not None and len(piece.readings[0]) <= 3 else end


def _in_street(spelling: Spelling, position: int, at: int) -> bool:
    text = spelling.text(position)
    if spelling.ordinal_end(position):
        return True
    if text == "the":
        return position == at
    if text in data.UNITS or spelling.digits(position) is not None:
        return False
    return text[:1].isalpha() and text not in FUNCTION_WORDS


def _direction(spelling: Spelling, at: int, limit: int, words: list[str]) -> int:
    """Append a direction after the street: "main street nw", "station road east,"."""
    text = spelling.text(at)
    if at >= limit or text not in data.DIRECTIONS or spelling.starts_after_comma(at):
        return at
    ends_there = at + 1 >= limit or spelling.starts_after_comma(at + 1) or spelling.text(at + 1) in data.UNITS
    if not ends_there and (len(text) > 2 or spelling.letter(at + 1)):
        return at
    words.append(text.upper() if len(text) <= 2 else _capital(text))
    return at + 1


def _unnamed_street(spelling: Spelling, start: int, limit: int) -> Line | None:
    """A number and a street without a street word, closed by a comma: "12 Broadmead, Bristol"."""
    words: list[str] = []
    at = _unit(spelling, start, words)
    after = _house_number(spelling, at, words)
    if after == at or spelling.text(after) in data.STREET_ENDINGS:
        return None
    end = after
    while end < min(limit, after + 4) and _in_street(spelling, end, after) and _names(spelling, end):
        end += 1
        if spelling.starts_after_comma(end):
            break
    closed = end > after and (spelling.starts_after_comma(end) or _town_follows(spelling, after, end))
    if not closed:
        return None
    if not spelling.starts_after_comma(end):
        end -= 1
    _write(spelling, after, end, words)
    return Line(text=" ".join(words), start=start, end=end)


def _names(spelling: Spelling, at: int) -> bool:
    """Whether the word may name a street by itself: "two weeks" doesn't."""
    return spelling.text(at) not in COMMON_WORDS or spelling.text(at) in data.TOWNS


def _town_follows(spelling: Spelling, at: int, end: int) -> bool:
    return end - at >= 2 and spelling.text(end - 1) in data.TOWNS


def _house_name(spelling: Spelling, limit: int) -> Line | None:
    """A named house on a street: "rose cottage mill lane"."""
    for at in range(1, limit):
        if spelling.text(at) not in data.BUILDINGS:
            continue
        start = at
        while start > 0 and at - start < 3 and _in_house_name(spelling, start - 1):
            start -= 1
        end = _street_end(spelling, at + 1, limit) if at + 1 < limit else 0
        if start < at and end > at + 2:
            words: list[str] = []
            _write(spelling, start, end, words)
            return Line(text=" ".join(words), start=start, end=end)
    return None


def _in_house_name(spelling: Spelling, at: int) -> bool:
    text = spelling.text(at)
    return (text == "the" or text not in FUNCTION_WORDS) and text[:1].isalpha() and text not in {"address", "live"}


def _write(spelling: Spelling, start: int, end: int, words: list[str]) -> None:
    """Append the words of a street, compound ordinals in figures ("forty second" is 42nd)."""
    position = start
    while position < end:
        token = spelling.tokens[position]
        ordinal_end = spelling.ordinal_end(position)
        if ordinal_end == position + 2 and token.text in TENS_EN:
            words.append(_ordinal_figures(TENS_EN[token.text] + ORDINALS_EN[spelling.text(position + 1)]))
            position += 2
        elif ordinal_end == position + 2:
            words.append(token.surface + spelling.tokens[position + 1].surface.lower())
            position += 2
        elif token.text == "o" and position + 1 < end and len(spelling.text(position + 1)) > 2:
            words.append("O'" + _capital(spelling.tokens[position + 1].surface))
            position += 2
        else:
            glued = bool(words) and position > start and token.before == "-"
            surface = _capital(token.surface)
            if glued:
                words[-1] += "-" + surface
            else:
                words.append(surface)
            position += 1


def _ordinal_figures(value: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def _capital(surface: str) -> str:
    if surface[1:2] == "'" and surface.islower() and len(surface) > 3:
        return surface[:2].upper() + surface[2:].capitalize()  # o'connell
    return surface[:1].upper() + surface[1:].lower() if surface.islower() or surface.isupper() else surface
