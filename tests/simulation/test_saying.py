from datetime import timedelta

import pytest
from callers import FACTS, NOW
from hypothesis import given
from hypothesis import strategies as st

from seatrial.simulation.codes import code_runs
from seatrial.simulation.cues import split_words
from seatrial.simulation.facts import agrees, make_fact
from seatrial.simulation.lexicon import lexicon_for
from seatrial.simulation.moments import find_said
from seatrial.simulation.saying import PAUSE, Manner, say_value, spoken_words, write_value

LEXICON = lexicon_for("en-GB")
WORDS = spoken_words("en")

PLAINLY = Manner()

manners = st.builds(
    Manner,
    choice=st.floats(0, 0.999),
    oh=st.booleans(),
    doubles=st.booleans(),
    spelled=st.booleans(),
    alphabet=st.sampled_from(["", "nato", "homely"]),
)


def spoken(name: str, manner: Manner = PLAINLY, value: object = None) -> str:
    fact = make_fact(name, FACTS[name] if value is None else value, NOW, LEXICON)
    return " ".join(word for word in say_value(fact, manner, NOW, WORDS) if word != PAUSE)


def hears(name: str, text: str, value: object) -> bool | None:
    fact = make_fact(name, value, NOW, LEXICON)
    words = split_words(text)
    return agrees(fact, words, code_runs(words, LEXICON), find_said(words.words, LEXICON), LEXICON, NOW)


def test_phone_numbers_are_said_with_oh_and_double_in_groups():
    fact = make_fact("phone", "+447700900123", NOW, LEXICON)
    said = " ".join(say_value(fact, Manner(), NOW, WORDS))
    assert said == f"oh double seven double oh {PAUSE} nine double oh {PAUSE} one two three"


def test_post_codes_are_said_as_written_or_letter_by_letter_or_with_words():
    assert spoken("postcode") == "bs1 4dj"
    assert spoken("postcode", Manner(choice=0.9)) == "b s one four d j"
    assert spoken("postcode", Manner(spelled=True, alphabet="nato")).startswith("b for bravo s for sierra one four")


def test_email_addresses_are_said_with_dot_and_at():
    assert spoken("email") == "j dot smith at gmail dot com"
    assert spoken("email", Manner(spelled=True)) == "j dot s m i t h at gmail dot com"


def test_the_clock_is_told_in_several_ways():
    ways = {spoken("when", Manner(choice=choice / 20)) for choice in range(20)}
    assert {"tomorrow at half four", "tomorrow at half past four", "tomorrow at four thirty"} <= ways


def test_no_hour_could_be_the_other_half_of_the_day():
    assert "morning" in spoken("when", value="tomorrow 09:00")
    assert spoken("when", Manner(choice=0.6), value="tomorrow 19:00").endswith("pm")
    assert spoken("when", value="tomorrow 14:00") == "tomorrow at two"


def test_a_day_of_the_week_after_next_is_a_date():
    assert spoken("when", Manner(choice=0.5), value="2026-08-12T14:00").startswith("the twelfth of august")


@given(manner=manners, digits=st.from_regex(r"07\d{9}", fullmatch=True))
def test_a_person_hears_its_own_phone_number_in_its_own_words(manner, digits):
    assert hears("phone", spoken("phone", manner, digits), digits) is True


@given(manner=manners, code=st.from_regex(r"[A-HJ-NP-UW-Z][A-HK-Y]?[1-9]\d? \d[ABD-HJLNP-UW-Z]{2}", fullmatch=True))
def test_a_person_hears_its_own_post_code_in_its_own_words(manner, code):
    assert hears("postcode", spoken("postcode", manner, code), code) is True


@given(
    manner=manners,
    local=st.from_regex(r"[b-z]{2,8}([._-][b-z]{2,8})?\d{0,2}", fullmatch=True),
    domain=st.sampled_from(["example.com", "post.example.org", "mail-box.example.net"]),
)
def test_a_person_hears_its_own_address_in_its_own_words(manner, local, domain):
    address = f"{local}@{domain}"
    assert hears("email", f"it is {spoken('email', manner, address)}", address) is True


@given(manner=manners, minutes=st.integers(0, 60 * 24 * 13))
def test_a_person_hears_its_own_time_in_its_own_words(manner, minutes):
    moment = (NOW + timedelta(minutes=minutes)).replace(second=0)
    assert hears("when", spoken("when", manner, moment.isoformat()), moment.isoformat()) is not False


@given(manner=manners, minutes=st.integers(60 * 24, 60 * 24 * 6))
def test_typed_times_are_read_back_by_their_writer(manner, minutes):
    fact = make_fact("when", (NOW + timedelta(minutes=minutes)).isoformat(), NOW, LEXICON)
    assert hears("when", write_value(fact, manner, NOW, WORDS), fact.value) is True


@pytest.mark.parametrize("name", ["postcode", "phone", "email"])
def test_typed_values_are_the_values(name):
    fact = make_fact(name, FACTS[name], NOW, LEXICON)
    typed = write_value(fact, Manner(), NOW, WORDS)
    assert "".join(char for char in typed.lower() if char not in " ") == fact.key
