"""A run and a conversation as text for a terminal: readable by a stranger, wrapped to the page, safe to print.

Returns lines; prints nothing. The command line adds the next commands.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence

from seatrial.reports.card import Card, Tick
from seatrial.reports.judged_lines import judge_name, judged_count, judgement_text
from seatrial.reports.narration import Line
from seatrial.reports.printable import printable
from seatrial.reports.score_lines import score_lines
from seatrial.reports.style import Style
from seatrial.reports.summary import BADGE_RULES, CommonCause, JudgedSentence, RunSummary, ScenarioTotals

GROUPS_SHOWN = 5
CARDS_SHOWN = 40
SENTENCES_SHOWN = 20
_BAR_CELLS = 10
_CLOCK_COLUMNS = 7
_WHO_COLUMNS = 9

OWN_DOING = "the person "
"""Begins the sentence on what a person left wrong: that is not about a prompt."""
_VERDICTS = {
    "passed": "passed",
    "failed": "failed",
    "not_judged": "not judged: its card has a check that nobody could judge",
    "simulator_fault": "not the agent's fault: the simulated person misread a clear prompt",
}


# The run -----------------------------------------------------------------------------------------------------------


def summary_lines(summary: RunSummary, style: Style) -> Iterator[str]:
    """Yield what came of a run, card by card and cause by cause; the last line says it in one sentence."""
    title = f"{printable(summary.agent)}: {_contacts(summary)}"
    yield style.bold(title) + style.dim(f"   seed {summary.seed}, digest {summary.digest[:12]}")
    if summary.interrupted:
        left = summary.planned - summary.conversations
        yield style.odd(f"Interrupted: {summary.conversations:,} of {summary.planned:,} done, {left:,} left undone.")
    yield ""
    yield from _totals(summary, style)
    yield ""
    yield from _card_table(summary.scenarios, style)
    if any(score.value is not None for score in summary.scores.values()):
        yield ""
        yield from score_lines(summary.scores, style)
    if summary.judged:
        yield ""
        yield from _judged(summary.judged, style)
    if summary.groups:
        yield ""
        yield from _causes(summary.groups, style)
    yield ""
    yield from _wrapped(one_sentence(summary), style.width)


def one_sentence(summary: RunSummary) -> str:
    """Return the run in one sentence: how many, how many were helped, what doing nothing gives, why it failed."""
    parts = [
        _contacts(summary),
        f"{_rate(summary.passed, summary)} reached their goal",
        f"doing nothing: {summary.baseline.passed:,}",
    ]
    common = summary.commonest
    if common is not None:
        parts.append(f"the most common cause was: {printable(common.cause)} ({_of_failures(common, summary)})")
    return "; ".join(parts) + "."


def _of_failures(common: CommonCause, summary: RunSummary) -> str:
    total = summary.failed if common.known else summary.failed - summary.known_failures
    unexpected = "unexpected " if summary.known_failures and not common.known else ""
    share = f"the only {unexpected}failure" if total == 1 else f"{common.count:,} of {total:,} {unexpected}failures"
    return f"{share}, all known" if common.known else share


def _rate(count: int, summary: RunSummary) -> str:
    low, high = summary.interval.low * 100, summary.interval.high * 100
    return f"{count:,} ({low:.1f}-{high:.1f} %)"


def _contacts(summary: RunSummary) -> str:
    only = summary.channels[0] if len(summary.channels) == 1 else ""
    verb = {"speech": "called", "chat": "wrote", "sms": "texted"}.get(only, "made contact")
    return f"{summary.conversations:,} {verb}"


def _totals(summary: RunSummary, style: Style) -> Iterator[str]:
    rows = [
        ("reached their goal", style.good(summary.interval.text), f"badge: {summary.badge}"),
        ("doing nothing reaches", summary.baseline.interval.text, "an agent that only says its opening"),
    ]
    if summary.failed:
        known = f"{summary.known_failures:,} of them known to fail" if summary.known_failures else ""
        rows.append(("failed", style.bad(f"{summary.failed:,}"), known))
    if summary.not_judged:
        rows.append(
            (
                "not judged",
                style.odd(f"{summary.not_judged:,}"),
                "a sentence without a judge, or a cost that nobody measured",
            )
        )
    if summary.simulator_faults:
        why = "the person misread a clear prompt, or misled the agent; not the agent's failure"
        rows.append(("simulator faults", style.odd(f"{summary.simulator_faults:,}"), why))
    if summary.unexpected_passes:
        why = "of cards that are known to fail: has somebody mended them?"
        rows.append(("unexpected passes", style.odd(f"{summary.unexpected_passes:,}"), why))
    for label, value, remark in rows:
        yield f"  {label:<22} {value}" + (style.dim(f"   {remark}") if remark else "")
    hours = summary.virtual_s / 3600
    talk = f"{hours:,.1f} h" if hours >= 1 else f"{summary.virtual_s / 60:,.0f} min"
    pace = f"{summary.turns:,} agent turns, {talk} of conversation in {summary.wall_s:.1f} s"
    yield style.dim(f"  {pace} ({summary.conversations_per_s:,.0f} a second)")


def _card_table(scenarios: Iterable[ScenarioTotals], style: Style) -> Iterator[str]:
    listed = list(scenarios)
    name_columns = min(34, max([4, *(len(card.name) for card in listed)]))
    yield style.dim(f"  {'card':<{name_columns}}  {'people':>6}  {'reached':>7}  {'':<{_BAR_CELLS}}  {'failed':>6}")
    # Of many cards those that failed are shown whatever their place; all in the suite's order.
    shown = {card.name for card in sorted(listed, key=lambda card: not card.failed)[:CARDS_SHOWN]}
    for card in listed:
        if card.name not in shown:
            continue
        share = card.passed / card.conversations if card.conversations else 0.0
        filled = int(share * _BAR_CELLS)  # full only when all passed
        bar = style.bar(filled, _BAR_CELLS)
        failed = f"{card.failed:>6,}"
        painted = style.odd(failed) if card.known_failure else style.bad(failed) if card.failed else style.dim(failed)
        remark = _card_remark(card)
        name = printable(card.name)[:name_columns]
        line = f"  {name:<{name_columns}}  {card.conversations:>6,}  {card.passed:>7,}  {bar}  {painted}"
        yield line + (style.dim("  " + remark) if remark else "")
    if len(listed) > CARDS_SHOWN:
        left = "" if any(card.failed for card in listed if card.name not in shown) else ", none of which failed"
        more = len(listed) - CARDS_SHOWN
        yield style.dim(f"  and {more} more card{'s' if more > 1 else ''}{left}")


def _card_remark(card: ScenarioTotals) -> str:
    remarks = ["known to fail"] if card.known_failure else []
    passes = "pass" if card.unexpected_passes == 1 else "passes"
    remarks += [f"{card.unexpected_passes} unexpected {passes}"] if card.unexpected_passes else []
    remarks += [f"{card.not_judged} not judged"] if card.not_judged else []
    faults = "fault" if card.simulator_faults == 1 else "faults"
    remarks += [f"{card.simulator_faults} simulator {faults}"] if card.simulator_faults else []
    remarks += [f"badge: {card.badge}"] if card.badge != BADGE_RULES else []
    return ", ".join(remarks)


def _judged(sentences: Sequence[JudgedSentence], style: Style) -> Iterator[str]:
    judges = dict.fromkeys(judge_name(one.by, one.badge) for one in sentences)
    yield style.bold(f"  Judged by {printable(', '.join(judges))}")
    # Of many sentences those that do not hold are shown whatever their place; all in the suite's order.
    worst = sorted(range(len(sentences)), key=lambda at: -sentences[at].failed)[:SENTENCES_SHOWN]
    for one in (sentences[at] for at in sorted(worst)):
        yield from _hanging("    ", printable(f"{one.scenario}: {one.sentence}"), style.width)
        yield f"      {judged_count(one)}"
        telling = one.examples[0] if one.examples else None
        if telling is not None and telling.status != "passed":
            yield from _hanging("      ", printable(f"{telling.why} ({telling.id})"), style.width)
    if len(sentences) > SENTENCES_SHOWN:
        yield style.dim(f"    and {len(sentences) - SENTENCES_SHOWN} more sentences: see the report")


def _causes(groups: Iterable[CommonCause], style: Style) -> Iterator[str]:
    listed = list(groups)
    yield style.bold("  Why they failed")
    for group in listed[:GROUPS_SHOWN]:
        known = style.dim("  known to fail") if group.known else ""
        yield from _hanging(f"{group.count:>6,}  ", printable(group.cause), style.width, after=known)
        if group.reason != group.cause:
            yield from _hanging(" " * 8, printable(group.reason), style.width)
        yield style.dim(f"{'':8}such as {printable(group.example)}")
    if len(listed) > GROUPS_SHOWN:
        rest = sum(group.count for group in listed[GROUPS_SHOWN:])
        others = len(listed) - GROUPS_SHOWN
        yield style.dim(f"{rest:>6,}  for {others} other reason{'s' if others > 1 else ''}: see the report")


# One conversation --------------------------------------------------------------------------------------------------


def card_lines(card: Card, style: Style) -> Iterator[str]:
    """Yield a conversation's card, its checklist and its words."""
    yield style.bold(printable(card.id))
    yield style.rule()
    yield from _who_lines(card, style)
    if card.ticks:
        yield ""
        for tick in card.ticks:
            yield from _tick_lines(tick, style)
    yield style.rule()
    for line in card.lines:
        yield from _spoken(line, style)
    yield style.rule()
    yield _ending(card, style)


