from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.text.repair import clean, last_value, versions
from seatrial.text.standing import stands
from seatrial.text.tokens import Token, words

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def read_day(tokens: Sequence[Token]) -> str | None:
    """One weekday that stands, or None when there is none or more than one."""
    found = {token.text for at, token in enumerate(tokens) if token.text in DAYS and stands(tokens, at, at + 1)}
    return found.pop() if len(found) == 1 else None


def day_in(text: str, language: str = "en") -> str | None:
    tokens = clean(text, "es" if language == "es" else "en")
    return last_value(tokens, "es" if language == "es" else "en", read_day)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("um it's uh tuesday", ["it's", "tuesday"]),
        ("well you know the um second one", ["the", "second", "one"]),
        ("let me see it's like five", ["it's", "five"]),
        ("my name is my name is john", ["my", "name", "is", "john"]),
        ("on the on the third", ["on", "the", "third"]),
        ("the the third", ["the", "third"]),
        ("thir- thirteen", ["thirteen"]),
        ("oh right so tuesday", ["tuesday"]),
        ("give me a second it's 5", ["it's", "5"]),
        ("er 0042", ["0042"]),
    ],
)
def test_hesitation_and_false_starts_are_dropped(text: str, kept: list[str]) -> None:
    assert words(clean(text, "en")) == kept


@pytest.mark.parametrize(
    "text",
    [
        "i would like five",  # "like" is meant
        "it looks like rain",
        "as well",
        "do you know",
        "no",
        "right",  # all that was said
        "one a a",  # spelled letters are no stutter
        "seven seven",
        "oh seven seven",  # the digit
        "oh x one",  # the letter
        "new york new york",
        "double double",
        "one second avenue",
        "no one told me",
    ],
)
def test_what_means_something_is_kept(text: str) -> None:
    assert words(clean(text, "en")) == text.split()


@pytest.mark.parametrize("code", ["EH1 1AA", "SW1A 1AH", "ER0000", "UM 4433", "mm12"])
def test_letters_of_a_code_are_no_hesitation(code: str) -> None:
    assert "".join(words(clean(code, "en"))) == code.lower().replace(" ", "")


def test_now_replaces_only_what_is_said_to_be_old() -> None:
    assert day_in("it used to be monday now tuesday") == "tuesday"
    assert day_in("old one was monday but it's now tuesday") == "tuesday"
    assert day_in("monday and now tuesday") is None
    assert day_in("not monday its tuesday now") == "tuesday"


def test_a_denied_number_is_not_cut_in_two() -> None:
    def read(tokens: Sequence[Token]) -> str | None:
        values = {"twenty": "20", "five": "5", "twenty five": "25", "five hundred": "500", "hundred": "100"}
        return values.get(" ".join(words(tokens)))

    assert last_value(clean("not twenty five", "en"), "en", read) is None
    assert last_value(clean("not five hundred", "en"), "en", read) is None
    assert last_value(clean("not five twenty five", "en"), "en", read) == "25"


def test_spanish_hesitation_is_dropped_in_spanish_only() -> None:
    assert words(clean("eh pues el martes", "es")) == ["el", "martes"]
    assert words(clean("si a ver puede", "en")) == ["si", "a", "ver", "puede"]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("alors Gordon Pike", ["gordon", "pike"]),
        ("with a code in our app bitte", ["with", "a", "code", "in", "our", "app"]),
        ("18 Derby Terrace voilà", ["18", "derby", "terrace"]),
        ("eh bien Marion Blake muchas gracias", ["marion", "blake"]),
        ("bon Marion Blake", ["marion", "blake"]),
        ("Bon Scott", ["bon", "scott"]),
        ("merci", ["merci"]),
        ("4 Maida Vale", ["4", "maida", "vale"]),
        ("Mira Patel", ["mira", "patel"]),
    ],
)
def test_words_of_another_language_around_what_is_said_are_dropped(said: str, kept: list[str]) -> None:
    assert words(clean(said, "en")) == kept


def test_english_courtesies_around_spanish_are_dropped() -> None:
    assert words(clean("well Olga Prats thanks", "es")) == ["olga", "prats"]


@pytest.mark.parametrize(
    "correction",
    [
        "no wait",
        "no sorry",
        "sorry i mean",
        "scratch that",
        "actually make that",
        "no",
        "sorry",
        "i mean",
        "wait",
        "actually",
        "correction",
        "or rather",
        "um no",
        "no no sorry i meant",
    ],
)
def test_the_last_version_counts(correction: str) -> None:
    assert day_in(f"tuesday {correction} friday") == "friday"
    assert day_in(f"monday {correction} tuesday {correction} friday") == "friday"


@pytest.mark.parametrize("correction", ["no espera", "perdón digo", "digo", "mejor dicho", "no", "perdón", "no perdón"])
def test_the_last_version_counts_in_spanish(correction: str) -> None:
    assert day_in(f"monday {correction} friday", "es") == "friday"


def test_an_aside_takes_nothing_back() -> None:
    assert day_in("tuesday sorry about the noise") == "tuesday"
    assert day_in("tuesday actually that is great") == "tuesday"
    assert day_in("tuesday no problem") == "tuesday"


def test_a_value_withdrawn_and_not_replaced_is_gone() -> None:
    assert day_in("tuesday scratch that") is None
    assert day_in("tuesday no wait i need to check") is None


def test_a_correction_before_any_value_is_only_a_preamble() -> None:
    assert day_in("no sorry it's friday") == "friday"
    assert day_in("sorry friday") == "friday"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("not monday tuesday", "tuesday"),
        ("not monday, tuesday", "tuesday"),
        ("not monday but tuesday", "tuesday"),
        ("it's not monday it's tuesday", "tuesday"),
        ("tuesday not monday", "tuesday"),
        ("tuesday rather than monday", "tuesday"),
        ("tuesday instead of monday", "tuesday"),
        ("not monday", None),
        ("not on monday", None),
        ("i'm not sure tuesday", "tuesday"),
        ("i'm not sure monday or tuesday", None),
    ],
)
def test_a_denied_value_is_not_the_one_meant(text: str, day: str | None) -> None:
    assert day_in(text) == day


def test_a_partial_correction_is_mended_from_the_earlier_version() -> None:
    def read(tokens: Sequence[Token]) -> str | None:
        text = "".join(words(tokens))
        return text if len(text) == 4 else None

    def mend(earlier: Sequence[Token], later: Sequence[Token]) -> str | None:
        head, tail = "".join(words(earlier)), "".join(words(later))
        return head[: -len(tail)] + tail

    assert last_value(clean("1234 no 56", "en"), "en", read, mend) == "1256"


def test_versions_know_whether_they_withdraw_what_came_before() -> None:
    parts = versions(clean("one sorry two scratch that three", "en"), "en")
    assert [(words(part.tokens), part.withdraws) for part in parts] == [
        (["one"], False),
        (["two"], False),
        (["three"], True),
    ]


@given(st.lists(st.sampled_from([*DAYS, "no", "wait", "sorry", "not", "um", "the", "or", "scratch", "that"])))
def test_only_what_was_said_is_ever_read(said: list[str]) -> None:
    day = day_in(" ".join(said))
    assert day is None or day in said


@given(st.text())
def test_cleaning_only_ever_drops_tokens(text: str) -> None:
    tokens = clean(text, "en")
    starts = [token.start for token in tokens]
    assert starts == sorted(set(starts))
    assert sum(len(part.tokens) for part in versions(tokens, "en")) <= len(tokens)
