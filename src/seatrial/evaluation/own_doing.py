"""What a simulated person brought on by itself, so that nothing of it is put down to the agent.

Three things. Whoever left a value wrong and never put it right before it counted has itself to blame. Whoever provoked
an agent until it handed over or hung up cannot expect help as well: only what must not happen still counts. And who
talks of other things, or says nothing, takes longer: bounds on turns and seconds make allowance. Called by `verdict`.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from seatrial.core.checks import AnyCheck, Judged, NeverCalled, NeverSaid, Within, WorldUnchanged
from seatrial.evaluation.attribution import Misreading
from seatrial.evaluation.evidence import Acted, Evidence

SECONDS_PER_ASIDE = 20
"""About what somebody takes to say something by the way and to be asked again."""

_LEAVES_WRONG = frozenset({"misinform", "false_yes"})
_ASIDES = frozenset(
    "digress ask_unavailable provoke trail_off misinform what_do_you_mean no_keys claim silence".split()
)
"""Acts that put the answer off: each costs a turn."""
_MUST_NOT = (NeverCalled, NeverSaid, WorldUnchanged, Within, Judged)
_PUTS_RIGHT = frozenset({"inform", "correct", "change", "spell", "key_in"})


def turned_away(evidence: Evidence) -> bool:
    """Tell whether the agent handed over or ended the conversation in answer to a provocation."""
    for index, acted in enumerate(evidence.acted):
        if acted.act.act != "provoke":
            continue
        until = evidence.acted[index + 1].row if index + 1 < len(evidence.acted) else evidence.end_row + 1
        answers = [one for one in evidence.utterances if acted.row < one.row < until]
        if evidence.handoffs and any(act.kind == "handoff" for one in answers for act in one.acts):
            return True
        if acted.row < evidence.end_row < until and not evidence.left:
            return True
    return False


def due(expect: Sequence[AnyCheck], evidence: Evidence, time_factor: int = 1) -> Sequence[AnyCheck]:
    """Return the checks that count, with allowance made for what the person did by the way.

    Args:
        expect: The card's.
        evidence: Of the conversation.
        time_factor: How much longer than on the phone it may take on its channel.
    """
    if time_factor != 1:
        expect = [_slower(check, time_factor) if isinstance(check, Within) else check for check in expect]
    asides = sum(acted.act.act in _ASIDES for acted in evidence.acted)
    if not asides:
        return expect
    if turned_away(evidence):
        expect = [check for check in expect if isinstance(check, _MUST_NOT)]
    return [_wider(check, asides) if isinstance(check, Within) else check for check in expect]


def _slower(check: Within, factor: int) -> Within:
    return msgspec.structs.replace(check, seconds=None if check.seconds is None else check.seconds * factor)


def _wider(check: Within, asides: int) -> Within:
    return msgspec.structs.replace(
        check,
        turns=None if check.turns is None else check.turns + asides,
        seconds=None if check.seconds is None else check.seconds + asides * SECONDS_PER_ASIDE,
    )


def left_wrong(evidence: Evidence) -> list[Misreading]:
    """Return what the person left wrong: until the end, or until something was written with it."""
    found: list[Misreading] = []
    for index, acted in enumerate(evidence.acted):
        if acted.act.act not in _LEAVES_WRONG or not acted.act.about:
            continue
        mended = next((one.row for one in evidence.acted[index + 1 :] if _puts_right(one, acted.act.about)), -1)
        until = mended if mended >= 0 else evidence.end_row + 1
        if mended < 0 or any(call.write and acted.row < call.row < until for call in evidence.calls):
            found.append(_own_fault(acted))
    return found


def _puts_right(acted: Acted, about: str) -> bool:
    return acted.act.act in _PUTS_RIGHT and about in acted.act.about.partition("=")[0].split("+")


def _own_fault(acted: Acted) -> Misreading:
    said = acted.heard[-1].text if acted.heard else ""
    how = "said yes to a wrong" if acted.act.act == "false_yes" else "gave a wrong"
    return Misreading(acted.row, said, "", f"the person {how} {acted.act.about.replace('_', ' ')}, put right too late")
