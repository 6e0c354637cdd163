import re
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from number_words import english, spanish
from slot_reading import read

from seatrial.text.context import ParseContext
from seatrial.text.times import parse_time

NOW = datetime.fromisoformat("2026-08-19T09:12")


def context(locale: str = "en-GB", *, asked: bool = True) -> ParseContext:
    return ParseContext(locale=locale, now=NOW, asked=asked)


def rows(table: str) -> list[tuple[str, str]]:
    pairs = [line.rsplit("|", 1) for line in table.strip().splitlines()]
    return [(text.strip(), value.strip()) for text, value in pairs]


@pytest.mark.parametrize(
    ("text", "value"),
    rows(
        """
        three                      | 15:00
        at seven                   | 07:00
        twelve                     | 12:00
        six thirty                 | 18:30
        quarter to seven           | 18:45
        quarter to one             | 12:45
        04:30                      | 04:30
        4:30                       | 16:30
        12am                       | 00:00
        12pm                       | 12:00
        0:30                       | 00:30
        """
    ),
)
def test_a_reading_without_a_half_of_the_day_follows_the_convention(text: str, value: str) -> None:
    assert parse_time(text, context()) == value


@pytest.mark.parametrize(
    ("text", "value"),
    rows(
        """
        half four                  | 16:30
        half-past 4pm              | 16:30
        a quarter to five          | 16:45
        quarter of five            | 16:45
        quarter after nine         | 09:15
        ten past four              | 16:10
        twenty five to six         | 17:35
        seventeen minutes past two | 14:17
        10 to 3                    | 14:50
        ten to midnight            | 23:50
        four o clock               | 16:00
        4 p.m.                     | 16:00
        eight thirty p m           | 20:30
        oh nine hundred hours      | 09:00
        zero eight thirty          | 08:30
        sixteen hundred            | 16:00
        twenty one thirty          | 21:30
        nine oh five               | 09:05
        4.30pm                     | 16:30
        16.30                      | 16:30
        1630                       | 16:30
        930am                      | 09:30
        fiveish                    | 17:00
        about five ish             | 17:00
        half fourish               | 16:30
        four or so                 | 16:00
        noonish                    | 12:00
        12 noon                    | 12:00
        midnight                   | 00:00
        """
    ),
)
def test_spoken_and_typed_clock_times(text: str, value: str) -> None:
    assert parse_time(text, context()) == value


@pytest.mark.parametrize(
    ("text", "value"),
    rows(
        """
        three in the morning       | 03:00
        8 at night                 | 20:00
        twelve at night            | 00:00
        half seven in the evening  | 19:30
        seven tonight              | 19:00
        friday morning at eight    | 08:00
        tomorrow night at eight    | 20:00
        the afternoon at like 3    | 15:00
        good evening four please   | 16:00
        """
    ),
)
def test_the_part_of_the_day_decides(text: str, value: str) -> None:
    assert parse_time(text, context()) == value


@pytest.mark.parametrize(
    ("text", "value"),
    rows(
        """
        three no wait four                       | 16:00
        nine p m no eight                        | 20:00
        eight in the evening no wait nine        | 21:00
        not four five                            | 17:00
        five not four                            | 17:00
        four four thirty                         | 16:30
        i finish at five so make it six          | 18:00
        nine's too early ten please              | 10:00
        the bus gets in at ten past two so say half past two | 14:30
        there's 3 of us so 4pm                   | 16:00
        table for 2 at 7pm                       | 19:00
        three thirty make that four              | 16:00
        ten past nine                            | 09:10
        ten past nine in the evening             | 21:10
        can you do nine                          | 09:00
        could you come at half eight             | 08:30
        nine works better than ten               | 09:00
        rather nine than ten                     | 09:00
        nine instead of ten                      | 09:00
        make it nine instead                     | 09:00
        i'd rather nine                          | 09:00
        9-ish am                                 | 09:00
        9 o clock in the morning please          | 09:00
        0930                                     | 09:30
        09.30                                    | 09:30
        nine thirty a.m. sharp                   | 09:30
        eleven thirty at night                   | 23:30
        twelve thirty at night                   | 00:30
        twelve thirty in the afternoon           | 12:30
        twelve in the afternoon                  | 12:00
        noon-ish                                 | 12:00
        midnight on friday                       | 00:00
        five thirty-ish                          | 17:30
        five-thirty                              | 17:30
        five past five                           | 17:05
        five oh five                             | 17:05
        eight eight thirty                       | 08:30
        eight thirty tomorrow                    | 08:30
        tomorrow eight                           | 08:00
        tomorrow at 8 in the evening             | 20:00
        the 3 o'clock slot on the 4th            | 15:00
        the 4th at 3                             | 15:00
        3 on the 4th                             | 15:00
        my son is 3, how about 4                 | 16:00
        room 5 at 7                              | 07:00
        flight gets in at 3:15 so pick me up at 4 | 16:00
        """
    ),
)
def test_the_last_version_counts(text: str, value: str) -> None:
    assert parse_time(text, context()) == value


