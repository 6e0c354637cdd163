"""Mistakes read the same everywhere: place, sentence, hint; all of them, in order."""

import pytest

from seatrial.agents.mistakes import Mistake, MistakesError, did_you_mean, in_order, refuse, render


def _mistake(line: int, *, file: str = "a.yaml", severity: str = "error") -> Mistake:
    return Mistake(file=file, line=line, code="x", message=f"line {line} is wrong.", severity=severity)  # pyright: ignore[reportArgumentType]


def test_a_mistake_reads_as_place_sentence_and_hint():
    mistake = Mistake(
        file="agents/clinic/agent.yaml",
        line=14,
        code="spec.unknown_tool",
        message="tool 'book_slot' is not defined.",
        hint=did_you_mean("book_slot", ["find_slot", "cancel_slot"]),
    )
    assert str(mistake) == (
        "agents/clinic/agent.yaml:14: tool 'book_slot' is not defined.\n"
        "Defined here: find_slot, cancel_slot. Did you mean 'find_slot'?"
    )


def test_severity_is_named_unless_it_is_an_error():
    assert str(_mistake(3, severity="warning")) == "a.yaml:3: warning: line 3 is wrong."
    assert str(_mistake(0)) == "a.yaml: line 0 is wrong."


def test_mistakes_come_by_file_and_line_each_once():
    unordered = [_mistake(9), _mistake(2, file="b.yaml"), _mistake(1), _mistake(9)]
    assert [(mistake.file, mistake.line) for mistake in in_order(unordered)] == [
        ("a.yaml", 1),
        ("a.yaml", 9),
        ("b.yaml", 2),
    ]


def test_the_error_holds_and_shows_all_of_them():
    error = MistakesError([_mistake(2), _mistake(1)])
    assert [mistake.line for mistake in error.mistakes] == [1, 2]
    assert str(error) == render(error.mistakes) == "a.yaml:1: line 1 is wrong.\na.yaml:2: line 2 is wrong."


def test_a_refusal_keeps_its_cause():
    cause = OSError("disk")
    with pytest.raises(MistakesError) as caught:
        raise refuse("a.yaml", "x.y", "cannot be read.", cause=cause)
    assert caught.value.__cause__ is cause
    assert caught.value.code == "x.y"


def test_no_guess_is_made_for_what_is_like_nothing_and_long_lists_are_cut():
    assert did_you_mean("zzz", ["alpha", "beta"]) == "Defined here: alpha, beta."
    assert did_you_mean("x", []) == "Defined here: nothing yet."
    assert did_you_mean("n", [f"name_{n}" for n in range(30)]).endswith("name_19, ....")
