"""The plainest yes and no in English: whole answers that need no parser, as they are most of what is said to "right?".

Only what `text.yes_no` reads the same; anything more, such as a value or a reservation, is left to it.
"""

from __future__ import annotations

from itertools import product

_YES = ("yes", "yeah", "yep", "yup", "yes please", "yeah please", "yes yes")
_AGREED = (
    "correct", "that s right", "that s correct", "that is right", "that is correct", "that s fine", "that s great",
    "that s perfect", "that would be great", "that would be lovely", "that would be fine", "that would be perfect",
    "that d be great", "that d be lovely", "that ll be fine",
)  # fmt: skip
_NO = ("no", "nope", "nah")
_REFUSED = ("that s wrong", "that s not right", "that is not right", "that s not correct", "it isn t", "it s not")
_THANKS = ("", " thanks", " thank you")

PLAINLY: dict[str, bool] = {
    **{first + thanks: True for first, thanks in product((*_YES, *_AGREED), _THANKS)},
    **{f"{first} {then}{thanks}": True for first, then, thanks in product(_YES, _AGREED, _THANKS)},
    **{first + thanks: False for first, thanks in product(_NO, _THANKS)},
    **{f"{first} {then}": False for first, then in product(_NO, _REFUSED)},
}
"""Plain words (see `lexicon.plain`) -> what they answer."""

_HESITANT = frozenset({"um", "uh", "er", "erm", "well", "so", "oh"})


def plainly(words: str) -> bool | None:
    """Return what plain words answer, hesitation before them aside; None when they are not as plain as that."""
    verdict = PLAINLY.get(words)
    while verdict is None:
        first, _, words = words.partition(" ")
        if first not in _HESITANT or not words:
            return None
        verdict = PLAINLY.get(words)
    return verdict
