"""Laws of leaving things out, over made-up conversations that fail for made-up reasons."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.core.scenario import Misheard, Pin, Scenario, ScriptLine, Strike, Want
from seatrial.core.trace import UserActed
from seatrial.simulation.check_lines import parse_check
from seatrial.simulation.shrinking import KINDS, Askable, Feature, fair, features, owed, plain_value, smallest, without

AT = "2026-08-19T09:12:00+01:00"
PIN = Pin(
    scenario="leak",
    persona="terse",
    channel="speech",
    seed=7,
    traits={"patience": 2, "noise": 0.3},
    misheard=(
        Misheard(act="inform", about="postcode/0", heard="p s one"),
        Misheard(act="open", about="/0", confidence=500),
    ),
    strikes=(Strike(kind="error", target="is_free"), Strike(kind="error", target="is_free", attempt=1)),
    delays=True,
)
CARD = Scenario(
    name="leak_terse_7",
    at=AT,
    want=Want(say=("my tap drips", "a tap drips"), also=("How much?", "By card?"), change={"when": "friday 10:00"}),
    memory={"customer": "C-1"},
    knows={
        "problem": {"is": "tap", "say": ["my tap drips"]},
        "when": ["thursday 10:00", "friday 10:00"],
        "phone": "07700 900123",
    },
    cannot=("spell",),
    accepts=("visit_booked",),
    world={"visits": {"X1": {"state": "booked"}, "X2": None}},
    pinned=PIN,
)
SLOTS = (
    Askable(name="problem"),
    Askable(name="when", asked=True),
    Askable(name="phone"),
    Askable(name="email", optional=True, asked=True),
    Askable(name="access", optional=True),
)
ALL = features(CARD, SLOTS, "book", 5)

_OF_FACTS = ("change", "alternative", "saying", "asked")

some_of_it = st.sets(st.sampled_from(ALL)).map(lambda chosen: [one for one in ALL if one in chosen])
made_up = st.lists(
    st.builds(Feature, kind=st.sampled_from(KINDS), name=st.sampled_from("abcdefgh")), unique=True, max_size=24
)


@given(made_up, st.data())
def test_what_is_needed_is_kept_and_nothing_else(found, data):
    needed = data.draw(st.sets(st.sampled_from(found)) if found else st.just(set()))
    kept = smallest(found, lambda left: needed <= set(left))
    assert set(kept) == needed


@given(made_up, st.integers(0, 2**32))
def test_nothing_that_is_kept_can_go_whatever_the_reason_for_failing(found, salt):
    """Reasons may be of any kind, also such as fail with less and pass with more."""

    def fails(left):
        return len(left) == len(found) or (sum(ord(one.name) * len(one.kind) for one in left) * salt) % 5 == 0

    kept = smallest(found, fails)
    assert fails(kept)
    assert [one for one in found if one in kept] == list(kept)
    assert not any(fails([one for one in kept if one is not other]) for other in kept) or not kept


@given(made_up, st.integers(1, 40))
def test_a_search_that_has_had_enough_ends_with_something_that_fails(found, enough):
    asked = []

    def fails(left):
        asked.append(left)
        return len(asked) < enough and len(left) > 2

    kept = smallest(found, fails)
    assert len(kept) == len(found) or kept in [tuple(left) for left in asked[:enough]]


def test_two_faults_of_many_are_found_in_few_questions():
    found = [Feature(kind="strike", name=str(number)) for number in range(64)]
    asked = []

    def fails(left):
        asked.append(left)
        return {"13", "47"} <= {one.name for one in left}

    assert [one.name for one in smallest(found, fails)] == ["13", "47"]
    assert len(asked) < 64


@given(some_of_it)
def test_what_was_taken_out_is_gone_and_the_rest_is_still_there(gone):
    left = {one.key for one in features(without(CARD, gone), SLOTS, "book", 5)}
    taken = {one.key for one in gone}
    # Nobody changes what they do not know, nor puts it in other words, nor can the agent know it already.
    dragged = {f"{kind}:{key.partition(':')[2]}" for key in taken if key.startswith("fact:") for kind in _OF_FACTS}
    assert left == {one.key for one in ALL} - taken - dragged


@given(some_of_it, some_of_it)
def test_taking_out_in_two_steps_is_taking_out_at_once(first, second):
    both = [one for one in ALL if one in first or one in second]
    # A fact that has gone cannot begin the conversation as known.
    facts = {one.name for one in first if one.kind == "fact"}
    late = [one for one in second if not (one.kind == "asked" and one.name in facts)]
    if late == second:
        assert without(without(CARD, first), second) == without(CARD, both)


@given(some_of_it)
def test_order_says_nothing(gone):
    assert without(CARD, gone) == without(CARD, list(reversed(gone)))


def test_everything_can_go():
    bare = without(CARD, ALL, said=1)
    assert bare.want == Want(say=("a tap drips",))
    assert bare.memory == {"problem": "tap", "when": "thursday 10:00", "phone": "07700 900123", "email": None}
    assert bare.begun == "book"
    assert (bare.knows, bare.cannot, bare.accepts, bare.world) == ({}, (), ("any",), {})
    assert bare.pinned == Pin(scenario="leak", persona="terse", channel="speech", seed=7, acts=5)


def test_lines_of_a_script_go_one_by_one():
    script = tuple(ScriptLine(say=text) for text in ("one", "two", "three"))
    card = msgspec.structs.replace(CARD, want=None, script=script, knows={}, memory={}, world={}, cannot=())
    lines = [one for one in features(card, SLOTS, "book") if one.kind == "line"]
    assert [one.name for one in lines] == ["0", "1", "2"]
    assert [line.say for line in without(card, [lines[0], lines[2]]).script] == ["two"]
    assert not [one for one in features(card, SLOTS, "book") if one.kind == "asked"]


def test_a_line_keeps_the_number_that_chance_knows_it_by():
    script = tuple(ScriptLine(say=text) for text in ("one", "two", "three", "four"))
    card = msgspec.structs.replace(CARD, want=None, script=script, knows={}, memory={}, world={}, cannot=())
    (second,) = without(card, [Feature(kind="line", name="1")]).script[1:2]
    assert (second.say, second.number) == ("three", 3)
    cut = without(without(card, [Feature(kind="line", name="0")]), [Feature(kind="line", name="1")])
    assert [(line.say, line.number) for line in cut.script] == [("two", 2), ("four", 4)]
    assert [line.number for line in without(card, [Feature(kind="line", name="3")]).script] == [0, 0, 0]


def test_what_a_line_gave_may_be_known_from_the_beginning():
    script = tuple(ScriptLine(say=text) for text in ("my tap drips", "07700 900123", "yes"))
    card = msgspec.structs.replace(CARD, want=None, script=script, knows={}, memory={}, world={}, cannot=())
    (given,) = [one for one in features(card, SLOTS, given={1: ("phone",)}) if one.kind == "given"]
    told = without(card, [given])
    assert [(line.say, line.number) for line in told.script] == [("my tap drips", 0), ("yes", 3)]
    assert told.memory == {"phone": "07700 900123"}


def test_lines_to_begin_with_go_one_by_one_and_those_after_them_keep_their_numbers():
    begins = tuple(ScriptLine(say=text) for text in ("one", "two"))
    card = msgspec.structs.replace(CARD, begins=begins)
    lines = [one for one in features(card, SLOTS) if one.kind == "begin"]
    assert [one.name for one in lines] == ["0", "1"]
    assert [(line.say, line.number) for line in without(card, lines[:1]).begins] == [("two", 2)]
    scripted = msgspec.structs.replace(card, want=None, script=(ScriptLine(say="three"),))
    assert [line.number for line in without(scripted, lines).script] == [3]


def test_only_a_pinned_card_is_simplified():
    with pytest.raises(ValueError, match="pinned"):
        features(msgspec.structs.replace(CARD, pinned=None), SLOTS)


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        ("a", "a"),
        (["a", "b"], "a"),
        ({"is": "a", "say": ["x"]}, "a"),
        ([{"is": 1}], 1),
        ({"line1": "x"}, {"line1": "x"}),
        ([], None),
    ],
)
def test_a_fact_has_one_plain_value(value, plain):
    assert plain_value(value) == plain


# Where even a neutral person fails -----------------------------------------------------------------------------------


def kinds_left(check, card=CARD):
    return {one.kind for one in features(card, SLOTS, "book", 5)} - {
        one.kind for one in fair(features(card, SLOTS, "book", 5), card, check)
    }


RESTING = {"alternative", "memory", "cannot", "accepts", "world"}


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("outcome: booked", RESTING),
        ("outcome: answered_prices", RESTING | {"aside"}),
        ("said: 60 pounds", RESTING | {"aside"}),
        ("called: book with {when: 'friday 10:00'}", RESTING | {"change"}),
        ("called: book with {when: 'monday 10:00'}", RESTING),
        ("never_said: sms", set()),
        ("never_called: book", set()),
        ("within: {turns: 3}", set()),
    ],
)
def test_what_a_check_may_rest_on_stays(line, stays):
    assert kinds_left(parse_check(line)) == stays


def test_the_check_that_cards_do_not_name_rests_on_the_same():
    assert kinds_left(None) == RESTING


def test_what_people_did_and_a_check_rests_on_is_owed():
    acts = [
        UserActed(act="change", about="when"),
        UserActed(act="ask", about="0"),
        UserActed(act="inform", about="when=x"),
    ]
    assert owed(acts, CARD, parse_check("outcome: booked")) == {"inform:when=x"}
    assert owed(acts, CARD, parse_check("said: 60 pounds")) == {"inform:when=x", "ask:0"}
    assert owed(acts, CARD, parse_check("slot: {when: 'friday 10:00'}")) == {"inform:when=x", "change:when"}
    assert owed(acts, CARD, parse_check("never_said: sms")) == set()
