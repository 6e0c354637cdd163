import shutil
from pathlib import Path

import pytest
from cli_shell import Shell


def test_a_new_agent_bears_its_name_and_can_be_checked(shell: Shell):
    said = shell("new", "front-desk")
    assert said.code == 0
    assert said.last == "rehearse it: seatrial simulate front-desk -n 100"
    assert "agent: front-desk\n" in Path("front-desk/agent.yaml").read_text(encoding="utf-8")
    assert shell("check", "front-desk").code == 0


def test_the_whole_example_is_copied(shell: Shell):
    said = shell("new", "sub/my-plumber", "--from", "plumber", "--json")
    assert said.json["agent"] == "my-plumber"
    assert {"agent.yaml", "tools.py", "world.yaml", "policy.yaml"} <= set(said.json["files"])
    assert not any("__pycache__" in name for name in said.json["files"])


def test_nothing_is_overwritten(shell: Shell):
    shell("new", "desk")
    Path("desk/agent.yaml").write_text("mine", encoding="utf-8")
    said = shell("new", "desk")
    assert said.code == 2
    assert "nothing was changed" in said.err
    assert Path("desk/agent.yaml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["My Agent", "", ".", "/", "9lives", "a/B"])
def test_a_name_that_cannot_be_an_agents_is_refused_with_one_that_can(name: str, shell: Shell):
    said = shell("new", name)
    assert said.code == 2
    assert "cannot be an agent's name" in said.err
    assert "Such as: seatrial new " in said.err


def test_an_unknown_example_is_answered_with_those_there_are(shell: Shell):
    said = shell("new", "desk", "--from", "carpenter")
    assert said.code == 2
    assert "bank, blank, clinica, plumber" in said.err
    assert not Path("desk").exists()


def test_a_folder_that_cannot_be_made_leaves_nothing_behind(shell: Shell):
    shell.write("file", "in the way")
    said = shell("new", "file/desk")
    assert said.code == 2
    assert "cannot be made" in said.err
    assert [path.name for path in shell.folder.iterdir()] == ["file"]


def test_a_full_disk_is_told_in_few_words_and_leaves_nothing_behind(shell: Shell, monkeypatch: pytest.MonkeyPatch):
    def copytree(source: Path, target: Path, **_: object) -> None:
        target.mkdir()
        why = "[Errno 28] No space left on device: '/far/agent.yaml' -> 'desk/agent.yaml'"
        raise shutil.Error([("/far/agent.yaml", "desk/agent.yaml", why)] * 4)

    monkeypatch.setattr(shutil, "copytree", copytree)
    said = shell("new", "desk")
    assert said.code == 2
    assert "error: desk: cannot be made: No space left on device.\n" in said.err
    assert list(shell.folder.iterdir()) == []
