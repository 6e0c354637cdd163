"""A pin has a conversation again, to the row; what it does not list is neutral, clear, and works."""

import msgspec
import pytest

from seatrial.agents.folder import load_agent
from seatrial.app.preparation import prepare
from seatrial.core.events import UserSaid
from seatrial.core.scenario import Misheard, Pin, Strike
from seatrial.core.trace import FaultStruck, UserActed
from seatrial.runtime.faults import FaultPlan
from seatrial.simulation.card_text import card_yaml
from seatrial.simulation.cards import Card, parse_cards, read_cards
from seatrial.simulation.mishearing import mishearing_model
from seatrial.simulation.personas import personas
from seatrial.simulation.pinned import (
    NEUTRAL,
    NotedHearing,
    PinnedHearing,
    acts_before,
    pinned_persona,
    trait_names,
    traits_of,
)
from seatrial.simulation.run import Runner, Stage
from seatrial.simulation.suite import make_suite

CONVERSATIONS = 60


@pytest.fixture(scope="module")
def stage() -> Stage:
    loaded = load_agent("plumber")
    return Stage(name="plumber", loaded=loaded, prepared=prepare(loaded), faults=FaultPlan.parse("all"))


@pytest.fixture(scope="module")
def cards(stage):
    return read_cards(stage.loaded.scenarios, agent=stage.loaded.agent)


def test_a_pinned_conversation_is_the_same_row_for_row_and_so_is_its_card_read_back(stage, cards):
    suite = make_suite(cards, count=CONVERSATIONS, only_channels=("speech", "chat"))
    runner = Runner(stage, suite)
    struck = 0
    for number in range(CONVERSATIONS):
        item = suite.item(number)
        digest = runner.run(item).ran.header.digest
        simulated, pin = runner.noted(item)
        assert simulated.ran.header.digest == digest  # noting changes nothing
        pinned = msgspec.structs.replace(cards[item.card].scenario, name="pinned", pinned=pin, faults=())
        text = card_yaml(pinned)
        read = parse_cards(text.encode(), file="pinned", agent=stage.loaded.agent)[0]
        assert read.scenario == pinned
        alone = make_suite([read])
        again = Runner(stage, alone).run(alone.item(0)).ran
        assert again.header.digest == digest, item.id
        struck += len(pin.strikes)
    assert struck > CONVERSATIONS  # there was something to pin


def test_a_card_without_anything_pinned_meets_a_clear_line_and_tools_that_work(stage, cards):
    pin = Pin(scenario="leaking_sink", persona="impatient", channel="speech", seed=3)
    scenario = msgspec.structs.replace(cards[0].scenario, name="clear", pinned=pin)
    suite = make_suite([Card(scenario, "", 0)])
    simulated, noted = Runner(stage, suite).noted(suite.item(0))
    rows = simulated.ran.rows
    assert noted == pin
    assert not [row for row in rows if isinstance(row.body, FaultStruck)]
    assert all(row.body.confidence == 1000 for row in rows if isinstance(row.body, UserSaid))
    said = [row.body.text for row in rows if isinstance(row.body, UserSaid)]
    meant = [row.body.text for row in rows if isinstance(row.body, UserActed) and row.body.text]
    assert " ".join(said) == " ".join(meant)


def test_further_rounds_of_a_pinned_card_are_other_people_of_the_same_kind(stage, cards):
    pin = Pin(scenario="leaking_sink", persona="terse", channel="chat", seed=40)
    scenario = msgspec.structs.replace(cards[0].scenario, name="pinned", pinned=pin)
    suite = make_suite([Card(scenario, "", 0)], count=3, seed=9)
    assert [suite.item(number).id for number in range(3)] == [f"pinned/terse/chat/{seed}" for seed in (40, 41, 42)]
    assert {suite.item(number).namespace for number in range(1)} == {"leaking_sink/terse/chat/40"}
    assert suite.find("pinned/terse/chat/41") == suite.item(1)
    original = make_suite(cards).find("leaking_sink/terse/chat/40")
    assert suite.item(0).person_seed == original.person_seed


