"""What a person takes the other side's words to be: a question for its postcode, a read-back, a goodbye ...

Reads text as a person would, never the agent's structured acts. The result depends on the text and on what the person
knows (facts and aims), not on the conversation so far, so it is remembered by text. Called by `agenda`.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from seatrial.simulation.asked_facts import CONTENT_MIN, AskedFacts
from seatrial.simulation.cues import Words
from seatrial.simulation.facts import Fact
from seatrial.simulation.follow_ups import added_to_ask, as_told, in_context
from seatrial.simulation.lexicon import Lexicon, lexicon_for
from seatrial.simulation.moments import offered_moment
from seatrial.simulation.pointing import Pointer
from seatrial.simulation.reading_model import ReadingModel, reading_model, sentence_features
from seatrial.simulation.readings import Reading, settle
from seatrial.simulation.sentences import Sentence, split_sentences
from seatrial.simulation.topics import Asked, asked_topics
from seatrial.simulation.values import Values, find_values
from seatrial.text.languages import may_be, other_language

REMEMBERED_MAX = 96
"""Texts remembered per reader. Prompts repeat between conversations; read-backs with other values do not."""


_STATING = frozenset({"read_back", "mention", "done", "confirm"})
"""Kinds in which another value than the person's own is a mistake."""


@dataclass(frozen=True, slots=True)
class _Taken:
    """One sentence, looked at by itself: what the model takes it for, what it asks for, what it states."""

    label: str
    sentence: Sentence
    asked: tuple[Asked, ...]
    values: Values


_LOOSE = frozenset({"ask", "confirm", "yes_no", "inform", "unavailable", "not_understood", "refusal"})
"""What a question may be taken for that only checks one of the person's own values, a name or a description."""
_CHECKABLE = _LOOSE | {"anything_else", "need", "still_there", "hold", "spell"}
"""The same for a number, a code, an address or a moment: such a question is never about anything else."""
_WORDS_ONLY = frozenset({"ot", "o1"})
_NO_CHECK = frozenset({"o1", "x"})
_SURE = frozenset({"o", "ot"})
_OPEN = frozenset({"ask", "need"})
"""What a question may be taken for that leaves open what it is about: "What did you give us when you booked?"."""
_REFERRING = frozenset(
    {"ask", "confirm", "yes_no", "inform", "not_understood", "offer_person", "anything_else", "done", "mention", "need",
     "goodbye", "choose"}
)  # fmt: skip
"""What a sentence may be taken for by itself that only refers to something said before it."""
_VAGUE = frozenset({"yes_no", "confirm", "inform", "anything_else"})
"""What a question without question words may be taken for that asks for something only the card knows."""
_PLACES = frozenset({"address", "postcode"})
_EMAIL_WORDS = frozenset({"email", "confirmation"})


