"""Who speaks when: sound and words in, whole turns out; wanted utterances in, speech out.

Ends a person's turn by silence (longer where words trail off), pauses when somebody speaks over the agent, goes on
after a listening noise or a cough, stops for real words, puts its own echo and faint talk aside, climbs the silence
ladder and asks for fillers while a tool is slow. On text a message is a turn, or a part of one.

It never decides what is said, and never reads a clock. The session calls it: any of the other methods first, `settle`
last in every step, which sends what may be said now and arms the one timer. After `settle` something is always
outstanding: playout, that timer, or a request whose fillers are used up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from seatrial.agents.agent import TurnsPolicy
from seatrial.agents.hearing import Hearing, typed
from seatrial.agents.own_voice import OwnVoice
from seatrial.agents.rhythm import RHYTHMS
from seatrial.agents.signals import Heard, Signal, Silence, Slow, Utterance
from seatrial.agents.speeches import Speech, merged, wanted
from seatrial.agents.timers import Timers
from seatrial.agents.turn_lexicon import floor_words
from seatrial.core.effects import Act, AnyEffect, Note, PauseSpeaking, ResumeSpeaking, StopSpeaking
from seatrial.core.events import (
    AnyEvent,
    PlayoutEnded,
    PlayoutStarted,
    SpeechEnded,
    SpeechStarted,
    UserPressed,
    UserSaid,
)

TIMER = "turns.next"
"""The only timer of this part: whatever is due next. It may fire early, never late."""

UNASKED_SILENCE_FACTOR = 3
"""After an utterance that asked for nothing, silence is no sign of trouble for this much longer."""

ANSWER_LEAD_MS = 1_000
"""A "yes" said over the last second of a question answers it; earlier it only says "I am listening"."""

STREAM_STALL_MS = 10_000
"""An answer that stops streaming for this long is over as it stands."""
_STOPPED_MAX = 8

Out = list[AnyEffect | Signal]


class Turns:
    """The floor of one session."""

    __slots__ = (
        "_armed_ms", "_current", "_dead_stream", "_fillers", "_gathers", "_hearing", "_listen", "_murmur", "_murmur_ms",
        "_own_voice", "_policy", "_queue", "_quiet_ms", "_rhythm", "_rung", "_stopped", "_timers", "_turn", "_typed",
        "_waiting_ms",
    )  # fmt: skip

    def __init__(self, policy: TurnsPolicy, channel: str, locale: str, timers: Timers) -> None:
        self._policy = policy
        self._rhythm = RHYTHMS.get(channel)
        self._typed = self._rhythm is not None
        self._timers = timers
        self._armed_ms = 0
        self._turn = 0
        self._queue: list[Speech] = []
        self._current: Speech | None = None
        self._stopped: dict[int, Speech] = {}  # until the driver tells how much of them was heard
        self._dead_stream = ""
        self._hearing = Hearing(policy, floor_words(locale))
        self._gathers = self._rhythm is not None and self._rhythm.gathers
        if self._gathers:
            self._hearing.patience_ms = policy.sms_patience_ms
        self._own_voice = OwnVoice(policy.ignore_below)
        self._murmur: Heard | None = None  # a listening noise that answers if the question ends right after it
        self._murmur_ms = 0
        self._quiet_ms = 0  # since when nobody has said anything
        self._rung = 0
        self._listen = True
        self._waiting_ms: int | None = None
        self._fillers = 0

    @property
    def busy(self) -> bool:
        """Whether the agent is speaking or has something to say."""
        return self._current is not None or bool(self._queue)

    @property
    def playing(self) -> bool:
        """Whether a playout is outstanding that ends by itself."""
        speech = self._current
        return speech is not None and not speech.paused and speech.drained_ms is None

    @property
    def person_speaking(self) -> bool:
        """Whether the person is in the middle of a turn."""
        return self._hearing.open

    @property
    def turn(self) -> int:
        """The number of the agent's latest turn, 0 before the first."""
        return self._turn

    def receive(self, at_ms: int, event: AnyEvent) -> Out:
        """Take note of what was said, heard or played; events of other kinds are nothing to this part."""
        out: Out = []
        handler = self._HANDLERS.get(type(event))
        if handler is not None:
            handler(self, at_ms, event, out)
        return out

    def timer(self, at_ms: int, name: str) -> Out:
        """Do what is due; timers of other parts are nothing to this one."""
        out: Out = []
        if name == TIMER:
            self._advance(at_ms, out)
        return out

    def speak(self, utterance: Utterance) -> None:
        """Want something said: at `settle` when the floor is free, else as soon as it is.

        What is wanted within one step is said in one breath, as one turn.
        """
        if utterance.text:
            self._queue.append(wanted(utterance))

    def speak_part(self, text: str, *, stream: str, last: bool = False, acts: tuple[Act, ...] = ()) -> None:
        """Want the next piece of a streamed answer said; all pieces of one stream are one turn.

        Args:
            text: May be empty when only the end has come.
            stream: The answer's identity, such as its request id. Pieces of a stream that was stopped are dropped.
            last: Whether nothing follows.
            acts: As for an utterance; of the first piece only.
        """
        if stream == self._dead_stream:
            return
        speech = next((wanted for wanted in self._unfinished() if wanted.stream == stream and wanted.open), None)
        if speech is None:
            if not text:
                return
            speech = Speech(unsent="", acts=acts, stream=stream)
            self._queue.append(speech)
        speech.unsent += text
        speech.open = not last

    def stop(self, at_ms: int) -> list[AnyEffect]:
        """Stop speaking at once, protected or not, and forget what else was to be said."""
        effects: list[AnyEffect] = []
        for speech in self._unfinished():
            if speech.open:
                self._dead_stream = speech.stream
        self._queue.clear()
        if self._current is not None:
            effects.append(self._cut(at_ms, self._current))
        return effects

    def waiting(self, at_ms: int, on: bool) -> None:
        """Say whether something is outstanding that the person waits for: fillers instead of the silence ladder."""
        if on and self._waiting_ms is None:
            self._waiting_ms = at_ms
            self._fillers = 0
        elif not on and self._waiting_ms is not None:
            self._waiting_ms = None
            self._quiet_ms = at_ms

    def resumed(self, at_ms: int) -> Out:
        """Start again after a crash: nothing is playing, nobody is speaking, no timer runs."""
        out: Out = []
        speech = self._current
        if speech is not None:
            if self._typed:  # a message that was sent is on the screen
                speech.report(len(speech.parts) - 1, len(speech.parts[-1]), at_ms)
            self._cut(at_ms, speech)
        self._flush_stopped(out)
        if self._hearing.speaking:
            self._hearing.sound_ended(at_ms)
        self._quiet_ms = at_ms
        out += self._timers.cancel(TIMER)
        return out

    def settle(self, at_ms: int) -> list[AnyEffect]:
        """Send what may be said now and arm the timer. The last call of every step of the session."""
        effects: list[AnyEffect] = []
        speech = self._current
        if speech is None and self._queue and (not self._hearing.open or self._queue[0].protected):
            speech, count = merged(self._queue)
            del self._queue[:count]
            self._turn += 1
            speech.turn = self._turn
            self._current = speech
            self._listen = speech.listen
            self._murmur = None
            if speech.listen and not self._typed:
                default = self._policy.end_of_turn_ms
                self._hearing.patience_ms = default if speech.patience_ms is None else speech.patience_ms
            self._send(speech, effects)
        elif speech is not None and speech.sendable:
            self._send(speech, effects)
        self._arm(at_ms, effects)
        return effects

    def _send(self, speech: Speech, effects: list[AnyEffect]) -> None:
        say = speech.send()
        self._own_voice.speaks(say.text, on=say.part > 0)
        effects.append(say)

    # -- the person -------------------------------------------------------------------------------------------------

    def _sound_started(self, at_ms: int, _: SpeechStarted, out: Out) -> None:
        self._rung = 0
        if self._typed:
            self._quiet_ms = at_ms
            return
        self._hearing.sound_started(at_ms)
        self._own_voice.sound(at_ms)
        speech = self._talked_over()
        if speech is not None and not speech.paused:
            speech.paused = True
            out.append(PauseSpeaking(turn=speech.turn))

    def _sound_ended(self, at_ms: int, _: SpeechEnded, out: Out) -> None:
        self._rung = 0
        if self._typed:
            self._quiet_ms = at_ms
            return
        self._hearing.sound_ended(at_ms)
        speech = self._talked_over()
        if speech is not None and self._hearing.fresh:
            self._contend(at_ms, speech, out)

    def _words(self, at_ms: int, event: UserSaid | UserPressed, out: Out) -> None:
        """Gather the person's turn; decide who has the floor if the agent is speaking, else whether it is over."""
        self._rung = 0
        if self._typed:
            self._written(at_ms, event, out)
            return
        if isinstance(event, UserSaid):
            why = self._own_voice.foreign(at_ms, event)
            if why:
                self._not_the_person(at_ms, why, out)
                return
            self._hearing.said(at_ms, event)
        else:
            self._hearing.pressed(at_ms, event)
        if self._current is None:
            self._advance(at_ms, out)  # they may come late; a sound never ends a turn at once
            return
        speech = self._talked_over()
        if speech is not None:
            self._contend(at_ms, speech, out)

    def _written(self, at_ms: int, event: UserSaid | UserPressed, out: Out) -> None:
        """Take a message for a turn, or for a part of one where people send one thought in pieces."""
        self._quiet_ms = at_ms
        if self._gathers and isinstance(event, UserSaid):
            self._hearing.sound_ended(at_ms)
            self._hearing.said(at_ms, event)
            return
        self._flush_stopped(out)
        out.append(typed(event))

    def _not_the_person(self, at_ms: int, why: str, out: Out) -> None:
        """Put words aside that came from somewhere else: what they interrupted goes on."""
        out.append(Note(kind=why, about=f"turn {self._turn}"))
        speech = self._current
        if speech is not None and speech.paused and not self._hearing.speaking and self._hearing.weigh()[0] == 0:
            self._hearing.forget()
            self._go_on(speech, out)
        elif speech is None and self._hearing.open:
            self._advance(at_ms, out)

    def _talked_over(self) -> Speech | None:
        """Return the speech that the person talks over; None also where their words are kept until it is heard."""
        speech = self._current
        if speech is None:
            return None
        self._hearing.during = self._hearing.during or speech.turn
        return None if speech.protected else speech

    def _contend(self, at_ms: int, speech: Speech, out: Out) -> None:
        """Decide whether words said over the agent stop it."""
        count, takes = self._hearing.weigh()
        # Before any of it was heard the person is still on their last turn: any real word goes on with that.
        if takes or count >= self._policy.barge_in_words or (count and not speech.started):
            out.append(self._cut(at_ms, speech))
            out.append(Note(kind="barge_in", about=f"turn {speech.turn}"))
            self._advance(at_ms, out)
        elif not self._hearing.speaking:
            if count == 0:
                self._listened(out)
            self._go_on(speech, out)

    def _listened(self, out: Out) -> None:
        """Put a listening noise aside."""
        hearing = self._hearing
        turn = hearing.during
        self._murmur = None
        if hearing.agrees():
            self._murmur, self._murmur_ms = hearing.take()[0], hearing.sign_ms
        hearing.forget()
        out.append(Note(kind="backchannel", about=f"turn {turn}"))

    def _go_on(self, speech: Speech, out: Out) -> None:
        if speech.paused:
            speech.paused = False
            out.append(ResumeSpeaking(turn=speech.turn))

    def _end_person_turn(self, at_ms: int, out: Out) -> None:
        self._flush_stopped(out)
        out += self._hearing.take()
        self._quiet_ms = at_ms

    # -- the agent --------------------------------------------------------------------------------------------------

    def _unfinished(self) -> list[Speech]:
        return self._queue if self._current is None else [self._current, *self._queue]

    def _playout_started(self, at_ms: int, event: PlayoutStarted, out: Out) -> None:
        del at_ms
        speech = self._current
        if speech is None or speech.turn != event.turn:
            out.append(_stale(event.turn))
        else:
            speech.started = True

    def _playout_ended(self, at_ms: int, event: PlayoutEnded, out: Out) -> None:
        speech = self._current
        if speech is not None and speech.turn == event.turn:
            if not speech.report(event.part, event.heard_chars, at_ms):
                out.append(_stale(event.turn))
            elif speech.over:
                self._finish(at_ms, speech, out)
            return
        speech = self._stopped.get(event.turn)
        if speech is None or not speech.report(event.part, event.heard_chars, at_ms):
            out.append(_stale(event.turn))
        else:
            del self._stopped[event.turn]
            out.append(speech.spoken())

    def _finish(self, at_ms: int, speech: Speech, out: Out) -> None:
        """The agent's turn is over: deliver what was said meanwhile, or begin to listen."""
        self._current = None
        self._quiet_ms = at_ms
        self._own_voice.falls_silent(at_ms)
        out.append(speech.spoken())
        hearing = self._hearing
        if hearing.open and not hearing.speaking and hearing.fresh and hearing.weigh()[0] == 0:
            self._listened(out)  # said over protected speech, which nobody weighed
        if hearing.open:
            self._advance(at_ms, out)
        elif self._murmur is not None and speech.listen and at_ms - self._murmur_ms <= ANSWER_LEAD_MS:
            self._flush_stopped(out)
            out.append(self._murmur)
        self._murmur = None

    def _cut(self, at_ms: int, speech: Speech) -> StopSpeaking:
        """Stop the current speech; the driver will tell how much of it was heard."""
        if speech.open:
            self._dead_stream = speech.stream
        self._current = None
        self._quiet_ms = at_ms
        self._own_voice.falls_silent(at_ms)
        self._stopped[speech.turn] = speech
        if len(self._stopped) > _STOPPED_MAX:  # a driver that never reports must not fill the memory
            del self._stopped[next(iter(self._stopped))]
        return StopSpeaking(turn=speech.turn)

    def _flush_stopped(self, out: Out) -> None:
        """Close the turns whose last words nobody reported, so that history is right before the next turn is heard."""
        out += [speech.spoken() for speech in self._stopped.values()]
        self._stopped.clear()

    # -- time -------------------------------------------------------------------------------------------------------

    def _due_ms(self) -> int | None:
        """Return when something has to be decided if nothing happens before; None while playout or a request runs."""
        speech = self._current
        if speech is not None:
            if speech.paused:
                return self._hearing.due_ms()
            return None if speech.drained_ms is None else speech.drained_ms + STREAM_STALL_MS
        if self._hearing.open:
            return self._hearing.due_ms()
        policy = self._policy
        if self._waiting_ms is not None:
            if self._fillers >= policy.fillers_max:
                return None
            pause_ms = policy.filler_every_ms if self._fillers else policy.filler_ms
            return max(self._waiting_ms, self._quiet_ms) + pause_ms
        slowness = 1 if self._rhythm is None else self._rhythm.silence_factor
        factor = slowness * (1 if self._listen else UNASKED_SILENCE_FACTOR)
        return self._quiet_ms + policy.silence_ms[min(self._rung, 2)] * factor

    def _advance(self, at_ms: int, out: Out) -> None:
        """Do what is due by now, if anything."""
        due_ms = self._due_ms()
        if due_ms is None or at_ms < due_ms:
            return
        speech, hearing = self._current, self._hearing
        if hearing.speaking:
            hearing.give_up_sound(at_ms)
        if speech is not None:
            if speech.paused:
                if hearing.weigh()[0] == 0:
                    hearing.forget()
                out.append(Note(kind="false_interruption", about=f"turn {speech.turn}"))
                self._go_on(speech, out)
            else:
                self._cut(at_ms, speech)
                self._flush_stopped(out)
        elif hearing.open:
            self._end_person_turn(at_ms, out)
        elif self._waiting_ms is not None:
            self._fillers += 1
            self._quiet_ms = at_ms
            out.append(Slow(number=self._fillers))
        else:
            self._rung = min(self._rung + 1, 3)
            self._quiet_ms = at_ms
            out.append(Silence(rung=self._rung))

    def _arm(self, at_ms: int, effects: list[AnyEffect]) -> None:
        """Let the timer run for what is due; one that fires too early is left, as it arms itself anew then."""
        due_ms = self._due_ms()
        runs = TIMER in self._timers.running
        if due_ms is None:
            if runs:
                effects += self._timers.cancel(TIMER)
        elif not runs or due_ms < self._armed_ms:
            self._armed_ms = max(due_ms, at_ms)
            effects += self._timers.set(TIMER, due_ms - at_ms)

    # By class and not by instance: bound methods kept by their own object would make every session a reference cycle.
    _HANDLERS: ClassVar[Mapping[type, Callable[[Any, int, Any, Out], None]]] = {
        PlayoutStarted: _playout_started,
        PlayoutEnded: _playout_ended,
        SpeechStarted: _sound_started,
        SpeechEnded: _sound_ended,
        UserSaid: _words,
        UserPressed: _words,
    }


def _stale(turn: int) -> Note:
    return Note(kind="stale", about=f"turn {turn}")
