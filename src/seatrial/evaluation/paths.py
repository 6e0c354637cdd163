"""The way a conversation took: what was begun, asked, called and confirmed, in order, and how it ended. No wording.

Called by `verdict`, once per conversation; reports merge the ways of a run into one tree.
"""

from __future__ import annotations

from collections.abc import Iterable

from seatrial.evaluation.evidence import Evidence

STEPS_MAX = 60
"""Longer ways are loops; what counts is how they began."""
_ASKED = frozenset({"ask", "confirm"})


def path_of(evidence: Evidence) -> tuple[str, ...]:
    """Return the steps of a conversation, such as ``flow:book``, ``ask:postcode``, ``call:in_area``, ``end:booked``.

    A step that is repeated at once counts once, and questions answered on the way count only where no flow was begun:
    both would make many ways of one.
    """
    steps: list[tuple[int, str]] = []
    for utterance in evidence.utterances:
        if utterance.started:
            steps += [
                (utterance.row, f"{act.kind}:{act.about}")
                for act in utterance.acts
                if act.about and (act.kind in _ASKED or act.kind == "answer")
            ]
    steps += [(call.row, f"call:{call.tool}") for call in evidence.calls]
    steps += [(row, f"flow:{note.about}") for row, note in evidence.notes if note.kind == "flow"]
    steps += [(row, f"person:{reason}") for reason, row in evidence.handoffs if reason]
    steps.sort()
    path = without_asides(step for _, step in steps)
    end = f"end:{evidence.end.outcome}" if evidence.end is not None else "end:cut_short"
    return (*path[: STEPS_MAX - 1], end)


def without_asides(steps: Iterable[str]) -> list[str]:
    """Return steps without immediate repeats, and without the questions that were answered once a flow had begun."""
    kept: list[str] = []
    begun = False
    for step in steps:
        begun = begun or step.startswith("flow:")
        aside = begun and step.startswith("answer:")
        if not aside and kept[-1:] != [step]:
            kept.append(step)
    return kept