class Reader:
    """A person's ear for one language, with what the person knows.

    Args:
        lexicon: The language's.
        facts: The person's.
        now: Local naive time at which the conversation began.
        own_words: Stems of what the person came for: to choose between options, and to say yes or no.
        model: Another than the language's: to measure one made from other examples.
    """

    __slots__ = (
        "_facts", "_for", "_lexicon", "_model", "_named", "_now", "_own_words", "_pointer", "_remembered", "_sums",
        "_taken",
    )  # fmt: skip

    def __init__(
        self,
        lexicon: Lexicon,
        facts: Sequence[Fact],
        now: datetime,
        own_words: frozenset[str],
        model: ReadingModel | None = None,
    ) -> None:
        self._lexicon = lexicon
        self._model = model or reading_model(lexicon.language)
        self._facts = tuple(facts)
        self._now = now
        self._own_words = own_words.union(*(fact.words for fact in facts if fact.type == "text"))
        self._pointer = Pointer(lexicon, facts)
        self._named = frozenset(fact.name for fact in facts)
        self._sums = frozenset(fact.name for fact in facts if fact.type == "money")
        self._for = AskedFacts(lexicon, self._facts, now, self._own_words, self._pointer)
        self._remembered = lru_cache(REMEMBERED_MAX)(self._read)
        self._taken = lru_cache(REMEMBERED_MAX)(self._take)

    def read(self, text: str) -> tuple[Reading, ...]:
        """Return what a person takes a text to say, in order."""
        return self._remembered(text)

    def _read(self, text: str) -> tuple[Reading, ...]:
        readings: list[Reading] = []
        asked_before: list[Asked] = []
        before: list[_Taken] = []
        whole = self._lexicon.grammar.split(text)
        if self._strange(whole):
            return (Reading(kind="need"),)  # nothing to go by: one says again what one wants
        for words, question in split_sentences(whole, self._lexicon.grammar):
            one = self._taken(words, question)
            asked = one.asked or self._pointed_at(one, asked_before)
            referred = self._preferred(one, before) or self._referred(one, asked or asked_before[-1:], before, readings)
            if referred:
                readings += referred
            else:
                self._read_sentence(one, asked, before, readings)
            if not one.sentence.conditional:
                asked_before += one.asked
            before.append(one)
        return settle(self._without_parts(readings))

    def _without_parts(self, readings: list[Reading]) -> list[Reading]:
        """Drop what nobody knows beside a question for what one knows: "Which hotel? And its street?"."""
        if len(readings) > 1 and any(one.kind == "ask" and one.about in self._named for one in readings):
            return [
                one
                for one in readings
                if one.kind != "ask" or one.about not in _PLACES or one.about in self._for.topics
                if not self._nameless(one)
            ]
        if readings and readings[-1].kind in {"confirm", "yes_no"}:
            # "Look it over with care. Shall I send it?"
            return [one for one in readings if not self._nameless(one)]
        return readings

    def _nameless(self, one: Reading) -> bool:
        """Tell whether a question is about nothing that has a name for the person."""
        return one.kind == "ask" and one.about not in self._named and one.about not in self._lexicon.topics

    def _strange(self, words: Words) -> bool:
        """Tell whether a text is clearly in another language than the person's."""
        language = self._lexicon.language
        joined = " ".join(words.words)
        if may_be(joined, frozenset(words.words), language):
            return False
        guess = other_language(joined, language)
        return guess is not None and guess.sure

    def _take(self, words: Words, question: bool) -> _Taken:
        """Return one sentence, looked at by itself. Prompts are made of the same sentences over and over."""
        found = self._lexicon.cues.find(words.words, 0, len(words.words))
        values = find_values(words, self._facts, self._lexicon, self._now)
        features = sentence_features(
            words.words, found, question=question, value=values.held, lexicon=self._lexicon, own=values.own
        )
        asked = asked_topics(found, words.words, self._lexicon.grammar.joiners)
        sentence = Sentence(words, found, self._lexicon.grammar, question=question)
        return _Taken(self._model.classify(features), sentence, tuple(asked), values)

    def _pointed_at(self, one: _Taken, earlier: Sequence[Asked]) -> Sequence[Asked]:
        """Return what "What is it?" is about after "I'll put it in your name."."""
        back = one.sentence.points_back(self._lexicon.stopwords) or (
            one.label in _OPEN
            and one.sentence.leads("wh")
            and not self._pointer.points_somewhere(one.sentence.words.words)
        )
        return earlier[-1:] if back else ()

    def _read_sentence(
        self, one: _Taken, asked: Sequence[Asked], before: Sequence[_Taken], readings: list[Reading]
    ) -> None:
        sentence, values = one.sentence, one.values
        words_before = tuple(word for earlier in before for word in earlier.sentence.words.words)
        kind, _, topic = one.label.partition(":")
        if topic == "address" and not sentence.has("street") and not _EMAIL_WORDS.isdisjoint(words_before):
            topic, asked = "email", ()  # "We'll e-mail you. What address should I use?"
        if topic and sentence.has("pronoun") and sentence.points_back(self._lexicon.stopwords):
            topic = ""  # "What was it?" is about what was spoken of
        if sentence.conditional and (kind != "offer_person" or sentence.has("if_others")):
            readings.append(Reading(kind="inform"))
            return
        kind = self._settled_kind(
            as_told(kind, sentence, own=values.any, value=values.held or "x" in values.own), sentence, asked, values
        )
        if (
            ((kind == "ask" and not sentence.has("request")) or (kind == "yes_no" and sentence.leads("that_one")))
            and sentence.leads("yes_no")
            and any(reading.kind in {"mention", "wrong"} for reading in readings)
        ):
            kind = "confirm"  # "B for bravo, S for sierra ... Is that your postcode?"
        if before:
            taken = [reading.kind for reading in readings]
            kind = in_context(kind, sentence, [earlier.sentence for earlier in before], taken, self._lexicon.stopwords)
            kind, _, named = kind.partition(":")
            topic = named or topic
        if not kind:
            return
        if kind in _STATING and not sentence.has("about_us", "existing"):
            readings.extend(Reading(kind="wrong", about=name) for name, agreed in values.by_fact if not agreed)
        result = self._result(kind, topic, sentence, asked, values, readings, words_before)
        stated = any(reading.kind == "mention" for reading in readings)
        if stated and sentence.question and not sentence.leads("wh") and all(map(self._nameless, result)):
            result = [Reading(kind="confirm")]  # "That's 9 Elm Grove. Any objections?"
        readings.extend(result)

    def _preferred(self, one: _Taken, before: Sequence[_Taken]) -> list[Reading]:
        """Return the choice that "Which is easier?" is between; none for any other."""
        sentence = one.sentence
        if not sentence.has("which_suits") or len(sentence.content(self._lexicon.stopwords)) > CONTENT_MIN:
            return []
        offered = next((earlier for earlier in reversed(before) if earlier.sentence.has("either_or")), None)
        return [] if offered is None else [self._for.chosen(offered.sentence, offered.asked)]

    def _referred(
        self, one: _Taken, asked: Sequence[Asked], before: Sequence[_Taken], readings: Sequence[Reading]
    ) -> list[Reading]:
        """Return what a request is about that names nothing itself: "Would you type it here?"; none for any other."""
        sentence = one.sentence
        kind = one.label.partition(":")[0]
        if not sentence.has("write_as", "again_adverb", "not_heard", "hand_it", "which_one"):
            return []
        earlier = [reading for reading in readings if reading.kind == "ask" and reading.about in self._named]
        missed = Reading(kind="not_understood", about=self._for.spoken_of(sentence, one.asked, readings))
        if sentence.has("write_as") and kind != "handoff":
            return earlier[-1:] or [missed]  # "Would you write it as, say, 12 May?"
        if (
            kind not in _REFERRING
            or sentence.has("need_not", "check_if")
            or any(named.strong and named.topic != "name" for named in one.asked)
        ):
            return []
        if sentence.has("say_verb") and sentence.has("again_adverb") and not sentence.has("offer_lead", "offer_if"):
            skipped = {at for cue in sentence.found if cue.cue == "again_adverb" for at in range(cue.start, cue.stop)}
            pointed = self._pointer.named(
                tuple(word for at, word in enumerate(sentence.words.words) if at not in skipped)
            )
            return [missed] if pointed is None else [Reading(kind="ask", about=pointed.name)]
        if sentence.has("not_heard") and any(reading.kind == "not_understood" for reading in readings):
            return [missed]  # "I'm not with you. Could you put it differently?"
        if not before:
            return []
        words_before = tuple(word for earlier in before for word in earlier.sentence.words.words)
        if sentence.has("hand_it") and sentence.asking and not sentence.has("offer_lead"):
            return earlier[-1:] or self._for.asked("", sentence, asked, words_before)
        if sentence.has("which_one") and not sentence.question:
            named = [reading.about for reading in readings if reading.kind == "mention"]
            pointed = self._pointer.named(words_before)
            if named or pointed is not None:
                return [Reading(kind="choose", about=named[-1] if pointed is None else pointed.name)]
            return [self._for.chosen(before[-1].sentence, before[-1].asked)]
        return []

    def _settled_kind(self, kind: str, sentence: Sentence, asked: Sequence[Asked], values: Values) -> str:
        """Return the kind after a look at what the model does not see: the person's own facts."""
        if kind == "read_back" and not values.any:
            return "confirm" if sentence.asking else "inform"
        if (
            values.own
            and _WORDS_ONLY.issuperset(values.own)
            and (
                (kind == "read_back" and sentence.leads("wh") and not sentence.has("what_i_have"))
                or (kind in {"confirm", "yes_no"} and sentence.has("is_anything"))
            )
        ):
            return "ask"  # "Which hotel?" of somebody who wants it sent to a hotel, "Is there a dog?" with a dog
        if (
            kind in {"ask", "spell"}  # "I'll spell that out: S, A, M ..."
            and not _NO_CHECK.issuperset(values.own)
            and not sentence.asking
            and not sentence.has("request")
        ):
            return "mention"
        if kind == "read_back" and not sentence.asking:
            return "mention"
        if kind in {"confirm", "yes_no"} and values.any and sentence.has("right_check", "right_word", "proceed"):
            return "read_back"
        if values.own and sentence.asking and kind in _CHECKABLE and self._checks(kind, sentence, asked, values):
            return "read_back"
        if (
            (kind == "inform" or (kind == "goodbye" and not sentence.has("bye", "thanks_calling")))
            and any(agreed or name in self._sums for name, agreed in values.by_fact)
            and not sentence.has("existing", "about_us")
        ):
            # Another value in a plain statement ("your flight leaves at ten") need not be about what the person said.
            return "mention"
        if kind == "refusal" and values.any and not any(one.strong for one in asked):
            return "unavailable"
        fragment = not sentence.leads("yes_no") or sentence.has("is_there")
        if kind in _VAGUE and sentence.question and fragment and not sentence.has("right_check", "proceed"):
            pointed = self._pointer.named(sentence.words.words)
            if pointed is not None and pointed.topic not in self._lexicon.topics:
                return "ask"  # "Any allergies?", "Make and model?"
        return kind

    def _checks(self, kind: str, sentence: Sentence, asked: Sequence[Asked], values: Values) -> bool:
        """Tell whether a question that states the person's own value wants to know whether it is right."""
        surely = not _SURE.isdisjoint(values.own)
        if sentence.leads("wh") or (sentence.has("wh") and not surely):
            return False  # "Thanks, Jane, and when would suit you?"
        if kind == "ask" and "o" not in values.own and sentence.has("either_or") and not sentence.has("mistaken"):
            return False  # "And the new card: to your home, or to where you're staying?"
        stated = {name for name, agreed in values.by_fact if agreed}
        if any(one.strong and not self._among(one.topic, stated) for one in asked):
            return False
        if values.own == ("o1",) and sentence.has("request"):
            return False  # "Could you type in the code I texted?" of somebody who wants a text
        return "o" in values.own or (kind in _LOOSE and bool(stated))

    def _among(self, topic: str, stated: Set[str]) -> bool:
        """Tell whether one of the facts stated is what a topic asks for."""
        held = self._for.topics.get(self._for.held_topic(topic), ())
        return not held or any(fact.name in stated for fact in held)

    def _result(
        self,
        kind: str,
        topic: str,
        sentence: Sentence,
        asked: Sequence[Asked],
        values: Values,
        before: Sequence[Reading],
        said_before: Sequence[str],
    ) -> list[Reading]:
        if kind == "ask":
            bare = len(sentence.content(self._lexicon.stopwords)) < CONTENT_MIN
            earlier = [one for one in before if one.kind == "ask" and one.about in self._named]
            if earlier and ((bare and not topic) or sentence.has("its")):
                return earlier[-1:]  # "I've sent a code to your mobile. What is it?"
            if earlier and before[-1] is earlier[-1] and added_to_ask(topic, sentence, asked):
                return earlier[-1:]  # "When were you born? Day, month and year, please."
            return self._for.asked(topic, sentence, asked, said_before)
        if kind in {"spell", "key_in", "not_understood"}:
            return [Reading(kind=kind, about=self._for.spoken_of(sentence, asked, before))]
        if kind == "choose":
            return [self._for.chosen(sentence, asked)]
        if kind == "offer_time":
            moment = offered_moment(values.said, self._now)
            return [Reading(kind=kind, about=self._moment_name(), option=moment.isoformat()[:16] if moment else "")]
        if kind in {"read_back", "mention"}:
            agreed = [Reading(kind=kind, about=name) for name, agreed in values.by_fact if agreed]
            return agreed or [Reading(kind=kind)]
        if kind in {"confirm", "yes_no"}:
            return [self._yes_or_no(kind, sentence)]
        if kind == "inform":
            return [Reading(kind=kind, option=sentence.informs())]
        return [Reading(kind=kind)]

    def _yes_or_no(self, kind: str, sentence: Sentence) -> Reading:
        slug = sentence.slug(self._lexicon.stopwords)
        if sentence.content(self._lexicon.stopwords) & self._own_words:
            return Reading(kind=kind, about=slug, option="yes")
        return Reading(kind=kind, about=slug, option="offer" if sentence.has("offer_lead") else "")

    def _moment_name(self) -> str:
        return next((fact.name for fact in self._facts if fact.type == "datetime"), "when")


@lru_cache(maxsize=256)
def reader_for(locale: str, facts: tuple[Fact, ...], now: datetime, own_words: frozenset[str]) -> Reader:
    """Return the reader of everybody with this language, these facts and these aims.

    Raises:
        SpecError: The language has no data.
    """
    return Reader(lexicon_for(locale), facts, now, own_words)
