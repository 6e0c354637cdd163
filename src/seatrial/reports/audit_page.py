"""An audit as one HTML file: verdicts, what speaks for and against them, and what is not known. Nothing is fetched.

What servers wrote is shown as text, with what does not show written out. Never beyond a given size: tools for which
there is no room are counted. Called by `seatrial audit --html`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Template

from seatrial.core.events import Json
from seatrial.dissent.figures import probability
from seatrial.dissent.records import UNCALIBRATED, Case, Decision
from seatrial.mcp_audit.records import Tool
from seatrial.mcp_audit.verdicts import VERDICTS, AuditResult, ServerAudit, ToolVerdict, Verdict
from seatrial.reports.argument_graph import NODE_HEIGHT, Graph, argument_graph
from seatrial.reports.audit_text import (
    FAILURES,
    attempted,
    calibration,
    held,
    lock_words,
    minority,
    name,
    not_looked_at,
    one_sentence,
    percent,
    strongest,
    visible,
    who_found,
)
from seatrial.reports.debate import calibration_words, moved_words, numbered, stopped_words
from seatrial.reports.page_parts import Inline, environment, inline
from seatrial.reports.quoted import Piece, quoted

PAGE_BYTES_MAX = 10_000_000
FRAME_BYTES = 100_000
"""Kept free for the style, the script, and the head and foot of the page."""
TABLE_SHARE, SERVERS_SHARE = 20, 25
"""Per cent of the page for the table of tools and for what is said of servers; the rest is for tools in full."""
OPEN_MAX = 3
EVIDENCE_MAX = 120
ARGUMENTS_MAX = 120
GRAPHS_MAX = 40
LINES_MAX = 60
GRAPH_SIDES = {"yes": "against", "no": "for", "neutral": "neither"}
STDERR = "the end of what it wrote to stderr"
CHANGES_MAX = 40
SCHEMA_CHARS_MAX = 6_000
STDERR_CHARS_MAX = 4_000
MARKS = {"block": "✗", "unknown": "?", "review": "!", "allow": "✓"}
NO_ROOM = "There is no room on this page for what was found in it: --json has it."


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table of tools."""

    key: str
    tool: str
    server: str
    server_key: str
    verdict: Verdict
    p: float
    known: bool
    findings: int
    why: str


@dataclass(frozen=True, slots=True)
class Said:
    """An argument, ready to be shown."""

    number: str
    side: str
    p: str
    claim: str
    cites: tuple[str, ...]
    against: str


@dataclass(frozen=True, slots=True)
class Stand:
    """Where somebody on the panel stands after a round."""

    who: str
    p: float
    what: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """What a tool or a server says of itself in one place.

    Attributes:
        code: Whether it is to be set as code, and folded away unless evidence points into it.
    """

    what: str
    pieces: Sequence[Piece]
    code: bool
    cited: bool


@dataclass(frozen=True, slots=True)
class Full:
    """A tool, or a server as a whole, with all that was found and said of it.

    Attributes:
        evidence: ``E1`` with what was found; the strongest first.
        texts: What it says of itself, by name, in pieces.
    """

    key: str
    title: str
    one: ToolVerdict
    opened: bool
    range: tuple[float, float] | None
    calibration: str
    stopped: str
    texts: tuple[Text, ...]
    evidence: tuple[tuple[str, object, str], ...]
    evidence_left: int
    rounds: tuple[tuple[int, tuple[Stand, ...]], ...]
    arguments_left: int
    minority: str
    graph: Graph | None


@dataclass(frozen=True, slots=True)
class Card:
    """A server, ready to be shown; its tools follow as they find room."""

    key: str
    server: ServerAudit
    known: bool
    failure: str
    held: str
    attempts: tuple[str, ...]
    lock: str
    unknown: tuple[str, ...]
    unknown_left: int


