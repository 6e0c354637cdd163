from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.text.context import ParseContext
from seatrial.text.names import parse_person_name

NOW = datetime.fromisoformat("2026-08-19T09:12")
FIRST = "john siobhan priya kwame agnieszka wei mohammed ngozi maria declan chukwuemeka tariq".split()
LAST = "smith okafor o'brien mcdonald patel nowak garcia zhang ferguson whitmore szczesny".split()


def context(locale: str = "en-GB", *, asked: bool = True) -> ParseContext:
    return ParseContext(locale=locale, now=NOW, asked=asked)


def rows(table: str) -> list[tuple[str, str]]:
    pairs = [line.rsplit("|", 1) for line in table.strip().splitlines()]
    return [(text.strip(), value.strip()) for text, value in pairs]


@pytest.mark.parametrize(
    ("text", "value"),
    rows(
        """
        yeah hi it's um linda thompson here               | Linda Thompson
        the name's o'neill siobhan o'neill                | Siobhan O'Neill
        my full name is james robert taylor               | James Robert Taylor
        this is uh jennifer lopez calling about my order  | Jennifer Lopez
        it's under my wife's name which is priya sharma   | Priya Sharma
        it'll be in my husband's name that's graham tully | Graham Tully
        the account is under robert kim                   | Robert Kim
        the name on the booking is walsh                  | Walsh
        you're speaking with kwame mensah                 | Kwame Mensah
        i'm calling for my mum margaret hill              | Margaret Hill
        surname's whitmore first name helen               | Helen Whitmore
        first name olu last name adeyemi                  | Olu Adeyemi
        kate and the surname is middleton                 | Kate Middleton
        Smith, John                                       | John Smith
        call me ishmael                                   | Ishmael
        ben please                                        | Ben
        mrs linda thompson                                | Linda Thompson
        will smith and before you ask no not that one     | Will Smith
        Dave Jones, 14 High Street                        | Dave Jones
        SARAH JONES                                       | Sarah Jones
        """
    ),
)
def test_a_name_is_read_however_it_is_introduced(text: str, value: str) -> None:
    assert parse_person_name(text, context()) == value


@pytest.mark.parametrize(
    ("text", "value"),
    rows(
        """
        declan o connor                | Declan O'Connor
        ronald mc donald               | Ronald McDonald
        flora macdonald                | Flora MacDonald
        ludwig van beethoven           | Ludwig van Beethoven
        maria de la cruz               | Maria de la Cruz
        Kayla-Rae Johnson              | Kayla-Rae Johnson
        sarah smith hyphen jones       | Sarah Smith-Jones
        name: michael j. turner        | Michael J. Turner
        José Álvarez                   | José Álvarez
        """
    ),
)
def test_names_are_written_the_usual_way(text: str, value: str) -> None:
    assert parse_person_name(text, context()) == value


@pytest.mark.parametrize(
    ("text", "value"),
    rows(
        """
        john smith spelled s m y t h           | John Smyth
        kate clarke that's c l a r k e         | Kate Clarke
        linda that's l i n d a thompson        | Linda Thompson
        it's aisha a i s h a aisha begum       | Aisha Begum
        sam s m i t h                          | Sam Smith
        neve kelly n i a m h                   | Niamh Kelly
        barrett b a double r e double t        | Barrett
        k for kilo a t e                       | Kate
        kilo alpha tango echo                  | Kate
        jane smith with a y                    | Jane Smyth
        catherine jones with a k               | Katherine Jones
        steven with a ph                       | Stephen
        brown with an e                        | Browne
        sara with an h                         | Sarah
        sarah no h                             | Sara
        scott double t                         | Scott
        phillip with one l                     | Philip
        philip with two ls                     | Phillip
        p j harvey                             | P J Harvey
        """
    ),
)
def test_spelling_mends_the_name_it_explains(text: str, value: str) -> None:
    assert parse_person_name(text, context()) == value


@pytest.mark.parametrize(
    ("text", "value"),
    rows(
        """
        peter sorry paul grant                 | Paul Grant
        john smith no smyth                    | John Smyth
        jon no john smith                      | John Smith
        steve wright not steven                | Steve Wright
        emma watts no wait it'll be under my maiden name emma price | Emma Price
        john john smith                        | John Smith
        it's dave well david smith             | David Smith
        """
    ),
)
def test_the_last_version_counts(text: str, value: str) -> None:
    assert parse_person_name(text, context()) == value


