"""Claims about the example in Spanish: what a conversation with it is like, and whom it helps."""

from collections import Counter
from functools import lru_cache

import pytest

from seatrial.agents.folder import LoadedAgent, check_agent, load_agent, templates_folder
from seatrial.runtime.faults import FaultPlan
from seatrial.simulation.cards import read_cards
from seatrial.simulation.run import Runner, Stage
from seatrial.simulation.suite import make_suite
from seatrial.testing.talk import Talk, prepared_agent, talk_to

FOLDER = templates_folder() / "clinica"


@lru_cache(maxsize=1)
def clinica() -> LoadedAgent:
    return load_agent(FOLDER)


def test_the_linter_finds_nothing_to_mend() -> None:
    assert [mistake for mistake in check_agent(FOLDER).mistakes if mistake.severity != "info"] == []


def test_a_whole_booking_with_a_question_and_a_change_of_mind() -> None:
    talk = talk_to(FOLDER)
    talk.say("Buenas, quería pedir hora para una limpieza")
    talk.say("Soy Ana García")
    assert "55 euros" in talk.say("perdone, ¿cuánto cuesta?")
    talk.say("seis cinco cinco, cero cero cero, uno dos tres")
    assert "example.com" in talk.say("ana punto garcia arroba example punto com")
    talk.say("sí")
    assert "hora" in talk.say("el viernes por la tarde")
    talk.say("a las cinco y media")
    talk.say("no, nada")
    assert "lunes" in talk.say("no, mejor el lunes")
    assert "reservada" in talk.say("sí, perfecto")
    talk.say("no, eso es todo, gracias")
    assert [tool for tool, _, _ in talk.calls] == ["hay_hueco", "hay_hueco", "reservar_cita"]
    assert talk.calls[-1][1]["telefono"] == "+34655000123"
    assert talk.end is not None
    assert talk.end.outcome == "cita_reservada"


def test_pain_goes_to_a_person_at_once() -> None:
    talk = talk_to(FOLDER)
    talk.say("me duele muchísimo una muela desde anoche")
    assert [handoff.reason for handoff in talk.handoffs] == ["urgencia"]


@pytest.mark.parametrize(
    "words",
    [
        "tengo un flemón enorme",
        "no puedo comer del dolor de muelas",
        "me late la muela y tengo fiebre",
        "se me ha saltado un diente",
        "me sangra la boca sin parar",
        "mi niño se ha dado un golpe en los dientes",
        "creo que tengo la muela infectada",
    ],
)
def test_an_emergency_is_one_in_whatever_words(words: str) -> None:
    talk = talk_to(FOLDER)
    talk.say(words)
    assert [handoff.reason for handoff in talk.handoffs] == ["urgencia"]


@pytest.mark.parametrize(
    "words",
    [
        "no tengo un buen día",
        "hoy no tengo un buen día",
        "tengo un mal día",
        "he tenido un día malísimo",
        "tengo dos hijos",
        "tengo un gato y un perro",
        "no tengo ni un euro",
        "tengo un lío tremendo",
        "tengo calor",
        "tengo un nombre muy raro",
    ],
)
def test_having_something_is_no_emergency(words: str) -> None:
    talk = talk_to(FOLDER)
    talk.say(words)
    assert talk.handoffs == []


def at_the_final_yes() -> Talk:
    """Return a talk in which everything was given and the booking is read back, for Olga Plats on Thursday."""
    talk = talk_to(FOLDER)
    for words in ("quiero pedir hora para una revisión", "olga plats", "655 000 123", "no tengo correo"):
        talk.say(words)
    talk.say("mañana a las cuatro y media")
    assert "Olga Plats" in talk.say("no, nada")
    return talk


def test_a_name_is_corrected_at_the_final_yes_in_whatever_way() -> None:
    for words in ("no olga prats", "no perdone eso no está bien tendría que ser olga prats", "no o l g a p r a t s"):
        talk = at_the_final_yes()
        assert "a nombre de Olga Prats" in talk.say(words), words
        assert "reservada" in talk.say("sí"), words


def test_a_day_after_a_no_is_the_one_that_was_meant_at_the_final_yes() -> None:
    talk = at_the_final_yes()
    assert "viernes" in talk.say("a ver no pasado mañana a las cuatro y media de la tarde")
    talk.say("sí")
    assert talk.calls[-1][1]["cuando"] == "2026-08-21T16:30"


def test_the_day_that_was_read_back_after_a_no_is_denied() -> None:
    talk = at_the_final_yes()
    assert "¿la reservo?" in talk.say("no mañana a las cuatro y media no")
    assert "reservar_cita" not in [tool for tool, _, _ in talk.calls]


def test_an_excuse_before_it_hides_no_refusal() -> None:
    talk = talk_to(FOLDER)
    for words in ("quiero pedir hora para una revisión", "olga prats", "655 000 123"):
        talk.say(words)
    assert "hora" in talk.say("pues lo siento pero no lo sé")


def test_people_who_speak_spanish_are_read_and_read_in_turn() -> None:
    cards = read_cards(clinica().scenarios, agent=clinica().agent, tables=clinica().world)
    stage = Stage(loaded=clinica(), prepared=prepared_agent(FOLDER), faults=FaultPlan(), name="clinica")
    suite = make_suite(cards, count=192, seed=7)
    runner = Runner(stage, suite)
    known = {card.scenario.name for card in cards if card.scenario.known_failure}
    results = [runner.run(suite.item(number)).result for number in range(len(suite))]
    verdicts = Counter(result.verdict for result in results if result.scenario not in known)
    assert verdicts["simulator_fault"] <= 0.03 * len(results), verdicts
    assert verdicts["passed"] >= 0.97 * verdicts.total(), verdicts
