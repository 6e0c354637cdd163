import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from seatrial.core.checks import (
    Called,
    CalledInOrder,
    HandedOver,
    Judged,
    NeverCalled,
    NeverSaid,
    Outcome,
    Said,
    SlotIs,
    Within,
    WorldHas,
    WorldUnchanged,
)
from seatrial.simulation.check_lines import CHECK_KINDS, parse_check


def test_a_call_is_described_as_one_reads_it_aloud():
    check = parse_check({"called": "verify_identity with {method: app} before block_card times 2"})
    assert isinstance(check, Called)
    assert (check.tool, check.args, check.before, check.times) == (
        "verify_identity",
        {"method": "app"},
        "block_card",
        2,
    )


def test_a_check_may_be_one_line_of_text():
    check = parse_check("called: book_visit with {postcode: BS1 4DJ, note: 'a: b, {c}'} after in_area once")
    assert isinstance(check, Called)
    assert check.args == {"postcode": "BS1 4DJ", "note": "a: b, {c}"}
    assert (check.after, check.times) == ("in_area", 1)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ({"outcome": "visit_booked"}, Outcome),
        ({"outcome": ["visit_booked", "handed_to_person"]}, Outcome),
        ({"never_called": "book_visit"}, NeverCalled),
        ("world: {table: visits, row: {state: booked}, count: 1}", WorldHas),
        ({"world": "unchanged"}, WorldUnchanged),
        ({"slot": {"postcode": "BS1 4DJ"}}, SlotIs),
        ({"said": "60 pounds"}, Said),
        ({"never_said": ["sms", "text message"]}, NeverSaid),
        ({"within": {"turns": 16}}, Within),
        ({"within": {"latency_p95_ms": 1500, "cost": 0.02}}, Within),
        ("within: {cost: 0}", Within),
        ({"order": ["in_area", "book_visit"]}, CalledInOrder),
        ("order: [in_area, is_free, book_visit]", CalledInOrder),
        ({"handed_over": "emergency"}, HandedOver),
        ({"handed_over": None}, HandedOver),
        ({"judged": "The agent says sorry once."}, Judged),
    ],
)
def test_every_kind_of_check_has_its_words(raw, kind):
    assert isinstance(parse_check(raw), kind)


@pytest.mark.parametrize("line", ["unchanged", "unchanged in cards", "unchanged in cards, payments"])
def test_what_must_not_change_is_written_as_it_is_said(line: str):
    check = parse_check({"world": line})
    assert isinstance(check, WorldUnchanged)
    assert check.tables == tuple(line.removeprefix("unchanged").removeprefix(" in ").replace(",", "").split())
    assert parse_check(check.text) == check


def test_all_kinds_are_covered_by_the_language():
    assert set(CHECK_KINDS) == {
        "outcome", "called", "order", "never_called", "world", "slot", "said", "never_said", "within", "handed_over",
        "judged",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "hint"),
    [
        ({"outcom": "x"}, "outcome"),
        ({"called": "book befor x"}, "before"),
        ({"called": "book {a: 1}"}, "with"),
        ({"called": "book with {a: 1"}, "called: book_visit"),
        ({"called": "book with {a: [}"}, "brace"),
        ({"called": ""}, "called: book_visit"),
        ({"within": {"turn": 3}}, "turns"),
        ({"within": {"turns": 0}}, "turns"),
        ({"within": {"turns": True}}, "turns"),
        ({"within": {"latency_p95_ms": 0.5}}, "latency_p95_ms"),
        ({"within": {"cost": -1}}, "cost"),
        ({"within": {"cost": "much"}}, "cost"),
        ({"order": "in_area, book_visit"}, "order: ["),
        ({"order": ["in_area"]}, "order: ["),
        ({"order": ["in_area", {"book": 1}]}, "order: ["),
        ({"world": {"row": {}}}, "table"),
        ({"world": "unchanged in"}, "world: unchanged"),
        ({"world": "unchanged cards"}, "world: unchanged"),
        ({"world": "as before"}, "world: unchanged"),
        ({"world": ""}, "world: unchanged"),
        ({"slot": "postcode"}, "slot"),
        ({"said": []}, "said"),
        ({"outcome": "no such: thing"}, "outcome"),
        ({"a": 1, "b": 2}, "- "),
        (17, "outcome"),
        (None, "outcome"),
    ],
)
def test_a_mistake_says_what_was_expected(raw, hint):
    with pytest.raises(PydanticCustomError) as caught:
        parse_check(raw)
    assert hint in caught.value.context["hint"]


