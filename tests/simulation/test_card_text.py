"""What is written of a card reads back as the same card."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.agents.folder import load_agent, template_names
from seatrial.core.scenario import Misheard, Pin, Scenario, ScriptLine, Strike, Want
from seatrial.simulation.card_text import card_yaml
from seatrial.simulation.cards import parse_cards, read_cards
from seatrial.simulation.check_lines import parse_check

AT = "2026-08-19T09:12:00+01:00"

written = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"], include_characters=" "), min_size=1, max_size=60
)
texts = written.map(str.strip).filter(bool)  # what is only spaces reads as nothing
names = st.from_regex(r"[a-z][a-z_]{0,20}", fullmatch=True).filter(lambda name: name not in _RESERVED)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=6,
)
_RESERVED = {"and", "or", "not", "in", "now", "true", "false", "none", "null", "yes", "no", "on", "off"}


def read_back(scenario: Scenario) -> Scenario:
    return parse_cards(card_yaml(scenario).encode(), file="card")[0].scenario


@pytest.mark.parametrize("name", [name for name in template_names() if name != "blank"])
def test_the_cards_that_come_along_read_back(name):
    loaded = load_agent(name)
    cards = read_cards(loaded.scenarios, agent=loaded.agent, tables=loaded.world)
    assert cards
    for card in cards:
        assert read_back(card.scenario) == card.scenario


@given(
    who=texts,
    say=st.lists(texts, min_size=1, max_size=3),
    also=st.lists(texts, max_size=2),
    knows=st.dictionaries(names, values, max_size=4),
    memory=st.dictionaries(names, values, max_size=3),
    world=st.dictionaries(
        names, st.dictionaries(names, st.none() | st.dictionaries(names, values, max_size=2)), max_size=2
    ),
)
def test_whatever_people_write_on_a_card_reads_back(who, say, also, knows, memory, world):
    card = Scenario(
        name="card",
        at=AT,
        who=who,
        want=Want(say=tuple(say), also=tuple(also)),
        knows=knows,
        memory=memory,
        world=world,
    )
    assert read_back(card) == card


@given(heard=texts, alternatives=st.lists(texts, max_size=2), seed=st.integers(0, 10**15), target=texts)
def test_a_pin_reads_back(heard, alternatives, seed, target):
    pin = Pin(
        scenario="leak",
        persona="terse",
        channel="speech",
        seed=seed,
        traits={"patience": 2, "noise": 0.35},
        misheard=(Misheard(act="inform", about="when/0", heard=heard, confidence=3, alternatives=tuple(alternatives)),),
        strikes=(Strike(kind="hang_up", target=target, attempt=2),),
        delays=True,
    )
    card = Scenario(name="card", at=AT, want=Want(say=("hello",)), begun="book", pinned=pin)
    assert read_back(card) == card


def test_a_script_reads_back():
    script = (
        ScriptLine(say="hello: you?"),
        ScriptLine(press="12#", wait_ms=50),
        ScriptLine(interrupt=True, leave=True),
    )
    card = Scenario(name="card", at=AT, script=script, locale="en-GB", known_failure="'tis so", cannot=("spell",))
    assert read_back(card) == card


@pytest.mark.parametrize(
    "line",
    [
        "outcome: booked",
        {"outcome": ["booked", "asked"]},
        "called: book with {when: '2026-08-20T10:00', to: 'a, b'} before mail after look times 2",
        "never_called: book",
        {"world": {"table": "visits", "row": {"state": "booked"}, "count": 1}},
        {"world": {"table": "visits"}},
        {"slot": {"postcode": "BS1 4DJ"}},
        {"said": ["60 pounds", "a: b"]},
        {"never_said": "sms"},
        {"within": {"turns": 3, "seconds": 10}},
        {"within": {"latency_p95_ms": 1500, "cost": 0.02}},
        {"order": ["in_area", "book_visit"]},
        "handed_over: emergency",
        "handed_over: any",
        "judged: It is kind: twice.",
    ],
)
def test_every_check_reads_back(line):
    check = parse_check(line)
    card = Scenario(name="card", at=AT, want=Want(say=("hello",)), expect=(check,))
    assert read_back(card).expect == (check,)


def test_a_call_that_nobody_wrote_down_is_written_from_what_it_is():
    check = parse_check("called: book with {phone: '+447700900123'} times 1")
    card = Scenario(name="card", at=AT, want=Want(say=("hello",)), expect=(msgspec.structs.replace(check, text=""),))
    assert read_back(card).expect[0].args == {"phone": "+447700900123"}
    assert read_back(card).expect[0].times == 1
