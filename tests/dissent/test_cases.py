"""Claims about reading cases: three shapes, bounds, and each mistake with its line."""

import contextlib
import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.agents.mistakes import MistakesError
from seatrial.dissent import cases as reader
from seatrial.dissent.cases import read_cases
from seatrial.dissent.records import SEVERITIES, Case, Evidence

ONE = {"id": "a", "question": "Pay it back?", "evidence": [{"source": "orders", "says": "late"}], "label": True}
TWO = {"id": "b", "question": "Pay it back?", "group": "g", "unknown": ["No answer."]}


def refused(data: bytes) -> list[tuple[int, str, str]]:
    with pytest.raises(MistakesError) as error:
        read_cases(data, file="f.jsonl")
    return [(mistake.line, mistake.code, mistake.message) for mistake in error.value.mistakes]


@pytest.mark.parametrize(
    "data",
    [
        f"{json.dumps(ONE)}\n\n{json.dumps(TWO)}\n",
        f"﻿{json.dumps(ONE)}\r\n{json.dumps(TWO)}\r\n",
        json.dumps([ONE, TWO]),
        json.dumps([ONE, TWO], indent=2),
    ],
)
def test_a_list_and_lines_mean_the_same(data: str):
    first, second = read_cases(data.encode(), file="f")
    assert first == Case(
        id="a", question="Pay it back?", evidence=(Evidence(id="e1", source="orders", says="late"),), label=True
    )
    assert (second.group, second.unknown, second.label) == ("g", ("No answer.",), None)


@pytest.mark.parametrize("indent", [None, 2])
def test_one_case_may_stand_alone(indent: int | None):
    assert read_cases(b"\n" + json.dumps(ONE, indent=indent).encode(), file="f")[0].id == "a"


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
evidence = st.builds(
    Evidence, id=st.just("x"), source=texts.filter(bool), span=texts, says=texts, severity=st.sampled_from(SEVERITIES)
)


@given(st.lists(evidence, max_size=3), texts.filter(bool), st.none() | st.booleans())
def test_what_is_written_is_read_back(pieces: list[Evidence], question: str, label: bool | None):
    numbered = tuple(msgspec.structs.replace(p, id=f"n{number}") for number, p in enumerate(pieces))
    case = Case(id="c", question=question, evidence=numbered, label=label)
    assert read_cases(msgspec.json.encode(case), file="f") == (case,)


@given(st.binary(max_size=80))
def test_anything_else_is_refused_and_never_breaks(data: bytes):
    with contextlib.suppress(MistakesError):
        assert read_cases(data, file="f")


def test_all_mistakes_are_shown_at_once_each_on_its_line():
    lines = [
        json.dumps(ONE),
        json.dumps({"id": "b", "qestion": "?"}),
        json.dumps(ONE),
        '{"id": "c", ',
        json.dumps({"id": "d", "question": "?", "evidence": [{"source": "x", "seveity": "low"}]}),
        json.dumps({"id": "e", "question": "?", "evidence": [{"id": "e2", "source": "x"}, {"source": "x"}]}),
        json.dumps({"id": "f", "question": "?", "label": "yes"}),
    ]
    found = refused("\n".join(lines).encode())
    assert [(line, code) for line, code, _ in found] == [
        (2, "cases.value"),
        (3, "cases.duplicate"),
        (4, "cases.not_json"),
        (5, "cases.value"),
        (6, "cases.duplicate"),
        (7, "cases.value"),
    ]
    assert found[1][2] == "the id 'a' is taken by line 1."
    assert found[3][2] == "evidence[0]: object contains unknown field `seveity`."


def test_a_misspelt_field_is_guessed():
    with pytest.raises(MistakesError, match="Did you mean 'question'"):
        read_cases(b'{"id": "b", "qestion": "?"}', file="f")


def test_in_a_list_lines_are_those_of_the_items():
    data = b'[\n {"id": "a", "question": "?"},\n\n {"id": "a",\n  "question": "?"}, {"id": "", "question": "?"}]'
    assert [(line, code) for line, code, _ in refused(data)] == [(4, "cases.duplicate"), (5, "cases.value")]


@pytest.mark.parametrize(
    ("data", "line", "code"),
    [
        (b"", 0, "cases.none"),
        (b"[]", 0, "cases.none"),
        (b"[1,]", 1, "cases.not_json"),
        (b'{\n"id": "a",,\n}', 2, "cases.not_json"),
        (b'{"id": "\xff", "question": "?"}', 1, "cases.not_json"),
        (b'{"id": "a", "question": ' + b"[" * 100_000, 1, "cases.value"),
        (
            b'{"id": "a", "question": "?", "evidence": ' + b'[{"source": "s", "says": ' + b"[" * 100_000,
            1,
            "cases.value",
        ),
    ],
)
def test_bad_files_say_where_and_why(data: bytes, line: int, code: str):
    assert [(found_line, found_code) for found_line, found_code, _ in refused(data)] == [(line, code)]


def test_everything_is_bounded(monkeypatch: pytest.MonkeyPatch):
    pieces = [{"source": "s"}] * (reader.EVIDENCE_MAX + 1)
    assert refused(json.dumps({**TWO, "evidence": pieces}).encode())[0][1] == "cases.value"
    assert refused(json.dumps({**TWO, "evidence": [{"source": "s", "span": "x" * 20_001}]}).encode())
    monkeypatch.setattr(reader, "CASES_MAX", 2)
    many = "\n".join(json.dumps({**TWO, "id": str(number)}) for number in range(3))
    assert refused(many.encode()) == [(3, "cases.too_many", "more than 2 cases.")]
    monkeypatch.setattr(reader, "BYTES_MAX", 10)
    assert refused(b"{" + b" " * 10)[0][1] == "cases.too_large"
    monkeypatch.setattr(reader, "BYTES_MAX", 10**6)
    monkeypatch.setattr(reader, "CASES_MAX", 10**6)
    assert len(refused(b"{x}\n" * 500)) == reader.MISTAKES_MAX
