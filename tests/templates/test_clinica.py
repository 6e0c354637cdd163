"""Claims about the example in Spanish: what a conversation with it is like, and whom it helps."""

from collections import Counter
from functools import lru_cache

from seatrial.agents.folder import LoadedAgent, check_agent, load_agent, templates_folder
from seatrial.runtime.faults import FaultPlan
from seatrial.simulation.cards import read_cards
from seatrial.simulation.run import Runner, Stage
from seatrial.simulation.suite import make_suite
from seatrial.testing.talk import prepared_agent, talk_to

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


def test_people_who_speak_spanish_are_read_and_read_in_turn() -> None:
    cards = read_cards(clinica().scenarios, agent=clinica().agent, tables=clinica().world)
    stage = Stage(loaded=clinica(), prepared=prepared_agent(FOLDER), faults=FaultPlan(), name="clinica")
    suite = make_suite(cards, count=192, seed=7)
    runner = Runner(stage, suite)
    known = {card.scenario.name for card in cards if card.scenario.known_failure}
    results = [runner.run(suite.item(number)).result for number in range(len(suite))]
    verdicts = Counter(result.verdict for result in results if result.scenario not in known)
    assert verdicts["simulator_fault"] <= 0.03 * len(results), verdicts
    assert verdicts["passed"] >= 0.9 * verdicts.total(), verdicts
