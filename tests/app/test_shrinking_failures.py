"""The laws of shrinking, over failures of the plumber under faults; planted defects, explained by their triggers."""

from pathlib import Path

import pytest
from salon_agent import BOASTS, CARD, CLEAN, NO_IRISH, STALE, failures, runner_of, salon

from seatrial.agents.folder import load_agent
from seatrial.app.run_folder import RunRequest
from seatrial.app.shrinking import Shrunk, save, shrink, shrink_failure
from seatrial.app.simplifying import RUNS_MAX
from seatrial.app.simulating import simulate
from seatrial.core.errors import RunError
from seatrial.core.events import SessionStarted
from seatrial.core.trace import FaultStruck, UserActed
from seatrial.simulation.cards import parse_cards
from seatrial.simulation.suite import make_suite

FAILURES = 12


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SEATRIAL_CACHE", str(tmp_path / "cache"))
    return tmp_path


@pytest.fixture(scope="module")
def plumber(tmp_path_factory):
    """Failures of the plumber under faults, each shrunk: (runner, loaded, suite, shrunk)."""
    loaded = load_agent("plumber")
    runner, suite = runner_of(loaded, faults="all", count=80)
    shrunk = [shrink_failure(runner, loaded, suite.cards, item) for item in failures(runner, suite)[:FAILURES]]
    assert len(shrunk) == FAILURES
    return runner, loaded, suite, shrunk


def kinds(shrunk: Shrunk) -> set[str]:
    return {feature.kind for feature in shrunk.breaking.kept if feature not in shrunk.breaking.only_fair}


# Laws --------------------------------------------------------------------------------------------------------------


def test_a_shrunk_case_is_never_longer_and_fails_the_same_check_for_the_same_cause(plumber):
    for shrunk in plumber[3]:
        before, after = shrunk.before, shrunk.after.simulated.result
        assert after.turns <= before.turns
        assert after.verdict == "failed"
        # A check has a number only while there are others like it.
        assert after.failed_check.partition("#")[0] == before.failed_check.partition("#")[0]
        # That something was corrected on the way explains nothing where it happens to be so.
        keys = {one.cause.key for one in (before, after) if not one.cause.key.startswith("corrected:")}
        if not before.failed_check.startswith("never"):
            assert len(keys) <= 1
        assert shrunk.runs <= RUNS_MAX + 60


