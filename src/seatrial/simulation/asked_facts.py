"""Which of a person's facts a question is for, by the topics named, the model's own and words near the facts' names.

Called by `reading` once it knows that something is asked. Knows cues and topics, not words: words are the language's
data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from seatrial.simulation.facts import Fact
from seatrial.simulation.lexicon import Lexicon
from seatrial.simulation.pointing import Pointer
from seatrial.simulation.readings import Reading
from seatrial.simulation.sentences import Sentence
from seatrial.simulation.topics import Asked
from seatrial.simulation.values import find_values

CONTENT_MIN = 2
"""Meaningful words of a question that says by itself what it is about."""
_PLAIN = frozenset({"postcode", "date_of_birth"})
"""Topics whose words leave no doubt: "the postcode where you live now" is no address."""
_LISTED_MIN = 2
"""Options behind a colon: "what went wrong: not yours, charged twice, or the wrong amount?"."""
_NEAR_TOPICS = {
    "postcode": ("address",),
    "address": ("postcode",),
    "when": ("date", "time"),
    "date": ("when",),
    "time": ("when",),
    "reference": ("order", "account"),
    "order": ("reference",),
    "account": ("reference",),
}
"""Where somebody looks who has no fact of exactly the topic asked for."""


class AskedFacts:
    """Finds the facts that questions are for.

    Args:
        lexicon: The language's.
        facts: The person's.
        now: Local naive time at which the conversation began.
        own_words: Stems of what the person came for: to choose between options.
        pointer: Over the same facts.
    """

    __slots__ = ("_facts", "_lexicon", "_now", "_own_words", "_pointer", "topics")

    def __init__(
        self, lexicon: Lexicon, facts: Sequence[Fact], now: datetime, own_words: frozenset[str], pointer: Pointer
    ) -> None:
        self._lexicon = lexicon
        self._facts = facts
        self._now = now
        self._own_words = own_words
        self._pointer = pointer
        topics: dict[str, list[Fact]] = {}
        for fact in facts:
            topics.setdefault(fact.topic, []).append(fact)
        self.topics: Mapping[str, Sequence[Fact]] = topics

    def asked(self, topic: str, sentence: Sentence, asked: Sequence[Asked], before: Sequence[str]) -> list[Reading]:
        """Return what is asked for: the topics named, with the model's own where the words name none or others.

        Args:
            topic: What the model takes it to be about.
            sentence: The question.
            asked: The topics named.
            before: What was said before it; heeded when the question itself says little: "I've texted you. What does
                it say?"
        """
        offered = self._offered(sentence)
        if offered is not None:
            return [offered]
        said = _without_options(sentence)
        strong = [one.topic for one in asked if one.strong]
        if topic in _left_out(sentence):
            topic = ""  # "The full address, bar the postcode?"
        if len(said) < len(sentence.words.words):
            named = {found.cue.partition(":")[2] for found in sentence.found if found.stop <= len(said)}
            topic = "" if topic in strong and topic not in named else topic  # it may be one of the options
            strong = [name for name in strong if name in named]
        if len(strong) == 1 and strong[0] in _PLAIN and strong[0] in self.topics:
            topic = strong[0]
        topics = strong if topic in strong else [topic] if topic else strong
        if len(topics) < 2 or any(self.held_topic(name) not in self.topics for name in topics):
            held = [self.held_topic(name) for name in ((topic,) if topic else strong)]
            if len(sentence.content(self._lexicon.stopwords)) < CONTENT_MIN or not (
                held or self._pointer.points_somewhere(said)
            ):
                said = (*before, *said)
            pointed = self._pointer.fact_for(said, held, self.held_topic(topic))
            if topic in _PLAIN and topic in self.topics and topics == [topic] and pointed is not None:
                pointed = pointed if pointed.topic == topic else None
            if pointed is not None:
                return [Reading(kind="ask", about=pointed.name)]
        if not topics:
            return [Reading(kind="ask", about=sentence.slug(self._lexicon.stopwords))]
        readings: list[Reading] = []
        for name in topics:
            fact = self.fact_for(name, sentence)
            # Somebody without a name for its problem says again why it called.
            at_a_loss = Reading(kind="need") if name == "problem" else Reading(kind="ask", about=name)
            reading = Reading(kind="ask", about=fact.name) if fact is not None else at_a_loss
            if reading not in readings:
                readings.append(reading)
        return readings

    def _offered(self, sentence: Sentence) -> Reading | None:
        """Return the choice that is offered behind a colon: "and the delivery: to your home, or where you stay?"."""
        words = sentence.words.words
        if ":" not in words or not sentence.has("either_or"):
            return None
        pointed = self._pointer.fact_for(words[: words.index(":")], [], "")
        return Reading(kind="choose", about=pointed.name) if pointed is not None and pointed.sayings else None

    def held_topic(self, topic: str) -> str:
        """Return the topic under which somebody looks for a topic: its own, else one near it with facts."""
        return next((name for name in (topic, *_NEAR_TOPICS.get(topic, ())) if name in self.topics), topic)

    def fact_for(self, topic: str, sentence: Sentence) -> Fact | None:
        """Return the person's fact of a topic, or of one near it; of several the one whose name is said."""
        for name in (topic, *_NEAR_TOPICS.get(topic, ())):
            facts = self.topics.get(name)
            if facts:
                if len(facts) == 1:
                    return facts[0]
                present = set(sentence.words.words)
                return max(
                    facts, key=lambda fact: (len(present & set(fact.name.lower().split("_"))), -facts.index(fact))
                )
        return None

    def spoken_of(self, sentence: Sentence, asked: Sequence[Asked], before: Sequence[Reading]) -> str:
        """Return the fact to be spelled, keyed in or said again: "I missed your e-mail. Would you spell it?"."""
        strong = [one.topic for one in asked if one.strong]
        if strong:
            fact = self.fact_for(strong[0], sentence)
            return fact.name if fact is not None else strong[0]
        named = [reading.about for reading in before if reading.kind in {"not_understood", "ask"} and reading.about]
        return named[-1] if named else ""

    def chosen(self, sentence: Sentence, asked: Sequence[Asked]) -> Reading:
        """Return which of the options offered is the person's."""
        options = sentence.options(self._lexicon)
        best, score, meant = "", 0, ""
        for option in options:
            values = find_values(option.words, self._facts, self._lexicon, self._now)
            right = [name for name, agreed in values.by_fact if agreed]
            overlap = len(self._own_words & option.stems) + 2 * len(right)
            if overlap > score:
                best, score, meant = option.text, overlap, right[0] if right else ""
        if any(fact.name == meant and fact.sayings for fact in self._facts):
            return Reading(kind="choose", about=meant)  # the card says how it puts that
        about = ""
        if asked:
            fact = self.fact_for(asked[0].topic, sentence)
            about = fact.name if fact is not None else asked[0].topic
        return Reading(kind="choose", about=about or sentence.slug(self._lexicon.stopwords), option=best)


def _left_out(sentence: Sentence) -> set[str]:
    """Return the topics that a question names as not asked for."""
    apart = {found.stop for found in sentence.found if found.cue == "apart_from"}
    return {found.cue.partition(":")[2] for found in sentence.found if found.start in apart}


def _without_options(sentence: Sentence) -> tuple[str, ...]:
    """Return a question's words up to the colon before its options; all of them where it lists none."""
    words = sentence.words.words
    if ":" not in words or not sentence.has("either_or"):
        return words
    at = words.index(":")
    joined = sum(found.cue == "either_or" and found.start > at for found in sentence.found)
    if words[at:].count(",") + joined < _LISTED_MIN:
        return words
    asks = any(found.cue in {"wh", "request"} and found.stop <= at for found in sentence.found)
    return words[:at] if asks else words
