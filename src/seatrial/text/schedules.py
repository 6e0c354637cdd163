"""Days and times that are no answer by how they stand: denied or told of (`standing`), or when something else is on.

"6:15, my shift starts at 7": the later time gives way to the one it explains; "how are you today" names no day. Never
settles between the rest. Called by `mentions`.
"""

from collections.abc import Sequence
from itertools import pairwise

from seatrial.text.clauses import is_pause
from seatrial.text.clock_parts import Mention
from seatrial.text.data import remark_words, standing_words
from seatrial.text.data import schedule_words as data
from seatrial.text.days_es import is_day_of_something_else_es, is_past_es
from seatrial.text.phrase_sets import word_set
from seatrial.text.reading import Reading
from seatrial.text.remarks import COPULAS, SHOWN_AFTER, is_described, is_shown
from seatrial.text.standing import cues_in, stands_among
from seatrial.text.standing_es import stands_es

_REASONS = word_set(data.REASONS)
_STARTS = word_set(data.STARTS)
_AROUND = word_set(data.AROUND)
_HAVING = word_set(data.HAVING)
_ROUTINES = word_set(data.ROUTINES)
_BESIDE_ROUTINE = word_set(data.BESIDE_ROUTINE)
_BEFORE_ROUTINE = frozenset({"usually", "always", "normally", "only", "don't", "dont", "just", "all"})
_GETTING = frozenset({"get", "gets", "got", "am", "i'm", "was", "be", "is", "up", "school's", "kids", "we're", "he's"})
_THEN_AT = frozenset({"at", "by", "till", "until", "about", "around", "before"})
_GOT_WHERE = frozenset({"up", "off", "out"})
_OF_THE_WISH = word_set(data.OF_THE_WISH)
_EVENTS = word_set(data.EVENTS) | word_set(standing_words.ENGAGEMENTS)
_BIRTHDAYS = frozenset({"birthday", "bday", "anniversary", "party", "baptism"})
_ON_THEN = _EVENTS | word_set(data.THINGS_ON) | _BIRTHDAYS
_ROUTINE_CUES = _ROUTINES | _GOT_WHERE | _ON_THEN | {f"{event}'s" for event in _EVENTS | _BIRTHDAYS}
_SMALL_TALK = word_set(data.SMALL_TALK)
_WISHES = word_set(data.WISHES)
_ASKS_FOR = word_set(data.ASKS_FOR)
_BAD_AT = word_set(data.BAD_AT)
_NOW_IS = frozenset({"it's", "its", "is", "gone", "nearly", "almost", "past"})  # "it's 3am here"
_COPULAS = frozenset({"is", "isn't", "isnt", "was", "wasn't"})
_NAMING_DAYS: tuple[list[str], ...] = (["a"], ["the"], ["on", "a"])
_THEN = frozenset({"that", "then"})
_BEYOND = frozenset({"before", "after", "until", "till"})
_WEEKDAYS = word_set(data.WEEKDAYS)
_THINGS_ON = word_set(data.THINGS_ON)
_WE_HAVE = frozenset({"we've", "i've", "weve", "ive"})
_ITS = frozenset({"the", "a", "an", "my", "our"})
_FREE = frozenset({"free", "off", "available", "nothing", "spare", "slot", "gap", "day"})
_RELATIVES = word_set(standing_words.FAMILY) | word_set(remark_words.RELATIVES)
_NONE: frozenset[int] = frozenset()
_REASON_CUES = _REASONS | _STARTS | _HAVING | {"i'm", "im", "we're"}


def unmeant(reading: Reading, mentions: Sequence[Mention]) -> frozenset[int]:
    """Return where those of `mentions` begin that are no answer."""
    if not reading.english:
        return _unmeant_es(reading, mentions)
    words = reading.words[: reading.size]
    if len(mentions) == 1 and mentions[0].end - mentions[0].start == reading.size:
        return _NONE
    found: set[int] = {
        mention.start
        for mention in mentions
        if reading.words[mention.end] == "here" and reading.words[mention.start - 1] in _NOW_IS
    }
    if cues := cues_in(words):
        found.update(
            mention.start
            for mention in mentions
            if not stands_among(reading.tokens, words, cues, mention.start, mention.end)
            or words[mention.start - 1] == "gone"  # "it's gone midnight"
        )
    found.update(mention.start for mention in mentions if _is_remarked(reading, mention))
    if not _ROUTINE_CUES.isdisjoint(words):
        found.update(mention.start for mention in mentions if _is_routine(reading, mention))
    if not _SMALL_TALK.isdisjoint(words):
        found.update(mention.start for mention in mentions if _is_small_talk(reading, mention))
    if not _THEN.isdisjoint(words[2:]):
        found.update(mention.start for mention in mentions if _is_bound_of_wish(reading, mention))
    if not _WE_HAVE.isdisjoint(words) or len(mentions) > 1:
        found.update(_engaged_days(reading, mentions))
    if len(mentions) > 1:
        found.update(mention.start for mention in mentions if mention.part and _is_bad_then(words, mention.start))
        found.update(_compared(reading, mentions))
    if len(mentions) > 1 and not _REASON_CUES.isdisjoint(words):
        found.update(_explaining(reading, mentions))
    return frozenset(found) if found else _NONE


