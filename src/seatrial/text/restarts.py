"""Digits broken off by a hesitation and begun again: "three seven two uh three seven two oh six".

Never decides what the digits are for. Called by the ZIP and card parsers.
"""

from collections.abc import Sequence

from seatrial.text.spoken import DigitRun
from seatrial.text.tokens import Token


def without_restart(run: DigitRun, tokens: Sequence[Token], length: int) -> str:
    """Return the digits of a run, without what was said before it was begun again.

    Args:
        run: Digits over `tokens`.
        tokens: Cleaned tokens; a dropped filler shows as a gap between two of them.
        length: How many digits the number has.
    """
    digits = run.digits
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
