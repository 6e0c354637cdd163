"""What is said around a number or a day in Spanish, and whether one is given."""

from datetime import datetime

import pytest

from seatrial.text.context import ParseContext
from seatrial.text.parsers import parse
from seatrial.text.tokens import fold

CONTEXT = ParseContext(locale="es-ES", now=datetime.fromisoformat("2026-03-04T10:00"))  # a Wednesday


def given(kind: str, text: str) -> set[str]:
    """What is read with and without accents."""
    return {str(parse(kind, said, CONTEXT)) for said in (text, fold(text))}


@pytest.mark.parametrize(
    "text",
    [
        "éramos cuatro gatos", "mil perdones", "estoy a dos velas", "no hay dos sin tres", "cada dos por tres",
        "no doy una", "todos a una", "de mil amores", "ni un duro", "tan claro como que dos y dos son cuatro",
    ],
)  # fmt: skip
def test_a_saying_counts_nothing(text: str) -> None:
    assert given("number", text) == {"None"}


@pytest.mark.parametrize(
    "text",
    [
        "como máximo seis", "seis como mucho", "a lo sumo seis", "al menos seis", "por lo menos seis", "seis o más",
        "no llegamos a diez", "seis por lo bajo", "veinte y pico",
    ],
)  # fmt: skip
def test_a_bound_is_no_count(text: str) -> None:
    assert given("number", text) == {"None"}


@pytest.mark.parametrize(
    "text",
    [
        "dos minutos que lo miro", "espere dos minutos", "en cinco minutos te digo", "dame un par de minutos",
        "llevo veinte minutos al teléfono", "a las tres", "son las ocho de la tarde", "el 14 de mayo", "en 2027",
        "tengo setenta años y no veo", "a mis ochenta años ya no me acuerdo", "vivo en la calle mayor 8",
        "desde el día 3", "mi número es el 7",
    ],
)  # fmt: skip
def test_a_number_of_another_kind_is_no_count(text: str) -> None:
    assert given("number", text) == {"None"}


@pytest.mark.parametrize(
    "text",
    [
        "seis no", "seis ya no", "seis no son", "no somos seis", "no queremos seis", "el seis tampoco", "seis no eh",
        "mi nuera tiene dos y está contenta", "mi vecina compró ocho", "la última vez pedimos doce",
        "pedí tres y llegaron dos", "antes tenía tres", "uno o dos", "lo mismo me da tres que cuatro",
        "y si fuéramos cinco", "tres aunque no estoy seguro", "tres pero faltan dos por confirmar", "¿caben cinco?",
        "tres pero yo todavía no lo sé",
    ],
)  # fmt: skip
def test_a_number_denied_open_or_of_others_is_no_count(text: str) -> None:
    assert given("number", text) == {"None"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("una sola señora", "1"), ("uno nomás", "1"), ("con una me basta", "1"), ("dosmil quinientos", "2500"),
        ("tresmil", "3000"), ("milseiscientos", "1600"), ("diez y siete", "17"), ("cuarentaicinco", "45"),
        ("siete, mi mujer diría otra cosa pero son siete", "7"), ("siete creo sí siete", "7"),
        ("éramos dos pero ahora somos tres", "3"), ("tres adultos y dos niños, cinco", "5"),
        ("no tres sino cuatro", "4"),
        ("me llevo seis", "6"), ("mi mujer y yo dos", "2"), ("quince años", "15"), ("diez minutos", "10"),
        ("siete ni uno más", "7"), ("tres no más", "3"), ("más o menos veinte", "20"),
        ("con diez tengo bastante", "10"),
        ("en casa somos cinco", "5"),
    ],
)  # fmt: skip
def test_a_count_in_talk_is_given(text: str, value: str) -> None:
    assert given("number", text) == {value}


@pytest.mark.parametrize(
    "text",
    [
        "mañana le cuento", "se lo digo el lunes", "el lunes te lo confirmo", "hablamos el lunes",
        "el jueves ya le aviso",
        "mañana será otro día", "hoy en día", "hoy por hoy", "a día de hoy no lo sé", "hoy no doy una",
        "qué día es hoy",
        "en martes ni te cases", "tal día como hoy",
    ],
)  # fmt: skip
def test_a_day_of_talk_is_no_date(text: str) -> None:
    assert given("date", text) == {"None"}


@pytest.mark.parametrize(
    "text",
    [
        "el viernes no", "el viernes tampoco", "viernes no eh", "el viernes me va fatal", "que no sea el viernes",
        "el viernes se me complica", "el viernes cobro", "el viernes me operan", "el viernes es la boda de mi hija",
        "el viernes viene mi hija", "mi hija viene el viernes", "descarte el viernes", "los viernes", "algún viernes",
        "se me rompió el lunes", "el lunes me cobraron", "me lo trajeron el lunes", "me dijeron que vendrían el lunes",
        "el pasado lunes", "tenía cita el viernes", "del 10 al 14", "el martes y si no el jueves",
        "igual el lunes igual no",
        "no sé si podré el lunes", "el viernes pero depende de mi jefe", "mi mujer puede el martes pero yo no",
        "el quince de no me acuerdo qué mes", "soy domingo", "la calle dos de mayo", "cierran el lunes",
    ],
)  # fmt: skip
def test_a_day_denied_open_past_or_of_others_is_no_date(text: str) -> None:
    assert given("date", text) == {"None"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("apúnteme para el viernes", "2026-03-06"), ("buenos días quería cita para mañana", "2026-03-05"),
        ("hoy no puedo mañana sí", "2026-03-05"), ("hoy ya no, mañana", "2026-03-05"), ("hoy no mañana", "2026-03-05"),
        ("el jueves no puedo el viernes sí", "2026-03-06"), ("el jueves trabajo mejor el viernes", "2026-03-06"),
        ("mi marido no puede pero yo sí el viernes", "2026-03-06"), ("mi hija me lleva el viernes", "2026-03-06"),
        ("mi marido dice que el jueves pero yo prefiero el viernes", "2026-03-06"),
        ("el viernes no trabajo", "2026-03-06"),
        ("dije lunes pero es martes", "2026-03-10"), ("el viernes tengo libre", "2026-03-06"),
        ("el viernes está bien", "2026-03-06"), ("el viernes paso a recogerlo", "2026-03-06"),
        ("el jueves 12 a las diez", "2026-03-12"), ("el día de reyes", "2027-01-06"),
        ("todos los santos", "2026-11-01"),
        ("¿el viernes tenéis hueco?", "2026-03-06"), ("mañana que libro", "2026-03-05"),
    ],
)  # fmt: skip
def test_a_day_in_talk_is_given(text: str, value: str) -> None:
    assert given("date", text) == {value}
