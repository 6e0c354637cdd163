"""The one conversation that a pinned card stands for: its person's traits, and an ear that mishears what is listed.

A pin says what differs from a neutral person on a clear line where everything works. Noting a conversation makes the
pin that has it again. Called by `run`; what may be struck from a pin is the business of `shrinking`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from seatrial.core.events import UserLeft
from seatrial.core.scenario import Misheard, Persona, Pin
from seatrial.core.trace import UserActed
from seatrial.runtime.peer import Due, Peer
from seatrial.simulation.mishearing import Hearing, Recognised

CLEAR_CONFIDENCE = 1000
"""Of what is heard as it was said, as of what is typed."""

NEUTRAL = Persona(name="neutral", verbosity=0.4, disclosure=0.0, disfluency=0.0, noise=0.0)
"""Nobody in particular: says what is asked in ordinary words, at an ordinary pace, with ordinary patience."""

_NO_TRAITS = frozenset({"name", "about", "accent"})
"""Names are no traits; an accent shows in what is misheard, which a pin lists."""


def traits_of(persona: Persona) -> dict[str, float]:
    """Return what is not neutral about a persona, in the order of the record."""
    found: dict[str, float] = {}
    for name in persona.__struct_fields__:
        value = getattr(persona, name)
        if name not in _NO_TRAITS and value != getattr(NEUTRAL, name):
            found[name] = value
    return found


def trait_names() -> tuple[str, ...]:
    """Return the names of all traits."""
    return tuple(name for name in NEUTRAL.__struct_fields__ if name not in _NO_TRAITS)


def pinned_persona(pin: Pin) -> Persona:
    """Return the person of a pinned card: neutral but for its traits."""
    changed = {**msgspec.structs.asdict(NEUTRAL), **pin.traits, "name": pin.persona}
    return msgspec.convert(changed, Persona, strict=False)


class PinnedHearing:
    """Hears everything as it is said, but for what a pin lists.

    Args:
        misheard: The list.
    """

    __slots__ = ("_misheard",)

    def __init__(self, misheard: Iterable[Misheard]) -> None:
        self._misheard: Mapping[tuple[str, str, int], Misheard] = {
            (one.act, one.about, one.attempt): one for one in misheard
        }

    def hear(self, said: Sequence[str], noise: float, seed: int, act: str, about: str, attempt: int) -> Recognised:
        """Return what is recognised of some words."""
        del noise, seed
        text = " ".join(said)
        one = self._misheard.get((act, about, attempt))
        if one is None:
            return Recognised(text=text, confidence=CLEAR_CONFIDENCE, alternatives=(), exact=True)
        return Recognised(one.heard, one.confidence, one.alternatives, exact=one.heard == text)


class NotedHearing:
    """An ear that takes note of what it does not hear clearly.

    Args:
        inner: What it hears with.
    """

    __slots__ = ("_inner", "misheard")

    def __init__(self, inner: Hearing) -> None:
        self._inner = inner
        self.misheard: list[Misheard] = []

    def hear(self, said: Sequence[str], noise: float, seed: int, act: str, about: str, attempt: int) -> Recognised:
        """Return what is recognised of some words."""
        heard = self._inner.hear(said, noise, seed, act, about, attempt)
        if heard.text != " ".join(said) or heard.confidence != CLEAR_CONFIDENCE or heard.alternatives:
            self.misheard.append(
                Misheard(
                    act=act,
                    about=about,
                    attempt=attempt,
                    heard=heard.text,
                    confidence=heard.confidence,
                    alternatives=heard.alternatives,
                )
            )
        return heard


class Curtailed:
    """A person who hangs up instead of doing more than so much. Implements `runtime.peer.Peer`.

    Args:
        inner: The person.
        acts: How much it does; a "mhm" counts nothing.
    """

    __slots__ = ("_inner", "_left")

    def __init__(self, inner: Peer, acts: int) -> None:
        self._inner = inner
        self._left = acts

    def start(self) -> list[Due]:
        """Begin."""
        return self._cut(self._inner.start())

    def agent_started(self, at_ms: int, turn: int, text: str) -> list[Due]:
        """Hear that an utterance begins."""
        return self._cut(self._inner.agent_started(at_ms, turn, text))

    def agent_stopped(self, at_ms: int, turn: int, heard_text: str, whole: bool) -> list[Due]:
        """Hear that a turn is over."""
        return self._cut(self._inner.agent_stopped(at_ms, turn, heard_text, whole))

    def agent_paused(self, at_ms: int, turn: int) -> list[Due]:
        """Hear the agent fall silent."""
        return self._cut(self._inner.agent_paused(at_ms, turn))

    def agent_resumed(self, at_ms: int, turn: int) -> list[Due]:
        """Hear the agent go on."""
        return self._cut(self._inner.agent_resumed(at_ms, turn))

    def transferred(self, at_ms: int) -> list[Due]:
        """Talk to a human from now on."""
        return self._cut(self._inner.transferred(at_ms))

    def ended(self, at_ms: int) -> list[Due]:
        """Put the phone down."""
        return self._cut(self._inner.ended(at_ms))

    def wake(self, at_ms: int, key: str) -> list[Due]:
        """Do what was planned, or hang up."""
        return self._cut(self._inner.wake(at_ms, key))

    def _cut(self, dues: list[Due]) -> list[Due]:
        if self._left < 0:
            return []
        for index, due in enumerate(dues):
            if isinstance(due.body, UserActed) and due.body.act not in _UNCOUNTED:
                self._left -= 1
                if self._left < 0:
                    gone = Due(due.after_ms, UserActed(act="hang_up", about="curtailed"))
                    return [*dues[:index], gone, Due(due.after_ms, UserLeft(reason="curtailed"))]
        return dues


_UNCOUNTED = frozenset({"backchannel", "hang_up", "hold", "still_there"})


def acts_before(acted: Iterable[tuple[int, UserActed]], row: int) -> int:
    """Return how much a person did before a row of the trace, as `Curtailed` counts it."""
    return sum(at < row and act.act not in _UNCOUNTED for at, act in acted)
