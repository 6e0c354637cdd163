"""Faults by seeded schedule, struck at the ports: what goes wrong between a session and the world.

A plan is what a run asks for; a schedule is what one seed meets. Each seed gets a random subset of the planned kinds
(swarm testing: bugs that only show when others stay out of the way), and each draw is keyed by what it strikes, so
that one more prompt or call leaves all other faults where they were. Pure; the drivers carry the faults out.

Source for swarm testing: Groce et al., ISSTA 2012.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from seatrial.core.draws import between, chance, draw, pick
from seatrial.core.errors import RunError
from seatrial.core.events import UserSaid
from seatrial.core.scenario import Strike

TOOL_KINDS = ("slow", "timeout", "error", "garbage", "truncated", "duplicate", "late", "stale", "applied_answer_lost")
SPEECH_KINDS = ("substitution", "drop", "jitter", "packet_loss")
LINE_KINDS = ("echo", "background")
HOLD_KINDS = ("hold",)
USER_KINDS = ("silence", "hang_up")
HANDOFF_KINDS = ("declined",)
KINDS = (*TOOL_KINDS, *SPEECH_KINDS, *USER_KINDS, *HANDOFF_KINDS, *LINE_KINDS, *HOLD_KINDS)

_WEIGHT = {"hang_up": 0.2, "silence": 0.5, "declined": 4.0, "hold": 0.4}
"""Kinds that strike every act of a person are weighed down, or no call would last; handoffs are few, so weighed up."""

_DOUBT_PER_WORD_LOST = 40
"""Per mille. A guess: recognisers bridge short gaps with what usually stands there, and are a little less sure."""

_MISHEARD = ("the", "for", "nine", "a", "house", "day", "their", "one", "mine", "past", "not", "then", "see", "bean")


@dataclass(frozen=True, slots=True)
class FaultPlan:
    """Which kinds of fault a run may meet.

    Attributes:
        kinds: Names out of `KINDS`, in that order, each once.
        rate: Chance that a kind which is on for a seed strikes one target, 0 to 1.
    """

    kinds: tuple[str, ...] = ()
    rate: float = 0.08

    @classmethod
    def parse(cls, text: str, *, rate: float = 0.08) -> FaultPlan:
        """Read what a person typed: ``all``, ``none``, or kinds separated by commas.

        Raises:
            RunError: A kind is unknown.
        """
        words = [word.strip() for word in text.split(",") if word.strip()]
        if words == ["all"]:
            return cls(KINDS, rate)
        if not words or words == ["none"]:
            return cls((), rate)
        return cls.of(words, rate=rate)

    @classmethod
    def of(cls, kinds: Iterable[str], *, rate: float = 0.08) -> FaultPlan:
        """Make a plan from names.

        Raises:
            RunError: A kind is unknown.
        """
        asked = list(kinds)
        for kind in asked:
            if kind not in KINDS:
                close = difflib.get_close_matches(kind[:40], KINDS, n=1)
                raise RunError(
                    f"'{kind[:40]}' is not a kind of fault. Kinds: {', '.join(KINDS)}.",
                    code="faults.unknown",
                    hint=f"Did you mean '{close[0]}'?" if close else "Use 'all', 'none', or kinds separated by commas.",
                )
        return cls(tuple(kind for kind in KINDS if kind in asked), rate)

    def for_seed(self, seed: int, place: str = "") -> FaultSchedule | None:
        """Return what one conversation meets: None when nothing can go wrong.

        A single planned kind is on everywhere; of several, each is on in every other conversation.

        Args:
            seed: Of the conversation.
            place: What else tells it from others with the same seed, such as its id, so that they differ in kinds.
        """
        if len(self.kinds) == 1:
            return FaultSchedule(seed, self.kinds, self.rate)
        on = tuple(kind for kind in self.kinds if chance(0.5, seed, "fault.swarm", kind, place))
        return FaultSchedule(seed, on, self.rate) if on else None


class FaultSchedule:
    """What one seed meets. Asking changes nothing: equal questions get equal answers."""

    __slots__ = ("_handoff", "_hold", "_line", "_rate", "_speech", "_tool", "_user", "kinds", "seed")

    def __init__(self, seed: int, kinds: tuple[str, ...], rate: float) -> None:
        self.seed = seed
        self.kinds = kinds
        self._rate = rate
        self._tool = tuple(kind for kind in TOOL_KINDS if kind in kinds)
        self._speech = tuple(kind for kind in SPEECH_KINDS if kind in kinds)
        self._user = tuple(kind for kind in USER_KINDS if kind in kinds)
        self._handoff = tuple(kind for kind in HANDOFF_KINDS if kind in kinds)
        self._line = tuple(kind for kind in LINE_KINDS if kind in kinds)
        self._hold = tuple(kind for kind in HOLD_KINDS if kind in kinds)

    @property
    def troubles_the_line(self) -> bool:
        """Whether sounds come and go that are not the person's doing."""
        return bool(self._line or self._hold)

    def tool(self, target: str, attempt: int, *, write: bool) -> str:
        """Return the kind that strikes this call, or "".

        Args:
            target: The call by identity: tool and arguments.
            attempt: How often the same call has been made before.
            write: An answer that is lost after the effect matters only for writes.
        """
        kind = self._strike(self._tool, target, attempt)
        return "" if kind == "applied_answer_lost" and not write else kind

    def user(self, target: str, attempt: int) -> str:
        """Return the kind that strikes a whole act of the person, or ""."""
        return self._strike(self._user, target, attempt)

    def speech(self, target: str, attempt: int) -> str:
        """Return the kind that strikes one recogniser result, or ""."""
        return self._strike(self._speech, target, attempt)

    def handoff(self, target: str, attempt: int) -> str:
        """Return ``declined`` when nobody takes the conversation over, or ""."""
        return self._strike(self._handoff, target, attempt)

    def line(self, target: str, attempt: int) -> str:
        """Return what the line adds after the agent spoke, ``echo`` or ``background``, or "".

        Args:
            target: What the person did before that, as for `user`.
            attempt: As for `user`.
        """
        return self._strike(self._line, target, attempt)

    def hold(self, target: str, attempt: int) -> str:
        """Return ``hold`` when the person puts the agent on hold instead of doing this at once, or ""."""
        return self._strike(self._hold, target, attempt)

    def amount(self, low: int, high: int, what: str, target: str, attempt: int) -> int:
        """Return how much of something a fault does, fixed by seed, name and target."""
        return between(low, high, self.seed, "fault.amount", what, target, attempt)

    def even(self, what: str, target: str, attempt: int) -> bool:
        """Return True half of the time, fixed by seed, name and target."""
        return draw(self.seed, "fault.even", what, target, attempt) < 0.5

    def misheard(self, said: UserSaid, target: str, attempt: int) -> UserSaid:
        """Return the text with one of its words replaced, and a confidence that may or may not give it away."""
        words = said.text.split()
        if not words:
            return said
        index = self.amount(0, len(words) - 1, "word", target, attempt)
        words[index] = pick(_MISHEARD, self.seed, "fault.word", target, "", attempt)
        confidence = self.amount(350, 950, "confidence", target, attempt)
        return UserSaid(text=" ".join(words), confidence=min(said.confidence, confidence))

    def gappy(self, said: UserSaid, target: str, attempt: int) -> UserSaid | None:
        """Return the text with one or two stretches of it missing, and less confidence; None when nothing is left."""
        words = said.text.split()
        lost = 0
        for gap in range(self.amount(1, 2, "gaps", target, attempt)):
            if words:
                length = self.amount(1, max(1, len(words) // 3), f"gap {gap}", target, attempt)
                start = self.amount(0, len(words) - 1, f"gap at {gap}", target, attempt)
                lost += len(words[start : start + length])
                del words[start : start + length]
        if not words:
            return None
        doubt = min(lost * _DOUBT_PER_WORD_LOST, said.confidence)
        return UserSaid(text=" ".join(words), confidence=said.confidence - doubt)

    def _strike(self, kinds: tuple[str, ...], target: str, attempt: int) -> str:
        for kind in kinds:
            if chance(self._rate * _WEIGHT.get(kind, 1.0), self.seed, "fault", kind, target, attempt):
                return kind
        return ""


class _Calls:
    """The calls of one conversation by name: a tool's first request is ``is_free``, its second one ``is_free#2``.

    A name is kept however the arguments turn out; tries of one request share it.
    """

    __slots__ = ("_counts", "_names")

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._counts: dict[str, int] = {}

    def name(self, identity: str) -> str:
        """Return a call's name, given its tool and arguments."""
        known = self._names.get(identity)
        if known is None:
            tool = identity.partition(":")[0]
            count = self._counts[tool] = self._counts.get(tool, 0) + 1
            known = self._names[identity] = tool if count == 1 else f"{tool}#{count}"
        return known


class ListedFaults(FaultSchedule):
    """Exactly the strikes of a list, for one conversation."""

    __slots__ = ("_calls", "_listed")

    def __init__(self, seed: int, strikes: Iterable[Strike]) -> None:
        listed = tuple(strikes)
        super().__init__(seed, tuple(kind for kind in KINDS if any(one.kind == kind for one in listed)), 0.0)
        self._calls = _Calls()
        self._listed = {(_port(one.kind), one.target, one.attempt): one.kind for one in listed}

    def tool(self, target: str, attempt: int, *, write: bool) -> str:
        """Return the kind that strikes this call, or ""."""
        kind = self._listed.get(("tool", self._calls.name(target), attempt), "")
        return "" if kind == "applied_answer_lost" and not write else kind

    def user(self, target: str, attempt: int) -> str:
        """Return the kind that strikes a whole act of the person, or ""."""
        return self._listed.get(("user", target, attempt), "")

    def speech(self, target: str, attempt: int) -> str:
        """Return the kind that strikes one recogniser result, or ""."""
        return self._listed.get(("speech", target, attempt), "")

    def handoff(self, target: str, attempt: int) -> str:
        """Return ``declined`` when nobody takes the conversation over, or ""."""
        return self._listed.get(("handoff", target, attempt), "")

    def line(self, target: str, attempt: int) -> str:
        """Return what the line adds after the agent spoke, or ""."""
        return self._listed.get(("line", target, attempt), "")

    def hold(self, target: str, attempt: int) -> str:
        """Return ``hold`` when the person puts the agent on hold, or ""."""
        return self._listed.get(("hold", target, attempt), "")


class NotedFaults(FaultSchedule):
    """A schedule that takes note of what it strikes, for one conversation."""

    __slots__ = ("_calls", "_inner", "strikes")

    def __init__(self, inner: FaultSchedule) -> None:
        super().__init__(inner.seed, inner.kinds, 0.0)
        self._inner = inner
        self._calls = _Calls()
        self.strikes: list[Strike] = []

    def tool(self, target: str, attempt: int, *, write: bool) -> str:
        """Return the kind that strikes this call, or ""."""
        name = self._calls.name(target)
        return self._noted(self._inner.tool(target, attempt, write=write), name, attempt)

    def user(self, target: str, attempt: int) -> str:
        """Return the kind that strikes a whole act of the person, or ""."""
        return self._noted(self._inner.user(target, attempt), target, attempt)

    def speech(self, target: str, attempt: int) -> str:
        """Return the kind that strikes one recogniser result, or ""."""
        return self._noted(self._inner.speech(target, attempt), target, attempt)

    def handoff(self, target: str, attempt: int) -> str:
        """Return ``declined`` when nobody takes the conversation over, or ""."""
        return self._noted(self._inner.handoff(target, attempt), target, attempt)

    def line(self, target: str, attempt: int) -> str:
        """Return what the line adds after the agent spoke, or ""."""
        return self._noted(self._inner.line(target, attempt), target, attempt)

    def hold(self, target: str, attempt: int) -> str:
        """Return ``hold`` when the person puts the agent on hold, or ""."""
        return self._noted(self._inner.hold(target, attempt), target, attempt)

    def _noted(self, kind: str, target: str, attempt: int) -> str:
        if kind:
            self.strikes.append(Strike(kind=kind, target=target, attempt=attempt))
        return kind


def _port(kind: str) -> str:
    """Return the port that a kind strikes at."""
    ports = (
        ("tool", TOOL_KINDS),
        ("speech", SPEECH_KINDS),
        ("user", USER_KINDS),
        ("line", LINE_KINDS),
        ("hold", HOLD_KINDS),
    )
    return next((port for port, kinds in ports if kind in kinds), "handoff")
