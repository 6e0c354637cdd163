"""What was said and heard: the last turns whole, older ones folded into a rolling extractive summary.

Counts only what was *heard* of the agent. Tool results are kept verbatim until the turn ends, then as a digest with
`recall`. Made of the conversation's own sentences: nothing is invented, so nothing can be wrong in it.
"""

from __future__ import annotations

from collections import deque
from hashlib import blake2b

import msgspec

from seatrial.agents.agent import Memory
from seatrial.agents.dialogue import Dialogue
from seatrial.core.events import Json

SENTENCE_CHARS_MAX = 200
RESULTS_MAX = 50


class Line(msgspec.Struct, frozen=True):
    """One turn of the history.

    Attributes:
        who: ``agent`` or ``person``.
        weight: How much it moved things on: slots filled and flows started by it.
    """

    who: str
    text: str
    weight: int = 0


class Digested(msgspec.Struct, frozen=True, kw_only=True):
    """A tool result after its turn: enough to name it, not to carry it."""

    id: str
    tool: str
    digest: str
    head: str


class History:
    """The history of one session."""

    __slots__ = ("_recent", "_results", "_settings", "_summary", "_verbatim")

    def __init__(self, settings: Memory) -> None:
        self._settings = settings
        self._recent: deque[Line] = deque()
        self._summary: list[Line] = []
        self._verbatim: dict[str, Json] = {}
        self._results: dict[str, Digested] = {}

    def add(self, who: str, text: str, weight: int = 0) -> None:
        """Take in a turn; fold the oldest one away when there are too many."""
        if not text:
            return
        recent = self._recent
        recent.append(Line(who, text, weight))
        if len(recent) > self._settings.last_turns:
            self._fold(recent.popleft())

    def _fold(self, line: Line) -> None:
        if line.who != "person" or line.weight == 0:
            return
        self._summary.append(Line(who=line.who, text=line.text[:SENTENCE_CHARS_MAX], weight=line.weight))
        if len(self._summary) > self._settings.summary_sentences:
            # The first sentence says why the person came; of the rest the least useful, oldest first, goes.
            lightest = min(range(1, len(self._summary)), key=lambda index: self._summary[index].weight)
            del self._summary[lightest]

    @property
    def recent(self) -> tuple[Line, ...]:
        """The last turns, oldest first."""
        return tuple(self._recent)

    def summary(self) -> tuple[str, ...]:
        """Return what older turns boil down to: the person's own sentences that moved things on."""
        return tuple(line.text for line in self._summary)

    def keep_result(self, tool: str, result: Json) -> str:
        """Keep a tool result verbatim for this turn; return the id that recalls it later."""
        encoded = msgspec.json.encode(result, order="deterministic")
        identifier = f"t{len(self._results) + 1}"
        if len(self._results) < RESULTS_MAX:
            self._verbatim[identifier] = result
            self._results[identifier] = Digested(
                id=identifier,
                tool=tool,
                digest=blake2b(encoded, digest_size=8).hexdigest(),
                head=encoded[:60].decode("utf-8", "replace"),
            )
        return identifier

    def results(self) -> tuple[Digested, ...]:
        """Return the digests of all tool results so far."""
        return tuple(self._results.values())

    def recall(self, identifier: str) -> Json:
        """Return a tool result whole again; None for an unknown id."""
        return self._verbatim.get(identifier)


def briefing(dialogue: Dialogue, history: History, names: tuple[str, ...]) -> dict[str, str]:
    """Return what a person who takes over is told: the slots asked for, the flow under way, the person's own words.

    Sensitive slots are named but not shown.
    """
    told: dict[str, str] = {}
    for name in names:
        filled = dialogue.slots.get(name)
        if filled is not None:
            slot = dialogue.agent.slots[name]
            value = filled.value if isinstance(filled.value, str) else msgspec.json.encode(filled.value).decode()
            told[name] = "(given)" if slot.sensitive else value
    if dialogue.frame is not None:
        told["about"] = dialogue.frame.flow.title
    words = [*history.summary(), *(line.text for line in history.recent if line.who == "person")]
    if words:
        told["words"] = " / ".join(words)[: 4 * SENTENCE_CHARS_MAX]
    return told