def _who_lines(card: Card, style: Style) -> Iterator[str]:
    rows = [
        ("Who", card.who),
        ("Why", card.why),
        ("Knows", "; ".join(f"{name} {value}" for name, value in card.facts)),
        ("Cannot", ", ".join(card.cannot)),
        ("Manner", f"{card.persona}: {card.manner}" if card.manner else card.persona),
        ("Channel", ", ".join(part for part in (card.channel, _began(card.started_at)) if part)),
        ("Faults", ", ".join(card.faults).replace("_", " ")),
        ("Known", card.known_failure),
    ]
    for label, text in rows:
        if text:
            yield from _hanging(f"{label:<9}", printable(text), style.width, paint_label=style.dim)


def _began(started_at: str) -> str:
    return started_at.replace("T", " ")[:16] if started_at else ""


def _tick_lines(tick: Tick, style: Style) -> Iterator[str]:
    mark = style.mark(tick.status)
    open_for = ": ".join(["not judged", *([tick.reason] if tick.reason else [])])
    text = printable(tick.text if tick.status in {"passed", "failed"} else f"{tick.text} ({open_for})")
    first, *rest = textwrap.wrap(text, style.width - 4) or [""]
    yield f"{mark} {first}"
    for more in rest:
        yield f"  {more}"
    if tick.judgement is not None:
        for more in textwrap.wrap(printable(judgement_text(tick.judgement), 4_000), style.width - 4):
            yield style.bad(f"  {more}") if tick.status == "failed" else style.dim(f"  {more}")
    elif tick.reason and tick.status == "failed":
        for more in textwrap.wrap(printable(tick.reason), style.width - 4):
            yield style.bad(f"  {more}")


