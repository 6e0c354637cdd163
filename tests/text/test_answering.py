"""A value is taken only from what answers; where the model has no reason to doubt, it does not."""

import runpy
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ordinary_answers import ANSWERS
from slot_reading import context

from seatrial.text.answering import UNDOUBTED_WORDS, answers, features, mask
from seatrial.text.data import answering_weights
from seatrial.text.parsers import SLOT_TYPES, parse
from seatrial.text.tokens import UserText

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


def test_the_weights_are_those_of_the_tables(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    training = runpy.run_path(str(BENCHMARKS / "answering_training.py"))
    sys.modules.pop("slots", None)
    assert training["source_digest"]() == answering_weights.SOURCE, "run: python benchmarks/answering_training.py"


@pytest.mark.parametrize(
    ("slot_type", "text"),
    [
        ("number", "my sister said they only had the seven of them left when she got there"),
        ("date", "i don't know what they told him but it was something about friday"),
        ("time", "can you tell me what somebody said about ten when they phoned"),
    ],
)
def test_talk_about_others_answers_nothing(slot_type: str, text: str):
    assert not answers(slot_type, text)


def test_ordinary_answers_are_hardly_ever_doubted():
    told = [
        (slot_type, answer.split(" => ")[0].strip())
        for slot_type, lines in ANSWERS.items()
        for line in lines.strip().splitlines()
        for answer in line.split("|")
    ]
    doubted = [text for slot_type, text in told if not answers(slot_type, text)]
    assert len(doubted) <= len(told) // 100, doubted


@given(st.sampled_from(SLOT_TYPES), st.lists(st.sampled_from("not my sister said what friday".split()), max_size=3))
def test_a_short_answer_is_never_doubted(slot_type: str, words: list[str]):
    assert len(words) <= UNDOUBTED_WORDS
    assert answers(slot_type, " ".join(words))


@given(st.sampled_from(SLOT_TYPES), st.text(max_size=200))
def test_any_text_is_looked_at_and_alike_in_either_form(slot_type: str, text: str):
    assert answers(slot_type, text) is answers(slot_type, UserText(text))


def test_a_run_of_digits_is_one_value_however_long():
    assert mask("it's oh seven seven oh nine".split(), asks=False)[0] == ["^", "it's", "<n>", "$"]


def test_names_of_features_tell_words_words_of_a_type_neighbours_and_pairs_apart():
    assert features("number", ["not", "four"], asks=True) == {
        "not", "four", "^", "<not>", "<n>", "?", "^ <not>", "<not> <n>", "<n> ?", "^_<n>", "<not>_?",
        "number#not", "number#four", "number#^", "number#<not>", "number#<n>", "number#?",
    }  # fmt: skip


def test_what_was_asked_for_is_doubted_in_english_only_and_what_was_volunteered_never():
    doubted = "i don't know what they told him but it was something about fifty"
    assert not answers("number", doubted)
    assert parse("number", doubted, context()) is None
