import pytest
from hypothesis import given
from hypothesis import strategies as st
from slot_reading import read
from speech_styles import said_characters, said_digits

from seatrial.text.identifiers import CHECKSUMS

ORDER = r"^[A-Z]{3}-\d{5}$"


@pytest.mark.parametrize(
    "text",
    [
        "ABC-12345",
        "abc12345",
        "#ABC-12345.",
        "order abc 12345 please",
        "a b c dash one two three four five",
        "alpha bravo charlie one two three four five",
        "a for apple b for bob c for cat twelve three forty five",
        "capital a b c and then one two three four five",
        "it's abc um one two three four five",
        "abc-12346 no wait abc-12345",
        "abc-12346 no 45",
        "not ABC-12346, ABC-12345",
    ],
)
def test_an_identifier_is_read_and_written_as_its_pattern_wants(text: str) -> None:
    assert read("order_id", text, pattern=ORDER) == "ABC-12345"


@pytest.mark.parametrize(
    "text",
    [
        "12345",
        "ABC-1234",
        "ABC-123456",
        "ABC-12345X",
        "XABC-12345",
        "m n o p one two three four five",
        "abc-12345 or abc-12346",
        "i can't find it",
        "",
    ],
)
def test_partial_longer_ambiguous_or_absent_identifiers_are_none(text: str) -> None:
    assert read("order_id", text, pattern=ORDER) is None


def test_without_a_usable_pattern_nothing_is_an_identifier() -> None:
    assert read("order_id", "12345") is None
    assert read("order_id", "12345", pattern="(") is None
    assert read("order_id", "12345", pattern=r"\d+", checksum="no_such_sum") is None


def test_a_pattern_that_would_backtrack_for_ever_answers_at_once() -> None:
    assert read("order_id", "a" * 2_000, pattern="(a+)+b") is None


@pytest.mark.parametrize(
    ("checksum", "good", "bad"),
    [
        ("luhn", "4111111111111111", "4111111111111112"),
        ("mod11", "9434765919", "9434765918"),
        ("mod11", "080442957X", "0804429571"),
        ("mod97", "3214282912345698765432161182", "3214282912345698765432161183"),
        ("iban", "GB82WEST12345698765432", "GB83WEST12345698765432"),
        ("ean", "4006381333931", "4006381333932"),
    ],
)
def test_a_checksum_tells_a_slip(checksum: str, good: str, bad: str) -> None:
    assert CHECKSUMS[checksum](good)
    assert not CHECKSUMS[checksum](bad)
    pattern = r"[A-Z0-9]{8,34}"
    assert read("order_id", good, pattern=pattern, checksum=checksum) == good
    assert read("order_id", bad, pattern=pattern, checksum=checksum) is None


@given(st.text("0123456789", min_size=9, max_size=9))
def test_exactly_one_last_digit_satisfies_luhn(digits: str) -> None:
    assert sum(CHECKSUMS["luhn"](digits + last) for last in "0123456789") == 1


@given(
    st.lists(st.sampled_from("ABCDEFGHJKLMNPQRSTUVWXYZ"), min_size=3, max_size=3, unique=True),
    st.text("123456789", min_size=5, max_size=5),
    st.data(),
)
def test_any_identifier_spelled_comes_back(letters: list[str], digits: str, data: st.DataObject) -> None:
    said = data.draw(said_characters("".join(letters) + digits))
    assert read("order_id", said, pattern=ORDER) == f"{''.join(letters)}-{digits}"


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("4417", "4417"),
        ("****4417", "4417"),
        ("last4=4417", "4417"),
        ("double four one seven", "4417"),
        ("forty four seventeen", "4417"),
        ("the visa one 4417", "4417"),
        ("it ends in four four one seven", "4417"),
        ("4417 and the expiry is 0827", "4417"),
        ("card ending 4417 expiring 12/27", "4417"),
        ("4111 1111 1111 1111", "1111"),
        ("oh oh oh seven", "0007"),
        ("4418 no 4417", "4417"),
        ("four four one eight no one seven", "4417"),
    ],
)
def test_the_last_four_digits_of_a_card_are_read(text: str, digits: str) -> None:
    assert read("card_last4", text) == digits


@pytest.mark.parametrize("text", ["441", "44175", "four four one", "4417 or 4418", "i haven't got my card", ""])
def test_other_than_four_digits_is_none(text: str) -> None:
    assert read("card_last4", text) is None


def test_four_digits_volunteered_count_only_when_called_the_last_four() -> None:
    assert read("card_last4", "i live at 4417 main street", asked=False) is None
    assert read("card_last4", "my card ending 4417 was stolen", asked=False) == "4417"


@given(
    st.text("0123456789", min_size=4, max_size=4)
    .filter(lambda d: d[0] != "0")
    .flatmap(lambda digits: st.tuples(st.just(digits), said_digits(digits)))
)
def test_any_four_digits_said_come_back(pair: tuple[str, str]) -> None:
    digits, said = pair
    assert read("card_last4", said) == digits