def _spoken(line: Line, style: Style) -> Iterator[str]:
    minutes, seconds = divmod(line.at_ms // 1000, 60)
    clock = f"{minutes:>3}:{seconds:02d} "
    label = {"tool": "·", "fault": "!", "end": "·"}.get(line.who, line.who)
    indent = f"{clock}{label:<{_WHO_COLUMNS}}"
    text = printable(line.heard)
    if line.cut:
        text = f"{text} — (cut short)" if text else "(cut short before a word was heard)"
    paint = {"agent": str, "person": style.bold, "operator": style.bold, "fault": style.odd}.get(line.who, style.dim)
    if text or not line.meant:
        wrapped = textwrap.wrap(text, style.width - len(indent)) or [""]
        yield style.dim(clock) + f"{label:<{_WHO_COLUMNS}}" + paint(wrapped[0])
        for more in wrapped[1:]:
            yield " " * len(indent) + paint(more)
    else:
        yield style.dim(clock) + f"{label:<{_WHO_COLUMNS}}" + style.dim("(not heard)")
    asides = [f"meant: {line.meant}"] if line.meant else []
    asides += [f"understood: {'; '.join(line.understood)}"] if line.understood else []
    for aside in asides:
        for more in textwrap.wrap(printable(aside), style.width - len(indent)):
            yield " " * len(indent) + style.dim(more)


def _ending(card: Card, style: Style) -> str:
    paint = {"passed": style.good, "failed": style.bad}.get(card.verdict, style.odd)
    verdict = _VERDICTS.get(card.verdict, "")
    lasted = f"{card.turns} agent turns, {card.seconds:.0f} s" + (f", digest {card.digest[:12]}" if card.digest else "")
    if card.blame.startswith(OWN_DOING):
        return paint(f"not the agent's fault: {printable(card.blame)}") + style.dim("   " + lasted)
    blame = f" ({printable(card.blame)})" if card.blame else ""
    return (paint(verdict) + blame + style.dim("   " + lasted)) if verdict else style.dim(lasted)


# Setting text ------------------------------------------------------------------------------------------------------


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width) or [""]


def _hanging(
    label: str, text: str, width: int, *, paint_label: Callable[[str], str] = str, after: str = ""
) -> Iterator[str]:
    lines = textwrap.wrap(text, max(20, width - len(label))) or [""]
    for number, line in enumerate(lines):
        begin = paint_label(label) if number == 0 else " " * len(label)
        yield begin + line + (after if number == len(lines) - 1 else "")
