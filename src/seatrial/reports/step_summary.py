"""A run as a Markdown page for the summary of a CI job: what came of it, the cards, why they failed, how to see it.

Everything from outside is escaped and its size is bounded. Called by `seatrial report`.
"""

from __future__ import annotations

from collections.abc import Iterator

from seatrial.reports.card_results import CardResults, Retry, RunReport
from seatrial.reports.markdown import bounded, code_block, escaped, table
from seatrial.reports.terminal import one_sentence

CARDS_MAX = 500
GROUPS_MAX = 20

_WORDS = {"failed": "**failed**", "known": "known to fail", "not_judged": "not judged", "not_played": "not played"}
_ORDER = ("failed", "not_judged", "known", "not_played", "passed")


def step_summary(report: RunReport, retry: Retry) -> str:
    """Return the page.

    Args:
        report: The run.
        retry: How to see a conversation again.
    """
    return bounded(_lines(report, retry))


def _lines(report: RunReport, retry: Retry) -> Iterator[str]:
    summary = report.summary
    failed = report.of("failed")
    verdict = f"{len(failed):,} of {len(report.cards):,} cards failed" if failed else "nothing unexpected failed"
    yield from (f"## {escaped(summary.agent, 60)}: {verdict}", "", escaped(one_sentence(summary), 2_000), "")
    if summary.interrupted:
        yield f"**Interrupted:** {summary.conversations:,} of {summary.planned:,} conversations were had."
        yield ""
    yield from table(("", "conversations"), _totals(report))
    cards = sorted(report.cards, key=lambda card: _ORDER.index(card.status))
    yield from ("", "### Cards", "")
    yield from table(("card", "people", "got through", "failed", ""), (_card(card) for card in cards[:CARDS_MAX]))
    if len(cards) > CARDS_MAX:
        yield from ("", f"and {len(cards) - CARDS_MAX:,} more cards")
    if summary.groups:
        yield from ("", "### Why they failed", "")
    for group in summary.groups[:GROUPS_MAX]:
        known = " (known to fail)" if group.known else ""
        yield f"**{group.count:,}** {escaped(group.cause)}{known}"
        if group.reason != group.cause:
            yield from ("", escaped(group.reason))
        yield from ("", *code_block(retry.replay(group.example)), "")
    yield f"Seed {summary.seed}, digest {escaped(summary.digest[:12])}, agent {escaped(summary.agent_digest[:12])}."


def _totals(report: RunReport) -> Iterator[tuple[str, str]]:
    summary = report.summary
    yield f"reached their goal (badge: {escaped(summary.badge, 40)})", escaped(summary.interval.text)
    yield "doing nothing reaches", escaped(summary.baseline.interval.text)
    yield "failed", f"{summary.failed:,}" + (f", {summary.known_failures:,} known" if summary.known_failures else "")
    if summary.not_judged:
        yield "not judged", f"{summary.not_judged:,}"
    if summary.simulator_faults:
        yield "simulator faults", f"{summary.simulator_faults:,}"
    if summary.unexpected_passes:
        yield "passes of cards known to fail", f"{summary.unexpected_passes:,}"


def _card(card: CardResults) -> tuple[str, ...]:
    name = escaped(card.name, 80)
    counts = (f"{card.conversations:,}", f"{card.passed:,}", f"{card.failed:,}")
    return (name, *counts, _WORDS.get(card.status, "passed"))
