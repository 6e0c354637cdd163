from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from number_words import english, spanish
from slot_reading import read

from seatrial.text.context import ParseContext
from seatrial.text.dates import parse_date

NOW = datetime.fromisoformat("2026-08-19T09:12")  # a Wednesday
ENDS_OF_TIME = (datetime.fromisoformat("0001-01-01T00:00"), datetime.fromisoformat("9999-12-31T23:59"))
MONTHS = ("january february march april may june july august september october november december").split()
MESES = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
).split()


def context(locale: str = "en-GB", *, now: datetime = NOW, asked: bool = True) -> ParseContext:
    return ParseContext(locale=locale, now=now, asked=asked)


def rows(table: str) -> list[tuple[str, str]]:
    """Split "text | value" lines; the value is the day in 2026 or with its year."""
    pairs = [line.rsplit("|", 1) for line in table.strip().splitlines()]
    return [(text.strip(), value.strip()) for text, value in pairs]


def ordinal(day: int) -> str:
    if day <= 20:
        return ORDINALS[day - 1]
    return "thirtieth" if day == 30 else f"{'twenty' if day < 30 else 'thirty'} {ORDINALS[day % 10 - 1]}"


@pytest.mark.parametrize(
    ("text", "value"),
    rows(
        """
        today                                   | 2026-08-19
        tonight if you can                      | 2026-08-19
        this afternoon                          | 2026-08-19
        tomorrow                                | 2026-08-20
        tmrw                                    | 2026-08-20
        2moro                                   | 2026-08-20
        the day after tomorrow                  | 2026-08-21
        a week today                            | 2026-08-26
        today week                              | 2026-08-26
        tomorrow week                           | 2026-08-27
        a week tomorrow                         | 2026-08-27
        in a fortnight's time                   | 2026-09-02
        a fortnight today                       | 2026-09-02
        in two weeks' time                      | 2026-09-02
        in three days time                      | 2026-08-22
        three days from now                     | 2026-08-22
        in a couple of days                     | 2026-08-21
        two days after tomorrow                 | 2026-08-22
        in a month                              | 2026-09-19
        in a year                               | 2027-08-19
        this time next week                     | 2026-08-26
        """
    ),
)
def test_days_counted_from_today(text: str, value: str) -> None:
    assert parse_date(text, context()) == value


@pytest.mark.parametrize(
    ("text", "value"),
    rows(
        """
        friday                                  | 2026-08-21
        wednesday                               | 2026-08-26
        this friday                             | 2026-08-21
        this tuesday                            | 2026-08-25
        next friday                             | 2026-08-28
        next monday                             | 2026-08-24
        friday week                             | 2026-08-28
        monday week                             | 2026-08-31
        a week on monday                        | 2026-08-31
        a week from next monday                 | 2026-08-31
        week saturday                           | 2026-08-29
        friday fortnight                        | 2026-09-04
        two weeks on friday                     | 2026-09-04
        three weeks on monday                   | 2026-09-14
        friday next week                        | 2026-08-28
        next week thursday                      | 2026-08-27
        next week, say wednesday                | 2026-08-26
        the week after next on tuesday          | 2026-09-01
        this coming saturday                    | 2026-08-22
        tuesday next                            | 2026-08-25
        saturday in two weeks                   | 2026-09-05
        the monday after christmas              | 2026-12-28
        """
    ),
)
def test_weekdays(text: str, value: str) -> None:
    assert parse_date(text, context()) == value


@pytest.mark.parametrize(
    ("text", "value"),
    rows(
        """
        the twenty first                        | 2026-08-21
        21st please                             | 2026-08-21
        the nineteenth                          | 2026-09-19
        the tenth                               | 2026-09-10
        the thirty first                        | 2026-08-31
        the first of next month                 | 2026-09-01
        next month on the fifth                 | 2026-09-05
        end of the month                        | 2026-08-31
        the end of next month                   | 2026-09-30
        end of september                        | 2026-09-30
        end of the year                         | 2026-12-31
        the last friday of the month            | 2026-08-28
        last friday in october                  | 2026-10-30
        the first monday in september           | 2026-09-07
        the third thursday in september         | 2026-09-17
        last day of february                    | 2027-02-28
        march the third                         | 2027-03-03
        third of march twenty twenty seven      | 2027-03-03
        march 3rd, 2028                         | 2028-03-03
        3 mar 27                                | 2027-03-03
        2nd Sept '26                            | 2026-09-02
        august twenty twenty twenty six         | 2026-08-20
        the first of january two thousand and twenty seven | 2027-01-01
        the third of the fourth                 | 2027-04-03
        three slash four                        | 2027-04-03
        three four twenty twenty seven          | 2027-04-03
        oh three oh four twenty twenty seven    | 2027-04-03
        29 february                             | 2028-02-29
        friday the twenty first                 | 2026-08-21
        22-Aug-2026                             | 2026-08-22
        christmas eve                           | 2026-12-24
        two days before christmas               | 2026-12-23
        new year's day                          | 2027-01-01
        10 march 2020                           | 2020-03-10
        born 14/6/82                            | 1982-06-14
        """
    ),
)
def test_days_of_the_month(text: str, value: str) -> None:
    assert parse_date(text, context()) == value


