import pytest
from pydantic_core import PydanticCustomError

from seatrial.core.checks import (
    Called,
    HandedOver,
    Judged,
    NeverCalled,
    NeverSaid,
    Outcome,
    Said,
    SlotIs,
    Within,
    WorldHas,
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
        ({"slot": {"postcode": "BS1 4DJ"}}, SlotIs),
        ({"said": "60 pounds"}, Said),
        ({"never_said": ["sms", "text message"]}, NeverSaid),
        ({"within": {"turns": 16}}, Within),
        ({"handed_over": "emergency"}, HandedOver),
        ({"handed_over": None}, HandedOver),
        ({"judged": "The agent says sorry once."}, Judged),
    ],
)
def test_every_kind_of_check_has_its_words(raw, kind):
    assert isinstance(parse_check(raw), kind)


def test_all_kinds_are_covered_by_the_language():
    assert set(CHECK_KINDS) == {
        "outcome", "called", "never_called", "world", "slot", "said", "never_said", "within", "handed_over", "judged",
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
        ({"world": {"row": {}}}, "table"),
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
