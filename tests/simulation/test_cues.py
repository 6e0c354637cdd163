from hypothesis import given
from hypothesis import strategies as st

from seatrial.simulation.cues import TEXT_CHARS_MAX, CueIndex, split_words


def found(patterns: dict[str, list[str]], text: str) -> list[str]:
    words = split_words(text).words
    return [cue.cue for cue in CueIndex(patterns).find(words, 0, len(words))]


def test_a_phrase_is_found_word_by_word_and_not_inside_words():
    assert found({"bye": ["good bye"]}, "Well, good bye then") == ["bye"]
    assert found({"bye": ["bye"]}, "the byelaw") == []


def test_alternatives_gaps_and_optional_words():
    patterns = {"through": ["put|pass you * through|over"], "line": ["on the? line"]}
    assert found(patterns, "I'll put you right through") == ["through"]
    assert found(patterns, "I'll pass you over") == ["through"]
    assert found(patterns, "put you a b c d through") == []
    assert found(patterns, "on line") == ["line"]
    assert found(patterns, "on the line") == ["line"]


def test_a_gap_may_be_empty_and_never_reaches_past_the_sentence():
    words = split_words("put you. through").words
    assert CueIndex({"through": ["put you * through"]}).find(words, 0, 2) == []


def test_contractions_are_spelled_out():
    assert split_words("I didn't, what's, can't, we'll, they've").words == (
        "i", "did", "not", ",", "what", "is", ",", "can", "not", ",", "we", "will", ",", "they", "have",
    )  # fmt: skip


def test_a_possessive_is_not_a_verb():
    assert split_words("the plumber's van").words == ("the", "plumber", "van")


def test_case_is_remembered_beside_the_words():
    words = split_words("Jane said BS1")
    assert words.words == ("jane", "said", "bs1")
    assert words.capital == (True, False, True)
    assert words.upper == (False, False, True)


def test_addresses_and_clock_times_stay_whole():
    assert "j.smith@gmail.com" in split_words("Is it j.smith@gmail.com?").words
    assert "16:30" in split_words("At 16:30.").words


@given(st.text(max_size=400))
def test_any_text_splits_into_as_many_looks_as_words(text):
    words = split_words(text)
    assert len(words.words) == len(words.capital) == len(words.upper)


def test_endless_text_is_cut():
    assert len(split_words("word " * 10_000).words) <= TEXT_CHARS_MAX


def test_what_is_typed_short_is_read_long_and_a_spelled_letter_stays_a_letter():
    assert split_words("can u send ur number").words == ("can", "you", "send", "your", "number")
    assert split_words("s, u, e").words == ("s", ",", "u", ",", "e")
    assert split_words("u for uniform").words == ("u", "for", "uniform")
    assert split_words("the six-digit code, double-oh seven").words[1:3] == ("six", "digit")
