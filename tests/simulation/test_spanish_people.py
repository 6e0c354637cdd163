"""People who speak Spanish: what they take prompts for, and that what they say is what an agent can read."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.simulation.data_files import load_data
from seatrial.simulation.facts import make_fact
from seatrial.simulation.lexicon import lexicon_for
from seatrial.simulation.reading import Reader
from seatrial.simulation.reading_model import stored_model
from seatrial.simulation.reading_training import examples, features_of, source_digest
from seatrial.simulation.readings import main_reading
from seatrial.simulation.saying import PAUSE, Manner, say_value, spoken_words, write_value
from seatrial.text.context import ParseContext
from seatrial.text.parsers import parse

NOW = datetime.fromisoformat("2026-08-19T09:12")  # a Wednesday
LEXICON = lexicon_for("es")
WORDS = spoken_words("es")
KNOWS = {
    "nombre": "Ana García",
    "telefono": "655 000 123",
    "correo": "ana@example.com",
    "cuando": "2026-08-21T10:00",
    "motivo": "limpieza",
}
FACTS = tuple(make_fact(name, value, NOW, LEXICON) for name, value in KNOWS.items())
UNSEEN = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "unseen_prompts_es.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
CONTEXT = ParseContext(locale="es", now=NOW)
MANNERS = st.builds(
    Manner,
    choice=st.floats(0, 1, exclude_max=True),
    oh=st.booleans(),
    doubles=st.booleans(),
    spelled=st.booleans(),
    alphabet=st.sampled_from(["", "nato", "homely"]),
)


def at_five_past(days: int, slots: int) -> datetime:
    """Return a moment of a working day, by days from now and five minutes from nine."""
    return NOW.replace(hour=9, minute=0) + timedelta(days=days, minutes=5 * slots)


def read(text: str) -> tuple[str, str]:
    reading = main_reading(Reader(LEXICON, FACTS, NOW, frozenset({"limpieza"})).read(text))
    return reading.kind, reading.about if reading.kind in {"ask", "read_back", "wrong"} else ""


def said(name: str, value: str, manner: Manner) -> str:
    words = say_value(make_fact(name, value, NOW, LEXICON), manner, NOW, WORDS)
    return " ".join(word for word in words if word != PAUSE)


def test_prompts_never_seen_are_hardly_ever_misread() -> None:
    wrong = [(prompt, read(prompt), kind) for kind, about, prompt in UNSEEN if not _fits(read(prompt), kind, about)]
    assert len(wrong) <= 0.1 * len(UNSEEN), wrong


def _fits(found: tuple[str, str], kind: str, about: str) -> bool:
    asked_for = found == ("need", "") and about == "motivo"  # asked what it is about, one says why one calls
    return asked_for or (found[0] == kind and (not about or found[1] == about))


def test_what_the_agent_says_in_every_conversation_is_read_right() -> None:
    opening = "Clínica Dental Faro, buenos días. Soy un asistente automático. ¿En qué puedo ayudarle?"
    assert read(opening)[0] == "need"
    assert read("Vale, el viernes 21 de agosto a las diez de la mañana. ¿Me dice su nombre y apellido?") == (
        "ask",
        "nombre",
    )
    assert read("Je ne parle pas espagnol, je vous passe une personne.")[0] == "need"


def test_the_model_is_made_of_the_examples_as_they_stand() -> None:
    model = stored_model("es")
    assert model is not None
    assert model.source == source_digest("es"), "run: python -m seatrial.simulation.reading_training"
    assert all(features_of(sentence, "es") is not None for _, sentence in examples("es"))


def test_there_are_words_for_everything_that_people_do_in_english() -> None:
    english, spanish = load_data("surfaces_en"), load_data("surfaces_es")
    assert set(english) <= set(spanish)
    assert set(english["acts"]) <= set(spanish["acts"])


@given(st.from_regex(r"[67][0-9]{8}", fullmatch=True), MANNERS)
def test_a_telephone_number_in_any_way_of_saying_it_is_read_as_itself(number: str, manner: Manner) -> None:
    assert parse("phone", said("telefono", number, manner), CONTEXT) == f"+34{number}"


@given(
    st.builds(
        at_five_past,
        st.integers(1, 27),
        st.integers(0, 119),
    ),
    MANNERS,
)
def test_a_day_and_time_in_any_way_of_saying_or_typing_it_is_read_as_itself(moment: datetime, manner: Manner) -> None:
    iso = moment.isoformat(timespec="minutes")
    assert parse("datetime", said("cuando", iso, manner), CONTEXT) == iso
    typed = write_value(make_fact("cuando", iso, NOW, LEXICON), manner, NOW, WORDS)
    assert parse("datetime", typed, CONTEXT) == iso


@pytest.mark.parametrize(
    "address", ["ana@example.com", "luis.perez@gmail.com", "carmen_ruiz@hotmail.es", "a-b12@example.org"]
)
@given(manner=MANNERS)
def test_an_email_address_in_any_way_of_saying_it_is_read_as_itself(address: str, manner: Manner) -> None:
    assert parse("email", said("correo", address, manner), CONTEXT) == address
