"""Claims about a debate on a terminal: all that happened is there, and nothing hostile gets through."""

import msgspec
from panel_samples import CASE, DECISION, ROLES, hostile

from seatrial.dissent.records import UNCALIBRATED, Ballot, Decision, Minority
from seatrial.reports.debate import debate_lines, moved_words
from seatrial.reports.panel_page import panel_page
from seatrial.reports.style import PLAIN, Style


def _text(decision: Decision = DECISION) -> str:
    return "\n".join(debate_lines(CASE, decision, ROLES, PLAIN))


def test_the_decision_comes_with_how_far_it_may_be_relied_upon():
    assert "pay   " in _text()
    assert "0.72   95 % interval 0.61 to 0.81, calibrated by cal-0123456789ab" in _text()
    bare = msgspec.structs.replace(DECISION, calibration=UNCALIBRATED)
    assert "uncalibrated: an opinion, not a frequency" in _text(bare)
    assert "calibrated by" not in _text(bare)


def test_each_round_says_who_said_what_citing_what():
    text = _text()
    assert text.index("Round 0: sealed") < text.index("Round 1: in answer")
    assert "  a (believer)   0.60" in text
    assert "    A1 yes 0.80 It was late.\n                [e1 orders O-1/delivered]" in text
    assert "A3 no  0.30 The photo is old. (against A1)" in text
    assert "[e2 photos; gone]" in text


def test_who_moved_says_why_and_who_was_refused_says_what_was_asked_for():
    text = _text()
    assert "a (believer)   0.80   0.60 -> 0.80, moved by A3, e2" in text
    assert "b (skeptic)   0.40   stays; asked for 0.70 and was refused: nothing new was cited for it" in text
    assert "c (neutral)   0.50   stays" in text
    assert "c (neutral)   0.50   abstains" in text


def test_who_asked_to_go_further_than_it_could_say_why_is_shown_where_it_stopped():
    ballot = msgspec.structs.replace(DECISION.ballots[3], refused=0.95)
    partly = msgspec.structs.replace(DECISION, ballots=(*DECISION.ballots[:3], ballot, *DECISION.ballots[4:]))
    said = "0.60 -> 0.80, moved by A3, e2; asked for 0.95, which is further than that weighs"
    assert said in _text(partly)
    assert "was refused: nothing new" not in _text(partly).split("b (skeptic)")[0]


def test_the_minority_report_and_what_would_change_the_decision_have_headings_of_their_own():
    lines = _text().splitlines()
    assert lines[lines.index("Minority report") + 1] == "  b (0.40) sees it otherwise."
    assert lines[lines.index("What would change the decision") + 1] == "  If the photo was old."
    assert "  strongest arguments: A3" in lines
    nobody = msgspec.structs.replace(DECISION, minority=Minority())
    assert "Minority report\n  Nobody saw it otherwise." in _text(nobody)


def test_the_furthest_of_those_who_agree_is_no_minority_but_what_would_change_the_decision_is_told():
    alike = msgspec.structs.replace(DECISION, minority=msgspec.structs.replace(DECISION.minority, alike=True))
    text = _text(alike)
    assert "Minority report\n  Nobody saw it otherwise.\nWhat would change the decision\n" in text
    assert DECISION.minority.says not in text
    assert "strongest arguments" not in text


def test_no_probability_is_written_as_a_certainty():
    sure = msgspec.structs.replace(
        DECISION,
        p=0.999,
        interval=(0.001, 0.999),
        comparators={"majority": 1.0},
        ballots=tuple(msgspec.structs.replace(ballot, p=0.999) for ballot in DECISION.ballots),
        arguments=tuple(msgspec.structs.replace(argument, p=0.001) for argument in DECISION.arguments),
    )
    assert "> 0.99   95 % interval < 0.01 to > 0.99, calibrated" in _text(sure)
    assert "a majority vote > 0.99." in _text(sure)
    for figure in ("0.00", "1.00"):
        assert figure not in _text(sure)
        assert figure not in panel_page(CASE, sure, ROLES)


def test_the_rest_is_said_too():
    text = _text()
    assert "Not looked into, so that 'no' is never more than unknown:\n  The warehouse was not asked." in text
    assert "a majority vote 0.67, the most confident panellist 0.60." in text
    assert "1 did not count:\n  c, round 0: cites 'e9'" in text
    assert "It took 6 requests, 1,234 characters and 1.5 s." in text
    assert "The debate ended because the rounds were over." in text


def test_without_a_debate_that_is_what_is_said():
    ballots = tuple(ballot for ballot in DECISION.ballots if ballot.round == 0)
    alone = msgspec.structs.replace(DECISION, ballots=ballots, stopped="certain")
    assert "Pool of the sealed ballots 0.52. There was no debate: the panel was certain." in _text(alone)
    assert "Pool of the sealed ballots 0.52, after the debate 0.72." in _text()
    assert "after the debate" not in panel_page(CASE, alone, ROLES)


def test_much_that_was_dropped_is_counted():
    many = msgspec.structs.replace(DECISION, dropped=tuple(f"reason {number}" for number in range(20)))
    assert "20 did not count:" in _text(many)
    assert "  and 12 more" in _text(many)


def test_a_debate_that_somebody_made_up_is_not_shown_without_end():
    many = 30_000
    made_up = msgspec.structs.replace(
        DECISION,
        ballots=tuple(Ballot(panellist=f"p{n}", round=n % 100, p=0.5) for n in range(many)),
        arguments=tuple(
            msgspec.structs.replace(DECISION.arguments[0], id=f"{n}", panellist="p0", round=0) for n in range(many)
        ),
        comparators={f"way {n}": 0.5 for n in range(many)},
        unknown=("x",) * many,
    )
    assert sum(1 for _ in debate_lines(CASE, made_up, ROLES, PLAIN)) < 1_000


def test_nothing_hostile_reaches_the_terminal():
    case, decision, roles = hostile()
    for style in (PLAIN, Style(colour=False, width=40)):
        for line in debate_lines(case, decision, roles, style):
            assert "\x1b" not in line
            assert "\u202e" not in line
            assert "\n" not in line


def test_lines_keep_to_the_page():
    long = msgspec.structs.replace(
        DECISION, arguments=tuple(msgspec.structs.replace(one, claim="word " * 70) for one in DECISION.arguments)
    )
    assert max(map(len, debate_lines(CASE, long, ROLES, Style(width=100)))) <= 110


def test_a_first_ballot_that_comes_late_is_called_one():
    before, late = Ballot(panellist="a", round=0, p=0.5, abstained=True), Ballot(panellist="a", round=1, p=0.9)
    assert moved_words(before, late, {}) == "its first ballot"
    moved = Ballot(panellist="a", round=1, p=0.9, moved_by=("e1",))
    assert moved_words(before, moved, {}) == "0.50 -> 0.90, moved by e1"
