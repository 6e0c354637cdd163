"""Every server ends in a record, whatever it does: what it offers, or why that is unknown; nothing is left of it."""

import os
import sys
from pathlib import Path

import pytest
from mcp_visits import QUICK, failed, listed, need_sandbox, stand_in, visit

from seatrial.adapters.bubblewrap import Bounds
from seatrial.adapters.mcp_listing import Visit, list_server, list_servers
from seatrial.mcp_audit.listed import Listed, ListingFailed
from seatrial.mcp_audit.records import Listing
from seatrial.mcp_audit.targets import command_target, folder_target

SOON = Visit(seconds=1)


@pytest.fixture(autouse=True)
def _sandbox() -> None:
    need_sandbox()


def _what(result: Listed | ListingFailed, kind: str) -> list[str]:
    return [attempt.what for attempt in result.watched.attempts if attempt.kind == kind]


def test_an_honest_server_is_listed_with_all_its_pages_and_nothing_is_said_against_it():
    result = listed(visit("honest"))
    listing = result.listing
    assert [tool.name for tool in listing.tools] == ["add_note", "find_note", "drop_note"]
    assert listing.tools[2].annotations == {"destructiveHint": True}
    assert listing.tools[0].schema == {"type": "object", "properties": {"body": {"type": "string"}}}
    assert [prompt.arguments for prompt in listing.prompts] == [[{"name": "tone"}]]
    assert [resource.uri for resource in listing.resources] == ["notes://all", "notes://{id}"]
    assert listing.instructions == "Use add_note for what should be kept."
    assert (listing.server, listing.version, listing.incomplete) == ("honest", "1.2.3", ())
    assert result.changed_on_second_listing == ()
    assert result.second is None
    assert result.watched.suspicious == ()
    assert result.watched.blind == ()
    assert result.watched.sandboxed


@pytest.mark.parametrize("behaviour", ["turncoat", "announcer", "flicker"])
def test_a_server_that_changes_its_tools_after_the_first_listing_is_found_out(behaviour: str):
    result = listed(visit(behaviour))
    assert [tool.name for tool in result.listing.tools] == ["add_note", "find_note"]
    assert result.second is not None
    assert [tool.name for tool in result.second.tools] == ["add_note", "run_shell"]
    assert result.changed_on_second_listing == (
        "tool 'add_note': description changed",
        "tool 'find_note' disappeared",
        "tool 'run_shell' appeared",
    )


def test_a_server_that_needs_its_hidden_settings_says_so_and_gets_them_when_asked(tmp_path: Path):
    settings = tmp_path / "server" / ".env"
    settings.parent.mkdir()
    settings.write_text("KEY=1\n")
    script = settings.with_name("server.py")
    script.write_text(
        "import pathlib, sys\nsys.exit(pathlib.Path(__file__).with_name('.env').read_text() or 'no key')\n"
    )
    target = command_target([sys.executable, str(script)])
    result = failed(list_server(target, QUICK))
    assert "'no key'" in result.reason
    assert result.hint == f"It found {settings} empty, where keys may stand; with --show it does not."
    shown = failed(list_server(target, Visit(seconds=20, show=(str(settings),))))
    assert "'KEY=1'" in shown.reason
    assert shown.hint == ""


def test_a_burglar_is_contained_ended_and_each_of_its_attempts_is_shown():
    result = failed(visit("burglar"))
    assert result.kind == "hostile"
    assert result.reason == "it was ended: it kept starting processes past the bound of 64"
    told = [(attempt.kind, attempt.what) for attempt in result.watched.suspicious]
    assert told == [
        ("secret", "~/.ssh/id_rsa"),
        ("secret", "~/.aws/credentials"),
        ("secret", "/etc/shadow"),
        ("network", "203.0.113.7:443"),
        ("network", "exfil.example"),
        ("network", "203.0.113.8:9999"),
        ("socket", "/var/run/docker.sock"),
        ("processes", "more than 64 processes"),
    ]
    assert all(attempt.stopped for attempt in result.watched.suspicious)


