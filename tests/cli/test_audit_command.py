"""`seatrial audit` as it is typed, on real processes; in the sandbox where there is one."""

import json
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from cli_shell import Said, Shell

from seatrial.adapters.bubblewrap import check_sandbox
from seatrial.app.replaying import read_trace
from seatrial.mcp_audit.audit import inspect
from seatrial.runtime.task import replay_task
from seatrial.testing.mcp_servers import STAND_IN

QUICK = ("--without", "pip-audit")  # it asks the network


@pytest.fixture(autouse=True)
def sandbox() -> None:
    why = check_sandbox(unsafe=True)
    if why:
        pytest.skip(f"no sandbox here: {why}")


def configure(shell: Shell, *behaviours: str, **renamed: str) -> str:
    named = {**{behaviour: behaviour for behaviour in behaviours}, **renamed}
    servers = {
        name: {"command": sys.executable, "args": ["-I", str(STAND_IN), behaviour]} for name, behaviour in named.items()
    }
    shell.write("mcp.json", json.dumps({"mcpServers": servers}))
    return "mcp.json"


def verdicts(said: Said) -> dict[str, str]:
    return {server["server"]: server["verdict"] for server in said.json["servers"]}


def test_a_command_is_audited_and_the_answer_is_readable(shell: Shell):
    said = shell("audit", *QUICK, "--", sys.executable, "-I", str(STAND_IN), "poisoned")
    assert said.code == 1
    assert "block" in said.out
    assert "add_note" in said.out
    assert "held in the sandbox" in said.out


def test_hostile_servers_are_contained_and_the_rest_still_audited(shell: Shell):
    config = configure(shell, "burglar", "turncoat", "silent", "huge", "garbage", "dies", "honest", "escapes")
    said = shell("audit", config, "--json", "--timeout", "3", *QUICK)
    assert said.code == 1
    found = verdicts(said)
    honest = found.pop("honest")
    assert found == {
        "burglar": "block", "turncoat": "block", "silent": "unknown", "huge": "unknown", "garbage": "unknown",
        "dies": "unknown", "escapes": "block",
    }  # fmt: skip
    assert honest != "block"
    burglar = said.json["servers"][0]
    kinds = {attempt["kind"] for attempt in burglar["watched"]["attempts"]}
    assert {"network", "secret", "processes"} <= kinds
    failures = {server["server"]: server.get("failure", "") for server in said.json["servers"]}
    assert (failures["silent"], failures["dies"], failures["honest"]) == ("timeout", "unreachable", "")
    assert "\x1b" not in said.out


def test_each_attempt_is_shown_to_people(shell: Shell):
    said = shell("audit", configure(shell, "burglar_quiet"), *QUICK)
    assert "192.0.2." in said.out or "network" in said.out
    assert "id_rsa" in said.out
    assert "\x1b" not in said.out


def test_files_are_written_in_every_form(shell: Shell):
    config = configure(shell, "poisoned")
    shell("audit", config, "--sarif", "o.sarif", "--junit", "o.xml", "--html", "o.html", "--trace", "traces", *QUICK)
    assert json.loads(Path("o.sarif").read_text())["version"] == "2.1.0"
    assert ET.parse("o.xml").getroot().tag == "testsuites"
    assert Path("o.html").read_text().lower().startswith("<!doctype html>")
    trace = read_trace(Path("traces/audit--inspect.jsonl"))
    assert replay_task(inspect, trace.rows).divergence is None
    assert len(list(Path("traces").iterdir())) == 3


def test_a_rug_pull_fails_the_check_with_its_diff(shell: Shell):
    config = configure(shell, same="honest", note="honest")
    locked = shell("audit", config, "--lock", "mcp.lock", *QUICK)
    assert "--check --lock mcp.lock" in locked.last
    unchanged = shell("audit", config, "--check", *QUICK)
    assert unchanged.code == locked.code
    configure(shell, same="honest", note="poisoned")
    pulled = shell("audit", config, "--check", "--json", *QUICK)
    assert pulled.code == 1
    states = {server["server"]: server.get("lock", {}).get("status") for server in pulled.json["servers"]}
    assert states == {"same": "unchanged", "note": "changed"}
    assert "add_note" in json.dumps(pulled.json["servers"][1]["lock"])


def test_with_nothing_to_audit_it_says_so(shell: Shell, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOME", str(shell.folder))
    said = shell("audit")
    assert said.code == 2
    assert "nothing to audit" in said.err


def test_without_a_target_the_configuration_of_this_folder_is_audited(shell: Shell):
    configure(shell, "dies")
    said = shell("audit", *QUICK)
    assert said.code == 4
    assert "Auditing mcp.json" in said.err


def test_an_unreadable_configuration_is_bad_input(shell: Shell):
    shell.write("mcp.json", "{")
    said = shell("audit", "mcp.json", "--json")
    assert said.code == 2
    assert said.json["error"]["code"].startswith("audit.")


def test_options_after_the_dashes_are_the_servers(shell: Shell):
    said = shell("audit", "--json", *QUICK, "--", sys.executable, "-c", "import sys; sys.exit(9)", "--json", "--help")
    assert said.json["servers"][0]["failure"] == "unreachable"
    assert said.code == 4


def test_secrets_of_a_configuration_are_nowhere_in_the_output(shell: Shell):
    server = {
        "command": sys.executable,
        "args": ["-I", str(STAND_IN), "needs_key"],
        "env": {"API_KEY": "s3cr3t-value-1"},
    }
    shell.write("mcp.json", json.dumps({"mcpServers": {"keyed": server}}))
    kept = shell("audit", "mcp.json", "--html", "o.html", *QUICK)
    assert "s3cr3t" not in kept.out + kept.err + Path("o.html").read_text()
    given = shell("audit", "mcp.json", "--pass-env", "API_KEY", "--json", *QUICK)
    assert "s3cr3t" not in given.out + given.err
    assert given.json["servers"][0].get("failure", "") == ""
