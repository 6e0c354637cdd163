"""What people say to any agent is recognised, and what merely sounds like it is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.agents.lexicon import PLAIN_CHARS_MAX, lexicon, plain

EN = lexicon("en")
ES = lexicon("es")


@pytest.mark.parametrize(
    "text",
    [
        "can I speak to a person",
        "I want to talk to a human being please",
        "put me through to somebody",
        "get me a real person",
        "operator",
        "is there a human I can talk to?",
        "I don't want to talk to a machine",
        "speak to someone",
        "can I have a manager please",
    ],
)
def test_asking_for_a_person_is_recognised(text: str) -> None:
    assert EN.matches("person", plain(text, "en"))


@pytest.mark.parametrize(
    "text",
    [
        "can you send somebody round",
        "I need a plumber tomorrow",
        "I want to talk about my boiler",
        "a person in the flat below complained",
        "speak to my husband about the key",
        "someone is at home all day",
    ],
)
def test_other_talk_of_people_is_not_asking_for_one(text: str) -> None:
    assert not EN.matches("person", plain(text, "en"))


@pytest.mark.parametrize(
    "text",
    [
        "i don't know human please",
        "I don't know, a person please",
        "not sure just a human",
        "dunno, operator",
        "no idea, someone real please",
        "human please i don't know",
        "a person please I don't know how we get in",
        "no, a human",
        "no human please",
        "it's by the gate, actually a person please",
        "leave it with the neighbour, human please",
        "the code is 4512 operator please",
        "oh for heaven's sake a human please",
        "connect me with an agent",
        "can somebody real talk to me",
    ],
)
def test_asking_for_a_person_is_recognised_beside_other_words(text: str) -> None:
    assert EN.matches("person", plain(text, "en"))


@pytest.mark.parametrize(
    "text",
    [
        "there is a person with the key",
        "there's a real person at the desk",
        "ask the person at reception",
        "ask for the manager please",
        "my human resources office will open",
        "tell the operator at the gate",
        "buzz the operator please",
        "someone from the agency will let you in",
        "leave it with a person please",
        "send a person please",
        "the letting agent has the key, call the agent please",
        "I don't know, a receptionist",
        "I don't know the agent",
        "no idea, the person next door knows",
        "you need to speak to the receptionist",
        "talk to someone at reception",
        "we have a receptionist",
        "I don't want to speak to a person",
    ],
)
def test_telling_where_somebody_is_found_is_not_asking_for_a_person(text: str) -> None:
    assert not EN.matches("person", plain(text, "en"))


@pytest.mark.parametrize(
    "text", ["I need a person to fix the boiler", "I need someone to fix the boiler", "bring another person please"]
)
def test_wanting_somebody_for_the_work_is_not_asking_to_be_put_through(text: str) -> None:
    assert not EN.matches("person", plain(text, "en"))


@pytest.mark.parametrize(
    "text",
    ["I want to speak to someone at your office", "I'd like a person who can help, can I speak to a manager on duty"],
)
def test_saying_which_person_takes_nothing_from_asking_for_one(text: str) -> None:
    assert EN.matches("person", plain(text, "en"))


@pytest.mark.parametrize(
    "text", ["quiero hablar con una persona", "póngame con un agente", "una persona por favor", "operadora"]
)
def test_asking_for_a_person_is_recognised_in_spanish(text: str) -> None:
    assert ES.matches("person", plain(text, "es"))


@pytest.mark.parametrize(
    "text",
    [
        "no sé, una persona por favor",
        "que hable con alguien",
        "no sé, que hable con alguien",
        "no lo sé, operadora",
        "pues no sé, con una persona",
        "un agente por favor, no lo sé",
        "ni idea, un humano",
        "una persona por favor no sé el código",
        "el código es 1234, un humano por favor",
        "yo lo que quiero es una persona",
        "no, mejor una persona",
        "hola, quiero con una persona, o sea, soy Felipe Sanz",
    ],
)
def test_asking_for_a_person_is_recognised_beside_other_words_in_spanish(text: str) -> None:
    assert ES.matches("person", plain(text, "es"))


@pytest.mark.parametrize(
    "text",
    [
        "hay una persona con la llave",
        "la llave la tiene una persona por favor",
        "una cita para una persona por favor",
        "pregunte a la persona de recepción",
        "no sé, el encargado",
        "no sé, alguien",
        "ya hablé con una persona",
        "hablé con alguien ayer",
        "necesito una persona que me acompañe",
        "quiero una persona que me limpie",
        "no quiero hablar con una persona",
        "que hable con mi marido",
    ],
)
def test_talk_of_people_is_not_asking_for_one_in_spanish(text: str) -> None:
    assert not ES.matches("person", plain(text, "es"))


@pytest.mark.parametrize(
    "text", ["never mind", "forget it", "cancel that please", "actually, leave it", "I've changed my mind"]
)
def test_stopping_is_recognised(text: str) -> None:
    assert EN.matches("cancel", plain(text, "en"))


@pytest.mark.parametrize(
    "text", ["cancel my appointment", "I never said that", "leave it with the neighbour on Monday"]
)
def test_cancelling_something_is_not_stopping(text: str) -> None:
    assert not EN.matches("cancel", plain(text, "en"))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("repeat", "sorry, can you say that again?"),
        ("repeat", "pardon"),
        ("wait", "hang on a second"),
        ("wait", "let me just check my diary"),
        ("bye", "no that's all, thanks"),
        ("bye", "goodbye"),
        ("thanks", "ok thank you very much"),
        ("cannot", "I don't have an email"),
        ("cannot", "I'm not sure"),
        ("cannot", "no idea"),
        ("question", "how much is it?"),
    ],
)
def test_usual_phrases_are_recognised(kind: str, text: str) -> None:
    assert EN.matches(kind, plain(text, "en"))


def test_an_unknown_language_falls_back_to_english() -> None:
    assert lexicon("xx").language == "en"


@given(st.text(max_size=3_000))
def test_plain_words_are_bounded_and_single_spaced(text: str) -> None:
    words = plain(text, "en")
    assert len(words) <= 3 * PLAIN_CHARS_MAX  # a lower-cased character may become several
    assert "  " not in words
    assert words == words.strip()


@given(st.sampled_from(sorted(EN.patterns)), st.data())
def test_the_quick_test_for_trigger_words_never_hides_a_match(kind: str, data: st.DataObject) -> None:
    pattern = EN.patterns[kind]
    words = plain(data.draw(st.from_regex(pattern, fullmatch=True)), "en")
    if pattern.search(words) is not None:
        assert kind in EN.hints(frozenset(words.split()))
        assert EN.matches(kind, words)
    else:
        assert not EN.matches(kind, words)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("person", "¿me puede pasar con alguien?"),
        ("person", "páseme con recepción, por favor"),
        ("person", "hola quiero con una persona"),
        ("cannot", "pues lo siento pero no lo sé"),
        ("person", "prefiero hablar con un humano"),
        ("person", "¿puedo hablar con la doctora?"),
        ("person", "no quiero hablar con una máquina"),
        ("cancel", "déjelo, ya no hace falta"),
        ("cancel", "no, olvídelo"),
        ("cancel", "he cambiado de idea"),
        ("repeat", "perdone, ¿cómo dice?"),
        ("repeat", "no le he oído bien, ¿me lo puede repetir, por favor?"),
        ("repeat", "¿me lo repite?"),
        ("repeat", "oiga, ¿sigue ahí?"),
        ("repeat", "hola, ¿hay alguien ahí?"),
        ("wait", "un momento, que lo miro"),
        ("wait", "espere un segundo"),
        ("bye", "no, eso es todo, muchas gracias por su ayuda"),
        ("bye", "nada más, gracias"),
        ("bye", "muchas gracias, hasta luego"),
        ("thanks", "muchísimas gracias, muy amable"),
        ("cannot", "pues no lo sé"),
        ("cannot", "no tengo correo"),
        ("cannot", "ahora mismo no lo tengo a mano"),
        ("hesitation", "eh pues a ver"),
        ("question", "perdone, una pregunta, ¿cuánto cuesta?"),
        ("question", "antes de eso, ¿se puede pagar con tarjeta?"),
        ("correction", "no, mejor el jueves"),
    ],
)
def test_what_people_say_to_any_agent_is_recognised_in_spanish(kind: str, text: str) -> None:
    assert ES.matches(kind, plain(text, "es"))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("person", "hola, ¿hay alguien ahí?"),
        ("person", "una cita para otra persona"),
        ("person", "somos tres personas"),
        ("person", "mi jefe no me deja salir antes"),
        ("cancel", "quiero anular mi cita del viernes"),
        ("wait", "un minuto antes de las diez"),
        ("bye", "nada, que me duele una muela"),
        ("repeat", "como mucho a las cinco"),
    ],
)
def test_what_merely_sounds_like_it_is_not_in_spanish(kind: str, text: str) -> None:
    assert not ES.matches(kind, plain(text, "es"))


def test_a_yes_that_says_correct_corrects_nothing() -> None:
    assert not EN.matches("correction", plain("yeah that's correct", "en"))
    assert EN.matches("correction", plain("can you correct that to friday", "en"))
