import re

import pytest
from card_samples import HOSTILE
from hypothesis import given
from hypothesis import strategies as st

from seatrial.reports.markdown import bounded, code_block, escaped, table

ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def _shown(markdown: str) -> str:
    """Return what a reader sees of escaped text."""
    return ESCAPE.sub(r"\1", markdown)


@given(st.text(max_size=100))
def test_escaped_text_reads_as_it_was(text: str):
    assert _shown(escaped(text)) == _shown(escaped(_shown(escaped(text))))


@pytest.mark.parametrize("text", ["visit_booked at 10:00 (78.7-83.5 %)", "a\\b", "1. x", "- x", "=== x", "+44 117"])
def test_what_is_shown_is_what_was_said(text: str):
    assert _shown(escaped(text)) == text


@pytest.mark.parametrize(
    "text", ["<b>", "![i](u)", "[a](u)", "`x`", "**x**", "__x__", "~~x~~", "a|b", "@team", "#1", "&amp;", "$x$", "<!--"]
)
def test_nothing_that_means_something_is_left(text: str):
    assert not re.search(r"(?<!\\)[<\[\]`*_~|@#&$]", escaped(text))


@pytest.mark.parametrize(
    "text", ["https://evil.test", "see www.evil.test", "WWW.evil.test", ":smile:", "ann@evil.test"]
)
def test_nothing_links_or_draws_by_itself(text: str):
    assert not re.search(r"(?i)\w://|www\.|(?<!\\):\w|\w@", escaped(text))


@pytest.mark.parametrize("text", ["- x", "1. x", "1) x", "+ x", "=====", "---", "  - x"])
def test_nothing_begins_a_list_or_a_heading(text: str):
    assert re.match(r"\s*\d*\\", escaped(text))


def test_what_is_hostile_stays_on_one_line():
    assert len(escaped(HOSTILE).splitlines()) == 1
    assert "\x1b" not in escaped(HOSTILE)


@given(st.text(max_size=100))
def test_a_block_of_code_is_closed_by_its_own_fence_only(text: str):
    opening, line, closing = code_block(text)
    assert opening == closing + "text"
    assert closing not in line
    assert len(line.splitlines()) <= 1


def test_a_table_has_as_many_cells_in_each_row_whatever_they_hold():
    lines = table(("card", "people"), [(escaped("a|b"), "1")])
    assert lines == ["| card | people |", "| --- | ---: |", "| a\\|b | 1 |"]


def test_a_page_is_cut_between_lines_and_says_so():
    page = bounded(("é" * 50 for _ in range(100)), bytes_max=1_000)
    assert len(page.encode()) <= 1_000
    assert page.splitlines()[0] == "é" * 50
    assert page.splitlines()[-1].startswith("Cut here")


def test_a_page_that_fits_is_whole():
    assert bounded(["a", "b"]) == "a\nb\n"
