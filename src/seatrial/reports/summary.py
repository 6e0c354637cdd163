"""What came of a run, as one record: the head of `simulate --json`, the totals of a manifest, every report's top."""

from __future__ import annotations

import msgspec

from seatrial.evaluation.scores import Score
from seatrial.evaluation.statistics import wilson

BADGE_RULES = "rules"
"""Who made the figures: people and checks are code. Others are ``model`` and ``real people``."""
BADGE_MODEL = "model"
"""A model had a part in them: it judged."""


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """A count out of a total, and the range its share may really be in (95 %).

    Attributes:
        text: As reports show it, such as ``812 of 1,000 (78.7-83.5 %)``.
    """

    count: int
    total: int
    low: float
    high: float
    text: str


def rate(count: int, total: int) -> Rate:
    """Return a count with its interval."""
    interval = wilson(count, total)
    low, high = round(interval.low, 6), round(interval.high, 6)
    return Rate(count=count, total=total, low=low, high=high, text=str(interval))


class Opinion(msgspec.Struct, frozen=True, kw_only=True):
    """What a judge said of one conversation.

    Attributes:
        id: Of the conversation.
        status: ``passed``, ``failed`` or ``not_judged``.
        why: In the judge's words; where it did not judge, what kept it.
    """

    id: str
    status: str
    why: str


class JudgedSentence(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one judged sentence of one card.

    Attributes:
        by: The judge.
        badge: What kind of judge that is.
        held: Conversations in which it holds.
        failed: Those in which it does not.
        not_judged: Those in which the judge could not tell, or gave no answer that counts.
        interval: Of the share in which it holds, of those that were judged.
        examples: The first few in which it does not hold, then those that were not judged, then those in which it does.
    """

    scenario: str
    sentence: str
    by: str
    badge: str
    held: int
    failed: int
    not_judged: int
    interval: Rate
    examples: tuple[Opinion, ...] = ()


class ScenarioTotals(msgspec.Struct, frozen=True, kw_only=True):
    """One card's share of a run.

    Attributes:
        known_failure: Its author's reason why it fails today; "" when it should pass.
        unexpected_passes: Passes of a card that is known to fail.
        interval: Of the share that passed.
        badge: Who made these figures.
    """

    name: str
    why: str = ""
    conversations: int = 0
    passed: int = 0
    failed: int = 0
    not_judged: int = 0
    simulator_faults: int = 0
    interval: Rate
    known_failure: str = ""
    unexpected_passes: int = 0
    badge: str = BADGE_RULES


class CommonCause(msgspec.Struct, frozen=True, kw_only=True):
    """Failures of one kind: the same check failed first, for the same cause.

    Attributes:
        cause: In plain words.
        example: Id of the shortest such conversation, the one to read.
        check: Id of the check that failed first.
        key: Equal for equal causes.
        reason: What was expected and what happened instead, in the example.
        known: Whether all of them are on cards that are known to fail.
    """

    cause: str
    count: int
    example: str
    examples: tuple[str, ...] = ()
    check: str = ""
    key: str = ""
    reason: str = ""
    scenarios: tuple[str, ...] = ()
    known: bool = False


class BaselineTotals(msgspec.Struct, frozen=True, kw_only=True):
    """What an agent reaches that speaks its opening and does nothing else, on the same people."""

    conversations: int
    passed: int
    interval: Rate


class RunSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a run.

    Attributes:
        planned: Conversations asked for; more than `conversations` when the run was interrupted.
        failed: All that failed, the known ones among them.
        known_failures: Failures of cards that are known to fail: they don't fail the run.
        digest: Over the digests of all conversations, in suite order.
        virtual_s: Time that passed on the virtual clock, all conversations together.
        groups: Why they failed: what nobody expected first, then what is known, the commonest first within each.
        run: The run's folder.
        scores: By dimension, by the names of `evaluation.scores.TITLES`.
        judged: What a judge said, card by card and sentence by sentence; empty where none was asked.
    """

    agent: str
    agent_digest: str
    seed: int
    planned: int
    conversations: int
    passed: int
    failed: int
    known_failures: int
    not_judged: int
    simulator_faults: int
    unexpected_passes: int
    interval: Rate
    badge: str = BADGE_RULES
    baseline: BaselineTotals
    digest: str
    wall_s: float
    cpu_s: float
    virtual_s: float
    conversations_per_s: float
    turns: int = 0
    scenarios: tuple[ScenarioTotals, ...] = ()
    groups: tuple[CommonCause, ...] = ()
    channels: tuple[str, ...] = ()
    personas: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    versions: dict[str, str] = {}
    run: str = ""
    scores: dict[str, Score] = {}
    judged: tuple[JudgedSentence, ...] = ()

    @property
    def interrupted(self) -> bool:
        """Whether the run ended before all that was planned had been done."""
        return self.conversations < self.planned

    @property
    def commonest(self) -> CommonCause | None:
        """The cause of most failures, of those that nobody expected if there are any."""
        return self.groups[0] if self.groups else None

    @property
    def exit_code(self) -> int:
        """What `simulate` tells the shell: 1 on any failure that is not known, else 3 on any not judged, else 0."""
        if self.failed > self.known_failures:
            return 1
        return 3 if self.not_judged else 0
