"""What the engine owes people when things go wrong: no person to be had, words too early, questions kept back."""

from __future__ import annotations

from pathlib import Path

import pytest
from authoring import write
from test_understanding import SHOP

from seatrial.core.effects import Note
from seatrial.testing.talk import Talk, talk_to


@pytest.fixture
def shop(tmp_path: Path) -> Talk:
    return talk_to(write(tmp_path, {"agent.yaml": SHOP}))


def test_asking_for_a_person_where_there_is_none_ends_nothing(shop: Talk) -> None:
    shop.say("I want to order a box")
    answer = shop.say("can I talk to a person")
    assert "can't put you through" in answer
    assert "Which size" in answer
    assert shop.end is None


def test_a_handoff_where_there_is_nobody_ends_the_flow_and_not_the_conversation(shop: Talk) -> None:
    answer = shop.say("I want a refund")
    assert "can't put you through" in answer
    assert shop.end is None
    shop.say("I want to order a box")
    assert [frame.flow.name for frame in shop.session.conversation.dialogue.stack] == ["buy"]


def test_an_answer_on_the_way_does_not_turn_an_abandoned_order_into_help(shop: Talk) -> None:
    shop.say("what paper do you use")
    shop.say("I want to order a box")
    shop.leave()
    assert shop.end is not None
    assert (shop.end.outcome, shop.end.success) == ("abandoned", False)


def test_an_answer_alone_is_help(shop: Talk) -> None:
    shop.say("what paper do you use")
    shop.leave()
    assert shop.end is not None
    assert (shop.end.outcome, shop.end.success) == ("answered_paper", True)


def test_a_yes_said_before_the_question_was_heard_confirms_nothing() -> None:
    talk = talk_to("plumber", slow_tools=("find_visit",))
    for line in ("I want to cancel my appointment", "07700 900417", "BS6 5QA", "yes"):
        talk.say(line)
    assert talk.finish_calls().count("Shall I cancel it?") == 1
    assert [tool for tool, _, _ in talk.calls] == ["find_visit"]


def test_values_said_while_a_tool_was_slow_are_taken_and_only_the_open_question_is_asked() -> None:
    talk = talk_to("plumber", slow_tools=("in_area",))
    for line in ("my sink is leaking", "BS1 4DJ", "07700 900123", "sam@example.com"):
        talk.say(line)
    answer = talk.finish_calls()
    assert talk.value("phone") == "+447700900123"
    assert answer.count("?") == 1


def test_no_more_is_noted_as_queued_than_is_kept() -> None:
    talk = talk_to("plumber", slow_tools=("in_area",))
    talk.say("my sink is leaking")
    talk.say("BS1 4DJ")
    for _ in range(7):
        talk.say("well then")
    assert (len(talk.notes("queued")), len(talk.notes("dropped"))) == (5, 2)


def test_forbidden_words_in_a_persons_own_address_do_not_silence_the_summary() -> None:
    talk = talk_to("plumber")
    for line in ("my sink is leaking", "BS1 4DJ", "14 Guarantee Street", "Sam Carter", "07700 900123", "no thanks"):
        talk.say(line)
    talk.say("tomorrow at 10")
    assert "14 Guarantee Street" in talk.say("no, nothing")


def test_a_summary_kept_back_by_a_guardrail_cannot_be_said_yes_to(tmp_path: Path) -> None:
    silenced = SHOP.replace("speech: {", "speech: {never_say: [gratis], ")
    silenced = silenced.replace('      - confirm: "', '      - set: {price: \'"gratis"\'}\n      - confirm: "{price}, ')
    talk = talk_to(write(tmp_path, {"agent.yaml": silenced}))
    for line in ("I want to order a box", "small", "three", "no", "friday", "yes"):
        talk.say(line)
    assert "ordered" not in talk.session.conversation.dialogue.outcomes


def test_the_bound_of_a_day_is_told_as_a_day(shop: Talk) -> None:
    for line in ("I want to order a box", "small", "three", "no"):
        shop.say(line)
    answer = shop.say("24 december")
    assert "Wednesday 2 September" in answer
    assert "9:12" not in answer


def test_every_step_entered_is_in_the_trace(shop: Talk) -> None:
    for line in ("I want to order a box", "small", "what?", "three"):
        shop.say(line)
    steps = [effect.about for effect in shop.effects if isinstance(effect, Note) and effect.kind == "step"]
    assert len(steps) == len(set(steps)) == 3
