"""Failures put together that have the same first failed check and the same cause, so that few are worth reading.

Called by reports, over the results of a run in their order.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from seatrial.evaluation.results import ConversationResult

EXAMPLES_MAX = 5


class FailureGroup(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Failures of one kind.

    Attributes:
        check: Id of the check that failed first.
        cause: Key of the cause.
        text: The cause in plain words, as it holds for all of them: without counts.
        reason: The whole sentence, of the first of them, ending in `text`.
        count: How many.
        known: How many of them are on cards that are known to fail.
        scenarios: Of which cards, in order of appearance.
        examples: Ids of the shortest ones, the first to read.
    """

    check: str
    cause: str
    text: str
    reason: str
    count: int = 0
    known: int = 0
    scenarios: list[str] = []
    examples: list[str] = []


def group_failures(results: Iterable[ConversationResult]) -> list[FailureGroup]:
    """Return the failures of a run in groups, the largest first; simulator faults are not failures."""
    groups: dict[tuple[str, str], FailureGroup] = {}
    shortest: dict[tuple[str, str], list[tuple[int, int, str]]] = {}
    for order, result in enumerate(results):
        if result.verdict != "failed":
            continue
        cause = result.cause
        key = (result.failed_check, cause.key if cause is not None else "")
        group = groups.get(key)
        if group is None:
            text, reason = _in_general(result)
            group = FailureGroup(check=key[0], cause=key[1], text=text, reason=reason, scenarios=[], examples=[])
            groups[key] = group
            shortest[key] = []
        group.count += 1
        group.known += bool(result.known_failure)
        if result.scenario not in group.scenarios:
            group.scenarios.append(result.scenario)
        kept = shortest[key]
        kept.append((result.turns, order, result.id))
        kept.sort()
        del kept[EXAMPLES_MAX:]
    for key, group in groups.items():
        group.examples = [name for _, _, name in shortest[key]]
    return sorted(groups.values(), key=lambda group: -group.count)


def commonest_cause(results: Iterable[ConversationResult]) -> tuple[str, int]:
    """Return the cause behind most failures whatever the check, with how many; ("", 0) without failures."""
    counts: dict[str, int] = {}
    texts: dict[str, str] = {}
    for result in results:
        if result.verdict == "failed":
            key = result.cause.key if result.cause is not None else result.failed_check
            counts[key] = counts.get(key, 0) + 1
            texts.setdefault(key, _in_general(result)[0])
    if not counts:
        return "", 0
    key = max(counts, key=lambda one: counts[one])
    return texts[key], counts[key]


def _in_general(result: ConversationResult) -> tuple[str, str]:
    """Return the cause and the reason of a failure without the counts that are its own."""
    cause = result.cause
    if cause is None:
        return result.reason, result.reason
    expected = result.reason.removesuffix(f": {cause.text}")
    return cause.shared, result.reason if expected == result.reason else f"{expected}: {cause.shared}"
