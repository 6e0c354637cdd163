"""Claims about figures: short, and never a certainty that nobody has."""

from hypothesis import given
from hypothesis import strategies as st

from seatrial.dissent.figures import probability


def test_a_probability_is_two_figures():
    assert [probability(p) for p in (0.05, 0.5, 0.994)] == ["0.05", "0.50", "0.99"]


@given(st.floats(0, 1))
def test_a_probability_is_never_written_as_a_certainty(p: float):
    assert probability(p) not in {"0.00", "1.00"}
    assert ("<" in probability(p)) <= (p < 0.01)
    assert (">" in probability(p)) <= (p > 0.99)
