import unicodedata

import msgspec
import pytest
from audit_samples import EVIL, FINDINGS, audit_result, decision, fine_server, mail_server, silent_server, tool_verdict
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from seatrial.dissent.records import UNCALIBRATED, Minority
from seatrial.mcp_audit.records import Listing, Skipped
from seatrial.mcp_audit.verdicts import LockState
from seatrial.reports.audit_text import (
    calibration,
    counted,
    dispensable,
    lock_words,
    minority,
    name,
    not_looked_at,
    one_sentence,
    percent,
    place,
    strongest,
    visible,
    wrapped,
)

HIDES = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a\x1b[2Jb", "a<U+001B>[2Jb"),
        ("a\u202eb", "a<U+202E>b"),
        ("a\u200b\u200b\u200bb", "a<U+200B and 2 more that do not show>b"),
        ("a\n\n b\tc", "a b c"),
        ("\U000e0041\U000e0042", "<U+E0041 and 1 more that do not show>"),
        ("a\u3164b\u2800", "a<U+3164>b<U+2800>"),
        ("\u2764\ufe0f", "\u2764\ufe0f"),
        ("x\ufe0f", "x<U+FE0F>"),
        ("naïve größe 時間", "naïve größe 時間"),
        ("e" + "\u0301" * 5, "e" + "\u0301" * 3 + "<U+0301 and 1 more that do not show>"),
    ],
)
def test_what_does_not_show_is_written_out_and_what_shows_stays(written: str, shown: str):
    assert visible(written) == shown


@given(st.text(st.characters(codec=None), max_size=200), st.integers(1, 80))
def test_shown_text_is_one_line_of_bounded_length_without_a_character_that_hides(text: str, most: int):
    shown = visible(text, most)
    assert len(shown) <= most
    assert not [char for char in shown if unicodedata.category(char) in HIDES]


@given(st.text(st.sampled_from("ab 時\u0301"), max_size=200), st.integers(2, 40))
def test_wrapped_lines_keep_all_words_and_fit_the_columns(text: str, width: int):
    lines = wrapped(visible(text), width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_name_is_never_empty():
    assert name(" \n") == "(no name)"
    assert len(name("x" * 500)) == 80


def test_a_share_is_never_told_as_a_certainty():
    assert [percent(p) for p in (0.0, 0.5, 1.0)] == ["< 1 %", "50 %", "> 99 %"]


def test_verdicts_are_counted_from_the_worst():
    assert counted(["allow", "block", "allow", "unknown"]) == "1 block, 1 unknown, 2 allow"


def test_the_most_severe_comes_first():
    assert strongest(reversed(FINDINGS)) == list(FINDINGS)


def test_an_audit_in_one_sentence():
    assert one_sentence(audit_result()) == (
        "4 servers: 1 block, 1 unknown, 1 review, 1 allow; 3 tools: 1 block, 2 allow; "
        "1 changed since locked, 1 not in the lock, 1 not compared with the lock."
    )
    unlocked = fine_server(lock=LockState(status="unlocked"))
    assert one_sentence(audit_result(unlocked)).endswith("; 1 not in the lock.")
    assert one_sentence(audit_result(fine_server(), checked=False)) == "1 server: 1 allow; 1 tool: 1 allow."
    assert one_sentence(audit_result(fine_server())).endswith("; nothing changed since locked.")


def test_without_a_calibration_the_reader_is_told():
    assert "uncalibrated" in calibration(audit_result(calibration=UNCALIBRATED))
    assert calibration(audit_result()) == "p is how likely harm is, calibrated by cisco_evals-1."
    whole = tool_verdict("", "allow", 0.1, decision=decision("allow", 0.1, calibration=UNCALIBRATED))
    assert "of servers as a whole it is uncalibrated" in calibration(audit_result(fine_server(whole=whole)))


def test_what_was_not_looked_at_is_told_once_each():
    told = not_looked_at(mail_server(listing=Listing(server="mail", incomplete=("Its prompts are missing.",))))
    assert told == ["pip-audit: its service cannot be reached", "Its prompts are missing."]
    assert not_looked_at(silent_server())[-1] == "Its network cannot be watched here."


def test_nobody_in_the_minority_says_nothing():
    assert minority(None) == minority(decision(minority=Minority())) == ""
    assert minority(decision()) == "The believer stays at 0.35."
    assert EVIL not in minority(decision(minority=Minority(panellists=("x",), says=EVIL)))


def test_who_is_only_the_furthest_of_those_who_agree_is_no_minority():
    assert minority(decision(minority=Minority(panellists=("x",), says="x sees it the same way.", alike=True))) == ""


def test_that_a_server_was_not_listed_is_not_said_again_where_it_is_told_why():
    told = silent_server(unknown=("It was not listed: it never answered.", "Its source is not here."))
    assert not_looked_at(told)[0] == "Its source is not here."
    assert not_looked_at(msgspec.structs.replace(told, failure=""))[0] == "It was not listed: it never answered."


def test_a_verdict_that_only_scanners_hold_up_names_them_once():
    pip = Skipped(scanner="pip-audit", server="fine", why="it could not look up a==1")
    held_up = fine_server(verdict="unknown", skipped=(pip,), unknown=("pip-audit: it could not look up a==1.",))
    assert dispensable(audit_result(held_up, held_up)) == ("pip-audit",)
    more = msgspec.structs.replace(held_up, unknown=("It was not watched fully.",))
    assert dispensable(audit_result(more)) == ()
    assert dispensable(audit_result(msgspec.structs.replace(held_up, verdict="block"))) == ()
    assert dispensable(audit_result(msgspec.structs.replace(held_up, failure="timeout"))) == ()


def test_the_lock_in_words():
    assert lock_words(mail_server().lock) == "not what was locked"
    assert lock_words(silent_server().lock) == "not in the lock"


@pytest.mark.parametrize(
    ("locator", "found"),
    [
        ("src/server.py:12", ("src/server.py", 12)),
        ("description", ("", 0)),
        ("schema/properties/a:1", ("", 0)),
        ("a.py:0", ("", 0)),
        ("a.py:12345678", ("", 0)),
    ],
)
def test_a_locator_names_a_line_or_a_place_in_a_listing(locator: str, found: tuple[str, int]):
    assert place(locator) == found
