from typing import Any

import pytest
from card_samples import HOSTILE
from samples import cause

from seatrial.evaluation.comparison import CardChange, Comparison
from seatrial.evaluation.paired import mcnemar, paired_difference
from seatrial.reports.comparison import RunComparison, Side, comparison_lines, headline, p_text, verdict_sentence
from seatrial.reports.comparison_page import comparison_page
from seatrial.reports.markdown import STEP_SUMMARY_BYTES_MAX
from seatrial.reports.style import PLAIN

SIDE = {"agent": "plumber", "agent_digest": "a" * 32, "conversations": 1_000}


def _replay(name: str) -> str:
    return f"seatrial replay {name}"


def _comparison(gained: int, lost: int, *, pairs: int = 1_000, **changes: Any) -> Comparison:
    test = mcnemar(gained, lost)
    fields: dict[str, Any] = {"pairs": pairs, "passed_before": 800, "passed_after": 800 + gained - lost}
    fields |= {"newly_passed": gained, "newly_failed": lost, "p": test.p, "p_worse": test.p_worse}
    fields |= {"p_better": test.p_better, "difference": paired_difference(gained, lost, pairs), "verdict": "better"}
    return Comparison(**{**fields, **changes})


def _diff(found: Comparison, **changes: Any) -> RunComparison:
    sides = {"before": Side(run="runs/a", **SIDE), "after": Side(run="runs/b", **SIDE)}
    return RunComparison(**{**sides, "seed": 1, "comparison": found, **changes})


def _card(name: str = "sink", **changes: Any) -> CardChange:
    fields: dict[str, Any] = {"pairs": 40, "passed_before": 40, "passed_after": 30, "newly_passed": 0}
    fields |= {"newly_failed": 10, "p_worse": 0.001, "example": f"{name}/terse/speech/3", "reason": "it hung up"}
    return CardChange(**{"name": name, **fields, **changes})


def _text(diff: RunComparison) -> str:
    return "\n".join(comparison_lines(diff, PLAIN, _replay))


def test_the_same_people_are_told_first_and_the_verdict_last():
    lines = _text(_diff(_comparison(31, 4))).splitlines()
    assert lines[0].startswith("The same 1,000 people: 31 now get through, 4 no longer do.")
    assert "+2.7 points (+1.6 to +4.0)" in "\n".join(lines)
    assert lines[-1] == "Better: more are gained than chance explains (p < 0.0001)."


@pytest.mark.parametrize(
    ("gained", "lost", "sentence"),
    [
        (1, 0, "The same 1,000 people: 1 now gets through, 0 no longer do."),
        (0, 1, "The same 1,000 people: 0 now get through, 1 no longer does."),
    ],
)
def test_one_person_is_one_person(gained: int, lost: int, sentence: str):
    assert headline(_comparison(gained, lost)) == sentence


def test_what_became_worse_is_named_with_one_example_to_replay():
    cards = (_card(regression="worse"), _card("tap", regression="broken"), _card("calm", newly_failed=1))
    text = _text(_diff(_comparison(2, 21, verdict="worse", cards=cards)))
    assert "seatrial replay sink/terse/speech/3" in text
    assert "seatrial replay tap/terse/speech/3" in text
    assert "seatrial replay calm" not in text
    last = " ".join(text.split("\n\n")[-1].split())
    assert last == (
        "Worse: nobody gets through any more on tap; more are lost than chance explains (one-sided p < 0.0001), above "
        "all on sink."
    )


def test_a_card_can_be_worse_alone():
    found = _comparison(40, 10, verdict="worse", cards=(_card(regression="worse"),))
    assert verdict_sentence(_diff(found)) == "Worse: more are lost than chance explains on sink."


def test_undecided_says_how_many_people_would_decide():
    sentence = verdict_sentence(_diff(_comparison(0, 1, verdict="undecided")))
    assert sentence.startswith("Undecided: 1 who fare otherwise are too few, or too even, to tell (p = 1)")
    assert "about 5 times as many people would" in sentence
    assert "times as many" not in verdict_sentence(_diff(_comparison(3, 3, verdict="undecided")))


