"""What a person knows about itself, and whether something the other side said agrees with it.

Facts come from a card's `knows`; their kind follows from their name, else from the look of their value. Comparison
works on what is heard: "B for bravo, S, one four, D J" agrees with "BS1 4DJ". Called by `reading`, `surface`, `agenda`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import lru_cache
from itertools import pairwise
from typing import cast

from seatrial.core.events import Json
from seatrial.simulation.amounts import own_sum, pence_of, sums_in
from seatrial.simulation.codes import Run, emails
from seatrial.simulation.cues import Words
from seatrial.simulation.lexicon import Lexicon, Topic
from seatrial.simulation.moments import Said, fits, resolve_moment
from seatrial.text.tokens import normalise

_POSTCODE = re.compile(r"[a-z]{1,2}\d[a-z\d]?\d[a-z]{2}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_ISO_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")
_CLOCK = re.compile(r"\d{1,2}:\d{2}\Z")
_HOUSE = re.compile(r"\b(\d+[a-z]?)\s+([a-z][a-z']*)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FIGURES = re.compile(r"[./-]")
_PHONE_DIGITS_MIN = 7
_SPELLED_MIN = 3
_TAIL_DIGITS = 10
"""Two numbers whose last ten digits agree are the same number, whatever the country code in front; the last nine where
one has no more: with nine of ten a wrong area code would go unnoticed."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact.

    Attributes:
        topic: Of the lexicon; the fact's own name when no topic covers it.
        type: As in `lexicon.Topic`.
        value: As on the card, as text; dates and times resolved to ISO.
        key: What is compared: digits, bs14dj, a lower-case address, or words.
        moment: For dates and times.
        words: Meaningful words of the value and its sayings, for comparing with options.
        sayings: Ways of putting it that the card gives; empty for the value itself.
        others: What will do as well when the first value is refused, in order.
    """

    name: str
    topic: str
    type: str
    value: str
    key: str
    moment: datetime | None = None
    words: frozenset[str] = frozenset()
    sayings: tuple[str, ...] = ()
    others: tuple[Fact, ...] = ()

    @property
    def free(self) -> bool:
        """Whether it is a free text: whatever else is said with it would become part of it."""
        return self.type == "text" and self.topic != "address"


def make_fact(name: str, value: Json, now: datetime, lexicon: Lexicon) -> Fact:
    """Return a card's fact.

    Args:
        name: As on the card; a slot's name.
        value: As on the card: plain, ``{is: leak, say: ["the tap is dripping"]}``, or a list: the first, then what
            will do as well.
        now: Local naive time at which the conversation begins.
        lexicon: Of the person's language.
    """
    if isinstance(value, list | tuple) and value:
        first, *rest = (make_fact(name, one, now, lexicon) for one in cast("Sequence[Json]", value))
        return replace(first, others=tuple(rest))
    value, sayings = _sayings(value)
    text = normalise(lexicon.grammar.yes if value is True else _text(value))
    topic = topic_of(name, lexicon)
    kind = topic.type if topic is not None else _kind_by_look(text)
    moment = _moment(kind, text, now, lexicon)
    if kind in {"datetime", "date", "time"} and moment is None:
        kind = "text"
    return Fact(
        name=name,
        topic=topic.name if topic is not None else name,
        type=kind,
        value=_canonical(kind, text, moment),
        key=_key(kind, lexicon.grammar.plain(text)),
        moment=moment,
        words=content_words(" ".join((text.replace("_", " "), *sayings)), lexicon),
        sayings=sayings,
    )


def topic_of(name: str, lexicon: Lexicon) -> Topic | None:
    """Return the topic a fact's name belongs to: by the whole name, else by its last word, else by any."""
    lowered = name.lower()
    pieces = [piece for piece in lowered.split("_") if piece]
    for wanted in (lowered, *reversed(pieces)):
        for topic in lexicon.topics.values():
            if wanted in topic.keys:
                return topic
    return None


def content_words(text: str, lexicon: Lexicon) -> frozenset[str]:
    """Return a text's meaningful words, cut to stems."""
    return frozenset(
        stem(word) for word in lexicon.grammar.split(text).words if word.isalnum() and word not in lexicon.stopwords
    )


def stem(word: str) -> str:
    """Cut a word so that "leaking", "leaks" and "leak" are one; crude on purpose."""
    if len(word) > 4:
        for ending in ("ing", "ed", "es", "s"):
            if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
                return word[: -len(ending)]
    return word


