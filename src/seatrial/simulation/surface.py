"""What people say, as words: an act of the agenda put into one of the ways in which people put it.

Words come from data files; which ones follows from the persona and from draws keyed by the act's own identity
(seed, act, fact, attempt), so the same act is worded alike whatever else happened. Called by `agenda`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from seatrial.core.draws import draw, draws, pick
from seatrial.core.scenario import Persona
from seatrial.simulation.data_files import load_data
from seatrial.simulation.facts import Fact
from seatrial.simulation.saying import PAUSE, Manner, SpokenWords, say_value, spoken_words, write_value

_DRAWS = 12
_TYPO_LENGTH_MIN = 5
_SENTENCE_WORDS_MIN = 3
"""A text of so many words is said as it is: "there is a dog", not "it's there is a dog"."""
# Among the numbers drawn for one act: what each decides.
_LENGTH, _WORDING, _CHOICE, _OH, _DOUBLES, _SPELL, _ALPHABET, _FILLER, _FILLER_WORD, _CORRECTION, _TYPO, _HOW = range(
    _DRAWS
)


@dataclass(frozen=True, slots=True)
class Surface:
    """One language's ways of putting things."""

    language: str
    acts: Mapping[str, Mapping[str, Sequence[str]]]
    fillers: Sequence[str]
    false_starts: Sequence[str]
    corrections: Sequence[str]
    words: SpokenWords
    switches: Mapping[str, Mapping[str, Sequence[str]]]


@lru_cache(maxsize=8)
def surface_for(locale: str) -> Surface:
    """Return the surface of a locale's language.

    Raises:
        SpecError: No data for that language.
    """
    language = locale.replace("_", "-").partition("-")[0].lower()
    raw: dict[str, Any] = load_data(f"surfaces_{language}")
    return Surface(
        language=language,
        acts=raw["acts"],
        fillers=raw["fillers"],
        false_starts=raw["false_starts"],
        corrections=raw["corrections"],
        words=spoken_words(language),
        switches=raw.get("code_switch", {}),
    )


