"""A run as JUnit XML, the form in which CI systems read test results: one test case per card.

A card is a test; its people are what the test consists of. A card on which anybody fails, failed. One that is known to
fail, or that nobody judged or played, was skipped, with the reason: it never passed. A run that was cut short has an
error besides. Called by `seatrial report`; the same run gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from seatrial.reports.card_results import CardResults, Retry, RunReport
from seatrial.reports.judged_lines import judge_name, judged_count, judged_lines
from seatrial.reports.printable import printable
from seatrial.reports.summary import CommonCause, RunSummary
from seatrial.reports.terminal import one_sentence

CUT_SHORT = "the whole run"
EXAMPLES_MAX = 5


def junit_xml(report: RunReport, retry: Retry) -> str:
    """Return the document.

    Args:
        report: The run.
        retry: How to see a conversation again.
    """
    summary = report.summary
    suite = ET.Element("testsuite", name=_text(summary.agent, 200))
    _properties(suite, _of_run(summary))
    rows = sum(card.rows for card in report.cards)
    for card in report.cards:
        # Cards take turns in a run, so nobody timed one alone: its share of the rows is its share of the work.
        _case(suite, card, summary, seconds=summary.wall_s * card.rows / rows if rows else 0.0, retry=retry)
    if summary.interrupted:
        case = ET.SubElement(suite, "testcase", classname=_text(summary.agent, 200), name=CUT_SHORT, time="0.000")
        told = f"interrupted: {summary.conversations:,} of {summary.planned:,} conversations were had"
        ET.SubElement(case, "error", message=told, type="interrupted")
    _count(suite, summary.wall_s)
    ET.SubElement(suite, "system-out").text = _text(one_sentence(summary))
    suites = ET.Element("testsuites", {**suite.attrib, "name": "seatrial"})
    suites.append(suite)
    ET.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n"


def _case(suite: ET.Element, card: CardResults, summary: RunSummary, *, seconds: float, retry: Retry) -> None:
    place = {"file": _text(card.file), "line": str(card.line)} if card.file else {}
    names = {"classname": _text(summary.agent, 200), "name": _text(card.name, 200), "time": f"{seconds:.3f}"}
    case = ET.SubElement(suite, "testcase", {**names, **place})
    _properties(case, _of_card(card))
    sentence = _text(card.sentence)
    match card.status:
        case "failed":
            kind = card.causes[0].check if card.causes else ""
            failure = ET.SubElement(case, "failure", message=sentence, type=_text(kind or "failed", 200))
            failure.text = "\n".join([*_failure_lines(card.causes, retry), *_judged_lines(card)])
        case "passed":
            ET.SubElement(case, "system-out").text = "\n".join([sentence, *_judged_lines(card)])
        case _:
            ET.SubElement(case, "skipped", message=sentence)
            lines = [*_failure_lines(card.causes, retry), *_judged_lines(card)]
            if lines:
                ET.SubElement(case, "system-out").text = "\n".join(lines)


def _failure_lines(causes: Sequence[CommonCause], retry: Retry) -> Iterable[str]:
    """Yield why people failed, each reason with the command that replays an example, and one that needs no run."""
    for cause in causes:
        yield f"{cause.count:,} x {_text(cause.cause)}"
        if cause.reason != cause.cause:
            yield f"  {_text(cause.reason)}"
        yield f"  such as {_text(', '.join(cause.examples[:EXAMPLES_MAX] or (cause.example,)))}"
        yield f"  replay:    {_text(retry.replay(cause.example))}"
        yield f"  elsewhere: {_text(retry.again(cause.example))}"


def _judged_lines(card: CardResults) -> Iterable[str]:
    return (_text(line) for line in judged_lines(card.judged))


def _of_run(summary: RunSummary) -> Iterable[tuple[str, str]]:
    yield from (("run", summary.run), ("seed", str(summary.seed)), ("digest", summary.digest))
    yield from (("agent_digest", summary.agent_digest), ("faults", ",".join(summary.faults) or "none"))
    yield from (("conversations", str(summary.conversations)), ("passed", summary.interval.text))
    yield from (("baseline_passed", summary.baseline.interval.text), ("badge", summary.badge))
    yield from ((f"version_{name}", version) for name, version in sorted(summary.versions.items()))


def _of_card(card: CardResults) -> Iterable[tuple[str, str]]:
    if card.conversations:
        first, last = card.seeds
        yield "seeds", str(first) if first == last else f"{first}-{last}"
        yield from (("personas", ",".join(card.personas)), ("channels", ",".join(card.channels)))
    yield from (("conversations", str(card.conversations)), ("passed", str(card.passed)), ("failed", str(card.failed)))
    yield from (("not_judged", str(card.not_judged)), ("simulator_faults", str(card.simulator_faults)))
    yield from (("failed_id", name) for name in card.failed_ids)
    for one in card.judged:
        yield "judged", f"{one.sentence} {judged_count(one)}; by {judge_name(one.by, one.badge)}"


def _properties(parent: ET.Element, pairs: Iterable[tuple[str, str]]) -> None:
    properties = ET.SubElement(parent, "properties")
    for name, value in pairs:
        ET.SubElement(properties, "property", name=_text(name, 100), value=_text(value))


def _count(suite: ET.Element, seconds: float) -> None:
    cases = suite.findall("testcase")
    suite.set("tests", str(len(cases)))
    for name, kind in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(name, str(sum(case.find(kind) is not None for case in cases)))
    suite.set("time", f"{seconds:.3f}")


def _text(text: str, chars_max: int = 2_000) -> str:
    """Return text that XML can hold at all: it has no way to write most control characters."""
    return printable(text, chars_max)