def _unmeant_es(reading: Reading, mentions: Sequence[Mention]) -> frozenset[int]:
    tokens = reading.tokens
    opens = {mention.start for mention in mentions}
    return frozenset(
        m.start
        for m in mentions
        if m.end - m.start < reading.size
        and (
            not stands_es(tokens, m.start, m.end)
            or is_past_es(tokens, m.start, m.end)
            or (m.date is not None and m.end not in opens and is_day_of_something_else_es(tokens, m.start, m.end))
        )
    )


def _is_remarked(reading: Reading, mention: Mention) -> bool:
    """Whether a clock or a calendar only shows it, or a day is only said to be somehow: "monday's always manic"."""
    words, end = reading.words, mention.end
    if words[mention.start - 1] not in SHOWN_AFTER and words[end] not in COPULAS and words[end - 1][-2:] != "'s":
        return False
    close = end
    while close < reading.size and not is_pause(reading.before[close]):
        close += 1
    if mention.start and is_shown(words, mention.start, end, close):
        return True
    return mention.clock is None and close > end and is_described(words, end, close)


def _is_routine(reading: Reading, mention: Mention) -> bool:
    """Whether something else begins or ends then: "i get up at six", "my shift ended at two", "the film's at eight"."""
    words = reading.words
    if mention.clock is None and mention.part is None:
        return mention.date is not None and _is_event(reading, mention)
    at = mention.start - 1
    while at > 0 and words[at] in _BESIDE_ROUTINE and not is_pause(reading.before[at + 1]):
        at -= 1
    if at < 0 or is_pause(reading.before[at + 1]):
        return False
    if _THEN_AT.isdisjoint(words[at + 1 : mention.start]):
        return _is_event(reading, mention)
    if words[at] in _ROUTINES or (words[at] in _GETTING and not _GOT_WHERE.isdisjoint(words[at + 1 : mention.start])):
        lead = at - 1
        while lead > 0 and words[lead] in _BEFORE_ROUTINE:
            lead -= 1
        return at > 0 and words[lead] not in _OF_THE_WISH and not _is_wished_after(reading, mention)
    return _is_event(reading, mention)


def _is_event(reading: Reading, mention: Mention) -> bool:
    """Whether an event is said to be then: "the wedding's on the twentieth", "the bins are tuesday"."""
    words = reading.words
    at = mention.start - 1
    while at > 0 and words[at] in {"at", "on", "the", "about", "around"}:
        at -= 1
    if at > 0 and words[at] in {"is", "are", "was"}:
        at -= 1
    elif not words[at].endswith("'s"):
        return False
    event = words[at].removesuffix("'s")
    kins = words[at - 1].removesuffix("'s") if at > 1 else ""
    if event in _BIRTHDAYS and kins != words[at - 1] and kins in _RELATIVES:
        return not _is_wished_after(reading, mention)
    return (event in _EVENTS or event in _THINGS_ON) and not _is_wished_after(reading, mention)


def _is_wished_after(reading: Reading, mention: Mention) -> bool:
    rest = reading.words[mention.end : min(reading.size, mention.end + 3)]
    return any(word in {"please", "works", "suits"} for word in rest)


def _is_bound_of_wish(reading: Reading, mention: Mention) -> bool:
    """Whether something else is on then, and the wish lies beyond: "my flight lands at six so not before that"."""
    words = reading.words
    at = mention.start - 1
    while at > 0 and (words[at] in _AROUND or reading.words[at] in _WEEKDAYS):
        at -= 1
    return words[at] in _STARTS and any(
        words[then] in _THEN and words[then - 1] in _BEYOND for then in range(mention.end + 1, reading.size)
    )


