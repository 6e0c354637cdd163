"""What the parts of a session tell each other. Signals stay inside a session; only effects leave it.

`Turns` turns sound into `Heard`; `Conversation` turns that into an `Utterance` and tool calls; `Requests` turns tool
events into `Done` or `Failed`.
"""

from __future__ import annotations

import msgspec

from seatrial.core.effects import Act
from seatrial.core.events import Json


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """A person's whole turn, once `Turns` decided that it is over.

    Attributes:
        confidence: Per mille; the lowest of its pieces.
        alternatives: Other readings of the whole text, best first.
        pressed: Whether it was keyed in.
        during: The agent's turn it interrupted, or 0.
    """

    text: str
    confidence: int = 1000
    alternatives: tuple[str, ...] = ()
    pressed: bool = False
    during: int = 0


class Spoken(msgspec.Struct, frozen=True, kw_only=True):
    """An utterance of the agent is over.

    Attributes:
        heard: The text that was really heard.
        whole: Whether all of it was.
        said: The whole text.
    """

    turn: int
    said: str
    heard: str
    whole: bool


class Silence(msgspec.Struct, frozen=True, kw_only=True):
    """Nobody has said anything for a rung of the ladder: 1 re-prompt, 2 offer, 3 goodbye."""

    rung: int


class Slow(msgspec.Struct, frozen=True, kw_only=True):
    """A tool has been slow: time for a filler, the first being number 1."""

    number: int


class Utterance(msgspec.Struct, frozen=True, kw_only=True):
    """Something the agent wants to say.

    Attributes:
        patience_ms: Silence after which the answer to it counts as finished; None for the default.
        listen: Whether an answer is expected, so that the silence ladder starts after it.
    """

    text: str
    acts: tuple[Act, ...] = ()
    protected: bool = False
    patience_ms: int | None = None
    listen: bool = True


class Done(msgspec.Struct, frozen=True):
    """A request came to a good end."""

    request: str
    tool: str
    result: Json


class Failed(msgspec.Struct, frozen=True):
    """A request came to a bad end, after all attempts.

    Attributes:
        kind: ``refused``, ``error``, ``garbage``, ``unavailable``, ``timeout`` (a read) or ``unknown`` (a write: nobody
            knows whether it happened).
    """

    request: str
    tool: str
    kind: str
    message: str = ""


class Delta(msgspec.Struct, frozen=True):
    """A piece of a model's streamed answer that still counts; `Done` with the whole answer follows, or `Failed`."""

    request: str
    text: str


Signal = Heard | Spoken | Silence | Slow | Done | Failed | Delta
