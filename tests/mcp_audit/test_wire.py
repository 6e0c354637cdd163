import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.mcp_audit.wire import BATCH_MAX, Batch, Lines, Message, NotAMessage, Oversized, id_key, read_line

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ids = st.integers(-(2**53), 2**53) | texts


def feed(data: bytes, cuts: list[int], bytes_max: int = 1_000) -> list[Any]:
    lines = Lines(bytes_max)
    found: list[Any] = []
    places = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    for start, end in pairwise(places):
        found += lines.feed(data[start:end])
    rest = lines.rest()
    return found if rest is None else [*found, rest]


@given(st.lists(st.binary(max_size=50).map(lambda line: line.replace(b"\n", b""))), st.lists(st.integers(0, 10_000)))
def test_lines_are_the_same_however_the_stream_is_cut(lines: list[bytes], cuts: list[int]):
    assert feed(b"".join(line + b"\n" for line in lines), cuts) == lines


@given(ids, st.lists(st.integers(0, 10_000)), st.booleans())
def test_a_line_too_long_is_counted_and_its_id_found_at_either_end(id_: Any, cuts: list[int], first: bool):
    written = json.dumps(id_)
    body = '"result":{"id":7,"text":"' + "x" * 5_000 + '"}'
    line = f'{{"jsonrpc":"2.0","id":{written},{body}}}' if first else f'{{{body},"jsonrpc":"2.0","id":{written}}}'
    found = feed(line.encode() + b'\n{"ok":1}\n', cuts)
    assert found == [Oversized(len(line.encode()), written.encode()), b'{"ok":1}']


def test_an_id_within_a_line_too_long_is_not_taken_for_its_own():
    line = b'{"result":{"text":"' + b"x" * 5_000 + b'","a":{"id":3}}}'
    assert feed(line + b"\n", []) == [Oversized(len(line), b"")]


@given(ids, texts, st.dictionaries(texts, texts, max_size=3))
def test_a_message_keeps_its_bytes(id_: Any, method: str, params: dict[str, str]):
    line = json.dumps({"jsonrpc": "2.0", "id": id_, "method": method or "m", "params": params}).encode()
    read = read_line(line)
    assert isinstance(read, Message)
    assert (read.kind, read.line, read.key) == ("request", line, id_key(json.dumps(id_).encode()))


@given(texts)
def test_no_reader_of_lines_finds_two_in_what_is_passed_on(text: str):
    text = text.replace(", ", ",")  # where it stands between members it is made a line's end below
    plain = json.dumps({"method": "m", "params": [1, text]}, ensure_ascii=False).encode()
    for line in (plain, plain.replace(b", ", b",\r")):
        read = read_line(line)
        assert isinstance(read, Message)
        assert read.line.decode().splitlines() == [read.line.decode()]
        assert json.loads(read.line)["params"] == [1, text]


@pytest.mark.parametrize(
    "line",
    [
        b"hello",
        b"{}",
        b"[]",
        b"null",
        b'"text"',
        b'{"id":1}',
        b'{"id":1,"method":"m","result":{}}',
        b'{"id":1,"result":{},"error":{}}',
        b'{"id":null,"method":"m"}',
        b'{"id":true,"method":"m"}',
        b'{"id":{},"result":{}}',
        b'{"id":null,"result":{}}',
        b'{"id":1,"method":5}',
        b'{"id":1,"Result":{},"result":{}}',
        b'{"id":1,"result":NaN}',
        b'{"id":1,"result":1e999\r}',
        b'{"id":1,"result":"\xff"}',
        b'{"id":1,"result":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b"[" + b",".join([b'{"method":"m"}'] * (BATCH_MAX + 1)) + b"]",
        b'[{"method":"m"},5]',
    ],
    ids=lambda line: line[:24].decode("latin-1"),
)
def test_what_is_no_message_is_refused(line: bytes):
    with pytest.raises(NotAMessage):
        read_line(line)


def test_half_a_surrogate_pair_is_replaced_and_the_message_passed_on():
    read = read_line(b'{"id":1,"result":{"text":"cut \\ud83d"}}')
    assert isinstance(read, Message)
    assert json.loads(read.line) == {"id": 1, "result": {"text": "cut ?"}}


def test_a_byte_order_mark_is_left_out():
    read = read_line(b'\xef\xbb\xbf{"id":1,"result":{}}')
    assert isinstance(read, Message)
    assert read.line == b'{"id": 1, "result": {}}'


def test_a_number_and_its_text_are_two_ids_and_equal_numbers_are_one():
    assert id_key(b"1") == id_key(b"1.0") != id_key(b'"1"')


def test_a_batch_is_several_messages():
    read = read_line(b' [{"method":"a"}, {"id":1,"result":{}}]')
    assert isinstance(read, Batch)
    assert [message.kind for message in read.messages] == ["notification", "result"]
