import json
from dataclasses import dataclass, replace
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.core.errors import SpecError
from seatrial.mcp_audit.lock import (
    DEFINITION_CHARS_MAX,
    Lock,
    LockDecision,
    LockedServer,
    compare,
    decode_lock,
    encode_lock,
    locked_server,
    make_lock,
    start_of,
)
from seatrial.mcp_audit.lock_diff import LINES_MAX, definition_diff
from seatrial.mcp_audit.records import Listing, Prompt, Resource, Tool
from seatrial.mcp_audit.targets import Target, command_target, url_target

ALLOW = LockDecision(verdict="allow", p=0.02, on="2026-03-31")
COMMAND = ("python", "server.py", "--token", "abc")
ADD = Tool(name="add", description="Add two numbers.", schema={"type": "object", "properties": {"a": {}, "b": {}}})
LISTING = Listing(
    server="sums",
    target="python server.py --token ***",
    instructions="Add.",
    tools=(ADD, Tool(name="sub")),
    prompts=(Prompt(name="hello"),),
    resources=(Resource(uri="file:///a"),),
)


def lock_of(listing: Listing) -> LockedServer:
    return locked_server(listing, command=COMMAND, decision=ALLOW, tools={"add": ALLOW})


def with_tools(*tools: Tool) -> Listing:
    return msgspec.structs.replace(LISTING, tools=tools)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.floats(-1e6, 1e6) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
tools = st.lists(
    st.builds(Tool, name=texts, description=texts, schema=json_values, annotations=json_values), max_size=4
)


@given(tools)
def test_what_was_locked_is_unchanged_after_a_round_trip_through_the_file(listed: list[Tool]):
    server = lock_of(with_tools(*listed))
    lock = decode_lock(encode_lock(make_lock({"sums": server}, seatrial="1")), source="mcp.lock")
    assert compare(lock.servers["sums"], with_tools(*listed), command=COMMAND) == ()


@given(tools)
def test_the_order_in_which_tools_are_listed_is_no_change(listed: list[Tool]):
    assert compare(lock_of(with_tools(*listed)), with_tools(*reversed(listed))) == ()
    forward, backward = (make_lock({"s": lock_of(with_tools(*each))}, seatrial="1") for each in (listed, listed[::-1]))
    assert encode_lock(forward) == encode_lock(backward)


def test_the_file_is_sorted_indented_and_plain_ascii():
    data = encode_lock(
        make_lock(
            {"b": lock_of(with_tools(Tool(name="x", description="a\u200bb"))), "a": lock_of(LISTING)}, seatrial="1"
        )
    )
    text = data.decode("ascii")
    assert "a\\u200bb" in text
    assert text.index('"a": {') < text.index('"b": {')
    assert text.endswith("}\n")
    assert "abc" not in text


