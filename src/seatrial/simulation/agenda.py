"""A person with a goal: hears texts, decides what to do about them, and knows when it is done or has had enough.

Pure. Decides from what it heard, what it knows and what it has done, never from a clock or a count of turns, so that
one more harmless prompt changes nothing but the answer to it. `decide` changes nothing; `commit` takes note that the
person really did it. Called by `caller`; how an act sounds is the channel's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from seatrial.core.draws import chance, pick
from seatrial.core.scenario import Persona
from seatrial.simulation.facts import Fact
from seatrial.simulation.reading import DEMANDS, Reading, main_reading
from seatrial.simulation.role import Role
from seatrial.simulation.surface import Voice

WAIT = "wait"
"""The act of doing nothing."""


@dataclass(frozen=True, slots=True)
class Move:
    """Something a person does.

    Attributes:
        act: As in `core.trace.UserActed`.
        about: With `act` and `attempt` its identity.
        text: Words; with ``/`` where a speaker pauses.
        read: What the other side's words were taken for.
        keys: Pressed instead of said.
        leave: Why the person hangs up afterwards; "" for not.
        told: Facts that are given with it.
        unhelpful: Whether what was heard got the person nowhere.
        answers: The reading that is answered, to come back to.
        met: What need is met by what was heard.
        held: What the person holds from now on, when that changes.
        asked: Which question of its own it asks, or -1.
        answered: Whether what was heard answers the question it asked before.
        silenced: The prompt it lets pass, so that it does so once.
    """

    act: str
    about: str = ""
    attempt: int = 0
    text: str = ""
    read: str = ""
    keys: str = ""
    leave: str = ""
    told: tuple[str, ...] = ()
    unhelpful: bool = False
    answers: Reading | None = None
    met: str = ""
    held: tuple[Fact, ...] | None = None
    asked: int = -1
    answered: bool = False
    silenced: str = ""


@dataclass(slots=True)
class _State:
    facts: tuple[Fact, ...]
    counts: dict[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])
    told: set[str] = field(default_factory=set[str])
    once: set[str] = field(default_factory=set[str])
    last: Reading | None = None
    opened: bool = False
    met: str = ""
    nowhere: int = 0
    asked: set[int] = field(default_factory=set[int])
    awaiting: int = -1
    """Which of its own questions the person waits to have answered."""
    changed: bool = False


class Agenda:
    """One person in one conversation.

    Args:
        role: The card.
        persona: The way of being.
        voice: Puts acts into words.
        seed: The conversation's.
        keys: Whether there are keys to press.
    """

    __slots__ = ("_keys", "_persona", "_reader", "_role", "_seed", "_state", "_triggers", "_voice")

    def __init__(self, role: Role, persona: Persona, voice: Voice, seed: int, *, keys: bool) -> None:
        self._role = role
        self._persona = persona
        self._voice = voice
        self._seed = seed
        self._keys = keys
        self._state = _State(role.facts)
        self._reader = role.reader(role.facts)
        names = [fact.name for fact in role.facts]
        self._triggers = [pick(names, seed, "digression", str(index)) if names else "" for index in range(len(role.want.also))]

    @property
    def met(self) -> str:
        """What need has been met; "" while none is."""
        return self._state.met

    def readings(self, texts: Sequence[str]) -> list[Reading]:
        """Return what the person takes these texts to say."""
        return [reading for text in texts for reading in self._reader.read(text)]

    def decide(self, texts: Sequence[str]) -> Move:
        """Return what the person does about what it heard since it last did something. Changes nothing."""
        readings = self.readings(texts)
        main = main_reading(readings)
        state = self._state
        met = state.met or self._met_by(main, readings)
        if main.kind != "wrong" and self._silenced(main):
            return Move(WAIT, str(main), read=str(main), silenced=f"silent {main}", met=met)
        move = self._react(main, readings, met)
        if move.unhelpful and state.nowhere + 1 > self._persona.patience and not met:
            return self._enough(str(main))
        answered = any(reading.kind in {"inform", "mention", "refusal", "handoff"} for reading in readings)
        return replace(move, read=move.read or str(main), met=met, answered=answered)

    def commit(self, move: Move) -> None:
        """Take note that the person did this."""
        state = self._state
        key = (move.act, move.about)
        state.counts[key] = state.counts.get(key, 0) + 1
        state.told.update(move.told)
        state.nowhere += move.unhelpful
        state.met = state.met or move.met
        if move.answers is not None:
            state.last = move.answers
        if move.act in {"open", "restate"}:
            state.opened = True
        if move.silenced:
            state.once.add(move.silenced)
        if move.answered and state.awaiting >= 0:
            state.asked.add(state.awaiting)
        state.awaiting = move.asked
        if move.held is not None:
            state.changed = state.changed or move.act == "change"
            state.facts = move.held
            self._reader = self._role.reader(move.held)

    def impatient_move(self) -> Move:
        """Return what the person does when nobody has said anything for long."""
        state = self._state
        if state.met:
            return self._say("bye", leave="need_met")
        # What one waits for is part of the identity: a wait after another prompt is another wait.
        about = str(state.last or "")
        attempt = self._attempt("hello", about)
        if attempt >= 2 or state.nowhere + 1 > self._persona.patience:
            return self._say("give_up", leave="nobody_answered")
        if state.last is not None and not state.opened:
            return self._react(state.last, [state.last], "")
        return Move("hello", about, attempt, self._voice.put("hello", about, attempt), unhelpful=True)

    def unfinished_move(self) -> Move:
        """Return what the person does when the other side stopped without asking anything."""
        state = self._state
        if state.met:
            return self._say("bye", leave="need_met")
        if not state.opened:
            return self._need()
        if state.last is not None and ("ask", state.last.about) in state.counts:
            return self._react(state.last, [state.last], "")
        return Move(WAIT)

    # What is done about each kind of reading.

    def _react(self, main: Reading, readings: Sequence[Reading], met: str) -> Move:
        if met and main.kind not in {"wrong", "ask", "read_back", "confirm", "offer_person", "choose"}:
            return self._content(main, met)
        handler = _HANDLERS.get(main.kind)
        if handler is None:
            return Move(WAIT)
        return handler(self, main, readings)

    def _content(self, main: Reading, met: str) -> Move:
        """Wind up: the need is met."""
        state = self._state
        question = self._open_question()
        if question >= 0:
            return self._digress(main, question)
        if self._role.changed and not state.changed:
            return self._change(main)
        if main.kind == "goodbye":
            return self._say("bye", leave="need_met")
        if main.kind == "handoff":
            return Move(WAIT)
        if met == "refused" and main.kind != "anything_else":
            return self._say("resigned", leave="refused")
        if main.kind in {"anything_else", "need", "not_understood", "yes_no", "still_there"}:
            return self._say("no_more")
        return Move(WAIT)

    def _need(self, *_: object) -> Move:
        reading = Reading(kind="need")
        if not self._state.opened:
            return self._open(reading)
        attempt = self._attempt("restate", "")
        text = pick(self._role.want.say, self._seed, "need", "restate", "", attempt) if self._role.want.say else ""
        words = self._voice.put("restate", "", attempt, text=text)
        return Move("restate", "", attempt, words, answers=reading, unhelpful=True)

    def _open(self, reading: Reading) -> Move:
        text = pick(self._role.want.say, self._seed, "need", "open") if self._role.want.say else ""
        parts = [self._voice.put("open", "", 0, text=text)]
        told: list[str] = []
        for fact in self._state.facts:
            template = f"volunteer.{fact.type}"
            if self._voice.has(template) and chance(self._persona.disclosure, self._seed, "disclosure", fact.name):
                parts.append(self._voice.put(template, fact.name, 0, fact=fact))
                told.append(fact.name)
        return Move("open", "", 0, " / ".join(parts), answers=reading, told=tuple(told))

    def _ask(self, main: Reading, readings: Sequence[Reading]) -> Move:
        state = self._state
        for index, trigger in enumerate(self._triggers):
            if trigger == main.about and ("ask", str(index)) not in state.counts:
                return self._digress(main, index)
        if self._change_due(main):
            return self._change(main)
        names = [reading.about for reading in readings if reading.kind == "ask"]
        facts = [fact for fact in map(self._fact, dict.fromkeys(names)) if fact is not None]
        if not facts:
            return self._unknown(main)
        told = tuple(fact.name for fact in facts)
        about = "+".join(told)
        if any(reading.kind in {"unavailable", "refusal"} for reading in readings):
            move = self._alternative(main, facts[0])
            if move is not None:
                return move
        attempt = self._attempt("inform", about)
        parts = [self._inform_words(fact, about if len(facts) == 1 else fact.name, attempt) for fact in facts]
        unhelpful = all(name in state.told for name in told)
        return Move("inform", about, attempt, " / ".join(parts), answers=main, told=told, unhelpful=unhelpful)

    def _alternative(self, main: Reading, fact: Fact) -> Move | None:
        """Offer what will do as well, when there is something."""
        if fact.name not in self._state.told or not fact.others:
            return None
        other = replace(fact.others[0], others=fact.others[1:])
        about = f"{fact.name}={other.value}"
        words = self._voice.put("inform", about, 0, fact=other)
        return Move("inform", about, 0, words, answers=main, held=self._with(other))

    def _inform_words(self, fact: Fact, about: str, attempt: int) -> str:
        text = self._role.want.say
        keyword = len(fact.value.replace("_", " ").split()) <= 2
        if fact.topic == "problem" and keyword and not fact.sayings and text and fact.words & self._role.own_words:
            # Asked what is wrong, people say again why they called rather than a word from somebody's list.
            wording = pick(text, self._seed, "need", "inform", fact.name, attempt)
            return self._voice.put("restate", about, attempt, text=wording)
        return self._voice.put("inform", about, attempt, fact=fact)

    def _unknown(self, main: Reading) -> Move:
        last = self._state.last
        if "change" in main.about and last is not None and last.kind == "wrong":
            return self._wrong(last, ())
        if not self._state.opened and main.about == "problem":
            return self._need()
        attempt = self._attempt("dont_know", main.about)
        words = self._voice.put("dont_know", main.about, attempt)
        return Move("dont_know", main.about, attempt, words, answers=main, unhelpful=attempt > 0)

    def _wrong(self, main: Reading, _: Sequence[Reading]) -> Move:
        fact = self._fact(main.about)
        if fact is None:
            return self._simple("deny", main)
        if self._change_due(main):
            return self._change(main)
        attempt = self._attempt("correct", fact.name)
        words = self._voice.put("correct", fact.name, attempt, fact=fact)
        return Move("correct", fact.name, attempt, words, answers=main, told=(fact.name,), unhelpful=True)

    def _read_back(self, main: Reading, _: Sequence[Reading]) -> Move:
        if self._change_due(main):
            return self._change(main)
        return self._simple("affirm", main)

    def _confirm(self, main: Reading, _: Sequence[Reading]) -> Move:
        if self._change_due(main):
            return self._change(main)
        return self._simple("affirm", main)

    def _yes_no(self, main: Reading, _: Sequence[Reading]) -> Move:
        act = {"yes": "agree", "offer": "decline"}.get(main.option, "no_idea_yes_no")
        return self._simple(act, main)

    def _choose(self, main: Reading, readings: Sequence[Reading]) -> Move:
        fact = self._fact(main.about)
        if main.option:
            attempt = self._attempt("choose", main.about)
            words = self._voice.put("choose", main.about, attempt, text=main.option)
            return Move("choose", main.about, attempt, words, answers=main, unhelpful=attempt > 0)
        if fact is not None:
            return self._ask(Reading(kind="ask", about=fact.name), [*readings, Reading(kind="ask", about=fact.name)])
        attempt = self._attempt("neither", main.about)
        text = pick(self._role.want.say, self._seed, "need", "neither", main.about, attempt) if self._role.want.say else ""
        words = self._voice.put("neither", main.about, attempt, text=text)
        return Move("neither", main.about, attempt, words, answers=main, unhelpful=True)

    def _offer_person(self, main: Reading, _: Sequence[Reading]) -> Move:
        wanted = "handed" in self._role.needs or self._state.nowhere >= 2
        return self._simple("accept_person" if wanted else "refuse_person", main)

    def _offer_time(self, main: Reading, _: Sequence[Reading]) -> Move:
        move = self._simple("accept_time", main)
        fact = self._fact(main.about)
        if fact is None or not main.option:
            return move
        moment = datetime.fromisoformat(main.option)
        held = replace(fact, value=main.option, moment=moment)
        return replace(move, held=self._with(held))

    def _anything_else(self, main: Reading, _: Sequence[Reading]) -> Move:
        question = self._open_question()
        return self._digress(main, question) if question >= 0 else self._need()

    def _spell(self, main: Reading, _: Sequence[Reading]) -> Move:
        fact = self._spelled_fact(main)
        if fact is None:
            return self._again(main)
        if "spell" in self._role.scenario.cannot:
            return self._simple("cannot", Reading(kind="spell", about=fact.name))
        attempt = self._attempt("spell", fact.name)
        words = self._voice.put("inform", f"spell {fact.name}", attempt, fact=fact, spell=True)
        reading = Reading(kind="spell", about=fact.name)
        return Move("spell", fact.name, attempt, words, answers=reading, told=(fact.name,), unhelpful=True)

    def _key_in(self, main: Reading, _: Sequence[Reading]) -> Move:
        fact = self._fact(main.about) or self._last_fact()
        if fact is None:
            return self._again(main)
        reading = Reading(kind="key_in", about=fact.name)
        if not self._keys:
            return self._ask(Reading(kind="ask", about=fact.name), [Reading(kind="ask", about=fact.name)])
        if not fact.key.isdigit() or {"press", "key_in"} & set(self._role.scenario.cannot):
            return self._simple("cannot", reading)
        attempt = self._attempt("key_in", fact.name)
        return Move(
            "key_in", fact.name, attempt, keys=fact.key, answers=reading, told=(fact.name,), unhelpful=fact.name in self._state.told
        )

    def _again(self, main: Reading, _: Sequence[Reading] = ()) -> Move:
        """Say it once more: the other side didn't understand, or heard nothing."""
        fact = self._fact(main.about)
        if fact is not None:
            return replace(self._ask(Reading(kind="ask", about=fact.name), [Reading(kind="ask", about=fact.name)]), unhelpful=True)
        last = self._state.last
        if last is None or last.kind == "need":
            return self._need()
        return replace(self._react(last, [last], ""), unhelpful=True)

    def _still_there(self, main: Reading, _: Sequence[Reading]) -> Move:
        if self._state.last is None and not self._state.opened:
            return self._need()
        return self._again(Reading(kind=main.kind))

    def _refusal(self, main: Reading, _: Sequence[Reading]) -> Move:
        if self._turned_away():
            return self._need()
        attempt = self._attempt("ask_person", "")
        if attempt:
            return replace(self._say("give_up", leave="refused"), unhelpful=True)
        return replace(self._simple("ask_person", Reading(kind=main.kind)), unhelpful=True)

    def _unavailable(self, main: Reading, readings: Sequence[Reading]) -> Move:
        last = self._last_fact()
        move = self._alternative(main, last) if last is not None else None
        return move or Move(WAIT)

    def _goodbye(self, main: Reading, _: Sequence[Reading]) -> Move:
        return replace(self._say("resigned", leave="agent_said_goodbye"), read=str(main))

    # Parts of moves.

    def _simple(self, act: str, main: Reading) -> Move:
        attempt = self._attempt(act, main.about)
        words = self._voice.put(act, main.about, attempt)
        return Move(act, main.about, attempt, words, answers=main, unhelpful=attempt > 0 and act != "affirm")

    def _say(self, act: str, leave: str = "") -> Move:
        attempt = self._attempt(act, "")
        return Move(act, "", attempt, self._voice.put(act, "", attempt), leave=leave)

    def _digress(self, main: Reading, index: int) -> Move:
        text = self._role.want.also[index]
        attempt = self._attempt("ask", str(index))
        words = self._voice.put("ask", str(index), attempt, text=text)
        return Move("ask", str(index), attempt, words, answers=main, asked=index)

    def _open_question(self) -> int:
        """Return the first of the person's own questions that still has no answer, or -1; each is asked twice at most."""
        for index in range(len(self._role.want.also)):
            if index not in self._state.asked and self._attempt("ask", str(index)) < 2:
                return index
        return -1

    def _change_due(self, main: Reading) -> bool:
        """Tell whether now is the moment to change one's mind: the fact has been told and is spoken of, or another is."""
        changed = self._role.changed
        if not changed or self._state.changed or not all(fact.name in self._state.told for fact in changed):
            return False
        if main.kind in {"wrong", "read_back"}:
            return True
        if main.kind == "confirm":
            return "book" in main.about or self._role.scenario.script is not None
        others = [fact.name for fact in self._role.facts if fact.name not in {one.name for one in changed}]
        return bool(others) and main.about == pick(others, self._seed, "change")

    def _change(self, main: Reading) -> Move:
        held = self._state.facts
        for fact in self._role.changed:
            held = self._with(fact, held)
        fact = self._role.changed[0]
        words = self._voice.put("change", fact.name, 0, fact=fact)
        return Move("change", fact.name, 0, words, answers=main, held=held)

    def _enough(self, read: str) -> Move:
        """Give up: by asking for a person first, or at once."""
        attempt = self._attempt("ask_person", "enough")
        if attempt == 0 and not chance(self._persona.hang_up, self._seed, "hang up"):
            words = self._voice.put("ask_person", "enough", 0)
            return Move("ask_person", "enough", 0, words, read=read, answers=Reading(kind="offer_person"))
        return replace(self._say("give_up", leave="patience"), read=read)

    def _met_by(self, main: Reading, readings: Sequence[Reading]) -> str:
        """Return what need these readings meet, if any: the person hears it, nobody tells it."""
        if not self._state.opened or (main.kind in DEMANDS and main.kind != "anything_else") or main.kind == "wrong":
            return ""
        needs = self._role.needs
        kinds = {reading.kind for reading in readings}
        if "handoff" in kinds and ("handed" in needs or self._role.flexible):
            return "handed"
        if "done" in kinds and ("booked" in needs or not needs):
            return "booked"
        if "refusal" in kinds and ("refused" in needs or self._role.flexible) and not self._turned_away():
            return "refused"
        answered = any(reading.kind in {"inform", "mention"} and reading.option for reading in readings)
        if answered and ("answered" in needs or not needs):
            return "answered"
        return ""

    def _turned_away(self) -> bool:
        """Tell whether all the person has said is why it calls: it will say so once more before it takes no for an answer."""
        last = self._state.last
        return last is not None and last.kind == "need" and not self._attempt("restate", "")

    def _silenced(self, main: Reading) -> bool:
        """Tell whether the person lets this prompt pass without a word; once per kind of prompt at most."""
        key = f"silent {main}"
        return key not in self._state.once and chance(self._persona.silence, self._seed, "silence", str(main))

    def _fact(self, name: str) -> Fact | None:
        for fact in self._state.facts:
            if fact.name == name:
                return fact
        return None

    def _last_fact(self) -> Fact | None:
        last = self._state.last
        return self._fact(last.about) if last is not None else None

    def _spelled_fact(self, main: Reading) -> Fact | None:
        """Return the fact that is to be spelled: nobody spells a day."""
        for fact in (self._fact(main.about), self._last_fact()):
            if fact is not None and fact.moment is None:
                return fact
        return None

    def _with(self, changed: Fact, facts: tuple[Fact, ...] | None = None) -> tuple[Fact, ...]:
        held = self._state.facts if facts is None else facts
        return tuple(changed if fact.name == changed.name else fact for fact in held)

    def _attempt(self, act: str, about: str) -> int:
        return self._state.counts.get((act, about), 0)


_HANDLERS = {
    "need": Agenda._need,
    "ask": Agenda._ask,
    "wrong": Agenda._wrong,
    "read_back": Agenda._read_back,
    "confirm": Agenda._confirm,
    "choose": Agenda._choose,
    "offer_person": Agenda._offer_person,
    "offer_time": Agenda._offer_time,
    "anything_else": Agenda._anything_else,
    "spell": Agenda._spell,
    "key_in": Agenda._key_in,
    "not_understood": Agenda._again,
    "still_there": Agenda._still_there,
    "refusal": Agenda._refusal,
    "unavailable": Agenda._unavailable,
    "goodbye": Agenda._goodbye,
    "yes_no": Agenda._yes_no,
}
