"""What makes two failures the same one: the check that failed first, why, and how a call that was expected was missed.

Called by whoever simplifies a failure and must not end up with another.
"""

from __future__ import annotations

import msgspec

from seatrial.core.checks import AnyCheck, Called, NeverCalled, NeverSaid, WorldUnchanged
from seatrial.core.scenario import Scenario
from seatrial.evaluation.always import PREFIX
from seatrial.evaluation.evidence import Evidence
from seatrial.evaluation.results import ConversationResult

_EXPLAINS_LITTLE = "corrected:"
"""That something was changed on the way is a cause only for want of a better one."""

_HAPPENED = (NeverCalled, NeverSaid, WorldUnchanged)
"""Checks that fail by what happened on the way."""


class Symptom(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with a conversation.

    Attributes:
        check: Which check failed first.
        cause: Key of the cause; how it ended where nothing explains that; "" where how it ended is beside the point.
        how: For a call that was expected: never made, made in vain, or which of its arguments were wrong.
    """

    check: str
    cause: str
    how: str = ""


def symptom_of(scenario: Scenario, result: ConversationResult, evidence: Evidence) -> Symptom | None:
    """Return what is wrong with a conversation; None when it did not fail, or not by the agent's fault."""
    if result.verdict != "failed" or result.cause is None:
        return None
    check = next((one for one in scenario.expect if one.id == result.failed_check), None)
    cause = result.cause.key
    if isinstance(check, _HAPPENED) or result.failed_check.startswith(PREFIX):
        cause = ""
    elif cause.startswith(_EXPLAINS_LITTLE):
        cause = f"ended:{result.outcome}"
    return Symptom(check=result.failed_check, cause=cause, how=_how(check, evidence))


def _how(check: AnyCheck | None, evidence: Evidence) -> str:
    if not isinstance(check, Called):
        return ""
    calls = [call for call in evidence.calls if call.tool == check.tool]
    done = [call for call in calls if call.succeeded]
    if not done:
        return "in vain" if calls else "never"
    given = done[-1].args
    return " ".join(name for name, wanted in check.args.items() if str(given.get(name)) != str(wanted))
