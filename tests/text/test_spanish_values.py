"""The table of Spanish values: what people say and type, read by the slot parsers; accuracy by type when it fails."""

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from seatrial.text.context import ParseContext, Value
from seatrial.text.parsers import parse

NOW = datetime.fromisoformat("2026-08-19T09:12")  # a Wednesday
OPTIONS = {
    "limpieza": ("limpieza", "limpieza dental"),
    "revision": ("revisión", "revisión anual", "chequeo"),
    "empaste": ("empaste", "caries"),
    "ortodoncia": ("ortodoncia", "brackets"),
}
ROWS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).with_suffix("").parent / "spanish_values.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
KNOWN: frozenset[tuple[str, str]] = frozenset()
"""Rows that are read wrongly and known to be."""


def plain(value: Value | None) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return " ".join(value.values())
    return value or "-"


def read(kind: str, text: str) -> str:
    return plain(parse(kind, text, ParseContext(locale="es", now=NOW, options=OPTIONS if kind == "choice" else None)))


def is_right(kind: str, text: str, value: str) -> bool:
    found = read(kind, text)
    return found.lower() == value.lower() if kind == "person_name" else found == value


@pytest.mark.parametrize("kind", sorted({row[0] for row in ROWS}))
def test_at_least_nine_rows_of_ten_are_read_right(kind: str) -> None:
    mine = [row for row in ROWS if row[0] == kind]
    wrong = [f"{row[1]!r}: {read(kind, row[1])} for {row[2]}" for row in mine if not is_right(*row)]
    assert len(wrong) * 10 <= len(mine), wrong


def test_no_value_is_given_where_none_is_right() -> None:
    given = [row for row in ROWS if row[2] == "-" and read(row[0], row[1]) != "-"]
    assert not given


def test_the_whole_table_is_read_at_97_per_cent() -> None:
    right = Counter(is_right(*row) for row in ROWS)
    assert right[True] >= 0.97 * len(ROWS), right
