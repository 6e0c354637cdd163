from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.text.context import ParseContext
from seatrial.text.datetimes import parse_datetime

NOW = datetime.fromisoformat("2026-08-19T09:12")  # a Wednesday
ENDS_OF_TIME = (datetime.fromisoformat("0001-01-01T00:00"), datetime.fromisoformat("9999-12-31T23:59"))


def context(locale: str = "en-GB", *, now: datetime = NOW) -> ParseContext:
    return ParseContext(locale=locale, now=now)


def rows(table: str) -> list[tuple[str, str]]:
    pairs = [line.rsplit("|", 1) for line in table.strip().splitlines()]
    return [(text.strip(), value.strip()) for text, value in pairs]


@pytest.mark.parametrize(
    ("text", "value"),
    rows(
        """
        tomorrow at half four                        | 2026-08-20T16:30
        today at 5                                   | 2026-08-19T17:00
        friday morning at nine                       | 2026-08-21T09:00
        nine on friday                               | 2026-08-21T09:00
        friday threeish                              | 2026-08-21T15:00
        half ten the day after tomorrow              | 2026-08-21T10:30
        friday week at ten past four                 | 2026-08-28T16:10
        the twenty first at ten a m                  | 2026-08-21T10:00
        the 25th @ 3.30                              | 2026-08-25T15:30
        ten to five next monday                      | 2026-08-24T16:50
        2026-08-21T16:30                             | 2026-08-21T16:30
        21/8 16:30                                   | 2026-08-21T16:30
        1 Sept 2026, 9:15 AM                         | 2026-09-01T09:15
        september third twenty twenty seven at two thirty | 2027-09-03T14:30
        the last friday of the month at three        | 2026-08-28T15:00
        in two weeks at four                         | 2026-09-02T16:00
        in two hours                                 | 2026-08-19T11:12
        half an hour from now                        | 2026-08-19T09:42
        tonight at midnight                          | 2026-08-20T00:00
        table for 2 on friday at 7pm                 | 2026-08-21T19:00
        the third of march 2020 at four              | 2020-03-03T16:00
        today at nine pm                         | 2026-08-19T21:00
        friday at nine                           | 2026-08-21T09:00
        friday nine a m                          | 2026-08-21T09:00
        at nine on friday                        | 2026-08-21T09:00
        half four on the twenty first            | 2026-08-21T16:30
        the twenty first at half four            | 2026-08-21T16:30
        in half an hour                          | 2026-08-19T09:42
        this afternoon at three                  | 2026-08-19T15:00
        tonight at eight                         | 2026-08-19T20:00
        friday at midnight                       | 2026-08-21T00:00
        tomorrow night at eight                  | 2026-08-20T20:00
        tomorrow evening half seven              | 2026-08-20T19:30
        a week on monday at noon                 | 2026-08-31T12:00
        2026-08-21 16:30                         | 2026-08-21T16:30
        21/08/2026 at 4pm                        | 2026-08-21T16:00
        the third of september two p m           | 2026-09-03T14:00
        september third at two                   | 2026-09-03T14:00
        september 3 2pm                          | 2026-09-03T14:00
        sept 3rd, 10:30                          | 2026-09-03T10:30
        september third twenty twenty six at two thirty | 2026-09-03T14:30
        monday at three no wait make that four   | 2026-08-24T16:00
        monday at three no tuesday               | 2026-08-25T15:00
        monday no tuesday at three               | 2026-08-25T15:00
        monday at three no wait tuesday at four  | 2026-08-25T16:00
        friday afternoon around three            | 2026-08-21T15:00
        friday at 3 ish                          | 2026-08-21T15:00
        friday three                             | 2026-08-21T15:00
        friday three thirty                      | 2026-08-21T15:30
        three on friday                          | 2026-08-21T15:00
        three thirty friday                      | 2026-08-21T15:30
        next tuesday sixteen hundred             | 2026-08-25T16:00
        um tomorrow no sorry friday at like half two | 2026-08-21T14:30
        the twenty first of august twenty twenty six at sixteen thirty | 2026-08-21T16:30
        tomorrow at 1630                         | 2026-08-20T16:30
        tomorrow 0900                            | 2026-08-20T09:00
        tomorrow, 9.30                           | 2026-08-20T09:30
        end of the month at noon                 | 2026-08-31T12:00
        day after tomorrow at eleven             | 2026-08-21T11:00
        the day after tomorrow eleven o'clock    | 2026-08-21T11:00
        two weeks from friday at 10am            | 2026-09-04T10:00
        in three days' time at nine              | 2026-08-22T09:00
        christmas day at noon                    | 2026-12-25T12:00
        friday at eight in the evening           | 2026-08-21T20:00
        eight in the evening on friday           | 2026-08-21T20:00
        friday evening eight                     | 2026-08-21T20:00
        friday night at eleven                   | 2026-08-21T23:00
        friday at oh nine hundred                | 2026-08-21T09:00
        next week tuesday at four                | 2026-08-25T16:00
        saturday could you do ten actually make that eleven | 2026-08-22T11:00
        i can do friday at three but not before two | 2026-08-21T15:00
        friday the twenty first at quarter past three please | 2026-08-21T15:15
        half three friday the 21st of august     | 2026-08-21T15:30
        wednesday at 10                          | 2026-08-26T10:00
        today 4pm                                | 2026-08-19T16:00
        this morning at eleven                   | 2026-08-19T11:00
        in an hour                               | 2026-08-19T10:12
        20 minutes from now                      | 2026-08-19T09:32
        today in two hours                       | 2026-08-19T11:12
        four p m tomorrow                        | 2026-08-20T16:00
        monday 24 august 14:00                   | 2026-08-24T14:00
        mon 24/8 2pm                             | 2026-08-24T14:00
        24 august 2027 10 30                     | 2027-08-24T10:30
        three in the afternoon on the third      | 2026-09-03T15:00
        august 21 at 4 30 pm                     | 2026-08-21T16:30
        august 21st 4:30                         | 2026-08-21T16:30
        3/9 at 3                                 | 2026-09-03T15:00
        """
    ),
)
def test_a_day_and_a_clock_time(text: str, value: str) -> None:
    assert parse_datetime(text, context()) == value


