"""Memory that is named like a slot fills it; a flow that has begun is taken up where it is."""

from pathlib import Path

import pytest

from seatrial.agents.folder import load_agent
from seatrial.agents.session import Session
from seatrial.app.preparation import prepare
from seatrial.core.effects import CallTool, Note, Say
from seatrial.core.events import SessionStarted
from seatrial.testing.talk import talk_to

AGENT = """\
agent: shop
goal: Sell things.
success: [sold]
locale: en-GB
speech: {opening: "Hello, I'm an automated assistant; ask for a person at any time."}
memory: {phone: phone}
slots:
  size: {type: choice, of: {small: [little], large: [big]}, ask: "Which size?"}
  phone: {type: phone, ask: "Your phone number?"}
  gift: {type: yes_no, ask: "Is it a present?"}
  note: {type: text, ask: "Any message?", optional: true}
  pin: {type: order_id, pattern: "[0-9]{4}", ask: "Your secret number?", sensitive: true}
flows:
  sell:
    when: wants to buy
    like: ["I want to buy a bottle", "sell me a bottle please", "one bottle please", "can I get a bottle"]
    steps:
      - collect: [size, gift, note, pin]
      - if: phone == none
        then: [{say: nobody}]
      - collect: phone
      - end: sold
says: {nobody: "I don't know your number."}
escalation: {to: desk}
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("shop")
    (folder / "agent.yaml").write_text(AGENT.replace("phone == none", "not phone"), encoding="utf-8")
    return folder


def asked(shop: Path, **memory: object) -> str:
    """Return what is asked for first when somebody wants to buy."""
    return talk_to(str(shop), memory=memory).say("I want to buy a bottle please")


def test_what_is_known_is_not_asked_for(shop):
    assert "Which size?" in asked(shop)
    assert "Is it a present?" in asked(shop, size="large")
    assert "Any message?" in asked(shop, size="large", gift=True)
    assert "Any message?" in asked(shop, size="large", gift="yes")


def test_texts_are_read_as_the_slot_reads_them(shop):
    assert "Is it a present?" in asked(shop, size="a big one")


@pytest.mark.parametrize("value", ["purple", "", [1], {"is": "large"}, None])
def test_what_cannot_be_read_is_asked_for(shop, value):
    assert "Which size?" in asked(shop, size=value)


def test_nothing_for_an_optional_slot_is_an_answer(shop):
    assert "Your secret number?" in asked(shop, size="large", gift=False, note=None)


def test_a_variable_that_the_author_declared_is_asked_for_all_the_same(shop):
    known = {"size": "large", "gift": False, "note": None, "pin": "4417"}
    assert "Your phone number?" in asked(shop, **known, phone="07700 900123")
    assert "I don't know your number" not in asked(shop, **known, phone="07700 900123")
    assert "I don't know your number" in asked(shop, **known)


def started(shop: Path, **fields: object) -> list:
    prepared = prepare(load_agent(str(shop)))
    session = Session(prepared)
    event = SessionStarted(started_at="2026-08-19T09:12:00+01:00", locale="en-GB", channel="chat", **fields)
    return session.receive(0, event)


def test_the_trace_tells_what_was_known_but_no_secrets(shop):
    notes = [effect for effect in started(shop, memory={"size": "big", "pin": "4417"}) if isinstance(effect, Note)]
    told = {note.about: note.data for note in notes if note.kind == "slot"}
    assert told["size"] == {"value": "large", "source": "memory"}
    assert told["pin"]["value"] == "(given)"


def test_a_flow_that_has_begun_goes_on_without_an_opening(shop):
    effects = started(shop, begun="sell", memory={"size": "small"})
    assert [effect.text for effect in effects if isinstance(effect, Say)] == ["Is it a present?"]


def test_a_flow_that_there_is_not_is_no_beginning(shop):
    effects = started(shop, begun="rent")
    assert next(effect.text for effect in effects if isinstance(effect, Say)).startswith("Hello")


def test_a_flow_may_begin_with_a_tool():
    known = {"problem": "leak", "postcode": "BS1 4DJ"}
    session = Session(prepare(load_agent("plumber")))
    event = SessionStarted(
        started_at="2026-08-19T09:12:00+01:00", locale="en-GB", channel="chat", begun="book", memory=known
    )
    effects = session.receive(0, event)
    assert [effect.args for effect in effects if isinstance(effect, CallTool)] == [{"postcode": "BS1 4DJ"}]
    assert not [effect for effect in effects if isinstance(effect, Say)]
