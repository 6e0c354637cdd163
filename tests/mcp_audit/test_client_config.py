"""A client's configuration is read as clients read it; what is wrong in it is named by its place, without values."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.core.errors import SpecError
from seatrial.mcp_audit.client_config import WITHHELD, config_targets, without_comments

EDITOR = """{
  // for the team
  "servers": {
    "git": {"type": "stdio", "command": "mcp-server-git", "args": ["--repository", "."], /* later */},
    "notes": {"type": "sse", "url": "https://notes.example/mcp", "headers": {"Authorization": "Bearer s3cret"},},
  },
}
"""


def test_comments_and_trailing_commas_are_allowed_as_editors_allow_them():
    git, notes = config_targets(EDITOR, path="mcp.json")
    assert (git.kind, git.name, git.command, git.args) == ("stdio", "git", "mcp-server-git", ("--repository", "."))
    assert (notes.kind, notes.url, notes.sse) == ("http", "https://notes.example/mcp", True)
    assert notes.headers == {"Authorization": "Bearer s3cret"}
    assert git.config == "mcp.json"


@pytest.mark.parametrize(
    "wrap",
    [
        lambda servers: {"mcpServers": servers},
        lambda servers: {"servers": servers},
        lambda servers: {"mcp": {"servers": servers}, "editor.fontSize": 12},
    ],
)
def test_each_client_has_its_own_place_for_servers(wrap):
    text = json.dumps(wrap({"a": {"command": "x"}}))
    assert [target.name for target in config_targets(text, path="f")] == ["a"]


def test_disabled_servers_are_read_and_marked():
    servers = {"a": {"command": "x", "disabled": True}, "b": {"command": "x", "enabled": False}, "c": {"command": "x"}}
    text = json.dumps({"mcpServers": servers})
    assert [target.disabled for target in config_targets(text, path="f")] == [True, True, False]


def test_the_environment_is_read_as_texts_and_only_its_names_are_told():
    target = config_targets(
        '{"servers": {"a": {"command": "x", "env": {"KEY": "s3cret", "N": 5, "D": true, "Z": null}}}}', path="f"
    )[0]
    assert target.env == {"KEY": "s3cret", "N": "5", "D": "true"}
    assert target.env_names == ("D", "KEY", "N")
    assert "s3cret" not in repr(target)


def test_names_with_path_tricks_become_names_that_lead_nowhere():
    target = config_targets('{"servers": {"../../etc/x\\n\\u202e": {"command": "x"}}}', path="f")[0]
    assert target.file_name == "etc_x"
    assert target.name.isprintable()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"servers": {\n  "a": {"command": "x",, }}}', "f:2:26: this is not JSON"),
        ("[]", "f: it holds no object"),
        ("{}", "f: it has neither mcpServers nor servers"),
        ('{"servers": []}', "f: servers is no object"),
        ('{"servers": {"a": 5}}', "f: servers.a: it is no object"),
        ('{"servers": {"a": {}}}', "f: servers.a: it has neither a command nor a url"),
        ('{"servers": {"a": {"command": "x", "args": "y"}}}', "f: servers.a.args: it must be a list"),
        ('{"servers": {"a": {"command": "x", "args": [1]}}}', "f: servers.a.args: it must be a list"),
        ('{"servers": {"a": {"command": 5}}}', "f: servers.a.command: it must be a text"),
        ('{"servers": {"a": {"command": "x", "env": {"K": ["s3cret"]}}}}', "f: servers.a.env.K: it must be a text"),
        ('{"servers": {"a": {"command": "x", "env": {"K=": "s3cret"}}}}', "f: servers.a.env.K=: no variable"),
        ('{"servers": {"a": {"url": "ftp://s3cret@x"}}}', "f: servers.a: 'ftp://***@x' is no http"),
        ("[" * 100_000, "f: it is nested too deep"),
        (" " * 1_000_001, "f: it is larger than 1,000,000 characters"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_place_and_without_values(text: str, place: str):
    with pytest.raises(SpecError) as raised:
        config_targets(text, path="f")
    assert str(raised.value).startswith(place)
    assert "s3cret" not in str(raised.value)
    assert raised.value.hint


def test_too_many_servers_are_refused():
    text = json.dumps({"servers": {f"s{index}": {"command": "x"} for index in range(201)}})
    with pytest.raises(SpecError, match="holds 201 servers"):
        config_targets(text, path="f")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(["//", "/*", ",}", '"', "\\"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
)


@given(JSON)
def test_json_without_comments_is_read_as_it_is(value):
    assert json.loads(without_comments(json.dumps(value))) == value
    assert json.loads(without_comments(json.dumps(value, ensure_ascii=False, indent=1))) == value


@given(st.text())
def test_no_text_at_all_makes_it_fail_in_another_way(text: str):
    try:
        config_targets(text, path="f")
    except SpecError:
        return


def test_variables_that_name_places_are_resolved_and_values_kept_elsewhere_are_withheld():
    entry = {
        "command": "${workspaceFolder}/run",
        "args": ["--home=${userHome}/x", "${env:AREA}", "${input:who}", "${other:x}", "${env:${userHome}}"],
        "env": {"KEY": "${input:key}", "TOKEN": "${env:TOKEN}", "PLACE": "${env:HOME}"},
    }
    text = json.dumps({"servers": {"a": entry}})
    target = config_targets(text, path="f", home="/people/ann", workspace="/w")[0]
    assert target.command == "/w/run"
    assert target.args == ("--home=/people/ann/x", WITHHELD, WITHHELD, "${other:x}", "${env:/people/ann}")
    assert target.env == {"AREA": WITHHELD, "TOKEN": WITHHELD, "KEY": WITHHELD, "PLACE": "/people/ann"}
    assert config_targets(text, path="f")[0].command == "${workspaceFolder}/run"


def test_variables_are_read_as_each_client_writes_them():
    args = ["${workspaceFolderBasename}${pathSeparator}x${/}y", "${AREA}", "${HOME}/z", "${PORT:-80}", "${A:-}"]
    text = json.dumps({"mcpServers": {"a": {"command": "run", "args": args}}})
    target = config_targets(text, path="f", home="/people/ann", workspace="/w/shop")[0]
    assert target.args == ("shop/x/y", WITHHELD, "/people/ann/z", "80", "")
    assert target.env == {"AREA": WITHHELD}
    assert config_targets(text, path="f")[0].args[0] == "${workspaceFolderBasename}/x/y"


def test_a_default_stands_only_for_a_variable_that_is_not_set():
    text = json.dumps({"servers": {"a": {"command": "run", "args": ["${SCRIPT:-good.py}", "${PORT:-80}"]}}})
    (target,) = config_targets(text, path="f", variables={"SCRIPT"})
    assert target.args == (WITHHELD, "80")
    assert target.env == {"SCRIPT": WITHHELD}


def test_the_folder_is_kept_as_it_is_written_too():
    text = json.dumps({"servers": {"a": {"command": "x", "cwd": "${workspaceFolder}/y"}, "b": {"command": "x"}}})
    a, b = config_targets(text, path="f", workspace="/w")
    assert (a.path, a.cwd) == ("/w/y", "${workspaceFolder}/y")
    assert (b.path, b.cwd) == ("/w", "")


def test_a_server_is_started_in_the_workspace_or_where_its_configuration_says_from_there():
    text = json.dumps(
        {
            "servers": {
                "none": {"command": "x"},
                "below": {"command": "x", "cwd": "tools/../server"},
                "home": {"command": "x", "cwd": "~/server"},
                "whole": {"command": "x", "cwd": "/srv"},
                "url": {"url": "https://example.org/mcp"},
            }
        }
    )
    targets = config_targets(text, path="f", home="/people/ann", workspace="/w/shop")
    assert [target.path for target in targets] == ["/w/shop", "/w/shop/server", "/people/ann/server", "/srv", ""]
    assert config_targets(text, path="f")[0].path == ""


def test_a_server_that_cannot_be_read_keeps_no_other_from_being_audited():
    good, bad = config_targets('{"servers": {"a": {"command": "x"}, "b": {"args": []}, "c": 5}}', path="f")[:2]
    assert (good.name, good.unreadable) == ("a", "")
    assert (bad.name, bad.config) == ("b", "f")
    assert bad.unreadable == "f: servers.b: it has neither a command nor a url."
