"""Claims about people who text."""

from itertools import pairwise

import msgspec
import pytest
from callers import BOOKING, PLAIN, LineAgent, acts, agenda, talk

from seatrial.agents.folder import load_agent
from seatrial.app.preparation import prepare
from seatrial.core.effects import Note
from seatrial.core.events import UserPressed, UserSaid
from seatrial.simulation.caller import Caller
from seatrial.simulation.cards import read_cards
from seatrial.simulation.moves import Move
from seatrial.simulation.run import Runner, Stage
from seatrial.simulation.sms import MESSAGES_MAX, SmsChannel, texting
from seatrial.simulation.suite import Suite, make_suite

WAYS = texting("en-GB")
NEED = "Hello, my kitchen sink is leaking and there is water under it. Can you send somebody tomorrow please?"


def channel(seed: int = 1, **traits: object) -> SmsChannel:
    return SmsChannel(msgspec.structs.replace(PLAIN, **traits), WAYS, seed)


def sent(text: str, seed: int, act: str = "open") -> list[str]:
    rendered = channel(seed).render(Move(act, text=text))
    return [due.body.text for due in rendered.dues if isinstance(due.body, UserSaid)]


def test_one_thought_often_takes_two_or_three_messages_and_never_more():
    counts = [len(sent(NEED, seed)) for seed in range(300)]
    assert set(counts) == {1, 2, 3}
    assert max(counts) == MESSAGES_MAX
    assert 90 < sum(count > 1 for count in counts) < 180


def test_nothing_is_lost_between_messages():
    for seed in range(100):
        rendered = channel(seed).render(Move("inform", text=NEED))
        joined = " ".join(due.body.text for due in rendered.dues if isinstance(due.body, UserSaid))
        assert joined.lower() == NEED.lower()
        assert rendered.text == NEED


def test_messages_come_one_after_another_and_the_person_is_busy_until_the_last():
    for seed in range(100):
        rendered = channel(seed).render(Move("open", text=NEED))
        times = [due.after_ms for due in rendered.dues]
        assert times == sorted(set(times))
        assert rendered.lasts_ms == times[-1]


def test_people_shorten_words_and_slip():
    texts = " ".join(" ".join(sent(NEED, seed)) for seed in range(200)).lower()
    assert "tmrw" in texts
    assert "pls" in texts
    words = set(texts.replace(",", " ").replace(".", " ").replace("?", " ").split())
    plain = set(NEED.lower().replace(",", " ").replace(".", " ").replace("?", " ").split())
    assert len(words - plain - set(WAYS.short.values())) > 20


@pytest.mark.parametrize("value", ["BS1 4DJ", "07700 900123", "j.smith@gmail.com", "Jane Smith", "14 Queen Square"])
def test_what_counts_is_typed_with_care(value: str):
    for seed in range(100):
        assert " ".join(sent(f"it's {value}", seed, act="inform")).lower().endswith(value.lower())


def test_answers_take_minutes_but_not_for_ever():
    delays = sorted(channel(seed).reaction_ms(Move("inform", text="ok"), "") for seed in range(500))
    assert 40_000 < delays[250] < 75_000
    assert delays[475] > 100_000
    assert delays[-1] <= WAYS.answer_ms_max + 60_000


def test_the_same_act_is_texted_alike():
    assert [sent(NEED, seed) for seed in range(20)] == [sent(NEED, seed) for seed in range(20)]


def test_keys_are_still_keys_and_nobody_talks_over_a_text():
    assert channel().render(Move("key_in", keys="12#")).dues[0].body == UserPressed(keys="12#")
    assert not channel().listens


def test_a_booking_is_texted_through():
    person = Caller(agenda(keys=False), channel(), PLAIN, 1)
    ran = talk(LineAgent(BOOKING, patience_ms=30_000, silence_ms=3_600_000), person, channel="sms")
    assert person.met == "booked"
    assert ran.end.outcome == "left"  # after the goodbye
    assert [act.act for act in acts(ran)].count("inform") == 5


def runner_of(agent: str, channel: str) -> tuple[Runner, Suite]:
    loaded = load_agent(agent)
    cards = read_cards(loaded.scenarios, agent=loaded.agent)
    suite = make_suite(cards, count=60, only_channels=(channel,))
    return Runner(Stage(name=agent, loaded=loaded, prepared=prepare(loaded)), suite), suite


def test_an_agent_answers_whole_thoughts():
    runner, suite = runner_of("plumber", "sms")
    split = 0
    for number in range(60):
        rows = runner.run(suite.item(number)).ran.rows
        texted = [row for row in rows if isinstance(row.body, UserSaid)]
        for first, second in pairwise(texted):
            if second.at_ms - first.at_ms < 15_000:  # within its patience
                split += 1
                between = [row.body for row in rows if first.at_ms <= row.at_ms < second.at_ms]
                assert not any(isinstance(body, Note) and body.kind == "command" for body in between)
    assert split > 5


@pytest.mark.parametrize("agent", ["plumber", "bank"])
def test_people_who_text_misread_no_more_than_those_who_chat(agent: str):
    faults = {}
    for channel in ("chat", "sms"):
        runner, suite = runner_of(agent, channel)
        results = [runner.run(suite.item(number)).result for number in range(60)]
        faults[channel] = sum(result.verdict == "simulator_fault" for result in results)
    assert faults["sms"] <= 0.03 * 60, faults