def test_a_pinned_card_is_played_only_as_it_is_pinned(cards):
    pin = Pin(scenario="leaking_sink", persona="gone_since", channel="chat", seed=1)
    pinned = Card(msgspec.structs.replace(cards[0].scenario, name="pinned", pinned=pin), "", 0)
    assert make_suite([pinned]).cells == ((0, "gone_since", "chat"),)
    assert make_suite([pinned]).find("pinned/gone_since/chat/1").drawn_as == "leaking_sink"
    both = make_suite([cards[0], pinned], only_channels=["speech"])
    assert {index for index, _, _ in both.cells} == {0}
    assert {index for index, _, _ in make_suite([cards[0], pinned], only_personas=["terse"]).cells} == {0}


@pytest.mark.parametrize("name", list(personas()))
def test_the_traits_of_a_persona_make_the_persona(name):
    persona = personas()[name]
    pin = Pin(scenario="x", persona=name, channel="speech", seed=1, traits=traits_of(persona))
    assert pinned_persona(pin) == msgspec.structs.replace(persona, about="", accent="")
    assert set(pin.traits) <= set(trait_names())


def test_nobody_in_particular_has_no_traits():
    assert traits_of(NEUTRAL) == {}
    assert traits_of(pinned_persona(Pin(scenario="x", persona="terse", channel="chat", seed=1))) == {}


def test_an_ear_mishears_only_what_is_listed():
    ear = PinnedHearing([Misheard(act="inform", about="when/0", attempt=1, heard="at ten", confidence=400)])
    said = ["half", "ten"]
    clear = ear.hear(said, 1.0, 1, "inform", "when/0", 0)
    assert (clear.text, clear.confidence, clear.exact) == ("half ten", 1000, True)
    wrong = ear.hear(said, 0.0, 1, "inform", "when/0", 1)
    assert (wrong.text, wrong.confidence, wrong.exact) == ("at ten", 400, False)


def test_an_ear_that_takes_note_hears_the_same_again():
    model = mishearing_model("en-GB")
    noted = NotedHearing(model)
    said = "my postcode is b s one four d j".split()
    first = [noted.hear(said, 0.9, 5, "inform", f"postcode/{number}", 0) for number in range(30)]
    again = PinnedHearing(noted.misheard)
    second = [again.hear(said, 0.0, 1, "inform", f"postcode/{number}", 0) for number in range(30)]
    assert [one.text for one in first] == [one.text for one in second]
    assert [one.confidence for one in first] == [one.confidence for one in second]
    assert any(one.text != " ".join(said) for one in first)


def test_tools_take_no_longer_than_they_must_unless_delays_are_pinned(stage, cards):
    pin = Pin(scenario="leaking_sink", persona="plain", channel="speech", seed=3)

    def lasts(**changes):
        scenario = msgspec.structs.replace(
            cards[0].scenario, name="pinned", pinned=msgspec.structs.replace(pin, **changes)
        )
        suite = make_suite([Card(scenario, "", 0)])
        return Runner(stage, suite).run(suite.item(0)).result.virtual_ms

    assert lasts() < lasts(delays=True)
    assert lasts(strikes=(Strike(kind="slow", target="is_free"),)) > lasts()


@pytest.mark.parametrize("channel", ["speech", "chat"])
@pytest.mark.parametrize("acts", [1, 3])
def test_a_person_who_has_done_enough_hangs_up_instead_of_doing_more(stage, cards, channel, acts):
    def acted(**changes):
        pin = Pin(scenario="leaking_sink", persona="plain", channel=channel, seed=2, **changes)
        scenario = msgspec.structs.replace(cards[0].scenario, name="pinned", pinned=pin)
        suite = make_suite([Card(scenario, "", 0)])
        rows = Runner(stage, suite).run(suite.item(0)).ran.rows
        return [(number, row.body) for number, row in enumerate(rows) if isinstance(row.body, UserActed)]

    whole, cut = acted(), acted(acts=acts)
    assert [act for _, act in cut[:-1]] == [act for _, act in whole[:acts]]
    assert (cut[-1][1].act, cut[-1][1].about) == ("hang_up", "curtailed")
    assert acts_before(cut, cut[-1][0]) == acts
