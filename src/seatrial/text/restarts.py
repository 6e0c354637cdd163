"""Digits that are said too many: begun again after a hesitation, said twice, or no digits at all.

"three seven two uh three seven two oh six", "four four one seven four four one seven", "the blue one four four ...".

Never decides what the digits are for. Called by the ZIP and card parsers.
"""

from collections.abc import Sequence

from seatrial.text.spoken import DigitRun
from seatrial.text.tokens import Token

_DETERMINERS = frozenset("the this that my our your his her their a an".split())


def without_restart(run: DigitRun, tokens: Sequence[Token], length: int) -> str:
    """Return the digits of a run, without what was said before it was begun again.

    Args:
        run: Digits over `tokens`.
        tokens: Cleaned tokens; a dropped filler shows as a gap between two of them.
        length: How many digits the number has.
    """
    digits = run.digits
    if len(digits) == 2 * length and digits[:length] == digits[length:]:
        return digits[length:]
    begun = digits[: len(digits) - length]
    if len(begun) < 2 or digits[len(begun) : 2 * len(begun)] != begun:
        return digits
    said = 0
    for piece in run.pieces:
        if said == len(begun):
            token, last = tokens[piece.start], tokens[piece.start - 1]
            hesitated = token.start - len(token.before) > last.start + len(last.surface)
            return digits[said:] if hesitated else digits
        said += len(piece.readings[0])
    return digits


def without_pronoun(run: DigitRun, tokens: Sequence[Token], length: int) -> str:
    """Return the digits of a run, without an opening "one" that is a thing: "the blue one six oh two eight".

    Args:
        run: Digits over `tokens`.
        tokens: Cleaned tokens.
        length: How many digits the number has.
    """
    digits = run.digits
    if len(digits) != length + 1 or run.start < 2 or tokens[run.start].text != "one":
        return digits
    lead = [token.text for token in tokens[max(0, run.start - 3) : run.start - 1]]
    return digits[1:] if not _DETERMINERS.isdisjoint(lead) and tokens[run.start - 1].text.isalpha() else digits
