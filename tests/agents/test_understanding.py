"""What people mean by changing their mind, hedging and asking back, as the plumber's caller and a shop's customer."""

from __future__ import annotations

from pathlib import Path

import pytest
from authoring import write

from seatrial.testing.talk import Talk, talk_to

SHOP = """\
agent: shop
goal: Take an order.
success: [ordered, answered_paper]
locale: en-GB
speech: {opening: "Hello, I'm an automated assistant. How can I help?"}
slots:
  size: {type: choice, of: {small: [little], medium: [middle], large: [big]}, ask: "Which size?"}
  count: {type: number, ask: "How many?"}
  gift: {type: yes_no, ask: "Is it a gift?"}
  day: {type: date, ask: "Which day?", between: [now, now + 14d]}
flows:
  buy:
    title: your order
    like: ["I want to order a box", "can I buy some boxes", "place an order please", "I'd like two boxes"]
    steps:
      - collect: [size, count, gift, day]
      - confirm: "{count} {size} for {day}, gift {gift}: all right?"
      - say: "Done."
      - end: ordered
  back:
    title: your refund
    like: ["I want a refund", "give me my money back", "return an order", "refund my order"]
    steps:
      - handoff: refund
answers:
  paper: {title: our paper, like: ["what paper do you use", "what does the paper look like"], say: "It is red paper."}
"""


@pytest.fixture
def shop(tmp_path: Path) -> Talk:
    talk = talk_to(write(tmp_path, {"agent.yaml": SHOP}))
    talk.say("I want to order a box")
    return talk


@pytest.fixture
def summary() -> Talk:
    """Return a plumber's caller who has just heard the summary: tomorrow at 10."""
    talk = talk_to("plumber")
    for line in ("my sink is leaking", "BS1 4DJ", "14 Queen Square", "Sam Carter", "07700 900123", "no thanks"):
        talk.say(line)
    talk.say("tomorrow at 10")
    assert "shall I book it" in talk.say("no, nothing")
    return talk


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("actually make that friday", "2026-08-21T10:00"),
        ("make it eleven instead", "2026-08-20T11:00"),
        ("yes but make it 11 o'clock", "2026-08-20T11:00"),
        ("no, half past two", "2026-08-20T14:30"),
    ],
)
def test_changing_the_day_or_the_hour_keeps_the_other_half(summary: Talk, words: str, when: str) -> None:
    asked = summary.say(words)
    assert summary.value("when") == when
    assert "shall I book it" in asked
    assert "book_visit" not in [tool for tool, _, _ in summary.calls]


@pytest.mark.parametrize(
    ("words", "put_through"), [("no let's carry on", False), ("let's carry on", False), ("no", False), ("yes", True)]
)
def test_whoever_wants_to_carry_on_is_not_put_through(tmp_path: Path, words: str, put_through: bool) -> None:
    talk = talk_to(write(tmp_path, {"agent.yaml": SHOP.replace("answers:", "escalation: {to: clerk}\nanswers:")}))
    talk.say("the weather was grim")
    assert "speak to a person" in talk.say("it rains cats")
    talk.say(words)
    assert bool(talk.handoffs) is put_through


@pytest.mark.parametrize("words", ["yes but I'm not home before noon", "yes but the time is wrong"])
def test_a_yes_with_a_but_books_nothing(summary: Talk, words: str) -> None:
    summary.say(words)
    assert "book_visit" not in [tool for tool, _, _ in summary.calls]


def test_a_question_that_comes_with_the_yes_is_answered(summary: Talk) -> None:
    answer = summary.say("yes, and how much is it?")
    assert "60 pounds" in answer
    assert "reference is HP" in answer


def test_questions_at_the_summary_never_use_up_its_tries(summary: Talk) -> None:
    for _ in range(6):
        assert "shall I book it" in summary.say("how much is it?")
    assert summary.handoffs == []


def test_a_slot_named_as_wrong_is_asked_for_again_whatever_was_asked() -> None:
    talk = talk_to("plumber")
    for line in ("my sink is leaking", "BS1 4DJ"):
        talk.say(line)
    assert "postcode" in talk.say("wait, wrong postcode")
    talk.say("BS6 5QA")
    assert talk.value("postcode") == "BS6 5QA"


def test_a_name_given_again_with_a_no_replaces_the_first() -> None:
    talk = talk_to("plumber")
    for line in ("my sink is leaking", "BS1 4DJ", "14 Queen Square", "Sam Carter"):
        talk.say(line)
    assert "phone" in talk.say("no, Sam Barter")
    assert talk.value("name") == "Sam Barter"


