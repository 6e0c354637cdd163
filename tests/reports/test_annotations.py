import re

from card_samples import RETRY, card, failed, hostile_report, report
from hypothesis import given
from hypothesis import strategies as st

from seatrial.reports.annotations import annotation_lines
from seatrial.reports.card_results import RunReport

COMMAND = re.compile(r"::(error|warning|notice) ((?:\w+=[^:,]*)(?:,\w+=[^:,]*)*)::(.*)")


def _lines(found: RunReport) -> list[str]:
    return list(annotation_lines(found, RETRY))


def _read(line: str) -> tuple[str, dict[str, str], str]:
    """Read a command as GitHub does."""
    match = COMMAND.fullmatch(line)
    assert match, line
    properties = dict(part.split("=", 1) for part in match[2].split(","))
    return match[1], {name: _plain(value) for name, value in properties.items()}, _plain(match[3])


def _plain(text: str) -> str:
    for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


def test_a_card_that_failed_is_an_error_on_its_line():
    (line,) = _lines(report(failed(), card("cold_house")))
    level, properties, message = _read(line)
    assert level == "error"
    assert properties == {"file": "ag/scenarios/calls.yaml", "line": "7", "title": "seatrial: leaking_sink"}
    assert message.startswith("3 of 40 people did not get through: expected the outcome visit booked")
    assert message.endswith("Replay: seatrial replay leaking_sink/terse/speech/7")


def test_a_card_without_a_place_is_told_without_one():
    (line,) = _lines(report(failed(file="", line=0)))
    assert set(_read(line)[1]) == {"title"}


def test_what_nobody_judged_is_a_warning_and_a_mended_failure_a_notice():
    found = report(
        card("a", passed=0, not_judged=40), card("b", known_failure="not built yet"), failed("c", known_failure="x")
    )
    told = [_read(line) for line in _lines(found)]
    assert [level for level, _, _ in told] == ["warning", "notice", "notice"]
    assert told[1][2] == "40 of 40 people got through, although it is known to fail: not built yet"


def test_a_card_known_to_fail_that_does_is_not_worth_a_line():
    assert _lines(report(failed(passed=0, known_failure="not built yet"))) == []


def test_more_than_are_shown_are_counted_in_the_last():
    told = [_read(line) for line in _lines(report(*(failed(f"card_{number}") for number in range(25))))]
    assert len(told) == 10
    assert told[-1][2] == "16 more cards failed: see the report"
    assert len(_lines(report(*(failed(f"card_{number}") for number in range(10))))) == 10


def test_a_run_that_was_cut_short_says_so():
    (line,) = _lines(report(card(), planned=2_000))
    assert _read(line)[0] == "warning"


def test_hostile_words_neither_end_a_line_nor_begin_a_command():
    lines = _lines(hostile_report())
    assert len(lines) == 5
    for line in lines:
        assert _read(line)
        assert len(line.splitlines()) == 1
        assert "\x1b" not in line


@given(st.text(min_size=1, max_size=100))
def test_any_name_reads_back_as_it_was_shown(text: str):
    (line,) = _lines(report(failed(text, file=text, causes=failed().causes)))
    _, properties, _ = _read(line)
    assert properties["title"].startswith("seatrial: ")
    assert set(properties) == {"file", "line", "title"}
