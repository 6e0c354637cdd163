"""Claims about panel.yaml: what may be left out, and that mistakes are all said at once with their lines."""

import pytest

from seatrial.agents.mistakes import MistakesError
from seatrial.dissent.panel_source import read_settings
from seatrial.dissent.settings import Outcomes, Settings


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_nothing_in_it_is_the_defaults(text: str):
    assert read_settings(text.encode(), file="panel.yaml") == Settings()


def test_every_field_is_taken():
    text = """
outcomes: {yes: pay, no: refuse, unsure: ask, unknown: wait}
yes_from: 0.8
no_to: 0.2
band: [0.1, 0.9]
rounds: 1
requests_max: 30
characters_max: 5000
self_consistency: 3
"""
    assert read_settings(text.encode(), file="panel.yaml") == Settings(
        outcomes=Outcomes(yes="pay", no="refuse", unsure="ask", unknown="wait"),
        yes_from=0.8,
        no_to=0.2,
        band=(0.1, 0.9),
        rounds=1,
        requests_max=30,
        characters_max=5000,
        self_consistency=3,
    )


def test_all_mistakes_are_said_at_once_with_their_lines():
    text = "yes_from: 1.4\nround: 1\nrounds: 3\n"
    with pytest.raises(MistakesError) as raised:
        read_settings(text.encode(), file="panel.yaml")
    assert [mistake.line for mistake in raised.value.mistakes] == [1, 2, 3]
    assert "rounds" in raised.value.mistakes[1].hint


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("yes_from: 0.2\nno_to: 0.6", "no_to (0.6) is above yes_from (0.2)"),
        ("band: [0.9, 0.1]", "lower end is above its upper"),
        ("outcomes: {yes: a, no: a}", "two outcomes have one name"),
        ("yes_from: often", "expected a number"),
        ("rounds: true", "expected a number"),
        ("- a list", "expected fields"),
        ("yes_from: [", ""),
    ],
)
def test_what_cannot_be_is_refused(text: str, said: str):
    with pytest.raises(MistakesError) as raised:
        read_settings(text.encode(), file="panel.yaml")
    assert said in str(raised.value)
    assert "panel.yaml" in str(raised.value)