@lru_cache(maxsize=8)
def stems(texts: tuple[str, ...]) -> frozenset[str]:
    """Return the stems of a sentence's words; each of a person's facts is compared with the same sentence."""
    return frozenset(map(stem, texts))


def agrees(fact: Fact, words: Words, runs: Sequence[Run], said: Said, lexicon: Lexicon, now: datetime) -> bool | None:
    """Tell whether a text states the fact's value (True), another value of its kind (False), or none (None)."""
    if fact.moment is not None:
        return fits(said, fact.moment, now, day=fact.type != "time", clock=fact.type != "date")
    if fact.type in {"postcode", "phone", "digits", "code"}:
        return _agrees_code(fact, runs, words, lexicon)
    if fact.type == "email":
        return _agrees_email(fact, words, lexicon)
    if fact.type == "money":
        return _agrees_money(fact, words, lexicon)
    if fact.type == "name":
        spelled = _agrees_spelled(fact, runs)
        if spelled is not None:
            return spelled
    return _agrees_words(fact, words, lexicon)


def _agrees_code(fact: Fact, runs: Sequence[Run], words: Words, lexicon: Lexicon) -> bool | None:
    if fact.type == "phone":
        return _agrees_phone(fact, runs, words, lexicon.grammar.ending)
    other = False
    for run in runs:
        if run.contains(fact.key):
            return True
        if fact.type == "postcode":
            other = other or _POSTCODE.fullmatch(run.text) is not None
        else:
            same_shape = len(run.text) == len(fact.key) and run.text.isdigit() == fact.key.isdigit()
            other = other or same_shape
    return False if other else None


def _agrees_phone(fact: Fact, runs: Sequence[Run], words: Words, ending: frozenset[str]) -> bool | None:
    other = False
    for run in runs:
        if not run.text.isdigit():
            continue
        if len(run.text) >= _PHONE_DIGITS_MIN:
            tail = max(_TAIL_DIGITS - 1, min(_TAIL_DIGITS, len(run.text), len(fact.key)))
            if run.text[-tail:] == fact.key[-tail:]:
                return True
            other = True
        elif 2 <= len(run.text) <= 4 and ending & set(words.words[max(0, run.start - 3) : run.start]):
            if fact.key.endswith(run.text):
                return True
            other = True
    return False if other else None


def _agrees_email(fact: Fact, words: Words, lexicon: Lexicon) -> bool | None:
    other = False
    for address, before in emails(words, lexicon):
        if address == fact.key or (before and fact.key.endswith(address) and (before + address).endswith(fact.key)):
            return True
        other = True
    return False if other else None


def _agrees_money(fact: Fact, words: Words, lexicon: Lexicon) -> bool | None:
    wanted = pence_of(fact.value)
    if wanted is None:
        return _agrees_words(fact, words, lexicon)
    sums = sums_in(words.words, lexicon)
    if wanted in sums:
        return True
    # Only where it is plainly the sum that the person named: prices and limits are no mistake.
    return False if len(sums) == 1 and own_sum(words.words) else None


def _agrees_spelled(fact: Fact, runs: Sequence[Run]) -> bool | None:
    """Tell whether letters said one by one are one of the person's names: L, E, N, A."""
    own = fact.key.replace("-", " ").split()
    letters = [run.text for run in runs if run.text.isalpha() and len(run.edges) == len(run.text) + 1 > _SPELLED_MIN]
    if not own or not letters:
        return None
    whole = "".join(own)
    if all(text in own or text == whole for text in letters):
        return True
    near = any(abs(len(text) - len(part)) <= 1 and text[:1] == part[:1] for text in letters for part in (*own, whole))
    return False if near else None


def _agrees_words(fact: Fact, words: Words, lexicon: Lexicon) -> bool | None:
    if not fact.words:
        return None
    said = stems(words.words)
    if fact.type != "name":
        topic = lexicon.topics.get(fact.topic)
        # "The house number and street?" asks for 14 Queen Street; it doesn't state it.
        own_words = fact.words - topic.names if topic is not None else fact.words
        head, comma, _ = fact.value.lower().partition(",")
        if topic is not None and topic.type == "date":
            if _other_year(fact.words, words.words):
                return False
            if _in_figures(fact.words, words.words):
                return True
        if topic is not None and topic.name == "address" and _other_house(fact.value, words.words):
            return False
        if comma and " " in head and f" {head} " in f" {' '.join(words.words)} ":
            return True  # a hotel without its street
        return True if own_words and 2 * len(own_words & said) >= len(own_words) else None
    own = [stem(part) for part in fact.key.split()]
    if own[-1] in said or own[0] in said:
        # Somebody else's surname or first name beside one's own is a mistake worth correcting.
        return not (len(own) > 1 and not (own[0] in said and own[-1] in said) and _full_name(words, own, lexicon))
    return None


