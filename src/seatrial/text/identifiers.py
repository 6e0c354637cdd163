"""Identifiers with a declared shape: order numbers by pattern and checksum, the last four digits of a card.

Never invents a character the pattern leaves open; separators it requires are written even when nobody said them.
Called through `parsers.parse`.
"""

import re
from collections.abc import Callable, Sequence

from seatrial.text.context import Language, ParseContext
from seatrial.text.data.calendar_words import MONTHS_EN
from seatrial.text.data.common_words import COMMON_WORDS, FUNCTION_WORDS
from seatrial.text.incidental import is_other_quantity, is_when
from seatrial.text.labels import is_opening
from seatrial.text.offers import Offers
from seatrial.text.patterns import CompiledPattern, PatternError, compile_pattern, match_longest
from seatrial.text.repair import clean, last_value
from seatrial.text.restarts import without_pronoun, without_restart
from seatrial.text.spoken import DigitRun, Piece, digit_runs, spell_out
from seatrial.text.tokens import Token

IDENTIFIER_CHARS_MAX = 64
_PHONE = re.compile(r"\d{3}[-.]\d{3,4}[-.]?\d{4}")
_CARD_DIGITS = range(13, 20)
_OTHER_FIGURES = frozenset(
    "expiry expires expiring expire exp valid cvv cvc security pin until caduca house door order room flat phone "
    "telephone zip alarm gate extension year live lives".split()
)
_LEAD_INS = frozenset(
    "is it's its that's thats code ref reference locator number no confirmation booking says order id".split()
)
_TALK_ABOUT_PARTS = frozenset("front start starts begins beginning followed letters numbers first end".split())
_PART_WORDS = _TALK_ABOUT_PARTS | frozenset(
    "it's its it got has with at the to in is are by of and then um uh that's begin which so okay well digits "
    "after".split()
)
_LAST_FOUR_MARKERS = frozenset({"ending", "ends", "end", "four", "digits", "last", "termina", "acaba", "terminada"})


def parse_order_id(text: str, context: ParseContext) -> str | None:
    """Return the one identifier in `text` that fits the context's pattern and checksum, or None.

    A pattern this engine cannot read, or an unknown checksum, fits nothing: the linter reports both.
    """
    if context.pattern is None:
        return None
    check = CHECKSUMS.get(context.checksum) if context.checksum is not None else _always
    try:
        compiled = compile_pattern(context.pattern)
    except PatternError:
        return None
    if check is None:
        return None
    language = context.language

    def read(tokens: Sequence[Token]) -> str | None:
        return _one_identifier(compiled, tokens, language, check)

    def mend(earlier: Sequence[Token], later: Sequence[Token]) -> str | None:
        known = read(earlier)
        tail = _spelled(later, language)
        if known is None:
            return _resumed(compiled, _spelled(earlier, language), tail, check)
        if not (len(tail) > 1 or (tail and len(later) == 1)) or len(tail) >= len(known):
            return None
        match = match_longest(compiled, [(known[: -len(tail)],), (tail,)], IDENTIFIER_CHARS_MAX)
        return match[1] if match is not None and match[0] == 2 and check(match[1]) else None

    return last_value(clean(text, language), language, read, mend)


def _spelled(tokens: Sequence[Token], language: Language) -> str:
    return "".join(p.readings[0] for p in spell_out(tokens, language) if p.kind in {"digits", "letters"})


def _resumed(compiled: CompiledPattern, begun: str, resumed: str, check: Callable[[str], bool]) -> str | None:
    """Read "RD551, sorry, 552009": broken off, and begun again from a character said before."""
    for kept in range(len(begun) - 1, 0, -1):
        if begun[kept] != resumed[:1]:
            continue
        match = match_longest(compiled, [(begun[:kept],), (resumed,)], IDENTIFIER_CHARS_MAX)
        if match is not None and match[0] == 2 and check(match[1]):
            return match[1]
    return None


def _one_identifier(
    compiled: CompiledPattern, tokens: Sequence[Token], language: Language, check: Callable[[str], bool]
) -> str | None:
    pieces = spell_out(tokens, language)
    readings = [_readings(piece, tokens) for piece in pieces]
    offers = Offers(tokens, "order_id", language, kind="record")
    position = 0
    while position < len(pieces):
        match = None
        if pieces[position].kind not in {"joiner", "sign"}:
            match = match_longest(compiled, readings[position:], IDENTIFIER_CHARS_MAX)
        used = match[0] if match is not None else 0
        twice = used > 0 and readings[position : position + used] == readings[position + used : position + 2 * used]
        used *= 2 if twice else 1
        if match is None or not match[1] or _is_cut_short(pieces, position, position + used, tokens):
            position += 1
            continue
        start, end = pieces[position].start, pieces[position + used - 1].end
        written = match[1]
        if check(written) and _is_identifier(tokens, start, end, written):
            offers.add(written, start, end)
        position += used
    if not offers and not _TALK_ABOUT_PARTS.isdisjoint([token.text for token in tokens]):
        return _in_parts(compiled, pieces, check)
    return offers.only()


