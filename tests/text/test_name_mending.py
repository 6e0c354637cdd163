from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.text.context import ParseContext
from seatrial.text.name_mending import mended_name


def mend(before: str, text: str, locale: str = "es") -> str | None:
    return mended_name(before, text, ParseContext(locale=locale, now=datetime.fromisoformat("2026-08-19T09:12")))


@pytest.mark.parametrize(
    "text",
    [
        "no olga prats",
        "no es olga prats",
        "em no he dicho olga prats",
        "pues no perdone eso no está bien tendría que ser olga prats",
        "no prats",
        "no o l g a p r a t s",
        "no o de oso l de luna g de gato a de ana p de papá r de roma a de ana t de toledo s de sol",
        "no creo que me ha entendido mal es o l g a p r a t s",
    ],
)
def test_a_name_read_back_wrongly_is_put_right_however_it_is_said_again(text: str) -> None:
    assert mend("Olga Plats", text) == "Olga Prats"


@pytest.mark.parametrize("text", ["no", "no está bien", "no el viernes", "no, a nombre de mi marido", "eso no es"])
def test_what_does_not_sound_like_the_name_changes_no_name(text: str) -> None:
    assert mend("Olga Plats", text) is None


def test_the_same_name_again_changes_nothing() -> None:
    assert mend("Olga Prats", "no olga prats") is None


def test_nobody_spells_accents_so_they_stay() -> None:
    assert mend("Anna García", "no a n a g a r c i a") == "Ana García"


@pytest.mark.parametrize("text", ["no gemma clark", "no it's gemma clark", "no clark", "no g e m m a c l a r k"])
def test_an_english_name_is_put_right_as_well(text: str) -> None:
    assert mend("Gemma Clarke", text, "en-GB") == "Gemma Clark"


@given(before=st.text(alphabet="abcdeñ é", max_size=60), text=st.text(alphabet="abno dcé ñ", max_size=120))
def test_no_words_stop_it(before: str, text: str) -> None:
    assert mend(before, text) != before or not before
