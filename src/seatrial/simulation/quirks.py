"""What people do instead of simply answering: talk of other things, trail off, err, pretend, provoke, lose patience.

A quirk strikes one prompt once at most, so that whoever asks again gets an answer: the person still pursues its goal
and still gives everything that its card holds. What it leaves wrong it owes, and puts right: `docs/how-to/people.md`.
What its language has no words for it does not do. Changes nothing; `Mind.take` takes note. Called by `agenda`, for
people who have any of this about them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, ClassVar

from seatrial.core.draws import between, chance, pick
from seatrial.core.errors import SpecError
from seatrial.core.scenario import Persona
from seatrial.simulation.data_files import load_data
from seatrial.simulation.decoys import another_day, half_of, remembered_wrongly
from seatrial.simulation.facts import Fact
from seatrial.simulation.moods import FED_UP, Heard, feeling_said, is_long, soothes, stirred
from seatrial.simulation.moves import ASIDE, WAIT, Mind, Move
from seatrial.simulation.readings import DEMANDS, Reading
from seatrial.simulation.role import Role
from seatrial.simulation.saying import PAUSE
from seatrial.simulation.surface import Voice

PROVOCATIONS = ("injection", "fishing", "pretext", "abuse")
"""Traits of people who are after something else besides."""
_QUIRKS = ("digression", "unavailable", "incomplete", "goal_change", "memory_error", "false_compliance", "low_tech",
           "temper", "anger", *PROVOCATIONS)  # fmt: skip
_ASIDES_MAX = 2
"""How often somebody talks of other things, of each sort, in one conversation."""
_SLIPS_MAX = 2
_POLITE = 0.5
_UNFAMILIAR = frozenset({"key_in", "spell", "choose"})
_NOTICED_LATE_MAX = 2
"""After how many further facts given, at the most, somebody notices what was wrong."""
_REMINDS = frozenset({"read_back", "confirm", "wrong", "anything_else", "offer_time", "done", "unavailable", "refusal"})
"""What makes anybody notice at once."""
_PROVOKES_INSTEAD = frozenset({"open", "restate", "inform", "choose"})
"""Where a yes or a no is due nobody gets far with anything else."""
_REFER_BACK = frozenset({"spell", "key_in", "not_understood", "still_there"})
_TOO_LATE = frozenset({"handoff", "goodbye"})


def is_quirky(persona: Persona) -> bool:
    """Tell whether a person does anything but answer."""
    return any(getattr(persona, trait) for trait in _QUIRKS)


@lru_cache(maxsize=8)
def asides(language: str) -> dict[str, list[str]]:
    """Return what people say besides what they are asked, by trait; nothing for a language without data."""
    try:
        return load_data(f"asides_{language}")
    except SpecError:
        return {}


class Quirks:
    """One person's, in one conversation.

    Args:
        role: The card.
        persona: The way of being.
        voice: Puts acts into words.
        seed: The conversation's.
        mind: What the person keeps in mind; read only.
    """

    __slots__ = ("_mind", "_persona", "_role", "_seed", "_voice")

    def __init__(self, role: Role, persona: Persona, voice: Voice, seed: int, mind: Mind) -> None:
        self._role = role
        self._persona = persona
        self._voice = voice
        self._seed = seed
        self._mind = mind

    def instead(self, move: Move, main: Reading, readings: Sequence[Reading]) -> Move:
        """Return what the person does instead of a move, or the move."""
        if move.leave or main.kind in _TOO_LATE:
            return move
        if self._mind.owed and (mended := self._mended(move, main)) is not None:
            return mended
        if move.act == "correct":
            return self._false_yes(move, main, readings)
        once = f"quirk {main}"
        if move.act == WAIT or self._mind.met or main.kind not in DEMANDS or once in self._mind.once:
            return move
        for quirk in self._EACH:
            odd: Move | None = quirk(self, move, main)
            if odd is not None:
                return replace(odd, answers=_to_come_back_to(main), once=once)
        return move

    def feel(self, move: Move, readings: Sequence[Reading], texts: Sequence[str]) -> Move:
        """Return a move as somebody does it whom this has stirred, or left cold."""
        persona, mind = self._persona, self._mind
        if not persona.temper and not persona.anger:
            return move
        first = not mind.acts
        heard = Heard(
            unhelpful=move.unhelpful,
            long=is_long(texts),
            further=bool(move.told) and not move.unhelpful,
            soothing=soothes(texts, self._role.lexicon.language),
            done=any(reading.kind == "done" for reading in readings),
        )
        mood = mind.mood if first else stirred(mind.mood, persona.temper, heard)
        feeling = feeling_said(mind.mood, mood, first=first, eased=heard.soothing or heard.done)
        if not feeling or not move.text or (move.act != "open" and self._gives_free_text(move)):
            return replace(move, mood=mood)
        act = f"{feeling}.from_the_start" if first else feeling
        act = f"{act}.polite" if persona.politeness >= _POLITE else act
        if not self._voice.has(act):
            return replace(move, mood=mood)
        words = self._voice.put(act, f"{move.act} {move.about}", move.attempt)
        return replace(move, mood=mood, feeling=feeling, text=f"{words} {PAUSE} {move.text}")

    def fed_up(self, move: Move, main: Reading) -> bool:
        """Tell whether the person has had enough, whatever its patience: it does nothing else then."""
        calming = main.kind in {"offer_person", *_TOO_LATE} or move.act == "ask_person" or bool(move.leave)
        return move.mood >= FED_UP and not calming

    # What was left wrong.

    def _mended(self, move: Move, main: Reading) -> Move | None:
        """Return how the person puts right what it left wrong, once it notices; None when it does not, or need not."""
        mind = self._mind
        for name, (how, since) in mind.owed.items():
            if name in move.told:
                if move.act == "correct" and how == "change":
                    return self._mend(name, how, main)
                return None
            late = between(0, _NOTICED_LATE_MAX, self._seed, "noticing", name)
            if main.kind in _REMINDS or (move.act == "inform" and len(mind.told) - since >= late):
                return self._mend(name, how, main)
        return None

    def _mend(self, name: str, how: str, main: Reading) -> Move | None:
        fact = self._mind.fact(name)
        if fact is None:
            return None
        act = "correct" if how == "mend" else how
        attempt = self._mind.attempt(act, name)
        words = self._voice.put(how if self._voice.has(how) else act, name, attempt, fact=fact)
        return Move(act, name, attempt, words, answers=_to_come_back_to(main), told=(name,), asked=ASIDE)

    def _false_yes(self, move: Move, main: Reading, readings: Sequence[Reading]) -> Move:
        """Say yes to what is wrong, and notice later."""
        if self._mind.attempt("correct", main.about) or self._mind.attempt("false_yes", main.about):
            return move
        if not chance(self._persona.false_compliance, self._seed, "false yes", main.about):
            return move
        wrong = dict.fromkeys(reading.about for reading in readings if reading.kind == "wrong")
        words = self._voice.put("affirm", f"false {main.about}", 0)
        return Move("false_yes", main.about, 0, words, owes=tuple((name, "mend") for name in wrong))

    # What is said or done instead; each returns None to leave it.

    def _provocation(self, move: Move, main: Reading) -> Move | None:
        if move.act not in _PROVOKES_INSTEAD or self._gives_free_text(move):
            return None
        for trait in PROVOCATIONS:
            aside = self._aside("provoke", trait, main)
            if aside is not None:
                return aside
        return None

    def _unavailable(self, move: Move, main: Reading) -> Move | None:
        return None if self._untold(move) is None else self._aside("ask_unavailable", "unavailable", main)

    def _digression(self, move: Move, main: Reading) -> Move | None:
        return None if self._untold(move) is None else self._aside("digress", "digression", main)

    def _aside(self, act: str, trait: str, main: Reading) -> Move | None:
        share: float = getattr(self._persona, trait)
        attempt = self._mind.attempt(act, trait)
        if attempt >= _ASIDES_MAX or not chance(share, self._seed, act, trait, str(main)):
            return None
        lines = asides(self._role.lexicon.language).get(trait)
        if not lines:
            return None
        first = pick(range(len(lines)), self._seed, act, trait)
        # The next one in the list each time: nobody says the same twice.
        return Move(act, trait, attempt, self._voice.plain(lines[(first + attempt) % len(lines)]), asked=ASIDE)

    def _at_a_loss(self, move: Move, main: Reading) -> Move | None:
        share = self._persona.low_tech
        fact = self._mind.fact(main.about)
        strange = main.kind in _UNFAMILIAR or (main.kind == "ask" and fact is not None and fact.type == "email")
        if not share or not strange or not chance(share, self._seed, "at a loss", str(main)):
            return None
        act = "no_keys" if main.kind == "key_in" and self._voice.has("no_keys") else "what_do_you_mean"
        return Move(act, move.about, 0, self._voice.put(act, main.about, 0), unhelpful=True)

    def _claim(self, move: Move, main: Reading) -> Move | None:
        if move.act != "key_in" or not self._voice.has("claim"):
            return None
        if not chance(self._persona.false_compliance, self._seed, "claim", main.about):
            return None
        return Move("claim", move.about, 0, self._voice.put("claim", move.about, 0))

    def _trails_off(self, move: Move, main: Reading) -> Move | None:
        del main
        fact = self._untold(move)
        if fact is None or self._mind.attempt("trail_off", fact.name):
            return None
        if not chance(self._persona.incomplete, self._seed, "trailing off", fact.name):
            return None
        half = half_of(fact)
        if half is None or not self._voice.has("trail_off"):
            return None
        return Move("trail_off", fact.name, 0, self._voice.put("trail_off", fact.name, 0, fact=half))

    def _misremembers(self, move: Move, main: Reading) -> Move | None:
        return self._slip(move, "memory_error", remembered_wrongly, "mend", main)

    def _wavers(self, move: Move, main: Reading) -> Move | None:
        return self._slip(move, "goal_change", another_day, "change", main)

    def _slip(
        self, move: Move, trait: str, decoy: Callable[[Fact], Fact | None], how: str, main: Reading
    ) -> Move | None:
        del main
        fact = self._untold(move)
        if fact is None or fact.others or any(one.name == fact.name for one in self._role.changed):
            return None
        slips = [about for act, about in self._mind.counts if act == "misinform"]
        if len(slips) >= _SLIPS_MAX or fact.name in slips:
            return None
        if not chance(getattr(self._persona, trait), self._seed, trait, fact.name):
            return None
        wrong = decoy(fact)
        if wrong is None:
            return None
        words = self._voice.put("inform", f"{fact.name} {trait}", 0, fact=wrong)
        return Move("misinform", fact.name, 0, words, owes=((fact.name, how),))

    def _gives_free_text(self, move: Move) -> bool:
        """Tell whether a move answers a question to which whatever one says is an answer."""
        return any(fact.free for fact in map(self._mind.fact, move.told) if fact is not None)

    def _untold(self, move: Move) -> Fact | None:
        """Return the one fact that a move gives, if it gives one for the first time, and not in words of its own."""
        if move.act != "inform" or move.about in self._mind.told:
            return None
        fact = self._mind.fact(move.about)
        # Asked for a free text, whatever one says is an answer.
        return None if fact is None or fact.free else fact

    # By class and not by instance: see `Answers`.
    _EACH: ClassVar[Sequence[Callable[[Any, Move, Reading], Move | None]]] = (
        _provocation, _unavailable, _digression, _at_a_loss, _claim, _trails_off, _wavers, _misremembers,
    )  # fmt: skip


def _to_come_back_to(main: Reading) -> Reading | None:
    """Return what is put off, unless that is itself about something said before."""
    return main if main.kind in DEMANDS and main.kind not in _REFER_BACK else None
