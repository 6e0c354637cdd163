"""What a panel is worth, and how it reasons over time, as text for a terminal. Returns lines; prints nothing.

Called by `seatrial panel evaluate` and `seatrial panel monitor`.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from seatrial.dissent.findings import Evaluation, Method
from seatrial.dissent.metrics import Estimate, at_shares
from seatrial.dissent.monitoring import WINDOW_MIN, Monitored, Window
from seatrial.reports.printable import printable
from seatrial.reports.style import Style

SHARES = (0.0, 0.1, 0.2, 0.3, 0.5)
"""Sent to people: what the curve is shown at."""
_KINDS = {"panellist": "panellist", "comparator": "simpler way", "pool": "panel"}
_NAMES = {
    "majority": "majority vote",
    "self_consistency": "self-consistency",
    "most_confident": "most confident",
    "best_single": "best panellist, chosen out of fold",
    "base_rate": "base rate",
    "round 0": "pool of round 0",
    "final": "pool after the debate",
}


def evaluation_lines(found: Evaluation, style: Style) -> Iterator[str]:
    """Yield the table, what the debate did, what people would have to decide, and the plain sentence last."""
    calibrated = "calibrated out of fold" if found.calibrated else "uncalibrated"
    title = f"{found.cases:,} labelled cases in {found.groups:,} groups, {found.yes:,} of them yes"
    yield style.bold(title) + style.dim(f"   {found.folds} folds, {calibrated}; 95 % intervals")
    yield ""
    yield from _table(found, style)
    yield ""
    yield from _debate(found, style)
    yield from _coverage(found, style)
    yield ""
    for remark in found.remarks:
        yield from textwrap.wrap(printable(remark), style.width)
    paint = {"helps": style.good, "does_not_help": style.bad}.get(found.verdict, style.odd)
    for line in textwrap.wrap(printable(found.sentence), style.width):
        yield paint(line)


def _table(found: Evaluation, style: Style) -> Iterator[str]:
    names = {method.name: _name(method) for method in found.methods}
    widest = max(len(name) for name in names.values())
    head = f"{'':<{widest}}  {'accuracy':<16} {'AUC':<16} {'Brier score':<16} {'ECE':<16}"
    yield style.dim(head.rstrip())
    kind = ""
    for method in found.methods:
        if method.kind != kind:
            kind = method.kind
            yield style.dim(f"{_KINDS[kind]}s" if kind != "pool" else "the panel")
        yield _row(method, names[method.name], widest, style)


def _row(method: Method, name: str, widest: int, style: Style) -> str:
    measured = method.scores
    cells = [f"{_range(one):<16}" for one in (measured.accuracy, measured.auc, measured.brier, measured.ece)]
    shown = f"{name:<{widest}}"
    return f"{style.bold(shown) if method.kind == 'pool' else shown}  {' '.join(cells)}".rstrip()


def _name(method: Method) -> str:
    return _NAMES.get(method.name, method.name) if method.kind != "panellist" else printable(method.name, 40)


def _range(estimate: Estimate) -> str:
    if estimate.value is None:
        return "-"
    if estimate.low is None or estimate.high is None:
        return _short(estimate.value)
    return f"{_short(estimate.value)} {_short(estimate.low)}-{_short(estimate.high)}"


def _short(figure: float) -> str:
    return f"{figure:.3f}".removeprefix("0")


def _debate(found: Evaluation, style: Style) -> Iterator[str]:
    debate, spent = found.debate, found.spent
    yield (
        f"Debate: {debate.debated:,} of {found.cases:,} cases, {debate.flips:,} flips ({debate.wrong_flips:,} wrong),"
        f" {debate.moves:,} moves granted, {debate.refused:,} refused,"
        f" {debate.conforming:,} of them towards the others."
    )
    yield f"Arguments whose citations resolve: {found.validity}."
    if spent.requests:
        yield (
            f"Cost: {spent.requests:,} requests, {spent.characters:,} characters; per case {spent.ms_p50 / 1000:.1f} s"
            f" in the middle, {spent.ms_p95 / 1000:.1f} s at the 95th percentile."
        )
    else:
        yield style.dim("Cost: none; no model was asked.")


def _coverage(found: Evaluation, style: Style) -> Iterator[str]:
    points = at_shares(found.coverage, SHARES)
    parts = [
        f"{100 * point.to_people:.0f} % -> {100 * point.error:.1f} % of {point.kept:,}"
        for point in dict.fromkeys(points)
        if point.kept
    ]
    if parts:
        what = "Share of cases sent to people, the least certain first -> error on the rest: "
        whole = ", ".join(part.replace(" ", "\xa0") for part in parts)  # each stays on one line
        yield from (line.replace("\xa0", " ") for line in textwrap.wrap(what + whole, style.width))


def monitor_lines(found: Monitored, style: Style) -> Iterator[str]:
    """Yield how a panel reasoned over time, and what deserves a look."""
    outcomes = ", ".join(f"{printable(name, 40)} {count:,}" for name, count in found.outcomes.items())
    yield style.bold(f"{found.decisions:,} decisions") + style.dim(f"   {outcomes}")
    yield ""
    head = f"{'decisions':<12} {'resolved':<8} {'towards':<8} {'conform':<8} {'refused':<8} {'debated':<8}"
    yield style.dim(f"{head} {'spread':<7} mean sealed ballots")
    for window in found.windows:
        yield _window(window)
    yield ""
    legend = (
        "resolved: arguments that cite what is there and was shown. Of the moves asked for, towards: those towards the"
        " others; conform: so, with nothing new cited for it; refused: with nothing new cited for it. spread: between"
        " the highest and the lowest sealed ballot."
    )
    yield from (style.dim(line) for line in textwrap.wrap(legend, style.width))
    yield ""
    for remark in found.remarks:
        yield from (style.odd(line) for line in textwrap.wrap(printable(remark), style.width))
    if not found.remarks:
        yield "Nothing stands out."
    if not found.drift:
        yield style.dim(f"Too few decisions to look for drift: it takes {2 * WINDOW_MIN}.")
    if found.passed_over:
        yield style.dim(f"{found.passed_over:,} other files there are no traces of panels, or cannot be read.")


def _window(window: Window) -> str:
    last = window.first + window.decisions - 1
    ballots = ", ".join(f"{printable(name, 40)} {p:.2f}" for name, p in list(window.ballots.items())[:10])
    shares = [
        f"{100 * one.share:.0f} %" if one.total else "-"
        for one in (window.validity, window.towards, window.conformity, window.refused, window.debated)
    ]
    cells = " ".join(f"{share:<8}" for share in shares)
    return f"{f'{window.first:,}-{last:,}':<12} {cells} {window.spread:<7.2f} {ballots}"
