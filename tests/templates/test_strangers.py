"""Whoever speaks another language than an example is noticed within two turns, told so in it, and given a person."""

from functools import lru_cache
from pathlib import Path

import pytest

from seatrial.agents.folder import templates_folder
from seatrial.agents.mistakes import MistakesError
from seatrial.core.scenario import Scenario
from seatrial.simulation.cards import parse_cards, read_cards
from seatrial.testing.talk import Talk, talk_to

CARDS = Path(__file__).parent / "strangers.yaml"
EXAMPLES = ("plumber", "bank", "clinica", "blank")
LANGUAGES = {"french": "je ne parle qu", "german": "ich spreche nur", "polish": "mówię tylko"}


@lru_cache(maxsize=1)
def cards() -> dict[str, Scenario]:
    return {card.scenario.name: card.scenario for card in read_cards([CARDS])}


def heard(agent: str, name: str) -> tuple[Talk, list[str]]:
    """Have a stranger say its lines until somebody takes over; return what it was told."""
    talk = talk_to(templates_folder() / agent)
    told: list[str] = []
    for line in cards()[name].script or ():
        if talk.handoffs or talk.end is not None:
            break
        told.append(talk.say(line.say))
    return talk, told


@pytest.mark.parametrize("agent", EXAMPLES)
@pytest.mark.parametrize("name", [name for name in cards() if name != "french_refuses"])
def test_a_stranger_is_noticed_within_two_turns_and_put_through(agent: str, name: str) -> None:
    talk, told = heard(agent, name)
    own = next(words for language, words in LANGUAGES.items() if language in name)
    own = "only speak english" if agent == "bank" else own  # its author's own wording goes before ours
    assert any(own in text.lower() for text in told[:2]), told
    assert [handoff.reason for handoff in talk.handoffs] in (["language"], ["asked_for_person"])
    assert len(told) <= 2


def test_no_in_ones_own_language_is_a_no_to_the_person_offered() -> None:
    talk, told = heard("blank", "french_refuses")
    assert "voulez-vous parler à une personne" in told[0].lower()
    assert "personne" not in told[1]
    assert not talk.handoffs or len(told) > 2


def test_an_agent_without_a_rule_for_languages_offers_a_person_and_understands_the_yes() -> None:
    talk, told = heard("blank", "speaks_german")
    assert "soll ich sie mit einem menschen verbinden" in told[0].lower()
    assert [handoff.reason for handoff in talk.handoffs] == ["asked_for_person"]


def test_two_words_of_another_language_in_two_turns_are_enough() -> None:
    talk = talk_to(templates_folder() / "plumber")
    assert "mówię" not in talk.say("halo")
    assert "mówię tylko po angielsku" in talk.say("nie rozumiem")
    assert [handoff.reason for handoff in talk.handoffs] == ["language"]


def test_a_card_with_a_strange_locale_needs_no_lines_of_its_own() -> None:
    script = cards()["speaks_polish"].script
    assert script is not None
    assert script[-1].leave
    assert cards()["speaks_polish"].locale == ""


def test_a_language_nobody_has_a_word_of_is_refused() -> None:
    with pytest.raises(MistakesError, match="no people yet who speak 'tlh'"):
        parse_cards(b"{scenario: klingon, locale: tlh, at: '2026-08-19T10:00:00+01:00'}", file="x.yaml")
