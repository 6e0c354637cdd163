"""UK postcodes and US ZIP codes, said or typed.

Reads letters however they are spelled and settles O against 0 by the format. It knows which letters a postcode area
may have, not which postcodes exist. Called through `parsers.parse`.
"""

import re
from collections.abc import Sequence

from seatrial.text.context import Language, ParseContext
from seatrial.text.data.common_words import FUNCTION_WORDS
from seatrial.text.incidental import is_other_quantity
from seatrial.text.labels import is_house_number
from seatrial.text.offers import Offers
from seatrial.text.repair import clean, last_value
from seatrial.text.restarts import without_pronoun, without_restart
from seatrial.text.spoken import HOMOPHONES, DigitRun, Piece, digit_runs, spell_out
from seatrial.text.tokens import Token

_AREAS = frozenset(
    "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX "
    "FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG "
    "NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS "
    "TW UB W WA WC WD WF WN WR WS WV XX YO ZE".split()
)
# The letter O and nought are told apart by where they stand, so both are written O before matching.
_OUTWARD = re.compile(r"([A-Z]{1,2})([0-9O][0-9O]?|[0-9][A-HJKMNPR-Y])")
_INWARD = re.compile(r"[0-9O][A-Z]{2}")
_COMPACT_MIN, _COMPACT_MAX = 5, 7
_ZIP_DIGITS = 5
_ZIP_MARKERS = frozenset({"zip", "zipcode", "postcode", "postal"})
_MODALS = frozenset("SHOULD WOULD WILL IT'LL TO MUST MIGHT COULD CAN THAT'LL IT'D THAT'D MAY".split())
# Words of the sentence: no inward code has these letters.
_NEVER_INWARD = frozenset(
    word.upper()
    for word in FUNCTION_WORDS
    if 1 < len(word) < 4 and set(word) & set("cikmov") and word not in HOMOPHONES
)
# "B A one, that's the first half, then five D L".
_HALVES = frozenset("FIRST SECOND LAST HALF BIT PART THAT'S THATS THE IS".split())
_WORD_CHARS_MAX = 4  # longer words are words, not characters run together


def parse_uk_postcode(text: str, context: ParseContext) -> str | None:
    """Return the one UK postcode in `text` as "SW1A 1AA", or None when there is none, part of one, or several."""
    language = context.language

    def read(tokens: Sequence[Token]) -> str | None:
        return _one_postcode(tokens, spell_out(tokens, language), language)

    def mend(earlier: Sequence[Token], later: Sequence[Token]) -> str | None:
        known = _one_postcode(earlier, spell_out(earlier, language), language)
        return None if known is None else _mend_postcode(known, spell_out(later, language))

    return last_value(clean(text, language), language, read, mend)


def _one_postcode(tokens: Sequence[Token], pieces: Sequence[Piece], language: Language) -> str | None:
    offers = Offers(tokens, "uk_postcode", language)
    position = 0
    while position < len(pieces):
        match = _postcode_at(pieces, position)
        if match is None:
            position += 1
            continue
        written, end = match
        if not _goes_on(pieces, end):
            offers.add(written, pieces[position].start, pieces[end - 1].end)
        position = end
    return offers.only()


def _goes_on(pieces: Sequence[Piece], end: int) -> bool:
    """Whether another letter is spelled right after: then what was read is not all of it. A last x is a kiss."""
    if end == len(pieces) or pieces[end].kind != "letters":
        return False
    letter = pieces[end].readings[0]
    return letter not in {"A", "I"} and not (letter == "X" and end + 1 == len(pieces))


def _postcode_at(pieces: Sequence[Piece], start: int) -> tuple[str, int] | None:
    """The longest postcode that begins with piece `start`, and the position after it."""
    prefixes = [""]
    best: tuple[str, int] | None = None
    for position in range(start, len(pieces)):
        piece = pieces[position]
        readings = _characters(piece)
        if position > start and piece.readings[0] in _NEVER_INWARD:
            break
        if not readings or _is_pronoun(pieces, start, position):
            break
        if readings == ("",) and prefixes != [""]:
            continue
        prefixes = [
            prefix + reading for prefix in prefixes for reading in readings if len(prefix + reading) <= _COMPACT_MAX
        ][:8]
        if position == start:
            prefixes = [prefix for prefix in prefixes if _begins(prefix)]
        if not prefixes:
            break
        for prefix in prefixes:
            if (written := format_postcode(prefix)) is not None:
                best = written, position + 1
                break
    return best


def _begins(written: str) -> bool:
    """Whether a postcode may begin so: with an area, or the first letter of one."""
    if written.isalpha():
        return len(written) == 1 or written in _AREAS or written.startswith("GIR")
    return written[:1].isalpha() or written[:1] == "0"


