"""The search for the simplest card that still fails the same way: plays cards, and judges what may be left out of them.

What can be left out, and in which order it is tried, is `simulation.shrinking`. Called by `shrinking`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from seatrial.agents.agent import Agent
from seatrial.core.checks import AnyCheck, NeverCalled, NeverSaid
from seatrial.core.draws import pick
from seatrial.core.errors import InvariantError, SeatrialError
from seatrial.core.events import Json
from seatrial.core.scenario import Pin, Scenario
from seatrial.evaluation.causes import asked_counts
from seatrial.evaluation.evidence import Evidence, gather
from seatrial.evaluation.symptom import Symptom, symptom_of
from seatrial.simulation.cards import Card
from seatrial.simulation.pinned import acts_before
from seatrial.simulation.run import Runner, Simulated
from seatrial.simulation.shrinking import Askable, Feature, fair, features, owed, plain_value, smallest, without
from seatrial.simulation.suite import make_suite

RUNS_MAX = 600
"""Conversations that one search may have: a count and no time, so that every machine finds the same."""
OTHERS = 10
"""Other people whom the shrunk case is tried with, to tell what always fails from what can fail."""
VALUES = 2
"""Other values that are tried for each slot, to tell whether its own one matters."""
_ORDINARY = {"person_name": "Jane Smith", "phone": "07700 900654", "email": "jane.smith@example.com", "text": "nothing"}
"""Slot type -> a value that no agent trips over, where no other card has one."""


@dataclass(frozen=True, slots=True)
class Played:
    """A pinned card that was played.

    Attributes:
        scenario: The card; its pin lists what really happened.
        symptom: None when it did not fail, or not by the agent's fault.
    """

    scenario: Scenario
    simulated: Simulated
    evidence: Evidence
    symptom: Symptom | None

    @property
    def turns(self) -> int:
        """How many turns the agent had."""
        return self.simulated.result.turns


class Search:
    """One search.

    Args:
        runner: Of conversations with the agent.
        agent: For its slots.

    Attributes:
        runs: Conversations had so far.
        gone: What was taken out so far.
    """

    def __init__(self, runner: Runner, agent: Agent) -> None:
        self.runs = 0
        self.gone: list[Feature] = []
        self._runner = runner
        self._agent = agent
        self._clean_passes = False

    def play(self, scenario: Scenario, *, later: int = 0) -> Played:
        """Play a pinned card, as itself or with a later seed."""
        suite = make_suite([Card(scenario, "", 0)])
        self.runs += 1
        simulated, pin = self._runner.of(suite).noted(suite.item(later))
        evidence = gather(simulated.ran.rows)
        symptom = symptom_of(scenario, simulated.result, evidence)
        return Played(msgspec.structs.replace(scenario, pinned=pin), simulated, evidence, symptom)

    def shrink(self, began: Played) -> tuple[Played, tuple[Feature, ...]]:
        """Return the simplest card that was found, and what could not be taken out of it."""
        # Where a neutral person gets through, people with simpler aims must too, or a card could ask the impossible.
        self._clean_passes = self._clean(began.scenario, began)
        while True:
            simpler, kept = self._round(began)
            if simpler.scenario == began.scenario or self.runs >= RUNS_MAX:
                return simpler, kept
            began = simpler

    def alike(self, case: Played) -> int:
        """Return how many other people fail alike, of `OTHERS`."""
        found = [self._try(case.scenario, later=number) for number in range(1, OTHERS + 1)]
        return sum(other is not None and other.symptom == case.symptom for other in found)

    def only_fair(self, case: Played, kept: Sequence[Feature]) -> tuple[Feature, ...]:
        """Return what was kept only because without it nobody could pass the check: it breaks nothing."""
        if not self._clean_passes:
            return ()
        said = _said(case)
        found = [(one, self._try(without(case.scenario, [one], said=said))) for one in kept]
        return tuple(one for one, played in found if played is not None and played.symptom == case.symptom)

    def values(self, case: Played, cards: Sequence[Card]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the slots whose values matter, and those for which any will do, by trying others in their place."""
        telling: list[str] = []
        idle: list[str] = []
        for slot in self._agent.slots.values():
            mine = plain_value(case.scenario.knows.get(slot.name, case.scenario.memory.get(slot.name)))
            known = [plain_value(card.scenario.knows.get(slot.name)) for card in cards]
            tried = [value for value in (*known, _ORDINARY.get(slot.type)) if value not in (None, mine)][:VALUES]
            if mine is None or not tried:
                continue
            found = [self._try(_with_value(case.scenario, slot.name, value)) for value in tried]
            if any(other is not None and other.symptom == case.symptom for other in found):
                idle.append(slot.name)
            elif any(other is not None and _passes(other, case) for other in found):
                telling.append(slot.name)
        return tuple(telling), tuple(idle)

    def _round(self, began: Played) -> tuple[Played, tuple[Feature, ...]]:
        evidence = began.evidence
        every = features(
            began.scenario, self._slots(evidence), _first_flow(evidence), _acts(began), _given(began, self._agent)
        )
        found = every if self._clean_passes else fair(every, began.scenario, _check(began))
        said = _said(began)
        answers: dict[frozenset[str], Played | None] = {}

        def still_fails(kept: Sequence[Feature]) -> bool:
            keys = frozenset(one.key for one in kept)
            if keys not in answers:
                rest = [one for one in found if one.key not in keys]
                answers[keys] = self._simpler(without(began.scenario, rest, said=said), began)
            return answers[keys] is not None

        kept = smallest(found, still_fails)
        best = began if len(kept) == len(found) else answers[frozenset(one.key for one in kept)]
        gone = {one.key for one in found} - {one.key for one in kept}
        self.gone += [one for one in found if one.key in gone]
        return best or began, tuple(one for one in every if one.key not in gone)

    def _simpler(self, scenario: Scenario, began: Played) -> Played | None:
        """Return a simpler card played, if it still fails the same way, is no longer, and is as fair."""
        if self.runs >= RUNS_MAX:
            return None
        played = self._try(scenario)
        if played is None or played.symptom != began.symptom or played.turns > began.turns:
            return None
        if not _at_a_loss(played.evidence) <= _at_a_loss(began.evidence):
            return None
        if _aims(scenario) == _aims(began.scenario):
            return played
        fair_too = self._clean(scenario, began) if self._clean_passes else _owed(began) <= _owed(played)
        return played if fair_too else None

    def _clean(self, scenario: Scenario, began: Played) -> bool:
        """Tell whether a neutral person, understood clearly by an agent whose tools work, passes the check."""
        pin = msgspec.structs.replace(pin_of(scenario), traits={}, misheard=(), strikes=(), delays=False)
        played = self._try(msgspec.structs.replace(scenario, pinned=pin))
        return played is not None and _passes(played, began)

    def _try(self, scenario: Scenario, *, later: int = 0) -> Played | None:
        try:
            return self.play(scenario, later=later)
        except SeatrialError:  # a card that cannot be played explains nothing
            return None

    def _slots(self, evidence: Evidence) -> list[Askable]:
        asked = asked_counts(evidence)
        return [
            Askable(name=slot.name, optional=slot.optional, asked=slot.name in asked)
            for slot in self._agent.slots.values()
        ]


