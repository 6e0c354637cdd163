from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.agents.agent import Slot
from seatrial.agents.rendering import VALUE_CHARS_MAX, fill, placeholders, read_back, render, render_fact
from seatrial.core.errors import InvariantError
from seatrial.core.events import Json
from seatrial.text.context import ParseContext
from seatrial.text.parsers import parse

NOW = datetime(2026, 8, 19, 9, 12)  # noqa: DTZ001 - a session's local time is naive; a Wednesday


def slot(slot_type: str, **fields: object) -> Slot:
    return Slot(name="it", type=slot_type, ask=("?",), **fields)  # pyright: ignore[reportArgumentType]


def shown(slot_type: str, value: Json, locale: str = "en-GB", channel: str = "speech") -> str:
    return render(slot(slot_type), value, locale=locale, channel=channel, now=NOW)


@pytest.mark.parametrize(
    ("slot_type", "value", "locale", "channel", "expected"),
    [
        ("phone", "+447700900123", "en-GB", "chat", "07700 900 123"),
        ("phone", "+442079460958", "en-GB", "speech", "020 7946 0958"),
        ("phone", "+441134960123", "en-GB", "speech", "0113 496 0123"),
        ("phone", "+441614960123", "en-GB", "speech", "0161 496 0123"),
        ("phone", "+441632960123", "en-GB", "speech", "01632 960 123"),
        ("phone", "+12125550123", "en-US", "speech", "212 555 0123"),
        ("phone", "+34612345678", "es", "speech", "612 345 678"),
        ("phone", "+447700900123", "en-US", "speech", "+44 770 090 0123"),
        ("phone", "+353861234567", "en-GB", "speech", "+353 861 234 567"),
        ("uk_postcode", "SW1A 1AA", "en-GB", "speech", "SW1A 1AA"),
        ("email", "j.smith@gmail.com", "en-GB", "speech", "j.smith@gmail.com"),
        ("money", {"amount": "60.00", "currency": "GBP"}, "en-GB", "speech", "60 pounds"),
        ("money", {"amount": "12.50", "currency": "GBP"}, "en-GB", "speech", "12 pounds 50"),
        ("money", {"amount": "1.05", "currency": "GBP"}, "en-GB", "speech", "1 pound and 5 pence"),
        ("money", {"amount": "0.50", "currency": "GBP"}, "en-GB", "speech", "50 pence"),
        ("money", {"amount": "0.50", "currency": "EUR"}, "en-GB", "speech", "0 euros 50"),
        ("money", {"amount": "12.50", "currency": "USD"}, "en-US", "speech", "12 dollars 50"),
        ("money", {"amount": "12.50", "currency": "EUR"}, "es", "speech", "12 euros con 50"),
        ("money", {"amount": "1200.00", "currency": "GBP"}, "en-GB", "chat", "£1,200"),
        ("money", {"amount": "1200.50", "currency": "EUR"}, "es", "chat", "1.200,50 €"),
        ("money", {"amount": "-3", "currency": "GBP"}, "en-GB", "chat", "minus £3"),
        ("money", {"amount": "5", "currency": "CHF"}, "en-GB", "speech", "5 CHF"),
        ("date", "2026-08-21", "en-GB", "speech", "Friday 21 August"),
        ("date", "2026-08-21", "en-US", "speech", "Friday, August 21"),
        ("date", "2026-08-21", "es", "speech", "el viernes 21 de agosto"),
        ("date", "2026-08-19", "en-GB", "speech", "today"),
        ("date", "2026-08-20", "en-GB", "speech", "tomorrow"),
        ("date", "2026-08-20", "es", "speech", "mañana"),
        ("date", "2027-08-21", "en-GB", "speech", "Saturday 21 August 2027"),
        ("date", "2026-08-18", "en-US", "speech", "Tuesday, August 18, 2026"),
        ("time", "16:30", "en-GB", "speech", "half past four in the afternoon"),
        ("time", "16:30", "en-GB", "chat", "4:30 pm"),
        ("time", "16:30", "en-US", "speech", "4:30 pm"),
        ("time", "16:30", "es", "speech", "las cuatro y media de la tarde"),
        ("time", "16:30", "es", "chat", "las 16:30"),
        ("time", "13:45", "es", "speech", "las dos menos cuarto de la tarde"),
        ("time", "09:00", "en-GB", "speech", "nine o'clock in the morning"),
        ("time", "09:00", "en-US", "speech", "9 am"),
        ("time", "18:35", "en-GB", "speech", "6:35 pm"),
        ("time", "18:40", "en-GB", "speech", "twenty to seven in the evening"),
        ("time", "16:32", "en-GB", "speech", "4:32 pm"),
        ("time", "12:00", "en-GB", "speech", "midday"),
        ("time", "12:00", "en-US", "speech", "noon"),
        ("time", "00:30", "en-GB", "speech", "12:30 am"),
        ("datetime", "2026-08-20T16:30", "en-GB", "speech", "tomorrow at half past four in the afternoon"),
        ("datetime", "2026-08-21T16:30", "en-US", "chat", "Friday, August 21 at 4:30 pm"),
        ("datetime", "2026-08-21T16:30", "es", "speech", "el viernes 21 de agosto a las cuatro y media de la tarde"),
        ("number", "12.5", "en-GB", "speech", "12.5"),
        ("number", "12.5", "es", "speech", "12,5"),
        ("yes_no", True, "en-GB", "speech", "yes"),
        ("yes_no", True, "es", "speech", "sí"),
        ("card_last4", "4417", "en-GB", "speech", "4 4 1 7"),
        ("card_last4", "4417", "en-GB", "chat", "4417"),
        ("order_id", "AB-1234", "en-GB", "speech", "AB-1234"),
        (
            "address",
            {"line1": "12 High Street", "city": "Leeds", "postcode": "LS1 4AP"},
            "en-GB",
            "chat",
            "12 High Street, Leeds, LS1 4AP",
        ),
        (
            "address",
            {"line1": "12 Main St", "city": "Austin", "state": "TX", "postcode": "78701"},
            "en-US",
            "chat",
            "12 Main St, Austin, TX 78701",
        ),
        ("person_name", "Anna Smith", "en-GB", "speech", "Anna Smith"),
    ],
)
def test_values_are_said_the_way_people_say_them(slot_type: str, value: Json, locale: str, channel: str, expected: str):
    assert shown(slot_type, value, locale, channel) == expected


