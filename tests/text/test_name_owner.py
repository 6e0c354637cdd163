import pytest
from slot_reading import read

OTHERS = (
    "my doctor is Alan Reyes|my boss is called karen holt|my son's called oliver|the engineer was called lee|"
    "i spoke to sarah last time|i spoke to a man called derek|can i speak to karen please|ask for lee|is that karen|"
    "put karen on|karen told me to ring|lee never turned up|tracy from accounts said it was fine|"
    "the last one i spoke to was called amir|freya put that down|alexa stop|i've got a letter from a mr hopkins|"
    "amy's my daughter she does the internet|it was a lady called tracy"
).split("|")
IDIOMS = (
    "bob's your uncle|for pete's sake|gordon bennett|happy as larry|jeez louise|any tom dick or harry could ring|"
    "good lord|john doe lol|mickey mouse"
).split("|")


@pytest.mark.parametrize("text", OTHERS)
def test_somebody_talked_about_is_not_the_one_asked_for(text: str) -> None:
    assert read("person_name", text) is None


@pytest.mark.parametrize("text", IDIOMS)
def test_an_idiom_names_nobody(text: str) -> None:
    assert read("person_name", text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("it's under my wife sue baker", "Sue Baker"),
        ("i'm calling on behalf of my mother edna clegg", "Edna Clegg"),
        ("the account's in my dad's name, peter marsh", "Peter Marsh"),
        ("my husband's the account holder, ian frost", "Ian Frost"),
        ("you're speaking to vera stubbs", "Vera Stubbs"),
        ("lee pearce, that's me", "Lee Pearce"),
    ],
)
def test_a_name_handed_over_for_somebody_is_given(text: str, name: str) -> None:
    assert read("person_name", text) == name


@pytest.mark.parametrize(
    "text",
    [
        "any tom, dick and harry", "joe blow", "anna something", "mike whatsit", "just initials p t", "begins with a k",
        "rhymes with tim", "karen is out", "ask priya", "s for sugar", "greg idk", "brown ltd",
    ],
)  # fmt: skip
def test_names_that_are_nobodys_or_only_begun_are_none(text: str) -> None:
    assert read("person_name", text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("maybe greg", "Greg"), ("greg i think", "Greg"), ("tom dickson", "Tom Dickson"), ("p smith", "P Smith"),
        ("dave short", "Dave Short"), ("it's for anna", "Anna"), ("harry", "Harry"),
    ],
)  # fmt: skip
def test_short_names_are_kept(text: str, name: str) -> None:
    assert read("person_name", text) == name
