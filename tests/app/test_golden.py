"""Golden journeys of a small agent: recorded, compared, promoted; what is refused, and that nothing is lost."""

from pathlib import Path

import pytest

from seatrial.agents.mistakes import MistakesError
from seatrial.app.golden import compare, promote, record
from seatrial.app.golden_files import Golden, golden_labels, golden_turns, golden_yaml, read_golden
from seatrial.app.replaying import read_trace
from seatrial.app.run_folder import RunRequest
from seatrial.app.simulating import simulate
from seatrial.app.staging import stage
from seatrial.app.transcripts import promote_trace
from seatrial.core.errors import RunError
from seatrial.core.events import UserSaid
from seatrial.core.trace import Header, Row, encode_row, encode_trace
from seatrial.evaluation.journeys import JourneyStep, journey
from seatrial.simulation.cards import read_cards

AGENT = """
agent: desk
goal: Take a message.
success: [message_taken, handed_to_person]
speech: {opening: "Hello, this is an automated assistant; you can ask for a person. How can I help?"}
slots:
  who: {type: person_name, ask: "Who is it for?"}
  message: {type: text, ask: "What is the message?"}
  secret: {type: number, ask: "What is your code?", sensitive: true}
tools:
  take_message: {args: [who, message, secret], fills: ticket, effect: write, once_per: [message], idempotent: true}
flows:
  leave_message:
    when: wants to leave a message
    like: ["can I leave a message", "take a message please", "I'd like to leave a message"]
    steps:
      - collect: who
      - collect: message
      - collect: secret
      - confirm: "Shall I note that?"
      - call: take_message
      - say: "Noted."
      - end: message_taken
answers:
  hours: {like: ["when are you open", "what are your opening hours"], say: "We are open all day."}
escalation: {to: colleague, when: [asked_for_person]}
"""
TOOLS = """
def take_message(ctx, *, who: str, message: str, secret: float) -> str:
    ctx.world.put("messages", ctx.idempotency_key, {"message": message})
    return "1"
"""
CARDS = """
- scenario: leaves_a_message
  script: [{say: "can I leave a message"}, {say: "Rosa Lind"}, {say: "I will be late"}, {say: "42"}, {say: "yes"},
           {say: "no thanks"}]
  at: 2026-08-19T10:00:00+01:00
  channels: [chat]
  expect: [{outcome: message_taken}]
- scenario: asks_for_a_person
  script: [{say: "can I talk to a person please"}]
  at: 2026-08-19T10:00:00+01:00
  channels: [chat]
  personas: [terse]
  expect: [{outcome: handed_to_person}]
- scenario: never_works
  script: [{say: "when are you open"}]
  at: 2026-08-19T10:00:00+01:00
  channels: [chat]
  expect: [{outcome: message_taken}]
  known_failure: It takes no message unasked.
"""


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SEATRIAL_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "desk"
    (folder / "scenarios").mkdir(parents=True)
    (folder / "agent.yaml").write_text(AGENT)
    (folder / "tools.py").write_text(TOOLS)
    (folder / "scenarios" / "cards.yaml").write_text(CARDS)
    return folder


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))


def message(desk: Path) -> Path:
    return desk / "golden" / "leaves_a_message.yaml"


# Recording ---------------------------------------------------------------------------------------------------------


def test_each_card_is_played_once_and_those_that_fail_have_no_golden_journey(desk: Path):
    done = record("desk")
    assert [(one.conversation, one.status) for one in done] == [
        ("leaves_a_message/plain/chat/1", "new"),
        ("asks_for_a_person/terse/chat/1", "new"),
        ("never_works/plain/chat/1", "known_failure"),
    ]
    assert sorted(path.name for path in (desk / "golden").iterdir()) == [
        "asks_for_a_person.yaml",
        "leaves_a_message.yaml",
    ]


def test_the_file_is_readable_and_holds_neither_secrets_nor_words(desk: Path):
    record("desk")
    text = message(desk).read_text()
    assert "  - ask: who\n" in text
    assert "  - call: take_message\n    with: {who: Rosa Lind, message: any, secret: any}\n" in text
    assert text.endswith("  - say: leave_message\n  - outcome: message_taken\n  - end: message_taken\n")
    assert "late" not in text
    assert "42" not in text


def test_what_holds_already_is_left_as_it_is(desk: Path):
    record("desk")
    change(message(desk), "{who: Rosa Lind, message: any, secret: any}", "{who: Rosa Lind}  # the rest does not matter")
    before = message(desk).read_text()
    assert [one.status for one in record("desk", force=True)][:1] == ["same"]
    assert message(desk).read_text() == before


def test_nothing_is_overwritten_unasked_and_nothing_else_written_then(desk: Path):
    record("desk", scenarios=["leaves_a_message"])
    change(message(desk), "ask: who", "ask: nobody")
    before = message(desk).read_text()
    with pytest.raises(RunError, match="differs; nothing was written") as caught:
        record("desk")
    assert "+ - ask: who" in caught.value.hint
    assert "--force" in caught.value.hint
    assert message(desk).read_text() == before
    assert not (desk / "golden" / "asks_for_a_person.yaml").exists()
    done = record("desk", force=True)
    assert done[0].status == "changed"
    assert "  - - ask: nobody" in done[0].changes
    assert not compare("desk").departed


