from hypothesis import given
from hypothesis import strategies as st
from slot_reading import read


def test_free_text_is_kept_without_hesitation_sounds() -> None:
    assert read("text", "  um the  kitchen,   er, tap is -- leaking ") == "the kitchen, tap is -- leaking"


def test_no_words_are_no_text() -> None:
    assert read("text", "um er") is None
    assert read("text", " ?! ") is None
    assert read("text", "") is None


def test_text_is_never_volunteered() -> None:
    assert read("text", "the kitchen tap", asked=False) is None


@given(st.text())
def test_free_text_is_trimmed_and_holds_a_word(text: str) -> None:
    value = read("text", text)
    if value is not None:
        assert isinstance(value, str)
        assert value == value.strip()
        assert any(char.isalnum() for char in value)
