"""What a person wants done: a flow, an answer, or neither clearly enough. Ranks the words, whole or in parts.

Called by `understanding` where a wish may be hidden in a turn; never moves a flow.
"""

from __future__ import annotations

from collections.abc import Sequence

from seatrial.agents.commands import (
    Cancel,
    Clarify,
    Command,
    Goodbye,
    NotUnderstood,
    OutOfScope,
    SetSlot,
    ShowAnswer,
    StartFlow,
    Thanks,
)
from seatrial.agents.intents import Ranking
from seatrial.agents.reading import NEVER_VOLUNTEERED, OVERLAPS, Reading
from seatrial.text.linear import Spelled

ACCEPT = 350
"""Per mille: an intent is taken at this score when no question is open."""
DIGRESS = 500
"""The same while a slot is being asked for: an answer must not be mistaken for a new wish."""
MARGIN = 120
"""Two intents closer than this are clarified; so is a second one with half the score of a first that is not `SURE`."""
SURE = 500
CLARIFY_MIN = 180
OUT_OF_SCOPE = 690
"""Per mille: above it the words have too little to do with anything the agent knows."""
CLEAR = 450
"""Per mille out of scope: a part of a long turn counts as a wish only below this."""
WINDOWS = (8, 5)
"""Words in a part."""
WORDS_MAX = 40
"""Words of a long turn that are searched part by part."""

_INSTEAD = frozenset({"instead", "rather", "mejor"})


class Wishes(Reading):
    """A turn in which a wish is looked for."""

    __slots__ = ()

    def _open(self) -> Sequence[Command]:
        wishes = self._wishes(ACCEPT) or self._implied()
        if wishes:
            return wishes
        if self._says("bye"):
            return (Goodbye(),)
        if self._says("thanks"):
            return (Thanks(),)
        return (OutOfScope(),) if len(self._words.split()) > 2 else (NotUnderstood(),)

    def _wishes(self, accept: int) -> tuple[Command, ...]:
        """Return the flow or answer that is wanted, with values volunteered for it; empty when none is clear."""
        spelled: Spelled = {}
        ranking: Ranking = self._intents.rank(self._turn.text, spelled)
        if ranking.out_of_scope >= OUT_OF_SCOPE or (ranking.labels and ranking.labels[0][1] < accept):
            # While something is being asked for, only a question is worth looking for among other words.
            ranking = self._within(ranking, spelled) if accept == ACCEPT or self._says("question") else ranking
        if not ranking.labels or ranking.out_of_scope >= OUT_OF_SCOPE:
            return ()
        label, score = ranking.labels[0]
        if len(ranking.labels) > 1 and accept == ACCEPT:
            rival, rival_score = ranking.labels[1]
            close = score - rival_score < MARGIN or (score < SURE and rival_score >= score // 2)
            if rival_score >= CLARIFY_MIN and close:
                return (Clarify(options=(label, rival)),)
        if score < accept or self._under_way(label):
            return ()
        wanted = (wish(label, score), *self._volunteered_for(label))
        if self._dialogue.stack and label.startswith("flow:") and not _INSTEAD.isdisjoint(self._tokens):
            return (Cancel(), *wanted)  # "can I move it instead": nobody wants to come back to this afterwards
        return wanted

    def _within(self, whole: Ranking, spelled: Spelled) -> Ranking:
        """Look for a wish wrapped in other words: rank windows of a long turn, and return the clearest."""
        words = self._words.split()[:WORDS_MAX]
        if len(words) <= WINDOWS[0]:
            return whole
        for size in WINDOWS:
            windows = [words[start : start + size] for start in range(0, len(words) - size + 3, 3)]
            rankings = [self._intents.rank(" ".join(window), spelled) for window in windows]
            best = min(rankings, key=lambda ranking: ranking.out_of_scope)
            if best.out_of_scope < CLEAR and best.labels[0][1] >= DIGRESS:
                return best
        return whole

    def _implied(self) -> tuple[Command, ...]:
        """Return the one flow that has a use for what was said ("no hot water"), though no wish was put into words."""
        implied: list[tuple[Command, ...]] = []
        for name, flow in self._agent.flows.items():
            choices = [slot for slot in flow.slots if self._agent.slots[slot].type == "choice"]
            if not any(self._looks_like(self._agent.slots[slot]) for slot in choices):
                continue
            values = self._volunteered_for(f"flow:{name}")
            if any(self._agent.slots[value.slot].type == "choice" for value in values):
                implied.append((StartFlow(flow=name), *values))
        return implied[0] if len(implied) == 1 else ()

    def _under_way(self, label: str) -> bool:
        return any(label == f"flow:{frame.flow.name}" for frame in self._dialogue.stack)

    def _volunteered_for(self, label: str) -> tuple[SetSlot, ...]:
        kind, _, name = label.partition(":")
        if kind != "flow":
            return ()
        found: list[SetSlot] = []
        taken: frozenset[str] = frozenset()
        for slot_name in self._agent.flows[name].slots:
            slot = self._agent.slots[slot_name]
            if slot.type in taken or slot.type in NEVER_VOLUNTEERED or not self._looks_like(slot):
                continue
            value = self._parse(slot, self._text, asked=False)
            if value is not None:
                found.append(
                    SetSlot(slot=slot_name, value=value, confidence=self._turn.confidence, text=self._turn.text)
                )
                taken = taken | OVERLAPS.get(slot.type, frozenset({slot.type}))
        return tuple(found)


def wish(label: str, score: int) -> StartFlow | ShowAnswer:
    """Return the command for an intent label such as ``flow:book``."""
    kind, _, name = label.partition(":")
    return StartFlow(flow=name, score=score) if kind == "flow" else ShowAnswer(answer=name, score=score)
