import pytest

from seatrial.simulation.amounts import own_sum, pence_of, sums_in
from seatrial.simulation.cues import split_words
from seatrial.simulation.lexicon import lexicon_for


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("£150", [15_000]),
        ("£1,250.50, is it?", [125_050]),
        ("350 pounds", [35_000]),
        ("forty-five pounds", [4_500]),
        ("three hundred and fifty pounds", [35_000]),
        ("two thousand four hundred pounds", [240_000]),
        ("I have 45 minutes", []),
    ],
)
def test_sums_are_understood_in_figures_and_in_words(text, pence):
    assert sums_in(split_words(text).words, lexicon_for("en-GB")) == pence


def test_a_value_without_figures_is_no_sum():
    assert (pence_of("£2,400"), pence_of("45.5"), pence_of("a lot")) == (240_000, 4_550, None)


@pytest.mark.parametrize("text", ["The visit costs £115", "You can pay up to £500", "You have £312 in your account"])
def test_prices_limits_and_balances_are_not_the_person_s_own_sum(text):
    assert not own_sum(split_words(text).words)
