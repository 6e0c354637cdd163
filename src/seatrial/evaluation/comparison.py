"""Two runs compared person by person: who newly gets through, who no longer does, on which cards, and what that proves.

The people are the same in both runs, so every change of fate is the agent's doing; the test asks only whether other
people would fare alike. Called by `app`, which finds the pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from seatrial.evaluation.grouping import FailureGroup, group_failures
from seatrial.evaluation.paired import ALPHA, Difference, McNemar, mcnemar, paired_difference
from seatrial.evaluation.results import ConversationResult

ALPHA_CARDS = 0.01
"""For all cards together, so that one bad card counts and a hundred cards do not raise a hundred false alarms."""

Pair = tuple[ConversationResult, ConversationResult]
"""What came of one person before, and after."""

Verdict = Literal["better", "worse", "undecided", "same"]
Regression = Literal["", "worse", "broken"]


class CardChange(msgspec.Struct, frozen=True, kw_only=True):
    """What changed for the people of one card.

    Attributes:
        pairs: People whose two conversations can be compared.
        p_worse: That chance alone loses so many of them and gains so few.
        known: Whether the card is known to fail, after the change.
        regression: ``worse`` for more lost than chance explains, ``broken`` for a card on which everybody got through
            before and nobody does now; "" otherwise.
        example: Id of the shortest conversation that newly fails.
        reason: Why that one fails.
    """

    name: str
    pairs: int
    passed_before: int
    passed_after: int
    newly_passed: int
    newly_failed: int
    p_worse: float
    known: bool = False
    regression: Regression = ""
    example: str = ""
    reason: str = ""


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """What changed from one run to the other, for the same people.

    Attributes:
        pairs: People whose two conversations can be compared: each passed or failed.
        p: Exact McNemar, two-sided, over all pairs.
        difference: Of the shares that passed.
        known_newly_passed: How many of `newly_passed` are on cards that are still said to be known to fail.
        known_newly_failed: How many of `newly_failed` are on such cards; they decide nothing.
        misread: People left out because one of the two conversations was a simulator fault.
        misread_passed_before: How many of these had got through before.
        not_judged: People left out because one of the two conversations could not be judged.
        p_worse: As the verdict has it: without cards that are known to fail.
        p_better: As the verdict has it.
        cards: In the order of the run, those with pairs.
        failing: Why people newly fail.
        passing: Why people who newly pass failed before.
    """

    pairs: int
    passed_before: int
    passed_after: int
    newly_passed: int
    newly_failed: int
    known_newly_passed: int = 0
    known_newly_failed: int = 0
    misread: int = 0
    misread_passed_before: int = 0
    not_judged: int = 0
    p: float
    p_worse: float
    p_better: float
    difference: Difference
    verdict: Verdict
    cards: tuple[CardChange, ...] = ()
    failing: tuple[FailureGroup, ...] = ()
    passing: tuple[FailureGroup, ...] = ()

    @property
    def regressions(self) -> tuple[CardChange, ...]:
        """The cards that became worse for sure."""
        return tuple(card for card in self.cards if card.regression)

    @property
    def p_deciding(self) -> float:
        """Two-sided, as the verdict has it."""
        return min(1.0, 2.0 * min(self.p_worse, self.p_better))


@dataclass(slots=True)
class _Card:
    """The counts of one card."""

    pairs: int = 0
    passed_before: int = 0
    passed_after: int = 0
    known: bool = False
    newly_passed: int = 0
    newly_failed: list[ConversationResult] = field(default_factory=list[ConversationResult])

    def add(self, before: ConversationResult, after: ConversationResult) -> None:
        """Count one person."""
        self.pairs += 1
        self.known = self.known or bool(after.known_failure)
        self.passed_before += before.verdict == "passed"
        self.passed_after += after.verdict == "passed"
        if before.verdict == after.verdict:
            return
        if after.verdict == "passed":
            self.newly_passed += 1
        else:
            self.newly_failed.append(after)

    @property
    def test(self) -> McNemar:
        """Of this card alone."""
        return mcnemar(self.newly_passed, len(self.newly_failed))

    @property
    def broken(self) -> bool:
        """Whether everybody got through before, and nobody does now."""
        return not self.known and self.passed_before == self.pairs and not self.passed_after


def compare(pairs: Iterable[Pair]) -> Comparison:
    """Compare two runs.

    Worse is a run that loses more people than chance explains, on all cards or on one, or in which a card on which
    everybody got through lets nobody through. Failures of cards that are known to fail are counted, and decide nothing.

    Args:
        pairs: In the order of the run; read once.
    """
    cards: dict[str, _Card] = {}
    passing: list[ConversationResult] = []
    misread = misread_passed_before = not_judged = 0
    for before, after in pairs:
        verdicts = {before.verdict, after.verdict}
        if "simulator_fault" in verdicts:
            misread += 1
            misread_passed_before += before.verdict == "passed"
        elif "not_judged" in verdicts:
            not_judged += 1
        else:
            cards.setdefault(after.scenario, _Card()).add(before, after)
            if before.verdict == "failed" and after.verdict == "passed":
                passing.append(before)
    everybody, known = list(cards.values()), [card for card in cards.values() if card.known]
    failing = [result for card in everybody for result in card.newly_failed]
    lost_known = sum(len(card.newly_failed) for card in known)
    gained_known = sum(card.newly_passed for card in known)
    compared = sum(card.pairs for card in everybody)
    regressed = _regressions(cards)
    deciding = mcnemar(len(passing) - gained_known, len(failing) - lost_known)
    return Comparison(
        pairs=compared,
        passed_before=sum(card.passed_before for card in everybody),
        passed_after=sum(card.passed_after for card in everybody),
        newly_passed=len(passing),
        newly_failed=len(failing),
        known_newly_passed=gained_known,
        known_newly_failed=lost_known,
        misread=misread,
        misread_passed_before=misread_passed_before,
        not_judged=not_judged,
        p=mcnemar(len(passing), len(failing)).p,
        p_worse=deciding.p_worse,
        p_better=deciding.p_better,
        difference=paired_difference(len(passing), len(failing), compared),
        verdict=_verdict(deciding, compared, regressed=any(regressed.values())),
        cards=tuple(_change(name, card, regressed.get(name, "")) for name, card in cards.items()),
        failing=tuple(group_failures(failing)),
        passing=tuple(group_failures(passing)),
    )


def _verdict(test: McNemar, pairs: int, *, regressed: bool) -> Verdict:
    if regressed or test.p_worse < ALPHA:
        return "worse"
    if not pairs:
        return "undecided"
    if not test.gained + test.lost:
        return "same"
    return "better" if test.gained > test.lost and test.p < ALPHA else "undecided"


def _regressions(cards: dict[str, _Card]) -> dict[str, Regression]:
    """Return which cards became worse for sure, whatever became of the others.

    Source: Holm, Scandinavian Journal of Statistics 1979, over the cards on which enough changed to tell at all.
    """
    found: dict[str, Regression] = {name: "broken" for name, card in cards.items() if card.broken}
    tests = [(card.test, name) for name, card in cards.items() if not card.known]
    telling = sorted((test.p_worse, name) for test, name in tests if 0.5 ** (test.gained + test.lost) <= ALPHA_CARDS)
    for rank, (p_worse, name) in enumerate(telling):
        if p_worse > ALPHA_CARDS / (len(telling) - rank):
            break
        found.setdefault(name, "worse")
    return found


def _change(name: str, card: _Card, regression: Regression) -> CardChange:
    example = _shortest(card.newly_failed)
    return CardChange(
        name=name,
        pairs=card.pairs,
        passed_before=card.passed_before,
        passed_after=card.passed_after,
        newly_passed=card.newly_passed,
        newly_failed=len(card.newly_failed),
        p_worse=card.test.p_worse,
        known=card.known,
        regression=regression,
        example="" if example is None else example.id,
        reason="" if example is None else example.reason,
    )


def _shortest(results: Sequence[ConversationResult]) -> ConversationResult | None:
    return min(results, key=lambda result: result.turns, default=None)
