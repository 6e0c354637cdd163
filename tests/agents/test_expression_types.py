"""Comparisons that can never hold are found before anybody is called."""

import pytest

from seatrial.agents.expression_types import ValueType, check_types
from seatrial.agents.expressions import compile_expression

TYPES = {
    "problem": ValueType("choice", ("leak", "gas", "boiler")),
    "covered": ValueType("yes_no"),
    "when": ValueType("datetime"),
    "day": ValueType("date"),
    "at": ValueType("time"),
    "people": ValueType("number"),
    "price": ValueType("money"),
    "postcode": ValueType("uk_postcode"),
    "tags": ValueType("list"),
    "thing": ValueType("any"),
}


@pytest.mark.parametrize(
    ("source", "message", "hint"),
    [
        ('problem == "gaz"', "'problem' is never 'gaz'", "Did you mean 'gas'?"),
        ('"gaz" != problem', "'problem' is never 'gaz'", "leak, gas, boiler"),
        ('problem in ["leak", "gaz"]', "'problem' is never 'gaz'", "gas"),
        ("problem == 5", "'problem' is never '5'", ""),
        ('problem == "gas" or "leak"', "always counts as true", 'name in ["a", "b"]'),
        ('covered == "yes"', "true or false, never a text", "not covered"),
        ('when > "half four"', "'half four' is no datetime", "09:00"),
        ('at == "9:00"', "'9:00' is no time", "09:00"),
        ('people > "many"', "'many' is no number", ""),
        ("when > 5", "never compare", ""),
        ("when < 2h", "never compare", ""),
        ("day == at", "never compare", ""),
        ("problem > 3", "never more or less", ""),
        ("covered >= true", "never more or less", ""),
        ("people in postcode", "'in' needs a list", ""),
        ("when + people", "plus", ""),
        ("2h - now", "minus", ""),
        ("not (people + covered)", "plus", ""),
    ],
)
def test_what_can_never_be_right_is_found(source: str, message: str, hint: str):
    found = check_types(compile_expression(source), TYPES)
    assert len(found) == 1
    assert message in found[0].message
    assert hint in found[0].hint


@pytest.mark.parametrize(
    "source",
    [
        'problem == "gas"',
        "problem == none",
        'problem in ["leak", "gas"]',
        "not covered and people > 4",
        "covered == true",
        "when > now + 2h and when < now + 14d",
        'when < "2026-08-22"',
        'at >= "09:00"',
        "day == now",
        "when - now > 2d",
        "now - 2h < when",
        "people + 1 > 2",
        "price > 12.50",
        'people == "6"',
        'postcode == "SW1A 1AA"',
        '"a" in tags',
        "thing > 5 or thing.field == 3",
        "unknown == 5",
        "true",
    ],
)
def test_what_may_be_right_is_left_alone(source: str):
    assert check_types(compile_expression(source), TYPES) == []


def test_only_what_the_expression_alone_proves_is_certain():
    proved = check_types(compile_expression('problem == "gaz"'), TYPES)
    likely = check_types(compile_expression("when > 5"), TYPES)
    assert [found[0].certain for found in (proved, likely)] == [True, False]