def test_a_run_that_was_cut_short_promises_nothing():
    diff = _diff(_comparison(31, 4), after=Side(run="runs/b", interrupted=True, **SIDE))
    assert diff.exit_code == 3
    assert "interrupted" in verdict_sentence(diff)
    assert "The later run was interrupted" in _text(diff)


@pytest.mark.parametrize(("verdict", "code"), [("better", 0), ("same", 0), ("worse", 1), ("undecided", 3)])
def test_the_shell_is_told(verdict: str, code: int):
    assert _diff(_comparison(1, 1, verdict=verdict)).exit_code == code


def test_who_was_left_out_is_told():
    found = _comparison(31, 4, misread=5, misread_passed_before=2, not_judged=3, known_newly_failed=2)
    diff = _diff(
        found,
        only_before=7,
        only_after=8,
        changed_cards=("tap",),
        changed=9,
        gone_cards=("old",),
        versions={"seatrial": ("0.1.0", "0.2.0")},
    )
    text = " ".join(_text(diff).split())
    for part in (
        "5 people who misread a clear prompt in one of the runs (2 of them had got through before)",
        "3 people whose conversation could not be judged",
        "9 people on cards that have changed: tap",
        "7 only in the earlier, 8 only in the later",
        "does not have: old",
        "seatrial 0.1.0 and 0.2.0",
        "on cards known to fail: 0 gained and 2 lost",
        "without cards known to fail",
    ):
        assert part in text


@pytest.mark.parametrize(("p", "text"), [(0.00001, "p < 0.0001"), (0.031, "p = 0.031"), (1.0, "p = 1")])
def test_a_p_value_has_two_digits(p: float, text: str):
    assert p_text(p) == text


def _hostile() -> RunComparison:
    said = cause(cause=HOSTILE, reason=HOSTILE + "x", example=HOSTILE, scenarios=(HOSTILE,) * 7)
    card = _card(HOSTILE, regression="worse", example=HOSTILE, reason=HOSTILE)
    found = _comparison(2, 21, verdict="worse", cards=(card,) * 50)
    side = Side(run=HOSTILE, agent=HOSTILE, agent_digest=HOSTILE, conversations=1)
    versions = {HOSTILE: (HOSTILE, HOSTILE)}
    names = {"changed_cards": (HOSTILE,), "gone_cards": (HOSTILE,), "changed": 1}
    return _diff(found, before=side, after=side, failing=(said,) * 30, passing=(said,), versions=versions, **names)


def test_hostile_words_reach_neither_terminal_nor_page():
    assert "\x1b" not in _text(_hostile())
    page = comparison_page(_hostile(), _replay)
    outside = [line for line in page.splitlines() if not line.startswith("seatrial replay")]
    assert not any("<script>" in line for line in outside)
    assert "\x1b" not in page
    assert {line.replace("\\|", "").count("|") for line in outside if line.startswith("|")} == {4, 7}


def test_the_page_holds_the_figures_the_cards_and_the_replay_lines():
    cards = (_card(regression="worse"), _card("calm", newly_failed=0))
    diff = _diff(_comparison(2, 21, verdict="worse", cards=cards), failing=(cause(),))
    page = comparison_page(diff, _replay)
    assert "**The same 1,000 people\\: 2" not in page
    assert "The same 1,000 people: 2 now get through, 21 no longer do." in page
    assert "| sink, **worse** | 40 | 40 | 30 | 0 | 10 |" in page
    assert "calm" not in page
    assert "```text\nseatrial replay sink/terse/speech/3\n```" in page


def test_the_largest_comparison_makes_a_page_that_a_job_can_show():
    cards = tuple(_card("\u6c34|" * 500, regression="worse", reason="\u6c34|" * 5_000) for _ in range(5_000))
    page = comparison_page(_diff(_comparison(2, 21, verdict="worse", cards=cards)), _replay)
    assert len(page.encode()) < STEP_SUMMARY_BYTES_MAX
