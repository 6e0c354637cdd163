import pytest
from slot_reading import read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6:45, my shift starts at 9", "18:45"), ("four - my bus leaves at five", "16:00"),
        ("nine because i have swimming at eleven", "09:00"), ("my bus leaves at five", "17:00"),
        ("half two, i've got the optician at one", "14:30"),
    ],
)  # fmt: skip
def test_a_time_that_explains_another_gives_way_to_it(text: str, expected: str) -> None:
    assert read("time", text) == expected


@pytest.mark.parametrize(
    "text", ["it's gone eleven here", "i've got the optician at one", "they said ten and never came"]
)
def test_a_time_that_is_only_told_is_no_answer(text: str) -> None:
    assert read("time", text) is None


@pytest.mark.parametrize("text", ["how are you today", "it's pouring with rain today", "i'm a bit slow today"])
def test_today_in_small_talk_names_no_day(text: str) -> None:
    assert read("date", text) is None


@pytest.mark.parametrize("text", ["today if you can", "i need somebody today", "it's raining, can you come today"])
def test_today_is_a_day_when_it_is_wished_for(text: str) -> None:
    assert read("date", text) == "2026-03-04"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("friday, saturday i'm at a wedding", "2026-03-06"), ("saturday, dad works friday", "2026-03-07")],
)
def test_a_day_when_something_else_is_on_gives_way_to_another(text: str, expected: str) -> None:
    assert read("date", text) == expected


def test_a_spanish_day_with_something_else_on_gives_way_to_another() -> None:
    assert read("date", "mejor el lunes, que el viernes trabajo", "es") == "2026-03-09"


@pytest.mark.parametrize("text", ["is the 14th a saturday", "isn't the 9th a monday"])
def test_asking_which_day_a_date_is_names_none(text: str) -> None:
    assert read("date", text) is None


def test_an_arrival_time_and_a_start_are_two_times() -> None:
    assert read("time", "half seven for eight") is None


def test_a_reason_ends_where_something_is_wished() -> None:
    assert read("time", "nine's no good i've got the kids make it ten") == "10:00"


@pytest.mark.parametrize(
    "text", ["i'm no good in the morning so friday at two", "i'm rubbish in the morning, friday at two"]
)
def test_the_part_of_the_day_that_is_no_good_does_not_decide_the_hour(text: str) -> None:
    assert read("datetime", text) == "2026-03-06T14:00"
