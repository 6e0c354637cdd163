"""Yes and no in Spanish, and the words that look like them."""

import pytest
from slot_reading import read


@pytest.mark.parametrize(
    "text",
    [
        "que sí que sí que no se preocupe", "sí no se preocupe", "claro que puede", "sí que me interesa",
        "por descontado",
        "ni lo dude", "no lo dude", "sí soy yo dígame", "claro no hay ningún inconveniente", "sí, ¿por qué no?",
        "mi marido no quiere pero yo sí", "buenos días sí quiero la cita", "sí si es tan amable",
        "no le había oído, sí",
        "mi hija dice que no pero yo digo que sí", "sí que sí no me lo repita", "que le digo que sí",
    ],
)  # fmt: skip
def test_agreement_is_yes(text: str) -> None:
    assert read("yes_no", text, "es") is True


@pytest.mark.parametrize(
    "text",
    [
        "ni a tiros", "ni aunque me paguen", "ni por todo el oro del mundo", "uy ni regalado",
        "no mi marido ya lo compró",
        "no ha llegado", "no vivo ahí ya", "no se moleste", "no porque me voy", "creo que no me conviene",
        "no, ¿para qué?",
        "ya le he dicho que no", "que le digo que no", "cancélelo", "no que luego me lo cobran", "pues no la verdad",
        "no y no", "nada de nada",
    ],
)  # fmt: skip
def test_refusal_is_no(text: str) -> None:
    assert read("yes_no", text, "es") is False


@pytest.mark.parametrize(
    "text",
    [
        "no cuelgue", "no cuelgue por favor", "no corra tanto", "no encuentro las gafas", "no tengo el papel delante",
        "no para de llover", "no hay de qué", "no pasa nada", "no me diga", "ahora mismo no puedo hablar",
        "un momento que no lo veo", "no me viene a la cabeza", "eso prefiero no contestarlo", "de nada", "ni idea",
        "ni siquiera le oigo", "ni fu ni fa",
    ],
)  # fmt: skip
def test_a_no_that_turns_round_a_verb_answers_nothing(text: str) -> None:
    assert read("yes_no", text, "es") is None


@pytest.mark.parametrize(
    "text",
    [
        "sí que hace frío", "sí que tardan ustedes", "sí que es caro esto", "sí si es gratis", "ya si eso hablamos",
        "si usted lo dice", "siempre que no sea caro", "igual sí", "a lo mejor sí a lo mejor no", "un día sí y otro no",
        "en parte sí en parte no", "según lo que cueste, no", "vale la pena", "eso es cosa mía", "eso lo lleva mi hijo",
        "un segundo por favor", "bien gracias y usted",
    ],
)  # fmt: skip
def test_a_yes_in_passing_answers_nothing(text: str) -> None:
    assert read("yes_no", text, "es") is None


@pytest.mark.parametrize(
    "text",
    [
        "mi marido dice que sí", "me dijeron que no", "la otra vez dije que no", "no digo que no", "y si digo que sí",
        "qué pasa si le digo que no", "tampoco es que no quiera", "¿Y si digo que sí, qué pasa?", "¿Sí?",
        "¿No es muy caro?", "no me lo habíais preguntado ya?",
    ],
)  # fmt: skip
def test_what_others_say_or_a_question_supposes_answers_nothing(text: str) -> None:
    assert read("yes_no", text, "es") is None
