"""Scores by dimension: what was measured in each conversation, and what that comes to over a run, with its interval.

Goal completion, brand compliance, empathy, edge cases, efficiency, repair burden. Each is computed by code from what
was heard and done; those that only approximate what their name promises say that they are heuristic. `verdict` calls
`measure` once per conversation; whoever adds up a run calls `ScoreTally`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import msgspec

from seatrial.agents.agent import Agent
from seatrial.core.checks import CheckResult
from seatrial.evaluation.evidence import Evidence
from seatrial.evaluation.feelings import acknowledges, may_upset, upset
from seatrial.evaluation.statistics import Z_95, wilson

GOAL = "goal"
"""The check that every card has without saying so, unless it names an outcome: the agent reached one of its own."""
_ENDS = ("outcome:", "handed_over")
_RULES = "rules"
_MODEL = "model"


class Measures(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was measured in one conversation.

    Attributes:
        goal: Whether it ended as its card wants.
        brand: Brand rules that were broken, once for each turn that broke one, such as ``never_say: guarantee``.
        upset: How often the person was heard to be worried, upset or angry, and the agent spoke after that.
        acknowledged: How often what the agent said next took note of it.
        asked: Slots that were asked for.
    """

    goal: bool = False
    brand: tuple[str, ...] = ()
    upset: int = 0
    acknowledged: int = 0
    asked: int = 0


@dataclass(frozen=True, slots=True)
class Brand:
    """How an agent may talk, by its own rules and its organisation's.

    Attributes:
        never_say: Phrases, lower case.
        max_words: Of a turn; 0 for any number.
    """

    never_say: tuple[str, ...] = ()
    max_words: int = 0

    @classmethod
    def of(cls, agent: Agent) -> Brand:
        """Return an agent's."""
        return cls(
            never_say=tuple(phrase.lower() for phrase in agent.speech.never_say), max_words=agent.speech.max_words
        )


NO_BRAND = Brand()


def measure(evidence: Evidence, checks: Iterable[CheckResult], brand: Brand, *, asked: int) -> Measures:
    """Return what was measured in one conversation.

    Args:
        evidence: Of the conversation.
        checks: What became of its checks, that of its end among them.
        brand: The agent's rules.
        asked: How many slots were asked for.
    """
    stated, acknowledged = _empathy(evidence)
    return Measures(
        goal=all(check.status == "passed" for check in checks if check.id == GOAL or check.id.startswith(_ENDS)),
        brand=_violations(evidence, brand),
        upset=stated,
        acknowledged=acknowledged,
        asked=asked,
    )


def _violations(evidence: Evidence, brand: Brand) -> tuple[str, ...]:
    found: list[str] = []
    for utterance in evidence.utterances:
        heard = utterance.heard
        if not heard:
            continue
        if brand.max_words and heard.count(" ") >= brand.max_words:
            found.append("max_words")
        if brand.never_say:
            lowered = heard.lower()
            found += [
                f"never_say: {phrase}"
                for phrase in brand.never_say
                if phrase in lowered and _whole(phrase).search(lowered)
            ]
        if utterance.protected and not utterance.whole and not evidence.left:
            found.append("protected words cut short")
    return tuple(found)


@lru_cache(maxsize=256)
def _whole(phrase: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)")


def _empathy(evidence: Evidence) -> tuple[int, int]:
    """Return how often the person was heard to be upset, and how often the agent's next turn took note of that."""
    if not may_upset("\n".join([text for _, text in evidence.said])):
        return 0, 0
    stated = acknowledged = 0
    answered = -1
    for row, text in evidence.said:
        if not upset(text):
            continue
        reply = next((one for one in evidence.utterances if one.row > row and one.heard), None)
        # Two outbursts before one answer are one; after the last answer there is nobody who could take note.
        if reply is None or reply.row == answered:
            continue
        answered = reply.row
        stated += 1
        acknowledged += acknowledges(reply.heard)
    return stated, acknowledged


# Over a run --------------------------------------------------------------------------------------------------------


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """One dimension over a run.

    Attributes:
        value: A share, or a ratio; None when there was nothing to measure.
        low: Lower end of its 95 % interval.
        high: Upper end.
        count: What was counted.
        total: Out of how much.
        text: As reports show it.
        about: What it says, in one line.
        heuristic: Whether it only approximates what its name promises.
        badge: Who made it: ``rules``, ``model`` or ``real people``.
    """

    title: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    count: int = 0
    total: int = 0
    text: str
    about: str
    heuristic: bool = False
    badge: str = _RULES


TITLES: Mapping[str, tuple[str, str]] = {
    "goal_completion": (
        "goal completion",
        "conversations that ended as their card wants (where it says nothing: in one of the agent's own goals)",
    ),
    "brand_compliance": (
        "brand compliance",
        "conversations in which no turn broke the agent's own rules: never_say, max_words, what must be heard whole",
    ),
    "empathy": (
        "empathy",
        "times that somebody was heard to be worried, upset or angry, and the agent's next turn took note of it",
    ),
    "edge_cases": ("edge cases", "conversations passed on cards that are tagged edge"),
    "efficiency": (
        "efficiency",
        "agent turns of the golden journey (or the card's median) for each turn taken, where the goal was reached",
    ),
    "repair_burden": ("repair burden", "times that a slot was asked for again, for each slot asked for"),
}
"""Name -> title, and what it says."""