def audit_page(result: AuditResult, *, bytes_max: int = PAGE_BYTES_MAX) -> str:
    """Return the page.

    Args:
        result: The audit.
        bytes_max: Of the page.
    """
    templates = _templates()
    room = bytes_max - FRAME_BYTES
    table = _Room(room * TABLE_SHARE // 100)
    heads = _Room(room * SERVERS_SHARE // 100)
    rows = _rows(result)
    lines = [
        line for row in rows if not table.full and (line := table.taken(templates.row.render(row=row, marks=MARKS)))
    ]
    cards = [
        (at, text)
        for at, server in enumerate(result.servers)
        if (text := heads.taken(templates.server.render(card=_card(at, server), marks=MARKS)))
    ]
    fulls = _in_full(result, {at for at, _ in cards}, _Room(room - table.used - heads.used), templates.full)
    return templates.page.render(
        result=result,
        sentence=one_sentence(result),
        calibration=calibration(result),
        uncalibrated=result.calibration == UNCALIBRATED,
        verdicts=tuple(reversed(VERDICTS)),
        counts={verdict: sum(row.verdict == verdict for row in rows) for verdict in VERDICTS},
        servers={_key(at): name(result.servers[at].server) for at, _ in cards},
        verdict_of={_key(at): result.servers[at].verdict for at, _ in cards},
        rows=lines,
        rows_left=len(rows) - len(lines),
        cards=[(text, fulls[at]) for at, text in cards],
        cards_left=len(result.servers) - len(cards),
        marks=MARKS,
        css=templates.css,
        script=templates.script,
    )


class _Room:
    """How much room there still is for one kind of thing."""

    def __init__(self, bytes_max: int) -> None:
        self.used = 0
        self._max = bytes_max
        self._smallest = 0

    @property
    def full(self) -> bool:
        """Whether not even the smallest thing so far would fit: then nothing more need be made."""
        return self.used + self._smallest > self._max

    def taken(self, text: str) -> str:
        """Return the text if there is room for it, else ""."""
        size = len(text.encode("utf-8", "replace"))
        self._smallest = min(self._smallest or size, size)
        if self.used + size > self._max:
            return ""
        self.used += size
        return text


def _key(at: int, tool: int | None = None) -> str:
    return f"s{at}" if tool is None else f"s{at}t{tool}"


def _rows(result: AuditResult) -> list[Row]:
    rows = [
        Row(
            key=_key(at, number),
            tool=name(tool.tool),
            server=name(server.server),
            server_key=_key(at),
            verdict=tool.verdict,
            p=tool.p,
            known=tool.decision is not None and tool.verdict != "unknown",
            findings=len(tool.findings),
            why=visible(tool.why, 200),
        )
        for at, server in enumerate(result.servers)
        for number, tool in enumerate(server.tools)
    ]
    return sorted(rows, key=lambda row: (-VERDICTS.index(row.verdict), -row.p))


def _in_full(result: AuditResult, shown: set[int], room: _Room, template: Template) -> dict[int, list[str]]:
    """Return what there is to say of each server's tools, as HTML: the worst first when there is not room for all."""
    wanted = [
        (at, number, one)
        for at, server in enumerate(result.servers)
        if at in shown
        for number, one in enumerate(server.decided, 0 if server.whole is None else -1)
        if one.tool or one.findings or one.verdict != "allow"
    ]
    order = sorted(range(len(wanted)), key=lambda place: (-VERDICTS.index(wanted[place][2].verdict), place))
    texts: dict[int, str] = dict.fromkeys(order, "")
    graphs = opened = 0
    for place in order:
        if room.full:
            break
        at, number, one = wanted[place]
        drawn = one.decision is not None and len(one.decision.arguments) > 1 and graphs < GRAPHS_MAX
        open_ = one.verdict == "block" and opened < OPEN_MAX
        full = _full(at, number, result.servers[at], one, drawn=drawn, opened=open_)
        texts[place] = room.taken(template.render(full=full, marks=MARKS, node_height=NODE_HEIGHT))
        graphs += drawn
        opened += open_
    found: dict[int, list[str]] = {at: [] for at in shown}
    for place, (at, _, _) in enumerate(wanted):
        found[at].append(texts[place])
    return found


def _card(at: int, server: ServerAudit) -> Card:
    unknown = not_looked_at(server)
    return Card(
        key=_key(at),
        server=server,
        known=server.verdict != "unknown",
        failure=FAILURES.get(server.failure, ""),
        held=held(server),
        attempts=tuple(
            attempted(one.kind, one.what, one.times, stopped=one.stopped) for one in server.attempts[:LINES_MAX]
        ),
        lock=lock_words(server.lock),
        unknown=tuple(unknown[:LINES_MAX]),
        unknown_left=max(0, len(unknown) - LINES_MAX),
    )


def _full(at: int, number: int, server: ServerAudit, one: ToolVerdict, *, drawn: bool, opened: bool) -> Full:
    decision = one.decision
    pieces = {piece.id: finding for piece, finding in zip(one.evidence, one.findings, strict=False)}
    ids = {id(finding): cite for cite, finding in pieces.items()}
    worst_first = strongest(pieces.values())
    case = Case(id=one.tool, question="", evidence=one.evidence)
    return Full(
        key=_key(at, number) if number >= 0 else f"{_key(at)}w",
        title=name(one.tool) if number >= 0 else "The server as a whole",
        one=one,
        opened=opened,
        range=decision.interval if decision is not None and decision.calibration != UNCALIBRATED else None,
        calibration=visible(calibration_words(decision), 120) if decision is not None else "",
        stopped=visible(stopped_words(decision), 200) if decision is not None else "",
        texts=_texts(server, one, number),
        evidence=tuple((ids[id(finding)], finding, who_found(finding)) for finding in worst_first[:EVIDENCE_MAX]),
        evidence_left=max(0, len(worst_first) - EVIDENCE_MAX),
        rounds=_rounds(decision) if decision is not None else (),
        arguments_left=max(0, len(decision.arguments) - ARGUMENTS_MAX) if decision is not None else 0,
        minority=minority(decision),
        graph=argument_graph(case, decision, GRAPH_SIDES) if drawn and decision is not None else None,
    )


def _texts(server: ServerAudit, one: ToolVerdict, number: int) -> tuple[Text, ...]:
    """Return what a tool, or a server, says of itself, with the places that evidence points at."""
    listing = server.listing
    if number < 0:
        said = listing.instructions if listing is not None else ""
        stderr = server.watched.stderr[-STDERR_CHARS_MAX:]
        found = [_text("instructions", "instructions", said, one), _text("stderr", STDERR, stderr, one, code=True)]
    else:
        # By position: a server may list two tools of one name.
        tools = listing.tools[number : number + 1] if listing is not None else ()
        found = [text for tool in tools if tool.name == one.tool for text in _tool_texts(tool, one)]
    return tuple(text for text in found if text.pieces)


def _tool_texts(tool: Tool, one: ToolVerdict) -> list[Text]:
    return [
        _text("name", "name", tool.name, one) if tool.name != name(tool.name) else _text("name", "name", "", one),
        _text("title", "title", tool.title, one),
        _text("description", "description", tool.description, one),
        _text("schema", "input schema", _as_text(tool.schema), one, code=True),
        _text("output_schema", "output schema", _as_text(tool.output_schema), one, code=True),
        _text("annotations", "its own hints", _as_text(tool.annotations), one, code=True),
        _text("others", "what else it lists", _as_text(tool.others), one, code=True),
    ]


def _text(place: str, what: str, text: str, one: ToolVerdict, *, code: bool = False) -> Text:
    """Return a text in pieces; evidence is looked for in the place that its locator names."""
    spans = {piece.id: piece.span for piece in one.evidence if piece.span and piece.locator.partition("/")[0] == place}
    pieces = quoted(text, spans) if text else ()
    return Text(what=what, pieces=pieces, code=code, cited=any(piece.cites or piece.unseen for piece in pieces))


def _as_text(value: Json) -> str:
    if not value:
        return ""
    try:
        text = json.dumps(value, indent=1, ensure_ascii=False)
    except (RecursionError, ValueError):
        return "(nested too deep to be shown)"
    return text if len(text) <= SCHEMA_CHARS_MAX else f"{text[:SCHEMA_CHARS_MAX]} …"


def _rounds(decision: Decision) -> tuple[tuple[int, tuple[Stand, ...]], ...]:
    numbers = numbered(decision)
    shown = decision.arguments[:ARGUMENTS_MAX]
    rounds: list[tuple[int, tuple[Stand, ...]]] = []
    for number in sorted({ballot.round for ballot in decision.ballots})[:8]:
        before = {ballot.panellist: ballot for ballot in decision.ballots if ballot.round == number - 1}
        stands = tuple(
            Stand(
                who=visible(ballot.panellist, 60),
                p=ballot.p,
                what=visible(moved_words(before.get(ballot.panellist), ballot, numbers), 300)
                if number or ballot.abstained
                else "",
                said=tuple(
                    Said(
                        number=numbers[argument.id],
                        side={"yes": "against it", "no": "for it"}.get(argument.stance, "neither"),
                        p=probability(argument.p),
                        claim=visible(argument.claim, 600),
                        cites=argument.evidence[:20],
                        against=", ".join(numbers.get(target, "") for target in argument.attacks[:20]),
                    )
                    for argument in shown
                    if argument.round == number and argument.panellist == ballot.panellist
                ),
            )
            for ballot in decision.ballots
            if ballot.round == number
        )
        rounds.append((number, stands[:40]))
    return tuple(rounds)


@dataclass(frozen=True, slots=True)
class _Templates:
    page: Template
    row: Template
    server: Template
    full: Template
    css: Inline
    script: Inline


@cache
def _templates() -> _Templates:
    load = environment({"shown": visible, "probability": probability, "percent": percent}).get_template
    return _Templates(
        page=load("audit.html.jinja"),
        row=load("audit_row.html.jinja"),
        server=load("audit_server.html.jinja"),
        full=load("audit_tool.html.jinja"),
        css=inline("report.css", "panel.css", "audit.css"),
        script=inline("audit.js"),
    )
