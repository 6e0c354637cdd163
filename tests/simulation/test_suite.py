from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.core.errors import RunError, SpecError
from seatrial.core.scenario import Scenario, ScriptLine
from seatrial.simulation.cards import Card
from seatrial.simulation.pairwise import pairwise_people
from seatrial.simulation.personas import adversarial_personas, default_personas, personas
from seatrial.simulation.suite import make_suite

AT = "2026-08-19T09:12:00+01:00"


def cards(count: int = 3, **fields: object) -> list[Card]:
    return [Card(Scenario(name=f"s{index}", at=AT, **fields), "cards.yaml", index) for index in range(count)]


def items(suite):
    return [suite.item(index) for index in range(len(suite))]


def test_one_round_has_every_card_with_every_default_persona_once():
    suite = make_suite(cards())
    assert len(suite) == 3 * len(default_personas())
    assert len({item.id for item in items(suite)}) == len(suite)
    assert {item.persona for item in items(suite)} == set(default_personas())


def test_sets_of_people_stand_for_all_whom_they_hold():
    def people(*names: str) -> list[str]:
        return [item.persona for item in items(make_suite(cards(1), only_personas=names))]

    assert people("all") == list(personas())
    assert people("adversarial", "plain", "plain") == [*adversarial_personas(), "plain"]
    assert people("pairwise") == list(pairwise_people())
    assert people("default") == list(default_personas())


def test_nobody_who_is_after_something_else_calls_unless_asked_to():
    assert not set(adversarial_personas()) & {item.persona for item in items(make_suite(cards(2)))}
    assert not set(adversarial_personas()) & set(default_personas())


def test_a_card_that_is_about_its_people_is_played_by_nobody_else():
    suite = make_suite(cards(1, personas=("terse", "forgetful")), only_personas=["all"])
    assert [item.persona for item in items(suite)] == ["terse", "forgetful"]
    with pytest.raises(RunError, match="no scenario is left"):
        make_suite(cards(1, personas=("terse",)), only_personas=["pairwise"])


def test_what_the_plainest_person_plays_others_play_when_they_are_asked_for():
    everyday = {"personas": ("plain", "terse")}
    assert [item.persona for item in items(make_suite(cards(1, **everyday)))] == ["plain", "terse"]
    called = {item.persona for item in items(make_suite(cards(1, **everyday), only_personas=["all"]))}
    assert called == set(personas()) - set(default_personas()) | {"plain", "terse"}
    assert len(make_suite(cards(1, **everyday), only_personas=["pairwise"])) == len(pairwise_people())
    with pytest.raises(RunError, match="no scenario is left"):
        make_suite(cards(1, script=(ScriptLine(say="x"),), **everyday), only_personas=["pairwise"])


def test_people_drawn_pairwise_are_found_by_their_ids():
    suite = make_suite(cards())
    assert suite.find("s1/pairwise-07/speech/3").persona == "pairwise-07"
    with pytest.raises(SpecError, match="no persona") as caught:
        suite.find("s1/pairwise-99/speech/3")
    assert "from pairwise-01 to" in caught.value.hint


def test_ids_are_unique_over_many_rounds():
    suite = make_suite(cards(), count=500)
    assert len({item.id for item in items(suite)}) == 500


def test_a_part_of_a_round_is_spread_evenly():
    for count in (6, 12, 100):
        chosen = items(make_suite(cards(6), count=count))
        by_card = Counter(item.scenario for item in chosen)
        by_person = Counter(item.persona for item in chosen)
        assert max(by_card.values()) - min(by_card.values()) <= 1
        assert len(by_person) == min(count, len(default_personas()))
        assert max(by_person.values()) <= 2 * min(by_person.values())


def test_the_order_is_fixed_and_an_item_needs_no_list():
    suite = make_suite(cards(), count=1_000, seed=7)
    assert suite.item(999) == items(make_suite(cards(), count=1_000, seed=7))[999]
    assert suite.item(0).seed == 7


def test_a_card_decides_its_personas_and_channels():
    suite = make_suite(cards(1, personas=("terse",), channels=("chat", "speech")))
    assert [(item.persona, item.channel) for item in items(suite)] == [("terse", "chat"), ("terse", "speech")]


def test_filters_narrow_what_cards_allow():
    suite = make_suite(cards(2), only_scenarios=["s1"], only_personas=["plain", "terse"], only_channels=["chat"])
    assert {item.id for item in items(suite)} == {"s1/plain/chat/1", "s1/terse/chat/1"}
    with pytest.raises(RunError, match="no scenario is left"):
        make_suite(cards(1, personas=("terse",)), only_personas=["plain"])


@pytest.mark.parametrize(
    ("filters", "guess"),
    [
        ({"only_scenarios": ["s9"]}, "s"),
        ({"only_personas": ["plane"]}, "plain"),
        ({"only_channels": ["speach"]}, "speech"),
        ({"seed": -1}, ""),
        ({"count": -1}, ""),
    ],
)
def test_unknown_names_are_refused_with_a_guess(filters, guess):
    with pytest.raises(RunError) as caught:
        make_suite(cards(), **filters)
    assert guess in caught.value.hint


def test_a_conversation_is_found_by_its_id_even_beyond_the_run():
    suite = make_suite(cards())
    assert suite.find("s1/terse/chat/8814").seed == 8814


@pytest.mark.parametrize(
    "name", ["s1/terse/chat", "s9/terse/chat/1", "s1/plane/chat/1", "s1/terse/fax/1", "s1/terse/chat/x", "../../etc/1"]
)
def test_what_is_no_conversation_of_the_suite_is_refused(name):
    with pytest.raises(Exception, match=r"no scenario|no persona|no channel|not the id"):
        make_suite(cards()).find(name)


def test_people_on_other_cards_and_of_other_ways_are_other_people():
    suite = make_suite(cards())
    seeds = {item.person_seed for item in items(suite)}
    assert len(seeds) == len(suite)
    chat, speech = suite.find("s1/terse/chat/3"), suite.find("s1/terse/speech/3")
    assert chat.person_seed == speech.person_seed


@given(count=st.integers(1, 200), seed=st.integers(0, 2**40), of=st.integers(1, 7), data=st.data())
def test_an_item_is_found_again_by_its_id(count, seed, of, data):
    suite = make_suite(cards(of), count=count, seed=seed)
    item = suite.item(data.draw(st.integers(0, count - 1)))
    assert suite.find(item.id) == item


@given(of=st.integers(1, 9), count=st.integers(1, 300))
def test_any_first_part_of_a_run_has_each_card_equally_often(of, count):
    by_card = Counter(item.scenario for item in items(make_suite(cards(of), count=count)))
    assert len(by_card) == min(of, count)
    assert max(by_card.values()) - min(by_card.values()) <= 1
