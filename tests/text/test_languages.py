"""Other languages are told by a few of their small words; the agent's own, and names in it, are left alone."""

import pytest

from seatrial.agents.lexicon import plain
from seatrial.text.languages import may_be, other_language

SAID = {
    "en": ["Hello, I need an appointment please", "Do you speak English?", "I don't understand"],
    "es": ["Hola, tengo una fuga de agua en la cocina", "¿Habla español?", "Quisiera pedir una cita"],
    "fr": ["Bonjour, j'ai une fuite d'eau dans ma cuisine", "Est-ce que vous parlez français ?", "Je ne comprends pas"],
    "de": ["Guten Tag, ich habe einen Rohrbruch", "Sprechen Sie Deutsch?", "Mein Waschbecken ist verstopft"],
    "pl": ["Dzień dobry, mam problem z wodą", "Czy ktoś mówi po polsku?", "dzien dobry czy moge rozmawiac po polsku"],
    "it": ["Buongiorno, ho una perdita d'acqua in cucina", "Vorrei prendere un appuntamento"],
    "pt": ["Bom dia, tenho uma fuga de água", "Gostaria de marcar uma consulta"],
    "nl": ["Goedemorgen, ik heb een lekkage", "Ik wil graag een afspraak maken"],
    "ro": ["Bună ziua, am nevoie de un instalator"],
    "ru": ["Здравствуйте, у меня течёт труба"],
    "ar": ["مرحبا عندي مشكلة في الماء"],
}
OWN = {
    "en": [
        "my name is Jose de la Cruz", "14 Via del Corso", "the man from Die Hard was here", "no", "is it la Rue street",
        "I live in Las Vegas", "it's a la carte", "oh oui oui very funny", "my sink is leaking", "Maria dos Santos",
    ],
    "es": [
        "me llamo Jean de la Fontaine", "seis uno dos tres", "a última hora", "no", "dos o tres",
        "calle de John Lennon", "me parece bien", "quiero hablar con una persona", "lunes", "ok",
    ],
}  # fmt: skip


@pytest.mark.parametrize("own", ["en", "es"])
@pytest.mark.parametrize("language", sorted(SAID))
def test_whoever_speaks_another_language_is_told_at_once(own: str, language: str) -> None:
    for text in SAID[language]:
        guess = other_language(plain(text, ""), own)
        if language == own:
            assert guess is None, text
        else:
            assert guess is not None, text
            assert (guess.language, guess.sure) == (language, True), text


@pytest.mark.parametrize("own", ["en", "es"])
def test_ones_own_language_with_foreign_names_in_it_is_never_surely_another(own: str) -> None:
    for text in OWN[own]:
        guess = other_language(plain(text, ""), own)
        assert guess is None or not guess.sure, (text, guess)


def test_a_single_word_is_only_a_hint() -> None:
    guess = other_language("bonjour", "en")
    assert guess is not None
    assert (guess.language, guess.sure) == ("fr", False)


def test_a_courtesy_in_another_language_makes_no_foreigner() -> None:
    assert other_language("um correct por favor", "en") is None
    assert other_language("yes danke bitte", "en") is None
    guess = other_language("ich möchte bitte einen termin", "en")
    assert guess is not None
    assert guess.sure


@pytest.mark.parametrize("own", ["en", "es"])
def test_the_quick_test_hides_no_other_language(own: str) -> None:
    for texts in SAID.values():
        for text in texts:
            words = plain(text, "")
            if may_be(words, frozenset(words.split()), own):
                assert other_language(words, own) is None, text


def test_long_and_odd_texts_are_no_trouble() -> None:
    assert other_language("la " * 5_000, "en") is None
    assert other_language("", "en") is None
    assert other_language("🦆 \u202e \x00", "en") is None