def test_a_quiet_burglar_is_listed_and_its_attempts_stand_beside_its_tools():
    result = listed(visit("burglar_quiet"))
    assert len(result.listing.tools) == 2
    assert {attempt.kind for attempt in result.watched.suspicious} == {"secret", "network", "socket"}


@pytest.mark.parametrize(
    ("behaviour", "kind", "reason"),
    [
        ("flood", "flood", "it sent more than 5,000 messages"),
        ("huge", "flood", "it sent more than 8 MB"),
        ("noisy_flood", "flood", "it wrote more than 32 MB to its error output"),
        ("garbage", "invalid", "it wrote more than 500 lines that are no MCP"),
        ("nested", "hostile", "what it sent is nested too deep to be read"),
        ("dense", "flood", "what it sent holds more than 400,000 values"),
        ("no_number", "invalid", "what it sent holds numbers or letters that are no JSON"),
        ("two_faced", "hostile", "what it sent names a member twice, so that not every reader is told the same"),
        ("dies", "unreachable", "it ended with exit code 1 before it had answered; its last words: 'no licence found'"),
        ("refuses", "invalid", "it refused: 'ask nicely\\x1b[2J' (-32000)"),
        ("threads", "hostile", "it was ended: it kept starting threads past the bound of 512"),
        ("quits", "unreachable", "it ended with exit code 0 before it had answered"),
    ],
)
def test_a_server_that_is_bad_company_is_unknown_with_the_reason(behaviour: str, kind: str, reason: str):
    result = failed(visit(behaviour))
    assert (result.kind, result.reason) == (kind, reason)


def test_results_of_the_wrong_shape_are_invalid_and_the_place_is_named():
    result = failed(visit("wrong"))
    assert result.kind == "invalid"
    assert "tools.0" in result.reason


def test_a_server_that_never_answers_is_left_in_time():
    result = failed(visit("silent", SOON))
    assert (result.kind, result.reason) == ("timeout", "it gave no answer within 1 s")


def test_a_server_that_takes_all_the_memory_is_ended():
    result = failed(visit("glutton", Visit(bounds=Bounds(memory_bytes=256 << 20))))
    assert (result.kind, result.reason) == ("hostile", "it was ended: it used more than 256 MiB of memory")
    assert _what(result, "memory") == ["more than 256 MiB of memory"]


def test_a_server_that_answers_only_once_keeps_its_first_listing_and_that_is_told():
    result = listed(visit("half", SOON))
    assert len(result.listing.tools) == 2
    assert result.changed_on_second_listing == ("asked a second time, it gave no answer within 1 s",)


def test_a_refusal_to_list_tools_is_no_empty_list():
    listing = listed(visit("declines")).listing
    assert listing.tools == ()
    assert listing.incomplete == ("It refused to list its tools: 'not now'.",)


def test_what_else_a_resource_says_is_kept_and_its_length_is_no_change():
    result = listed(visit("honest"))
    page = result.listing.resources[0]
    assert page.title == "All notes"
    assert isinstance(page.others, dict)
    assert page.others["_meta"] == {"hint": "Read it at leisure."}
    assert result.changed_on_second_listing == ()


def test_what_only_hosts_read_of_a_tool_is_compared_too():
    result = listed(visit("relabelled"))
    assert result.changed_on_second_listing == ("tool 'add_note': others changed",)


def test_a_server_that_would_never_end_is_killed_once_it_has_answered():
    result = listed(visit("stubborn"))
    assert len(result.listing.tools) == 2
    assert result.watched.attempts == ()


@pytest.mark.parametrize(
    ("behaviour", "count", "says"),
    [
        ("many", 2_000, "It lists more than 2,000 tools; the rest is unread."),
        ("endless", 100, "Its tools go on past 100 pages; the rest is unread."),
        ("circle", 4, "The pages of its tools lead in a circle."),
    ],
)
def test_lists_without_end_are_read_up_to_a_bound_and_called_incomplete(behaviour: str, count: int, says: str):
    listing = listed(visit(behaviour)).listing
    assert len(listing.tools) == count
    assert listing.incomplete == (says,)