@dataclass(slots=True)
class _Ratio:
    """A ratio of two sums over conversations, with what its spread is estimated from."""

    conversations: int = 0
    over: float = 0.0
    under: float = 0.0
    over_squares: float = 0.0
    under_squares: float = 0.0
    products: float = 0.0

    def add(self, over: float, under: float, times: int = 1) -> None:
        self.conversations += times
        self.over += over * times
        self.under += under * times
        self.over_squares += over * over * times
        self.under_squares += under * under * times
        self.products += over * under * times

    def interval(self) -> tuple[float, float, float] | None:
        """Return the ratio and its 95 % interval, by linearisation; None when there is nothing below the line.

        Source: Cochran, Sampling Techniques, 1977, 2.9.
        """
        if self.under <= 0:
            return None
        ratio = self.over / self.under
        residual = self.over_squares - 2 * ratio * self.products + ratio * ratio * self.under_squares
        n = self.conversations
        spread = math.sqrt(max(0.0, residual) / (n * max(1, n - 1))) / (self.under / n)
        return ratio, max(0.0, ratio - Z_95 * spread), ratio + Z_95 * spread


@dataclass(slots=True)
class ScoreTally:
    """Scores being added up; counters only.

    Attributes:
        golden_turns: Agent turns of each card's golden journey, for cards that have one.
    """

    golden_turns: Mapping[str, int] = field(default_factory=dict[str, int])
    _judged: int = 0
    _goals: int = 0
    _measured: int = 0
    _on_brand: int = 0
    _broken: Counter[str] = field(default_factory=Counter[str])
    _upset: int = 0
    _acknowledged: int = 0
    _edge: int = 0
    _edge_passed: int = 0
    _edge_judged: bool = False
    _turns: dict[str, Counter[int]] = field(default_factory=dict[str, Counter[int]])
    _repair: _Ratio = field(default_factory=_Ratio)

    def add(
        self,
        measures: Measures | None,
        *,
        scenario: str,
        verdict: str,
        tags: Sequence[str],
        turns: int,
        reasks: int,
        judged: bool = False,
    ) -> None:
        """Count one conversation; what the simulated person misread is nothing of the agent's.

        `judged` says that a judge had a part in the verdict; the other arguments are fields of its result.
        """
        if measures is None or verdict == "simulator_fault":
            return
        self._judged += 1
        self._goals += measures.goal
        self._on_brand += not measures.brand
        self._broken.update(measures.brand)
        self._upset += measures.upset
        self._acknowledged += measures.acknowledged
        if any(tag == "edge" or tag.startswith("edge_") for tag in tags) and verdict != "not_judged":
            self._edge += 1
            self._edge_passed += verdict == "passed"
            self._edge_judged = self._edge_judged or judged
        if measures.goal and turns:
            self._turns.setdefault(scenario, Counter())[turns] += 1
        self._repair.add(reasks, measures.asked)

    def scores(self) -> dict[str, Score]:
        """Return what it comes to, by the names of `TITLES`."""
        broken = sum(self._broken.values())
        return {
            "goal_completion": _share("goal_completion", self._goals, self._judged),
            "brand_compliance": _share(
                "brand_compliance", self._on_brand, self._judged, remark=f"{broken:,} broken" if broken else ""
            ),
            "empathy": _share("empathy", self._acknowledged, self._upset, heuristic=True),
            "edge_cases": _share(
                "edge_cases", self._edge_passed, self._edge, badge=_MODEL if self._edge_judged else _RULES
            ),
            "efficiency": self._efficiency(),
            "repair_burden": _ratio("repair_burden", self._repair, "re-asks per slot", heuristic=True),
        }

    def _efficiency(self) -> Score:
        against = _Ratio()
        golden = 0
        for card, turns in self._turns.items():
            wanted = self.golden_turns.get(card) or _median(turns)
            golden += card in self.golden_turns
            for taken, times in turns.items():
                against.add(wanted, taken, times)
        what = "golden" if golden and golden == len(self._turns) else "golden or median" if golden else "median"
        # Against its own median an agent does no worse for being long-winded with everybody.
        return _ratio("efficiency", against, f"{what} turns per turn taken", heuristic=golden < len(self._turns))


def _share(
    name: str, count: int, total: int, *, heuristic: bool = False, remark: str = "", badge: str = _RULES
) -> Score:
    title, about = TITLES[name]
    if not total:
        return Score(title=title, text="nothing to measure", about=about, heuristic=heuristic)
    interval = wilson(count, total)
    return Score(
        title=title,
        value=round(interval.share, 6),
        low=round(interval.low, 6),
        high=round(interval.high, 6),
        count=count,
        total=total,
        text=f"{interval}" + (f", {remark}" if remark else ""),
        about=about,
        heuristic=heuristic,
        badge=badge,
    )


def _ratio(name: str, ratio: _Ratio, unit: str, *, heuristic: bool = False) -> Score:
    title, about = TITLES[name]
    found = ratio.interval()
    if found is None:
        return Score(title=title, text="nothing to measure", about=about, heuristic=heuristic)
    value, low, high = found
    return Score(
        title=title,
        value=round(value, 6),
        low=round(low, 6),
        high=round(high, 6),
        count=round(ratio.over),
        total=round(ratio.under),
        text=f"{value:.2f} ({low:.2f}-{high:.2f}) {unit}",
        about=about,
        heuristic=heuristic,
    )


def _median(counts: Counter[int]) -> int:
    """Return the lower median of values given with how often each occurs."""
    half = (counts.total() + 1) // 2
    for value in sorted(counts):
        half -= counts[value]
        if half <= 0:
            return value
    return 0