def test_a_card_that_fails_unexpectedly_has_no_golden_journey(desk: Path):
    change(desk / "scenarios" / "cards.yaml", "\n  known_failure: It takes no message unasked.", "")
    (failed,) = [one for one in record("desk") if one.status == "failed"]
    assert failed.card == "never_works"
    assert "expected the outcome" in failed.reason


def test_an_example_is_not_written_to():
    with pytest.raises(RunError, match="an example") as caught:
        record("plumber")
    assert "seatrial new my-plumber --from plumber" in caught.value.hint


@pytest.mark.parametrize("act", [record, compare])
def test_an_unknown_card_is_refused_with_a_guess(act):
    with pytest.raises(RunError, match="no card 'leave_a_message'") as caught:
        act("desk", scenarios=["leave_a_message"])
    assert "leaves_a_message" in caught.value.hint


# Comparing ---------------------------------------------------------------------------------------------------------


def test_new_wording_and_a_say_in_between_of_the_same_flow_make_no_difference(desk: Path):
    record("desk")
    change(desk / "agent.yaml", "Who is it for?", "For whom is it, please?")
    change(desk / "agent.yaml", '"Noted."', '"I have put that down."')
    assert not compare("desk").departed


def test_a_step_that_is_left_out_is_named_and_can_be_replayed(desk: Path):
    record("desk")
    change(desk / "agent.yaml", '      - confirm: "Shall I note that?"\n', "")
    found = compare("desk")
    (departed,) = found.departed
    assert departed.golden.card == "leaves_a_message"
    assert departed.departure is not None
    assert (
        "it should ask for a yes to go on with leave message; now it calls the tool take_message"
        in departed.departure.text
    )
    assert departed.trace is not None
    assert journey(read_trace(departed.trace).rows)[-1].about == "message_taken"
    assert len(found.compared) == 2


def test_an_agent_without_golden_journeys_is_told_how_to_get_them():
    with pytest.raises(RunError, match="no golden journey") as caught:
        compare("desk")
    assert "golden record desk" in caught.value.hint
    record("desk", scenarios=["leaves_a_message"])
    with pytest.raises(RunError, match="'asks_for_a_person' has no golden journey"):
        compare("desk", scenarios=["asks_for_a_person"])


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("agent: desk", "agent: plumber", "of the agent 'plumber', not of 'desk'"),
        ("golden: leaves_a_message", "golden: gone", "no card 'gone'"),
        ("  - end: message_taken\n", "", "not written to its end"),
        ("  - end: message_taken\n", "  - end: message_t", "not written to its end"),
        ("path:\n", "paths:\n", "path"),
        ("- ask: who", "- asks: who", "'asks' is not a step"),
        ("golden: leaves_a_message", "golden: asks_for_a_person", "is not called"),
    ],
)
def test_a_file_that_is_not_right_is_refused_with_its_line_and_left_alone(
    desk: Path, before: str, after: str, says: str
):
    record("desk")
    change(message(desk), before, after)
    text = message(desk).read_text()
    with pytest.raises(MistakesError) as caught:
        compare("desk")
    assert says in str(caught.value)
    assert str(caught.value).startswith("desk/golden/leaves_a_message.yaml:") or "message.yaml" in str(caught.value)
    assert message(desk).read_text() == text
    assert golden_labels(desk, stage(RunRequest(agent="desk")).loaded.agent, ["leaves_a_message"]) == {}


@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_a_half_written_file_is_never_taken_for_a_whole_one(desk: Path, part: float):
    record("desk")
    text = message(desk).read_text()
    message(desk).write_text(text[: int(len(text) * part)])
    with pytest.raises(MistakesError):
        compare("desk")
    assert record("desk", force=True)[0].status == "changed"
    assert message(desk).read_text() == text


def test_every_step_reads_back_as_it_was_written(desk: Path):
    agent = stage(RunRequest(agent="desk")).loaded.agent
    steps = (
        JourneyStep(kind="not_understood"),
        JourneyStep(
            kind="call",
            about="a",
            args={"x": "yes", "y": {"z": ["1", 2, None]}, "t": "2026-08-19T10:00"},
            failed="no answer",
        ),
        JourneyStep(kind="clarify", about="answer:a: b"),
        JourneyStep(kind="end", about="message_taken"),
    )
    golden = Golden(
        card="a", agent="desk", persona="plain", channel="chat", seed=7, faults="slow", turns=3, steps=steps
    )
    path = desk / "a.yaml"
    path.write_text(golden_yaml(golden))
    read = read_golden(path, agent, ["a"])
    assert read.steps == steps
    assert (read.conversation, read.faults, read.turns) == ("a/plain/chat/7", "slow", 3)


