"""How a value stands in a Spanish sentence: meant by the speaker, or only mentioned.

The counterpart of `standing`: denied, asked about, told of the past, somebody else's, put off, left open, part of a
saying, or on when something else is. Never reads the value. Called by the slot parsers.
"""

import re
from collections.abc import Sequence

from seatrial.text.clauses import is_pause
from seatrial.text.data import standing_words_es as data
from seatrial.text.data.numerals import HUNDREDS_ES, TENS_ES, UNITS_ES
from seatrial.text.phrase_sets import word_set
from seatrial.text.tokens import Token

_OPENERS = word_set(data.CLAUSE_OPENERS)
_LIGHT = word_set(data.LIGHT)
_DENIERS = word_set(data.DENIERS)
_WISHES = word_set(data.WISHES)
_SAID = word_set(data.SAID)
_FAILED = word_set(data.FAILED)
_OTHERS = word_set(data.OTHERS)
_FAMILY = word_set(data.FAMILY)
_OWNERS = word_set(data.OWNERS)
_THEIR_DOINGS = word_set(data.THEIR_DOINGS)
_FAMILY_DOINGS = word_set(data.FAMILY_DOINGS)
_OURS = frozenset({"me", "nos", "yo"})
_HELD_UP = word_set(data.HELD_UP)
_REPEATED = word_set(data.REPEATED)
_TIMES = word_set(data.TIMES)
_MOMENTS = word_set(data.MOMENTS)
_ENGAGED = word_set(data.ENGAGED)
_FREE = word_set(data.FREE)
_MINE = word_set(data.MINE)
_ONCE = word_set(data.ONCE)
_WEEKDAYS = word_set(data.WEEKDAYS)
_ANY_ONE = word_set(data.ANY_ONE)
_NAMES = word_set(data.NAMES)

_COUNTS = frozenset(UNITS_ES) - {"un", "una", "uno"}
_SAYS = frozenset({"dice", "dicen", "cree"}) | _SAID
_WHEN = frozenset("las lunes martes miercoles jueves viernes sabado domingo manana".split())
_AMOUNT_WORDS = frozenset({*UNITS_ES, *TENS_ES, *HUNDREDS_ES, "mil"})
_STILL_MEANT = (["para"], ["a"], ["de"], ["el"], ["pensado"], ["pensando"])
_WAS_MY = (["era", "mi"], ["fue", "mi"], ["era", "el"])
_NOT_A_MONTH = frozenset({"no", "ay", "uy", "eh", "este", "que"})

_IDIOMS = re.compile(f"(?<= )(?:{'|'.join(data.IDIOMS.strip().splitlines())})(?= )")
_PUTTING_OFF = re.compile(data.PUTTING_OFF)
_PUT_OFF = re.compile(data.PUT_OFF)
_UNFIT_DAY = re.compile(data.UNFIT_DAY)
_TOLD_AFTER = re.compile(data.TOLD_AFTER % "|".join(sorted(_ONCE - {"era", "eran", "habia"})))
_OPEN_AFTER = re.compile(data.OPEN_AFTER)
_UNSURE_COUNT = re.compile(data.UNSURE_COUNT)
_OPEN_BEFORE = re.compile(data.OPEN_BEFORE)
_INDIFFERENT_BEFORE = re.compile(data.INDIFFERENT_BEFORE)
_PROMISED = re.compile(data.PROMISED)
_TOLD_TO_WAIT = re.compile(data.TOLD_TO_WAIT)
_ASKED_FIRST = re.compile(data.ASKED_FIRST)
_ONCE_BEFORE = re.compile(data.ONCE_BEFORE)
_SET_AGAINST = re.compile(data.SET_AGAINST)
_AGAINST = re.compile(data.AGAINST)
_STREETS = re.compile(data.STREETS)
_BOUND_BEFORE = re.compile(data.BOUND_BEFORE)
_BOUND_AFTER = re.compile(data.BOUND_AFTER)
_CLOCK_BEFORE = re.compile(data.CLOCK_BEFORE)
_DATE_AFTER = re.compile(data.DATE_AFTER)
_WHILE_AFTER = re.compile(data.WHILE_AFTER)
_WAITING_BEFORE = re.compile(data.WAITING_BEFORE)
_GOES_ON = re.compile(data.GOES_ON)
_AGE_AFTER = re.compile(data.AGE_AFTER)
_REFUSED_NUMBER = re.compile(data.REFUSED_NUMBER)
_NOT_SO_MANY = re.compile(data.NOT_SO_MANY)


