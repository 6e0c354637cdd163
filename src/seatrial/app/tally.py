"""Adding up a run as its results come in: counters only, so that memory stays flat however many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from seatrial.core.scenario import Scenario
from seatrial.evaluation.grouping import FailureGroup, group_failures
from seatrial.evaluation.results import ConversationResult
from seatrial.evaluation.scores import Score, ScoreTally
from seatrial.reports.summary import BaselineTotals, CommonCause, ScenarioTotals, rate

GROUPS_MAX = 40


@dataclass(slots=True)
class _Counts:
    """Of one card."""

    conversations: int = 0
    passed: int = 0
    failed: int = 0
    not_judged: int = 0
    simulator_faults: int = 0

    def add(self, verdict: str) -> None:
        """Count one conversation."""
        self.conversations += 1
        match verdict:
            case "passed":
                self.passed += 1
            case "failed":
                self.failed += 1
            case "not_judged":
                self.not_judged += 1
            case _:
                self.simulator_faults += 1


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
        self._scores = ScoreTally(golden_turns=golden_turns or {})

    def add(self, result: ConversationResult) -> None:
        """Count a conversation; in suite order, or the digest is another one."""
        self.all.add(result.verdict)
        self._by_card.setdefault(result.scenario, _Counts()).add(result.verdict)
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
                )
            )
        return tuple(totals)


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
