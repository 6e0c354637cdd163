"""Claims about monitoring: conformity, bad citations and drift are found where they are, and not where they are not."""

import msgspec
import pytest
from constructed_panels import decided, guessing, world

from seatrial.dissent.monitoring import WINDOW_MIN, Monitored, monitor, reasoned
from seatrial.dissent.records import Ballot, Decision


def _watched(decisions: list[Decision]) -> Monitored:
    return monitor([reasoned(one) for one in decisions], resamples=300)


def test_moves_are_counted_by_what_was_asked_for_and_by_where_the_others_stood():
    first = {"a": 0.2, "b": 0.8, "c": 0.9}
    then = {"a": 0.2, "b": 0.85, "c": 0.7}
    found = reasoned(decided("x", [first, then], dropped=2, refused={"a": 0.6}))
    assert (found.moves, found.refused) == (2, 1)
    # b goes away from the mean of a and c (.55), c towards that of a and b (.5), a asked to go towards (.85)
    assert (found.conforming, found.refused_conforming) == (2, 1)
    assert (found.kept, found.miscited, found.abstained, found.cast) == (3, 2, 0, 6)
    assert found.sealed == first
    assert found.spread == pytest.approx(0.7)
    assert found.debated


def test_a_move_that_is_granted_in_part_is_a_move():
    made = decided("x", [{"a": 0.2, "b": 0.8}, {"a": 0.4, "b": 0.8}], refused={"a": 0.7})
    found = reasoned(made)
    assert (found.moves, found.refused, found.conforming, found.refused_conforming) == (1, 0, 1, 0)


def test_decisions_of_several_panels_are_said_to_be_so():
    made = list(world(guessing, cases=20).decisions.values())
    watched = [reasoned(one) for one in made]
    assert monitor(watched, resamples=20).remarks == ()
    assert monitor(watched, resamples=20, panels=2).remarks[0].startswith("These are decisions of 2 different panels")
    assert monitor(watched, resamples=20, passed_over=3).passed_over == 3


def test_without_a_debate_nobody_moves():
    found = reasoned(decided("x", [{"a": 0.2, "b": 0.8}]))
    assert (found.moves, found.refused, found.conforming, found.debated) == (0, 0, 0, False)


def test_only_what_cites_what_is_not_there_is_a_bad_citation():
    decision = decided("x", [{"a": 0.2, "b": 0.5}], dropped=1)
    ballots = tuple(msgspec.structs.replace(one, abstained=one.panellist == "b") for one in decision.ballots)
    noted = (*decision.dropped, "b, round 0: abstained: the model could not be asked")
    found = reasoned(msgspec.structs.replace(decision, ballots=ballots, dropped=noted))
    assert (found.miscited, found.abstained) == (1, 1)
    repeated = (*decision.dropped, "a, round 1: repeats an earlier one: So it is.")
    assert reasoned(msgspec.structs.replace(decision, dropped=repeated)).miscited == 1


def test_a_panellist_who_was_alone_conforms_to_nobody():
    found = reasoned(decided("x", [{"a": 0.2}, {"a": 0.6}]))
    assert (found.moves, found.conforming) == (0, 0)


def test_a_ballot_of_somebody_new_is_no_move():
    decision = decided("x", [{"a": 0.2, "b": 0.4}])
    late = (*decision.ballots, Ballot(panellist="c", round=1, p=0.9))
    assert reasoned(msgspec.structs.replace(decision, ballots=late)).moves == 0


def test_a_first_ballot_that_comes_late_is_no_move_and_no_conformity():
    decision = decided("x", [{"a": 0.2, "b": 0.5}, {"a": 0.2, "b": 0.3}, {"a": 0.2, "b": 0.25}])
    silent = tuple(
        msgspec.structs.replace(one, abstained=one.panellist == "b" and one.round == 0) for one in decision.ballots
    )
    found = reasoned(msgspec.structs.replace(decision, ballots=silent))
    assert (found.moves, found.conforming) == (1, 1)  # in the second round, it moves
    assert reasoned(decision).moves == 2


def test_a_panel_that_stays_as_it_is_gives_no_remark():
    made = world(guessing, cases=200)
    found = _watched(list(made.decisions.values()))
    assert found.remarks == ()
    assert found.decisions == 200
    assert [window.first for window in found.windows] == [1, 41, 81, 121, 161]
    assert sum(found.outcomes.values()) == 200
    assert {one.panellist for one in found.drift} == {"p0", "p1", "p2"}
    assert not any(one.drifts for one in found.drift)


def test_a_panellist_that_drifts_is_named_and_the_others_are_not():
    made = list(world(guessing, cases=100).decisions.values())
    ballots = [{one.panellist: one.p for one in decision.ballots} for decision in made]
    later = [
        {**said, "p1": min(0.95, said["p1"] + 0.35)} if place >= 50 else said for place, said in enumerate(ballots)
    ]
    found = _watched([decided(f"c{place}", [said]) for place, said in enumerate(later)])
    assert [one.panellist for one in found.drift if one.drifts] == ["p1"]
    assert any(said.startswith("The ballots of p1 drift: ") for said in found.remarks)


def test_citations_that_get_worse_are_said_to():
    sealed = [{"a": 0.4, "b": 0.6}]
    found = _watched([decided(f"c{place}", sealed, dropped=0 if place < 60 else 2) for place in range(100)])
    assert any(
        said.startswith("Citations get worse: 100 % of the arguments cited what is there") for said in found.remarks
    )


def test_a_panel_that_follows_the_crowd_without_a_cause_is_said_to():
    stayed = [{"a": 0.2, "b": 0.8}, {"a": 0.2, "b": 0.8}]
    found = _watched([decided(f"c{place}", stayed, refused={"a": 0.6}) for place in range(40)])
    assert found.whole.conformity.share == 1.0
    assert any("follow the crowd: 100 % of 40 moves" in said for said in found.remarks)


def test_moving_towards_the_others_for_a_reason_is_no_conformity():
    found = _watched([decided(f"c{place}", [{"a": 0.2, "b": 0.8}, {"a": 0.4, "b": 0.6}]) for place in range(40)])
    assert found.whole.towards.share == 1.0
    assert found.whole.conformity.count == 0
    assert found.remarks == ()


def test_more_refused_moves_are_said_to_be_more():
    rounds = [{"a": 0.2, "b": 0.8}, {"a": 0.1, "b": 0.9}]
    made = [decided(f"c{place}", rounds) for place in range(50)]
    made += [decided(f"d{place}", [rounds[0], rounds[0]], refused={"a": 0.7}) for place in range(50)]
    assert any(said.startswith("More moves are asked for without a cause") for said in _watched(made).remarks)


def test_more_abstentions_are_said_to_be_more():
    made = list(world(guessing, cases=100).decisions.values())
    silent = [
        msgspec.structs.replace(
            one, ballots=tuple(msgspec.structs.replace(ballot, abstained=True) for ballot in one.ballots)
        )
        for one in made[60:]
    ]
    assert any(said.startswith("More panellists abstain") for said in _watched([*made[:60], *silent]).remarks)


@pytest.mark.parametrize("count", [1, WINDOW_MIN, 2 * WINDOW_MIN - 1])
def test_few_decisions_are_shown_without_a_judgement_on_drift(count: int):
    found = _watched(list(world(guessing, cases=count).decisions.values()))
    assert found.drift == ()
    assert sum(window.decisions for window in found.windows) == count


def test_what_is_watched_is_the_same_every_time_and_is_json():
    made = list(world(guessing, cases=60).decisions.values())
    assert msgspec.json.encode(_watched(made)) == msgspec.json.encode(_watched(made))
