"""Runs as CI sees them, card by card; and words that nobody may take at face value."""

from typing import Any

from samples import cause, summary

from seatrial.reports.card_results import CardResults, Retry, RunReport
from seatrial.reports.summary import rate

HOSTILE = (
    "]]> <script>alert(1)</script> & \"quoted\" 'single' \x00\x1b[2J\u202e\ud800\ufffe\r\n::error::x %0A | `code` ``` "
    "**bold** [a](http://evil.test) ![i](http://evil.test/p.png) @team #1 $x^2$ https://evil.test www.evil.test "
    ":smile: <!-- {{ 7 * 7 }} ##[error]"
)

RETRY = Retry(
    replay=lambda name: f"seatrial replay {name}",
    again=lambda name: f"seatrial simulate plumber --scenario {name.split('/')[0]}",
)


def card(name: str = "leaking_sink", **changes: Any) -> CardResults:
    fields: dict[str, Any] = {"name": name, "file": "ag/scenarios/calls.yaml", "line": 7, "conversations": 40}
    fields |= {"passed": 40, "rows": 400, "seeds": (1, 7), "personas": ("plain", "terse"), "channels": ("speech",)}
    fields |= {"interval": rate(37, 40)}
    return CardResults(**{**fields, **changes})


def failed(name: str = "leaking_sink", **changes: Any) -> CardResults:
    causes = (cause(count=3, example=f"{name}/terse/speech/7", check="outcome:visit_booked"),)
    fields: dict[str, Any] = {"passed": 37, "failed": 3, "causes": causes, "failed_ids": (f"{name}/terse/speech/7",)}
    return card(name, **{**fields, **changes})


def report(*cards: CardResults, **changes: Any) -> RunReport:
    return RunReport(summary=summary(**changes), cards=cards)


def hostile_report() -> RunReport:
    """A run in which everything that can come from outside is hostile."""
    said = cause(
        cause=HOSTILE, reason=HOSTILE, example=HOSTILE, examples=(HOSTILE,), scenarios=(HOSTILE,), check=HOSTILE
    )
    cards = (
        card(HOSTILE, failed=1, causes=(said,), failed_ids=(HOSTILE,), file=HOSTILE, personas=(HOSTILE,)),
        card(HOSTILE, failed=1, known_failure=HOSTILE, causes=(said,), why=HOSTILE),
        card(HOSTILE, known_failure=HOSTILE),
        card(HOSTILE, passed=0, not_judged=40),
    )
    return report(*cards, agent=HOSTILE, groups=(said,), run=HOSTILE, versions={HOSTILE: HOSTILE}, planned=2_000)
