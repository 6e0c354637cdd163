"""The address slot: a British or American address as line1, city, state and postcode.

Needs at least a street line; a postcode or a town alone is partial and no value. Keeps what was said ("Street" stays
"Street"), states become their two letters. It knows no gazetteer beyond a few towns: it reads, it does not verify.
Called by the slot engine through the parser table.
"""

import re
from collections.abc import Sequence

import msgspec

from seatrial.text.address_lines import Line, Spelling, find_line
from seatrial.text.address_talk import is_meant
from seatrial.text.context import ParseContext
from seatrial.text.data import street_words as data
from seatrial.text.data.address_talk_words import CHANGES
from seatrial.text.data.common_words import COMMON_WORDS, COURTESY_WORDS, FUNCTION_WORDS
from seatrial.text.postcode import format_postcode
from seatrial.text.repair import clean, versions
from seatrial.text.spoken import Piece
from seatrial.text.tokens import Token

_POSTCODE_PIECES_MAX = 8
_POSTCODE_CHARS_MAX = 7
_TOWN_WORDS_MAX = 5
_ZIP_DIGITS = frozenset({5, 9})
_ADDRESS_TOKENS_MIN = 3
_NUMBER_TOKENS_MAX = 3
_NUMBER_DIGITS_MAX = 4
_LEADING_NUMBER = re.compile(r"^\d+")
_CUES = frozenset({"address", "live", "lives", "deliver", "send", "adress", "located", "based"})


class _Code(msgspec.Struct, frozen=True, kw_only=True):
    """A postcode or ZIP code over tokens [start, end)."""

    text: str
    start: int
    end: int


def parse_address(text: str, ctx: ParseContext) -> dict[str, str] | None:
    """Return the one address `text` gives, or None."""
    tokens = clean(text, ctx.language)
    found: dict[str, str] | None = None
    for version in versions(tokens, ctx.language):
        address = _read(version.tokens, ctx)
        if address is not None and ("line1" in address or found is not None):
            found = _corrected(found, address)
        elif address is None and found is not None and (number := _number_alone(version.tokens, ctx)):
            found = {**found, "line1": _LEADING_NUMBER.sub(number, found["line1"])}
        elif address is None and found is not None and (town := _town_alone(version.tokens, ctx)):
            found = {**found, **town}
        elif version.withdraws and len(version.tokens) == 0:
            found = None
    if found is None or (not ctx.asked and not _volunteered(tokens, found)):
        return None
    return found


def _number_alone(tokens: Sequence[Token], ctx: ParseContext) -> str:
    """A house number given by itself to mend another: "21 elm road, no, 22"."""
    while tokens and tokens[0].text in {"just", "it's", "its", "number", "only", "the"}:
        tokens = tokens[1:]
    if not 0 < len(tokens) <= _NUMBER_TOKENS_MAX:
        return ""
    piece = Spelling(tokens, ctx.language).digits(0)
    whole = piece is not None and piece.end == len(tokens) and len(piece.readings[0]) <= _NUMBER_DIGITS_MAX
    return piece.readings[0] if piece is not None and whole else ""


def _town_alone(tokens: Sequence[Token], ctx: ParseContext) -> dict[str, str]:
    """A town given by itself to mend another: "bristol, no, bath", "austin texas no wait dallas texas"."""
    spelling = Spelling(tokens, ctx.language)
    found = _town(spelling, 0, len(tokens), has_code=False, american=ctx.conventions.region == "US")
    known = found.get("city", "").lower() in data.TOWNS or "state" in found
    return found if "city" in found and (known or len(tokens) == 1) else {}


def _volunteered(tokens: Sequence[Token], address: dict[str, str]) -> bool:
    return "postcode" in address or any(token.text in _CUES for token in tokens)


def _corrected(old: dict[str, str] | None, new: dict[str, str]) -> dict[str, str]:
    """Lay a corrected address over the one before: a line alone keeps the town, a postcode alone the line."""
    if old is None:
        return new
    if "line1" in new and len(new) == 1:
        return new
    return {**old, **new} if "line1" not in new else new


def _read(tokens: Sequence[Token], ctx: ParseContext) -> dict[str, str] | None:
    if not tokens:
        return None
    spelling = Spelling(tokens, ctx.language)
    american = ctx.conventions.region == "US"
    code = None if american else _postcode(spelling)
    limit = code.start if code is not None else len(tokens)
    line = find_line(spelling, limit, loose=code is not None or _names_town(tokens))
    if line is not None and ctx.language == "en" and (rest := _meant_instead(tokens, line)) is not None:
        address = _read(rest, ctx) if len(rest) >= _ADDRESS_TOKENS_MIN else None
        if not (is_meant(tokens, line.start, line.end) and (address is None or "line1" not in address)):
            return address
    if line is None and code is not None and code.end < len(tokens):  # the postcode came first
        address = _read(tokens[code.end :], ctx)
        return {**address, "postcode": code.text} if address is not None else {"postcode": code.text}
    if code is None:
        code = _zip(spelling, line.end if line is not None else 0) or (_postcode(spelling) if american else None)
        limit = code.start if code is not None else len(tokens)
        if line is not None and line.end > limit:
            return None
    if line is None:
        return {"postcode": code.text} if code is not None else None
    if _another_follows(spelling, line, limit) or _another_precedes(spelling, line):
        return None
    address = {"line1": line.text}
    address.update(_town(spelling, line.end, limit, has_code=code is not None, american=american))
    if code is not None:
        address["postcode"] = code.text
    return address


