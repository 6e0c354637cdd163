import pytest
from cli_shell import Shell
from desk_agent import CARD, TOOLS, make_desk

MESSAGE = """script:
  - say: "can I leave a message"
  - say: "the blue van is in the way"
  - say: "yes"
"""


def _leaves_a_message(shell: Shell, tools: str) -> None:
    make_desk(shell)
    script = 'script:\n  - say: "can I talk to a person please"\n'
    card = CARD.replace("EXPECTED", "message_taken").replace(script, MESSAGE)
    shell.write("desk/scenarios/card.yaml", card)
    shell.write("desk/tools.py", tools)


def test_what_comes_out_the_same_is_said_to(shell: Shell):
    _leaves_a_message(shell, TOOLS)
    said = shell("simulate", "desk", "-n", "3", "--twice")
    assert said.code == 0
    assert "All 3 came out the same" in said.err


def test_a_tool_that_leaves_something_to_chance_is_found(shell: Shell):
    _leaves_a_message(shell, "import os\n" + TOOLS.replace('return "1"', "return os.urandom(4).hex()"))
    said = shell("simulate", "desk", "-n", "3", "--twice")
    assert said.code == 2
    assert "asks_for_a_person/plain/chat/1: came out differently the second time" in said.err
    assert "ctx.rng" in said.err


def test_a_tool_that_leans_on_the_order_of_hashes_is_found(shell: Shell, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("PYTHONHASHSEED", raising=False)
    _leaves_a_message(shell, TOOLS.replace('return "1"', 'return str(hash("a message"))'))
    said = shell("simulate", "desk", "-n", "3", "--twice", "--jobs", "2")
    assert said.code == 2
    assert "came out differently the second time" in said.err