@pytest.mark.parametrize("name", ["Will", "Mark", "Grace", "Will Young", "Jack Black", "Rose King", "April May", "Al"])
def test_names_that_are_also_words_are_names(name: str) -> None:
    assert parse_person_name(name.lower(), context()) == name


@pytest.mark.parametrize(
    "text",
    [
        *("it's urgent", "no thanks", "i don't know", "rather not say", "why do you want to know", "who's asking"),
        *("my name's not important", "none of your business", "same as before", "does it matter", "anonymous"),
        *("my boiler is leaking", "boiler", "leaking tap", "i'm in a hurry", "i'm a plumber", "this is ridiculous"),
        *("can i speak to a human", "may i ask why", "will you call me back", "mark it down as urgent", "hello"),
        *("this is sarah's husband", "i'm the landlord", "friday", "bristol", "half four", "b s one four d j", "12345"),
        *("john or jane", "john smith or jane smith", "withdrawal pending?", "a@b.example", "lol", "🙂", "", "..."),
    ],
)
def test_what_is_no_name_is_none(text: str) -> None:
    assert parse_person_name(text, context()) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("i have a leak in my kitchen", None),
        ("john smith", None),
        ("this is urgent", None),
        ("my name is john smith and i have a leak", "John Smith"),
        ("hi this is john smith speaking i need a plumber", "John Smith"),
    ],
)
def test_an_unasked_name_needs_a_clear_cue(text: str, value: str | None) -> None:
    assert parse_person_name(text, context(asked=False)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("me llamo maría garcía", "María García"),
        ("soy ana lópez", "Ana López"),
        ("es urgente", None),
        ("no quiero decirlo", None),
    ],
)
def test_spanish_introductions(text: str, value: str | None) -> None:
    assert parse_person_name(text, context("es-ES")) == value


@pytest.mark.parametrize(
    ("text", "value"),
    rows(
        """
        it's Sam Carter, BS1 4DJ                              | Sam Carter
        it's sam carter b s one four d j                      | Sam Carter
        sam carter bs6 5ab could someone come tuesday         | Sam Carter
        Sam Carter, 12 Mill Lane                              | Sam Carter
        it's joan bellamy dear                                | Joan Bellamy
        it's ted ackroyd pal                                  | Ted Ackroyd
        gladys moon sweetheart                                | Gladys Moon
        jennifer love                                         | Jennifer Love
        i've already said tom baker                           | Tom Baker
        for the third time, liam doyle                        | Liam Doyle
        as i said before will smith                           | Will Smith
        Mark Wood. M-A-R-K W-O-O-D                            | Mark Wood
        its will day w i l l d a y                            | Will Day
        not karen, sharon miles                               | Sharon Miles
        margaret dunn but everyone calls me peggy             | Margaret Dunn
        sarah lund typo sara lund                             | Sara Lund
        Name: Colin Mcgrath? no, autocorrect. Colin McGrath   | Colin McGrath
        kath, katherine rowe                                  | Katherine Rowe
        """
    ),
)
def test_what_stands_around_a_name_is_no_part_of_it(text: str, value: str) -> None:
    assert parse_person_name(text, context()) == value


@given(
    st.sampled_from(FIRST),
    st.sampled_from(LAST),
    st.sampled_from(
        ["{}", "it's {}", "my name is {}", "um yeah it's {} please", "{} speaking", "this is {} calling about a leak"]
    ),
)
def test_any_name_survives_any_introduction(first: str, last: str, frame: str) -> None:
    name = f"{first} {last}"
    assert (parse_person_name(frame.format(name), context()) or "").casefold() == name


@given(st.sampled_from(FIRST), st.sampled_from([name for name in LAST if name.isalpha()]))
def test_a_spelled_family_name_replaces_what_was_heard(first: str, last: str) -> None:
    heard = last[:-1] + ("a" if last[-1] != "a" else "e")
    spelled = f"it's {first} {heard} that's {' '.join(last)}"
    assert (parse_person_name(spelled, context()) or "").casefold() == f"{first} {last}"


@given(st.text(), st.sampled_from(["en-GB", "es-ES"]), st.booleans())
def test_no_text_raises(text: str, locale: str, asked: bool) -> None:
    value = parse_person_name(text, context(locale, asked=asked))
    assert value is None or value.strip() == value != ""


@given(st.lists(st.sampled_from("o ' - mc double t with a no h s m i t h name is john first last van 's".split())))
def test_no_pile_of_name_words_raises(words: list[str]) -> None:
    assert parse_person_name(" ".join(words), context()) != ""
