"""A simulated person on the line: when it listens, answers, interrupts, waits and hangs up.

Implements `runtime.peer.Peer`. What to do is decided by an `Agenda`, how it sounds by a `Channel`. An answer is planned
when the other side falls silent and given up again when it goes on, so nothing is done, drawn or counted for plans
that come to nothing.
"""

from __future__ import annotations

from seatrial.core.draws import draws
from seatrial.core.events import SpeechEnded, SpeechStarted, UserLeft, UserSaid
from seatrial.core.scenario import Persona
from seatrial.core.trace import UserActed
from seatrial.runtime.peer import Due, Wake
from seatrial.simulation.agenda import Agenda
from seatrial.simulation.channel import Channel
from seatrial.simulation.moves import WAIT, Move
from seatrial.simulation.readings import DEMANDS, main_reading

_AGENT_CHARS_PER_S = 15
"""How fast people expect others to speak: where in an utterance they come in."""
_UNFINISHED_MS = 3_500
"""How long somebody waits for the other side to go on when nothing was asked."""
_QUIET_MS = 14_000
"""How long somebody waits for any answer before saying hello."""
_HOLD_MS = 45_000
"""The same after "one moment, please"."""
_LEAVE_MS = 2_500
"""How long after the goodbye somebody puts the phone down."""
_BACKCHANNEL_CHARS_MIN = 60
_BACKCHANNEL_MS = 350
_TEXTS_MAX = 20


