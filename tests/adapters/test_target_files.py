"""The words after `seatrial audit` mean what is on this machine, and what cannot be read is said."""

import os
from pathlib import Path

import pytest

from seatrial.adapters.target_files import find_targets
from seatrial.core.errors import SpecError


def _config(folder: Path, text: str, name: str = "mcp.json") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_commands_urls_folders_and_configurations_are_told_apart(tmp_path: Path):
    config = _config(tmp_path, '{"mcpServers": {"git": {"command": "mcp-server-git"}}}')
    targets = find_targets([config, str(tmp_path), "https://example.org/mcp", "python 'a b.py'"], ["mcp-server-time"])
    assert [target.kind for target in targets] == ["stdio", "folder", "http", "stdio", "stdio"]
    assert targets[0].config == config
    assert targets[3].args == ("a b.py",)
    assert targets[4].command == "mcp-server-time"


def test_servers_of_the_same_name_in_two_files_get_two_names(tmp_path: Path):
    text = '{"servers": {"git": {"command": "x"}}}'
    names = [target.name for target in find_targets([_config(tmp_path, text), _config(tmp_path, text, "b.json")])]
    assert names == ["git", "git-2"]


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("missing.json", "cannot be read: No such file"),
        ("sub/missing", "there is no such file or folder"),
        ("server.py", "is a file, and no configuration"),
        ("pipe.json", "it is a named pipe"),
        ("latin.json", "is not UTF-8 text (byte 1)"),
        ("empty.json", "there is no server in it"),
        ("", "no command"),
    ],
)
def test_what_cannot_be_audited_is_said_with_what_can(
    word: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "server.py").touch()
    (tmp_path / "latin.json").write_bytes(b'"\xe4"')
    (tmp_path / "empty.json").write_text('{"servers": {}}', encoding="utf-8")
    os.mkfifo(tmp_path / "pipe.json")
    with pytest.raises(SpecError) as raised:
        find_targets([word])
    assert says in str(raised.value)
    assert raised.value.hint


def test_a_variable_that_is_set_here_is_not_read_as_its_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "mcp.json"
    path.write_text('{"servers": {"a": {"command": "run", "args": ["${ONE:-1}", "${TWO:-2}", "${SIX:-6}"]}}}')
    monkeypatch.setenv("ONE", "else")
    monkeypatch.setenv("TWO", "")
    monkeypatch.delenv("SIX", raising=False)
    assert find_targets([str(path)])[0].args == ("withheld", "2", "6")


def test_nothing_at_all_is_no_audit():
    with pytest.raises(SpecError, match="nothing to audit"):
        find_targets([])


@pytest.mark.parametrize(("name", "folder"), [(".vscode/mcp.json", "."), ("team/mcp.json", "team")])
def test_the_workspace_of_a_configuration_is_the_folder_that_an_editor_opens(name: str, folder: str, tmp_path: Path):
    path = tmp_path / name
    path.parent.mkdir()
    path.write_text('{"servers": {"a": {"command": "${workspaceFolder}/run"}}}', encoding="utf-8")
    assert find_targets([str(path)])[0].command == str(tmp_path / folder / "run")
