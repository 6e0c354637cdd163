import pytest

from seatrial.agents.folder import load_agent
from seatrial.app.preparation import prepare
from seatrial.core.effects import End
from seatrial.core.errors import SpecError
from seatrial.core.events import SessionStarted
from seatrial.core.scenario import Scenario, Want
from seatrial.runtime.faults import FaultPlan
from seatrial.simulation.cards import Card, read_cards
from seatrial.simulation.run import Runner, Stage, merge_tables
from seatrial.simulation.suite import make_suite


@pytest.fixture(scope="module")
def stage() -> Stage:
    loaded = load_agent("plumber")
    return Stage(name="plumber", loaded=loaded, prepared=prepare(loaded))


@pytest.fixture(scope="module")
def runner(stage: Stage) -> Runner:
    return Runner(stage, make_suite(read_cards(stage.loaded.scenarios, agent=stage.loaded.agent), count=24))


def test_the_same_conversation_has_the_same_trace(stage, runner):
    again = Runner(stage, runner._suite)
    item = runner._suite.item(3)
    assert runner.run(item).ran.header.digest == again.run(item).ran.header.digest


def test_a_card_sets_the_time_the_memory_and_the_world(stage):
    scenario = Scenario(
        name="set",
        at="2030-01-01T08:00:00+00:00",
        want=Want(say=("hello",)),
        memory={"known": "yes"},
        world={"visits": {"X1": {"state": "booked"}, "HP20417": None}},
    )
    suite = make_suite([Card(scenario, "x", 1)], only_personas=["plain"])
    ran = Runner(stage, suite).run(suite.item(0)).ran
    started = next(row.body for row in ran.rows if isinstance(row.body, SessionStarted))
    assert started.started_at == "2030-01-01T08:00:00+00:00"
    assert started.memory == {"known": "yes"}
    assert started.world_digest != stage.loaded.world_digest
    assert ran.world.get("visits", "X1") == {"state": "booked"}
    assert ran.world.get("visits", "HP20417") is None


def test_doing_nothing_reaches_no_goal(runner):
    verdicts = {runner.baseline(runner._suite.item(index)).verdict for index in range(24)}
    assert verdicts == {"failed"}


def test_the_plumber_helps_most_people(runner):
    results = [runner.run(runner._suite.item(index)).result for index in range(24)]
    assert sum(result.success for result in results) >= 20
    assert all(result.turns for result in results)
    assert all(result.reason for result in results if result.verdict == "failed")


def test_a_cards_own_faults_strike_besides_those_of_the_run(stage):
    scenario = Scenario(name="f", at="2026-08-19T09:00:00+01:00", want=Want(say=("hello",)), faults=("drop",))
    suite = make_suite([Card(scenario, "x", 1)], only_personas=["plain"])
    faulty = Stage(name="plumber", loaded=stage.loaded, prepared=stage.prepared, faults=FaultPlan.of(["slow"]))
    assert Runner(faulty, suite).run(suite.item(0)).ran.header.faults == ("slow", "drop")


def test_nobody_here_speaks_klingon(stage):
    scenario = Scenario(name="k", at="2026-08-19T09:00:00+01:00", locale="tlh", want=Want(say=("nuqneH",)))
    with pytest.raises(SpecError, match=r"no reading_tlh"):
        Runner(stage, make_suite([Card(scenario, "x", 1)]))


def test_merging_worlds_leaves_the_base_alone():
    base = {"a": {"1": {"x": 1}}}
    assert merge_tables(base, {"a": {"1": {"x": 2}}, "b": {"2": {}}}) == {"a": {"1": {"x": 2}}, "b": {"2": {}}}
    assert merge_tables(base, {"a": {"1": None}}) == {"a": {}}
    assert base == {"a": {"1": {"x": 1}}}


def test_a_result_tells_what_its_trace_shows(stage, runner):
    item = runner._suite.find("leaking_sink/plain/chat/1")
    had = runner.run(item)
    found = had.result
    ends = [row.body for row in had.ran.rows if isinstance(row.body, End)]
    assert (found.id, found.scenario, found.persona, found.channel, found.seed) == (
        "leaking_sink/plain/chat/1", "leaking_sink", "plain", "chat", 1,
    )  # fmt: skip
    assert [found.outcome] == [end.outcome for end in ends]
    assert found.success == ends[0].success
    assert found.digest == had.ran.header.digest
    assert found.rows == len(had.ran.rows)
    assert found.virtual_ms == had.ran.rows[-1].at_ms
    assert [check.id for check in found.checks] == [
        check.id for check in runner._suite.cards[item.card].scenario.expect
    ]
    assert (found.verdict == "passed") == all(check.status == "passed" for check in found.checks)
    assert had.ran.header.agent_digest == stage.loaded.agent.digest