def stands_es(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return whether the value over [start, end) is meant as the speaker's own, now."""
    if end - start >= len(tokens):
        return True
    words = [token.text for token in tokens]
    left = _left(tokens, words, start)
    before = words[left:start]
    return not (
        _is_denied(words, left, start)
        or _is_asked(words, start)
        or (not _SAID.isdisjoint(before) and not _FAILED.isdisjoint(words[end:]))
        or _is_held_up(before)
        or _is_others(words, left, start)
        or _is_counted_past(words, before, end)
        or _is_engaged(words, end)
        or is_contrasted_es(words, end)
        or (_is_once(before) and not _counts_again(words, end))
        or words[end : end + 2] in _WAS_MY
        or _is_named(words, start, end)
        or _is_only_told(words, before, start, end)
    )


def is_amount_es(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return whether an amount over [start, end) is meant, and is not the second of two: "veinte o treinta euros"."""
    second = start > 1 and tokens[start - 1].text == "o"
    first = tokens[start - 2].text if second else ""
    return not (second and (first[0].isdecimal() or first in _AMOUNT_WORDS)) and stands_es(tokens, start, end)


def tells_when_es(tokens: Sequence[Token]) -> bool:
    """Return whether what was put right is a day or a time: "655 000 141, el martes, digo el lunes a las diez"."""
    return any(token.text in _WHEN for token in tokens)


def is_no_count_es(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return whether a number only bounds, or is one of the clock, the calendar, an age or a while to wait."""
    words = [token.text for token in tokens]
    before, after = _spaced(words[max(0, start - 4) : start]), _spaced(words[end : end + 5])
    return bool(
        _BOUND_BEFORE.search(before)
        or _BOUND_AFTER.search(after)
        or (_CLOCK_BEFORE.search(before) and words[start - 2 : start] != ["eso", "de"])
        or _DATE_AFTER.search(after)
        or (before.endswith(" en ") and len(words[start]) == 4 and words[start].isdecimal())
        or (start > 0 and (_AGE_AFTER.search(after) or (before.endswith(" de ") and after.startswith(" anos "))))
        or (_WHILE_AFTER.search(after) and (_WAITING_BEFORE.search(before) or _GOES_ON.search(after)))
    )


def is_refused_count_es(tokens: Sequence[Token], ends: Sequence[int], count: int) -> bool:
    """Return whether the only number in the utterance is refused: "cinco no son", "no somos tres", or to wait for.

    Args:
        tokens: The words.
        ends: After which of them something like a number ends.
        count: How many numbers those are.
    """
    words = [token.text for token in tokens]
    said = _spaced(words)
    if _TOLD_TO_WAIT.search(said):
        return True
    if "no" not in words:
        return False
    if words[0] == "no":
        return count == 1 and not is_pause(tokens[1].before) and _NOT_SO_MANY.search(said) is not None
    at = words.index("no")
    if words[at - 1] == "si" and count > 1:
        return True  # "tres si viene mi hermana, si no dos"
    if ends and _UNSURE_COUNT.search(_spaced(words[ends[-1] :])):
        return True  # "tres, aunque no estoy seguro"
    return (
        count <= 1
        and (at in ends or (words[at - 1] == "ya" and at - 1 in ends))
        and not is_pause(tokens[at].before)
        and _REFUSED_NUMBER.search(_spaced(words[at - 1 :])) is not None
    )


def _spaced(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "


def _is_held_up(before: Sequence[str]) -> bool:
    """Whether it is a while gone by: "llevo veinte minutos"; not "me llevo cinco"."""
    return any(word in _HELD_UP and before[at - 1 : at] != ["me"] for at, word in enumerate(before))


def _is_only_told(words: Sequence[str], before: Sequence[str], start: int, end: int) -> bool:
    """Whether it is put off, left open, of another time, a saying, an address, or gives way to what comes after."""
    tail = _spaced(words[end:]) if end < len(words) else ""
    if tail and (
        _PUT_OFF.search(tail) or _OPEN_AFTER.search(tail) or _UNFIT_DAY.search(tail) or _TOLD_AFTER.search(tail)
    ):
        return True
    return (start > 0 and _is_led_away(words, before, start, end, tail)) or _is_idiom(words, start, end)


def _is_led_away(words: Sequence[str], before: Sequence[str], start: int, end: int, tail: str) -> bool:
    """Whether what comes before it says so."""
    lead = _spaced(before)
    return bool(
        (_PUTTING_OFF.search(lead) and words[end : end + 1] != ["que"])
        or _OPEN_BEFORE.search(lead)
        or _ONCE_BEFORE.search(lead)
        or _STREETS.search(lead)
        or (tail and _SET_AGAINST.search(lead) and _AGAINST.search(tail))
        or _PROMISED.search(lead)
        or _INDIFFERENT_BEFORE.search(_spaced(words[:start]))
        or (_ASKED_FIRST.search(_spaced(words[:start])) and _WISHES.isdisjoint(words))
    )


def _is_idiom(words: Sequence[str], start: int, end: int) -> bool:
    said = _spaced(words)
    if _IDIOMS.search(said) is None:
        return False
    opened = len(_spaced(words[:start])) - 1 if start else 1
    closed = len(_spaced(words[:end])) - 1
    return any(found.start() < closed and found.end() > opened for found in _IDIOMS.finditer(said))


def _is_named(words: Sequence[str], start: int, end: int) -> bool:
    """Whether a weekday names no one day: "los viernes", "un lunes", "soy domingo"; nor a day of an unknown month."""
    if words[start] in _WEEKDAYS or (words[start] == "el" and words[start + 1] in _WEEKDAYS):
        lead = words[start - 1] if start else ""
        return lead in _ANY_ONE or lead in _NAMES or words[end : end + 2] == ["se", "llama"]
    return words[end : end + 1] == ["de"] and not _NOT_A_MONTH.isdisjoint(words[end + 1 : end + 2])


def _counts_again(words: Sequence[str], end: int) -> bool:
    """Whether others are counted besides, so that neither count is the answer: "eramos seis pero faltan dos"."""
    rest = words[end:]
    return "ahora" not in rest and not _COUNTS.isdisjoint(rest) and _ONCE.isdisjoint(rest)


def _is_once(before: Sequence[str]) -> bool:
    """Whether it was so once: "eramos cinco"; not "era para el viernes", "habia pensado en el lunes"."""
    for at in range(len(before) - 1, -1, -1):
        if before[at] == "ahora":
            return False
        if before[at] in _ONCE:
            return before[at] not in {"era", "habia", "tenia"} or before[at + 1 : at + 2] not in _STILL_MEANT
    return False


def is_contrasted_es(words: Sequence[str], end: int) -> bool:
    """Return whether the speaker's own is something else: "el de mi vecino es ... pero el mío no lo sé"."""
    return any(
        words[at] in _MINE and words[at - 1] in {"el", "la", "lo"} and words[at - 2] in {"pero", "y", "de"}
        for at in range(end + 2, len(words))
    )


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
    if words[at] == "no":
        return at == left or words[at - 1] == "que"  # "que no sea el viernes"
    return not (at > left and words[at - 1] == "o")  # "mas o menos diez"


def _is_asked(words: Sequence[str], start: int) -> bool:
    """Whether a question that wishes nothing holds the value: "¿abrís el viernes?"."""
    if "¿" not in words:
        return False
    opened = words.index("¿")
    return opened <= start and _WISHES.isdisjoint(words[opened:])


def _is_others(words: Sequence[str], left: int, start: int) -> bool:
    for at in range(left + 1, start):
        if words[at - 1] in _OWNERS and (words[at] in _OTHERS or words[at] in _FAMILY):
            doings = words[at + 1 : start]
            if words[at] in _OTHERS and not _THEIR_DOINGS.isdisjoint(doings):
                return True
            return not _FAMILY_DOINGS.isdisjoint(doings) and _OURS.isdisjoint(doings)
    return False


def _is_counted_past(words: Sequence[str], before: Sequence[str], end: int) -> bool:
    following = words[end] if end < len(words) else ""
    return following in _MOMENTS or (following in _TIMES and not _REPEATED.isdisjoint(before))


def _is_engaged(words: Sequence[str], end: int) -> bool:
    """Whether something else is on then: "el viernes tengo médico", "hoy estoy fatal"."""
    return end < len(words) and words[end] in _ENGAGED and _FREE.isdisjoint(words[end + 1 : end + 4])
