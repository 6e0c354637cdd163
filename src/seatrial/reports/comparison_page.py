"""Two runs compared, as a Markdown page for the summary of a CI job.

Everything from outside is escaped and its size is bounded. Called by `seatrial diff`.
"""

from __future__ import annotations

from collections.abc import Iterator

from seatrial.evaluation.comparison import CardChange
from seatrial.reports.comparison import (
    Replay,
    RunComparison,
    after_rate,
    before_rate,
    changed_cards,
    headline,
    p_text,
    remarks,
    verdict_sentence,
)
from seatrial.reports.markdown import bounded, code_block, escaped, table
from seatrial.reports.summary import CommonCause

CARDS_MAX = 200
GROUPS_MAX = 20


def comparison_page(diff: RunComparison, replay: Replay) -> str:
    """Return the page.

    Args:
        diff: The comparison.
        replay: Returns the command that replays a conversation of the later run.
    """
    return bounded(_lines(diff, replay))


def _lines(diff: RunComparison, replay: Replay) -> Iterator[str]:
    found = diff.comparison
    yield from (f"## {escaped(diff.after.agent, 60)} against the run before", "", f"**{escaped(headline(found))}**", "")
    yield from (escaped(verdict_sentence(diff)), "")
    rows = [
        ("before", escaped(before_rate(found).text), _run(diff.before.run, diff.before.agent_digest)),
        ("now", escaped(after_rate(found).text), _run(diff.after.run, diff.after.agent_digest)),
        ("difference", escaped(found.difference.text), escaped(f"exact McNemar {p_text(found.p)}")),
    ]
    yield from table(("", "got through", ""), rows)
    yield ""
    for remark in remarks(diff):
        yield f"- {escaped(remark)}"
    moved = changed_cards(found)
    if moved:
        yield from ("", "### By card", "")
        head = ("card", "people", "before", "now", "newly pass", "newly fail")
        yield from table(head, (_card(card) for card in moved[:CARDS_MAX]))
    if found.regressions:
        yield from ("", "### Regressions", "")
    for card in found.regressions[:GROUPS_MAX]:
        yield from (f"**{escaped(card.name, 60)}**: {escaped(card.reason)}", "", *code_block(replay(card.example)), "")
    yield from _groups("Newly fail", diff.failing, replay)
    yield from _groups("Newly pass; they used to fail because", diff.passing, None)


def _run(run: str, digest: str) -> str:
    return f"{escaped(run, 200)}, agent {escaped(digest[:12])}"


def _card(card: CardChange) -> tuple[str, ...]:
    note = ", known to fail" if card.known else f", **{card.regression}**" if card.regression else ""
    counts = (card.pairs, card.passed_before, card.passed_after, card.newly_passed, card.newly_failed)
    return (escaped(card.name, 60) + note, *(f"{count:,}" for count in counts))


def _groups(title: str, groups: tuple[CommonCause, ...], replay: Replay | None) -> Iterator[str]:
    if groups:
        yield from ("", f"### {title}", "")
    for group in groups[:GROUPS_MAX]:
        cards = ", ".join(escaped(name, 60) for name in group.scenarios[:5])
        yield f"**{group.count:,}** {escaped(group.cause)} ({cards})"
        yield ""
        if group.reason != group.cause:
            yield from (escaped(group.reason), "")
        if replay is not None:
            yield from (*code_block(replay(group.example)), "")
