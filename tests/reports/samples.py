"""A small run and a small conversation, to be shown."""

from seatrial.core.checks import Judgement, Quote
from seatrial.reports.card import Card, Tick
from seatrial.reports.narration import Line
from seatrial.reports.summary import (
    BaselineTotals,
    CommonCause,
    JudgedSentence,
    Opinion,
    RunSummary,
    ScenarioTotals,
    rate,
)

ID = "leaking_sink/terse/speech/8814"


def cause(**changes: object) -> CommonCause:
    fields: dict[str, object] = {
        "cause": "the agent gave up on the postcode after 3 attempts",
        "count": 41,
        "example": ID,
        "reason": "expected the outcome visit booked; it ended as handed to person",
        "scenarios": ("leaking_sink",),
    }
    return CommonCause(**{**fields, **changes})


def card_totals(**changes: object) -> ScenarioTotals:
    fields: dict[str, object] = {
        "name": "leaking_sink",
        "why": "The sink leaks.",
        "conversations": 1_000,
        "passed": 812,
    }
    fields |= {"failed": 93, "interval": rate(812, 1_000)}
    return ScenarioTotals(**{**fields, **changes})


def summary(**changes: object) -> RunSummary:
    fields: dict[str, object] = {
        "agent": "plumber",
        "agent_digest": "a" * 32,
        "seed": 1,
        "planned": 1_000,
        "conversations": 1_000,
        "passed": 812,
        "failed": 93,
        "known_failures": 50,
        "not_judged": 83,
        "simulator_faults": 12,
        "unexpected_passes": 0,
        "interval": rate(812, 1_000),
        "baseline": BaselineTotals(conversations=1_000, passed=3, interval=rate(3, 1_000)),
        "digest": "d" * 32,
        "wall_s": 6.5,
        "cpu_s": 6.4,
        "virtual_s": 100_000.0,
        "conversations_per_s": 153.8,
        "turns": 12_000,
        "scenarios": (card_totals(),),
        "groups": (cause(),),
        "channels": ("speech",),
        "versions": {"seatrial": "0.1.0"},
        "run": "runs/plumber-0001",
    }
    return RunSummary(**{**fields, **changes})


def card(**changes: object) -> Card:
    fields: dict[str, object] = {
        "id": ID,
        "agent": "plumber",
        "who": "Sam Carter, a tenant.",
        "why": "The sink leaks.",
        "persona": "terse",
        "manner": "Says as little as possible.",
        "channel": "speech",
        "started_at": "2026-08-19T09:12:00+01:00",
        "facts": (("postcode", "BS1 4DJ"),),
        "cannot": ("email",),
        "faults": ("slow",),
        "verdict": "failed",
        "ticks": (
            Tick(text="It ends as visit booked", status="failed", reason="expected the outcome visit booked"),
            Tick(text='It never says "guarantee"', status="passed"),
            Tick(text="It is kind", status="not_judged"),
        ),
        "lines": (
            Line(at_ms=0, who="agent", heard="Hello, how can I", cut=True),
            Line(
                at_ms=61_000, who="person", heard="the sink leaks", meant="the sink creaks", understood=["wants: book"]
            ),
            Line(at_ms=65_000, who="tool", heard="in_area(postcode BS1 4DJ): yes"),
        ),
        "turns": 9,
        "seconds": 104.2,
        "digest": "e" * 32,
    }
    return Card(**{**fields, **changes})


def judged_sentence(**changes: object) -> JudgedSentence:
    fields: dict[str, object] = {"scenario": "leaking_sink", "sentence": "It is kind.", "by": "small", "badge": "model"}
    fields |= {"held": 3, "failed": 1, "not_judged": 2, "interval": rate(3, 4)}
    fields["examples"] = (Opinion(id=ID, status="failed", why="It hurries."),)
    return JudgedSentence(**{**fields, **changes})


def judged_tick(status: str = "failed", **changes: object) -> Tick:
    fields: dict[str, object] = {"by": "small", "why": "It hurries."}
    fields["quotes"] = (Quote(turn=2, who="person", text="the sink leaks"),)
    return Tick(text="It is kind.", status=status, reason="no", judgement=Judgement(**{**fields, **changes}))
