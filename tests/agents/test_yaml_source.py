"""YAML without surprises: what is written is what is read, or a mistake with its line."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from seatrial.agents import yaml_source
from seatrial.agents.mistakes import MistakesError
from seatrial.agents.yaml_source import BYTES_MAX, DUPLICATES_MAX, PlainText, parse_yaml, plain, read_yaml


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("off", "off"),
        ("12:30", "12:30"),
        ("2026-08-24", "2026-08-24"),
        ("2026-08-19T09:12:00+02:00", "2026-08-19T09:12:00+02:00"),
        ("0770", "0770"),
        ("+447700900123", "+447700900123"),
        ("1e5", "1e5"),
        ("0x10", "0x10"),
        ("1_000", "1_000"),
        (".5", ".5"),
        ("42", 42),
        ("-3", -3),
        ("1.50", 1.5),
        ('"42"', "42"),
        ("'true'", "true"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("1234567890123456789", "1234567890123456789"),
    ],
)
def test_only_what_looks_like_a_number_or_truth_value_becomes_one(written: str, read: Any):
    assert plain(parse_yaml(f"x: {written}".encode(), file="f").data) == {"x": read}


def test_unquoted_scalars_stay_text_until_asked():
    data = parse_yaml(b"x: 1.50\ny: '1.50'", file="f").data
    assert data == {"x": "1.50", "y": "1.50"}
    assert isinstance(data["x"], PlainText)
    assert not isinstance(data["y"], PlainText)


def test_every_part_knows_its_line():
    source = parse_yaml(b"a: 1\nb:\n  - x\n  - c: 2\n    d:\n      e\n", file="f")
    assert source.line(("a",)) == 1
    assert source.line(("b", 0)) == 3
    assert source.line(("b", 1, "d")) == 5
    assert source.line(("b", 1, "nowhere", 7)) == 4
    assert source.line(("nowhere",)) == 1


def test_a_duplicate_key_is_a_mistake_and_the_first_one_counts():
    source = parse_yaml(b"a: 1\nb: 2\na: {c: [3]}\n", file="f")
    assert plain(source.data) == {"a": 1, "b": 2}
    assert [str(mistake) for mistake in source.mistakes] == [
        "f:3: 'a' is here twice; it was first given on line 1.\nJoin the two, or rename one."
    ]


def test_a_file_of_nothing_but_duplicates_gives_a_bounded_number_of_mistakes():
    assert len(parse_yaml(b"a: 1\n" * 5_000, file="f").mistakes) == DUPLICATES_MAX


@pytest.mark.parametrize(
    ("data", "code", "line", "hint"),
    [
        (b"a: b: c", "yaml.syntax", 1, "needs quotes"),
        (b'x: 1\na: "x', "yaml.syntax", 2, "never closed"),
        (b"a: [1,2", "yaml.syntax", 2, "never closed"),
        (b"a: [1, 2\nb: 3", "yaml.syntax", 2, "never closed"),
        (b"a: {b: 1\nc: 2", "yaml.syntax", 2, "never closed"),
        (b"a: @home", "yaml.syntax", 1, "needs quotes: a: @home"),
        (b'a: "\\d+"', "yaml.syntax", 1, "write it twice"),
        (b"\ta: 1", "yaml.syntax", 1, "spaces"),
        (b"a: {b} c", "yaml.syntax", 1, "quotes"),
        (b"a: !!python/object/apply:os.system [x]", "yaml.tag", 1, ""),
        (b"a: &x [1]\nb: *x", "yaml.anchor", 1, ""),
        (b"\n*x : 1", "yaml.key", 2, ""),
        (b"a: *x", "yaml.anchor", 1, ""),
        (b"a: 1\n---\nb: 2", "yaml.documents", 2, ""),
        (b"a: 1\nb: \xff", "yaml.not_text", 2, "UTF-8"),
        (b"a: \x00", "yaml.syntax", 1, ""),
        (b"[a]: 2", "yaml.key", 1, ""),
        (b"- " * 40, "yaml.too_large", 1, "30 within each other"),
        (b"[" * 5000, "yaml.too_large", 1, ""),
        (b"[" + b"1," * 100_001 + b"]", "yaml.too_large", 1, ""),
        (b"#" * (BYTES_MAX + 1), "yaml.too_large", 0, "the right file"),
    ],
)
def test_what_is_no_yaml_of_ours_is_refused_with_its_line(data: bytes, code: str, line: int, hint: str):
    with pytest.raises(MistakesError) as caught:
        parse_yaml(data, file="f")
    (mistake,) = caught.value.mistakes
    assert (mistake.code, mistake.line) == (code, line)
    assert hint in mistake.hint


def test_an_empty_file_holds_nothing():
    assert parse_yaml(b"", file="f").data is None
    assert parse_yaml(b"# only a remark\n", file="f").data is None


def test_a_byte_order_mark_does_no_harm():
    assert plain(parse_yaml(b"\xef\xbb\xbfa: 1", file="f").data) == {"a": 1}


def test_a_missing_or_unreadable_file_is_a_mistake(tmp_path: Path):
    with pytest.raises(MistakesError, match="there is no such file"):
        read_yaml(tmp_path / "none.yaml")
    with pytest.raises(MistakesError, match=r"here: cannot be read: it is a folder, not a file\.\nPut a text file"):
        read_yaml(tmp_path, file="here")


def test_a_pipe_is_refused_and_never_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "agent.yaml")
    with pytest.raises(MistakesError, match="it is a named pipe, not a file"):
        read_yaml(tmp_path / "agent.yaml")


def test_a_file_under_the_other_usual_ending_is_pointed_at(tmp_path: Path):
    (tmp_path / "agent.yml").write_text("")
    with pytest.raises(MistakesError, match=r"There is agent\.yml: rename it agent\.yaml\."):
        read_yaml(tmp_path / "agent.yaml")


@pytest.mark.parametrize("data", [rb'"\ud800": 1', rb'a: "x \uDFFF"', rb'a: ["\ud83d\ude00"]'])
def test_half_a_character_is_refused_whoever_parses(data: bytes, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(yaml_source, "_LOADER", yaml.SafeLoader)  # where PyYAML came without its C parser
    with pytest.raises(MistakesError) as caught:
        parse_yaml(data, file="f")
    (mistake,) = caught.value.mistakes
    assert (mistake.code, mistake.line) == ("yaml.not_text", 1)
    assert mistake.hint


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes):
    with suppress(MistakesError):
        parse_yaml(data, file="f")


@given(st.text(alphabet="ab:-[]{}\"'\n #&*!|>,?%@`0", max_size=60))
def test_any_text_is_read_or_refused(text: str):
    with suppress(MistakesError):
        plain(parse_yaml(text.encode(), file="f").data)
