from datetime import datetime

import pytest

from seatrial.text.context import ParseContext
from seatrial.text.dates import parse_date

CONTEXT = ParseContext(locale="es-ES", now=datetime.fromisoformat("2026-08-19T09:12"))  # a Wednesday


def rows(table: str) -> list[tuple[str, str]]:
    pairs = [line.rsplit("|", 1) for line in table.strip().splitlines()]
    return [(text.strip(), value.strip()) for text, value in pairs]


@pytest.mark.parametrize(
    ("text", "value"),
    rows(
        """
        el veintiuno de agosto                  | 2026-08-21
        veintiuno de agosto de dos mil veintisiete | 2027-08-21
        mañana                                  | 2026-08-20
        mañana por la mañana                    | 2026-08-20
        pasado mañana                           | 2026-08-21
        el viernes                              | 2026-08-21
        el viernes que viene                    | 2026-08-21
        el próximo viernes                      | 2026-08-21
        el viernes de la semana que viene       | 2026-08-28
        dentro de dos semanas                   | 2026-09-02
        en tres días                            | 2026-08-22
        de hoy en ocho                          | 2026-08-26
        el lunes en ocho                        | 2026-08-31
        el primero del mes que viene            | 2026-09-01
        a fin de mes                            | 2026-08-31
        el último viernes del mes               | 2026-08-28
        el lunes no espera el martes            | 2026-08-25
        no puedo el lunes, el martes sí         | 2026-08-25
        hoy no, mañana                          | 2026-08-20
        21 de agosto del 2027                    | 2027-08-21
        este viernes                             | 2026-08-21
        el martes de la próxima semana           | 2026-08-25
        la semana que viene el martes            | 2026-08-25
        en dos semanas                           | 2026-09-02
        dentro de una semana                     | 2026-08-26
        dentro de un mes                         | 2026-09-19
        el día veintiuno                         | 2026-08-21
        el primero de septiembre                 | 2026-09-01
        el uno de septiembre                     | 2026-09-01
        el cinco del próximo mes                 | 2026-09-05
        el último día del mes                    | 2026-08-31
        el primer lunes de septiembre            | 2026-09-07
        el treinta y uno de agosto               | 2026-08-31
        3/4                                      | 2027-04-03
        el lunes perdón el martes                | 2026-08-25
        el lunes mejor el martes                 | 2026-08-25
        viernes 21 de agosto                     | 2026-08-21
        el viernes por la tarde                  | 2026-08-21
        el día de navidad                        | 2026-12-25
        el miércoles                             | 2026-08-26
        dentro de quince días                    | 2026-09-03
        de mañana en ocho                        | 2026-08-27
        pues el viernes                          | 2026-08-21
        mañana por la tarde                      | 2026-08-20
        el próximo lunes                         | 2026-08-24
        el lunes próximo                         | 2026-08-24
        este sábado                              | 2026-08-22
        el sábado 22                             | 2026-08-22
        el 22                                    | 2026-08-22
        22 de agosto                             | 2026-08-22
        22/8                                     | 2026-08-22
        22/8/26                                  | 2026-08-22
        dentro de diez días                      | 2026-08-29
        en una semana                            | 2026-08-26
        el uno del mes que viene                 | 2026-09-01
        a final de mes                           | 2026-08-31
        el primero de enero                      | 2027-01-01
        treinta y uno de diciembre               | 2026-12-31
        el miércoles no el jueves                | 2026-08-20
        el lunes no puedo, mejor el martes       | 2026-08-25
        el viernes que viene por la mañana       | 2026-08-21
        tres de marzo del dos mil veintisiete    | 2027-03-03
        el lunes de la semana que viene          | 2026-08-24
        de hoy en quince                         | 2026-09-02
        """
    ),
)
def test_spanish_dates(text: str, value: str) -> None:
    assert parse_date(text, CONTEXT) == value


@pytest.mark.parametrize(
    "text",
    ["lunes o martes", "la semana que viene", "por la mañana", "en agosto", "ayer", "treinta y uno de abril", "no sé"],
)
def test_spanish_texts_without_one_day(text: str) -> None:
    assert parse_date(text, CONTEXT) is None


@pytest.mark.parametrize(
    "text",
    [
        "la semana que viene",
        "el treinta y uno de febrero",
        "lunes o martes",
        "entre el lunes y el miércoles",
        "ayer",
        "no sé",
        "por la mañana",
        "en agosto",
        "cualquier día",
        "en un par de días",
        "la próxima semana",
        "el mes que viene",
        "finales de mes",
        "veintinueve de febrero de dos mil veintisiete",
        "el jueves o el viernes",
        "cualquier día menos el lunes",
        "ahora mismo",
        "lo antes posible",
        "dentro de un par de semanas",
    ],
)
def test_spanish_bounds_denials_and_choices_are_no_date(text: str) -> None:
    assert parse_date(text, CONTEXT) is None
