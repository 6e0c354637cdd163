from pathlib import Path

from cli_shell import Shell

BROKEN = """
agent: desk
gaol: Take a message.
success: [message_taken]
flows:
  leave_message:
    like: [can I leave a message]
    steps:
      - collect: nme
      - call: take_massage
      - end: message_taken
"""


def test_an_example_is_right(shell: Shell):
    said = shell("check", "plumber")
    assert said.code == 0
    assert "52 cards" in said.out
    assert "0 errors" in said.out
    assert "seatrial simulate plumber" in said.out


def test_all_mistakes_are_told_at_once_with_their_lines(shell: Shell):
    shell.write("desk/agent.yaml", BROKEN)
    said = shell("check", "desk")
    assert said.code == 2
    assert "desk/agent.yaml:3: error: unknown field 'gaol'." in said.out
    assert "desk/agent.yaml:9: error: slot 'nme' is not defined." in said.out
    assert "desk/agent.yaml:10: error: tool 'take_massage' is not defined." in said.out
    assert said.last == "mend them, then: seatrial check desk"


def test_very_many_mistakes_are_not_all_printed(shell: Shell):
    steps = "".join(f"      - collect: x{number}\n" for number in range(190))
    flows = "".join(f"  f{number}:\n    like: [a]\n    steps:\n{steps}" for number in range(3))
    shell.write("desk/agent.yaml", f"agent: desk\ngoal: g\nsuccess: [x]\nflows:\n{flows}")
    said = shell("check", "desk")
    assert said.code == 2
    shown = said.out.count(": error: ")
    assert shown < shell("check", "desk", "--json").json["errors"]
    assert " more; seatrial check --json lists them all." in said.out


def test_programs_get_the_same_as_data(shell: Shell):
    shell.write("desk/agent.yaml", BROKEN)
    said = shell("check", "desk", "--json")
    assert said.code == 2
    found = said.json
    assert found["errors"] == len([each for each in found["mistakes"] if each["severity"] == "error"])
    assert {"spec.unknown_slot", "spec.unknown_tool"} <= {each["code"] for each in found["mistakes"]}


def test_golden_journeys_are_checked_too(shell: Shell):
    shell("new", "mine", "--from", "plumber")
    assert shell("check", "mine").code == 0
    path = Path("mine/golden/cold_house.yaml")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("agent: mine", "agent: bank"), encoding="utf-8")
    said = shell("check", "mine")
    assert said.code == 2
    assert "cold_house.yaml:4: error: is a golden journey of the agent 'bank', not of 'mine'." in said.out
    path.write_text(text[: len(text) // 2], encoding="utf-8")
    said = shell("check", "mine", "--json")
    assert said.code == 2
    assert {each["code"] for each in said.json["mistakes"] if each["severity"] == "error"} == {"golden.cut_short"}


def test_a_golden_journey_of_a_card_that_is_gone_is_a_mistake(shell: Shell):
    shell("new", "mine", "--from", "plumber")
    Path("mine/golden/cold_house.yaml").rename("mine/golden/old_house.yaml")
    path = Path("mine/golden/old_house.yaml")
    path.write_text(path.read_text(encoding="utf-8").replace("golden: cold_house", "golden: old_house"))
    said = shell("check", "mine")
    assert said.code == 2
    assert "there is no card 'old_house' any more" in said.out


def test_cards_are_checked_too(shell: Shell):
    shell("new", "desk")
    card = Path("desk/scenarios/first.yaml")
    card.write_text(card.read_text(encoding="utf-8").replace("take_message", "take_massage"), encoding="utf-8")
    said = shell("check", "desk")
    assert said.code == 2
    assert "desk/scenarios/first.yaml:" in said.out
    assert "'take_massage'" in said.out


def test_a_broken_card_is_not_counted_and_is_named_beside_those_that_are(shell: Shell):
    shell("new", "desk")
    first = Path("desk/scenarios/first.yaml").read_text(encoding="utf-8")
    shell.write("desk/scenarios/b.yaml", first.replace("leaves_a_message", "other").replace("take_message", "tak"))
    said = shell("check", "desk")
    assert said.code == 2
    assert ", 1 card.\n" in said.out
    assert "Not counted, because of errors: 1 card file, desk/scenarios/b.yaml.\n" in said.out
    found = shell("check", "desk", "--json").json
    assert found["cards"] == ["leaves_a_message"]
    assert found["broken_cards"] == ["desk/scenarios/b.yaml"]


def test_a_name_that_two_files_use_breaks_the_second_only(shell: Shell):
    shell("new", "desk")
    first = Path("desk/scenarios/first.yaml").read_text(encoding="utf-8")
    shell.write("desk/scenarios/second.yaml", first)
    found = shell("check", "desk", "--json").json
    assert found["cards"] == ["leaves_a_message"]
    assert found["broken_cards"] == ["desk/scenarios/second.yaml"]


def test_a_policy_that_is_named_applies(shell: Shell):
    shell("new", "desk")
    shell.write("house.yaml", "policy: House\nguardrails:\n  conversation: {max_turns: 10}\n")
    agent = Path("desk/agent.yaml")
    agent.write_text(
        agent.read_text(encoding="utf-8") + "guardrails:\n  conversation: {max_turns: 30}\n", encoding="utf-8"
    )
    assert shell("check", "desk").code == 0
    said = shell("check", "desk", "--policy", "house.yaml")
    assert said.code == 2
    assert "house.yaml" in said.out


def test_a_policy_that_is_not_there_is_named(shell: Shell):
    said = shell("check", "plumber", "--policy", "absent.yaml")
    assert said.code == 2
    assert "absent.yaml" in said.out + said.err


def test_an_agent_that_is_not_there_is_answered_with_the_examples(shell: Shell):
    said = shell("check", "nobody")
    assert said.code == 2
    assert "plumber" in said.err


def test_escape_codes_in_a_file_do_not_reach_the_terminal(shell: Shell):
    shell.write("desk/agent.yaml", BROKEN.replace("gaol:", '"g\\e[31mol":'))
    said = shell("check", "desk")
    assert said.code == 2
    assert "\x1b" not in said.out