@pytest.mark.parametrize(
    ("locale", "value"), [("en-GB", "2027-04-03"), ("en-US", "2027-03-04"), ("es-ES", "2027-04-03")]
)
def test_the_locale_orders_day_and_month(locale: str, value: str) -> None:
    assert parse_date("3/4/2027", context(locale)) == value
    assert parse_date("2027-03-04", context(locale)) == "2027-03-04"


@pytest.mark.parametrize(
    ("text", "value"),
    rows(
        """
        monday no wait tuesday                  | 2026-08-25
        monday or rather tuesday                | 2026-08-25
        monday or tuesday no wait wednesday     | 2026-08-26
        not monday tuesday                      | 2026-08-25
        tuesday not monday                      | 2026-08-25
        tuesday instead of monday               | 2026-08-25
        i can't do monday, what about tuesday   | 2026-08-25
        monday's out, tuesday's fine            | 2026-08-25
        move it from monday to tuesday          | 2026-08-25
        i said tuesday but i meant thursday     | 2026-08-20
        thursday works better than friday       | 2026-08-20
        the 21st of september no the 22nd       | 2026-09-22
        21 september no october                 | 2026-10-21
        friday, not this friday, next friday    | 2026-08-28
        the twenty the twenty first             | 2026-08-21
        i'm away until the third so the fourth  | 2026-09-04
        friday sorry about the noise            | 2026-08-21
        monday at three no tuesday              | 2026-08-25
        friday at three or four                 | 2026-08-21
        the third no fourth of september         | 2026-09-04
        september third i mean fourth            | 2026-09-04
        third sorry fourth                       | 2026-09-04
        friday the 28th, not the 21st            | 2026-08-28
        28th of august please and thank you      | 2026-08-28
        twenty eighth of the eighth              | 2026-08-28
        next friday the 28th                     | 2026-08-28
        friday the 28th next week                | 2026-08-28
        one week from today                      | 2026-08-26
        one week today                           | 2026-08-26
        exactly one week from tomorrow           | 2026-08-27
        two fortnights from now                  | 2026-09-16
        six weeks from monday                    | 2026-10-05
        in six weeks                             | 2026-09-30
        in 90 days                               | 2026-11-17
        ninety days from now                     | 2026-11-17
        the last sunday in october               | 2026-10-25
        last tuesday of november twenty twenty six | 2026-11-24
        second saturday in december              | 2026-12-12
        christmas eve please                     | 2026-12-24
        day before christmas eve                 | 2026-12-23
        um let's see tuesday the first           | 2026-09-01
        tuesday the 1st of september             | 2026-09-01
        today's good                             | 2026-08-19
        today, the nineteenth                    | 2026-08-19
        not today tomorrow                       | 2026-08-20
        today no tomorrow                        | 2026-08-20
        can't do tomorrow or friday so saturday  | 2026-08-22
        tomorrow isn't good, friday is           | 2026-08-21
        i'm away tomorrow but free on friday     | 2026-08-21
        i'm free friday                          | 2026-08-21
        how does friday sound                    | 2026-08-21
        friday sounds good to me                 | 2026-08-21
        friday would be great                    | 2026-08-21
        as early as friday                       | 2026-08-21
        preferably friday                        | 2026-08-21
        2 september 2026 or thereabouts          | 2026-09-02
        around the 2nd of september              | 2026-09-02
        september 2 2026                         | 2026-09-02
        2nd september at 4                       | 2026-09-02
        september second four thirty             | 2026-09-02
        on the second at four                    | 2026-09-02
        4pm on 2 september                       | 2026-09-02
        my appointment is on the second but i want the third | 2026-09-03
        change it to the third                   | 2026-09-03
        can i change from friday to monday       | 2026-08-24
        push it back to monday                   | 2026-08-24
        bring it forward to tomorrow             | 2026-08-20
        it was meant to be monday but make it tuesday | 2026-08-25
        monday, hang on, no, tuesday             | 2026-08-25
        monday - wait - tuesday                  | 2026-08-25
        """
    ),
)
def test_the_last_version_counts(text: str, value: str) -> None:
    assert parse_date(text, context()) == value


@pytest.mark.parametrize(
    "text",
    [
        *("monday or tuesday", "monday and tuesday", "monday, tuesday", "between monday and wednesday"),
        *("monday to friday", "from monday", "after friday", "by friday", "friday or later", "friday onwards"),
        *("today if you can, otherwise tomorrow", "friday if you can, if not saturday", "in a week or two"),
        *("not monday", "anything but friday", "friday no wait", "friday scratch that", "every monday"),
        *("next week", "next month", "the weekend", "september", "in may", "early september", "a day in november"),
        *("the week of the 21st", "end of the week", "start of november", "august twenty twenty six", "2027"),
        *("31 february", "the thirty first of june", "29/2/2027", "8/21", "32/1/2027", "the thirty second"),
        *("thursday the 21st of august", "friday september fifth", "this wednesday"),
        *("yesterday", "last friday", "two weeks ago", "friday last week", "the third of this month"),
        *("the first available", "the second one", "what is the first step", "the friday after", "easter monday"),
        *("i have two kids", "21", "four", "flat 21", "in two hours", "may i come in", "whenever", "🙂", ""),
    ],
)
def test_ambiguous_partial_past_or_impossible_is_no_date(text: str) -> None:
    assert parse_date(text, context()) is None


