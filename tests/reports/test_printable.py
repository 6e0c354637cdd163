import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from seatrial.reports.printable import printable


def test_escape_codes_reach_no_terminal():
    assert (
        printable("\x1b[2Jhello\x1b]0;owned\x07")
        == "\N{REPLACEMENT CHARACTER}[2Jhello\N{REPLACEMENT CHARACTER}]0;owned\N{REPLACEMENT CHARACTER}"
    )


def test_line_breaks_become_spaces():
    assert printable("a\r\nb\tc\u2028d") == "a  b c d"


def test_direction_marks_cannot_turn_a_line_around():
    assert "\u202e" not in printable("abc\u202edef")


def test_long_text_is_cut_and_says_so():
    assert printable("x" * 50, 10) == "xxxxxxx..."


def test_other_scripts_stay_as_they_are():
    assert printable("¿Cuánto cuesta? 你好") == "¿Cuánto cuesta? 你好"


@given(st.text(max_size=200))
def test_nothing_that_controls_a_terminal_survives(text: str):
    shown = printable(text)
    assert not any(unicodedata.category(char) in {"Cc", "Cs"} for char in shown)
    assert len(shown) == len(text)
