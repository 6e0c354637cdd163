"""Traces: what was written is what is read; what was cut, changed or foreign is refused by name."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.core import trace as trace_module
from seatrial.core.effects import Act, CallTool, End, Note, Say, SetTimer
from seatrial.core.errors import TraceError
from seatrial.core.events import (
    PlayoutEnded,
    SessionStarted,
    TimerFired,
    ToolReturned,
    UserSaid,
)
from seatrial.core.trace import (
    SCHEMA,
    FaultStruck,
    Header,
    Row,
    TaskAnswered,
    TaskAsked,
    UserActed,
    decode_trace,
    digest_lines,
    encode_row,
    encode_trace,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
BODIES = st.one_of(
    st.builds(UserSaid, text=st.text(), confidence=st.integers(0, 1000), alternatives=st.tuples(st.text(max_size=9))),
    st.builds(PlayoutEnded, turn=st.integers(1, 99), heard_chars=st.integers(0, 999)),
    st.builds(ToolReturned, request=st.text(min_size=1, max_size=9), result=JSON),
    st.builds(TimerFired, timer=st.text(max_size=9)),
    st.builds(Say, turn=st.integers(1, 99), text=st.text(), acts=st.tuples(st.builds(Act, kind=st.text(max_size=5)))),
    st.builds(
        CallTool, request=st.text(max_size=9), tool=st.text(max_size=9), args=st.dictionaries(st.text(max_size=5), JSON)
    ),
    st.builds(SetTimer, timer=st.text(max_size=9), after_ms=st.integers(0, 10**6)),
    st.builds(Note, kind=st.text(max_size=9), data=st.dictionaries(st.text(max_size=5), JSON, max_size=3)),
    st.builds(End, outcome=st.text(max_size=9), success=st.booleans()),
    st.builds(UserActed, act=st.text(max_size=9), text=st.text()),
    st.builds(FaultStruck, port=st.text(max_size=9), kind=st.text(max_size=9)),
    st.builds(TaskAsked, port=st.text(max_size=9), request=JSON),
    st.builds(TaskAnswered, answer=JSON, error=st.text(max_size=9)),
)
ROWS = st.builds(
    Row, at_ms=st.integers(0, 10**9), lane=st.sampled_from(["in", "out", "user", "port", "0.1"]), body=BODIES
)


def encoded(rows: list[Row], **fields: object) -> bytes:
    lines = [encode_row(row) for row in rows]
    header = Header(conversation="a/b/chat/1", digest=digest_lines(lines), **fields)  # type: ignore[arg-type]
    return encode_trace(header, lines)


@given(st.lists(ROWS, max_size=12))
def test_whatever_was_written_is_read_back_the_same(rows: list[Row]) -> None:
    trace = decode_trace(encoded(rows), source="t")
    assert list(trace.rows) == rows
    assert encode_trace(trace.header, [encode_row(row) for row in trace.rows]) == encoded(rows)


@given(st.lists(ROWS, min_size=1, max_size=8), st.data())
def test_a_changed_byte_never_passes_for_the_original(rows: list[Row], data: st.DataObject) -> None:
    original = encoded(rows)
    start = original.index(b"\n") + 1
    position = data.draw(st.integers(start, len(original) - 2))
    changed = bytearray(original)
    changed[position] ^= 1
    with pytest.raises(TraceError):
        decode_trace(bytes(changed), source="t")


@given(st.binary(max_size=400))
def test_foreign_bytes_are_refused_with_a_trace_error(data: bytes) -> None:
    with pytest.raises(TraceError):
        decode_trace(data, source="t")


def test_a_cut_off_trace_names_itself_and_the_way_out() -> None:
    whole = encoded([Row(0, "in", UserSaid(text="hello")), Row(5, "out", End(outcome="x", success=True))])
    with pytest.raises(TraceError, match="cut short") as caught:
        decode_trace(whole[:-7], source="runs/x.jsonl")
    assert caught.value.code == "trace.truncated"
    assert "replay" in caught.value.hint
    missing_row = b"\n".join(whole.split(b"\n")[:2]) + b"\n"
    with pytest.raises(TraceError) as caught:
        decode_trace(missing_row, source="runs/x.jsonl")
    assert caught.value.code == "trace.digest"


def test_a_broken_row_is_named_by_its_line() -> None:
    lines = encoded([Row(0, "in", UserSaid(text="hello"))]).split(b"\n")
    lines[1] = b'{"at_ms": 0, "lane": "in", "body": {"type": "Nonsense"}}'
    with pytest.raises(TraceError, match=r"t:2: ") as caught:
        decode_trace(b"\n".join(lines), source="t")
    assert caught.value.code == "trace.corrupt"


def test_a_newer_schema_is_refused_and_an_older_one_lifted(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TraceError, match="newer") as caught:
        decode_trace(encoded([], schema=SCHEMA + 1), source="t")
    assert caught.value.code == "trace.newer"

    def lift(raw: dict[str, object]) -> dict[str, object]:
        if "words" in raw.get("body", {}):  # type: ignore[operator]
            body = dict(raw["body"])  # type: ignore[call-overload]
            body["text"] = body.pop("words")
            raw = {**raw, "body": body}
        return raw

    monkeypatch.setattr(trace_module, "SCHEMA", 2)
    monkeypatch.setattr(trace_module, "UPCASTERS", {1: lift})
    old = b'{"schema":1,"conversation":"c"}\n{"at_ms":3,"lane":"in","body":{"type":"UserSaid","words":"hi"}}\n'
    assert decode_trace(old, source="t").rows == (Row(3, "in", UserSaid(text="hi")),)


def test_a_trace_of_the_first_schema_stays_readable() -> None:
    kept = (
        b'{"conversation":"c","digest":""}\n'
        b'{"at_ms":0,"lane":"in","body":{"type":"SessionStarted","started_at":"2026-08-19T09:00:00+01:00","locale":"en-GB",'
        b'"channel":"chat"}}\n'
        b'{"at_ms":0,"lane":"out","body":{"type":"Say","turn":1,"text":"Hello"}}\n'
    )
    rows = decode_trace(kept, source="kept").rows
    assert isinstance(rows[0].body, SessionStarted)
    assert rows[1].body == Say(turn=1, text="Hello")


def test_fields_at_their_default_are_left_out_so_that_new_ones_change_no_digest() -> None:
    assert b"confidence" not in encode_row(Row(0, "in", UserSaid(text="x")))
    assert b"alternatives" in encode_row(Row(0, "in", UserSaid(text="x", alternatives=("y",))))


def test_an_oversized_trace_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trace_module, "TRACE_BYTES_MAX", 10)
    with pytest.raises(TraceError, match="larger"):
        decode_trace(encoded([]), source="t")


def test_deeply_nested_rows_are_an_error_and_not_a_crash() -> None:
    bomb = b'{"conversation":"c"}\n' + b'{"at_ms":0,"lane":"in","body":' + b"[" * 100_000 + b"\n"
    with pytest.raises(TraceError):
        decode_trace(bomb, source="t")


def test_rows_are_plain_json_objects() -> None:
    row = Row(7, "out", SetTimer(timer="turns.next#1", after_ms=500))
    assert msgspec.json.decode(encode_row(row)) == {
        "at_ms": 7,
        "lane": "out",
        "body": {"type": "SetTimer", "timer": "turns.next#1", "after_ms": 500},
    }


@pytest.mark.parametrize("data", [b'{\n  "schema": 1,\n  "request": {}\n}', b'[1]\n{"cut', b"text\nmore"])
def test_what_is_no_trace_at_all_is_not_said_to_be_cut_short(data: bytes) -> None:
    with pytest.raises(TraceError) as caught:
        decode_trace(data, source="t")
    assert caught.value.code in {"trace.foreign", "trace.corrupt"}