class Voice:
    """One person's way of putting things, in one conversation."""

    __slots__ = ("_month_first", "_now", "_persona", "_seed", "_surface", "_typed")

    def __init__(
        self, surface: Surface, persona: Persona, seed: int, now: datetime, *, typed: bool, locale: str
    ) -> None:
        self._surface = surface
        self._persona = persona
        self._seed = seed
        self._now = now
        self._typed = typed
        self._month_first = locale.endswith("US")

    def has(self, act: str) -> bool:
        """Tell whether there are words for an act."""
        return act in self._surface.acts

    def put(
        self, act: str, about: str, attempt: int, *, fact: Fact | None = None, text: str = "", spell: bool = False
    ) -> str:
        """Return the words of an act; on speech a ``/`` stands where the speaker pauses.

        Args:
            act: A key of the data file's acts.
            about: What the act is about: with act and attempt its identity.
            attempt: How often this person has done this act about this before.
            fact: Whose value stands for ``{value}``.
            text: Stands for ``{need}``, or for ``{value}`` when there is no fact.
            spell: Say the value letter by letter.
        """
        numbers = draws(_DRAWS, self._seed, "surface", act, about, attempt)
        wording = self._wording(act, fact, numbers, attempt)
        value = text if fact is None else self._value(fact, numbers, attempt, spell)
        head, slot, tail = wording.partition("{value}")
        if not slot:
            head, slot, tail = wording.partition("{need}")
            value = text
        if self._typed:
            text = _tidy(
                self._mistyped(head, numbers)
                + (_inside(head, value) if slot and fact is None else value * bool(slot))
                + tail
            )
        else:
            said = head + (value if fact is not None else spoken_form(value)) * bool(slot) + tail
            text = self._hesitant(said.split(), numbers)
        if not self._persona.code_switch or (fact is not None and fact.free):
            return text
        return self._switched(text, act, about, attempt)

    def plain(self, line: str) -> str:
        """Return a line that is said as it stands."""
        return line if self._typed else spoken_form(line)

    def _wording(self, act: str, fact: Fact | None, numbers: Sequence[float], attempt: int) -> str:
        acts = self._surface.acts
        if (
            fact is not None
            and act != "mend"
            and (fact.sayings or (fact.type == "text" and len(fact.value.split()) >= _SENTENCE_WORDS_MIN))
        ):
            return "{value}" if act != "correct" else "no {value}"
        forms = acts.get(f"{act}.{fact.type}") if fact is not None else None
        forms = forms or acts[act]
        verbosity = self._persona.verbosity + (numbers[_LENGTH] - 0.5) * 0.6
        length = "short" if verbosity < 0.15 or attempt >= 2 else "plain" if verbosity < 0.65 else "long"
        wordings = forms.get(length) or forms["plain"]
        return wordings[int(numbers[_WORDING] * len(wordings))]

    def _value(self, fact: Fact, numbers: Sequence[float], attempt: int, spell: bool) -> str:
        if fact.sayings:
            saying = fact.sayings[int(numbers[_CHOICE] * len(fact.sayings))]
            return saying if self._typed else spoken_form(saying)
        manner = self._manner(numbers, attempt, spell)
        if self._typed:
            return write_value(fact, manner, self._now, self._surface.words)
        said = say_value(fact, manner, self._now, self._surface.words)
        if not spell and numbers[_CORRECTION] < self._persona.correction:
            said = self._corrected(fact, said, manner, numbers)
        return " ".join(said)

    def _manner(self, numbers: Sequence[float], attempt: int, spell: bool) -> Manner:
        # Somebody misheard once tends to spell, and with words for the letters.
        spelled = spell or (attempt > 0 and numbers[_SPELL] < 0.5)
        words = spelled and numbers[_ALPHABET] < (0.65 if attempt > 0 or spell else 0.1)
        return Manner(
            choice=numbers[_CHOICE],
            oh=numbers[_OH] < 0.65,
            doubles=numbers[_DOUBLES] < 0.7,
            spelled=spelled,
            alphabet=("nato" if numbers[_ALPHABET] < 0.4 else "homely") if words else "",
            month_first=self._month_first,
        )

    def _corrected(self, fact: Fact, said: list[str], manner: Manner, numbers: Sequence[float]) -> list[str]:
        """Begin with a slip and mend it in the same breath: "wednesday no wait tuesday at half four"."""
        slip = _slip(fact)
        if slip is None:
            return said
        mend = self._surface.corrections[int(numbers[_HOW] * len(self._surface.corrections))]
        wrong = say_value(slip, manner, self._now, self._surface.words)
        return [*wrong, mend, *said]

    def _hesitant(self, said: list[str], numbers: Sequence[float]) -> str:
        disfluency = self._persona.disfluency
        if numbers[_FILLER] < disfluency:
            which = numbers[_FILLER_WORD]
            if numbers[_FILLER] < disfluency * 0.3:
                starts = self._surface.false_starts
                said = [*starts[int(which * len(starts))].split(), PAUSE, *said]
            else:
                fillers = self._surface.fillers
                said = [fillers[int(which * len(fillers))], *([PAUSE] if which > 0.5 else []), *said]
        return " ".join(said)

    def _switched(self, text: str, act: str, about: str, attempt: int) -> str:
        """Put a word of the other language before or after: one language for each person, values never."""
        number = draw(self._seed, "code switch", act, about, attempt)
        share = self._persona.code_switch
        if not text or number >= share or not self._surface.switches:
            return text
        words = self._surface.switches[pick(tuple(self._surface.switches), self._seed, "other language")]
        place = "before" if number < share / 2 else "after"
        word = pick(words[place], self._seed, "switched to", act, about, attempt)
        return f"{word} {text}" if place == "before" else f"{text} {word}"

    def _mistyped(self, head: str, numbers: Sequence[float]) -> str:
        """Swap two letters of one longer word now and then; values are typed with more care."""
        if numbers[_TYPO] > 0.06:
            return head
        words = head.split(" ")
        places = [index for index, word in enumerate(words) if len(word) >= _TYPO_LENGTH_MIN and word.isalpha()]
        if not places:
            return head
        index = places[int(numbers[_HOW] * len(places))]
        word = words[index]
        words[index] = word[:2] + word[3] + word[2] + word[4:]
        return " ".join(words)


def _slip(fact: Fact) -> Fact | None:
    """Return a fact with a wrong value of the kind that slips out, or None when nothing plausible does."""
    if fact.moment is not None and fact.type != "time":
        moment = fact.moment + timedelta(days=1)
        return Fact(fact.name, fact.topic, "date", moment.date().isoformat(), "", moment)
    if fact.type in {"phone", "digits"} and len(fact.key) >= 4 and fact.key[-1] != fact.key[-2]:
        swapped = fact.key[:-2] + fact.key[-1] + fact.key[-2]
        return Fact(fact.name, fact.topic, fact.type, swapped, swapped)
    return None


def spoken_form(text: str) -> str:
    """Return what a recogniser prints of a card's sentence: lower case, no punctuation."""
    kept = "".join(char if char.isalnum() or char in " '" else " " for char in text.lower().replace("\u2019", "'"))
    return " ".join(kept.split())


def _inside(head: str, text: str) -> str:
    """Return a sentence as it stands after other words: "hi" and "My tap drips" make "hi my tap drips"."""
    return text[:1].lower() + text[1:] if head.strip() and text[1:2].islower() else text


def _tidy(text: str) -> str:
    return " ".join(text.split())