def pin_of(scenario: Scenario) -> Pin:
    """Return a card's pin.

    Raises:
        InvariantError: It has none.
    """
    if scenario.pinned is None:
        raise InvariantError(f"{scenario.name}: is not pinned.", code="shrink.not_pinned")
    return scenario.pinned


def _passes(played: Played, failing: Played) -> bool:
    """Tell whether a conversation passes the check that another one failed."""
    failed = failing.simulated.result.failed_check
    return all(check.status != "failed" for check in played.simulated.result.checks if check.id == failed)


def _check(played: Played) -> AnyCheck | None:
    """Return the check that failed; None for the one that cards do not name."""
    failed = played.simulated.result.failed_check
    return next((check for check in played.scenario.expect if check.id == failed), None)


def _owed(played: Played) -> frozenset[str]:
    """Return what the person did that the check may rest on."""
    return owed((acted.act for acted in played.evidence.acted), played.scenario, _check(played))


def _with_value(scenario: Scenario, name: str, value: Json) -> Scenario:
    """Return a card on which a slot has another value, wherever it has one."""
    return msgspec.structs.replace(
        scenario,
        knows={key: value if key == name else known for key, known in scenario.knows.items()},
        memory={key: value if key == name else known for key, known in scenario.memory.items()},
    )


def _aims(scenario: Scenario) -> tuple[object, ...]:
    """Return what a person comes with, and where it begins."""
    known = scenario.knows, scenario.memory, scenario.cannot, scenario.accepts, scenario.world
    return (scenario.want, scenario.script, scenario.begun, scenario.begins, *known)


def _said(played: Played) -> int:
    """Return which way to state the need the person took."""
    say = played.scenario.want.say if played.scenario.want is not None else ()
    return pick(range(len(say)), played.simulated.item.person_seed, "need", "open") if say else 0


def _given(played: Played, agent: Agent) -> dict[int, tuple[str, ...]]:
    """Return which slots each line of a script filled; none where what it says may not be what was understood."""
    script = played.scenario.script or ()
    rows = [acted.row for acted in played.evidence.acted if acted.act.act in {"say", "press", "silence"}]
    rows = rows[len(played.scenario.begins) :]
    filled: dict[int, list[str]] = {}
    for row, note in played.evidence.notes:
        index = bisect_right(rows, row) - 1
        if note.kind == "slot" and note.about in agent.slots and 0 <= index < len(script) and script[index].say:
            filled.setdefault(index, []).append(note.about)
    return {index: tuple(dict.fromkeys(slots)) for index, slots in sorted(filled.items())}


def _first_flow(evidence: Evidence) -> str:
    return next((note.about for _, note in evidence.notes if note.kind == "flow"), "")


def _acts(played: Played) -> int:
    """Return how much the person had done when the check failed; 0 where that shows only at the end."""
    check = _check(played)
    results = played.simulated.result.checks
    row = next((one.row for one in results if check is not None and one.id == check.id), -1)
    if row < 0 or not isinstance(check, NeverCalled | NeverSaid):
        return 0
    return acts_before(((acted.row, acted.act) for acted in played.evidence.acted), row)


def _at_a_loss(evidence: Evidence) -> set[str]:
    """Return what the person was asked and did not know."""
    return {acted.act.about for acted in evidence.acted if acted.act.act == "dont_know"}
