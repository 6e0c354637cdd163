from datetime import datetime

import pytest

from seatrial.simulation.cues import split_words
from seatrial.simulation.lexicon import lexicon_for
from seatrial.simulation.moments import find_said, fits, offered_moment, resolve_moment

LEXICON = lexicon_for("en")
NOW = datetime.fromisoformat("2026-08-03T09:12")  # a Monday
TUESDAY = datetime.fromisoformat("2026-08-04T16:30")


def said(text: str):
    return find_said(split_words(text).words, LEXICON)


@pytest.mark.parametrize(
    "text",
    [
        "tomorrow at half past four",
        "tomorrow at half four",
        "Tuesday at 4:30 pm",
        "Tuesday at 16:30",
        "Tuesday 4 August at half past four in the afternoon",
        "the fourth of August at four thirty",
        "August 4th at 4.30 pm",
        "2026-08-04 16:30",
    ],
)
def test_the_same_moment_is_recognised_in_many_wordings(text):
    assert fits(said(text), TUESDAY, NOW) is True


@pytest.mark.parametrize(
    "text",
    [
        "Wednesday at half past four",
        "tomorrow at half past three",
        "Tuesday at 4:30 am",
        "the fifth of August at 4:30 pm",
        "tomorrow at quarter to five",
        "Thursday",
        "at five pm",
    ],
)
def test_another_day_or_hour_does_not_fit(text):
    assert fits(said(text), TUESDAY, NOW) is False


@pytest.mark.parametrize(
    "text",
    ["how may I help you today", "one moment please", "Monday to Saturday", "the first half hour"],
)
def test_small_talk_names_no_moment(text):
    assert fits(said(text), TUESDAY, NOW) is None


def test_a_date_alone_is_not_compared_by_the_clock():
    assert fits(said("Tuesday at nine am"), TUESDAY, NOW, clock=False) is True


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2026-08-04T16:30", TUESDAY),
        ("2026-08-04T16:30:00+01:00", TUESDAY),
        ("tomorrow 16:30", TUESDAY),
        ("tuesday 16:30", TUESDAY),
        ("in 1 day 16:30", TUESDAY),
        ("monday 08:00", datetime.fromisoformat("2026-08-10T08:00")),
        ("today 18:00", datetime.fromisoformat("2026-08-03T18:00")),
        ("18:00", datetime.fromisoformat("2026-08-03T18:00")),
    ],
)
def test_a_cards_moment_is_resolved_against_the_beginning_of_the_call(value, moment):
    assert resolve_moment(value, NOW, LEXICON) == moment


@pytest.mark.parametrize("value", ["soon", "25:00", "someday 10:00", ""])
def test_what_is_no_moment_stays_none(value):
    assert resolve_moment(value, NOW, LEXICON) is None


def test_an_offer_names_the_moment_that_is_offered():
    assert offered_moment(said("how about Wednesday at ten"), NOW) == datetime.fromisoformat("2026-08-05T10:00")
    assert offered_moment(said("how about five"), NOW) is None
