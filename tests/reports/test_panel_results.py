"""Claims about what an evaluation and a monitoring look like on a terminal."""

import msgspec

from seatrial.dissent.evaluation import evaluate
from seatrial.dissent.monitoring import monitor, reasoned
from seatrial.dissent.pooling import pool
from seatrial.dissent.records import Ballot, Case, Cost, Decision, Pooled
from seatrial.reports.panel_results import evaluation_lines, monitor_lines
from seatrial.reports.style import PLAIN


def _decisions(count: int = 40, *, requests: int = 0, name: str = "doubter") -> tuple[list[Case], dict[str, Decision]]:
    cases: list[Case] = []
    decisions: dict[str, Decision] = {}
    for number in range(count):
        truth = number % 2 == 0
        said = {"expert": 0.9 if truth else 0.1, name: 0.5 + (number % 7 - 3) / 10}
        pooled = Pooled(raw=pool(list(said.values())), p=pool(list(said.values())))
        cases.append(Case(id=f"c{number}", question="?", label=truth))
        decisions[f"c{number}"] = Decision(
            case=f"c{number}",
            outcome="yes",
            p=pooled.p,
            interval=(0, 1),
            sealed=pooled,
            final=pooled,
            ballots=tuple(Ballot(panellist=who, round=0, p=p) for who, p in said.items()),
            comparators={"majority": 0.5, "most_confident": said["expert"]},
            cost=Cost(requests=requests, characters=100 * requests, ms=500 * requests),
        )
    return cases, decisions


def _evaluated(**options: int) -> list[str]:
    return list(evaluation_lines(evaluate(*_decisions(**options), resamples=100), PLAIN))


def test_the_plain_sentence_comes_last_and_every_way_has_a_row():
    lines = _evaluated()
    assert lines[0].startswith("40 labelled cases in 40 groups, 20 of them yes   10 folds, calibrated out of fold")
    text = "\n".join(lines)
    for name in ("expert", "doubter", "majority vote", "most confident", "base rate", "pool of round 0"):
        assert any(line.startswith(name) for line in lines)
    assert text.index("panellists") < text.index("simpler ways") < text.index("the panel\n")
    rest = text[text.index("The panel does not help here: use 'expert' alone") :]
    assert rest.count("\n") <= 2


def test_a_figure_that_is_not_defined_is_a_dash_and_shares_stand_without_their_zero():
    row = next(line for line in _evaluated() if line.startswith("expert"))
    assert "1.000 1.000-1.000" in row
    assert " .0" in row


def test_what_people_would_have_to_decide_is_said():
    line = next(line for line in _evaluated() if line.startswith("Share of cases sent to people"))
    assert "0 % -> 0.0 % of 40" in line or "0 % ->" in line
    assert line.count("->") >= 2
    assert " of 40" in line


def test_where_all_cases_are_equally_certain_no_error_of_nothing_is_printed():
    cases, decisions = _decisions()
    same = {
        name: msgspec.structs.replace(
            one,
            sealed=Pooled(raw=0.5, p=0.5),
            final=Pooled(raw=0.5, p=0.5),
            ballots=tuple(Ballot(panellist=who, round=0, p=0.5) for who in ("expert", "doubter")),
        )
        for name, one in decisions.items()
    }
    found = evaluate(cases, same, resamples=20)
    # Nobody is sent: the one point with nobody left to the panel is no measurement.
    found = msgspec.structs.replace(found, coverage=tuple(p for p in found.coverage if p.to_people in {0.0, 1.0}))
    text = " ".join(evaluation_lines(found, PLAIN))
    assert "100 % -> " not in text
    assert "% of 0" not in text


def test_each_of_the_four_measures_has_its_interval():
    row = next(line for line in _evaluated() if line.startswith("doubter"))
    assert row.count("-") >= 4


def test_what_was_passed_over_is_counted():
    watched = [reasoned(one) for one in _decisions()[1].values()]
    lines = list(monitor_lines(monitor(watched, resamples=20, passed_over=3), PLAIN))
    assert lines[-1] == "3 other files there are no traces of panels, or cannot be read."
    assert not any("other files" in line for line in monitor_lines(monitor(watched, resamples=20), PLAIN))


def test_cost_is_said_where_a_model_was_asked():
    assert any("Cost: none; no model was asked." in line for line in _evaluated())
    assert any(
        line == "Cost: 160 requests, 16,000 characters; per case 2.0 s in the middle, 2.0 s at the 95th percentile."
        for line in _evaluated(requests=4)
    )


def test_windows_and_remarks_are_shown_and_hostile_names_are_not_followed():
    decisions = _decisions(name="\x1b[2J\u202edoubter")[1]
    watched = [reasoned(one) for one in decisions.values()]
    lines = list(monitor_lines(monitor(watched, resamples=50), PLAIN))
    assert lines[0] == "40 decisions   yes 40"
    assert sum(line.startswith(("1-10 ", "11-20 ", "21-30 ", "31-40 ")) for line in lines) == 4
    assert "Nothing stands out." in lines
    assert not any("\x1b" in line or "\u202e" in line for line in lines)


def test_too_few_to_look_for_drift_is_said_and_a_remark_is_shown():
    few = [reasoned(one) for one in list(_decisions()[1].values())[:5]]
    assert "Too few decisions to look for drift: it takes 20." in list(monitor_lines(monitor(few), PLAIN))
    found = msgspec.structs.replace(monitor(few), remarks=("Look here.",))
    assert "Look here." in list(monitor_lines(found, PLAIN))
