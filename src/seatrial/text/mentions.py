"""Every date, clock reading and part of the day in an utterance, and which of them the person means in the end.

Scans left to right, then settles: a correction replaces ("monday, no wait, tuesday"), an alternative leaves it open
("monday or tuesday", "between two and four"), a denial or a bound names nothing ("not monday", "after four"), and
pieces of one date are joined ("the twenty first ... of august"). Never counts out days. Called by the date, time and
datetime parsers.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

from seatrial.text import clock_en, clock_es, clock_parts, date_parts, dates_en, dates_es
from seatrial.text.clock_parts import ClockParts, Mention
from seatrial.text.context import ParseContext
from seatrial.text.data import calendar_words as data
from seatrial.text.data import relation_words as relations
from seatrial.text.date_parts import DateParts
from seatrial.text.reading import Reading
from seatrial.text.repair import clean
from seatrial.text.schedules import unmeant

T = TypeVar("T")

_MENTIONS_MAX = 40
_PAST_REACH = 7  # how many words after its verb a time still belongs to it
_PAUSES = frozenset(".,;!?")
_JOINED, _CORRECTED, _ALTERNATIVE = range(3)


class Found:
    """What an utterance says about when.

    Attributes:
        reading: The words.
        mentions: What was found, left to right, not overlapping.
        unmeant: Where those begin that are no answer by how they stand in their sentence.
    """

    __slots__ = ("mentions", "reading", "unmeant")

    def __init__(self, text: str, ctx: ParseContext) -> None:
        self.reading = Reading(clean(text, ctx.language), ctx)
        reading = self.reading
        words = reading.words
        telling = not relations.PAST_VERBS.isdisjoint(words)
        past = [at for at in range(reading.size) if _is_past_verb(words, at)] if telling else []
        self.mentions = [
            mention
            for mention in _scan(reading)
            if not (_is_gone(reading, mention) or (past and _tells_of_past(reading, mention, past)))
        ]
        self.unmeant = unmeant(reading, self.mentions) if self.mentions else frozenset[int]()

    def date(self) -> DateParts | None:
        """The date meant in the end, or None where none or several stand."""
        return _settle(self, _date_of, date_parts.merge, date_parts.overlay)

    def clock(self) -> ClockParts | None:
        """The clock reading meant in the end, or None where none or several stand."""
        return _settle(self, _clock_of, clock_parts.merge, clock_parts.overlay)

    def day_part(self) -> str | None:
        """The part of the day that was said, the last one if it was corrected, None if two stand."""
        return _settle(self, _part_of, _same_part, _newer_part)

    @property
    def counts_from_now(self) -> bool:
        """Whether the time was given as "in two hours"."""
        return any(mention.moment for mention in self.mentions)


def _is_gone(reading: Reading, mention: Mention) -> bool:
    """Whether a mention is of a day past ("i called yesterday"), which is never the answer."""
    if mention.date is not None and mention.date.on is not None and mention.date.on < reading.today:
        return True
    return reading.words[mention.end] in {"was", "were"}  # "the train on monday was late"


def _is_past_verb(words: Sequence[str], at: int) -> bool:
    """Whether something happened; "i was hoping for" and "i had to" tell of nothing that did."""
    word = words[at]
    if word not in relations.PAST_VERBS:
        return False
    if word in {"was", "were", "had"}:
        return relations.AFTER_WISHED_WAS.isdisjoint(words[at + 1 : at + 3])
    return True


def _is_taken_up(words: Sequence[str], end: int) -> bool:
    """Whether what was told is chosen after all: "you said you had friday two fifteen so that one"."""
    return any(
        words[at] == "that" and (words[at - 1] in {"do", "have", "take", "so", "with"} and words[at + 1] in _TAKEN)
        for at in range(end, len(words) - 1)
    )


_TAKEN = frozenset({"", "one", "please", "then", "works", "would", "will", "instead"})


def _tells_of_past(reading: Reading, mention: Mention, past: Sequence[int]) -> bool:
    """Whether a verb before it puts the mention in the past: "i called at nine", but not in a new clause."""
    if mention.date is not None and mention.date.year is not None:
        return False  # "i was born on ..."
    verb = max((at for at in past if at < mention.start), default=-_PAST_REACH - 1)
    words = reading.words
    if mention.start - verb > _PAST_REACH or _is_taken_up(words, mention.end):
        return False
    had = words[verb] == "had"  # "i had one booked for friday", but not "i had the 12th in mind"
    if had and words[mention.end] == "in":
        return False
    between = range(verb + 1, mention.start + 1)
    return not any(
        (words[at] in relations.NEW_CLAUSES and not (had and words[at] == "for"))
        or not _PAUSES.isdisjoint(reading.before[at])
        for at in between
    )


def _date_of(mention: Mention) -> DateParts | None:
    return mention.date


def _clock_of(mention: Mention) -> ClockParts | None:
    return mention.clock


def _part_of(mention: Mention) -> str | None:
    return mention.part


def _same_part(first: str, second: str) -> str | None:
    """Read "Tonight in the evening" is one thing, "morning ... afternoon" two."""
    if first == second:
        return first
    return min(first, second) if {first, second} <= {"evening", "night", "tonight"} else None


def _newer_part(_old: str, new: str) -> str:
    return new


# -- scanning --------------------------------------------------------------------------------------------------------


def _scan(reading: Reading) -> list[Mention]:
    mentions: list[Mention] = []
    at = 0
    last_end = -1
    starters = _STARTERS_EN if reading.english else _STARTERS_ES
    words = reading.words
    while at < reading.size and len(mentions) < _MENTIONS_MAX:
        word = words[at]
        if word not in starters and not word[0].isdecimal() and not word.endswith("ish"):
            at += 1
            continue
        if reading.glued[at] and word[0].isdecimal() and words[at - 1].isalpha() and words[at - 1] != "t":
            at += 2  # inside a reference such as "hg8x9p"
            continue
        mention = _mention(reading, at, beside=last_end == at)
        if mention is None:
            at += 1
            continue
        mentions.append(mention)
        at = last_end = mention.end
    return mentions


def _mention(reading: Reading, at: int, *, beside: bool) -> Mention | None:
    english = reading.english
    part = _day_part_en(reading, at) if english else clock_es.scan_day_part(reading, at)
    if part is not None:
        return part
    found = dates_en.scan_date(reading, at) if english else dates_es.scan_date(reading, at)
    if found is not None:
        return Mention(start=at, end=found[1], date=found[0])
    moment = clock_en.scan_moment(reading, at) if english else clock_es.scan_moment(reading, at)
    if moment is not None:
        when, end = moment
        clock = ClockParts(hour=when.hour, minute=when.minute, fixed=True)
        return Mention(start=at, end=end, date=DateParts(on=when.date()), clock=clock, moment=True)
    scan_clock = clock_en.scan_clock if english else clock_es.scan_clock
    clock_found = scan_clock(reading, at, beside=beside)
    return None if clock_found is None else Mention(start=at, end=clock_found[1], clock=clock_found[0])


def _day_part_en(reading: Reading, at: int) -> Mention | None:
    words = reading.words
    word = words[at]
    if word == "this":
        part = data.DAY_PARTS_EN.get(words[at + 1])
        return None if part is None else Mention(start=at, end=at + 2, date=DateParts(on=reading.today), part=part)
    part = data.DAY_PARTS_EN.get(word)
    if part is None or words[at - 1] in {"good", "gd"} or words[at - 1] == "bonfire":
        return None
    if part == "tonight":
        return Mention(start=at, end=at + 1, date=DateParts(on=reading.today), part=part)
    stays = relations.AFTER_OPENING_EVENING if part == "evening" else relations.AFTER_OPENING_DAY_PART
    greeting = at == 0 and words[1] and words[1] not in stays
    return None if greeting else Mention(start=at, end=at + 1, part=part)


_STARTERS_EN = frozenset({*dates_en.STARTERS, *clock_en.STARTERS, *data.DAY_PARTS_EN})
_STARTERS_ES = frozenset({*dates_es.STARTERS, *clock_es.STARTERS, *data.DAY_PARTS_ES})


# -- settling --------------------------------------------------------------------------------------------------------


def _settle(
    found: Found,
    value_of: Callable[[Mention], T | None],
    merge: Callable[[T, T], T | None],
    overlay: Callable[[T, T], T],
) -> T | None:
    """Follow the relations between mentions of one kind to the value that stands at the end."""
    reading, mentions = found.reading, found.mentions
    current: T | None = None
    is_open = False
    denied = False
    previous: Mention | None = None
    for mention in mentions:
        value = value_of(mention)
        if value is None:
            continue
        relation = _CORRECTED if previous is None else _relation(reading, mentions, previous, mention)
        previous = mention
        if denied and relation == _ALTERNATIVE:
            continue  # "not monday or tuesday"
        standing = _standing(found, mention, first=current is None)
        denied = standing == relations.DENIED
        if denied or standing == relations.BOUND:
            if denied and value == current:
                current = None
            continue
        if relation == _ALTERNATIVE or standing == relations.OPEN:
            is_open = True
        elif relation == _CORRECTED:
            current = value if current is None or is_open else overlay(current, value)
            is_open = False
        elif not is_open:
            merged = value if current is None else merge(current, value)
            is_open = merged is None
            current = merged
    return None if is_open or _withdrawn(reading, mentions, previous) else current


def _withdrawn(reading: Reading, mentions: Sequence[Mention], last: Mention | None) -> bool:
    """Whether the utterance ends by taking the last value back: "at four, no wait"."""
    if last is None or last is not mentions[-1]:
        return False
    lexicon = relations.RELATIONS[reading.english]
    tail = reading.words[last.end : reading.size]
    return any(pair in lexicon.withdrawals for pair in pairwise(tail))


def _relation(reading: Reading, mentions: Sequence[Mention], previous: Mention, mention: Mention) -> int:
    """How `mention` relates to the one before it of its kind, by the words between that no other mention took."""
    taken = [(other.start, other.end) for other in mentions if previous.end <= other.start < mention.start]
    relation = _JOINED
    words = reading.words
    lexicon = relations.RELATIONS[reading.english]
    at = previous.end
    last = ""
    while at < mention.start:
        inside = next((end for start, end in taken if start <= at < end), 0)
        if inside:
            at = inside
            continue
        word = words[at]
        if word in lexicon.alternatives:
            relation = _ALTERNATIVE
        elif word in lexicon.wishes and "but" in words[previous.end : at]:
            relation = _CORRECTED  # "it's on the second but i want the third"
        elif word in lexicon.corrections and not (word == "no" and words[at + 1] in relations.AFTER_HARMLESS_NO):
            relation = _CORRECTED
        if word not in lexicon.light:
            last = word
        at += 1
    if last in lexicon.stretches and relation != _CORRECTED:
        return _CORRECTED if _moved_from(reading, previous) else _ALTERNATIVE
    after = words[mention.end]
    if relation == _JOINED and (after in lexicon.afterthoughts or words[mention.end + 1] in lexicon.afterthoughts):
        return _CORRECTED if after in lexicon.afterthoughts or after in lexicon.light_verbs else relation
    return relation


def _moved_from(reading: Reading, previous: Mention) -> bool:
    """Whether an earlier verb makes "from X to Y" a change, not a stretch."""
    lexicon = relations.RELATIONS[reading.english]
    return any(word in lexicon.moves for word in reading.words[: previous.start])


def _is_of_denied_day(found: Found, mention: Mention, end: int) -> bool:
    """Whether the clock reading goes with a day right before it that is not meant: "not friday at four"."""
    reading = found.reading
    day = next((other for other in found.mentions if other.end == end and other.date is not None), None)
    if day is None or day is mention or any("," in reading.before[at] for at in range(end, mention.start + 1)):
        return False
    return _standing(found, day, first=True) == relations.DENIED


def _standing(found: Found, mention: Mention, *, first: bool) -> int:
    """Whether the words around a mention deny it, bound it, or leave it open."""
    reading = found.reading
    if mention.start in found.unmeant:
        return relations.DENIED
    lexicon = relations.RELATIONS[reading.english]
    words = reading.words
    at = mention.start - 1
    while at >= 0 and words[at] in lexicon.light:
        at -= 1
    before = words[at] if at >= 0 else ""
    lead = words[at - 1] if at > 0 else ""
    if mention.clock is not None and _is_of_denied_day(found, mention, at + 1):
        return relations.DENIED
    earlier = () if reading.english else [place for m in found.mentions if m.end <= at for place in (m.end, m.end + 1)]
    if before in lexicon.deniers and (first or before != "no") and at not in earlier:  # "el martes, no, el jueves"
        return relations.OPEN if lead in {"if", "si"} else relations.DENIED
    if (before in lexicon.deniers_with_verb and lead in lexicon.negations and at - 1 not in earlier) or (
        before == "instead" and words[at + 1] == "of"
    ):
        return relations.DENIED
    if before in {"but", "menos"} and lead in {"anything", "day", "any", "time", "anytime", "dia"}:
        return relations.DENIED
    if before in lexicon.openers:
        return relations.BOUND if _moved_from(reading, mention) else relations.OPEN
    if before in lexicon.bounds or before == "than":
        return relations.BOUND
    return _standing_after(reading, mention, lexicon)


def _standing_after(reading: Reading, mention: Mention, lexicon: relations.Relations) -> int:
    words = reading.words
    end = mention.end
    after = words[end]
    if after in lexicon.bounds_after or (after == "at" and words[end + 2] in {"latest", "earliest"}):
        return relations.BOUND
    if after in lexicon.alternatives and words[end + 1] and words[end + 1] not in lexicon.loose_ends:
        return relations.OPEN if _is_last_alternative(words, end, lexicon) else relations.STANDS
    if after in lexicon.refusals and words[end + 1] in lexicon.refused:
        return relations.DENIED
    if after in {"is", "are"}:
        return (
            relations.DENIED if words[end + 1] in lexicon.unfit or words[end + 1] in {"not", "no"} else relations.STANDS
        )
    if after in lexicon.unfit and words[mention.start - 1] not in {"is", "are"}:
        return relations.DENIED
    return relations.STANDS


def _is_last_alternative(words: Sequence[str], end: int, lexicon: relations.Relations) -> bool:
    """Read "Or" that opens another choice ("or later"), not one a correction takes back ("or rather tuesday")."""
    return words[end + 1] not in lexicon.corrections
