"""What a person does about each thing the other side may say: one small rule per kind of reading.

Rules look at the reading, the person's facts and what it has done; they change nothing. Called by `agenda`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar

from seatrial.core.draws import chance, pick
from seatrial.core.scenario import Persona
from seatrial.simulation.facts import Fact
from seatrial.simulation.moves import WAIT, Mind, Move, unhelpful
from seatrial.simulation.readings import Reading
from seatrial.simulation.role import Role
from seatrial.simulation.saying import PAUSE
from seatrial.simulation.surface import Voice

_KEYWORD_WORDS_MAX = 2
_ASKED_MAX = 2
"""How often somebody asks the same question of its own."""


class Answers:
    """One person's rules.

    Args:
        role: The card.
        persona: The way of being.
        voice: Puts acts into words.
        seed: The conversation's.
        mind: What the person keeps in mind; read only.
        keys: Whether there are keys to press.
    """

    __slots__ = ("_keys", "_mind", "_persona", "_role", "_seed", "_triggers", "_voice")

    def __init__(self, role: Role, persona: Persona, voice: Voice, seed: int, mind: Mind, *, keys: bool) -> None:
        self._role = role
        self._persona = persona
        self._voice = voice
        self._seed = seed
        self._mind = mind
        self._keys = keys
        names = [fact.name for fact in role.facts]
        self._triggers = [
            pick(names, seed, "digression", str(index)) if names else "" for index in range(len(role.want.also))
        ]

    def to(self, main: Reading, readings: Sequence[Reading]) -> Move:
        """Return what the person does about the main thing it heard, given everything it heard."""
        rule = self._RULES.get(main.kind)
        return rule(self, main, readings) if rule is not None else Move(WAIT)

    def content(self, main: Reading, readings: Sequence[Reading], met: str) -> Move:
        """Return how the person winds up, its need being met."""
        question = self._open_question(readings)
        if question >= 0:
            return self._digress(main, question)
        if self._role.changed and not self._mind.changed:
            return self._change(main)
        if main.kind == "goodbye":
            return self.say("bye", leave="need_met")
        if main.kind == "handoff":
            return Move(WAIT)
        if met == "refused" and main.kind != "anything_else":
            return self.say("resigned", leave="refused")
        if main.kind in {"anything_else", "need", "not_understood", "yes_no", "still_there"}:
            return self.say("no_more")
        return Move(WAIT)

    def say(self, act: str, *, about: str = "", leave: str = "", answers: Reading | None = None) -> Move:
        """Return a plain act with no value in it."""
        attempt = self._mind.attempt(act, about)
        return Move(act, about, attempt, self._voice.put(act, about, attempt), leave=leave, answers=answers)

    def why(self) -> Move:
        """Return why the person calls: for the first time, or once more."""
        reading = Reading(kind="need")
        if not self._mind.opened:
            return self._open(reading)
        attempt = self._mind.attempt("restate")
        words = self._voice.put("restate", "", attempt, text=self._reason("restate", attempt))
        return Move("restate", "", attempt, words, answers=reading, unhelpful=True)

    def turned_away(self) -> bool:
        """Tell whether all the person has said is why it calls: it says so again before it takes no for an answer."""
        last = self._mind.last
        return last is not None and last.kind == "need" and not self._mind.attempt("restate")

    def _open(self, reading: Reading) -> Move:
        parts = [self._voice.put("open", "", 0, text=self._reason("open", 0))]
        told: list[str] = []
        for fact in self._mind.facts:
            template = f"volunteer.{fact.type}"
            if self._voice.has(template) and chance(self._persona.disclosure, self._seed, "disclosure", fact.name):
                # All in one breath: who stopped here would be answered before the rest was out.
                parts.append(self._voice.put(template, fact.name, 0, fact=fact).replace(f" {PAUSE} ", " "))
                told.append(fact.name)
        return Move("open", "", 0, " ".join(parts), answers=reading, told=tuple(told))

    def _needed(self, main: Reading, readings: Sequence[Reading]) -> Move:
        del main, readings
        return self.why()

    def _asked(self, main: Reading, readings: Sequence[Reading]) -> Move:
        mind = self._mind
        for index, trigger in enumerate(self._triggers):
            if trigger == main.about and not mind.attempt("ask", str(index)):
                return self._digress(main, index)
        if self._change_due(main, readings):
            return self._change(main)
        names = dict.fromkeys(reading.about for reading in (*readings, main) if reading.kind == "ask")
        facts = [fact for fact in map(mind.fact, names) if fact is not None]
        if not facts:
            return self._unknown(main)
        if any(reading.kind in {"unavailable", "refusal"} for reading in readings):
            move = self._alternative(main, facts[0])
            if move is not None:
                return move
        return self._inform(main, facts)

    def _inform(self, main: Reading, facts: Sequence[Fact]) -> Move:
        told = tuple(fact.name for fact in facts)
        about = "+".join(told)
        attempt = self._mind.attempt("inform", about)
        words = f" {PAUSE} ".join(self._inform_words(fact, attempt) for fact in facts)
        again = all(name in self._mind.told for name in told)
        return Move("inform", about, attempt, words, answers=main, told=told, unhelpful=again)

    def _inform_words(self, fact: Fact, attempt: int) -> str:
        keyword = len(fact.value.replace("_", " ").split()) <= _KEYWORD_WORDS_MAX
        if fact.topic == "problem" and keyword and not fact.sayings and fact.words & self._role.own_words:
            # Asked what is wrong, people say again why they called rather than a word from somebody's list.
            return self._voice.put("restate", fact.name, attempt, text=self._reason(f"inform {fact.name}", attempt))
        return self._voice.put("inform", fact.name, attempt, fact=fact)

    def _alternative(self, main: Reading, fact: Fact) -> Move | None:
        """Return the offer of what will do as well, when there is something."""
        if fact.name not in self._mind.told or not fact.others:
            return None
        other = replace(fact.others[0], others=fact.others[1:])
        about = f"{fact.name}={other.value}"
        words = self._voice.put("inform", about, 0, fact=other)
        return Move("inform", about, 0, words, answers=main, held=self._mind.holding(other))

    def _unknown(self, main: Reading) -> Move:
        last = self._mind.last
        if "change" in main.about and last is not None and last.kind == "wrong":
            return self._wrong(last, ())
        if not self._mind.opened and main.about == "problem":
            return self.why()
        move = self.say("dont_know", about=main.about, answers=main)
        return replace(move, unhelpful=move.attempt > 0)

    def _wrong(self, main: Reading, readings: Sequence[Reading]) -> Move:
        fact = self._mind.fact(main.about)
        if fact is None:
            return unhelpful(self.say("deny", about=main.about, answers=main))
        if self._change_due(main, readings):
            return self._change(main)
        attempt = self._mind.attempt("correct", fact.name)
        words = self._voice.put("correct", fact.name, attempt, fact=fact)
        return Move("correct", fact.name, attempt, words, answers=main, told=(fact.name,), unhelpful=True)

    def _confirmed(self, main: Reading, readings: Sequence[Reading]) -> Move:
        if self._change_due(main, readings):
            return self._change(main)
        return self.say("affirm", about=main.about, answers=main)

    def _yes_no(self, main: Reading, readings: Sequence[Reading]) -> Move:
        del readings
        act = {"yes": "agree", "offer": "decline"}.get(main.option, "no_idea_yes_no")
        move = self.say(act, about=main.about, answers=main)
        return replace(move, unhelpful=move.attempt > 0)

    def _choose(self, main: Reading, readings: Sequence[Reading]) -> Move:
        attempt = self._mind.attempt("choose", main.about)
        if main.option:
            words = self._voice.put("choose", main.about, attempt, text=main.option)
            return Move("choose", main.about, attempt, words, answers=main, unhelpful=attempt > 0)
        fact = self._mind.fact(main.about)
        if fact is not None:
            return self._asked(Reading(kind="ask", about=fact.name), readings)
        attempt = self._mind.attempt("neither", main.about)
        reason = self._reason(f"neither {main.about}", attempt)
        words = self._voice.put("neither", main.about, attempt, text=reason)
        return Move("neither", main.about, attempt, words, answers=main, unhelpful=True)

    def _offer_person(self, main: Reading, readings: Sequence[Reading]) -> Move:
        del readings
        if not self._mind.opened:
            return self.why()  # nobody is put through before it has said what is the matter
        wanted = "handed" in self._role.needs or self._mind.nowhere >= 2
        return self.say("accept_person" if wanted else "refuse_person", about=main.about, answers=main)

    def _offer_time(self, main: Reading, readings: Sequence[Reading]) -> Move:
        del readings
        move = self.say("accept_time", about=main.about, answers=main)
        fact = self._mind.fact(main.about)
        if fact is None or not main.option:
            return move
        offered = replace(fact, value=main.option, moment=datetime.fromisoformat(main.option))
        return replace(move, held=self._mind.holding(offered))

    def _anything_else(self, main: Reading, readings: Sequence[Reading]) -> Move:
        question = self._open_question(readings)
        return self._digress(main, question) if question >= 0 else self.why()

    def _spell(self, main: Reading, readings: Sequence[Reading]) -> Move:
        fact = self._mind.spelled_fact(main.about)
        if fact is None:
            return self._again(main, readings)
        reading = Reading(kind="spell", about=fact.name)
        if "spell" in self._role.scenario.cannot:
            return self.say("cannot", about=fact.name, answers=reading)
        attempt = self._mind.attempt("spell", fact.name)
        words = self._voice.put("inform", f"spell {fact.name}", attempt, fact=fact, spell=True)
        return Move("spell", fact.name, attempt, words, answers=reading, told=(fact.name,), unhelpful=True)

    def _key_in(self, main: Reading, readings: Sequence[Reading]) -> Move:
        fact = self._mind.fact(main.about) or self._mind.last_fact()
        if fact is None:
            return self._again(main, readings)
        if not self._keys:
            return self._inform(Reading(kind="ask", about=fact.name), [fact])
        reading = Reading(kind="key_in", about=fact.name)
        if not fact.key.isdigit() or {"press", "key_in"} & set(self._role.scenario.cannot):
            return self.say("cannot", about=fact.name, answers=reading)
        attempt = self._mind.attempt("key_in", fact.name)
        again = fact.name in self._mind.told
        return Move("key_in", fact.name, attempt, keys=fact.key, answers=reading, told=(fact.name,), unhelpful=again)

    def _again(self, main: Reading, readings: Sequence[Reading]) -> Move:
        """Say it once more: the other side didn't understand, or heard nothing."""
        del readings
        fact = self._mind.fact(main.about)
        if fact is not None:
            return unhelpful(self._inform(Reading(kind="ask", about=fact.name), [fact]))
        last = self._mind.last
        if last is None or last.kind == "need":
            return self.why()
        return unhelpful(self.to(last, [last]))

    def _still_there(self, main: Reading, readings: Sequence[Reading]) -> Move:
        if not self._mind.opened:
            return self.why()
        return self._again(Reading(kind=main.kind), readings)

    def _refusal(self, main: Reading, readings: Sequence[Reading]) -> Move:
        del readings
        if self.turned_away():
            return self.why()
        if self._mind.attempt("ask_person", main.about):
            return unhelpful(self.say("give_up", leave="refused"))
        return unhelpful(self.say("ask_person", about=main.about, answers=Reading(kind=main.kind)))

    def _unavailable(self, main: Reading, readings: Sequence[Reading]) -> Move:
        del readings
        last = self._mind.last_fact()
        move = self._alternative(main, last) if last is not None else None
        return move or Move(WAIT)

    def _goodbye(self, main: Reading, readings: Sequence[Reading]) -> Move:
        del main, readings
        return self.say("resigned", leave="agent_said_goodbye")

    # Parts of rules.

    def _reason(self, purpose: str, attempt: int) -> str:
        """Return one of the card's ways of saying why the person calls."""
        say = self._role.want.say
        return pick(say, self._seed, "need", purpose, "", attempt) if say else ""

    def _digress(self, main: Reading, index: int) -> Move:
        attempt = self._mind.attempt("ask", str(index))
        words = self._voice.put("ask", str(index), attempt, text=self._role.want.also[index])
        return Move("ask", str(index), attempt, words, answers=main, asked=index)

    def _open_question(self, readings: Sequence[Reading]) -> int:
        """Return the first of the person's own questions that still has no answer, or -1."""
        mind = self._mind
        just_answered = mind.awaiting if tells(readings) else -1
        for index in range(len(self._role.want.also)):
            if index != just_answered and index not in mind.answered and mind.attempt("ask", str(index)) < _ASKED_MAX:
                return index
        return -1

    def _change_due(self, main: Reading, readings: Sequence[Reading]) -> bool:
        """Tell whether now is the moment to change one's mind: what changes was told, and is spoken of."""
        changed = {fact.name for fact in self._role.changed}
        if not changed or self._mind.changed or not changed <= self._mind.told:
            return False
        if any(reading.kind in {"read_back", "wrong", "mention"} and reading.about in changed for reading in readings):
            return True
        others = [fact.name for fact in self._role.facts if fact.name not in changed]
        return bool(others) and main.kind == "ask" and main.about == pick(others, self._seed, "change")

    def _change(self, main: Reading) -> Move:
        held = self._mind.holding(*self._role.changed)
        fact = self._role.changed[0]
        words = self._voice.put("change", fact.name, 0, fact=fact)
        return Move("change", fact.name, 0, words, answers=main, held=held)

    # By class and not by instance: bound methods kept by their own object would make every person a reference cycle.
    _RULES: ClassVar[Mapping[str, Callable[[Any, Reading, Sequence[Reading]], Move]]] = {
        "need": _needed,
        "ask": _asked,
        "wrong": _wrong,
        "read_back": _confirmed,
        "confirm": _confirmed,
        "choose": _choose,
        "offer_person": _offer_person,
        "offer_time": _offer_time,
        "anything_else": _anything_else,
        "spell": _spell,
        "key_in": _key_in,
        "not_understood": _again,
        "still_there": _still_there,
        "refusal": _refusal,
        "unavailable": _unavailable,
        "goodbye": _goodbye,
        "yes_no": _yes_no,
    }


def tells(readings: Sequence[Reading]) -> bool:
    """Tell whether something among the readings may answer a question: it tells, rather than asks."""
    return any(reading.kind in {"inform", "mention", "refusal", "handoff"} for reading in readings)