def test_a_choice_is_said_by_its_label():
    problem = slot("choice", labels={"leak": "leaking pipe"})
    assert render(problem, "leak", locale="en-GB", channel="chat", now=NOW) == "leaking pipe"
    assert render(problem, "no_water", locale="en-GB", channel="chat", now=NOW) == "no water"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("AB1234", "AB1234"),
        ("2026-08-20T16:30", "tomorrow at 4:30 pm"),
        ("2026-08-20T16:30:00+01:00", "tomorrow at 4:30 pm"),
        ("2026-08-21", "Friday 21 August"),
        ("2026-99-99", "2026-99-99"),
        ("16:30", "4:30 pm"),
        ("+447700900123", "07700 900 123"),
        ({"amount": "12.50", "currency": "GBP"}, "£12.50"),
        ({"line1": "1 High St", "city": "Leeds"}, "1 High St, Leeds"),
        ({"amount": "a lot", "currency": "GBP"}, "a lot and GBP"),
        (["red", "green", "blue"], "red, green and blue"),
        ([], ""),
        (True, "yes"),
        (3, "3"),
        (3.0, "3"),
        (Decimal("12.50"), "12.50"),
        (None, ""),
        (date(2026, 8, 20), "tomorrow"),
        (datetime(2026, 8, 21, 9), "Friday 21 August at 9 am"),  # noqa: DTZ001 - local, as expressions make them
        (time(12), "midday"),
    ],
)
def test_a_fact_is_said_by_its_shape(value: Json, expected: str):
    assert render_fact(value, locale="en-GB", channel="chat", now=NOW) == expected


