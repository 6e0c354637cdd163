import pytest
from cli_shell import Shell
from desk_agent import make_desk

CARD = """
scenario: leaves_a_message
who: Somebody with a message.
why: To leave it.
want: {say: ["Can I leave a message?"], also: ["When are you open?"], until: [message_taken]}
knows: {message: "please call me back about the invoice"}
at: 2026-08-19T10:00:00+01:00
channels: [chat]
expect:
  - never_said: all day
"""


@pytest.fixture
def desk(shell: Shell) -> Shell:
    make_desk(shell)
    shell.write("desk/scenarios/message.yaml", CARD)
    shell("simulate", "desk", "--jobs", "1")
    return shell


def test_it_ends_in_one_sentence_and_what_to_do_next(desk: Shell):
    said = desk("shrink", "leaves_a_message/plain/chat/1")
    assert said.code == 0, said.err
    assert 'It fails whenever the caller asks "When are you open?" on the way' in said.out
    assert "agent turns before, " in said.out
    assert "scenario: leaves_a_message_plain_1_chat\n" in said.out
    assert "never_said: [all day]" in said.out
    assert "cp runs/desk-0001/shrunk/leaves_a_message_plain_1_chat.yaml desk/scenarios" in said.out
    assert said.last == "replay it:   seatrial replay runs/desk-0001/shrunk/leaves_a_message_plain_1_chat.jsonl"


def test_the_commands_it_prints_work(desk: Shell):
    found = desk("shrink", "leaves_a_message/plain/chat/1", "--json").json
    assert desk(*found["replay"].split()[1:]).out.count("Identical") == 1
    assert desk("show", found["trace_file"]).code == 0
    desk.write(f"desk/scenarios/{found['name']}.yaml", found["card"])
    again = desk("simulate", "desk", "--scenario", found["name"], "--json")
    assert again.code == 1
    (failure,) = again.json["failures"]
    assert failure["check"] == found["check"]
    shown = desk("show", failure["id"])
    assert "neutral" in shown.out
    assert desk("check", "desk").code == 0


def test_the_object_has_it_all(desk: Shell):
    found = desk("shrink", "leaves_a_message/plain", "--json").json
    assert found["id"] == "leaves_a_message/plain/chat/1"
    assert found["check"] == "never_said:all day"
    assert found["turns_after"] <= found["turns_before"]
    assert found["others"] == {"failed": 10, "of": 10}
    assert [one["key"] for one in found["kept"]] == ["aside:When are you open?"]
    assert found["kept"][0]["text"] == 'the caller asks "When are you open?" on the way'
    assert "asked:message" in found["left_out"]
    assert found["agent_changed"] is False


def test_a_card_goes_where_it_is_asked_to(desk: Shell):
    said = desk("shrink", "leaves_a_message/plain", "--out", "desk/scenarios")
    assert said.code == 0, said.err
    assert (desk.folder / "desk/scenarios/leaves_a_message_plain_1_chat.yaml").is_file()
    assert "seatrial simulate desk --scenario leaves_a_message_plain_1_chat" in said.out
    assert "cp " not in said.out


def test_another_case_of_the_same_name_is_not_overwritten(desk: Shell):
    desk.write("cards/leaves_a_message_plain_1_chat.yaml", "mine")
    said = desk("shrink", "leaves_a_message/plain", "--out", "cards")
    assert said.code == 2
    assert "nothing was overwritten" in said.err


def test_no_line_that_is_read_is_wider_than_the_page(desk: Shell):
    lines = desk("shrink", "leaves_a_message/plain").out.splitlines()
    rules = [number for number, line in enumerate(lines) if line and set(line) <= set("─-")]
    read = [*lines[: rules[0]], *lines[rules[-1] + 1 : lines.index("", rules[-1])]]
    assert read
    assert max(map(len, read)) <= len(lines[rules[0]])


def test_what_did_not_fail_is_refused(desk: Shell):
    said = desk("shrink", "asks_for_a_person/plain/chat/1")
    assert said.code == 2
    assert "it passes: there is nothing to shrink" in said.err
    assert "seatrial show" in said.err


def test_what_there_is_not_is_refused(desk: Shell):
    assert desk("shrink", "nobody").code == 2
    assert desk("shrink", "nobody/plain/chat/1", "--json").json["error"]["code"] == "suite.unknown_scenario"
    assert desk("shrink", "leaves_a_message/plain", "--run", "nowhere").code == 2


def test_without_a_name_the_most_common_failure_is_shrunk(desk: Shell):
    totals = desk("simulate", "desk", "--scenario", "leaves_a_message", "-n", "6", "--json").json
    assert desk("shrink", "--json").json["id"] in {failure["id"] for failure in totals["failures"]}
    desk("simulate", "desk", "--scenario", "asks_for_a_person", "-n", "1")
    said = desk("shrink")
    assert said.code == 2
    assert "nothing failed" in said.err


def test_an_agent_that_has_changed_since_is_said_to_have(desk: Shell):
    agent = (desk.folder / "desk/agent.yaml").read_text(encoding="utf-8")
    desk.write("desk/agent.yaml", agent.replace("Noted.", "I've noted it."))
    said = desk("shrink", "leaves_a_message/plain")
    assert said.code == 0
    assert "it has changed since the run" in said.err
