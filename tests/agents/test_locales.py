"""Every locale says everything, and nothing that the engine cannot fill."""

import ast
from pathlib import Path

import pytest

from seatrial.agents import conversation
from seatrial.agents.locales import LINE_PLACEHOLDERS, LOCALES, engine_lines, locale_data, locale_name
from seatrial.agents.spec import SlotType
from seatrial.agents.wording import placeholder_names, word_count
from seatrial.core.errors import SpecError


@pytest.mark.parametrize("locale", LOCALES)
def test_a_locale_has_every_line(locale: str):
    assert set(engine_lines(locale)) == set(engine_lines("en-GB"))
    assert all(engine_lines(locale).values())


@pytest.mark.parametrize("locale", LOCALES)
def test_a_line_holds_only_what_the_engine_fills(locale: str):
    for key, wordings in engine_lines(locale).items():
        for wording in wordings:
            assert set(placeholder_names(wording)) <= LINE_PLACEHOLDERS.get(key, frozenset()), key


@pytest.mark.parametrize("locale", LOCALES)
def test_lines_are_brief(locale: str):
    assert max(word_count(text) for texts in engine_lines(locale).values() for text in texts) <= 22


@pytest.mark.parametrize("locale", LOCALES)
def test_usual_slots_have_a_type_and_a_question(locale: str):
    data = locale_data(locale)
    types = SlotType.__args__
    assert set(data.slots.values()) <= set(data.asks) <= set(types)


def test_an_opening_of_ours_says_that_it_is_no_human():
    for locale in LOCALES:
        data = locale_data(locale)
        for text in data.lines["opening"]:
            assert any(word in text.lower().replace(",", " ").split() for word in data.disclosure)


@pytest.mark.parametrize(("asked", "served"), [("es-MX", "es"), ("en-IE", "en-GB"), ("en-US", "en-US"), ("es", "es")])
def test_a_region_without_data_is_served_by_its_language(asked: str, served: str):
    assert locale_name(asked) == served


def test_an_unknown_language_is_refused():
    with pytest.raises(SpecError, match="locale 'fr-FR' is not known") as caught:
        engine_lines("fr-FR")
    assert "en-GB, en-US, es" in caught.value.hint


def _calls() -> dict[str, set[str]]:
    """Return every line that the engine asks for by a fixed key, with what it fills in."""
    found: dict[str, set[str]] = {}
    for path in Path(conversation.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "line"
                and len(node.args) > 1
            ):
                keys = [arg.value for arg in ast.walk(node.args[0]) if isinstance(arg, ast.Constant)]
                filled = {keyword.arg for keyword in node.keywords if keyword.arg}
                if isinstance(node.args[0], (ast.Constant, ast.IfExp)):
                    found.update({key: filled for key in keys if isinstance(key, str)})
    return found


def test_what_the_engine_says_exists_and_its_placeholders_are_those_declared():
    calls = _calls()
    assert len(calls) > 15
    for key, filled in calls.items():
        assert key in engine_lines("en-GB"), key
        assert LINE_PLACEHOLDERS.get(key, frozenset()) == filled, key
