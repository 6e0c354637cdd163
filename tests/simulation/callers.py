"""People and agents for the tests of this folder: a caller with known facts, an agent that follows a list of lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from seatrial.core.effects import CancelTimer, End, Say, SetTimer
from seatrial.core.events import (
    PlayoutEnded,
    SessionStarted,
    SpeechEnded,
    SpeechStarted,
    TimerFired,
    ToolFailed,
    UserLeft,
    UserPressed,
    UserSaid,
)
from seatrial.core.scenario import Persona, Scenario, Want
from seatrial.core.trace import Header, UserActed
from seatrial.core.world import World
from seatrial.runtime.playout import CHAT, SPEECH
from seatrial.runtime.virtual import Ran, Rehearsal, rehearse
from seatrial.simulation.agenda import Agenda
from seatrial.simulation.caller import Caller
from seatrial.simulation.chat import ChatChannel
from seatrial.simulation.facts import content_words, make_fact
from seatrial.simulation.lexicon import lexicon_for
from seatrial.simulation.mishearing import mishearing_model
from seatrial.simulation.reading import Reader, reader_for
from seatrial.simulation.role import Role, make_role
from seatrial.simulation.speech import SpeechChannel
from seatrial.simulation.surface import Voice, surface_for

NOW = datetime.fromisoformat("2026-08-03T09:12")  # a Monday
FACTS = {
    "problem": "leak",
    "postcode": "BS1 4DJ",
    "name": "Jane Smith",
    "phone": "+447700900123",
    "email": "j.smith@gmail.com",
    "when": "tomorrow 16:30",
    "address": "14 Queen Square",
    "access": "there is a dog",
}
BOOKING = (
    "Hello, Harbour Plumbing. I'm an automated assistant; you can ask for a person at any time. How can I help?",
    "What is your postcode?",
    "I have B for bravo, S for sierra, one, four, D for delta, J for juliet. Is that right?",
    "What's your name?",
    "What's the best phone number for you?",
    "Which e-mail should the confirmation go to?",
    "When would suit you?",
    "A visit tomorrow at 4:30 pm at BS1 4DJ for a leak: shall I book it?",
    "Booked. Your reference is PL-1042. Is there anything else I can help with?",
    "Thank you, goodbye.",
)
PLAIN = Persona(name="plain", disclosure=0.0)


def reader(facts: dict[str, object] | None = None) -> Reader:
    lexicon = lexicon_for("en-GB")
    made = tuple(make_fact(name, value, NOW, lexicon) for name, value in (facts or FACTS).items())
    own = content_words("my kitchen sink is leaking can you send somebody round visit booked", lexicon)
    return reader_for("en-GB", made, NOW, own)


def role(**changes: object) -> Role:
    fields: dict[str, object] = {
        "name": "leak",
        "at": "2026-08-03T09:12:00+01:00",
        "want": Want(say=("My kitchen sink is leaking.", "There is water under my sink."), until=("visit_booked",)),
        "knows": FACTS,
    }
    return make_role(Scenario(**{**fields, **changes}), "en-GB")


def agenda(persona: Persona = PLAIN, seed: int = 1, *, playing: Role | None = None, keys: bool = True) -> Agenda:
    played = playing or role()
    voice = Voice(surface_for("en-GB"), persona, seed, played.now, typed=not keys, locale="en-GB")
    return Agenda(played, persona, voice, seed, keys=keys)


def caller(persona: Persona = PLAIN, seed: int = 1, *, channel: str = "speech", playing: Role | None = None) -> Caller:
    speech = channel == "speech"
    sound = SpeechChannel(persona, mishearing_model("en-GB"), seed) if speech else ChatChannel(persona, seed)
    return Caller(agenda(persona, seed, playing=playing, keys=speech), sound, persona, seed)


class LineAgent:
    """Speaks the next of its lines whenever the person has finished, or has been silent for long."""

    def __init__(self, lines: Sequence[str], *, patience_ms: int = 1_500, silence_ms: int = 30_000) -> None:
        self._lines = list(lines)
        self._patience_ms = patience_ms
        self._silence_ms = silence_ms
        self._turn = 0
        self._timers = 0
        self._timer = ""
        self.ended = False

    def receive(self, at_ms: int, event: object) -> list:
        if isinstance(event, SessionStarted):
            return self._speak()
        if isinstance(event, UserLeft):
            return self._end("left")
        if isinstance(event, UserSaid | UserPressed | SpeechEnded):
            return self._arm(self._patience_ms)
        if isinstance(event, SpeechStarted | PlayoutEnded):
            return self._arm(self._silence_ms)
        if isinstance(event, TimerFired) and event.timer == self._timer:
            self._timer = ""
            return self._speak()
        return []

    def _speak(self) -> list:
        if self._turn == len(self._lines):
            return self._end("visit_booked")
        self._turn += 1
        return [Say(turn=self._turn, text=self._lines[self._turn - 1])]

    def _end(self, outcome: str) -> list:
        if self.ended:
            return []
        self.ended = True
        return [End(outcome=outcome, success=outcome != "left")]

    def _arm(self, after_ms: int) -> list:
        effects: list = [CancelTimer(timer=self._timer)] if self._timer else []
        self._timers += 1
        self._timer = f"t{self._timers}"
        return [*effects, SetTimer(timer=self._timer, after_ms=after_ms)]


def talk(machine: object, person: object, *, channel: str = "speech", seed: int = 1) -> Ran:
    """Run one conversation on the virtual driver."""
    rehearsal = Rehearsal(
        header=Header(conversation=f"leak/plain/{channel}/{seed}", seed=seed, channel=channel),
        started=SessionStarted(started_at="2026-08-03T09:12:00+01:00", locale="en-GB", channel=channel, seed=seed),
        tools={},
        run_tool=lambda call, _: ToolFailed(request=call.request, kind="error"),
        world=World({}),
        pace=SPEECH if channel == "speech" else CHAT,
    )
    return rehearse(machine, person, rehearsal)


def acts(ran: Ran) -> list[UserActed]:
    return [row.body for row in ran.rows if isinstance(row.body, UserActed)]


def said(ran: Ran) -> list[str]:
    return [row.body.text for row in ran.rows if isinstance(row.body, UserSaid)]
