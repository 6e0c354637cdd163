from pathlib import Path

import pytest
from cli_shell import Shell
from desk_agent import SAID, make_desk


@pytest.fixture
def desk(shell: Shell) -> Shell:
    make_desk(shell)
    assert shell("golden", "record", "desk").code == 0
    return shell


def change(shell: Shell, name: str, before: str, after: str) -> None:
    path = shell.folder / name
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))


def golden(shell: Shell) -> Path:
    return shell.folder / "desk/golden/asks_for_a_person.yaml"


def test_recording_says_what_it_did_and_what_comes_next(desk: Shell):
    assert "hand_over: asked_for_person\n" in golden(desk).read_text()
    again = desk("golden", "record", "desk")
    assert "✓ holds already   asks_for_a_person/plain/chat/1" in again.out
    assert again.last == "compare: seatrial golden compare desk"


def test_what_fails_is_not_recorded_and_that_is_told(shell: Shell):
    make_desk(shell, expected="message_taken")
    said = shell("golden", "record", "desk")
    assert said.code == 1
    assert "✗ not recorded    asks_for_a_person/plain/chat/1   it fails: expected the outcome" in said.out
    assert not golden(shell).exists()


def test_all_as_recorded_exits_zero(desk: Shell):
    said = desk("golden", "compare", "desk")
    assert said.code == 0
    assert "1 of 1 golden journeys is as recorded." in said.out
    assert desk("golden", "compare", "desk", "--json").json["journeys"][0]["departure"] is None


def test_a_departure_exits_one_with_the_step_in_plain_words_and_a_replay_line_that_works(desk: Shell):
    change(desk, "desk/agent.yaml", "escalation: {to: colleague, when: [asked_for_person]}", "")
    said = desk("golden", "compare", "desk")
    assert said.code == 1
    assert "Step 1 of 3 it should put the person through (asked for person)" in said.out
    found = desk("golden", "compare", "desk", "--json")
    assert found.code == 1
    (journey,) = found.json["journeys"]
    assert (journey["same"], journey["departure"]["at"], journey["departure"]["of"]) == (False, 1, 3)
    assert desk(*journey["replay"].split()[1:]).out.count("Identical") == 1
    assert desk("show", journey["replay"].split()[-1]).code == 0


@pytest.mark.parametrize("words", [["record"], ["compare"]])
def test_an_unknown_card_or_agent_is_bad_input(desk: Shell, words: list[str]):
    assert desk("golden", *words, "desk", "--scenario", "nobody").code == 2
    assert desk("golden", *words, "nowhere").code == 2


def test_overwriting_needs_force_and_shows_what_changes(desk: Shell):
    change(desk, "desk/golden/asks_for_a_person.yaml", "- hand_over: asked", "- answer: asked")
    before = golden(desk).read_text()
    said = desk("golden", "record", "desk")
    assert said.code == 2
    assert "nothing was written" in said.err
    assert "- - answer: asked_for_person" in said.err
    assert "+ - hand_over: asked_for_person" in said.err
    assert golden(desk).read_text() == before
    forced = desk("golden", "record", "desk", "--force")
    assert forced.code == 0
    assert "✓ replaced" in forced.out
    assert "- - answer: asked_for_person" in forced.out
    assert golden(desk).read_text() != before


def test_a_golden_file_of_another_agent_is_bad_input(desk: Shell):
    change(desk, "desk/golden/asks_for_a_person.yaml", "agent: desk", "agent: shop")
    said = desk("golden", "compare", "desk")
    assert said.code == 2
    assert "asks_for_a_person.yaml:4: is a golden journey of the agent 'shop', not of 'desk'." in said.err


@pytest.mark.parametrize("named", ["asks_for_a_person/terse/chat/1", "RUN/asks_for_a_person/terse/chat/1"])
def test_a_conversation_of_a_run_is_promoted_by_its_id_with_or_without_its_run(shell: Shell, named: str):
    make_desk(shell)
    change(shell, "desk/scenarios/card.yaml", "personas: [plain]", "personas: [plain, terse]")
    shell("simulate", "desk", "--jobs", "1")
    for folder in ("runs/desk-0001", str(shell.folder / "runs/desk-0001")):
        said = shell("golden", "promote", named.replace("RUN", folder), "--json")
        assert said.code == 0, said.err
        assert said.json["conversation"] == "asks_for_a_person/terse/chat/1"
        assert said.json["status"] in {"new", "same"}
        shown = shell("golden", "promote", named.replace("RUN", folder))
        assert shown.last == "compare: seatrial golden compare desk --scenario asks_for_a_person"
    assert "persona: terse\n" in golden(shell).read_text()


def test_a_chat_is_promoted_to_a_card_that_is_rehearsed_from_then_on(desk: Shell):
    desk.fed("can I leave a message\nRing me back please\nyes\nno thanks\n", "chat", "desk")
    (trace,) = (desk.folder / "runs/chats").iterdir()
    said = desk("golden", "promote", f"runs/chats/{trace.name}", "--name", "leaves_one")
    assert said.code == 0, said.err
    assert "✓ card            desk/scenarios/leaves_one.yaml" in said.out
    assert said.last == "compare: seatrial golden compare desk --scenario leaves_one"
    assert desk(*said.last.split()[2:]).code == 0
    assert desk("check", "desk").code == 0
    assert desk("simulate", "desk", "--scenario", "leaves_one").code == 0
    again = desk("golden", "promote", f"runs/chats/{trace.name}", "--name", "leaves_one")
    assert (again.code, "nothing was written" in again.err) == (2, True)


def test_a_run_is_scored_by_dimension(desk: Shell):
    said = desk("simulate", "desk", "-n", "4")
    assert "  Scores\n  goal completion        4 of 4" in said.out
    assert "  efficiency             1.00 (1.00-1.00) golden turns per turn taken\n" in said.out
    scores = desk("simulate", "desk", "-n", "4", "--json").json["scores"]
    assert set(scores) == {
        "goal_completion", "brand_compliance", "empathy", "edge_cases", "efficiency", "repair_burden",
    }  # fmt: skip
    assert scores["goal_completion"]["badge"] == "rules"
    assert scores["empathy"]["heuristic"] is True
    assert scores["empathy"]["text"] == "nothing to measure"
    assert desk("show", "--json").json["scores"] == scores


def test_somebody_upset_and_not_heard_shows_in_the_score(desk: Shell):
    change(desk, "desk/scenarios/card.yaml", SAID, '  - say: "I am furious"\n' + SAID)
    scores = desk("simulate", "desk", "-n", "3", "--json").json["scores"]
    assert (scores["empathy"]["count"], scores["empathy"]["total"]) == (0, 3)
