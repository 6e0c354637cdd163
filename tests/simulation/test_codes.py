import pytest

from seatrial.simulation.codes import code_runs, emails
from seatrial.simulation.cues import split_words
from seatrial.simulation.lexicon import lexicon_for

LEXICON = lexicon_for("en")


def runs(text: str) -> list[str]:
    return [run.text for run in code_runs(split_words(text), LEXICON)]


@pytest.mark.parametrize(
    "text",
    [
        "BS1 4DJ",
        "bs14dj",
        "B S 1, 4 D J",
        "B for bravo, S for sierra, one, four, D for delta, J for juliet",
        "B as in bravo, S as in sierra, 1, 4, D as in delta, J as in juliet",
        "bravo sierra one, four delta juliet",
        "b for ball, s for sun, one four, d for dog, j for jam",
    ],
)
def test_a_post_code_sounds_the_same_however_it_is_spelled(text):
    assert runs(text) == ["bs14dj"]


@pytest.mark.parametrize(
    "text",
    [
        "07700 900123",
        "oh double seven double oh, nine double oh, one two three",
        "zero seven seven zero zero, nine zero zero, one two three",
        "0-7-7-0-0-9-0-0-1-2-3",
        "oh seven seven double zero nine double zero one two three",
    ],
)
def test_a_phone_number_sounds_the_same_however_it_is_said(text):
    assert runs(text) == ["07700900123"]


def test_tens_and_units_are_one_number():
    assert runs("the code is twenty one") == ["21"]


def test_a_word_of_the_spelling_alphabet_is_a_letter_only_among_others():
    assert runs("we stay at the hotel in november") == []
    assert runs("hotel november one") == ["hn1"]


def test_a_code_is_found_only_from_word_edge_to_word_edge():
    (run,) = code_runs(split_words("9 BS1 4DJ"), LEXICON)
    assert run.contains("bs14dj")
    assert not run.contains("s14dj")


@pytest.mark.parametrize(
    "text",
    [
        "Your e-mail is j.smith@gmail.com, right?",
        "I have j dot smith at gmail dot com.",
        "J, dot, S, M, I, T, H, at gmail dot com",
        "J dot Smith, at, Gmail dot com",
        "J as in juliet, dot, S, M, I, T, H at gmail dot com",
        "j for john dot s for sierra m i t h at gmail dot com",
    ],
)
def test_an_email_address_sounds_the_same_however_it_is_read(text):
    assert [address for address, _ in emails(split_words(text), LEXICON)] == ["j.smith@gmail.com"]


def test_the_letter_o_is_a_letter_in_an_address():
    found = emails(split_words("b, e, n, dot, f, o, s, t, e, r at example dot net"), LEXICON)
    assert [address for address, _ in found] == ["ben.foster@example.net"]


def test_no_address_without_a_domain():
    assert emails(split_words("we meet at noon at the square"), LEXICON) == []


def test_a_code_may_hold_dashes():
    assert runs("customer number C-4471") == ["c4471"]
