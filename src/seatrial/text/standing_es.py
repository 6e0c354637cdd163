"""How a value stands in a Spanish sentence: meant by the speaker, or only mentioned.

The smaller counterpart of `standing`: denied, asked about, told of the past, somebody else's, or on when something else
is. Never reads the value. Called by the slot parsers.
"""

from collections.abc import Sequence

from seatrial.text.clauses import is_pause
from seatrial.text.data import standing_words_es as data
from seatrial.text.data.numerals import UNITS_ES
from seatrial.text.phrase_sets import phrases, word_set
from seatrial.text.tokens import Token

_OPENERS = word_set(data.CLAUSE_OPENERS)
_LIGHT = word_set(data.LIGHT)
_DENIERS = word_set(data.DENIERS)
_WISHES = word_set(data.WISHES)
_SAID = word_set(data.SAID)
_FAILED = word_set(data.FAILED)
_OTHERS = word_set(data.OTHERS)
_OWNERS = word_set(data.OWNERS)
_THEIR_DOINGS = word_set(data.THEIR_DOINGS)
_HELD_UP = word_set(data.HELD_UP)
_REPEATED = word_set(data.REPEATED)
_TIMES = word_set(data.TIMES)
_MOMENTS = word_set(data.MOMENTS)
_ENGAGED = word_set(data.ENGAGED)
_FREE = word_set(data.FREE)
_MINE = word_set(data.MINE)
_DOUBTS = tuple(phrases(data.DOUBTS))
_DOUBT_CUES = frozenset(phrase[-1] for phrase in _DOUBTS)
_ONCE = word_set(data.ONCE)
_LIVE = word_set(data.LIVE)
_CUES = (
    _MINE | _DOUBT_CUES | _ONCE | _LIVE | _DENIERS | _SAID | _OTHERS | _HELD_UP | _TIMES | _MOMENTS | _ENGAGED | {"¿"}
)


_COUNTS = frozenset(UNITS_ES) - {"un", "una", "uno"}
_HOLD_ON = frozenset({"espera", "espere", "esperame", "espereme", "aguarda", "aguarde"})
_AM = frozenset({"tengo", "estoy", "hay", "estan", "me", "llaman"})
_HELD_REACH = 3
_SAYS = frozenset({"dice", "dicen", "dijo", "cree"})
_STILL_MEANT = (["para"], ["a"], ["de"], ["el"], ["pensado"], ["pensando"])
_WAS_MY = (["era", "mi"], ["fue", "mi"], ["era", "el"])


def stands_es(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return whether the value over [start, end) is meant as the speaker's own, now."""
    if end - start >= len(tokens):
        return True
    words = [token.text for token in tokens]
    told = words[1:] if words[0] in _HOLD_ON else words
    if told[0] == "que" and told[1] in _AM and start <= _HELD_REACH:
        return False  # "espera que tengo dos llamadas"
    if _CUES.isdisjoint(words):
        return True
    left = _left(tokens, words, start)
    before = words[left:start]
    return not (
        _is_denied(words, left, start)
        or _is_asked(words, start)
        or (not _SAID.isdisjoint(before) and not _FAILED.isdisjoint(words[end:]))
        or not _HELD_UP.isdisjoint(before)
        or _is_others(words, left, start)
        or _is_counted_past(words, before, end)
        or _is_engaged(words, end)
        or _is_undecided(words, end)
        or is_contrasted_es(words, end)
        or (_is_once(before) and not _counts_again(words, end))
        or words[end : end + 2] in _WAS_MY
        or (not _LIVE.isdisjoint(before) and words[start - 1] == "numero")
    )


def _counts_again(words: Sequence[str], end: int) -> bool:
    """Whether others are counted besides, so that neither count is the answer: "eramos seis pero faltan dos"."""
    rest = words[end:]
    return "ahora" not in rest and not _COUNTS.isdisjoint(rest)


def _is_once(before: Sequence[str]) -> bool:
    """Whether it was so once: "eramos cinco"; not "era para el viernes", "habia pensado en el lunes"."""
    for at in range(len(before) - 1, -1, -1):
        if before[at] == "ahora":
            return False
        if before[at] in _ONCE:
            return before[at] not in {"era", "habia"} or before[at + 1 : at + 2] not in _STILL_MEANT
    return False


def is_contrasted_es(words: Sequence[str], end: int) -> bool:
    """Return whether the speaker's own is something else: "el de mi vecino es ... pero el mío no lo sé"."""
    return any(
        words[at] in _MINE and words[at - 1] in {"el", "la", "lo"} and words[at - 2] in {"pero", "y", "de"}
        for at in range(end + 2, len(words))
    )


def _is_undecided(words: Sequence[str], end: int) -> bool:
    """Whether the utterance ends in doubt: "... pero ni idea", "... tengo que mirarlo"."""
    return any(len(words) - len(doubt) >= end and tuple(words[-len(doubt) :]) == doubt for doubt in _DOUBTS)


def _left(tokens: Sequence[Token], words: Sequence[str], start: int) -> int:
    at = start
    while (
        at > 0
        and (words[at - 1] not in _OPENERS or (at > 1 and words[at - 2] in _SAYS))
        and not is_pause(tokens[at].before)
    ):
        at -= 1
    return at


def _is_denied(words: Sequence[str], left: int, start: int) -> bool:
    at = start - 1
    while at >= left and words[at] in _LIGHT:
        at -= 1
    if at < left or words[at] not in _DENIERS:
        return False
    return at == left if words[at] == "no" else not (at > left and words[at - 1] == "o")  # "mas o menos diez"


def _is_asked(words: Sequence[str], start: int) -> bool:
    """Whether a question that wishes nothing holds the value: "¿abrís el viernes?"."""
    if "¿" not in words:
        return False
    opened = words.index("¿")
    return opened <= start and _WISHES.isdisjoint(words[opened:])


def _is_others(words: Sequence[str], left: int, start: int) -> bool:
    for at in range(left + 1, start):
        if words[at] in _OTHERS and words[at - 1] in _OWNERS:
            return not _THEIR_DOINGS.isdisjoint(words[at + 1 : start])
    return False


def _is_counted_past(words: Sequence[str], before: Sequence[str], end: int) -> bool:
    following = words[end] if end < len(words) else ""
    return following in _MOMENTS or (following in _TIMES and not _REPEATED.isdisjoint(before))


def _is_engaged(words: Sequence[str], end: int) -> bool:
    """Whether something else is on then: "el viernes tengo médico", "hoy estoy fatal"."""
    return end < len(words) and words[end] in _ENGAGED and _FREE.isdisjoint(words[end + 1 : end + 4])
