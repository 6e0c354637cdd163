import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from seatrial.text.tokens import TEXT_CHARS_MAX, TOKENS_MAX, fold, join_surface, normalise, tokenize, words


def test_typed_and_said_forms_give_the_same_words() -> None:
    assert words(tokenize("12, High-Street!")) == words(tokenize("12 high street"))


def test_punctuation_is_remembered_before_the_token_it_precedes() -> None:
    assert [token.before for token in tokenize("no, 5pm (ish)")] == ["", ", ", "", " ("]


def test_a_figure_keeps_its_inner_separators() -> None:
    assert words(tokenize("3/4/2026 at 16:30 for 1,200.50.")) == ["3/4/2026", "at", "16:30", "for", "1,200.50"]


def test_letters_glued_to_figures_are_tokens_of_their_own() -> None:
    tokens = tokenize("sw1a 4pm")
    assert words(tokens) == ["sw", "1", "a", "4", "pm"]
    assert [token.glued for token in tokens] == [False, True, True, False, True]


def test_both_spellings_of_the_meridiem_are_one_word() -> None:
    assert words(tokenize("4 p.m. or 5 A.M")) == ["4", "pm", "or", "5", "am"]


def test_typographic_characters_become_plain_ones() -> None:
    assert words(tokenize("it\u2019s \uff10\uff17 \u00bd \u0661\u0662")) == ["it's", "07", "1/2", "12"]


def test_invisible_characters_do_not_split_words() -> None:
    assert words(tokenize("pass\u200bword\u00ad")) == ["password"]


def test_accents_are_folded_for_matching_and_kept_on_the_surface() -> None:
    (token,) = tokenize("Perd\u00f3n")
    assert (token.text, token.surface) == ("perdon", "Perd\u00f3n")


def test_a_surface_is_joined_as_it_stood() -> None:
    assert join_surface(tokenize("Mary-Jane O'Neil, esq.")[:3]) == "Mary-Jane O'Neil"
    assert join_surface([]) == ""


def test_endless_text_is_cut() -> None:
    assert len(normalise("a" * 10_000)) == TEXT_CHARS_MAX
    assert len(tokenize("a " * 10_000)) == TOKENS_MAX
    assert len(normalise("\ufdfa" * 10_000)) <= TEXT_CHARS_MAX  # one character that normalises to eighteen


@given(st.text())
def test_tokens_are_in_order_and_lie_in_the_normalised_text(text: str) -> None:
    normal = normalise(text)
    end = 0
    for token in tokenize(text):
        assert normal[token.start : token.start + len(token.surface)] == token.surface
        assert normal[end : token.start] == token.before
        assert token.text
        end = token.start + len(token.surface)


@given(st.text())
def test_every_decimal_digit_is_ascii_after_normalisation(text: str) -> None:
    assert all(char.isascii() for char in normalise(text) if char.isdecimal())


@given(st.text())
def test_folded_text_has_no_case_and_no_accents_on_latin_letters(text: str) -> None:
    folded = fold(text)
    assert folded == folded.lower() or not folded.isascii()
    assert not any(
        unicodedata.combining(char) for char in unicodedata.normalize("NFD", fold("\u00e9\u00f1" + text))[:2]
    )