def _other_house(value: str, texts: Sequence[str]) -> bool:
    """Tell whether the person's street stands in a text with another number before it: 80 Derby Terrace for 18."""
    own = _HOUSE.search(value.lower())
    if own is None:
        return False
    number, street = own.groups()
    numbers = [before for before, word in pairwise(texts) if word == street and before[0].isdecimal()]
    return bool(numbers) and number not in numbers


def _other_year(own: frozenset[str], texts: Sequence[str]) -> bool:
    """Tell whether a text with all but the year of a date that the card gives in words names another year."""
    years = {word for word in own if _YEAR.fullmatch(word)}
    said = {word for word in texts if _YEAR.fullmatch(word)}
    return bool(years and said) and years.isdisjoint(said) and not (own - years).isdisjoint(map(stem, texts))


def _in_figures(own: frozenset[str], texts: Sequence[str]) -> bool:
    """Tell whether a date that the card gives in words stands in a text in figures: 5/9/1984."""
    day_and_year = {word for word in own if word.isdigit()}
    return any(
        word[0].isdigit() and day_and_year <= {piece.lstrip("0") for piece in _FIGURES.split(word)}
        for word in texts
        if len(word) > _PHONE_DIGITS_MIN
    )


def _full_name(words: Words, own: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether one of the person's own names stands beside another capitalised word, as in a full name."""
    for at, word in enumerate(words.words):
        if stem(word) == own[0] and at + 1 < len(words.words):
            other = words.words[at + 1]
            if words.capital[at + 1] and other.isalpha() and stem(other) != own[-1]:
                return True
        if stem(word) == own[-1] and at > 0:
            other = words.words[at - 1]
            titled = other in {"mr", "mrs", "ms", "miss", "dr", "mx"} or other in lexicon.stopwords
            if words.capital[at - 1] and other.isalpha() and not titled and stem(other) != own[0]:
                return True
    return False


def _sayings(value: Json) -> tuple[Json, tuple[str, ...]]:
    if not isinstance(value, Mapping):
        return value, ()
    body = cast("Mapping[str, Json]", value)
    if "is" not in body:
        return body, ()
    say = body.get("say") or ()
    return body["is"], (say,) if isinstance(say, str) else tuple(str(one) for one in say)


def _text(value: Json) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return ", ".join(str(part) for part in cast("Mapping[str, Json]", value).values())
    return str(value)


def _kind_by_look(text: str) -> str:
    if _EMAIL.match(text):
        return "email"
    if _ISO_MOMENT.match(text):
        return "datetime"
    if _ISO_DATE.match(text):
        return "date"
    if _CLOCK.match(text):
        return "time"
    if text.isdigit():
        return "digits"
    if text.isascii() and any(char.isdigit() for char in text) and " " not in text:
        return "code"
    return "text"


def _moment(kind: str, text: str, now: datetime, lexicon: Lexicon) -> datetime | None:
    if kind == "date":
        return resolve_moment(f"{text} 00:00" if _ISO_DATE.match(text) is None else text, now, lexicon)
    if kind in {"datetime", "time"}:
        return resolve_moment(text, now, lexicon)
    return None


def _canonical(kind: str, text: str, moment: datetime | None) -> str:
    if moment is None:
        return text
    if kind == "date":
        return moment.date().isoformat()
    if kind == "time":
        return moment.strftime("%H:%M")
    return moment.strftime("%Y-%m-%dT%H:%M")


def _key(kind: str, text: str) -> str:
    lowered = text.lower()
    if kind == "phone":
        digits = "".join(char for char in lowered if char.isdigit())
        if lowered.startswith(("+44", "0044")):
            return "0" + digits.removeprefix("00").removeprefix("44")
        if lowered.startswith(("+34", "0034")):
            return digits.removeprefix("00").removeprefix("34")
        return digits.removeprefix("1") if lowered.startswith("+1") else digits
    if kind in {"postcode", "digits", "code"}:
        return "".join(char for char in lowered if char.isalnum())
    if kind == "name":
        return " ".join(part for part in lowered.split() if part)
    return lowered
