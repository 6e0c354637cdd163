"""A debate in which everything happens once, and its hostile twin."""

from seatrial.dissent.records import Argument, Ballot, Case, Cost, Decision, Evidence, Minority, Pooled

CASE = Case(
    id="O-1",
    question="Should it be paid?",
    evidence=(
        Evidence(id="e1", source="orders", locator="O-1/delivered", rule="late", says="It came late."),
        Evidence(id="e2", source="photos", span="a crack", severity="high", cwe="CWE-79", says="The photo shows it."),
        Evidence(id="e3", source="history", says="Nobody cites this."),
    ),
    unknown=("The warehouse was not asked.",),
)
DECISION = Decision(
    case="O-1",
    outcome="pay",
    p=0.72,
    interval=(0.61, 0.81),
    calibration="cal-0123456789ab",
    sealed=Pooled(raw=0.5, p=0.52),
    final=Pooled(raw=0.7, p=0.72, interval=(0.61, 0.81)),
    arguments=(
        Argument(id="0.a.1", panellist="a", round=0, stance="yes", claim="It was late.", evidence=("e1",), p=0.8),
        Argument(id="0.b.1", panellist="b", round=0, stance="yes", claim="Late indeed.", evidence=("e1",), p=0.7),
        Argument(
            id="1.b.1",
            panellist="b",
            round=1,
            stance="no",
            claim="The photo is old.",
            evidence=("e2", "gone"),
            p=0.3,
            attacks=("0.a.1",),
        ),
    ),
    ballots=(
        Ballot(panellist="a", round=0, p=0.6),
        Ballot(panellist="b", round=0, p=0.4),
        Ballot(panellist="c", round=0, p=0.5, abstained=True),
        Ballot(panellist="a", round=1, p=0.8, moved_by=("1.b.1", "e2")),
        Ballot(panellist="b", round=1, p=0.4, refused=0.7),
        Ballot(panellist="c", round=1, p=0.5),
    ),
    dropped=("c, round 0: cites 'e9', which is not there: It is so.",),
    minority=Minority(
        panellists=("b",),
        arguments=("1.b.1",),
        says="b (0.40) sees it otherwise.",
        would_change="If the photo was old.",
    ),
    comparators={"majority": 0.67, "most_confident": 0.6},
    stopped="rounds",
    unknown=("The warehouse was not asked.",),
    cost=Cost(requests=6, characters=1234, ms=1500),
)
ROLES = {"a": "believer", "b": "skeptic", "c": "neutral"}

EVIL = "\x1b[31m</text><script>alert(1)</script><img src=x onerror=alert(1)>\u202e{{ 7*7 }}\n"


def hostile() -> tuple[Case, Decision, dict[str, str]]:
    """Return the same, each text of it hostile."""
    case = Case(
        id=EVIL,
        question=EVIL,
        evidence=tuple(
            Evidence(id=one, source=EVIL, locator=EVIL, rule=EVIL, says=EVIL, span=EVIL, cwe=EVIL)
            for one in ("e1", "e2")
        ),
        unknown=(EVIL,),
    )
    arguments = tuple(
        Argument(
            id=one.id,
            panellist=EVIL,
            round=one.round,
            stance=one.stance,
            claim=EVIL,
            evidence=(EVIL, "e1"),
            p=one.p,
            attacks=(*one.attacks, EVIL),
        )
        for one in DECISION.arguments
    )
    decision = Decision(
        case=EVIL,
        outcome=EVIL,
        p=0.5,
        interval=(0.0, 1.0),
        calibration=EVIL,
        sealed=DECISION.sealed,
        final=DECISION.final,
        arguments=arguments,
        ballots=(Ballot(panellist=EVIL, round=0, p=0.2), Ballot(panellist=EVIL, round=1, p=0.9, moved_by=(EVIL,))),
        dropped=(EVIL,),
        minority=Minority(panellists=(EVIL,), arguments=("0.a.1", EVIL), says=EVIL, would_change=EVIL),
        comparators={EVIL: 0.5},
        stopped=EVIL,
        unknown=(EVIL,),
    )
    return case, decision, {EVIL: EVIL}
