import pytest
from hypothesis import given
from hypothesis import strategies as st
from slot_reading import read

from seatrial.text.parsers import SLOT_TYPES, looks_like

VOLUNTEERED = {
    "phone": ["my number is 07700 900123", "oh seven seven double zero nine hundred one two three"],
    "email": ["it's jane@example.com", "jane dot doe at example dot com"],
    "uk_postcode": ["i'm at sw1a 1aa", "s w one a one a a"],
    "us_zip": ["zip 90210", "zip nine oh two one oh"],
    "date": ["can you come tomorrow", "on 3/4/2026", "the twenty first"],
    "time": ["about half four", "at 4", "4:30pm", "eight o'clock"],
    "datetime": ["tomorrow at four"],
    "money": ["it cost \u00a312", "twelve pounds fifty", "a tenner"],
    "number": ["two of them", "there are 5"],
    "yes_no": ["yes please", "nope", "of course"],
    "order_id": ["order ABC-12345", "a b c one two three"],
    "card_last4": ["card ending 4417", "ends in four four one seven"],
    "person_name": ["my name is jane doe", "this is jane"],
    "address": ["12 high street"],
    "choice": ["anything at all"],
}


@pytest.mark.parametrize(("slot_type", "text"), [(name, text) for name, texts in VOLUNTEERED.items() for text in texts])
def test_a_text_that_holds_a_value_looks_like_it(slot_type: str, text: str) -> None:
    assert looks_like(slot_type, text)


@pytest.mark.parametrize("slot_type", sorted(set(SLOT_TYPES) - {"choice"}))
def test_small_talk_looks_like_nothing(slot_type: str) -> None:
    assert not looks_like(slot_type, "my kitchen tap has been dripping")


def test_an_unknown_type_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        looks_like("colour", "red")


SAID = st.lists(
    st.sampled_from(
        "oh seven double nine hundred and a b for bravo one two 07700 900123 90210 at dot com gmail zip card ending "
        "pounds twelve fifty \u00a312 yes no the my is sw1a 1aa jane@example.com quid order not sorry wait".split()
    ),
    max_size=14,
).map(" ".join)


@given(
    st.sampled_from(["phone", "email", "uk_postcode", "us_zip", "money", "number", "yes_no", "order_id", "card_last4"]),
    SAID,
)
def test_nothing_volunteered_is_missed_by_the_glance(slot_type: str, text: str) -> None:
    value = read(slot_type, text, asked=False, pattern=r"[A-Z]\d{3}")
    assert value is None or looks_like(slot_type, text)
