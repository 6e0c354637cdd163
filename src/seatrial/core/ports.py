"""The ports: how a driver reaches models, tools, stores and people's ears.

Adapters implement them; the core never calls them.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

import msgspec

from seatrial.core.draws import draw
from seatrial.core.events import Json
from seatrial.core.world import World, Write

A = TypeVar("A")
B = TypeVar("B")


class Rng:
    """Seeded draws for one tool call: the same call in the same conversation draws the same numbers."""

    __slots__ = ("_identity", "_seed")

    def __init__(self, seed: int, identity: str) -> None:
        self._seed = seed
        self._identity = identity

    def draw(self, purpose: str, attempt: int = 0) -> float:
        """Return a uniform number in [0, 1) fixed by the call and the purpose."""
        return draw(self._seed, "tool", self._identity, purpose, attempt)


class ToolContext(msgspec.Struct, frozen=True, kw_only=True):
    """What a tool is given besides its arguments.

    Attributes:
        now: Aware; the conversation's time, virtual or real.
        world: The conversation's own copy of the data.
        idempotency_key: The same for every attempt of one request: use it to make a write happen once.
        rng: Seeded draws; never use the `random` module in a tool.
    """

    now: datetime
    world: World
    idempotency_key: str
    rng: Rng


class Tool(Protocol):
    """A plain typed function: ``def book_visit(ctx: ToolContext, *, postcode: str, ...) -> str``."""

    def __call__(self, ctx: ToolContext, **args: Json) -> Json:
        """Do the work; return JSON; raise `ToolRefused` to say no."""
        ...


class ModelUsage(msgspec.Struct, frozen=True, kw_only=True):
    """What one answer of a model took, as far as its provider says.

    Attributes:
        cost_microusd: What it charged, in millionths of a US dollar; None where that is unknown.
    """

    tokens_in: int | None = None
    tokens_out: int | None = None
    cost_microusd: int | None = None


class Model(Protocol):
    """A language model, asked with a canonical request."""

    def answer(self, role: str, payload: Json) -> AsyncIterator[str | ModelUsage]:
        """Yield pieces of the answer's text as they come, and what it took, once that is known."""
        ...


class Embedder(Protocol):
    """Turns texts into vectors."""

    def embed(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """Return one vector per text, all of one length."""
        ...


class SpeechToText(Protocol):
    """A recogniser."""

    def transcribe(self, audio: Iterable[bytes], *, sample_rate_hz: int) -> Iterator[str]:
        """Yield final results for 16-bit mono PCM."""
        ...


class TextToSpeech(Protocol):
    """A voice."""

    def speak(self, text: str, *, sample_rate_hz: int) -> Iterator[bytes]:
        """Yield 16-bit mono PCM."""
        ...


class Retriever(Protocol):
    """Finds passages."""

    def retrieve(self, query: str, *, limit: int) -> Sequence[Json]:
        """Return at most `limit` passages, best first."""
        ...


class Store(Protocol):
    """An append-only log of conversations that survives the process: a header, trace rows, and writes to the world."""

    def begin(self, conversation: str, header: bytes, lines: Sequence[bytes] = (), *, durable: bool = False) -> None:
        """Open a new conversation with its encoded trace header and first rows, all or nothing."""
        ...

    def append(
        self,
        conversation: str,
        lines: Sequence[bytes],
        *,
        durable: bool,
        writes: Sequence[Write] = (),
        finished: bool = False,
    ) -> None:
        """Append encoded rows and writes, in order, all or nothing; when `durable`, return only once on disk."""
        ...

    def header(self, conversation: str) -> bytes:
        """Return the encoded header of a conversation."""
        ...

    def read(self, conversation: str) -> Sequence[bytes]:
        """Return all rows of a conversation, in order."""
        ...

    def writes(self, conversation: str) -> Sequence[Write]:
        """Return all writes of a conversation, in order."""
        ...

    def unfinished(self) -> Sequence[str]:
        """Return the conversations that were not finished, in the order they began."""
        ...


class Executor(Protocol):
    """Runs work units side by side, answering in the order they were given."""

    def map(self, work: Callable[[A], B], units: Iterable[A]) -> Iterator[B]:
        """Yield one result per unit, in order."""
        ...


class Telemetry(Protocol):
    """Receives measurements derived from traces."""

    def record(self, name: str, value: float, attributes: Mapping[str, str]) -> None:
        """Take one measurement."""
        ...
