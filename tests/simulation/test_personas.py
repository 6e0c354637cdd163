import msgspec
import pytest

from seatrial.core.errors import SpecError
from seatrial.core.scenario import Persona
from seatrial.simulation.personas import adversarial_personas, default_personas, expanded, persona_named, personas
from seatrial.simulation.quirks import PROVOCATIONS, is_quirky

SHARES = [field.name for field in msgspec.structs.fields(Persona) if field.type is float]


def test_there_are_at_least_24_people_and_no_two_alike():
    traits = [msgspec.structs.replace(person, name="", about="") for person in personas().values()]
    assert len(traits) >= 24
    assert all(one not in traits[:index] for index, one in enumerate(traits))


@pytest.mark.parametrize("name", list(personas()))
def test_a_persona_is_found_by_its_name_and_its_traits_are_possible(name):
    person = persona_named(name)
    assert person.name == name
    assert person.about.endswith(".")
    assert person.patience > 0
    assert all(0.0 <= getattr(person, trait) <= 1.0 for trait in SHARES)
    assert person.speech_rate_wpm > 0
    assert person.typing_cpm > 0


def test_every_trait_is_somebodys():
    ordinary = Persona(name="")
    for trait in SHARES:
        assert any(getattr(person, trait) != getattr(ordinary, trait) for person in personas().values()), trait


def test_the_sets_name_people_that_there_are():
    assert default_personas() == ("plain", "terse", "chatty", "hesitant", "impatient", "elderly")
    assert set(adversarial_personas()) <= set(personas())
    for name, person in personas().items():
        assert (name in adversarial_personas()) == any(getattr(person, trait) for trait in PROVOCATIONS)


def test_the_default_people_answer_and_nothing_else():
    assert not any(is_quirky(persona_named(name)) for name in default_personas())


def test_an_unknown_set_or_persona_is_refused():
    with pytest.raises(SpecError, match="no persona 'everybody'"):
        expanded(["plain", "everybody"])


def test_an_unknown_persona_is_refused_with_a_guess():
    with pytest.raises(SpecError) as caught:
        persona_named("tersse")
    assert "Did you mean 'terse'?" in caught.value.hint


def test_the_table_of_personas_cannot_be_changed():
    with pytest.raises(TypeError):
        personas()["new"] = Persona(name="new")