@pytest.mark.parametrize(
    ("text", "value"),
    rows(
        """
        in two hours               | 11:12
        in half an hour            | 09:42
        in an hour and a half      | 10:42
        20 minutes from now        | 09:32
        """
    ),
)
def test_times_counted_from_now(text: str, value: str) -> None:
    assert parse_time(text, context()) == value


@pytest.mark.parametrize(
    "text",
    [
        *("three or four", "either two or half two", "between two and four", "two to four", "2-4pm", "nine to five"),
        *("from ten to eleven", "10 to 12", "four or four thirty", "in an hour or two", "4pm-5pm"),
        *("after four", "by five", "until six", "four onwards", "no later than four", "just before four"),
        *("ten past", "half past", "quarter to", "twenty to", "four no wait", "in the morning", "lunchtime", "now"),
        *("25:00", "4:75", "24:00", "0", "half an hour", "i waited two hours", "it takes ten minutes"),
        *(
            "i have four kids",
            "flat 4",
            "14 high street",
            "the 21st",
            "3/4",
            "21 august",
            "$20",
            "no one",
            "i need one",
        ),
        *("do you have to be 18", "my number is oh seven seven double oh nine", "whenever", "🙂", ""),
    ],
)
def test_ambiguous_partial_or_absent_is_no_time(text: str) -> None:
    assert parse_time(text, context()) is None


@pytest.mark.parametrize(
    ("text", "value"),
    rows(
        """
        a las cuatro y media       | 16:30
        las cinco menos cuarto     | 16:45
        a la una                   | 13:00
        a las ocho de la tarde     | 20:00
        por la mañana a las nueve  | 09:00
        a las doce de la noche     | 00:00
        cuarto para las cinco      | 16:45
        las dieciséis treinta      | 16:30
        16h30                      | 16:30
        al mediodía                | 12:00
        las quince horas           | 15:00
        en media hora              | 09:42
        a las tres no mejor a las cuatro | 16:00
        a las cinco                              | 17:00
        a la una y media                         | 13:30
        a las ocho de la mañana                  | 08:00
        a las nueve de la noche                  | 21:00
        las cuatro y cuarto                      | 16:15
        las cuatro y diez                        | 16:10
        las cuatro menos veinte                  | 15:40
        a mediodía                               | 12:00
        medianoche                               | 00:00
        a las doce del mediodía                  | 12:00
        a las 16                                 | 16:00
        a las 4 y media                          | 16:30
        sobre las cinco                          | 17:00
        diez para las cinco                      | 16:50
        un cuarto para las cinco                 | 16:45
        a las cuatro en punto                    | 16:00
        dentro de dos horas                      | 11:12
        a las tres no espera a las cuatro        | 16:00
        a las siete                              | 07:00
        a las siete y media de la tarde          | 19:30
        a las once y veinticinco                 | 11:25
        a las 5 pm                               | 17:00
        las diez y treinta y cinco               | 10:35
        las seis menos veinticinco               | 17:35
        las cinco y veinte                       | 17:20
        a la una menos cuarto                    | 12:45
        a las diez de la noche                   | 22:00
        a las tres de la madrugada               | 03:00
        las nueve y media de la mañana           | 09:30
        a las dos de la tarde                    | 14:00
        hacia las seis                           | 18:00
        a las cuatro no mejor a las cinco        | 17:00
        17:30                                    | 17:30
        a las 17                                 | 17:00
        a las 9 de la mañana                     | 09:00
        a las ocho menos diez                    | 07:50
        """
    ),
)
def test_spanish_times(text: str, value: str) -> None:
    assert parse_time(text, context("es-ES")) == value


