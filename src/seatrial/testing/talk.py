"""Talk to an agent in a test, line by line: every answer is immediate, every tool is the real one, time is yours.

    talk = talk_to("plumber")
    assert "postcode" in talk.say("my sink is leaking")

No driver, no simulated person: for simulated conversations use `seatrial simulate`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from seatrial.agents.folder import LoadedAgent, load_agent, resolve_agent
from seatrial.agents.intents import Intents
from seatrial.agents.session import Prepared, Session
from seatrial.agents.understanding import Rules
from seatrial.core.effects import (
    AnyEffect,
    CallTool,
    CancelTimer,
    End,
    HandOff,
    Note,
    Say,
    SetTimer,
)
from seatrial.core.errors import InvariantError
from seatrial.core.events import (
    AnyEvent,
    HandoffAccepted,
    HandoffDeclined,
    Json,
    PlayoutEnded,
    PlayoutStarted,
    SessionStarted,
    TimerFired,
    ToolFailed,
    ToolReturned,
    UserLeft,
    UserPressed,
    UserSaid,
)
from seatrial.core.ports import Rng, ToolContext
from seatrial.core.world import Tables, World
from seatrial.runtime.machine import RunTool

STEPS_MAX = 1_000
READING_MS = 1_000
"""Virtual time that passes before each line a person says."""


class Talk:
    """One conversation under the control of a test.

    Attributes:
        effects: Everything the session wanted, in order.
        world: What the tools have made of the data.
        end: The End effect, once there is one.
        calls: Tool calls that returned, as (tool, args, result).
        open_calls: Calls to `slow_tools` that nobody has answered yet; see `finish_calls`.
    """

    def __init__(
        self,
        prepared: Prepared,
        run_tool: RunTool,
        tables: Tables,
        *,
        at: str = "2026-08-19T09:12:00+01:00",
        channel: str = "chat",
        locale: str = "",
        seed: int = 0,
        memory: Mapping[str, Json] | None = None,
        accept_handoff: bool = True,
        slow_tools: Sequence[str] = (),
    ) -> None:
        self.session = Session(prepared)
        self.effects: list[AnyEffect] = []
        self.world = World(tables)
        self.end: End | None = None
        self.calls: list[tuple[str, dict[str, Json], Json]] = []
        self.handoffs: list[HandOff] = []
        self.open_calls: list[CallTool] = []
        self.at_ms = 0
        self._run_tool = run_tool
        self._accept = accept_handoff
        self._slow = frozenset(slow_tools)
        self._timers: dict[str, int] = {}
        self._seed = seed
        self._started = SessionStarted(
            started_at=at,
            locale=locale or prepared.agent.locale,
            channel=channel,
            seed=seed,
            namespace="talk",
            memory=dict(memory or {}),
        )
        self.opening = self._exchange(self._started)

    def say(self, text: str, *, confidence: int = 1000, alternatives: tuple[str, ...] = ()) -> str:
        """Say or type a line; return everything the agent answers."""
        self.at_ms += READING_MS
        return self._exchange(UserSaid(text=text, confidence=confidence, alternatives=alternatives))

    def press(self, keys: str) -> str:
        """Press keys, ended by the hash key; return the answer."""
        self.at_ms += READING_MS
        return self._exchange(UserPressed(keys=keys + "#"))

    def leave(self) -> str:
        """Hang up."""
        self.at_ms += READING_MS
        return self._exchange(UserLeft())

    def finish_calls(self) -> str:
        """Let the slow tools return; return what the agent says then."""
        calls, self.open_calls = self.open_calls, []
        return " ".join(self._exchange(self._call(call)) for call in calls)

    def wait(self) -> str:
        """Say nothing until the next timer runs out; return what the agent says then."""
        if not self._timers:
            raise InvariantError("Nothing is due: no timer runs.", code="talk.idle")
        timer = min(self._timers, key=lambda name: (self._timers[name], name))
        self.at_ms = max(self.at_ms, self._timers.pop(timer))
        return self._exchange(TimerFired(timer=timer))

    def notes(self, kind: str) -> list[Note]:
        """Return the notes of one kind so far."""
        return [effect for effect in self.effects if isinstance(effect, Note) and effect.kind == kind]

    def value(self, slot: str) -> Json:
        """Return a slot's value, or None."""
        return self.session.conversation.dialogue.value(slot)

    def _exchange(self, event: AnyEvent) -> str:
        said: list[str] = []
        events = [event]
        for _ in range(STEPS_MAX):
            if not events:
                return " ".join(said)
            for effect in self.session.receive(self.at_ms, events.pop(0)):
                self.effects.append(effect)
                events += self._carry_out(effect, said)
        raise InvariantError("The agent talks to itself without end.", code="talk.endless")

    def _carry_out(self, effect: AnyEffect, said: list[str]) -> list[AnyEvent]:
        match effect:
            case Say():
                said.append(effect.text)
                started = PlayoutStarted(turn=effect.turn, part=effect.part)
                return [started, PlayoutEnded(turn=effect.turn, part=effect.part, heard_chars=len(effect.text))]
            case SetTimer():
                self._timers[effect.timer] = self.at_ms + effect.after_ms
            case CancelTimer():
                self._timers.pop(effect.timer, None)
            case CallTool() if effect.tool in self._slow:
                self.open_calls.append(effect)
            case CallTool():
                return [self._call(effect)]
            case HandOff():
                self.handoffs.append(effect)
                if self._accept:
                    return [HandoffAccepted(handoff=effect.handoff, by=effect.to)]
                return [HandoffDeclined(handoff=effect.handoff, reason="nobody is free")]
            case End():
                self.end = effect
            case _:
                pass
        return []

    def _call(self, effect: CallTool) -> ToolReturned | ToolFailed:
        self.world.call = (effect.tool, effect.idempotency_key)
        context = ToolContext(
            now=self.session.conversation.dialogue.now(self.at_ms),
            world=self.world,
            idempotency_key=effect.idempotency_key,
            rng=Rng(self._seed, effect.idempotency_key),
        )
        answer = self._run_tool(effect, context)
        if isinstance(answer, ToolReturned):
            self.calls.append((effect.tool, effect.args, answer.result))
        return answer


def talk_to(agent: str | Path, **options: Any) -> Talk:
    """Start talking to an agent: a folder, or the name of an example.

    Args:
        agent: As for `seatrial chat`.
        options: As for `Talk`.
    """
    loaded, prepared = _prepared(str(agent))
    return Talk(prepared, loaded.tools, loaded.world, **options)


def prepared_agent(agent: str | Path) -> Prepared:
    """Return an agent ready for sessions, trained once per process."""
    return _prepared(str(agent))[1]


@lru_cache(maxsize=8)
def _prepared(agent: str) -> tuple[LoadedAgent, Prepared]:
    loaded = load_agent(resolve_agent(agent))
    return loaded, Prepared(loaded.agent, Rules(loaded.agent, Intents.trained(loaded.agent)))