def _in_parts(compiled: CompiledPattern, pieces: Sequence[Piece], check: Callable[[str], bool]) -> str | None:
    """Read "d v n at the front, then eight oh three six": parts told one after the other, and nothing else said."""
    parts: list[tuple[str, ...]] = []
    for piece in pieces:
        if piece.kind in {"digits", "letters"}:
            parts.append(piece.readings)
        elif piece.kind == "word" and piece.readings[0].lower() not in _PART_WORDS:
            return None
    match = match_longest(compiled, parts, IDENTIFIER_CHARS_MAX) if len(parts) > 1 else None
    return match[1] if match is not None and match[0] == len(parts) and check(match[1]) else None


def _is_identifier(tokens: Sequence[Token], start: int, end: int, written: str) -> bool:
    """Whether what fits the pattern is meant as one: no price, no date, no words of the sentence."""
    if (written.isdecimal() or start + 2 == end) and is_other_quantity(tokens, end - 1, end):
        return False
    text = tokens[start].text
    if (
        text in {"a", "i"}
        and end < len(tokens)
        and tokens[start].surface == text
        and _is_typed_apart(tokens, start + 1)
    ):
        return False  # "a 1995 e class"
    if _PHONE.fullmatch(text) and text != written:
        return False
    return "/" not in text and not _is_talk(tokens, start, end, written)


def _is_typed_apart(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].text.isdecimal() and not tokens[at].glued


def _is_talk(tokens: Sequence[Token], start: int, end: int, written: str) -> bool:
    """Whether words of the sentence fill the pattern by accident: "please", "may 2024", "2 seats"; not "wex 8812"."""
    is_all = end - start == len(tokens)
    figures_before = False
    for at in range(start, end):
        word = tokens[at].text
        if len(word) == 1 or not word.isalpha() or word.upper() not in written.upper():
            figures_before = figures_before or word[0].isdecimal()
            continue
        ordinary = word in FUNCTION_WORDS or word in COMMON_WORDS
        if ordinary and not is_all and written.isalpha():
            return True
        if tokens[at].surface.isupper() or tokens[at].glued or (at + 1 < end and tokens[at + 1].glued):
            continue
        if word in MONTHS_EN and end > start + 1:
            return True
        if not is_all and (ordinary or figures_before or (written.isalpha() and _reads_as_word(tokens, at))):
            return True
    return False


def _reads_as_word(tokens: Sequence[Token], at: int) -> bool:
    """Whether lower-case letters are a word: a third of them vowels, or nothing before that leads up to a code."""
    word = tokens[at].text
    return 3 * sum(map(word.count, "aeiouy")) >= len(word) or at == 0 or tokens[at - 1].text not in _LEAD_INS


def _readings(piece: Piece, tokens: Sequence[Token]) -> tuple[str, ...]:
    token = tokens[piece.start]
    if piece.kind == "digits" and not token.text.isdecimal() and token.text[0].isdecimal():
        return (token.text,)  # typed with separators, which the pattern may want
    separator = token.before
    if separator in {"-", "/", ".", "_", " - "}:
        return tuple(separator.strip() + reading for reading in piece.readings)
    return piece.readings


def _is_cut_short(pieces: Sequence[Piece], start: int, end: int, tokens: Sequence[Token]) -> bool:
    """Whether characters go on before or after the match: part of a longer identifier is not this one."""
    if _is_glued(tokens, pieces[start].start) or (end < len(pieces) and _is_glued(tokens, pieces[end].start)):
        return True
    if (
        start
        and pieces[start - 1].kind == pieces[start].kind == "letters"
        and pieces[start - 1].readings[0] not in "AI"
    ):
        return True
    before = pieces[start - 1].kind if start and "," not in tokens[pieces[start].start].before else "word"
    after = pieces[end].kind if end < len(pieces) and "," not in tokens[pieces[end].start].before else "word"
    return (pieces[start].kind == "digits" and before == "digits") or (
        pieces[end - 1].kind == "digits" and after == "digits"
    )


def _is_glued(tokens: Sequence[Token], position: int) -> bool:
    """Whether a letter or digit stands right before the token."""
    return tokens[position].glued and tokens[position - 1].text[-1].isalnum()


# -- checksums -------------------------------------------------------------------------------------------------


def _always(_identifier: str) -> bool:
    return True