def _meant_instead(tokens: Sequence[Token], line: Line) -> Sequence[Token] | None:
    """The words after a street line that is not meant, or is taken back with a "but"; None where it stands."""
    rest = tokens[line.end :]
    if not is_meant(tokens, line.start, line.end):
        return rest
    change = next((at for at, token in enumerate(rest) if token.text in CHANGES), None)
    return None if change is None else rest[change + 1 :]


def _names_town(tokens: Sequence[Token]) -> bool:
    return any(token.text in data.TOWNS and token.text not in COMMON_WORDS for token in tokens)


def _another_follows(spelling: Spelling, line: Line, limit: int) -> bool:
    """Whether another address is offered: "2 Mill Lane or 4 Mill Lane"."""
    return any(spelling.text(at) == "or" and not _is_state_code(spelling, at, limit) for at in range(line.end, limit))


def _is_state_code(spelling: Spelling, at: int, limit: int) -> bool:
    """Whether a word such as "in" or "or" is a state here: "Portland, OR 97201", not "in 12 days"."""
    token = spelling.tokens[at]
    if token.text.upper() not in data.STATE_CODES:
        return False
    return (token.surface.isupper() and not spelling.tokens[at - 1].surface.isupper()) or (
        at + 1 == limit < len(spelling.tokens)
    )


def _another_precedes(spelling: Spelling, line: Line) -> bool:
    """Whether another house number is offered: "fourteen or sixteen acacia avenue"."""
    at = line.start - 1
    if at > 0 and spelling.text(at) in {"number", "no"}:
        at -= 1
    if at < 1 or spelling.text(at) != "or":
        return False
    return any(piece.end == at and piece.kind == "digits" for piece in spelling.pieces)


# -- codes -----------------------------------------------------------------------------------------------------------


def _postcode(spelling: Spelling) -> _Code | None:
    """The last UK postcode in the words."""
    pieces = spelling.pieces
    for start in range(len(pieces) - 1, -1, -1):
        if pieces[start].kind == "digits" or not _characters(pieces[start]):
            continue
        code = _postcode_at(pieces, start)
        if code is not None:
            return _widened(pieces, start, code)
    return None


def _widened(pieces: Sequence[Piece], start: int, code: _Code) -> _Code:
    """Take the letter before along when it makes a longer postcode: "b s one ..." is BS1, not S1."""
    if start and (longer := _postcode_at(pieces, start - 1)) is not None and longer.end == code.end:
        return longer
    return code


def _postcode_at(pieces: Sequence[Piece], start: int) -> _Code | None:
    spelled = [""]
    best: _Code | None = None
    for position in range(start, min(len(pieces), start + _POSTCODE_PIECES_MAX)):
        readings = _characters(pieces[position])
        if not readings:
            break
        spelled = [
            head + reading for head in spelled for reading in readings if len(head + reading) <= _POSTCODE_CHARS_MAX
        ][:8]
        for characters in spelled:
            if (written := format_postcode(characters)) is not None:
                best = _Code(text=written, start=pieces[start].start, end=pieces[position].end)
                break
    return best


def _characters(piece: Piece) -> tuple[str, ...]:
    if piece.kind == "word" and len(piece.readings) == 1:
        return piece.readings if len(piece.readings[0]) <= 2 and piece.readings[0].isalpha() else ()
    return tuple(reading for reading in piece.readings if len(reading) <= 4 and reading.isalnum())


def _zip(spelling: Spelling, begin: int) -> _Code | None:
    """The last ZIP code after the street line, said digit by digit or typed."""
    tokens = spelling.tokens
    for start in range(begin, len(tokens)):
        digits, at = "", start
        while (piece := _zip_digits(spelling, at)) is not None:
            digits, at = digits + piece.readings[0], piece.end
        if len(digits) in _ZIP_DIGITS and not _zip_digits(spelling, start - 1):
            return _Code(text=_zip_text(digits), start=start, end=at)
        if len(digits) == 6 and spelling.text(start) in {"o", "oh"}:
            return _Code(text=_zip_text(digits[1:]), start=start + 1, end=at)  # "c o eight oh two oh three"
    return None


def _zip_digits(spelling: Spelling, at: int) -> Piece | None:
    if spelling.text(at) in {"dash", "hyphen"}:
        return None
    return spelling.digits(at)


def _zip_text(digits: str) -> str:
    return digits if len(digits) == 5 else f"{digits[:5]}-{digits[5:]}"


# -- town and state --------------------------------------------------------------------------------------------------


