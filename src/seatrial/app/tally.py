"""Adding up a run as its results come in: counters only, so that memory stays flat however many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from seatrial.core.checks import CheckResult, Judged, Judgement
from seatrial.core.scenario import Scenario
from seatrial.evaluation.grouping import FailureGroup, group_failures
from seatrial.evaluation.results import ConversationResult
from seatrial.evaluation.scores import Score, ScoreTally
from seatrial.reports.summary import (
    BADGE_MODEL,
    BADGE_RULES,
    BaselineTotals,
    CommonCause,
    JudgedSentence,
    Opinion,
    ScenarioTotals,
    rate,
)

GROUPS_MAX = 40
OPINIONS_MAX = 3
"""Of one judged sentence."""
_TELLING = ("failed", "not_judged", "passed")


@dataclass(slots=True)
class _Counts:
    """Of one card."""

    conversations: int = 0
    passed: int = 0
    failed: int = 0
    not_judged: int = 0
    simulator_faults: int = 0
    judged: int = 0

    def add(self, verdict: str, *, judged: bool) -> None:
        """Count one conversation."""
        self.conversations += 1
        self.judged += judged
        match verdict:
            case "passed":
                self.passed += 1
            case "failed":
                self.failed += 1
            case "not_judged":
                self.not_judged += 1
            case _:
                self.simulator_faults += 1


@dataclass(slots=True)
class _Sentence:
    """Of one judged sentence of one card."""

    judgement: Judgement
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_TELLING, 0))
    opinions: list[Opinion] = field(default_factory=list[Opinion])

    def add(self, conversation: str, check: CheckResult, judgement: Judgement) -> None:
        """Count what was said of one conversation."""
        self.counts[check.status] += 1
        self.opinions.append(Opinion(id=conversation, status=check.status, why=judgement.why or check.reason))
        self.opinions.sort(key=lambda opinion: _TELLING.index(opinion.status))
        del self.opinions[OPINIONS_MAX:]


class Tally:
    """The running totals of a run.

    Attributes:
        virtual_ms: Of all conversations together.
        kept_passes: Cards of which one pass has been seen.
    """

    def __init__(self, scenarios: Sequence[Scenario], *, golden_turns: Mapping[str, int] | None = None) -> None:
        self._cards = {scenario.name: scenario for scenario in scenarios}
        self._by_card: dict[str, _Counts] = {scenario.name: _Counts() for scenario in scenarios}
        self._digest = blake2b(digest_size=16)
        self.all = _Counts()
        self.known_failures = 0
        self.unexpected_passes = 0
        self.virtual_ms = 0
        self.turns = 0
        self.baseline_passed = 0
        self.baseline_conversations = 0
        self.channels: dict[str, None] = {}
        self.personas: dict[str, None] = {}
        self._sentences: dict[tuple[str, str], _Sentence] = {}
        self._scores = ScoreTally(golden_turns=golden_turns or {})

    def add(self, result: ConversationResult) -> None:
        """Count a conversation; in suite order, or the digest is another one."""
        judged = False
        for check in result.checks:
            if check.judgement is not None:
                judged = judged or check.status != "not_judged"
                sentence = self._sentences.setdefault((result.scenario, check.id), _Sentence(check.judgement))
                sentence.add(result.id, check, check.judgement)
        self.all.add(result.verdict, judged=judged)
        self._by_card.setdefault(result.scenario, _Counts()).add(result.verdict, judged=judged)
        self._digest.update(f"{result.id} {result.digest}\n".encode())
        self.known_failures += result.verdict == "failed" and bool(result.known_failure)
        self.unexpected_passes += result.verdict == "passed" and bool(result.known_failure)
        self.virtual_ms += result.virtual_ms
        self.turns += result.turns
        self.channels.setdefault(result.channel)
        self.personas.setdefault(result.persona)
        self._scores.add(
            result.measures,
            scenario=result.scenario,
            verdict=result.verdict,
            tags=result.tags,
            turns=result.turns,
            reasks=result.reasks,
            judged=judged,
        )

    def add_baseline(self, verdict: str) -> None:
        """Count what the do-nothing agent reached with one person."""
        self.baseline_conversations += 1
        self.baseline_passed += verdict == "passed"

    @property
    def digest(self) -> str:
        """Of all conversations so far, in order."""
        return self._digest.hexdigest()

    def scores(self) -> dict[str, Score]:
        """Return the scores by dimension so far."""
        return self._scores.scores()

    @property
    def badge(self) -> str:
        """Who made the figures."""
        return _badge(self.all)

    def judged(self) -> tuple[JudgedSentence, ...]:
        """Return what a judge said, sentence by sentence in the suite's order."""
        order = list(self._by_card)
        found: list[JudgedSentence] = []
        for (name, check), sentence in sorted(self._sentences.items(), key=lambda one: order.index(one[0][0])):
            card, counts = self._cards.get(name), sentence.counts
            texts = {one.id: one.sentence for one in card.expect if isinstance(one, Judged)} if card is not None else {}
            found.append(
                JudgedSentence(
                    scenario=name,
                    sentence=texts.get(check, check),
                    by=sentence.judgement.by,
                    badge=sentence.judgement.badge,
                    held=counts["passed"],
                    failed=counts["failed"],
                    not_judged=counts["not_judged"],
                    interval=rate(counts["passed"], counts["passed"] + counts["failed"]),
                    examples=tuple(sentence.opinions),
                )
            )
        return tuple(found)

    def baseline(self) -> BaselineTotals:
        """Return the do-nothing agent's totals."""
        return BaselineTotals(
            conversations=self.baseline_conversations,
            passed=self.baseline_passed,
            interval=rate(self.baseline_passed, self.baseline_conversations),
        )

    def scenarios(self) -> tuple[ScenarioTotals, ...]:
        """Return the totals per card, in the suite's order; cards that were not played are left out."""
        totals: list[ScenarioTotals] = []
        for name, counts in self._by_card.items():
            card = self._cards.get(name)
            known = (card.known_failure or "") if card is not None else ""
            if not counts.conversations:
                continue
            totals.append(
                ScenarioTotals(
                    name=name,
                    why=card.why if card is not None else "",
                    conversations=counts.conversations,
                    passed=counts.passed,
                    failed=counts.failed,
                    not_judged=counts.not_judged,
                    simulator_faults=counts.simulator_faults,
                    interval=rate(counts.passed, counts.conversations),
                    known_failure=known,
                    unexpected_passes=counts.passed if known else 0,
                    badge=_badge(counts),
                )
            )
        return tuple(totals)


def _badge(counts: _Counts) -> str:
    return BADGE_MODEL if counts.judged else BADGE_RULES


def causes_of(results: Callable[[], Iterable[ConversationResult]]) -> tuple[CommonCause, ...]:
    """Return why conversations failed, the commonest first; results are read twice rather than held in memory."""
    # What is known to fail has its reason on its card; what nobody expected is worth reading first, and apart.
    unexpected = group_failures(result for result in results() if result.unexpected)
    known = group_failures(result for result in results() if not result.unexpected)
    return tuple(common_cause(group) for group in (*unexpected, *known)[:GROUPS_MAX])


def common_cause(group: FailureGroup) -> CommonCause:
    """Return a group of failures as reports show it."""
    reason = group.reason.removesuffix(f": {group.text}")
    return CommonCause(
        # How it ended explains nothing; then the check that failed says more.
        cause=reason if group.cause.startswith("ended:") else group.text,
        count=group.count,
        example=group.examples[0],
        examples=tuple(group.examples),
        check=group.check,
        key=group.cause,
        reason=reason,
        scenarios=tuple(group.scenarios),
        known=group.known == group.count,
    )