def _is_pronoun(pieces: Sequence[Piece], start: int, position: int) -> bool:
    """Whether a letter is a word of the sentence: "LS6 3H and i can't read the rest", "it should be N1 9GU"."""
    reading, before = pieces[position].readings[0], pieces[position - 1] if position else None
    if before is None:
        return False
    if reading == "I":
        return (
            position > start
            and before.kind == "joiner"
            and [p.kind for p in pieces[position + 1 : position + 2]] == ["word"]
        )
    return reading == "BE" and position == start and before.readings[0] in _MODALS


def _characters(piece: Piece) -> tuple[str, ...]:
    """What a piece may contribute; empty when it ends a postcode."""
    if piece.kind == "sign":
        return ("",) if piece.readings[0] in "- ./" else ()
    if piece.kind == "joiner" or (piece.kind == "word" and piece.readings[0] in _HALVES):
        return ("",)
    if piece.kind == "word" and piece.readings[0].lower() in HOMOPHONES:
        return (HOMOPHONES[piece.readings[0].lower()],)
    if piece.kind == "word" and len(piece.readings) == 1 and _is_word(piece.readings[0]):
        return ()
    readings = piece.readings
    if piece.kind == "digits":  # "M fifty, two E Q" rather than "M fifty-two"
        readings = readings[::-1]
    return tuple(
        reading for reading in readings if len(reading) <= _WORD_CHARS_MAX and (reading.isalnum() or not reading)
    )


def _is_word(reading: str) -> bool:
    """Whether a reading is a word, not characters run together: the "or" of "b two or c b one" is no 0R."""
    return len(reading) > _WORD_CHARS_MAX or reading in {"OR", "AND"}


def format_postcode(compact: str) -> str | None:
    """Write five to seven characters as a postcode, taking O for nought where only one fits; None if they are none."""
    if not _COMPACT_MIN <= len(compact) <= _COMPACT_MAX:
        return None
    if compact == "GIR0AA":
        return "GIR 0AA"
    canonical = compact.replace("0", "O")
    outward, inward = canonical[:-3], canonical[-3:]
    match = _OUTWARD.fullmatch(outward)
    if not compact[-2:].isalpha():
        return None  # no inward code ends in O, so a nought there is a digit too many
    if match is None or not _INWARD.fullmatch(inward) or match[1] not in _AREAS:
        return None
    district = match[2].replace("O", "0")
    if len(district) == 2 and district[0] == "0":
        return None
    return f"{match[1]}{district} {inward[0].replace('O', '0')}{inward[1:]}"


def _mend_postcode(known: str, later: Sequence[Piece]) -> str | None:
    """Read "SW1A 1AB, no, 1AA" or "... no, 2": the later characters replace as many at the end."""
    tail = "".join(readings[0] for piece in later if (readings := _characters(piece)))
    if len(tail) > len("1AA"):
        tail = "".join(readings[-1] for piece in later if (readings := _characters(piece)))
    spelled = all(piece.kind in {"letters", "digits"} for piece in later)
    if not (len(tail) == 3 or (spelled and 0 < len(tail) < 3)):
        return None
    return format_postcode(known.replace(" ", "")[: -len(tail)] + tail)


def parse_us_zip(text: str, context: ParseContext) -> str | None:
    """Return the one ZIP code in `text` ("90210" or "90210-1234"), or None when there is none or several."""
    language = context.language
    tokens = clean(text, language)
    if not context.asked and not any(token.text in _ZIP_MARKERS for token in tokens):
        return None  # five digits may be anything

    def read(tokens: Sequence[Token]) -> str | None:
        offers = Offers(tokens, "us_zip", language)
        for run in digit_runs(tokens, language):
            code, start = _zip_digits(run, tokens)
            if len(code) not in {_ZIP_DIGITS, 9} or is_other_quantity(tokens, start, run.end):
                continue
            if not is_house_number(tokens, run.end):
                offers.add(code if len(code) == _ZIP_DIGITS else f"{code[:5]}-{code[5:]}", start, run.end)
        return offers.only()

    def mend(earlier: Sequence[Token], later: Sequence[Token]) -> str | None:
        head, tails = read(earlier), digit_runs(later, language)
        if head is None or len(tails) != 1 or not 1 < len(tails[0].digits) < len(head):
            return None
        return head[: -len(tails[0].digits)] + tails[0].digits

    return last_value(tokens, language, read, mend)


def _zip_digits(run: DigitRun, tokens: Sequence[Token]) -> tuple[str, int]:
    """The digits of a run and where they begin, without what is too much: said twice, "apartment 304, 94110"."""
    if len(run.pieces) == 1:
        return run.digits, run.start
    last = run.pieces[-1]
    if len(last.readings[0]) == _ZIP_DIGITS and "," in tokens[last.start].before and last.end == last.start + 1:
        return last.readings[0], last.start
    code = without_pronoun(run, tokens, _ZIP_DIGITS)
    return (without_restart(run, tokens, _ZIP_DIGITS) if 7 <= len(code) <= 10 else code), run.start