def test_runs_measure_efficiency_against_golden_turns(desk: Path):
    record("desk")
    assert golden_turns(desk, ["leaves_a_message", "never_works"]) == {"leaves_a_message": 7}
    summary = simulate(RunRequest(agent="desk", scenarios=("leaves_a_message",), jobs=1)).summary
    assert summary.scores["efficiency"].value == 1.0
    assert not summary.scores["efficiency"].heuristic


# Promoting ---------------------------------------------------------------------------------------------------------


def test_a_simulated_conversation_becomes_golden(desk: Path):
    run = simulate(RunRequest(agent="desk", jobs=1))
    done = promote(run.folder, "leaves_a_message/chatty/chat/1")
    assert (done.status, done.file) == ("new", message(desk.relative_to(Path.cwd())).resolve())
    assert "persona: chatty\n" in message(desk).read_text()
    with pytest.raises(RunError, match="differs; nothing was written") as caught:
        promote(run.folder, "leaves_a_message/terse/chat/1")
    assert "+ leaves_a_message/terse/chat/1" in caught.value.hint
    assert promote(run.folder, "leaves_a_message/terse/chat/1", force=True).status == "changed"
    assert not compare("desk").departed


def test_a_conversation_that_failed_is_not_golden_unless_that_is_meant(desk: Path):
    run = simulate(RunRequest(agent="desk", jobs=1))
    with pytest.raises(RunError, match="it failed"):
        promote(run.folder, "never_works/plain/chat/1")
    assert not (desk / "golden").exists()
    assert promote(run.folder, "never_works/plain/chat/1", force=True).status == "new"


def test_what_goes_another_way_now_than_in_its_run_is_not_promoted(desk: Path):
    run = simulate(RunRequest(agent="desk", jobs=1, keep="all"))
    change(desk / "agent.yaml", '      - confirm: "Shall I note that?"\n', "")
    with pytest.raises(RunError, match="another way than in the run"):
        promote(run.folder, "leaves_a_message/plain/chat/1")
    assert not (desk / "golden").exists()


def transcript(desk: Path, *, card: str = "leaves_a_message", agent: str = "desk") -> Path:
    """Return the trace of a conversation as a live one leaves it."""
    staging = stage(RunRequest(agent="desk"))
    ran = staging.runner.run(staging.suite.find(f"{card}/plain/chat/1")).ran
    rows = [row for row in ran.rows if row.lane in {"in", "out"}]
    header = Header(conversation="desk/live/chat/20260819-091200-123-77", agent=agent, channel="chat")
    path = desk.parent / "talk.jsonl"
    path.write_bytes(encode_trace(header, [encode_row(row) for row in rows]))
    return path


def test_a_live_conversation_becomes_a_card_and_a_golden_journey(desk: Path):
    done = promote_trace(transcript(desk))
    assert done.card == Path("desk/scenarios/live_20260819_091200.yaml")
    (card,) = read_cards([done.card])
    assert [line.say for line in card.scenario.script or ()][:2] == ["can I leave a message", "Rosa Lind"]
    assert [check.text for check in card.scenario.expect] == [
        "outcome: message_taken",
        "called: take_message with {who: Rosa Lind}",
    ]
    assert card.scenario.at == "2026-08-19T10:00:00+01:00"
    assert done.golden.conversation == "live_20260819_091200/plain/chat/1"
    assert not compare("desk").departed
    run = simulate(RunRequest(agent="desk", scenarios=("live_20260819_091200",), jobs=1))
    assert run.summary.passed == run.summary.conversations == 1


def test_a_card_that_is_there_is_not_replaced(desk: Path):
    path = transcript(desk)
    promote_trace(path, name="rosa")
    with pytest.raises(RunError, match="is there already; nothing was written"):
        promote_trace(path, name="rosa")
    with pytest.raises(RunError, match="there is a card 'asks_for_a_person'"):
        promote_trace(path, name="asks_for_a_person", force=True)
    with pytest.raises(RunError, match="cannot be a card's name"):
        promote_trace(path, name="../x")
    assert promote_trace(path, name="rosa", force=True).golden.status == "same"


def test_a_transcript_that_goes_another_way_now_is_refused_and_nothing_written(desk: Path):
    path = transcript(desk)
    change(desk / "agent.yaml", '      - confirm: "Shall I note that?"\n', "")
    with pytest.raises(RunError, match="had again, it goes another way"):
        promote_trace(path, name="rosa")
    assert not (desk / "golden").exists()
    assert not (desk / "scenarios" / "rosa.yaml").exists()
    assert promote_trace(path, name="rosa", force=True).golden.status == "new"
    assert len(compare("desk").departed) == 1


def test_a_trace_without_words_or_end_is_no_transcript(desk: Path):
    path = transcript(desk)
    trace = read_trace(path)

    def written(rows: list[Row]) -> Path:
        path.write_bytes(encode_trace(trace.header, [encode_row(row) for row in rows]))
        return path

    silent = [row for row in trace.rows if not isinstance(row.body, UserSaid)]
    with pytest.raises(RunError, match="nobody says anything"):
        promote_trace(written(silent))
    with pytest.raises(RunError, match="not a conversation that came to its end"):
        promote_trace(written(list(trace.rows[:5])))
