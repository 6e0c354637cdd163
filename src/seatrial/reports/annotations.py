"""A run as annotations that GitHub shows beside the lines of the cards: workflow commands, one to a line.

Whatever comes from outside is escaped, so that it ends no line and begins no command. Called by `seatrial report`.
"""

from __future__ import annotations

from collections.abc import Iterator

from seatrial.reports.card_results import CardResults, Retry, RunReport
from seatrial.reports.printable import printable

SHOWN_MAX = 10
"""Of each kind: GitHub shows no more of one step."""


def annotation_lines(report: RunReport, retry: Retry) -> Iterator[str]:
    """Yield an error for a card that failed, a warning where nobody judged, a notice where a known failure passed."""
    failed = report.of("failed")
    for card in failed[: SHOWN_MAX if len(failed) <= SHOWN_MAX else SHOWN_MAX - 1]:
        yield _annotation("error", card, f"{card.sentence}. Replay: {retry.replay(card.causes[0].example)}")
    if len(failed) > SHOWN_MAX:
        yield _command(
            "error", {"title": "seatrial"}, f"{len(failed) - SHOWN_MAX + 1} more cards failed: see the report"
        )
    if report.summary.interrupted:
        told = f"{report.summary.conversations:,} of {report.summary.planned:,} conversations were had"
        yield _command("warning", {"title": "seatrial: the run was interrupted"}, told)
    for card in report.of("not_judged")[: SHOWN_MAX - 1]:
        yield _annotation("warning", card, card.sentence)
    mended = [card for card in report.cards if card.known_failure and card.passed]
    for card in mended[:SHOWN_MAX]:
        counts = f"{card.passed:,} of {card.conversations:,} people got through"
        yield _annotation("notice", card, f"{counts}, although it is known to fail: {card.known_failure}")


def _annotation(level: str, card: CardResults, message: str) -> str:
    place = {"file": card.file, "line": str(card.line)} if card.file else {}
    return _command(level, {**place, "title": f"seatrial: {card.name}"}, message)


def _command(level: str, properties: dict[str, str], message: str) -> str:
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{level} {written}::{_data(message)}"


def _data(text: str) -> str:
    return printable(text, 1_000).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