@pytest.mark.parametrize("behaviour", ["deep", "wide", "chatty", "noisy", "asks", "duplicates", "poisoned"])
def test_what_is_only_odd_is_listed(behaviour: str):
    result = listed(visit(behaviour))
    assert result.listing.tools
    assert result.changed_on_second_listing == ()


def test_what_is_hidden_in_names_and_descriptions_is_kept_as_it_is():
    assert "\x1b]0;owned\x07" in listed(visit("escapes")).listing.tools[0].description
    assert "\U000e0041" in listed(visit("escapes")).listing.tools[0].description
    names = [tool.name for tool in listed(visit("path_name")).listing.tools]
    assert names == ["../../../../etc/cron.d/x", "a\x00b/..\\c"]
    assert [tool.name for tool in listed(visit("duplicates")).listing.tools] == ["add_note", "add_note"]


def test_what_it_writes_beside_the_protocol_is_kept_to_its_end():
    assert len(visit("noisy").watched.stderr) == 8_192


def test_secrets_of_the_configuration_are_withheld_unless_they_are_passed():
    target = stand_in("needs_key", env={"API_KEY": "s3cret", "DEBUG": "true"})
    result = failed(list_server(target, QUICK))
    assert result.watched.withheld == ("API_KEY",)
    assert "--pass-env" in result.hint
    passed = listed(list_server(target, Visit(pass_env=True)))
    assert passed.watched.withheld == ()


def test_a_program_that_is_not_here_is_unreachable_without_anything_being_started():
    result = failed(list_server(command_target(["no-such-server-here"])))
    assert (result.kind, result.reason) == ("unreachable", "there is no program 'no-such-server-here' here")


def test_a_server_that_is_fetched_when_it_starts_gets_the_hint_for_it(tmp_path: Path):
    runner = tmp_path / "npx"
    runner.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    runner.chmod(0o755)
    result = failed(list_server(command_target([str(runner), "-y", "some-server"])))
    assert "--allow-network" in result.hint


def test_a_folder_has_nothing_to_ask():
    assert failed(list_server(folder_target("src"))).kind == "unreachable"


def test_without_walls_a_server_is_still_watched_and_that_it_had_none_is_said(tmp_path: Path):
    result = listed(visit("burglar_quiet", Visit(unsafe=True)))
    assert not result.watched.sandboxed
    assert result.watched.blind == ("it ran without a sandbox: as asked",)
    secrets = [attempt for attempt in result.watched.attempts if attempt.kind == "secret"]
    assert [attempt.what for attempt in secrets] == ["~/.ssh/id_rsa", "~/.aws/credentials", "/etc/shadow"]
    assert not any(attempt.stopped for attempt in secrets)


def test_many_are_listed_side_by_side_in_order_and_one_bad_one_spoils_nothing():
    behaviours = ["honest", "dies", "turncoat", "flood", "deep"]
    ended: list[str] = []
    results = list_servers(
        [stand_in(name) for name in behaviours], QUICK, done=lambda target, _: ended.append(target.name)
    )
    names = [result.listing.server if isinstance(result, Listed) else result.server for result in results]
    assert names == behaviours
    assert sorted(ended) == sorted(behaviours)
    assert [isinstance(result, Listed) for result in results] == [True, False, True, False, True]


def test_nothing_is_left_behind():
    before = (len(os.listdir("/proc/self/fd")), set(_children()))
    for behaviour in ("honest", "flood", "burglar"):
        visit(behaviour)
    assert (len(os.listdir("/proc/self/fd")), set(_children())) == before


def test_a_listing_is_the_same_every_time():
    assert _twice("honest")[0] == _twice("honest")[1]


def _twice(behaviour: str) -> list[Listing]:
    return [listed(visit(behaviour)).listing for _ in range(2)]


def _children() -> list[str]:
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="utf-8").split()
