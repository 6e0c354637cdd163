"""Cases as people and programs write them: JSON, or JSON Lines; bounded, with every mistake and its line.

Pure: takes bytes. Used by the commands and the Python interface.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import msgspec

from seatrial.agents.mistakes import Mistake, MistakesError, did_you_mean, refuse
from seatrial.dissent.records import Case, Evidence, Severity

BYTES_MAX = 32 * 1024 * 1024
CASES_MAX = 20_000
EVIDENCE_MAX = 500
UNKNOWN_MAX = 50
MISTAKES_MAX = 100

_BOM = b"\xef\xbb\xbf"
_NO_JSON = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
_SHAPE = 'A case is {"id": "...", "question": "...", "evidence": [{"source": "...", "says": "..."}], "label": true}.'

_Id = Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
_Line = Annotated[str, msgspec.Meta(max_length=500)]
_Text = Annotated[str, msgspec.Meta(max_length=2_000)]
_Span = Annotated[str, msgspec.Meta(max_length=20_000)]


class _Evidence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: Annotated[str, msgspec.Meta(max_length=120)] = ""
    source: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    locator: _Line = ""
    span: _Span = ""
    rule: _Line = ""
    says: _Text = ""
    severity: Severity = "info"
    cwe: Annotated[str, msgspec.Meta(max_length=20)] = ""


class _Case(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: _Id
    question: Annotated[str, msgspec.Meta(min_length=1, max_length=2_000)]
    evidence: Annotated[list[_Evidence], msgspec.Meta(max_length=EVIDENCE_MAX)] = []
    unknown: Annotated[list[_Line], msgspec.Meta(max_length=UNKNOWN_MAX)] = []
    label: bool | None = None
    group: Annotated[str, msgspec.Meta(max_length=120)] = ""


def read_cases(data: bytes, *, file: str) -> tuple[Case, ...]:
    """Read cases: one JSON object, a JSON list of them, or JSON Lines (blank lines are skipped).

    Evidence without an id gets ``e1``, ``e2`` ... by position.

    Raises:
        MistakesError: With everything that is wrong, one mistake for each case.
    """
    if len(data) > BYTES_MAX:
        raise refuse(file, "cases.too_large", f"is larger than {BYTES_MAX // 1024**2} MiB.", hint="Split the file.")
    cases: list[Case] = []
    mistakes: list[Mistake] = []
    lines: dict[str, int] = {}
    for line, raw in _pieces(data.removeprefix(_BOM), file):
        if len(cases) + len(mistakes) >= CASES_MAX:
            mistakes.append(
                Mistake(
                    file=file,
                    line=line,
                    code="cases.too_many",
                    message=f"more than {CASES_MAX:,} cases.",
                    hint="Split the file.",
                )
            )
            break
        read = _case(raw, file, line)
        if isinstance(read, Case) and read.id in lines:
            message = f"the id '{read.id[:60]}' is taken by line {lines[read.id]}."
            read = Mistake(file=file, line=line, code="cases.duplicate", message=message, hint="Make each id unique.")
        if isinstance(read, Mistake):
            mistakes.append(read)
            if len(mistakes) >= MISTAKES_MAX:
                break
            continue
        lines[read.id] = line
        cases.append(read)
    if mistakes:
        raise MistakesError(mistakes)
    if not cases:
        raise refuse(file, "cases.none", "there are no cases in it.", hint=_SHAPE)
    return tuple(cases)


def _pieces(data: bytes, file: str) -> Iterator[tuple[int, bytes]]:
    """Yield each case's JSON with the line it begins on."""
    text = data.lstrip()
    if text.startswith(b"["):
        yield from _listed(data, file)
    elif text.startswith(b"{") and (_is_json(text) or not text.split(b"\n", 1)[0].rstrip().endswith(b"}")):
        # One object over several lines, or what was meant to be one.
        yield 1 + data.count(b"\n", 0, len(data) - len(text)), text
    else:
        for number, line in enumerate(data.split(b"\n"), 1):
            if stripped := line.strip():
                yield number, stripped


def _listed(data: bytes, file: str) -> Iterator[tuple[int, bytes]]:
    try:
        raws = msgspec.json.decode(data, type=list[msgspec.Raw])
    except _NO_JSON as error:
        line, why = _at(error, data, 1)
        raise refuse(file, "cases.not_json", f"is not JSON: {why}.", line=line, hint=_SHAPE, cause=error) from error
    line, end = 1, 0
    for item in raws:
        raw = bytes(item)
        start = data.index(raw, end)
        line += data.count(b"\n", end, start)
        yield line, raw
        end = start + len(raw)
        line += raw.count(b"\n")


def _is_json(text: bytes) -> bool:
    try:
        msgspec.json.decode(text, type=msgspec.Raw)
    except _NO_JSON:
        return False
    return True


def _case(raw: bytes, file: str, line: int) -> Case | Mistake:
    try:
        read = msgspec.json.decode(raw, type=_Case)
    except _NO_JSON as error:
        return _mistake(error, raw, file, line)
    evidence = tuple([_as_evidence(piece, number) for number, piece in enumerate(read.evidence, 1)])
    ids = [piece.id for piece in evidence]
    if len(dict.fromkeys(ids)) < len(ids):
        twice = next(id_ for number, id_ in enumerate(ids) if id_ in ids[:number])
        message = f"case '{read.id[:60]}' has two pieces of evidence with the id '{twice[:60]}'."
        return Mistake(file=file, line=line, code="cases.duplicate", message=message, hint="Make each id unique.")
    return Case(
        id=read.id,
        question=read.question,
        evidence=evidence,
        unknown=tuple(read.unknown),
        label=read.label,
        group=read.group,
    )


def _as_evidence(piece: _Evidence, number: int) -> Evidence:
    return Evidence(
        id=piece.id or f"e{number}",
        source=piece.source,
        locator=piece.locator,
        span=piece.span,
        rule=piece.rule,
        says=piece.says,
        severity=piece.severity,
        cwe=piece.cwe,
    )


def _mistake(error: BaseException, raw: bytes, file: str, line: int) -> Mistake:
    if not isinstance(error, msgspec.ValidationError):
        line, why = _at(error, raw, line)
        return Mistake(file=file, line=line, code="cases.not_json", message=f"is not JSON: {why}.", hint=_SHAPE)
    why = str(error)[:300]
    message, _, place = why.partition(" - at `$.")
    where = f"{place.rstrip('`')}: " if place else ""
    hint = _SHAPE
    if "unknown field" in message:
        word = message.split("`")[1] if message.count("`") > 1 else ""
        kind = _Evidence if place.startswith("evidence") else _Case
        hint = did_you_mean(word, kind.__struct_fields__, label="Fields here")
    return Mistake(
        file=file, line=line, code="cases.value", message=f"{where}{message[:1].lower()}{message[1:]}.", hint=hint
    )


def _at(error: BaseException, data: bytes, line: int) -> tuple[int, str]:
    """Return the line of a JSON error, and what it says without the offset that nobody can count to."""
    if isinstance(error, RecursionError):
        return line, "it is nested too deeply"
    if isinstance(error, UnicodeDecodeError):
        return line + data.count(b"\n", 0, error.start), "it is not UTF-8 text"
    message, _, offset = str(error).removeprefix("JSON is malformed: ").partition(" (byte ")
    digits = offset.rstrip(")")
    if digits.isdecimal():
        line += data.count(b"\n", 0, int(digits))
    return line, message[:1].lower() + message[1:200]