def _engaged_days(reading: Reading, mentions: Sequence[Mention]) -> list[int]:
    """A day when something is on, and its time: "the eleventh we've the boiler man at nine", "friday's bin day"."""
    words = reading.words
    found: list[int] = []
    for place, mention in enumerate(mentions):
        end = mention.end
        if mention.date is None:
            continue
        if words[end - 1].endswith("'s") and words[end] in _THINGS_ON:
            found.append(mention.start)
        following = mentions[place + 1] if place + 1 < len(mentions) else None
        timed = _time_beside(words, mention, following)
        if timed is not None:  # "friday at ten i've got the vet"
            end = timed.end
            following = mentions[place + 2] if place + 2 < len(mentions) else None
        if words[end] not in _WE_HAVE or is_pause(reading.before[end]):
            continue
        if following is not None and following.date is not None and not _is_subject(words, following.end):
            continue  # "... the day after, i've my grandson tomorrow"
        on = end + 1 + (words[end + 1] == "got")
        close = reading.size if following is None else following.start
        if words[on] in _ITS and _FREE.isdisjoint(words[on:close]) and not is_pause(reading.before[on]):
            found.append(mention.start)
            if timed is not None:
                found.append(timed.start)
            if following is not None and following.date is None:
                found.append(following.start)
    return found


def _time_beside(words: Sequence[str], day: Mention, following: Mention | None) -> Mention | None:
    """The time said with a day, if something else follows it: the ten of "friday at ten i've got the vet"."""
    if following is None or following.clock is None or words[following.end] not in _WE_HAVE:
        return None
    return following if set(words[day.end : following.start]) <= {"at"} else None


def _is_subject(words: Sequence[str], end: int) -> bool:
    return words[end - 1].endswith("'s") or words[end] in {"is", "would", "will", "works", "suits"}


def _is_bad_then(words: Sequence[str], start: int) -> bool:
    """Whether a part of the day only tells when the speaker is of no use: "i'm no good in the morning"."""
    at = start - 1
    while at > 1 and words[at] in {"the", "in", "of", "at", "a"}:
        at -= 1
    return words[at] in _BAD_AT or (words[at] == "good" and words[at - 1] in {"no", "not", "never", "any"})


def _compared(reading: Reading, mentions: Sequence[Mention]) -> list[int]:
    """Two that are one question or one saying: "is the 14th a saturday", "half seven for eight"."""
    words = reading.words
    found: list[int] = []
    for first, second in pairwise(mentions):
        between = words[first.end : second.start]
        if (between == ["for"] and first.clock is not None and second.clock is not None) or (
            words[0] in _COPULAS
            and first.start <= 2
            and between in _NAMING_DAYS
            and first.date is not None
            and second.date is not None
        ):
            found.extend((first.start, second.start))
    return found


def _explaining(reading: Reading, mentions: Sequence[Mention]) -> list[int]:
    """Those that only tell why another of their kind was chosen."""
    reasons = {mention.start for mention in mentions if _is_reason(reading, mention)}
    if not reasons:
        return []
    return [
        mention.start
        for mention in mentions
        if mention.start in reasons
        and any(other.start not in reasons and _is_same_kind(mention, other) for other in mentions)
    ]


def _is_same_kind(first: Mention, second: Mention) -> bool:
    return (first.clock is not None and second.clock is not None) or (
        first.date is not None and second.date is not None
    )


def _is_reason(reading: Reading, mention: Mention) -> bool:
    words = reading.words
    at = mention.start - 1
    while at >= 0 and words[at] in _AROUND and not is_pause(reading.before[at + 1]):
        at -= 1
    if at >= 0 and words[at] in _STARTS and not is_pause(reading.before[at + 1]):
        return words[at - 1] not in {"can", "could", "to"}
    if words[mention.end] in {"i'm", "im", "we're"} and words[mention.end + 1] in {"at", "on", "with", "seeing"}:
        return words[mention.end + 2] != "home"  # "thursday i'm at the hospital"
    while at >= 0 and not is_pause(reading.before[at + 1]) and words[at] not in _ASKS_FOR:
        if words[at] in _REASONS or words[at] in _HAVING:
            return words[at] in _REASONS or at < mention.start - 2
        at -= 1
    return False


def _is_small_talk(reading: Reading, mention: Mention) -> bool:
    """Whether "today" only goes with how things are: "how are you today", "the sun's out today"."""
    words = reading.words
    if words[mention.start] not in {"today", "tonight"} or mention.end - mention.start > 1:
        return False
    at = mention.start
    while at > 0 and not is_pause(reading.before[at]):
        at -= 1
    before = words[at : mention.start]
    return not _SMALL_TALK.isdisjoint(before) and _WISHES.isdisjoint(before)