@pytest.mark.parametrize(
    "text", ["a las tres o a las cuatro", "de dos a cuatro", "entre las dos y las cuatro", "a partir de las cuatro"]
)
def test_spanish_stretches_are_no_time(text: str) -> None:
    assert parse_time(text, context("es-ES")) is None


def test_an_unasked_number_is_no_time() -> None:
    assert parse_time("four", context(asked=False)) is None
    assert parse_time("i have four leaks", context(asked=False)) is None
    assert parse_time("can you come at half four", context(asked=False)) == "16:30"


@given(st.integers(0, 23), st.integers(0, 59))
def test_every_minute_of_the_day_is_read_however_it_is_said(hour: int, minute: int) -> None:
    expected = f"{hour:02d}:{minute:02d}"
    half = "pm" if hour >= 12 else "am"
    clock = hour % 12 or 12
    texts = [expected, f"{clock}:{minute:02d} {half}", f"{clock}.{minute:02d}{half}", f"{hour:02d}{minute:02d} hours"]
    minutes = english(minute) if minute >= 10 else f"oh {english(minute)}"
    if minute:
        texts.append(f"{english(clock)} {minutes} {half[0]} m")
    else:
        texts.append(f"{english(clock)} o'clock {'in the morning' if hour < 12 else half}")
    if 0 < minute < 30:
        texts.append(f"{english(minute)} minutes past {english(clock)} {half}")
    if hour >= 13 and minute:
        texts.append(f"{english(hour)} {minutes}")
    for text in texts:
        assert parse_time(text, context()) == expected, text


@given(st.integers(1, 12), st.integers(1, 29))
def test_spanish_minutes_are_added_and_taken(hour: int, minute: int) -> None:
    article = "la" if hour == 1 else "las"
    name = "una" if hour == 1 else spanish(hour)
    minutes = spanish(minute)
    assert parse_time(f"a {article} {name} y {minutes} pm", context("es-ES")) == f"{hour % 12 + 12:02d}:{minute:02d}"
    before = (hour - 1) % 12 + 12
    assert parse_time(f"{article} {name} menos {minutes} pm", context("es-ES")) == f"{before:02d}:{60 - minute:02d}"


@given(st.text(), st.sampled_from(["en-GB", "en-US", "es-ES"]), st.booleans())
def test_no_text_raises(text: str, locale: str, asked: bool) -> None:
    value = parse_time(text, context(locale, asked=asked))
    assert value is None or re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value)


@given(
    st.lists(
        st.sampled_from("half quarter to past four 12 pm in an hour oh hundred at or no not -".split()), max_size=30
    )
)
def test_no_pile_of_clock_words_raises(words: list[str]) -> None:
    value = parse_time(" ".join(words), context())
    assert value is None or re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value)


@pytest.mark.parametrize(
    "text",
    [
        "half four or quarter to five",
        "three no quarter past",
        "quarter past three i mean quarter to",
        "twenty five past",
        "not before nine",
        "nine at the earliest",
        "nine to half past",
        "9 - 10",
        "9 till late",
        "9.3",
        "9:5",
        "21h",
        "on the hour",
        "after lunch",
        "during lunch",
        "a bit after five",
        "either eight or half past",
        "eight or half past",
        "eight if possible otherwise nine",
        "eight maybe nine",
    ],
)
def test_bounds_denials_and_choices_are_no_time(text: str) -> None:
    assert parse_time(text, context()) is None


@pytest.mark.parametrize(
    "text",
    [
        "a las tres o a las cuatro",
        "entre las dos y las cuatro",
        "de dos a cuatro",
        "por la tarde",
        "después de las cuatro",
        "tengo dos hijos",
        "a las cuatro y pico",
        "sobre las cuatro o las cinco",
        "a partir de las cuatro",
        "antes de las cinco",
        "cuando quieras",
        "no sé",
    ],
)
def test_spanish_parts_and_bounds_are_no_time(text: str) -> None:
    assert parse_time(text, context("es-ES")) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("five and twenty to three", "14:35"), ("five and twenty past four", "16:25"), ("1915 - bus is at 7", "19:15")],
)
def test_old_fashioned_and_explained_times_are_read(text: str, expected: str) -> None:
    assert read("time", text) == expected


def test_a_bare_hour_after_a_pause_is_a_time_where_nothing_follows() -> None:
    assert read("time", "i don't know, nine") == "09:00"
    assert read("time", "i don't know, nine people") is None