@pytest.mark.parametrize(
    ("slot_type", "value", "manner", "locale", "expected"),
    [
        (
            "uk_postcode",
            "SW1A 1AA",
            "nato",
            "en-GB",
            "S for Sierra, W for Whiskey, 1, A for Alfa, 1, A for Alfa, A for Alfa",
        ),
        ("uk_postcode", "SW1A 1AA", "nato", "es", "S de Sierra, W de Whiskey, 1, A de Alfa, 1, A de Alfa, A de Alfa"),
        ("email", "j.smith@gmail.com", "spelled", "en-GB", "j, dot, s, m, i, t, h at gmail dot com"),
        ("email", "jo@harbour-pipes.co.uk", "spelled", "en-GB", "j, o at harbour dash pipes dot co dot uk"),
        ("email", "jo@mail.a-b.io", "spelled", "en-GB", "j, o at mail dot a, dash, b dot i, o"),
        ("email", "jo@gmail.com", "spelled", "es", "j, o arroba gmail punto com"),
        ("email", "jo@gmail.com", "digits", "en-GB", "j, o at gmail dot com"),
        ("person_name", "Ann Lee", "spelled", "en-GB", "Ann Lee, A, N, N; L, E, E"),
        ("phone", "+447700900123", "digits", "en-GB", "0 7 7 0 0, 9 0 0, 1 2 3"),
        ("order_id", "AB-12", "digits", "en-GB", "A B dash 1 2"),
    ],
)
def test_values_are_read_back_so_that_every_letter_is_heard(
    slot_type: str, value: str, manner: str, locale: str, expected: str
):
    it = slot(slot_type, read_back=manner)
    assert read_back(it, value, locale=locale, channel="speech") == expected


def test_on_a_screen_nothing_is_spelled_out():
    it = slot("uk_postcode", read_back="nato")
    assert read_back(it, "SW1A 1AA", locale="en-GB", channel="chat") == "SW1A 1AA"


def test_what_has_no_letters_is_read_back_as_it_is_said():
    it = slot("datetime", read_back="spelled")
    assert read_back(it, True, locale="en-GB", channel="speech") == "yes"


@pytest.mark.parametrize(
    "slot_type", ["phone", "date", "time", "datetime", "money", "number", "yes_no", "address", "x"]
)
def test_a_value_of_the_wrong_shape_is_shown_as_it_is(slot_type: str):
    assert shown(slot_type, "no idea") == "no idea"
    assert shown(slot_type, {"a": "b"}) == "b"


# -- the law: what the agent says can be read back by somebody who knows nothing --------------------------------------

LOCALES = st.sampled_from(["en-GB", "en-US", "es"])
CHANNELS = st.sampled_from(["speech", "chat"])
DIGITS = st.text("0123456789", min_size=3, max_size=3)
CENTS = st.integers(1, 10_000_000)


def assert_reads_back(slot_type: str, value: Json, text: str, locale: str, **context: str) -> None:
    got = parse(slot_type, text, ParseContext(locale=locale, now=NOW, **context))  # pyright: ignore[reportArgumentType]
    assert got == value, text


@given(st.integers(-400, 800), LOCALES, CHANNELS)
def test_a_rendered_date_is_that_date(days: int, locale: str, channel: str):
    value = (NOW.date() + timedelta(days=days)).isoformat()
    assert_reads_back("date", value, shown("date", value, locale, channel), locale)


@given(st.times(), LOCALES, CHANNELS)
def test_a_rendered_time_is_that_time(clock: time, locale: str, channel: str):
    value = clock.strftime("%H:%M")
    assert_reads_back("time", value, shown("time", value, locale, channel), locale)


@given(st.integers(1, 60 * 24 * 300), LOCALES, CHANNELS)
def test_a_rendered_point_in_time_is_that_point(minutes: int, locale: str, channel: str):
    value = (NOW + timedelta(minutes=minutes)).isoformat(timespec="minutes")
    assert_reads_back("datetime", value, shown("datetime", value, locale, channel), locale)


@given(CENTS, st.sampled_from(["GBP", "USD", "EUR"]), LOCALES, CHANNELS)
def test_rendered_money_is_that_money(cents: int, currency: str, locale: str, channel: str):
    value = {"amount": f"{Decimal(cents) / 100:.2f}", "currency": currency}
    assert_reads_back("money", value, shown("money", value, locale, channel), locale)