def _town(spelling: Spelling, begin: int, limit: int, *, has_code: bool, american: bool) -> dict[str, str]:
    end = _sentence_end(spelling, begin, limit)
    end = _without_tail(spelling, begin, end, american=american)
    state = ""
    if american:
        state, end = _state(spelling, begin, end)
    start = begin
    while start < end and spelling.text(start) in {"in", "at", "and", "that's", "it's"}:
        start += 1
    stop = _town_end(spelling, start, end, bounded=has_code or bool(state))
    words = _town_words(spelling, start, stop)
    address: dict[str, str] = {}
    if words:
        address["city"] = " ".join(_town_word(word, index) for index, word in enumerate(words))
    if state:
        address["state"] = state
    return address


def _sentence_end(spelling: Spelling, begin: int, limit: int) -> int:
    """Where the sentence of the town ends: "Mystic, CT. leave it with the doorman"."""
    for at in range(begin + 1, limit):
        before = spelling.tokens[at].before
        if ("." in before and len(before) > 1 and len(spelling.text(at - 1)) > 1) or "(" in before or "!" in before:
            return at if spelling.text(at - 1) not in data.SAINT and limit == len(spelling.tokens) else limit
    return limit


def _without_tail(spelling: Spelling, begin: int, limit: int, *, american: bool) -> int:
    """Step back over "postcode", "zip code", "and the postcode is", countries and courtesies."""
    end = limit
    while (
        end > begin
        and not (american and _is_state_code(spelling, end - 1, limit))
        and (
            spelling.text(end - 1) in data.POSTCODE_MARKS
            or spelling.text(end - 1) in data.COUNTRIES
            or (spelling.text(end - 1) in FUNCTION_WORDS and len(spelling.text(end - 1)) > 1)
            or spelling.text(end - 1) in COURTESY_WORDS
        )
    ):
        end -= 1
    return end


def _state(spelling: Spelling, begin: int, end: int) -> tuple[str, int]:
    """The state at the end of the words, and where it begins."""
    for length in (3, 2, 1):
        start = end - length
        if start < begin:
            continue
        name = " ".join(spelling.text(at) for at in range(start, end))
        if name in data.STATES and (start > begin or name != "new york") and (start > begin or name != "washington"):
            return data.STATES[name], start
        if length == 2 and len(name) == 3 and name.replace(" ", "").upper() in data.STATE_CODES:
            return name.replace(" ", "").upper(), start
        if length == 1 and name.upper() in data.STATE_CODES:
            return name.upper(), start
    return "", end


def _town_end(spelling: Spelling, start: int, end: int, *, bounded: bool) -> int:
    at = start
    while at < end and at - start < _TOWN_WORDS_MAX + 3:
        if not _in_town(spelling, at, start, end, bounded=bounded):
            break
        at += 1
    if bounded and at < end:
        return at if at > start else start
    return at


def _in_town(spelling: Spelling, at: int, start: int, end: int, *, bounded: bool) -> bool:
    text = spelling.text(at)
    if not text[:1].isalpha() or len(text) == 1:
        return False
    if text in data.TOWN_LINKS:
        inside = start < at < end - 1
        return inside and spelling.text(at + 1) not in FUNCTION_WORDS - {"the", "sea"}
    if text in data.TOWNS or _in_long_town(spelling, at):
        return True
    if text in data.TOWN_OPENERS and at + 1 < end and not _plain(spelling.text(at + 1)):
        return True
    if text in FUNCTION_WORDS or (not bounded and text in data.NO_TOWNS):
        return False
    return bounded or spelling.starts_after_comma(at) or text not in COMMON_WORDS


def _in_long_town(spelling: Spelling, at: int) -> bool:
    """Whether the word belongs to a known town of two or three words."""
    for length in (2, 3):
        for start in range(at - length + 1, at + 1):
            if " ".join(spelling.text(position) for position in range(start, start + length)) in data.TOWNS:
                return True
    return False


def _plain(word: str) -> bool:
    return word in FUNCTION_WORDS or word in COMMON_WORDS


def _town_words(spelling: Spelling, start: int, stop: int) -> list[str]:
    """The words of the post town: the last comma part that is no county."""
    parts: list[list[str]] = [[]]
    for at in range(start, stop):
        if spelling.starts_after_comma(at) and parts[-1]:
            parts.append([])
        token = spelling.tokens[at]
        if parts[-1] and token.before == "-":
            parts[-1][-1] += "-" + token.surface
        else:
            parts[-1].append(token.surface)
    parts = [part for part in (_without_county(part, alone=len(parts) == 1) for part in parts) if part]
    return parts[-1] if parts else []


def _without_county(words: list[str], *, alone: bool) -> list[str]:
    if not words or words[-1].lower() not in data.COUNTIES:
        return words
    if len(words) == 1:
        return words if alone else []
    kept = words[:-1]
    return kept[:-1] if kept[-1].lower() in data.COUNTY_LEADS and (len(kept) > 1 or not alone) else kept


def _town_word(surface: str, index: int) -> str:
    lower = surface.lower()
    if index and lower in data.TOWN_LINKS:
        return lower
    return surface[:1].upper() + surface[1:].lower() if surface.islower() or surface.isupper() else surface
