import pytest
from callers import FACTS, NOW

from seatrial.simulation.codes import code_runs
from seatrial.simulation.cues import split_words
from seatrial.simulation.facts import agrees, make_fact, stem
from seatrial.simulation.lexicon import lexicon_for
from seatrial.simulation.moments import find_said

LEXICON = lexicon_for("en-GB")


def heard(name: str, text: str, value: object = None):
    fact = make_fact(name, FACTS[name] if value is None else value, NOW, LEXICON)
    words = split_words(text)
    return agrees(fact, words, code_runs(words, LEXICON), find_said(words.words, LEXICON), LEXICON, NOW)


@pytest.mark.parametrize(
    ("name", "text", "agreed"),
    [
        ("postcode", "I have B for bravo, S for sierra, one, four, D J", True),
        ("postcode", "I have BS1 4TJ", False),
        ("postcode", "What is your postcode?", None),
        ("phone", "Your number is 07700 900123", True),
        ("phone", "Your number is +44 7700 900 123", True),
        ("phone", "the number ending in 123", True),
        ("phone", "the number ending in 124", False),
        ("phone", "Your number is 07700 900124", False),
        ("email", "I have j dot smith at gmail dot com", True),
        ("email", "I have j dot smyth at gmail dot com", False),
        ("email", "I have jsmith@gmail.com", False),
        ("when", "tomorrow at half past four", True),
        ("when", "Wednesday at half past four", False),
        ("name", "Is that Jane Smith?", True),
        ("name", "Thank you, Mrs Smith.", True),
        ("name", "Is that Jane Smythe?", False),
        ("problem", "a visit for a leak", True),
        ("problem", "a visit for a boiler", None),
        ("address", "at 14 Queen Square", True),
        ("address", "And the house number and street?", None),
    ],
)
def test_what_is_said_agrees_with_a_fact_or_contradicts_it_or_neither(name, text, agreed):
    assert heard(name, text) is agreed


def test_the_name_of_a_thing_is_not_its_value():
    assert heard("address", "And the house number and street?", "12 House Street") is None
    assert heard("address", "at 12 House Street", "12 House Street") is True


def test_an_unknown_facts_kind_follows_from_its_look():
    kinds = {
        value: make_fact("thing", value, NOW, LEXICON).type
        for value in ("a@b.cc", "2026-08-24", "4417", "HP2041", "blue")
    }
    assert kinds == {"a@b.cc": "email", "2026-08-24": "date", "4417": "digits", "HP2041": "code", "blue": "text"}


def test_a_facts_topic_follows_from_its_name_or_the_last_part_of_it():
    assert make_fact("contact_phone", "07700 900123", NOW, LEXICON).topic == "phone"
    assert make_fact("new_when", "tomorrow 09:00", NOW, LEXICON).topic == "when"
    assert make_fact("hotel", "Hotel Aventino", NOW, LEXICON).topic == "hotel"


def test_a_list_gives_the_first_value_and_what_will_do_as_well():
    fact = make_fact("when", ["tomorrow 16:30", "friday 10:00"], NOW, LEXICON)
    assert fact.value == "2026-08-04T16:30"
    assert [other.value for other in fact.others] == ["2026-08-07T10:00"]


def test_a_card_may_say_how_a_value_is_put():
    fact = make_fact("problem", {"is": "leak", "say": ["the tap is dripping"]}, NOW, LEXICON)
    assert fact.value == "leak"
    assert fact.sayings == ("the tap is dripping",)


def test_stems_bring_inflections_together():
    assert stem("leaking") == stem("leaks") == stem("leaked") == "leak"
    assert stem("gas") == "gas"
