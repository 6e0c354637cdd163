"""Identifiers with a declared shape: order numbers by pattern and checksum, the last four digits of a card.

Never invents a character the pattern leaves open; separators it requires are written even when nobody said them.
Called through `parsers.parse`.
"""

from collections.abc import Callable, Sequence

from seatrial.text.context import Language, ParseContext
from seatrial.text.incidental import is_other_quantity, is_when
from seatrial.text.patterns import CompiledPattern, PatternError, compile_pattern, match_longest
from seatrial.text.repair import clean, last_value
from seatrial.text.restarts import without_restart
from seatrial.text.spoken import Piece, digit_runs, spell_out
from seatrial.text.tokens import Token

IDENTIFIER_CHARS_MAX = 64
_CARD_DIGITS = range(13, 20)
_OTHER_FIGURES = frozenset(
    "expiry expires expiring expire exp valid cvv cvc security pin until caduca house door order room flat phone "
    "telephone zip alarm gate extension year".split()
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
        found = _matches(compiled, spell_out(tokens, language), tokens, check)
        return found[0] if len(found) == 1 else None

    def mend(earlier: Sequence[Token], later: Sequence[Token]) -> str | None:
        known = read(earlier)
        tail = _spelled(later, language)
        if known is None:
            return _resumed(compiled, _spelled(earlier, language), tail, check)
        if not 1 < len(tail) < len(known):
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


def _matches(
    compiled: CompiledPattern, pieces: Sequence[Piece], tokens: Sequence[Token], check: Callable[[str], bool]
) -> list[str]:
    readings = [_readings(piece, tokens) for piece in pieces]
    found: list[str] = []
    position = 0
    while position < len(pieces):
        match = None
        if pieces[position].kind not in {"joiner", "sign"}:
            match = match_longest(compiled, readings[position:], IDENTIFIER_CHARS_MAX)
        if match is None or not match[1] or _is_cut_short(pieces, position, position + match[0], tokens):
            position += 1
            continue
        start, end = pieces[position].start, pieces[position + match[0] - 1].end
        is_figure = match[1].isdecimal() and (is_other_quantity(tokens, start, end) or "/" in tokens[start].text)
        if check(match[1]) and match[1] not in found and not is_figure:
            found.append(match[1])
        position += match[0]
    return found


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
    before = pieces[start - 1].kind if start else "word"
    after = pieces[end].kind if end < len(pieces) else "word"
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
    found: list[str] = []
    marked: list[str] = []
    for run in digit_runs(tokens, context.language):
        digits = run.digits
        opening = tokens[run.start].text
        if len(digits) == 5 and (opening == "oh" or (opening == "four" and tokens[run.start - 1].text == "last")):
            digits = digits[1:]  # "oh, four four one seven", "last four 2019"
        elif 6 <= len(digits) <= 7:
            digits = without_restart(run, tokens, 4)
        elif len(digits) in _CARD_DIGITS and _luhn(digits):
            digits = digits[-4:]
        if len(digits) != 4 or is_other_quantity(tokens, run.start, run.end):
            continue
        before = {token.text for token in tokens[max(0, run.start - 3) : run.start]}
        is_marked = not before.isdisjoint(_LAST_FOUR_MARKERS)
        if not before.isdisjoint(_OTHER_FIGURES) or (not is_marked and is_when(tokens, run.start, run.end, digits)):
            continue
        code = digits
        if code not in found:
            found.append(code)
        if is_marked:
            marked.append(code)
    if len(set(marked)) == 1:
        return marked[0]
    if not context.asked:
        return None  # four digits may be anything
    return found[0] if len(found) == 1 else None
