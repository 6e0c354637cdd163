"""The other end of the line in a simulation: what the virtual driver tells a simulated person, and what it gets back.

A peer is pure, like a session: no clock, no random source, no shared state; every callback gets the time and returns
what the person does next, each a while from now. Written by `simulation`; called by `runtime.virtual`, never by a
session. What a peer returns cannot be taken back: to keep a choice open it returns a `Wake` and decides when woken.
"""

from __future__ import annotations

from typing import Protocol

import msgspec

from seatrial.core.events import AnyEvent
from seatrial.core.trace import FaultStruck, UserActed


class Wake(msgspec.Struct, frozen=True):
    """Call the peer's own `wake` with this key; nobody else sees it."""

    key: str


class Stray(msgspec.Struct, frozen=True):
    """What the line brings, not the person: no fault upon a person strikes it.

    Attributes:
        body: An event goes to the session (lane ``in``); a fault that struck goes to the trace only (lane ``port``).
    """

    body: AnyEvent | FaultStruck


class Due(msgspec.Struct, frozen=True):
    """Something that happens `after_ms` from now (0 or more).

    Attributes:
        body: An event goes to the session (lane ``in``); a `UserActed` goes to the trace only (lane ``user``), and
            precedes the events that carry it out: faults upon a person strike whole acts, from one `UserActed` to
            the next. A `Stray` goes past such faults. A `Wake` comes back to the peer. After a `UserLeft` nothing of
            the peer reaches the session.
    """

    after_ms: int
    body: AnyEvent | UserActed | Wake | Stray


class Peer(Protocol):
    """A simulated person with its channel. Things due at one time happen in the order they were returned."""

    def start(self) -> list[Due]:
        """Begin, at 0 ms; the agent has not spoken yet."""
        ...

    def agent_started(self, at_ms: int, turn: int, text: str) -> list[Due]:
        """Hear that an utterance begins. A turn that comes in parts says so once for each part, with its text."""
        ...

    def agent_stopped(self, at_ms: int, turn: int, heard_text: str, whole: bool) -> list[Due]:
        """Hear that a turn is over, once for each turn that began: all that was heard, and whether that was all of it.

        On chat this comes right after `agent_started`, with the whole text.
        """
        ...

    def agent_paused(self, at_ms: int, turn: int) -> list[Due]:
        """Hear the agent fall silent in the middle of an utterance."""
        ...

    def agent_resumed(self, at_ms: int, turn: int) -> list[Due]:
        """Hear the agent go on where it had paused."""
        ...

    def transferred(self, at_ms: int) -> list[Due]:
        """A human has taken over; usually the session ends next."""
        ...

    def ended(self, at_ms: int) -> list[Due]:
        """The agent hung up. Only `UserActed` due at once is still recorded; nothing else happens."""
        ...

    def wake(self, at_ms: int, key: str) -> list[Due]:
        """Act upon a `Wake` that came due."""
        ...
