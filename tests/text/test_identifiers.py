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


@pytest.mark.parametrize(
    "text",
    [
        "first four are 4929 but the rest is on the card in the car",
        "it starts with 4417",
        "4417 at the front, can't read the rest",
        "the 4417 one got cancelled",
        "the one ending 4417 isn't mine",
        "i don't have a card ending in 4417",
        "last four of my social is 4417",
        "my mobile's last four are 4417",
        "my reference is 4417",
        "the pin's four four one seven",
        "have you got 4417 on there?",
    ],
)
def test_four_digits_that_are_not_the_end_of_the_card_in_use_are_none(text: str) -> None:
    assert read("card_last4", text) is None


@pytest.mark.parametrize(
    "text",
    [
        "it's the blue one er four four one seven",
        "the new one double four one seven",
        "four four one seven four four one seven",
        "the 9021 one's been cancelled, use 4417",
        "it starts four nine two nine and ends four four one seven",
        "the long number is 4929 1182 3345 4417",
        "you want the end of it right four four one seven",
        "my old card got cloned, the new one's 4417",
        "9021 *4417",
    ],
)
def test_the_card_in_use_is_told_from_other_figures(text: str) -> None:
    assert read("card_last4", text) == "4417"


@pytest.mark.parametrize(
    ("pattern", "text", "written"),
    [
        (r"[A-Z0-9]{6}", "the code is q7r2lp", "Q7R2LP"),
        (r"[A-Z0-9]{6}", "my record locator is HKPWTR", "HKPWTR"),
        (r"[A-Z]{2}\d{6}", "k t and the number is nine oh double eight one four", "KT908814"),
        (r"[A-Z]{2}\d{6}", "LS6 3HN, order KT908814, 07700 900123", "KT908814"),
        (r"[A-Z]{2}\d{6}", "kt908841 *kt908814", "KT908814"),
        (r"[A-Z]{2}\d{6}", "KT908815 not KT908814", "KT908815"),
        (r"[A-Z]{2}\d{6}", "i cancelled KT908814 and want my money back", "KT908814"),
        (r"[A-Z]{2}\d{6}", "where's KT908814?", "KT908814"),
        (r"\d{8}", "two two eight one four four oh nine two two eight one four four oh nine", "22814409"),
        (r"ORD-\d{5}", "ord dash one two three four six sorry five", "ORD-12345"),
    ],
)
def test_an_identifier_is_read_in_talk(pattern: str, text: str, written: str) -> None:
    assert read("order_id", text, pattern=pattern) == written


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"[A-Z0-9]{6}", "please hold"),
        (r"[A-Z0-9]{6}", "booked 3 nights for 2 adults"),
        (r"[A-Z0-9]{6}", "flight 2214 to denver"),
        (r"[A-Z0-9]{6}", "X49B2 and one more i can't read"),
        (r"[A-Z]{3}\d{4}", "in may 2024 i think"),
        (r"[A-Z]{3}\d{4}", "the 1450 is what you charged"),
        (r"[A-Z]{2}\d{6}", "i am at 908814 main street"),
        (r"[A-Z]{2}\d{6}", "it isn't KT908814, that one came"),
        (r"[A-Z]\d{4}", "a 2000 pound piano"),
        (r"[A-Z]\d{4}[A-Z]", "i bought a 1995 e class"),
        (r"\d{3}-\d{7}", "my number is 617-555-0142"),
        (r"ORD-\d{5}", "ORD-12345 or 6"),
    ],
)
def test_words_and_figures_that_only_fit_the_pattern_are_none(pattern: str, text: str) -> None:
    assert read("order_id", text, pattern=pattern) is None
