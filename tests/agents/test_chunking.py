from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.agents.chunking import CHUNK_CHARS_MAX, SentenceChunker, sentences

ONE_SENTENCE = [
    "It is £3.50 a metre.",
    "We open at 10.30 am and close at 5.15 p.m. on weekdays.",
    "Bring tools, e.g. Spanners or e.g. a hammer.",
    "Dr. Smith and Mrs. Jones are in.",
    "It is at No. 5 High St. Leeds.",
    "See www.harbour.example.com or https://x.com/a.b?c=d for more.",
    "Write to j.smith@x.com today.",
    "A new boiler is £1,200.00 fitted.",
    "Well... maybe not.",
    "Ask for J. R. Smith or the U.K. Office.",
    '"Really?" she said.',
    "1. Turn off the water.",
    "Version 2.0.1 is out",
    "Anita (e.g. Anita B. Jones) called.",
]
SEVERAL = [
    (["Booked. ", "Your reference is AB12."], "en-GB"),
    (["Is that right? ", "Please say yes."], "en-GB"),
    (["Wait! ", "don't switch it on."], "en-GB"),
    (["He said “go.” ", "We went."], "en-GB"),
    (["Hmm... ", "Let me see."], "en-US"),
    (["We close at 5 p.m. ", "Come before."], "en-US"),
    (["No. ", "That is wrong."], "en-GB"),
    (["It is number 5. ", "That is the red door."], "en-GB"),
    (["So do I. ", "Good."], "en-GB"),
    (["Hola. ", "¿Qué ocurre? ", "¡Vaya! ", "Lo siento."], "es"),
    (["La Sra. García vive en la Avda. Sol núm. 5. ", "Gracias."], "es"),
    (["One\n", "two\n\n", "three"], "en-GB"),
    (["That's it.  ", "Bye."], "en-GB"),
    (["Done (at last.) ", "Next."], "fr-FR"),
]


@pytest.mark.parametrize("text", ONE_SENTENCE)
def test_points_inside_numbers_names_and_abbreviations_end_nothing(text: str):
    assert sentences(text, "en-GB") == [text]


@pytest.mark.parametrize(("expected", "locale"), SEVERAL)
def test_sentences_end_where_they_end(expected: list[str], locale: str):
    assert sentences("".join(expected), locale) == expected


def test_nothing_is_nothing():
    assert sentences("", "en-GB") == []


def test_a_stream_begins_with_a_short_clause_and_goes_on_in_sentences():
    chunker = SentenceChunker("en-GB")
    text = "Certainly, let me look that up, if I may. It is 1,200 pounds, fitted."
    assert chunker.feed(text) + chunker.flush() == [
        "Certainly, ",
        "let me look that up, if I may. ",
        "It is 1,200 pounds, fitted.",
    ]


@pytest.mark.parametrize("text", ["Yes, of course.", "The room is 10, 11 or 12."])
def test_a_first_clause_is_neither_tiny_nor_a_number(text: str):
    assert SentenceChunker("en-GB").feed(text + " Then")[0] == text + " "


def test_a_sentence_is_given_out_as_soon_as_the_next_begins():
    chunker = SentenceChunker("en-GB")
    assert chunker.feed("It costs 3.") == []
    assert chunker.feed("50. ") == []
    assert chunker.feed("O") == ["It costs 3.50. "]
    assert chunker.flush() == ["O"]
    assert chunker.flush() == []


def test_endless_text_is_cut_at_a_space():
    pieces = sentences("word " * 1_000, "en-GB")
    assert all(len(piece) <= CHUNK_CHARS_MAX for piece in pieces)
    assert all(piece.endswith(" ") for piece in pieces)


@pytest.mark.parametrize(
    "text", ["a" * 400 + " b", " " * 50_000, "." * 50_000, ". " * 20_000, "a" * 50_000, "\n" * 50_000, '"' * 50_000]
)
def test_hostile_text_is_bounded(text: str):
    pieces = sentences(text, "en-GB")
    assert "".join(pieces) == text
    assert max(map(len, pieces)) <= CHUNK_CHARS_MAX


TEXT = st.lists(
    st.sampled_from(
        [*'aI.5 ,!?…\n"”(¿', "Dr.", "e.g.", "No.", "p.m.", "3.50", "word", "Then", "x" * 150, ". ", ", then ", " " * 90]
    ),
    max_size=60,
).map("".join)
LOCALE = st.sampled_from(["en-GB", "es"])


@given(TEXT | st.text(), LOCALE)
def test_the_pieces_joined_are_the_text(text: str, locale: str):
    assert "".join(sentences(text, locale)) == text


@given(st.data(), TEXT, LOCALE, st.booleans())
def test_a_stream_is_cut_in_the_same_places_however_it_arrives(
    data: st.DataObject, text: str, locale: str, first_clause: bool
):
    whole = SentenceChunker(locale, first_clause=first_clause)
    expected = whole.feed(text) + whole.flush()
    chunker = SentenceChunker(locale, first_clause=first_clause)
    pieces: list[str] = []
    at = 0
    while at < len(text):
        size = data.draw(st.integers(1, 30))
        pieces += chunker.feed(text[at : at + size])
        at += size
    assert pieces + chunker.flush() == expected