@pytest.mark.parametrize(
    ("text", "value"),
    rows(
        """
        monday at three no wait make that four       | 2026-08-24T16:00
        monday at three no tuesday                   | 2026-08-25T15:00
        tuesday at nine no in the afternoon at two   | 2026-08-25T14:00
        the third at two no the fourth at three      | 2026-09-04T15:00
        friday three, sorry, saturday three          | 2026-08-22T15:00
        i can't do today but tomorrow at ten is fine | 2026-08-20T10:00
        i'm at work till four so tomorrow at five    | 2026-08-20T17:00
        """
    ),
)
def test_the_last_version_of_each_half_counts(text: str, value: str) -> None:
    assert parse_datetime(text, context()) == value


@pytest.mark.parametrize(
    "text",
    [
        *("friday", "friday morning", "tomorrow lunchtime", "first thing monday", "at five", "noon", "tonight"),
        *("now", "straight away", "as soon as possible", "same time tomorrow", "next week at four"),
        *("monday at three or four", "monday or tuesday at three", "monday at three or tuesday at four"),
        *("friday between two and four", "friday 10-12", "friday after four", "in an hour or two"),
        *("today at nine", "yesterday at four", "31/11 at 10am", "wed 1st sept 9.15am", ""),
    ],
)
def test_half_a_datetime_several_or_a_past_one_is_none(text: str) -> None:
    assert parse_datetime(text, context()) is None


@pytest.mark.parametrize(
    ("text", "value"),
    rows(
        """
        mañana a las cuatro y media                  | 2026-08-20T16:30
        mañana por la mañana a las nueve             | 2026-08-20T09:00
        el veintiuno de agosto a las cinco de la tarde | 2026-08-21T17:00
        esta noche a las ocho                        | 2026-08-19T20:00
        el lunes a las tres no perdón a las cuatro   | 2026-08-24T16:00
        el viernes a las nueve                   | 2026-08-21T09:00
        pasado mañana a mediodía                 | 2026-08-21T12:00
        hoy a las cinco                          | 2026-08-19T17:00
        en dos horas                             | 2026-08-19T11:12
        """
    ),
)
def test_spanish_datetimes(text: str, value: str) -> None:
    assert parse_datetime(text, context("es-ES")) == value


def test_a_spanish_hour_whose_article_was_not_heard_is_read_where_nobody_asked() -> None:
    unasked = ParseContext(locale="es-ES", now=NOW, asked=False)
    assert parse_datetime("me viene mejor pasado mañana a una de la tarde", unasked) == "2026-08-21T13:00"
    assert parse_datetime("vamos mañana a una reunión", unasked) is None


@given(st.integers(20, 500_000))
def test_every_moment_ahead_is_read_as_it_is_written(minutes: int) -> None:
    moment = NOW + timedelta(minutes=minutes)
    expected = moment.isoformat(timespec="minutes")
    for text in (
        expected,
        f"{moment:%d/%m/%Y at %H:%M}",
        f"{moment:%I:%M %p on %d %B %Y}",
        f"{moment:%a %d %b %Y %H.%M}",
    ):
        assert parse_datetime(text, context()) == expected, text
    assert parse_datetime(f"{moment:%m/%d/%Y %I:%M%p}", context("en-US")) == expected


@given(st.integers(1, 600))
def test_minutes_from_now_are_counted(minutes: int) -> None:
    if minutes >= 100:
        return
    expected = (NOW + timedelta(minutes=minutes)).isoformat(timespec="minutes")
    assert parse_datetime(f"in {minutes} minutes", context()) == expected


@given(st.text())
def test_no_text_raises(text: str) -> None:
    for now in (NOW, *ENDS_OF_TIME):
        value = parse_datetime(text, context(now=now))
        assert value is None or datetime.fromisoformat(value)
