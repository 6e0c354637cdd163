"""Panels whose truth is known, made by hand: who errs how is decided here, so what an evaluation must find is known."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from seatrial.dissent.calibration import Calibration
from seatrial.dissent.monitoring import by_round
from seatrial.dissent.pooling import expit, pool
from seatrial.dissent.records import Argument, Ballot, Case, Decision, Pooled

Rounds = Sequence[Mapping[str, float]]
"""The ballots of each round: panellist -> p."""


@dataclass(frozen=True)
class World:
    """Labelled cases, and what a panel said of them."""

    cases: tuple[Case, ...]
    decisions: dict[str, Decision]


def decided(name: str, rounds: Rounds, *, dropped: int = 0, refused: Mapping[str, float] | None = None) -> Decision:
    """Return a decision with these ballots; each panellist puts one argument forward."""
    sealed, final = pool(list(rounds[0].values())), pool(list(rounds[-1].values()))
    ballots = [
        Ballot(
            panellist=who,
            round=number,
            p=p,
            refused=(refused or {}).get(who) if number == 1 else None,
        )
        for number, said in enumerate(rounds)
        for who, p in said.items()
    ]
    furthest = max(rounds[0].values(), key=lambda p: abs(p - 0.5))
    return Decision(
        case=name,
        outcome="yes" if final >= 0.5 else "no",
        p=final,
        interval=(0.0, 1.0),
        sealed=Pooled(raw=sealed, p=sealed),
        final=Pooled(raw=final, p=final),
        ballots=tuple(ballots),
        arguments=tuple(
            Argument(id=f"0.{who}.1", panellist=who, round=0, stance="yes", claim="So it is.", evidence=("e1",), p=p)
            for who, p in rounds[0].items()
        ),
        dropped=tuple(f"An argument cites 'e{number}', which is not there." for number in range(dropped)),
        miscited=dropped,
        comparators={
            "majority": sum(p >= 0.5 for p in rounds[0].values()) / len(rounds[0]),
            "most_confident": furthest,
        },
        stopped="rounds" if len(rounds) > 1 else "off",
    )


Speaks = Callable[[np.random.Generator, bool], Rounds]


def world(speaks: Speaks, *, cases: int = 300, seed: int = 1, grouped: int = 1, prevalence: float = 0.5) -> World:
    """Return a world: `speaks` makes the ballots of one case from what is true."""
    chance = np.random.default_rng(seed)
    made: list[Case] = []
    decisions: dict[str, Decision] = {}
    for number in range(cases):
        truth = bool(chance.random() < prevalence)
        name = f"c{number}"
        group = f"g{number // grouped}" if grouped > 1 else ""
        made.append(Case(id=name, question="Is it so?", label=truth, group=group))
        decisions[name] = decided(name, speaks(chance, truth))
    return World(tuple(made), decisions)


def signal(chance: np.random.Generator, truth: bool, sharpness: float) -> float:
    """Return the honest probability of somebody who sees the truth through noise; sharper sees more."""
    seen = (1 if truth else -1) * sharpness + float(chance.normal())
    return expit(2 * sharpness * seen)


def independent(chance: np.random.Generator, truth: bool) -> Rounds:
    """Five who err each in their own way."""
    return [{f"p{number}": signal(chance, truth, 0.7) for number in range(5)}]


def correlated(chance: np.random.Generator, truth: bool) -> Rounds:
    """Five who have read the same newspaper."""
    same = signal(chance, truth, 1.0)
    return [{f"p{number}": expit(np.log(same / (1 - same)) + 0.1 * chance.normal()) for number in range(5)}]


def expert(chance: np.random.Generator, truth: bool) -> Rounds:
    """One who knows among four who guess."""
    laymen = {f"layman{number}": float(chance.uniform(0.05, 0.95)) for number in range(4)}
    return [{"expert": signal(chance, truth, 2.0), **laymen}]


def liar(chance: np.random.Generator, truth: bool) -> Rounds:
    """Three honest ones, and one who is always sure and more often wrong than right."""
    honest = {f"honest{number}": signal(chance, truth, 1.0) for number in range(3)}
    lies = chance.random() < 0.65
    return [{**honest, "liar": 0.001 if truth == lies else 0.999}]


def persuaded(chance: np.random.Generator, truth: bool) -> Rounds:
    """The same, and the honest ones give in to the liar."""
    (first,) = liar(chance, truth)
    given_in = {who: p if who == "liar" else (p + 2 * first["liar"]) / 3 for who, p in first.items()}
    return [first, given_in]


def learning(chance: np.random.Generator, truth: bool) -> Rounds:
    """In the debate each learns what the others had seen, and something new comes up."""
    (first,) = independent(chance, truth)
    new = signal(chance, truth, 1.5)
    odds = np.log(new / (1 - new)) / 5  # as much for all five together as one of them would make of it
    return [first, {who: expit(np.log(p / (1 - p)) + odds) for who, p in first.items()}]


def restless(chance: np.random.Generator, truth: bool) -> Rounds:
    """Ballots move a little in the debate, for nothing."""
    (first,) = independent(chance, truth)
    return [first, {who: expit(np.log(p / (1 - p)) + 0.02 * float(chance.normal())) for who, p in first.items()}]


def guessing(chance: np.random.Generator, truth: bool) -> Rounds:
    """Nobody knows anything."""
    return [{f"p{number}": float(chance.uniform(0.1, 0.9)) for number in range(3)}]


def lone_doubter(chance: np.random.Generator, truth: bool) -> Rounds:
    """Where the first opinions are clear a debate spoils them; where they are not, something new comes up."""
    (first,) = independent(chance, truth)
    odds = {who: float(np.log(p / (1 - p))) for who, p in first.items()}
    pooled = sum(odds.values()) / len(odds)
    new = signal(chance, truth, 1.0)
    heard = -1.2 * pooled if abs(pooled) > 0.7 else float(np.log(new / (1 - new)))
    return [first, {who: expit(own + heard) for who, own in odds.items()}]


def gated(made: World, by: Mapping[str, Calibration], band: tuple[float, float] = (0.15, 0.85)) -> World:
    """Return the same world where cases are debated only while they are uncertain, by a calibration or raw."""
    decisions: dict[str, Decision] = {}
    for name, whole in made.decisions.items():
        calibration = by.get(name)
        p = calibration.apply(whole.sealed.raw).p if calibration else whole.sealed.raw
        rounds = [{ballot.panellist: ballot.p for ballot in each.values()} for each in by_round(whole.ballots).values()]
        decisions[name] = decided(name, rounds if band[0] <= p <= band[1] else rounds[:1])
    return World(made.cases, decisions)
