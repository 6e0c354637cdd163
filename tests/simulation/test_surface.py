import msgspec
from callers import FACTS, NOW, PLAIN
from hypothesis import given
from hypothesis import strategies as st

from seatrial.core.scenario import Persona
from seatrial.simulation.facts import make_fact
from seatrial.simulation.lexicon import lexicon_for
from seatrial.simulation.surface import Voice, spoken_form, surface_for

SURFACE = surface_for("en-GB")


def fact(name: str):
    return make_fact(name, FACTS[name], NOW, lexicon_for("en-GB"))


def voice(persona: Persona = PLAIN, seed: int = 1, *, typed: bool = False, locale: str = "en-GB") -> Voice:
    return Voice(SURFACE, persona, seed, NOW, typed=typed, locale=locale)


def wordings(persona: Persona, act: str = "inform", name: str = "name", *, typed: bool = False) -> list[str]:
    return [voice(persona, seed, typed=typed).put(act, name, 0, fact=fact(name)) for seed in range(200)]


def trait(**traits: object) -> Persona:
    return msgspec.structs.replace(PLAIN, **traits)


def test_the_same_act_of_the_same_person_is_worded_the_same():
    assert voice().put("inform", "name", 0, fact=fact("name")) == voice().put("inform", "name", 0, fact=fact("name"))


def test_another_fact_is_put_otherwise_by_the_same_person():
    def pattern(name: str, seed: int) -> str:
        return voice(seed=seed).put("inform", name, 0, fact=fact("name"))

    assert any(pattern("name", seed) != pattern("other", seed) for seed in range(20))


def test_other_people_put_it_otherwise():
    assert len(set(wordings(PLAIN))) > 2


def test_the_terse_use_fewer_words_than_the_verbose():
    def words(verbosity: float) -> int:
        return sum(len(text.split()) for text in wordings(trait(verbosity=verbosity)))

    assert words(0.0) < words(0.4) < words(1.0)


def test_fillers_come_with_disfluency_and_only_on_speech():
    hesitant = trait(disfluency=0.9)
    assert any(text.startswith(("um", "er", "uh", "well")) for text in wordings(hesitant))
    assert not any(text.startswith(("um", "er", "uh")) for text in wordings(hesitant, typed=True))
    assert not any(text.startswith(("um", "er", "uh")) for text in wordings(trait(disfluency=0.0)))


def test_a_slip_of_the_tongue_is_mended_in_the_same_breath():
    slips = [text for text in wordings(trait(correction=1.0), name="when") if "wednesday" in text]
    assert slips
    assert all(text.index("wednesday") < max(text.rfind("tomorrow"), text.rfind("tuesday")) for text in slips)


def test_nobody_slips_without_the_trait():
    assert not any("wednesday" in text for text in wordings(PLAIN, name="when"))


def test_after_a_misunderstanding_people_begin_to_spell():
    first = [voice(seed=seed).put("correct", "postcode", 0, fact=fact("postcode")) for seed in range(100)]
    later = [voice(seed=seed).put("correct", "postcode", 1, fact=fact("postcode")) for seed in range(100)]
    assert sum(" for " in text for text in first) < sum(" for " in text for text in later)


def test_typed_text_keeps_the_values_spelling():
    assert all("Jane Smith" in text for text in wordings(PLAIN, typed=True))


def test_typists_swap_letters_now_and_then_but_never_in_a_value():
    texts = [voice(seed=seed, typed=True).put("inform", "name", 0, fact=fact("name")) for seed in range(400)]
    clean = {text for text in texts if texts.count(text) > 10}
    assert all("Jane Smith" in text for text in texts)
    assert clean


def test_americans_name_the_month_first():
    later = make_fact("when", "2026-08-20T14:00", NOW, lexicon_for("en-US"))
    texts = [voice(seed=seed, locale="en-US").put("inform", "when", 0, fact=later) for seed in range(40)]
    assert all("august twentieth" in text for text in texts)


@given(st.text(max_size=200))
def test_a_cards_sentence_is_spoken_without_punctuation(text):
    spoken = spoken_form(text)
    assert spoken == spoken.lower()
    assert all(char.isalnum() or char in " '" for char in spoken)


@given(st.text(alphabet="{}%$\\valuened ", max_size=40))
def test_braces_in_a_card_are_only_text(text):
    assert "{need}" not in voice(typed=True).put("open", "", 0, text=text).replace(text.strip(), "")
