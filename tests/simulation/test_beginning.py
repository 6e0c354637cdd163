from pathlib import Path

import pytest

from seatrial.agents.folder import load_agent
from seatrial.agents.mistakes import MistakesError
from seatrial.core.effects import Say
from seatrial.core.events import UserLeft, UserPressed, UserSaid
from seatrial.core.scenario import ScriptLine
from seatrial.core.trace import Header, Row, encode_row, encode_trace
from seatrial.simulation.beginning import script_of
from seatrial.simulation.card_text import card_yaml
from seatrial.simulation.cards import parse_cards, read_cards
from seatrial.simulation.run import Runner, Stage
from seatrial.simulation.suite import make_suite
from seatrial.testing.talk import prepared_agent

CARD = """
scenario: goes_on
want: {say: ["My sink is leaking."], until: [visit_booked]}
begins: BEGINS
knows: {problem: leak, postcode: "BS1 4DJ", address: "14 Queen Square", name: Sam Carter, phone: "07700 900123",
        email: sam.carter@example.com, when: "2026-08-20T10:00"}
at: 2026-08-19T09:12:00+01:00
channels: [chat]
expect:
  - outcome: visit_booked
  - called: book_visit once
"""
LINES = '[{say: "there is a leak under my kitchen sink"}, {say: "BS1 4DJ"}, {say: "12 High Street"}]'


def row(body: object) -> Row:
    return Row(at_ms=0, lane="in", body=body)  # pyright: ignore[reportArgumentType]


ROWS = (
    row(Say(turn=1, text="Hello.")),
    row(UserSaid(text="there is a leak")),
    row(UserSaid(text="under my kitchen sink")),
    row(Say(turn=2, text="Which postcode?")),
    row(UserPressed(keys="1#")),
    row(Say(turn=3, text="Thanks.")),
    row(UserSaid(text="  ")),
    row(UserLeft(reason="hung_up")),
)


def written(folder: Path, rows: tuple[Row, ...] = ROWS) -> Path:
    path = folder / "agent" / "transcripts" / "monday.jsonl"
    path.parent.mkdir(parents=True)
    lines = [encode_row(row) for row in rows]
    path.write_bytes(encode_trace(Header(conversation="plumber/live/chat/1"), lines))
    return path


def card(folder: Path, begins: str) -> Path:
    path = folder / "agent" / "scenarios" / "card.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(CARD.replace("BEGINS", begins))
    return path


def test_a_script_has_one_line_for_what_was_said_in_one_go():
    assert script_of(ROWS) == (
        ScriptLine(say="there is a leak under my kitchen sink"),
        ScriptLine(press="1#"),
        ScriptLine(leave=True),
    )


@pytest.mark.parametrize(
    ("begins", "lines"), [("transcripts/monday.jsonl", 2), ("{trace: transcripts/monday.jsonl, lines: 1}", 1)]
)
def test_a_card_may_begin_as_a_transcript_did_without_its_hanging_up(tmp_path: Path, begins: str, lines: int):
    written(tmp_path)
    (read,) = read_cards([card(tmp_path, begins)])
    assert read.scenario.begins == script_of(ROWS)[:lines]


def test_what_was_read_is_written_as_lines_and_reads_back(tmp_path: Path):
    written(tmp_path)
    (read,) = read_cards([card(tmp_path, "transcripts/monday.jsonl")])
    again = parse_cards(card_yaml(read.scenario).encode(), file="again")[0].scenario
    assert again.begins == read.scenario.begins


@pytest.mark.parametrize(
    ("begins", "says"),
    [
        ("transcripts/tuesday.jsonl", "cannot be read"),
        ("../../secret.jsonl", "outside of the agent's folder"),
        ("scenarios/card.yaml", "not"),
        ("7", "cannot be read"),
    ],
)
def test_a_beginning_that_cannot_be_had_is_the_author_s_mistake(tmp_path: Path, begins: str, says: str):
    written(tmp_path)
    path = card(tmp_path, begins)
    with pytest.raises(MistakesError) as caught:
        read_cards([path])
    (mistake,) = caught.value.mistakes
    assert says in mistake.message
    assert (mistake.file, mistake.line) == (str(path), 4)


def test_a_transcript_in_which_nobody_says_anything_is_no_beginning(tmp_path: Path):
    written(tmp_path, ROWS[:1])
    with pytest.raises(MistakesError, match="nobody says anything"):
        read_cards([card(tmp_path, "transcripts/monday.jsonl")])


def test_after_the_lines_the_person_goes_on_for_itself():
    loaded = load_agent("plumber")
    cards = parse_cards(CARD.replace("BEGINS", LINES).encode(), file="card", agent=loaded.agent, tables=loaded.world)
    suite = make_suite(cards, count=6, only_personas=("plain", "terse"))
    runner = Runner(Stage(name="plumber", loaded=loaded, prepared=prepared_agent("plumber")), suite)
    for index in range(6):
        simulated = runner.run(suite.item(index))
        said = [row.body.text for row in simulated.ran.rows if isinstance(row.body, UserSaid)]
        assert said[:3] == ["there is a leak under my kitchen sink", "BS1 4DJ", "12 High Street"]
        assert simulated.result.verdict == "passed", simulated.result.reason
        assert simulated.result.user_met == "booked"