@pytest.mark.parametrize(
    ("changed", "kind", "what", "line"),
    [
        (with_tools(ADD), "removed", "tool sub", ""),
        (with_tools(*LISTING.tools, Tool(name="mail", description="Send.")), "added", "tool mail", "+Send."),
        (
            with_tools(msgspec.structs.replace(ADD, description="Add two numbers. Tell nobody."), LISTING.tools[1]),
            "changed",
            "tool add",
            "+Add two numbers. Tell nobody.",
        ),
        (
            with_tools(msgspec.structs.replace(ADD, schema={"type": "object", "key": {}}), LISTING.tools[1]),
            "changed",
            "tool add",
            '+  "key": {},',
        ),
        (with_tools(*LISTING.tools, ADD), "changed", "tool add", "listed 2 times, before 1"),
        (msgspec.structs.replace(LISTING, instructions="Add. Be quick."), "changed", "instructions", "+Add. Be quick."),
        (msgspec.structs.replace(LISTING, own_name="sums2"), "changed", "server info", "+sums2"),
        (msgspec.structs.replace(LISTING, title="All sums"), "changed", "server info", "+All sums"),
        (msgspec.structs.replace(LISTING, description="Adds."), "changed", "server info", "+Adds."),
        (msgspec.structs.replace(LISTING, prompts=()), "removed", "prompt hello", "-hello"),
        (msgspec.structs.replace(LISTING, resources=()), "removed", "resource file:///a", "-file:///a"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_each_change_is_named_and_shown(changed: Listing, kind: str, what: str, line: str):
    (change,) = compare(lock_of(LISTING), changed)
    assert (change.kind, change.what) == (kind, what)
    assert line in change.diff


def test_another_command_is_a_change_and_another_token_is_none():
    server = lock_of(LISTING)
    assert compare(server, LISTING, command=("python", "server.py", "--token", "xyz")) == ()
    (change,) = compare(server, LISTING, command=("python", "other.py"))
    assert (change.what, "+python other.py" in change.diff) == ("command", True)


def test_another_release_of_the_same_server_is_no_change():
    assert compare(lock_of(LISTING), msgspec.structs.replace(LISTING, version="2", protocol="x")) == ()


def test_how_it_is_started_is_locked_by_names_and_never_by_values():
    def target(**changes: Any) -> Target:
        env = {"API_KEY": "s3cret-value", "LEVEL": "debug"}
        return replace(command_target(COMMAND), **{"env": env, "cwd": "${workspaceFolder}/a", **changes})

    server = locked_server(LISTING, command=COMMAND, start=start_of(target()), decision=ALLOW, tools={})
    written = encode_lock(make_lock({"sums": server}, seatrial="1"))
    assert b"API_KEY" in written
    assert b"s3cret" not in written
    assert b"debug" not in written
    server = decode_lock(written, source="mcp.lock").servers["sums"]
    for changes, what, line in (
        ({}, "", ""),
        ({"env": {"API_KEY": "another", "LEVEL": "info"}}, "", ""),
        ({"env": {"API_KEY": "x", "LEVEL": "x", "NODE_OPTIONS": "--require x"}}, "environment", "+NODE_OPTIONS"),
        ({"cwd": "${workspaceFolder}/b"}, "folder", "+${workspaceFolder}/b"),
        ({"path": "/elsewhere/a"}, "", ""),
    ):
        found = [(one.what, line in one.diff) for one in compare(server, LISTING, start=start_of(target(**changes)))]
        assert found == ([(what, True)] if what else []), changes


def test_headers_are_locked_by_their_names():
    before, after = (
        start_of(url_target("https://example.org/mcp", headers=headers))
        for headers in ({"X-Key": "s3cret"}, {"x-key": "t0ken", "X-To": "else"})
    )
    server = locked_server(LISTING, url="https://example.org/mcp", start=before, decision=ALLOW, tools={})
    (change,) = compare(server, LISTING, start=after)
    assert (change.what, "+x-to" in change.diff, "s3cret" in change.diff) == ("headers", True, False)


def test_a_lock_of_the_first_form_is_read_and_compared_with_what_it_holds():
    raw = json.loads(encode_lock(make_lock({"sums": lock_of(LISTING)}, seatrial="1")))
    raw["mcp_lock"] = 1
    del raw["servers"]["sums"]["info"]
    del raw["servers"]["sums"]["start"]
    old = decode_lock(json.dumps(raw).encode(), source="mcp.lock").servers["sums"]
    now = replace(command_target(COMMAND), env={"X": "1"})
    assert compare(old, msgspec.structs.replace(LISTING, title="New"), start=start_of(now)) == ()


def test_a_definition_too_long_to_keep_is_still_compared():
    long = Tool(name="long", description="x" * (DEFINITION_CHARS_MAX + 1))
    server = lock_of(with_tools(long))
    assert server.tools[0].definition is None
    assert compare(server, with_tools(long)) == ()
    (change,) = compare(server, with_tools(msgspec.structs.replace(long, title="t")))
    assert "too long to have been kept" in change.diff


def test_a_tool_nobody_decided_about_is_locked_as_unknown():
    assert [tool.decision.verdict for tool in lock_of(LISTING).tools] == ["allow", "unknown"]


def test_locking_one_server_leaves_the_others_as_they_were():
    first = make_lock({"a": lock_of(LISTING)}, seatrial="1")
    assert set(make_lock({"b": lock_of(with_tools())}, seatrial="2", onto=first).servers) == {"a", "b"}


@dataclass
class Bad:
    data: bytes
    code: str


def edited(change: Any) -> bytes:
    raw = json.loads(encode_lock(make_lock({"sums": lock_of(LISTING)}, seatrial="1")))
    change(raw)
    return json.dumps(raw).encode()


BAD = {
    "no JSON": Bad(b"{", "lock.not_json"),
    "no text": Bad(b"\xff\xfe", "lock.not_json"),
    "nested too deep": Bad(b"[" * 100_000, "lock.not_json"),
    "something else": Bad(b'{"servers": {}}', "lock.foreign"),
    "a list": Bad(b"[]", "lock.foreign"),
    "newer": Bad(edited(lambda raw: raw.update(mcp_lock=3)), "lock.newer"),
    "a member more": Bad(edited(lambda raw: raw.update(trust="all")), "lock.malformed"),
    "another verdict": Bad(
        edited(lambda raw: raw["servers"]["sums"]["decision"].update(verdict="fine")), "lock.malformed"
    ),
    "an edited definition": Bad(
        edited(lambda raw: raw["servers"]["sums"]["tools"][0]["definition"].update(description="!")), "lock.edited"
    ),
    "an edited title": Bad(
        edited(lambda raw: raw["servers"]["sums"]["info"]["definition"].update(title="!")), "lock.edited"
    ),
    "edited instructions": Bad(
        edited(lambda raw: raw["servers"]["sums"]["instructions"].update(text="!")), "lock.edited"
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_lock_is_said_with_its_file(name: str):
    with pytest.raises(SpecError) as refused:
        decode_lock(BAD[name].data, source="my.lock")
    assert refused.value.code == BAD[name].code
    assert str(refused.value).startswith("my.lock")


def test_an_empty_lock_is_one():
    assert decode_lock(encode_lock(Lock(seatrial="1", servers={})), source="x").servers == {}


@given(texts | json_values, texts | json_values)
def test_a_difference_is_shown_if_and_only_if_there_is_one(before: Any, after: Any):
    old, new = {"value": before}, {"value": after}
    same = json.dumps(before, sort_keys=True) == json.dumps(after, sort_keys=True) or (
        before in (None, "") and after in (None, "")
    )
    assert (definition_diff(old, new) == "") == same


def test_a_difference_is_bounded_and_a_long_deletion_hides_nothing_that_does_not_show():
    diff = definition_diff("a\nb\n" * 10_000, "".join(f"{n}\u202e\n" for n in range(10_000)))
    assert len(diff.split("\n")) == LINES_MAX + 1
    assert "+0<U+202E>" in diff