def _digits(identifier: str) -> list[int]:
    return [int(char) for char in identifier if char.isdecimal()]


def _luhn(identifier: str) -> bool:
    """ISO/IEC 7812-1 annex B."""
    total = 0
    for index, digit in enumerate(reversed(_digits(identifier))):
        doubled = digit * 2 if index % 2 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def _mod11(identifier: str) -> bool:
    """Weights falling to 1 at the check character, X for ten: ISBN-10, NHS numbers."""
    digits = _digits(identifier)
    if identifier[-1:].upper() == "X":
        digits.append(10)
    return sum(weight * digit for weight, digit in enumerate(reversed(digits), start=1)) % 11 == 0


def _mod97(identifier: str) -> bool:
    """ISO 7064 MOD 97-10 over the characters as written."""
    digits = "".join(str(int(char, 36)) for char in identifier if char.isascii() and char.isalnum())
    return bool(digits) and int(digits) % 97 == 1


def _iban(identifier: str) -> bool:
    compact = "".join(char for char in identifier if char.isalnum())
    return _mod97(compact[4:] + compact[:4])


def _ean(identifier: str) -> bool:
    """Weights 1 and 3 from the right: EAN, UPC, ISBN-13."""
    return sum(digit * (3 if index % 2 else 1) for index, digit in enumerate(reversed(_digits(identifier)))) % 10 == 0


CHECKSUMS: dict[str, Callable[[str], bool]] = {
    "luhn": _luhn,
    "mod11": _mod11,
    "mod97": _mod97,
    "iban": _iban,
    "ean": _ean,
}


# -- the last four digits of a card ----------------------------------------------------------------------------


def parse_card_last4(text: str, context: ParseContext) -> str | None:
    """Return the last four digits of a card, or None; a whole card number gives its own last four."""
    language = context.language

    def read(tokens: Sequence[Token]) -> str | None:
        return _last_four(tokens, context)

    def mend(earlier: Sequence[Token], later: Sequence[Token]) -> str | None:
        known, tails = read(earlier), digit_runs(later, language)
        if known is None or len(tails) != 1 or len(tails[0].digits) != 2:
            return None
        return known[:2] + tails[0].digits

    return last_value(clean(text, language), language, read, mend)


def _last_four(tokens: Sequence[Token], context: ParseContext) -> str | None:
    language = context.language
    runs = digit_runs(tokens, language)
    if not runs:
        return None
    kind = "contact" if context.asked else "record"  # a card told of may be stolen, one to pay with not
    offers = Offers(tokens, "card_last4", language, kind=kind)
    marked = Offers(tokens, "card_last4", language, kind=kind)
    read_to = 0
    for run in runs:
        lead = tokens[max(read_to, run.start - 3) : run.start]
        read_to = run.end
        digits = _last_digits(run, tokens)
        if (
            len(digits) != 4
            or _is_of_code(tokens, run.start)
            or is_other_quantity(tokens, run.start, run.end)
            or is_opening(tokens, run.start, run.end)
        ):
            continue
        before = {token.text.removesuffix("'s") for token in lead}
        is_marked = not before.isdisjoint(_LAST_FOUR_MARKERS)
        if not before.isdisjoint(_OTHER_FIGURES) or (not is_marked and is_when(tokens, run.start, run.end, digits)):
            continue
        (marked if is_marked else offers).add(digits, run.start, run.end)
    if marked or not context.asked:  # without a mark, four digits may be anything
        return marked.only()
    return offers.only()


def _is_of_code(tokens: Sequence[Token], start: int) -> bool:
    """Whether digits are glued to letters: "BA4177"; not "xxxx4177"."""
    return tokens[start].glued and tokens[start - 1].text.isalpha() and set(tokens[start - 1].text) != {"x"}


def _last_digits(run: DigitRun, tokens: Sequence[Token]) -> str:
    """The digits of a run; the last four where they are of a whole card number."""
    digits = run.digits
    count = len(digits)
    if count == 4:
        return digits
    if count == 5:
        opening = tokens[run.start].text
        if opening == "oh" or (opening == "four" and tokens[run.start - 1].text == "last"):
            return digits[1:]  # "oh, four four one seven", "last four 2019"
        return without_pronoun(run, tokens, 4)
    if 6 <= count <= 8:
        return without_restart(run, tokens, 4)
    return digits[-4:] if count in _CARD_DIGITS and (_luhn(digits) or _is_in_fours(run)) else digits


def _is_in_fours(run: DigitRun) -> bool:
    """Whether sixteen digits were typed as on the card: "4929 1182 3345 6671"."""
    return [len(piece.readings[0]) for piece in run.pieces] == [4, 4, 4, 4]