def test_no_the_second_one_changes_the_choice_made_before(shop: Talk) -> None:
    shop.say("small")
    assert "How many" in shop.say("no, the second one")
    assert shop.value("size") == "medium"
    assert shop.value("count") is None


def test_no_five_is_a_new_number_and_not_a_no(shop: Talk) -> None:
    shop.say("small")
    shop.say("three")
    assert "gift" in shop.say("no, five")
    assert shop.value("count") == "5"
    assert shop.value("gift") is None


def test_a_plain_no_still_answers_the_question(shop: Talk) -> None:
    shop.say("small")
    shop.say("three")
    shop.say("no")
    assert shop.value("gift") is False
    assert shop.value("count") == "3"


def test_a_yes_or_no_denied_at_the_summary_is_asked_again(shop: Talk) -> None:
    for line in ("small", "three", "no", "friday"):
        shop.say(line)
    assert shop.say("no wait, it is a gift") == "Is it a gift?"


def test_why_do_you_need_it_is_no_mishearing() -> None:
    talk = talk_to("plumber")
    talk.say("my sink is leaking")
    answer = talk.say("why do you need that?")
    assert "can't go on without" in answer or "do need" in answer


def test_refusing_in_plain_words_starts_no_other_errand() -> None:
    talk = talk_to("plumber")
    for line in ("my sink is leaking", "BS1 4DJ", "14 Queen Square", "Sam Carter"):
        talk.say(line)
    talk.say("I don't want to")
    assert [frame.flow.name for frame in talk.session.conversation.dialogue.stack] == ["book"]


def test_instead_leaves_the_first_errand_behind() -> None:
    talk = talk_to("plumber")
    for line in ("I want to cancel my appointment", "07700 900417", "BS6 5QA", "actually can I move it instead"):
        talk.say(line)
    assert [frame.flow.name for frame in talk.session.conversation.dialogue.stack] == ["reschedule"]


def test_a_value_given_instead_of_choosing_is_kept_and_no_misunderstanding() -> None:
    talk = talk_to("plumber")
    asked = talk.say("my appointment")
    assert " or " in asked
    for line in ("BS1 4DJ", "07700 900417"):
        again = talk.say(line)
        assert " or " in again
        assert "anything else" not in again
    assert talk.value("postcode") == "BS1 4DJ"
    assert talk.handoffs == []


def test_neither_takes_the_two_wishes_off_the_table() -> None:
    talk = talk_to("plumber")
    talk.say("my appointment")
    assert " or " not in talk.say("neither")
    assert talk.session.conversation.dialogue.question.kind == "open"


def test_a_greeting_is_not_thanked_for() -> None:
    answer = talk_to("plumber").say("hello")
    assert "welcome" not in answer
    assert "else" not in answer


def asked_for_anything() -> Talk:
    """Return a plumber's caller who has just been asked what there is to know: any words are an answer."""
    talk = talk_to("plumber")
    for line in ("my sink is leaking", "BS1 4DJ", "14 Queen Square", "Sam Carter", "07700 900123", "no thanks"):
        talk.say(line)
    assert "anything the plumber should know" in talk.say("tomorrow at 10")
    return talk


@pytest.mark.parametrize(
    "words",
    ["i don't know human please", "human please i don't know", "it's by the gate, actually a real person please"],
)
def test_asking_for_a_person_is_no_answer_even_where_any_words_are(words: str) -> None:
    talk = asked_for_anything()
    talk.say(words)
    assert [handoff.reason for handoff in talk.handoffs] == ["asked_for_person"]
    assert "access" not in talk.session.conversation.dialogue.slots


@pytest.mark.parametrize(
    "words",
    [
        "there is a person with the key",
        "please ask the person at reception",
        "tell the operator at the gate",
        "my human resources office will open",
        "someone from the agency will let you in",
        "you have to speak to the receptionist",
    ],
)
def test_telling_who_opens_the_door_is_an_answer(words: str) -> None:
    talk = asked_for_anything()
    assert "shall I book it" in talk.say(words)
    assert talk.handoffs == []
    assert talk.value("access") == words


def test_wanting_somebody_to_mend_it_is_the_errand_and_no_request_for_a_person() -> None:
    talk = talk_to("plumber")
    assert "postcode" in talk.say("I need a person to fix the boiler")
    assert talk.handoffs == []
