"""A person with a goal: hears texts, decides what to do about them, and knows when it is done or has had enough.

Pure. Decides from what it heard, what it knows and what it has done, never from a clock or a count of turns, so that
one more harmless prompt changes nothing but the answer to it. `decide` changes nothing; `commit` takes note that the
person really did it. Called by `caller`; how an act sounds is the channel's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from seatrial.core.draws import chance
from seatrial.core.scenario import Persona
from seatrial.simulation.answers import Answers, tells
from seatrial.simulation.moves import ASIDE, WAIT, Mind, Move
from seatrial.simulation.quirks import Quirks, is_quirky
from seatrial.simulation.readings import DEMANDS, Reading, main_reading
from seatrial.simulation.role import Role
from seatrial.simulation.surface import Voice

_STILL_ANSWERED = frozenset({"wrong", "ask", "read_back", "confirm", "offer_person", "choose"})
"""What somebody still answers whose need is met."""
_NO_NEWS = frozenset({"refusal", "inform", "unavailable", "mention", "greeting"})
"""What neither asks for anything nor ends anything."""
_HELLOS_MAX = 2
_MUTE = 0.2
"""Who is silent as often as this does not even answer "are you still there?"; everybody else does."""
_ACTS_MAX = 150
"""Nobody talks on for ever, not even with somebody who keeps asking for something new."""


class Agenda:
    """One person in one conversation.

    Args:
        role: The card.
        persona: The way of being.
        voice: Puts acts into words.
        seed: The conversation's.
        keys: Whether this is a telephone: there are keys to press, and something may be missed.
    """

    __slots__ = ("_answers", "_hears", "_mind", "_persona", "_quirks", "_reader", "_role", "_seed")

    def __init__(self, role: Role, persona: Persona, voice: Voice, seed: int, *, keys: bool) -> None:
        self._role = role
        self._persona = persona
        self._seed = seed
        self._hears = keys
        self._mind = Mind(role.facts, opened=bool(role.scenario.begun or role.scenario.begins), mood=persona.anger)
        self._answers = Answers(role, persona, voice, seed, self._mind, keys=keys)
        self._quirks = Quirks(role, persona, voice, seed, self._mind) if is_quirky(persona) else None
        self._reader = role.reader(role.facts)

    @property
    def met(self) -> str:
        """What need has been met; "" while none is."""
        return self._mind.met

    def readings(self, texts: Sequence[str]) -> list[Reading]:
        """Return what the person takes these texts to say."""
        return [reading for text in texts for reading in self._reader.read(text)]

    def decide(self, texts: Sequence[str]) -> Move:
        """Return what the person does about what it heard since it last did something. Changes nothing."""
        readings = self.readings(texts)
        main = main_reading(readings)
        read = str(main)
        mind = self._mind
        put_off = mind.awaiting == ASIDE and main.kind in _NO_NEWS
        met = mind.met or ("" if put_off else self._met_by(main, readings))
        if met == "refused" and mind.owed:
            met = mind.met  # it was refused for what it knows to be wrong
        if main.kind != "wrong":
            mute = main.kind != "still_there" or self._persona.silence >= _MUTE
            if mute and self._once(self._persona.silence, "silence", read):
                return Move(WAIT, read, read=read, once=f"silence {read}", met=met)
            if self._hears and main.kind in DEMANDS and self._once(self._persona.repeat, "repeat", read):
                return replace(self._answers.say("repeat_please", about=read), read=read, once=f"repeat {read}")
        if put_off:
            # Turned down, or told something, about what it said by the way: it comes back to what it was asked.
            return Move(WAIT, read=read, asked=ASIDE)
        if met and main.kind not in _STILL_ANSWERED:
            move = self._answers.content(main, readings, met)
        else:
            move = self._answers.to(main, readings)
        if self._quirks is not None:
            move = self._quirks.instead(move, main, readings)
        tired = move.unhelpful and mind.nowhere + 1 > self._persona.patience
        if (tired or mind.acts > _ACTS_MAX) and not met:
            return replace(self._enough(), read=read)
        if self._quirks is not None and move.act != WAIT:
            move = self._quirks.feel(move, readings, texts)
            if not met and self._quirks.fed_up(move, main):
                return replace(self._enough(), read=read, mood=move.mood)
        return replace(move, read=read, met=met, answered=tells(readings))

    def commit(self, move: Move) -> None:
        """Take note that the person did this."""
        self._mind.take(move)
        if move.held is not None:
            self._reader = self._role.reader(move.held)

    def late_move(self, texts: Sequence[str]) -> Move | None:
        """Return the answer to what was let pass in silence and is still there to be read; None where nothing is."""
        silent = self._mind.unanswered and f"silence {self._mind.unanswered}" in self._mind.once
        move = self.decide(texts) if silent and texts else None
        return None if move is None or move.act == WAIT else move

    def impatient_move(self) -> Move:
        """Return what the person does when nobody has said anything for long."""
        mind = self._mind
        if mind.met:
            return self._answers.say("bye", leave="need_met")
        # What one waits for is part of the identity: a wait after another prompt is another wait.
        about = mind.unanswered or str(mind.last or "")
        if mind.attempt("hello", about) >= _HELLOS_MAX or mind.nowhere + 1 > self._persona.patience:
            return self._answers.say("give_up", leave="nobody_answered")
        return replace(self._answers.say("hello", about=about), unhelpful=True)

    def unfinished_move(self) -> Move:
        """Return what the person does when the other side stopped without asking anything."""
        mind = self._mind
        if mind.met:
            return self._answers.say("bye", leave="need_met")
        if not mind.opened:
            return self._answers.why()
        if mind.last is not None and mind.awaiting >= 0:
            # Its own question was answered; now for the one that it put off.
            return self._answers.to(mind.last, [mind.last])
        return Move(WAIT)

    def _once(self, probability: float, what: str, read: str) -> bool:
        """Tell whether the person does something odd about this prompt; once per prompt at most."""
        return (
            probability > 0 and f"{what} {read}" not in self._mind.once and chance(probability, self._seed, what, read)
        )

    def _enough(self) -> Move:
        """Return how the person gives up: by asking for a person first, or at once."""
        if not self._mind.attempt("ask_person", "enough") and not chance(self._persona.hang_up, self._seed, "hang up"):
            return self._answers.say("ask_person", about="enough", answers=Reading(kind="offer_person"))
        return self._answers.say("give_up", leave="patience")

    def _met_by(self, main: Reading, readings: Sequence[Reading]) -> str:
        """Return what need these readings meet, if any: the person hears it, nobody tells it."""
        if not self._mind.opened or (main.kind in DEMANDS and main.kind != "anything_else") or main.kind == "wrong":
            return ""
        needs = self._role.needs
        kinds = {reading.kind for reading in readings}
        if "handoff" in kinds and ("handed" in needs or self._role.flexible):
            return "handed"
        if "done" in kinds and ("booked" in needs or not needs):
            return "booked"
        if "refusal" in kinds and ("refused" in needs or self._role.flexible) and not self._answers.turned_away():
            return "refused"
        answered = any(reading.kind in {"inform", "mention"} and reading.option for reading in readings)
        if answered and ("answered" in needs or not needs):
            return "answered"
        return ""
