"""What is kept of each conversation of a run: its verdict, why, and the figures that reports add up."""

from __future__ import annotations

from typing import Literal

import msgspec

from seatrial.core.checks import CheckResult
from seatrial.evaluation.causes import Cause
from seatrial.evaluation.scores import Measures

Verdict = Literal["simulator_fault", "failed", "not_judged", "passed"]
VERDICTS: tuple[Verdict, ...] = ("simulator_fault", "failed", "not_judged", "passed")


class ConversationResult(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One conversation of a run.

    Attributes:
        id: ``scenario/persona/channel/seed``.
        verdict: A conversation counts once: simulator_fault, else failed, else not_judged, else passed.
        outcome: How the session ended.
        success: Whether that counts as having helped, by the agent's own list.
        checks: One result per check, in the card's order.
        failed_check: Id of the first check that failed; "" for none.
        reason: Why, in one plain sentence; "" when nothing failed.
        cause: What explains how it ended; None when nothing failed, and where a judge's word is what failed first.
        misread: For a simulator fault: the prompt that was misread, what it was, and what it was taken for; or the
            prompt, nothing, and what the person left wrong when asked.
        turns: Agent utterances that were heard.
        digest: Of the trace.
        user_end: Why the person hung up; "" when the agent ended it.
        user_met: The need the person had met, as far as it knows.
        known_failure: The card's reason why it fails today; "" for none.
        rows: Rows of the trace.
        reasks: How often a slot was asked for again.
        path: The steps it took, such as ``ask:postcode``; the last is its end.
        measures: What its scores are made of; None in results of earlier versions.
    """

    id: str
    scenario: str
    persona: str
    channel: str
    seed: int
    verdict: Verdict
    outcome: str = ""
    success: bool = False
    checks: tuple[CheckResult, ...] = ()
    failed_check: str = ""
    reason: str = ""
    cause: Cause | None = None
    misread: tuple[str, str, str] | None = None
    turns: int = 0
    virtual_ms: int = 0
    digest: str = ""
    user_end: str = ""
    user_met: str = ""
    known_failure: str = ""
    rows: int = 0
    reasks: int = 0
    tags: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    measures: Measures | None = None

    @property
    def judged(self) -> bool:
        """Whether what a judge said counts in it."""
        return any(check.judgement is not None and check.status != "not_judged" for check in self.checks)

    @property
    def unexpected(self) -> bool:
        """Whether it failed although its card does not say that it does."""
        return self.verdict == "failed" and not self.known_failure