def test_most_of_a_conversation_can_go(plumber):
    # Where somebody who hangs up at once is the whole failure, there is nothing to leave out.
    shares = sorted(shrunk.after.turns / shrunk.before.turns for shrunk in plumber[3] if shrunk.before.turns > 4)
    assert len(shares) >= FAILURES // 2
    assert shares[len(shares) // 2] <= 0.5  # measured over many more in benchmarks/shrinking.py
    assert sum(len(shrunk.breaking.gone) for shrunk in plumber[3]) > 10 * FAILURES


def test_the_card_alone_has_the_same_conversation(plumber):
    runner, loaded, _, found = plumber
    for shrunk in found:
        card = parse_cards(shrunk.yaml.encode(), file="card", agent=loaded.agent, tables=loaded.world)[0]
        alone = make_suite([card])
        again = runner.of(alone).run(alone.item(0))
        assert again.ran.header.digest == shrunk.after.simulated.ran.header.digest
        assert again.result.failed_check == shrunk.after.simulated.result.failed_check


def test_shrinking_again_changes_nothing(plumber):
    runner, loaded, _, found = plumber
    for shrunk in found:
        card = parse_cards(shrunk.yaml.encode(), file="card", agent=loaded.agent, tables=loaded.world)[0]
        alone = make_suite([card])
        again = shrink_failure(runner.of(alone), loaded, alone.cards, alone.item(0))
        assert again.yaml == shrunk.yaml


def test_shrinking_twice_gives_the_same(plumber):
    runner, loaded, suite, found = plumber
    for shrunk in found[:4]:
        again = shrink_failure(runner, loaded, suite.cards, suite.find(shrunk.before.id))
        assert (again.yaml, again.sentence, again.runs) == (shrunk.yaml, shrunk.sentence, shrunk.runs)


def test_nobody_is_at_a_loss_who_was_not_before(plumber):
    """Who does not know its own phone number fails too, but that is another failure."""
    runner, _, suite, found = plumber

    def lost(rows):
        return {row.body.about for row in rows if isinstance(row.body, UserActed) and row.body.act == "dont_know"}

    for shrunk in found:
        before = runner.run(suite.find(shrunk.before.id)).ran.rows
        assert lost(shrunk.after.simulated.ran.rows) <= lost(before)


def test_only_faults_that_struck_before_strike(plumber):
    runner, _, suite, found = plumber

    def struck(rows):
        return {(row.body.port, row.body.kind) for row in rows if isinstance(row.body, FaultStruck)}

    for shrunk in found:
        before = runner.run(suite.find(shrunk.before.id)).ran.rows
        assert struck(shrunk.after.simulated.ran.rows) <= struck(before)


# Planted defects ---------------------------------------------------------------------------------------------------


def explained(folder: Path, edits=CLEAN, *, faults: str = "none", cause: str = "", card: str = CARD) -> list[Shrunk]:
    loaded = salon(folder / "salon", edits, card=card)
    runner, suite = runner_of(loaded, faults=faults, rate=0.5, count=40)
    found = failures(runner, suite, cause=cause)[:3]
    assert found
    return [shrink_failure(runner, loaded, suite.cards, item) for item in found]


def test_a_correction_that_is_ignored_is_explained_by_the_change_of_mind(desk):
    for shrunk in explained(desk, STALE):
        assert kinds(shrunk) == {"change", "fact"}
        assert shrunk.sentence.startswith("It fails whenever the caller changes the day and time on the way; noise")
        assert any(
            isinstance(row.body, UserActed) and row.body.act == "change" for row in shrunk.after.simulated.ran.rows
        )


def test_a_promise_is_explained_by_the_question_that_draws_it(desk):
    for shrunk in explained(desk, BOASTS):
        assert kinds(shrunk) == {"aside"}
        assert shrunk.sentence.startswith('It fails whenever the caller asks "How much is it?" on the way; noise')


def test_a_name_that_breaks_a_tool_is_explained_by_the_name(desk):
    for shrunk in explained(desk, NO_IRISH):
        assert shrunk.sentence.startswith("""It fails whenever the name is "Sean O'Hara"; noise""")
        assert shrunk.breaking.telling == ("name",)


def test_a_tool_that_fails_is_explained_by_the_fault(desk):
    for shrunk in explained(desk, faults="error", cause="tool_failed:book"):
        assert kinds(shrunk) == {"strike"}
        assert shrunk.sentence.startswith("It fails whenever the tool book is down (twice running)")


def test_a_postcode_misheard_is_explained_by_what_was_heard(desk):
    card = CARD.replace('  change: {when: "2026-08-21T13:00"}\n', "").replace("21T13:00", "20T11:00")
    for shrunk in explained(desk, card=card):
        assert "misheard" in kinds(shrunk)
        assert " is heard when the caller " in shrunk.sentence


def test_a_script_is_cut_to_the_line_that_matters(desk):
    lines = '  - say: "hello"\n  - say: "when are you open"\n  - say: "how much is it"\n  - say: "thanks"\n'
    card = (
        "scenario: asks\nscript:\n" + lines + "at: 2026-08-19T09:12:00+01:00\nchannels: [chat]\npersonas: [plain]\n"
        "expect: [{outcome: [ended, abandoned, silent, handed_to_person, answered_prices]}, {never_said: guarantee}]\n"
    )
    for shrunk in explained(desk, BOASTS, card=card):
        assert [line.say for line in shrunk.after.scenario.script] == ["how much is it"]
        assert shrunk.sentence.startswith('It fails whenever the caller says "how much is it"')


def test_what_a_conversation_begins_with_is_cut_to_the_line_that_matters(desk):
    begins = 'begins: [{say: "hello"}, {say: "I need a haircut"}, {say: "how much is it"}, {say: "Sean O\'Hara"}]\n'
    card = CARD.replace('  also: ["How much is it?"]\n', "").replace("knows:", f"{begins}knows:")
    for shrunk in explained(desk, BOASTS, card=card):
        assert [line.say for line in shrunk.after.scenario.begins] == ["how much is it"]
        assert 'the caller begins by saying "how much is it"' in shrunk.sentence


def test_what_happens_on_the_way_needs_no_end(desk):
    for shrunk in explained(desk, BOASTS):
        assert shrunk.after.scenario.pinned.acts
        assert shrunk.after.turns <= 4
        assert "curtailed" in shrunk.after.simulated.result.user_end


def test_a_card_is_not_made_to_ask_the_impossible(desk):
    """Without its change of mind the card would fail whatever the agent did."""
    for shrunk in explained(desk, STALE):
        assert "change" in {feature.kind for feature in shrunk.breaking.kept}
        assert shrunk.after.scenario.want.change


# Runs --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def run(desk):
    salon(desk / "salon", NO_IRISH)
    return simulate(RunRequest(agent="salon", jobs=1)).folder


def test_a_conversation_of_a_run_is_found_by_part_of_its_id(run):
    shrunk = shrink(run, "haircut/terse")
    assert shrunk.before.id == "haircut/terse/speech/1"
    assert shrunk.name == "haircut_terse_1"
    assert (shrunk.agent, shrunk.agent_changed) == ("salon", False)


def test_what_passes_cannot_be_shrunk(desk, run):
    (desk / "salon" / "tools.py").unlink()
    salon(desk / "salon", CLEAN)
    with pytest.raises(RunError, match="it passes: there is nothing to shrink") as caught:
        shrink(run, "haircut/plain")
    assert caught.value.code == "shrink.passed"


def test_a_conversation_that_there_is_not_is_no_failure(run):
    with pytest.raises(RunError, match="has no conversation"):
        shrink(run, "nobody")


def test_a_case_is_kept_with_its_trace_and_nothing_is_overwritten(desk, run):
    shrunk = shrink(run, "haircut/terse")
    saved = save(shrunk, run.path / "shrunk")
    assert saved.card.read_text(encoding="utf-8") == shrunk.yaml
    assert save(shrunk, run.path / "shrunk") == saved  # the same again is no harm
    saved.card.write_text("mine", encoding="utf-8")
    with pytest.raises(RunError, match="nothing was overwritten"):
        save(shrunk, run.path / "shrunk")
    assert saved.card.read_text(encoding="utf-8") == "mine"
    elsewhere = save(shrunk, run.path / "shrunk", cards=desk / "cards")
    assert elsewhere.card.parent == desk / "cards"
    (desk / "file").write_text("", encoding="utf-8")
    with pytest.raises(RunError, match="cannot be used"):
        save(shrunk, desk / "file")


def test_a_kept_card_fails_in_the_suite_and_is_shown_as_what_it_is(desk, run):
    shrunk = shrink(run, "haircut/terse")
    save(shrunk, run.path / "shrunk", cards=desk / "salon" / "scenarios")
    again = simulate(RunRequest(agent="salon", scenarios=(shrunk.name,), jobs=1))
    (result,) = list(again.folder.results())
    assert result.id == f"{shrunk.name}/terse/speech/1"
    assert result.digest == shrunk.after.simulated.ran.header.digest
    everybody = simulate(RunRequest(agent="salon", jobs=1, faults="all")).folder
    (result,) = [one for one in everybody.results() if one.scenario == shrunk.name]
    assert result.digest == shrunk.after.simulated.ran.header.digest  # whatever strikes the others


def test_the_trace_says_how_the_conversation_began(run):
    rows = shrink(run, "haircut/terse").after.simulated.ran.rows
    started = rows[0].body
    assert isinstance(started, SessionStarted)
    assert started.begun == "book"
    assert started.memory["postcode"] == "BS1 4DJ"
    assert started.namespace == "haircut/terse/speech/1"
