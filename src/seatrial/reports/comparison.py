"""Two runs side by side, for the same people: the record that `diff --json` prints, and its text for a terminal.

Takes what `app` has compared; computes nothing but sentences.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator

import msgspec

from seatrial.evaluation.comparison import CardChange, Comparison, Verdict
from seatrial.evaluation.paired import ALPHA, times_more
from seatrial.reports.printable import printable
from seatrial.reports.style import Style
from seatrial.reports.summary import CommonCause, Rate, rate

CARDS_SHOWN = 40
GROUPS_SHOWN = 5

Replay = Callable[[str], str]
"""Returns the command that replays a conversation of the later run, by its id."""


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One of the two runs.

    Attributes:
        run: Its folder.
        conversations: All that it had, whether or not the other run met those people.
        interrupted: Whether it ended before all that was planned had been done.
    """

    run: str
    agent: str
    agent_digest: str
    conversations: int
    interrupted: bool = False


class RunComparison(msgspec.Struct, frozen=True, kw_only=True):
    """Two runs, compared.

    Attributes:
        seed: Of both.
        only_before: People whom only the earlier run met.
        only_after: People whom only the later run met.
        changed_cards: Cards that ask for something else than before: their people are left out.
        changed: How many people these are.
        gone_cards: Cards that the later run does not have at all.
        versions: What was made by another version: name -> (before, after).
        failing: Why people newly fail, the commonest first.
        passing: Why people who newly pass failed before.
    """

    before: Side
    after: Side
    seed: int
    comparison: Comparison
    only_before: int = 0
    only_after: int = 0
    changed_cards: tuple[str, ...] = ()
    changed: int = 0
    gone_cards: tuple[str, ...] = ()
    versions: dict[str, tuple[str, str]] = {}
    failing: tuple[CommonCause, ...] = ()
    passing: tuple[CommonCause, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """What the comparison proves: nothing good where one of the runs is not all there."""
        cut_short = self.before.interrupted or self.after.interrupted
        return "undecided" if cut_short and self.comparison.verdict != "worse" else self.comparison.verdict

    @property
    def exit_code(self) -> int:
        """What `diff` tells the shell: 1 for worse, 3 for undecided, else 0."""
        return {"worse": 1, "undecided": 3}.get(self.verdict, 0)


def headline(found: Comparison) -> str:
    """Return what changed, in one sentence."""
    return (
        f"The same {_people(found.pairs)}: {found.newly_passed:,} now get{'s' * (found.newly_passed == 1)} through, "
        f"{found.newly_failed:,} no longer {'does' if found.newly_failed == 1 else 'do'}."
    )


def verdict_sentence(diff: RunComparison) -> str:
    """Return what that proves, in one sentence."""
    found = diff.comparison
    deciding = "" if not found.known_newly_passed + found.known_newly_failed else ", without cards known to fail"
    match diff.verdict:
        case "better":
            return f"Better: more are gained than chance explains ({p_text(found.p_deciding)}{deciding})."
        case "worse":
            return f"Worse: {'; '.join(_losses(found, deciding))}."
        case "same":
            return "Same: everybody fares as before."
        case _:
            return _undecided(diff)


def _losses(found: Comparison, deciding: str) -> Iterator[str]:
    broken = [card.name for card in found.regressions if card.regression == "broken"]
    worse = [card.name for card in found.regressions if card.regression == "worse"]
    if broken:
        yield f"nobody gets through any more on {_some(broken)}"
    if found.p_worse < ALPHA:
        above_all = f", above all on {_some(worse)}" if worse else ""
        yield f"more are lost than chance explains (one-sided {p_text(found.p_worse)}{deciding}){above_all}"
    elif worse:
        yield f"more are lost than chance explains on {_some(worse)}"


def _undecided(diff: RunComparison) -> str:
    found = diff.comparison
    if diff.comparison.verdict != "undecided":
        return "Undecided: one of the runs was interrupted, and what it did not come to may be what differs."
    if not found.pairs:
        return "Undecided: nobody's two conversations can be compared."
    gained, lost = found.newly_passed - found.known_newly_passed, found.newly_failed - found.known_newly_failed
    times = times_more(gained, lost)
    more = f"; about {times} times as many people would, if they fared alike" if times > 1 else ""
    few = f"{gained + lost:,} who fare otherwise are too few, or too even, to tell"
    return f"Undecided: {few} ({p_text(found.p_deciding)}){more}."


def p_text(p: float) -> str:
    """Return a p-value as reports show it."""
    return "p < 0.0001" if p < 0.0001 else f"p = {p:.2g}"


def before_rate(found: Comparison) -> Rate:
    """Return the share of the compared people who got through before."""
    return rate(found.passed_before, found.pairs)


def after_rate(found: Comparison) -> Rate:
    """Return the share of the compared people who get through now."""
    return rate(found.passed_after, found.pairs)


def changed_cards(found: Comparison) -> list[CardChange]:
    """Return the cards on which anybody fares otherwise: regressions first, then by how many."""
    moved = [card for card in found.cards if card.newly_passed or card.newly_failed]
    return sorted(moved, key=lambda card: (not card.regression, -card.newly_failed, -card.newly_passed))


def remarks(diff: RunComparison) -> Iterator[str]:
    """Yield what a reader must know before believing the figures: who was left out, and what else differs."""
    found = diff.comparison
    if found.known_newly_passed or found.known_newly_failed:
        gained, lost = found.known_newly_passed, found.known_newly_failed
        yield f"Of these, on cards known to fail: {gained:,} gained and {lost:,} lost, which decide nothing."
    if found.misread:
        how = f"{found.misread_passed_before:,} of them had got through before"
        yield f"Left out: {_people(found.misread)} who misread a clear prompt in one of the runs ({how})."
    if found.not_judged:
        yield f"Left out: {_people(found.not_judged)} whose conversation could not be judged."
    if diff.changed_cards:
        yield f"Left out: {_people(diff.changed)} on cards that have changed: {_some(diff.changed_cards)}."
    if diff.gone_cards:
        yield f"Cards that the later run does not have: {_some(diff.gone_cards)}."
    if diff.only_before or diff.only_after:
        which = f"{diff.only_before:,} only in the earlier, {diff.only_after:,} only in the later"
        yield f"Left out: people whom one run alone met: {which}."
    for name, side in (("earlier", diff.before), ("later", diff.after)):
        if side.interrupted:
            yield f"The {name} run was interrupted: it has {side.conversations:,} conversations."
    if diff.versions:
        changes = ", ".join(f"{name} {then} and {now}" for name, (then, now) in sorted(diff.versions.items()))
        yield f"Made by different versions ({printable(changes, 300)}): the people may differ a little."


def comparison_lines(diff: RunComparison, style: Style, replay: Replay) -> Iterator[str]:
    """Yield the comparison as text: the headline first, the verdict last."""
    found = diff.comparison
    yield style.bold(printable(headline(found))) + style.dim(f"   seed {diff.seed}")
    yield ""
    for label, side, share in (("before", diff.before, before_rate(found)), ("now", diff.after, after_rate(found))):
        of = f"{printable(side.agent, 60)} {side.agent_digest[:12]}, {printable(side.run, 200)}"
        yield f"  {label:<12} {share.text}" + style.dim(f"   {of}")
    changed = rate(found.newly_passed + found.newly_failed, found.pairs)
    test = f"exact McNemar {p_text(found.p)}; worse {p_text(found.p_worse)}"
    yield f"  {'difference':<12} {found.difference.text}" + style.dim(f"   {test}")
    yield f"  {'fare otherwise':<14} {changed.text}"
    for remark in remarks(diff):
        yield from _wrapped(remark, style, indent="  ", paint=style.dim)
    yield from _card_lines(found, style)
    yield from _regression_lines(found, style, replay)
    yield from _groups("Newly fail", diff.failing, style, replay)
    yield from _groups("Newly pass; they used to fail because", diff.passing, style)
    yield ""
    paint = {"better": style.good, "worse": style.bad, "undecided": style.odd}.get(diff.verdict, str)
    yield from _wrapped(verdict_sentence(diff), style, paint=paint)


def _card_lines(found: Comparison, style: Style) -> Iterator[str]:
    moved = changed_cards(found)
    if not moved:
        return
    columns = min(34, max(len(card.name) for card in moved))
    yield ""
    yield style.dim(f"  {'card':<{columns}}  {'people':>6}  {'before':>6}  {'now':>6}  {'gained':>6}  {'lost':>6}")
    for card in moved[:CARDS_SHOWN]:
        gained, lost = f"{card.newly_passed:>6,}", f"{card.newly_failed:>6,}"
        counts = f"{card.pairs:>6,}  {card.passed_before:>6,}  {card.passed_after:>6,}"
        moves = (
            f"{style.good(gained) if card.newly_passed else gained}  {style.bad(lost) if card.newly_failed else lost}"
        )
        note = style.dim("  known to fail") if card.known else style.bad(f"  {_word(card)}") if card.regression else ""
        yield f"  {printable(card.name)[:columns]:<{columns}}  {counts}  {moves}{note}"
    if len(moved) > CARDS_SHOWN:
        yield style.dim(f"  and {len(moved) - CARDS_SHOWN} more cards")


def _word(card: CardChange) -> str:
    return "broken" if card.regression == "broken" else "regression"


def _regression_lines(found: Comparison, style: Style, replay: Replay) -> Iterator[str]:
    if found.regressions:
        yield ""
        yield style.bold("  Regressions")
    for card in found.regressions[:CARDS_SHOWN]:
        told = f"{printable(card.name)}: {card.newly_failed:,} of {_people(card.pairs)} lost; such as {card.reason}"
        yield from _wrapped(told, style, indent="    ")
        yield f"    {style.link(printable(replay(card.example)))}"


def _groups(title: str, groups: tuple[CommonCause, ...], style: Style, replay: Replay | None = None) -> Iterator[str]:
    if groups:
        yield ""
        yield style.bold(f"  {title}")
    for group in groups[:GROUPS_SHOWN]:
        known = "  (known to fail)" if group.known else ""
        first, *more = list(_wrapped(group.cause + known, style, indent=" " * 10))
        yield f"{group.count:>8,}  {first.lstrip()}"
        yield from more
        if group.reason != group.cause:
            yield from _wrapped(group.reason, style, indent=" " * 10)
        cards = f"on {_some(group.scenarios)}"
        yield from _wrapped(cards, style, indent=" " * 10, paint=style.dim)
        if replay is not None:
            yield f"{'':10}{style.link(printable(replay(group.example)))}"
    if len(groups) > GROUPS_SHOWN:
        rest = sum(group.count for group in groups[GROUPS_SHOWN:])
        others = len(groups) - GROUPS_SHOWN
        yield style.dim(f"{rest:>8,}  for {others} other reason{'s' if others > 1 else ''}: see --json")


def _wrapped(text: str, style: Style, *, indent: str = "", paint: Callable[[str], str] = str) -> Iterator[str]:
    for line in textwrap.wrap(printable(text), max(20, style.width - len(indent))) or [""]:
        yield indent + paint(line)


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count:,} people"


def _some(names: tuple[str, ...] | list[str]) -> str:
    shown = ", ".join(printable(name, 60) for name in names[:5])
    return shown if len(names) <= 5 else f"{shown} and {len(names) - 5} more"
