from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slot_reading import read
from speech_styles import said_digits

from seatrial.text import phone

MOBILE = "+447700900123"
OFFICE = "+12125550123"


@pytest.mark.parametrize(
    "text",
    [
        "07700 900123",
        "07700900123.",
        "07700-900-123",
        "(07700) 900123",
        "07700/900123",
        "+44 7700 900123",
        "+44 (0)7700 900123",
        "0044 7700 900123",
        "447700900123",
        "o77oo 900123",
        "tel:07700900123",
        "07700 900123 ext 5",
        "07700 900123 / 07700 900123",
        "um it's oh seven seven double zero nine hundred one two three",
        "zero double seven double oh nine double oh one two three thanks love",
        "plus four four seven seven double oh nine hundred one two three",
        "double zero double four seven seven double zero nine hundred one two three",
        "oh seven seven hundred, nine hundred, one two three",
        "oh seven seven double zero then nine hundred and then one twenty three",
        "oh oh seven seven double zero nine hundred one two three",
        "call me after six on oh seven seven double zero nine hundred one two three",
        "number's oh seven seven double zero that's nine hundred one two three",
        "oh seven seven double zero wait nine hundred one two three",
    ],
)
def test_a_british_mobile_is_read_said_or_typed(text: str) -> None:
    assert read("phone", text) == MOBILE


@pytest.mark.parametrize(
    "text",
    [
        "07700 900124 no wait 07700 900123",
        "07700 900124 sorry 123",
        "oh seven seven double zero nine hundred one two four no one two three",
        "07700 900123 (not 07700 900124)",
        "oh seven seven start again oh seven seven double zero nine hundred one two three",
    ],
)
def test_a_corrected_number_is_the_last_one(text: str) -> None:
    assert read("phone", text) == MOBILE


@pytest.mark.parametrize(
    "text",
    [
        "(212) 555-0123",
        "212.555.0123 x12",
        "1-212-555-0123",
        "212/555/0123",
        "two one two five five five oh one two three",
        "two twelve five fifty five oh one twenty three",
        "area code two one two and then five five five oh one two three",
        "one two one two triple five oh one two three",
    ],
)
def test_an_american_number_is_read_said_or_typed(text: str) -> None:
    assert read("phone", text, "en-US") == OFFICE


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("07700 90012", "en-GB"),
        ("07700 9001234", "en-GB"),
        ("oh seven seven double zero nine hundred one two", "en-GB"),
        ("oh seven seven double zero nine hundred one two three four", "en-GB"),
        ("07700 900123 or 07700 900124", "en-GB"),
        ("999", "en-GB"),
        ("why do you need my number", "en-GB"),
        ("", "en-GB"),
        ("555-0123", "en-US"),
        ("five five five oh one two three", "en-US"),
        ("212 555 01234", "en-US"),
    ],
)
def test_partial_ambiguous_or_absent_numbers_are_none(text: str, locale: str) -> None:
    assert read("phone", text, locale) is None


def test_a_spanish_number_said_in_pairs_is_read() -> None:
    assert read("phone", "seiscientos doce treinta y cuatro cincuenta y seis setenta y ocho", "es-ES") == "+34612345678"


def test_a_foreign_number_with_its_country_code_is_read_anywhere() -> None:
    assert read("phone", "+33 1 70 18 25 99") == "+33170182599"


@given(
    st.text("0123456789", min_size=6, max_size=6)
    .map(lambda tail: "07700" + tail)
    .flatmap(lambda digits: st.tuples(st.just(digits), said_digits(digits)))
)
def test_any_mobile_said_in_mixed_styles_comes_back(pair: tuple[str, str]) -> None:
    digits, said = pair
    assert read("phone", said) == "+44" + digits[1:]


@given(st.integers(2_000_000_000, 9_999_999_999).map(str).filter(lambda d: d[3] not in "01" and d[1] != "9"))
def test_any_american_number_typed_comes_back(digits: str) -> None:
    assert read("phone", f"({digits[:3]}) {digits[3:6]}-{digits[6:]}", "en-US") == "+1" + digits


@given(st.from_regex(r"0[12357]\d{9}|[2-9]\d{2}[2-9]\d{6}|0?\d{6,12}", fullmatch=True), st.sampled_from(["GB", "US"]))
def test_the_short_cut_for_usual_numbers_gives_the_librarys_answer(digits: str, region: str) -> None:
    digits = "".join(str(int(char)) for char in digits)
    quick = phone.to_e164(digits, region, plus=False)
    with mock.patch.object(phone, "_USUAL", {}):
        assert phone.to_e164(digits, region, plus=False) == quick


@pytest.mark.parametrize(
    "text",
    [
        "07700 900123 doesn't work any more",
        "don't ring 07700 900123 whatever you do",
        "anything but 07700 900123",
        "i used to have 07700 900123 but i lost that phone",
        "someone rang me from 07700 900123 about a refund",
        "i rang 07700 900123 and nobody picked up",
        "is it 07700 900123 you've got on file?",
        "07700 900123 isn't mine",
        "my nhs number is 943 476 5919",
        "account number's 4471 2290 1182",
    ],
)
def test_a_number_that_is_denied_gone_or_only_told_of_is_none(text: str) -> None:
    assert read("phone", text) is None


@pytest.mark.parametrize(
    "text",
    [
        "the old one was 07700 900124, the new one is 07700 900123",
        "don't use 07700 900124, use 07700 900123",
        "07700 900124 *07700 900123",
        "07700 900124 *123",
        "ring my wife on 07700 900123",
        "07700 900123 but don't ring before ten",
        "the landline doesn't work so 07700 900123",
        "i don't normally give it out but it's 07700 900123",
        "the other one oh seven seven double oh nine hundred one two three",
    ],
)
def test_a_number_given_among_denials_and_stories_is_kept(text: str) -> None:
    assert read("phone", text) == MOBILE


@pytest.mark.parametrize(
    "text",
    [
        "07700 90012 and then i can't read the last one",
        "07700 90012 and one more",
        "07700 900123 or is it 132",
        "there's two, 07700 900123 and 07700 900132, no idea which works",
    ],
)
def test_a_number_left_unfinished_or_open_is_none(text: str) -> None:
    assert read("phone", text) is None


def test_two_before_a_list_of_numbers_counts_them() -> None:
    assert read("phone", "there's two, 07700 900123 is the one to use") == MOBILE