def test_ids_name_the_check_and_stay_short():
    assert parse_check({"called": "book_visit before send"}).id == "called:book_visit:before send"
    assert len(parse_check({"judged": "long " * 100}).id) <= 80


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
NAMES = st.from_regex(r"[a-z][a-z_]{0,15}", fullmatch=True)


@given(kind=st.sampled_from(CHECK_KINDS), value=JSON)
def test_whatever_is_written_is_a_check_or_a_mistake_of_the_author(kind, value):
    for raw in ({kind: value}, f"{kind}: {value}", value):
        check = None
        with suppress(PydanticCustomError):
            check = parse_check(raw)
        assert check is None or 0 < len(check.id) <= 80


@given(
    tool=NAMES,
    args=st.dictionaries(NAMES, st.text("ab {}[]:,'#\"", max_size=12) | st.integers(0, 99), max_size=3),
    before=st.none() | NAMES,
    after=st.none() | NAMES,
    times=st.none() | st.integers(0, 9999),
)
def test_a_call_written_out_reads_as_it_was_meant(tool, args, before, after, times):
    line = tool
    line += f" with {json.dumps(args)}" if args else ""
    line += f" before {before}" if before else ""
    line += f" after {after}" if after else ""
    line += f" times {times}" if times is not None else ""
    check = parse_check({"called": line})
    assert isinstance(check, Called)
    assert (check.tool, check.before, check.after, check.times) == (tool, before or "", after or "", times)
    assert {name: str(value) for name, value in check.args.items()} == {
        name: str(value) for name, value in args.items()
    }


@pytest.mark.parametrize(("words", "times"), [("once", 1), ("twice", 2), ("times 3", 3), ("3 times", 3)])
def test_counts_are_written_in_words_or_figures(words, times):
    check = parse_check({"called": f"book {words}"})
    assert isinstance(check, Called)
    assert check.times == times


@pytest.mark.parametrize("text", ["book before a before b", "book once twice", "book with with {a: 1}"])
def test_a_clause_said_twice_is_a_mistake(text):
    with pytest.raises(PydanticCustomError):
        parse_check({"called": text})


@pytest.mark.parametrize("any_reason", [None, True, "any", "yes"])
def test_a_handoff_for_whatever_reason_can_be_said_in_several_ways(any_reason):
    check = parse_check({"handed_over": any_reason})
    assert isinstance(check, HandedOver)
    assert check.reason == ""


@pytest.mark.parametrize("value", ["it's leaking", "Harry's and Ann's", 'a 5" pipe'])
def test_an_apostrophe_within_a_word_opens_no_quote(value):
    check = parse_check({"called": f"book with {{note: {value}}} once"})
    assert isinstance(check, Called)
    assert (check.args, check.times) == ({"note": value}, 1)


@pytest.mark.parametrize("raw", [{"handed_over": ["emergency"]}, {"handed_over": {"reason": "emergency"}}])
def test_a_reason_that_is_no_text_is_a_mistake(raw):
    with pytest.raises(PydanticCustomError):
        parse_check(raw)


def test_apostrophes_on_both_sides_of_a_brace_hide_nothing():
    check = parse_check({"called": "book with {note: it's, who: {name: Ann's}} once"})
    assert isinstance(check, Called)
    assert (check.args, check.times) == ({"note": "it's", "who": {"name": "Ann's"}}, 1)
