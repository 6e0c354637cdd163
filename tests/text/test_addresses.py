from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from number_words import english

from seatrial.text.addresses import parse_address
from seatrial.text.context import ParseContext

NOW = datetime.fromisoformat("2026-08-19T09:12")
STREETS = ["high street", "acacia avenue", "st johns road", "mill lane", "hyde park road", "the green", "king's road"]
TOWNS = ["bristol", "milton keynes", "stoke on trent", "bath", "wigan"]
LETTERS = "abcdefghjklmnpqrstuwxy"


def context(locale: str = "en-GB", *, asked: bool = True) -> ParseContext:
    return ParseContext(locale=locale, now=NOW, asked=asked)


def rows(table: str) -> list[tuple[str, str]]:
    """Split "text | line1 / city / state / postcode" lines."""
    pairs = [line.rsplit("|", 1) for line in table.strip().splitlines()]
    return [(text.strip(), value.strip()) for text, value in pairs]


def written(address: dict[str, str] | None) -> str | None:
    return None if address is None else " / ".join(address.values())


@pytest.mark.parametrize(
    ("text", "value"),
    rows(
        """
        14 high street bristol bs1 4dj                          | 14 High Street / Bristol / BS1 4DJ
        fourteen high street bristol b s one four d j           | 14 High Street / Bristol / BS1 4DJ
        flat 2 fourteen high street                             | Flat 2 14 High Street
        flat three ninety one park street leeds l s one two a b | Flat 3 91 Park Street / Leeds / LS1 2AB
        flat b eighteen queens road                             | Flat B 18 Queens Road
        flat 4, 12 harbour view, plymouth, pl1 2rt              | Flat 4 12 Harbour View / Plymouth / PL1 2RT
        basement flat 4 queens road bristol                     | Basement Flat 4 Queens Road / Bristol
        two two one b baker street london n w one six x e       | 221B Baker Street / London / NW1 6XE
        one hundred and five london road                        | 105 London Road
        it's twenty one albert terrace m fourteen six d p       | 21 Albert Terrace / M14 6DP
        12 st johns road bath ba1 2ab                           | 12 St Johns Road / Bath / BA1 2AB
        12-14 high street                                       | 12-14 High Street
        22 o'connell street                                     | 22 O'Connell Street
        12 Broadmead, Bristol, BS1 3HA                          | 12 Broadmead / Bristol / BS1 3HA
        twelve broadmead bristol b s one three h a              | 12 Broadmead / Bristol / BS1 3HA
        the old rectory church lane wells b a five one a a      | The Old Rectory Church Lane / Wells / BA5 1AA
        5 church road, guildford, surrey, gu1 3aa               | 5 Church Road / Guildford / GU1 3AA
        my address is nine elm close and the postcode is c f ten one a a | 9 Elm Close / CF10 1AA
        the postcode's b two four b b and it's eighteen new street | 18 New Street / B2 4BB
        deliver to 93 Queen Street, Exeter, EX4 3RP please      | 93 Queen Street / Exeter / EX4 3RP
        """
    ),
)
def test_british_addresses(text: str, value: str) -> None:
    assert written(parse_address(text, context())) == value


@pytest.mark.parametrize(
    ("text", "value"),
    rows(
        """
        twelve oh one main street apartment 4 b austin texas    | 1201 Main Street Apartment 4B / Austin / TX
        5 main st springfield illinois six two seven oh one     | 5 Main St / Springfield / IL / 62701
        742 Maple Street, Springfield, IL 62704-1234            | 742 Maple Street / Springfield / IL / 62704-1234
        three forty two elm street                              | 342 Elm Street
        seventeen pine street denver c o eight oh two oh three  | 17 Pine Street / Denver / CO / 80203
        nine hundred oak street boston zip oh two one one eight | 900 Oak Street / Boston / 02118
        five oh one west forty second street new york new york  | 501 West 42nd Street / New York / NY
        three fifty fifth avenue new york                       | 350 Fifth Avenue / New York
        350 5th Ave, New York, NY 10118                         | 350 5th Ave / New York / NY / 10118
        1600 pennsylvania avenue nw washington dc 20500         | 1600 Pennsylvania Avenue NW / Washington / DC / 20500
        4500 n lamar blvd austin                                | 4500 N Lamar Blvd / Austin
        12 Oak Ave #4, Dallas, TX 75201                         | 12 Oak Ave #4 / Dallas / TX / 75201
        12 oak avenue suite two hundred dallas texas            | 12 Oak Avenue Suite 200 / Dallas / TX
        8 winding creek trail charleston west virginia          | 8 Winding Creek Trail / Charleston / WV
        1234 county road 12                                     | 1234 County Road 12
        """
    ),
)
def test_american_addresses(text: str, value: str) -> None:
    assert written(parse_address(text, context("en-US"))) == value


@pytest.mark.parametrize(
    ("text", "value"),
    rows(
        """
        twelve oak road no sorry fourteen oak road              | 14 Oak Road
        14 Fox Lane, sorry, 41 Fox Lane, Derby DE1 2GU          | 41 Fox Lane / Derby / DE1 2GU
        14 high street bristol, no, bath                        | 14 High Street / Bath
        fourteen high street no forty high street               | 40 High Street
        """
    ),
)
def test_the_last_version_counts(text: str, value: str) -> None:
    assert written(parse_address(text, context())) == value


