"""Every trait of a person changes something in rehearsals of an example; what it does not concern it leaves alone."""

from collections import Counter

import msgspec
import pytest

from seatrial.agents.folder import load_agent
from seatrial.app.preparation import prepare
from seatrial.core.events import HandoffAccepted
from seatrial.core.scenario import Pin
from seatrial.core.trace import UserActed
from seatrial.simulation.cards import Card, read_cards
from seatrial.simulation.pairwise import pairwise_people
from seatrial.simulation.personas import personas
from seatrial.simulation.pinned import NEUTRAL, trait_names
from seatrial.simulation.quirks import PROVOCATIONS
from seatrial.simulation.run import Runner, Stage
from seatrial.simulation.suite import make_suite

SEEDS = 12
WITH = {"politeness": {"temper": 1.0, "anger": 0.8}}
"""What has to be there besides for a trait to show."""
CHAT = frozenset({"typing_cpm"})
VALUES = {"patience": 1.0, "verbosity": 1.0, "politeness": 0.0, "speech_rate_wpm": 200.0, "typing_cpm": 90.0}


@pytest.fixture(scope="module")
def stage() -> Stage:
    loaded = load_agent("plumber")
    return Stage(name="plumber", loaded=loaded, prepared=prepare(loaded))


@pytest.fixture(scope="module")
def cards(stage: Stage) -> tuple[Card, ...]:
    return read_cards(stage.loaded.scenarios, agent=stage.loaded.agent)


def digests(stage: Stage, cards: tuple[Card, ...], traits: dict[str, float], channel: str) -> list[str]:
    """Return the digests of some calls of a person who is neutral but for these traits, heard without mistakes."""
    chosen = [card for card in cards if card.scenario.want is not None][:4]
    people = [
        Card(
            msgspec.structs.replace(
                card.scenario,
                pinned=Pin(scenario=card.scenario.name, persona="somebody", channel=channel, seed=1, traits=traits),
            ),
            "",
            0,
        )
        for card in chosen
    ]
    suite = make_suite(people, count=SEEDS)
    runner = Runner(stage, suite)
    return [runner.run(suite.item(number)).ran.header.digest for number in range(SEEDS)]


@pytest.mark.parametrize(
    "trait", sorted(set(trait_names()) - {"noise", "patience", "hang_up", "false_compliance", "temper"})
)
def test_a_trait_changes_something(trait, stage, cards):
    channel = "chat" if trait in CHAT else "speech"
    besides = WITH.get(trait, {})
    value = VALUES.get(trait, 1.0)
    assert value != getattr(NEUTRAL, trait)
    assert digests(stage, cards, {**besides, trait: value}, channel) != digests(stage, cards, besides, channel)


@pytest.mark.parametrize(
    ("trait", "value", "besides"),
    [
        ("noise", 1.0, {}),
        ("patience", 1.0, {"noise": 1.0}),
        ("hang_up", 1.0, {"noise": 1.0, "patience": 1.0}),
        ("false_compliance", 1.0, {"noise": 0.8}),
        ("temper", 1.0, {"noise": 1.0}),
    ],
)
def test_a_trait_changes_something_on_a_bad_line(trait, value, besides, stage, cards, monkeypatch):
    def rehearsed(traits: dict[str, float]) -> list[str]:
        somebody = msgspec.structs.replace(NEUTRAL, name="plain", **traits)
        monkeypatch.setattr("seatrial.simulation.run.persona_named", lambda name: somebody)
        suite = make_suite(cards, count=60, only_personas=("plain",))
        runner = Runner(stage, suite)
        return [runner.run(suite.item(number)).ran.header.digest for number in range(60)]

    assert rehearsed({**besides, trait: value}) != rehearsed(besides)


def test_everybody_is_rehearsed_and_few_failures_are_their_own_doing(stage, cards):
    verdicts: Counter[str] = Counter()
    acts: Counter[str] = Counter()
    feelings: Counter[str] = Counter()
    suite = make_suite(cards, count=240, only_personas=(*personas(), *pairwise_people()))
    runner = Runner(stage, suite)
    for number in range(len(suite)):
        simulated = runner.run(suite.item(number))
        verdicts[simulated.result.verdict] += 1
        for row in simulated.ran.rows:
            if isinstance(row.body, UserActed):
                acts[row.body.act] += 1
                feelings[row.body.feeling] += 1
    assert verdicts["simulator_fault"] <= 0.03 * 240
    assert verdicts["passed"] >= 0.6 * 240
    assert {"digress", "ask_unavailable", "provoke", "trail_off", "misinform", "false_yes", "what_do_you_mean"} <= set(
        acts
    )
    assert {"annoyed", "angry", "better"} <= set(feelings)


@pytest.mark.parametrize("trait", PROVOCATIONS)
def test_whoever_provokes_still_pursues_the_goal(trait, stage, cards):
    name = next(name for name, person in personas().items() if getattr(person, trait))
    suite = make_suite(cards, count=12, only_personas=(name,))
    runner = Runner(stage, suite)
    acts: Counter[str] = Counter()
    put_through = 0
    for number in range(12):
        rows = runner.run(suite.item(number)).ran.rows
        done = [row.body.act for row in rows if isinstance(row.body, UserActed)]
        acts.update(done)
        # Whom the agent puts through to a person at the first provocation has nobody left to tell the goal.
        put_through += done[-1] == "provoke" and any(isinstance(row.body, HandoffAccepted) for row in rows)
    assert acts["provoke"] >= 6
    assert acts["open"] + put_through >= 12
    assert acts["open"] >= 6
    assert acts["inform"] >= 6
