"""One conversation judged against its card: every check, the goal, whose fault a failure is, and why in plain words.

Called once per conversation, by simulation and by whoever scores a live trace; and once more, with `with_judgements`,
where a judge has been asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from seatrial.agents.rhythm import time_factor
from seatrial.core.checks import AnyCheck, CheckResult, HandedOver, Judged, Outcome
from seatrial.core.scenario import Scenario
from seatrial.core.trace import Header, Row
from seatrial.core.world import World
from seatrial.evaluation.always import Always
from seatrial.evaluation.attribution import Misreading, misreadings
from seatrial.evaluation.causes import Cause, asked_counts, find_cause
from seatrial.evaluation.checking import evaluate
from seatrial.evaluation.evidence import Evidence, gather
from seatrial.evaluation.own_doing import due, left_wrong, turned_away
from seatrial.evaluation.paths import path_of
from seatrial.evaluation.results import ConversationResult, Verdict
from seatrial.evaluation.scores import GOAL, NO_BRAND, Brand, measure


def judge(
    scenario: Scenario,
    header: Header,
    rows: Sequence[Row],
    world: World | None,
    *,
    user_met: str = "",
    always: Always | None = None,
    brand: Brand = NO_BRAND,
) -> ConversationResult:
    """Return the result of one conversation.

    Args:
        scenario: Its card.
        header: Of its trace, with the digest.
        rows: Of its trace.
        world: Its end state, or None.
        user_met: The need that the person had met, as far as it knows.
        always: What every conversation with this agent has to keep to; what it broke comes after the card's checks.
        brand: How the agent may talk, for its scores.
    """
    evidence = gather(rows)
    checks = tuple(
        evaluate(check, evidence, world) for check in due(scenario.expect, evidence, time_factor(header.channel))
    )
    if not _names_an_end(scenario.expect) and not turned_away(evidence):
        checks = (_goal(evidence), *checks)
    if always is not None:
        checks = (*checks, *always.broken(evidence, rows, world, user_met=user_met))
    end = evidence.end
    asked = asked_counts(evidence)
    return ConversationResult(
        id=header.conversation,
        scenario=scenario.name,
        persona=header.persona,
        channel=header.channel,
        seed=header.seed,
        outcome=end.outcome if end is not None else "",
        success=end is not None and end.success,
        **_concluded(checks, scenario, evidence),
        turns=evidence.turns,
        virtual_ms=evidence.virtual_ms,
        digest=header.digest,
        user_end=evidence.left,
        user_met=user_met,
        known_failure=scenario.known_failure or "",
        rows=len(rows),
        reasks=asked.total() - len(asked),
        tags=scenario.tags,
        path=path_of(evidence),
        measures=measure(evidence, checks, brand, asked=len(asked)),
    )


def with_judgements(
    result: ConversationResult, scenario: Scenario, evidence: Evidence, judged: Mapping[str, CheckResult]
) -> ConversationResult:
    """Return a result in which what a judge said of its sentences counts like any check.

    Args:
        result: As code judged it.
        scenario: Its card.
        evidence: Of its trace.
        judged: What became of its judged sentences, by their ids.
    """
    checks = tuple(judged.get(check.id, check) for check in result.checks)
    return msgspec.structs.replace(result, **_concluded(checks, scenario, evidence))


def without_judgements(result: ConversationResult, scenario: Scenario) -> ConversationResult:
    """Return a result without its judged sentences, and without what follows from checks: what code alone repeats."""
    sentences = {check.id for check in scenario.expect if isinstance(check, Judged)}
    checks = tuple(check for check in result.checks if check.id not in sentences)
    return msgspec.structs.replace(
        result, checks=checks, verdict="passed", failed_check="", reason="", cause=None, misread=None
    )


def _concluded(checks: tuple[CheckResult, ...], scenario: Scenario, evidence: Evidence) -> dict[str, Any]:
    """Return what follows from what became of the checks, as fields of a result."""
    failed = next((check for check in checks if check.status == "failed"), None)
    misread = [*misreadings(evidence, scenario.knows), *left_wrong(evidence)] if failed is not None else []
    # How it ended explains nothing of what a judge said.
    cause = find_cause(evidence) if failed is not None and failed.judgement is None else None
    return {
        "checks": checks,
        "verdict": _verdict(checks, misread),
        "failed_check": failed.id if failed is not None else "",
        "reason": _reason(failed, cause),
        "cause": cause,
        "misread": (misread[0].said, misread[0].meant, misread[0].read) if misread else None,
    }


def _goal(evidence: Evidence) -> CheckResult:
    end = evidence.end
    if end is not None and end.success:
        return CheckResult(id=GOAL, status="passed")
    found = f"it ended as {end.outcome.replace('_', ' ')}" if end is not None else "the trace has no end"
    reason = f"expected the agent to reach one of its own goals; {found}"
    return CheckResult(id=GOAL, status="failed", reason=reason, row=evidence.end_row)


def _names_an_end(expect: Sequence[AnyCheck]) -> bool:
    return any(isinstance(check, Outcome | HandedOver) for check in expect)


def _verdict(checks: Sequence[CheckResult], misread: Sequence[Misreading]) -> Verdict:
    statuses = {check.status for check in checks}
    if "failed" in statuses:
        return "simulator_fault" if misread else "failed"
    return "not_judged" if "not_judged" in statuses else "passed"


def _reason(failed: CheckResult | None, cause: Cause | None) -> str:
    """Return the sentence that a reader sees first: what was expected, what happened, and why."""
    if failed is None:
        return ""
    if cause is None or cause.key.startswith("ended:"):
        return failed.reason
    return f"{failed.reason}: {cause.text}"