@pytest.mark.parametrize(
    "text",
    [
        *("bs1 4dj", "bristol", "high street", "high street bristol", "fourteen", "number 9", "flat 12"),
        *("i don't know the address", "same as last time", "you know the house with the green door", "12 people"),
        *("two doors down from the pub on mill lane", "10 minutes from park road", "three leaks in park street"),
        *("just off the ring road past the big tesco", "somewhere on acacia avenue", "two weeks, now what"),
        *("2 Mill Lane or 4 Mill Lane cant remember", "07700 900123", "friday at 4", "🙂", ""),
    ],
)
def test_partial_vague_or_several_is_no_address(text: str) -> None:
    assert parse_address(text, context()) is None


def test_an_unasked_address_needs_a_postcode_or_a_cue() -> None:
    assert parse_address("there is a leak at 14 high street", context(asked=False)) is None
    said = parse_address("i live at 14 high street and there is a leak", context(asked=False))
    assert said == {"line1": "14 High Street"}


@given(st.integers(1, 999), st.sampled_from(STREETS), st.sampled_from(TOWNS), st.data())
def test_any_british_address_is_read_said_or_typed(number: int, street: str, town: str, data: st.DataObject) -> None:
    area = data.draw(st.sampled_from(["BS", "LS", "M", "SW", "N", "EH"]))
    digits = data.draw(st.tuples(st.integers(1, 9), st.integers(1, 9)))
    letters = data.draw(st.text("ABDEFGHJLNPQRSTUWXYZ", min_size=2, max_size=2))
    postcode = f"{area}{digits[0]} {digits[1]}{letters}"
    spelled = " ".join(english(int(char)) if char.isdigit() else char.lower() for char in postcode if char != " ")
    expected = {"line1": f"{number} {street}", "city": town, "postcode": postcode.lower()}
    for text in (
        f"{number} {street}, {town}, {postcode}",
        f"{number} {street} {town} {postcode.lower()}",
        f"um it's {english(number)} {street} {town} {spelled}",
    ):
        read = parse_address(text, context()) or {}
        assert {key: value.lower() for key, value in read.items()} == expected, text


@given(st.text(), st.sampled_from(["en-GB", "en-US", "es-ES"]), st.booleans())
def test_no_text_raises(text: str, locale: str, asked: bool) -> None:
    value = parse_address(text, context(locale, asked=asked))
    assert value is None or value["line1"]


@given(
    st.lists(st.sampled_from("flat 12 twelve oh forty second street st the o b # , - bs1 4dj or no new york".split()))
)
def test_no_pile_of_address_words_raises(words: list[str]) -> None:
    for locale in ("en-GB", "en-US"):
        value = parse_address(" ".join(words), context(locale))
        assert value is None or value["line1"]


@pytest.mark.parametrize(
    "text",
    (
        "dont deliver to 11 hope street again|i used to live at 12 mill lane|we've moved from 12 mill lane|"
        "my brother lives at 12 mill lane|is it still 60 market street|do you deliver to 12 mill lane|"
        "have you got me down as 12 mill lane|it went to 12 mill lane by mistake|opposite 12 mill lane|"
        "last time you sent it to 12 mill lane|i'm not at 12 mill lane any more|next door to 12 mill lane|"
        "the tracking says it was delivered to 8 rose terrace|2 mins walk from the park|who told you 8 rose terrace"
    ).split("|"),
)
def test_a_line_told_of_asked_about_or_near_is_no_address(text: str) -> None:
    assert parse_address(text, context()) is None


@pytest.mark.parametrize(
    ("text", "value"),
    rows(
        """
        don't send it to 14 mill lane, send it to 16 mill lane    | 16 Mill Lane
        we moved from 12 mill lane to 5 elm road                  | 5 Elm Road
        you've put 15 elm road it should be 5 elm road            | 5 Elm Road
        my office is 12 mill lane but deliver to 5 elm road       | 5 Elm Road
        8 rose terrace was my old address, i'm at 3 kings road now | 3 Kings Road
        twenty one elm road no sorry twenty two                   | 22 Elm Road
        send it to my mum's, 8 rose terrace, bath                 | 8 Rose Terrace / Bath
        can you send it to 12 mill lane instead                   | 12 Mill Lane
        """
    ),
)
def test_the_line_to_go_to_is_the_address(text: str, value: str) -> None:
    assert written(parse_address(text, context())) == value


@pytest.mark.parametrize(
    ("text", "value"),
    rows(
        """
        12 Oak St, Portland, OR 97201                       | 12 Oak St / Portland / OR / 97201
        12 Oak St, Indianapolis, IN 46204                   | 12 Oak St / Indianapolis / IN / 46204
        310 main st norman ok 73069                         | 310 Main St / Norman / OK / 73069
        12 Oak St, Portland, ME 04101                       | 12 Oak St / Portland / ME / 04101
        Not the office. 515 Birch Ln, Boise, ID 83702       | 515 Birch Ln / Boise / ID / 83702
        88 Harbor Dr, Mystic, CT. leave it with the doorman | 88 Harbor Dr / Mystic / CT
        """
    ),
)
def test_states_that_are_also_words_are_states(text: str, value: str) -> None:
    assert written(parse_address(text, context("en-US"))) == value
