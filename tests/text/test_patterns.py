import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.text.patterns import PATTERN_CHARS_MAX, PatternError, compile_pattern, match_longest


def match(pattern: str, text: str) -> str | None:
    found = match_longest(compile_pattern(pattern), [(char,) for char in text], 64)
    return found[1] if found is not None and found[0] == len(text) else None


@pytest.mark.parametrize(
    ("pattern", "said", "written"),
    [
        (r"[A-Z]{2}-\d{4}", "ab1234", "AB-1234"),
        (r"[A-Z]{2}\d{4}", "AB-1234", "AB1234"),
        (r"^ORD-\d+$", "ord-77", "ORD-77"),
        (r"[a-z]{2}\d", "AB1", "ab1"),
        (r"\d{3}-?\d{4}", "123-4567", "123-4567"),
        (r"\d{3}-?\d{4}", "1234567", "1234567"),
        (r"A[0-9]{2}", "aO1", "A01"),
        (r"O\d{3}", "0103", "O103"),
        (r"(?:AB|CD)\d", "cd5", "CD5"),
        (r"(?P<kind>X|Y)\d{1,3}", "y123", "Y123"),
        (r"\w{3}", "a1b", "A1B"),
        (r"A\.B", "ab", "A.B"),
        (r"A.B", "a/b", "A/B"),
    ],
)
def test_case_separators_and_o_for_nought_are_forgiven(pattern: str, said: str, written: str) -> None:
    assert match(pattern, said) == written


@pytest.mark.parametrize(
    ("pattern", "text"), [(r"\d{4}", "123"), (r"\d{4}", "12345"), (r"[A-Z]{2}", "A1"), (r"AB|CD", "AD"), (r"A+", "B")]
)
def test_what_does_not_fit_is_no_match(pattern: str, text: str) -> None:
    assert match(pattern, text) is None


@pytest.mark.parametrize(
    "pattern",
    [
        "(", "[A-Z", "a{2", "a{3,2}", "a{999}", "(?=a)b", r"(a)\1", "*a", "a**", "[^a]", "a)", "\\", r"\q", "[z-a]",
        "(" * 30 + ")" * 30, "a" * (PATTERN_CHARS_MAX + 1), "(((a{60}){60}){60})",
    ],
)  # fmt: skip
def test_what_the_engine_has_not_is_refused_with_a_reason(pattern: str) -> None:
    with pytest.raises(PatternError, match=r"\w"):
        compile_pattern(pattern)


@pytest.mark.parametrize("pattern", [r"(a+)+b", r"(a|a)*b", r"(a*)*b", r"(\w+\d*)+-"])
def test_no_pattern_backtracks(pattern: str) -> None:
    assert match(pattern, "a" * 64) is None  # `re` would not live to see the end of this


PATTERNS = [
    r"[A-Z]{3}-\d{5}", r"\d{8}", r"[A-Z]\d{2}[A-Z]?", r"(AB|CD)\d{1,4}", r"X\d+Y*", r"[0-9A-F]{6}",
    r"\d{3}-\d{7}-\d{7}", r"INV[1-9]\d*", r"([A-Z]\d){2,4}", r"[A-NP-Z]{2}[1-9]{3}",
]  # fmt: skip


@given(st.data())
def test_whatever_fits_a_pattern_matches_as_it_is(data: st.DataObject) -> None:
    pattern = data.draw(st.sampled_from(PATTERNS))
    text = data.draw(st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True).filter(lambda t: len(t) <= 40))
    assert match(pattern, text) == text


@given(st.sampled_from(PATTERNS), st.text("ABCDEF0123456789XYINVO-", max_size=20))
def test_whatever_matches_is_written_as_the_pattern_wants(pattern: str, text: str) -> None:
    written = match(pattern, text)
    if written is not None:
        assert re.fullmatch(pattern, written)
    if re.fullmatch(pattern, text):
        assert written is not None


@given(st.text(max_size=60))
def test_any_pattern_compiles_or_is_refused(pattern: str) -> None:
    try:
        compiled = compile_pattern(pattern)
    except PatternError:
        return
    match_longest(compiled, [("A1",), ("-",), ("b",)], 64)
