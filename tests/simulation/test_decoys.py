"""Wrong and half values have the form of right ones, and are never the right one."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.simulation.decoys import another_day, half_of, remembered_wrongly
from seatrial.simulation.facts import make_fact
from seatrial.simulation.lexicon import lexicon_for
from seatrial.text.context import ParseContext
from seatrial.text.parsers import parse

NOW = datetime.fromisoformat("2026-08-03T09:12")


def fact(name: str, value: object):
    return make_fact(name, value, NOW, lexicon_for("en-GB"))


@pytest.mark.parametrize(
    ("name", "value", "half"),
    [
        ("phone", "07700 900123", "07700"),
        ("postcode", "BS1 4DJ", "bs1"),
        ("us_zip", "02139", "02"),
        ("email", "j.smith@gmail.com", "j.smith@"),
        ("address", "14 Queen Square", "14"),
        ("account", "12345678", "1234"),
    ],
)
def test_a_half_is_the_first_part(name, value, half):
    assert half_of(fact(name, value)).key == half


def test_half_of_a_day_and_time_is_the_day():
    half = half_of(fact("when", "tomorrow 16:30"))
    assert (half.type, half.moment) == ("date", datetime.fromisoformat("2026-08-04T16:30"))


@pytest.mark.parametrize(
    ("name", "value"),
    [("guests", "4"), ("name", "Jane Smith"), ("access", "a dog"), ("pin", {"is": "123456", "say": ["x"]})],
)
def test_what_may_be_whole_has_no_half(name, value):
    assert half_of(fact(name, value)) is None


@given(digits=st.from_regex(r"07[0-9]{9}", fullmatch=True))
def test_a_number_remembered_wrongly_is_a_number_and_another(digits):
    wrong = remembered_wrongly(fact("phone", digits))
    assert len(wrong.key) == len(digits)
    assert wrong.key != digits
    assert wrong.key[:-2] == digits[:-2]


@given(area=st.sampled_from(["BS1", "SW1A", "M4"]), last=st.text("ABDEFGHJLNPQRSTUWXYZ", min_size=2, max_size=2))
def test_a_postcode_remembered_wrongly_is_a_postcode_and_another(area, last):
    right = f"{area} 4{last}"
    wrong = remembered_wrongly(fact("postcode", right)).key
    read = parse("uk_postcode", wrong, ParseContext(locale="en-GB", now=NOW))
    assert read is not None
    assert read != parse("uk_postcode", right, ParseContext(locale="en-GB", now=NOW))


def test_an_old_mailbox_is_at_the_same_place():
    assert remembered_wrongly(fact("email", "j.smith@gmail.com")).key == "j.smith1@gmail.com"


@pytest.mark.parametrize(
    ("name", "value"), [("address", "14 Queen Square"), ("name", "Jane Smith"), ("when", "tomorrow 16:30")]
)
def test_what_nobody_hears_being_wrong_is_not_remembered_wrongly(name, value):
    assert remembered_wrongly(fact(name, value)) is None


def test_another_day_is_the_day_after_at_the_same_time():
    other = another_day(fact("when", ["tomorrow 16:30", "friday 10:00"]))
    assert (other.moment, other.others) == (datetime.fromisoformat("2026-08-05T16:30"), ())
    assert other.value == "2026-08-05T16:30"
    assert another_day(fact("phone", "07700 900123")) is None
    assert another_day(fact("start_time", "16:30")) is None
