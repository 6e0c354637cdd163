import pytest
from hypothesis import given
from hypothesis import strategies as st
from slot_reading import read
from speech_styles import said_characters, said_digits

from seatrial.text.postcode import format_postcode


@pytest.mark.parametrize(
    "text",
    [
        "SW1A 1AA",
        "sw1a1aa",
        "sw1 a1aa",
        "SW1A-1AA, thanks",
        "it's s w one a one a a",
        "s w 1 a 1 a a",
        "sierra whiskey one alpha one alpha alpha",
        "s for sugar w for whiskey one a for apple one double a",
        "s double u one a one a a",
        "capital s capital w one a and then one a a",
        "sw1a 1ab no wait sw1a 1aa",
        "sw1a 1ab no 1aa",
        "not sw1a 1ab, sw1a 1aa",
        "10 downing street sw1a 1aa london",
    ],
)
def test_a_uk_postcode_is_read_however_it_is_said(text: str) -> None:
    assert read("uk_postcode", text) == "SW1A 1AA"


@pytest.mark.parametrize(
    ("text", "postcode"),
    [
        ("OX1 OAA", "OX1 0AA"),
        ("0x1 2jd", "OX1 2JD"),
        ("oh x one two j d", "OX1 2JD"),
        ("y for yankee o for oscar one seven h h", "YO1 7HH"),
        ("l s eleven five a b", "LS11 5AB"),
        ("g u twenty one three a b", "GU21 3AB"),
        ("c f one zero three a t", "CF10 3AT"),
        ("bee ess one four dee jay", "BS1 4DJ"),
        ("n w three to q g", "NW3 2QG"),
        ("gir 0aa", "GIR 0AA"),
    ],
)
def test_letters_and_digits_are_settled_by_the_format(text: str, postcode: str) -> None:
    assert read("uk_postcode", text) == postcode


@pytest.mark.parametrize(
    "text",
    ["SW1A", "sw1a 1a", "b s one", "bs1 4dj or bs1 4dk", "90210", "QQ1 1AA", "london", "why do you need it", ""],
)
def test_partial_ambiguous_or_absent_postcodes_are_none(text: str) -> None:
    assert read("uk_postcode", text) is None


AREAS = ("M", "B", "SW", "EC", "OX", "LS", "BS", "YO", "GU", "PO")
INWARD_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


@st.composite
def postcodes(draw: st.DrawFn) -> str:
    district = draw(st.sampled_from(["1", "2", "9", "12", "25"]))
    inward = draw(st.sampled_from("123456789")) + "".join(
        draw(st.lists(st.sampled_from(INWARD_LETTERS), min_size=2, max_size=2, unique=True))
    )
    return f"{draw(st.sampled_from(AREAS))}{district} {inward}"


@given(postcodes().flatmap(lambda code: st.tuples(st.just(code), said_characters(code.replace(" ", "")))))
def test_any_postcode_spelled_comes_back(pair: tuple[str, str]) -> None:
    code, said = pair
    assert read("uk_postcode", said) == code


@given(postcodes())
def test_any_postcode_typed_comes_back(code: str) -> None:
    assert read("uk_postcode", code.lower()) == code
    assert read("uk_postcode", f"it's {code.replace(' ', '')}!") == code


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", max_size=9))
def test_a_formatted_postcode_formats_to_itself(compact: str) -> None:
    written = format_postcode(compact)
    if written is not None:
        assert format_postcode(written.replace(" ", "")) == written


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("90210", "90210"),
        ("nine oh two one oh", "90210"),
        ("nine oh two ten", "90210"),
        ("CA 90210-1234", "90210-1234"),
        ("nine oh two one oh dash one two three four", "90210-1234"),
        ("one triple oh one", "10001"),
        ("ten thousand and one", "10001"),
        ("90211 no 90210", "90210"),
        ("nine oh two one one no one oh", "90210"),
        ("94607, not 94608", "94607"),
    ],
)
def test_a_zip_code_is_read(text: str, code: str) -> None:
    assert read("us_zip", text, "en-US") == code


@pytest.mark.parametrize("text", ["9021", "902101", "90210 or 90211", "ninety two ten", "beverly hills", ""])
def test_partial_ambiguous_or_absent_zip_codes_are_none(text: str) -> None:
    assert read("us_zip", text, "en-US") is None


def test_five_digits_volunteered_are_a_zip_code_only_when_called_one() -> None:
    assert read("us_zip", "my order is 90210", "en-US", asked=False) is None
    assert read("us_zip", "my zip is 90210", "en-US", asked=False) == "90210"


@given(
    st.text("0123456789", min_size=5, max_size=5).flatmap(
        lambda digits: st.tuples(st.just(digits), said_digits(digits))
    )
)
def test_any_zip_code_said_comes_back(pair: tuple[str, str]) -> None:
    digits, said = pair
    assert read("us_zip", said, "en-US") == digits


@pytest.mark.parametrize(
    "text",
    [
        "don't send it to BS6 5AB that's my ex's",
        "it used to be BS6 5AB",
        "we moved from BS6 5AB and i can't remember the new one",
        "BS6 5AB isn't right",
        "you sent it to BS6 5AB and nobody there knows me",
        "have you got BS6 5AB down?",
        "BS6 5A and i can't read the last letter",
        "BS6 5AB or is it 5AD",
    ],
)
def test_a_postcode_that_is_not_given_is_none(text: str) -> None:
    assert read("uk_postcode", text) is None


@pytest.mark.parametrize(
    "text",
    [
        "we've moved from LS6 3HN to BS6 5AB",
        "my mum's is LS6 3HN but mine's BS6 5AB",
        "your system says LS6 3HN but it should be BS6 5AB",
        "it should be b s six five a b",
        "LS6 3HN *BS6 5AB",
        "bs6 5ab x",
        "do you cover BS6 5AB?",
        "b s six that's the first half and then five a b",
        "hi it's sam carter my boiler's leaking at bs6 5ab could someone come tuesday morning at ten",
    ],
)
def test_a_postcode_given_in_talk_is_kept(text: str) -> None:
    assert read("uk_postcode", text) == "BS6 5AB"


@pytest.mark.parametrize(
    "text",
    [
        "my ticket is 60614, look it up under that",
        "order 60614",
        "gate code's 60614",
        "the reference they gave me was 60614",
        "14502 Main Street",
        "anything but 60614, i sold that place",
        "60614 or 41, i always mix them up",
        "not 60614",
        "60614 isn't right",
    ],
)
def test_five_digits_that_are_no_zip_code_are_none(text: str) -> None:
    assert read("us_zip", text, "en-US") is None


@pytest.mark.parametrize(
    "text",
    [
        "14502 Main Street, 60614",
        "apartment 304, 60614",
        "i moved from 90210 to 60614",
        "60641 *60614",
        "the zip for my account is 60614",
        "home is 60614, ignore the 60601 that's work",
        "six oh six one four six oh six one four",
        "the home one six oh six one four",
    ],
)
def test_a_zip_code_is_told_from_the_figures_around_it(text: str) -> None:
    assert read("us_zip", text, "en-US") == "60614"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("b s eight three a b b for bravo", "BS8 3AB"),
        ("d d one four h n", "DD1 4HN"),
        ("d n five five one p t no hang on one p d d for dog", "DN55 1PD"),
    ],
)
def test_a_letter_said_again_to_explain_it_counts_once(text: str, expected: str) -> None:
    assert read("uk_postcode", text) == expected