def test_an_unasked_syllable_is_no_weekday() -> None:
    assert parse_date("we sat in the sun", context(asked=False)) is None
    assert parse_date("can someone come on friday", context(asked=False)) == "2026-08-21"


@given(st.integers(1, 364))
def test_every_day_of_the_next_year_is_read_however_it_is_said(days: int) -> None:
    day = NOW.date() + timedelta(days=days)
    month, said = MONTHS[day.month - 1], ordinal(day.day)
    year = f"twenty {english(day.year % 100)}"
    for text in (
        f"the {said} of {month}",
        f"{month} the {said}",
        f"um {month} {said} please",
        f"{said} of {month} {year}",
        f"{month} {said} {year}",
        f"{WEEKDAYS[day.weekday()]} the {said} of {month}",
        f"{english(day.day)} {month}",
        f"{day.day} {month[:3]} {day.year}",
        f"{month[:3]}. {day.day}, {day.year}",
        f"{day.day:02d}/{day.month:02d}/{day.year}",
        f"{day.day}.{day.month}.{day.year % 100}",
        f"{day.day}/{day.month}",
        day.isoformat(),
    ):
        assert parse_date(text, context()) == day.isoformat(), text
    assert parse_date(f"{day.month}/{day.day}", context("en-US")) == day.isoformat()
    assert parse_date(f"el {spanish(day.day)} de {MESES[day.month - 1]}", context("es-ES")) == day.isoformat()


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.sampled_from(WEEKDAYS))
def test_a_bare_weekday_is_the_next_one_strictly_ahead(today: date, weekday: str) -> None:
    ctx = context(now=datetime.combine(today, NOW.time()))
    read = date.fromisoformat(parse_date(weekday, ctx) or "")
    assert WEEKDAYS[read.weekday()] == weekday
    assert 1 <= (read - today).days <= 7
    a_week_on = date.fromisoformat(parse_date(f"{weekday} week", ctx) or "")
    assert (a_week_on - read).days == 7


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.integers(1, 31))
def test_a_bare_day_of_the_month_is_the_next_one_that_exists(today: date, day: int) -> None:
    ctx = context(now=datetime.combine(today, NOW.time()))
    read = date.fromisoformat(parse_date(f"the {ordinal(day)}", ctx) or "")
    assert read.day == day
    between = (today + timedelta(days=count) for count in range(1, (read - today).days))
    assert all(other.day != day for other in between)


@given(st.integers(2, 60), st.sampled_from([("days", 1), ("weeks", 7)]))
def test_a_number_of_days_or_weeks_ahead_is_counted(number: int, unit: tuple[str, int]) -> None:
    expected = (NOW.date() + timedelta(days=number * unit[1])).isoformat()
    assert parse_date(f"in {english(number)} {unit[0]}", context()) == expected
    assert parse_date(f"{number} {unit[0]} from today", context()) == expected


@given(st.text(), st.sampled_from(["en-GB", "en-US", "es-ES", "xx"]))
def test_no_text_raises(text: str, locale: str) -> None:
    for now in (NOW, *ENDS_OF_TIME):
        value = parse_date(text, context(locale, now=now))
        assert value is None or date.fromisoformat(value)


@given(
    st.lists(st.sampled_from("the day after week on from a next friday tomorrow 21st of last in".split()), max_size=40)
)
def test_no_pile_of_date_words_raises(words: list[str]) -> None:
    for now in (NOW, *ENDS_OF_TIME):
        value = parse_date(" ".join(words), context(now=now))
        assert value is None or date.fromisoformat(value)


@pytest.mark.parametrize(
    "text",
    [
        "twenty eight eight twenty six",
        "in one hundred days",
        "can't do tomorrow or friday",
        "tomorrow's no good",
        "i'm busy tomorrow",
        "i'm not free friday",
        "friday at the earliest",
        "no earlier than friday",
        "no later than friday",
        "friday if not then monday",
        "ideally friday but monday's ok",
        "friday or monday whichever",
        "friday slash saturday",
        "fri/sat",
        "sat & sun",
        "1st or 2nd",
        "1st-3rd",
        "1-3 september",
        "1st to the 3rd of september",
        "between the 1st and the 3rd",
        "from 1 september",
        "until 1 september",
        "since monday",
        "before christmas",
        "after christmas",
        "over christmas",
        "late august",
        "august",
        "swap monday for tuesday",
        "monday... actually no",
        "monday (tuesday if not)",
    ],
)
def test_bounds_denials_and_choices_are_no_date(text: str) -> None:
    assert parse_date(text, context()) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("march the 12th for my dad's 60th", "2026-03-12"), ("sat here for ages", None), ("sat please", "2026-03-07")],
)
def test_birthdays_and_verbs_are_no_days(text: str, expected: str | None) -> None:
    assert read("date", text) == expected