class Caller:
    """One person in one conversation.

    Args:
        agenda: What it wants.
        channel: How it is heard.
        persona: For interrupting and backchannels.
        seed: The conversation's.
    """

    __slots__ = (
        "_agenda", "_answered_turn", "_busy_until", "_channel", "_gone", "_heard", "_patience", "_persona", "_plan",
        "_seed", "_speaking", "_version",
    )  # fmt: skip

    def __init__(self, agenda: Agenda, channel: Channel, persona: Persona, seed: int) -> None:
        self._agenda = agenda
        self._channel = channel
        self._patience = channel.patience_factor
        self._persona = persona
        self._seed = seed
        self._heard: list[str] = []
        self._version = 0
        self._busy_until = 0
        self._speaking = False
        self._answered_turn = 0
        self._gone = False
        self._plan: Move | None = None

    @property
    def met(self) -> str:
        """What need has been met, as far as the person knows."""
        return self._agenda.met

    def start(self) -> list[Due]:
        """Wait for the other side to speak first."""
        return self._quietly(_QUIET_MS)

    def agent_started(self, at_ms: int, turn: int, text: str) -> list[Due]:
        """Listen; perhaps say "mhm", perhaps come in before the end."""
        del at_ms
        self._version += 1
        self._plan = None
        self._speaking = True
        if not self._channel.listens or self._gone or (not self._persona.barge_in and not self._persona.backchannel):
            return []
        main = str(main_reading(self._agenda.readings([text])))
        comes_in, where, mumbles, spot = draws(4, self._seed, "listening", main)
        if comes_in < self._persona.barge_in:
            return self._come_in(turn, text, 0.4 + 0.5 * where)
        if mumbles < self._persona.backchannel and len(text) >= _BACKCHANNEL_CHARS_MIN:
            after_ms = round(len(text) * (0.4 + 0.4 * spot) * 1000 / _AGENT_CHARS_PER_S)
            return self._mumble(after_ms, main)
        return []

    def agent_stopped(self, at_ms: int, turn: int, heard_text: str, whole: bool) -> list[Due]:
        """Plan an answer to all that was heard since the last one."""
        del whole
        self._speaking = False
        if self._gone:
            return []
        if turn == self._answered_turn:
            # It was interrupted with the answer; whatever was left of it needs none.
            return self._quietly(_QUIET_MS)
        if heard_text:
            self._heard.append(heard_text)
            del self._heard[:-_TEXTS_MAX]
        return self._plan_answer(at_ms)

    def agent_paused(self, at_ms: int, turn: int) -> list[Due]:
        """Notice nothing."""
        del at_ms, turn
        return []

    def agent_resumed(self, at_ms: int, turn: int) -> list[Due]:
        """Notice nothing."""
        del at_ms, turn
        return []

    def transferred(self, at_ms: int) -> list[Due]:
        """Talk to the human from now on, out of this conversation."""
        del at_ms
        self._version += 1
        self._gone = True
        return []

    def ended(self, at_ms: int) -> list[Due]:
        """Put the phone down."""
        del at_ms
        self._version += 1
        self._gone = True
        return []

    def wake(self, at_ms: int, key: str) -> list[Due]:
        """Do what was planned, unless something happened in between."""
        what, _, version = key.partition("#")
        if self._gone or int(version) != self._version:
            return []
        if what == "act" and self._plan is not None:
            return self._do(at_ms, self._plan)
        if what.startswith("come_in:"):
            return self._interrupt(at_ms, int(what.removeprefix("come_in:")))
        if what == "unfinished":
            move = self._agenda.unfinished_move()
            return self._do(at_ms, move) if move.act != WAIT else self._quietly(_QUIET_MS)
        if what == "leave":
            return self._leave("need_met" if self._agenda.met else "gave_up")
        # What was typed stays: whoever did not answer it at first reads it again. What was spoken is gone.
        late = None if self._channel.listens else self._agenda.late_move(self._heard)
        return self._do(at_ms, late or self._agenda.impatient_move())

    def _plan_answer(self, at_ms: int) -> list[Due]:
        move = self._agenda.decide(self._heard)
        if move.act == WAIT:
            self._agenda.commit(move)
            return self._wait(move)
        self._plan = move
        after_ms = self._channel.reaction_ms(move, self._heard[-1] if self._heard else "")
        return self._wake_later(max(after_ms, self._busy_until - at_ms + 200), "act")

    def _wait(self, move: Move) -> list[Due]:
        if move.once:
            return [
                Due(0, UserActed(act="silence", about=move.about, read=move.read)),
                *self._quietly(_QUIET_MS * 2),
            ]
        if move.read in {"hold", "handoff"}:
            return self._quietly(_HOLD_MS)
        return self._wake_later(_UNFINISHED_MS * self._patience, "unfinished")

    def _do(self, at_ms: int, move: Move) -> list[Due]:
        self._agenda.commit(move)
        self._plan = None
        self._heard.clear()
        rendered = self._channel.render(move)
        self._busy_until = at_ms + rendered.lasts_ms
        acted = UserActed(
            act=move.act,
            about=move.about,
            text=rendered.text,
            attempt=move.attempt,
            read=move.read,
            feeling=move.feeling,
        )
        dues = [Due(0, acted), *rendered.dues]
        if move.leave:
            self._version += 1
            self._gone = True
            dues.append(Due(rendered.lasts_ms + _LEAVE_MS, UserActed(act="hang_up", about=move.leave)))
            dues.append(Due(rendered.lasts_ms + _LEAVE_MS, UserLeft(reason=move.leave)))
            return dues
        after_ms = (_LEAVE_MS * 4 if move.act == "no_more" else _QUIET_MS) * self._patience
        return [*dues, *self._wake_later(rendered.lasts_ms + after_ms, "leave" if move.act == "no_more" else "quiet")]

    def _leave(self, reason: str) -> list[Due]:
        self._gone = True
        return [Due(0, UserActed(act="hang_up", about=reason)), Due(0, UserLeft(reason=reason))]

    def _come_in(self, turn: int, text: str, share: float) -> list[Due]:
        """Answer before the end, if by then it is clear what will have been asked."""
        chars = int(len(text) * share)
        prefix = text[:chars].rpartition(" ")[0]
        early = main_reading(self._agenda.readings([prefix]))
        if early.kind not in DEMANDS or early != main_reading(self._agenda.readings([text])):
            return []
        move = self._agenda.decide([*self._heard, prefix])
        if move.act == WAIT:
            return []
        self._plan = move
        return self._wake_later(chars * 1000 // _AGENT_CHARS_PER_S, f"come_in:{turn}")

    def _interrupt(self, at_ms: int, turn: int) -> list[Due]:
        if not self._speaking or self._plan is None:
            return []
        self._answered_turn = turn
        return self._do(at_ms, self._plan)

    def _mumble(self, after_ms: int, main: str) -> list[Due]:
        acted = UserActed(act="backchannel", about=main, text="mhm")
        done_ms = after_ms + _BACKCHANNEL_MS
        return [
            Due(after_ms, acted),
            Due(after_ms, SpeechStarted()),
            Due(done_ms, SpeechEnded()),
            Due(done_ms + 200, UserSaid(text="mhm", confidence=600)),
        ]

    def _quietly(self, after_ms: int) -> list[Due]:
        """Say something by and by if the other side does not."""
        return self._wake_later(after_ms * self._patience, "quiet")

    def _wake_later(self, after_ms: int, what: str) -> list[Due]:
        return [Due(after_ms, Wake(f"{what}#{self._version}"))]