@given(
    st.sampled_from(["+447700900{}", "+442079460{}", "+441134960{}", "+12125550{}", "+34612345{}"]),
    DIGITS,
    LOCALES,
    CHANNELS,
    st.sampled_from(["plain", "digits"]),
)
def test_a_rendered_telephone_number_is_that_number(form: str, end: str, locale: str, channel: str, manner: str):
    value = form.format(end)
    text = read_back(slot("phone", read_back=manner), value, locale=locale, channel=channel)
    assert_reads_back("phone", value, text, locale)


@given(
    st.from_regex(r"(?:SW1A|M1|LS6|EC1A|B33) [1-9][ABDFGJLNPQ]{2}", fullmatch=True),
    CHANNELS,
    st.sampled_from(["plain", "nato", "spelled"]),
)
def test_a_postcode_read_back_is_that_postcode(value: str, channel: str, manner: str):
    text = read_back(slot("uk_postcode", read_back=manner), value, locale="en-GB", channel=channel)
    assert_reads_back("uk_postcode", value, text, "en-GB")


@given(
    st.from_regex(
        r"[bcdfgjkl]{2,6}(?:[.][bcd]{2})?[0-9]{0,2}@(?:gmail\.com|harbour-pipes\.co\.uk|kb\.net)", fullmatch=True
    ),
    st.sampled_from(["en-GB", "es"]),
)
def test_an_email_read_back_is_that_address(value: str, locale: str):
    text = read_back(slot("email", read_back="spelled"), value, locale=locale, channel="speech")
    # A recogniser prints no commas: they are pauses.
    assert_reads_back("email", value, text.replace(",", ""), locale)


@given(st.from_regex(r"[BCDFGJKL]{2}[0-9]{4}", fullmatch=True), CHANNELS, st.sampled_from(["plain", "nato", "digits"]))
def test_a_reference_read_back_is_that_reference(value: str, channel: str, manner: str):
    text = read_back(slot("order_id", read_back=manner), value, locale="en-GB", channel=channel)
    assert_reads_back("order_id", value, text, "en-GB", pattern="[A-Z]{2}[0-9]{4}")


# -- hostile values ---------------------------------------------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
TYPES = st.sampled_from(["phone", "date", "time", "datetime", "money", "number", "yes_no", "choice", "address", "text"])


@given(TYPES, JSON, LOCALES, CHANNELS)
def test_whatever_the_value_there_is_one_printable_line(slot_type: str, value: Json, locale: str, channel: str):
    for text in (
        shown(slot_type, value, locale, channel),
        render_fact(value, locale=locale, channel=channel, now=None),
        read_back(slot(slot_type, read_back="spelled"), value, locale=locale, channel=channel),
    ):
        assert text.isprintable()


def test_a_value_is_one_short_line():
    text = shown("text", "evil\n\x1b[31m\u202e{name}" + "x" * 10_000)
    assert text.isprintable()
    assert len(text) == VALUE_CHARS_MAX
    assert text.startswith("evil [31m {name}x")


# -- wording ----------------------------------------------------------------------------------------------------------


def test_placeholders_are_filled_once():
    values = {"a": "{b}", "b": "{{x}} %s {a}", "visit.ref": "R1"}
    assert fill("{a} and {b} {{a}} {visit.ref}", values) == "{b} and {{x}} %s {a} {a} R1"


def test_a_wording_tells_what_it_asks_for():
    assert placeholders("A {b} and {a.c}, {b} {{d}}") == ("b", "a.c", "b")
    assert placeholders("nothing") == ()


def test_a_missing_value_is_an_error():
    with pytest.raises(InvariantError, match="'when'"):
        fill("At {when}.", {})


@pytest.mark.parametrize("template", ["{", "}", "{a b}", "{a!r}", "{a:>5}", "{0}", "{}", "{{a}", "{a[0]}"])
def test_a_brace_that_is_no_placeholder_is_an_error(template: str):
    with pytest.raises(InvariantError, match="brace"):
        fill(template, {"a": "x"})


@given(st.dictionaries(st.sampled_from("abc"), st.text(), min_size=3), st.lists(st.sampled_from("abc")))
def test_filling_is_plain_concatenation(values: dict[str, str], names: list[str]):
    template = "|".join("{" + name + "}" for name in names)
    assert fill(template, values) == "|".join(values[name] for name in names)
