"""`seatrial audit` as it is typed, on real processes; in the sandbox where there is one."""

import json
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import msgspec
import pytest
from cli_shell import Said, Shell

from seatrial.adapters.bubblewrap import check_sandbox
from seatrial.app.replaying import read_trace
from seatrial.core.trace import digest_lines, encode_row, encode_trace
from seatrial.mcp_audit.audit import inspect
from seatrial.runtime.task import replay_task
from seatrial.testing.mcp_servers import STAND_IN

QUICK = ("--without", "pip-audit")  # it asks the network
NOTES = '''
from mcp.server import MCPServer

server = MCPServer("notes")


@server.tool()
def find_notes(word: str) -> str:
    """List the notes that contain a word."""
    return ""


server.run("stdio")
'''


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


def test_a_block_leads_to_the_debate_and_secrets_of_the_command_are_masked(shell: Shell):
    said = shell("audit", *QUICK, "--", sys.executable, "-I", str(STAND_IN), "poisoned", "--api-key", "s3cr3t-1")
    assert said.last.startswith("read the debate: seatrial audit --without pip-audit --html audit.html -- ")
    assert said.last.endswith(" poisoned --api-key '***'")
    paged = shell("audit", *QUICK, "--html", "o.html", "--", sys.executable, "-I", str(STAND_IN), "poisoned")
    assert "read the debate" not in paged.out
    assert paged.last == "page: o.html"


def test_who_can_do_without_what_was_missing_is_told_how(shell: Shell):
    shell.write("server/server.py", "print('hello')\n")
    said = shell("audit", "server", "--without", "bandit")
    assert said.code == 3
    assert "It was read and not started" in said.out
    assert "if you can do without" not in said.out
    shell.write("notes.py", NOTES)
    held_up = shell("audit", "--", sys.executable, "notes.py")
    if held_up.code:  # where there is a network, nothing is missing
        assert held_up.last.startswith("if you can do without pip-audit: seatrial audit --without pip-audit -- ")
    allowed = shell("audit", *QUICK, "--", sys.executable, "notes.py")
    assert allowed.code == 0
    assert allowed.last.startswith("remember what they offer: seatrial audit --without pip-audit --lock mcp.lock -- ")


def test_what_malicious_servers_tried_is_shown_one_by_one(shell: Shell):
    said = shell("audit", configure(shell, "burglar", "turncoat"), *QUICK)
    assert said.code == 1
    assert [line.split()[:2] for line in said.out.splitlines() if line.startswith("block")] == [
        ["block", "burglar"], ["block", "turncoat"],
    ]  # fmt: skip
    for tried in (
        "read ~/.ssh/id_rsa, where keys are kept: stopped",
        "read ~/.aws/credentials, where keys are kept: stopped",
        "reach 203.0.113.7:443: stopped",
        "reach exfil.example",
        "reach 203.0.113.8:9999: stopped",
        "speak to another program at /var/run/docker.sock: stopped",
        "start more programs than it may: more than 64 processes",
    ):
        assert tried in said.out
    for changed in ("tool 'add_note': description changed", "'find_note' disappeared", "'run_shell' appeared"):
        assert changed in said.out
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


def test_what_a_server_wrote_moves_no_terminal_not_even_as_json(shell: Shell):
    said = shell("audit", configure(shell, "escapes"), "--json", *QUICK)
    assert "\u202e" in said.json["servers"][0]["listing"]["tools"][0]["description"]
    assert said.out.isascii()
    assert "\x1b" not in said.out


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


def test_its_traces_replay_bit_for_bit_and_a_change_in_one_shows(shell: Shell):
    config = configure(shell, "poisoned", "turncoat")
    for folder in ("first", "again"):  # again: what was decided is known already, and on record all the same
        shell("audit", config, "--trace", folder, *QUICK)
        traces = sorted(Path(folder).iterdir())
        assert [trace.stem for trace in traces] == ["audit--inspect", "audit--servers-0", "audit--tools-0"]
        for trace in traces:
            said = shell("replay", str(trace), "--json")
            assert (said.code, said.json["identical"], said.json["agent_changed"]) == (0, True, None), said
    trace = read_trace(Path("again/audit--tools-0.jsonl"))
    lines = [encode_row(row) for row in trace.rows]
    assert b'"outcome":"block"' in lines[-1]
    lines[-1] = lines[-1].replace(b'"outcome":"block"', b'"outcome":"allow"', 1)
    header = msgspec.structs.replace(trace.header, digest=digest_lines(lines))
    Path("changed.jsonl").write_bytes(encode_trace(header, lines))
    said = shell("replay", "changed.jsonl")
    assert said.code == 1
    assert "Not the same" in said.out
