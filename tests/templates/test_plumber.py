"""The plumber's cards: enough of them, of every kind, and none that fails without saying so."""

from __future__ import annotations

from functools import cache

from seatrial.agents.folder import LoadedAgent, load_agent
from seatrial.app.preparation import prepare
from seatrial.core.checks import NeverCalled, WorldHas, WorldUnchanged
from seatrial.core.scenario import Scenario
from seatrial.simulation.cards import read_cards
from seatrial.simulation.run import Runner, Stage
from seatrial.simulation.suite import make_suite


@cache
def plumber() -> LoadedAgent:
    return load_agent("plumber")


def cards() -> list[Scenario]:
    read = read_cards(plumber().scenarios, agent=plumber().agent, tables=plumber().world)
    return [card.scenario for card in read]


def test_the_cards_hold_what_a_telephone_line_has_to_rehearse():
    found = cards()
    assert len(found) >= 25
    assert sum(card.known_failure is not None for card in found) <= 3
    assert sum("edge" in card.tags for card in found) >= 10
    assert sum(bool(card.memory) for card in found) >= 3
    assert any("device" in card.memory for card in found)
    assert any(card.want is not None and card.want.change for card in found)
    struck = {strike.target for card in found if card.pinned is not None for strike in card.pinned.strikes}
    assert struck == {"book_visit", "move_visit", "cancel_visit", "log_complaint", "is_free"}
    assert any(card.pinned is not None and card.pinned.misheard for card in found)
    assert any(line.interrupt for card in found for line in card.script or ())
    assert {channel for card in found for channel in card.channels} == {"chat", "speech"}


def test_every_write_is_looked_for_in_the_book_and_every_refusal_too():
    checks = [check for card in cards() for check in card.expect]
    assert {check.table for check in checks if isinstance(check, WorldHas)} == {"visits", "complaints"}
    assert any(isinstance(check, WorldUnchanged) for check in checks)
    assert {"book_visit", "move_visit", "cancel_visit"} <= {
        check.tool for check in checks if isinstance(check, NeverCalled)
    }


def test_every_flow_is_walked_and_every_answer_given_and_nobody_fails_who_need_not():
    loaded = plumber()
    read = read_cards(loaded.scenarios, agent=loaded.agent, tables=loaded.world)
    suite = make_suite(read, seed=1)
    runner = Runner(Stage(name="plumber", loaded=loaded, prepared=prepare(loaded)), suite)
    walked: set[str] = set()
    failed: list[str] = []
    for number in range(len(suite)):
        simulated = runner.run(suite.item(number))
        failed += [simulated.result.id] if simulated.result.unexpected else []
        for row in simulated.ran.rows:
            if getattr(row.body, "kind", "") in {"flow", "answer"}:
                walked.add(getattr(row.body, "about", ""))
    assert {*loaded.agent.flows, *loaded.agent.answers} <= walked
    assert failed == []
