"""The embedded panel on tools: a case from a definition, and the analysts that judge it without a key or a network.

A case holds the definition itself as evidence (source ``definition``), so that a case can be judged, replayed and put
before a model as it is; and what rules and scanners found. Three analysts weigh it: ``mcp.neutral`` reads the wording
by a small trained model; ``mcp.skeptic`` weighs findings and hears what in the wording speaks against a tool;
``mcp.believer`` wants proof and hears what speaks for it. Reads no file: the caller brings weights and documents.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Literal

import msgspec

from seatrial.dissent.analyst import Analyst, Draft, Own, Statement
from seatrial.dissent.persona import Persona
from seatrial.dissent.pooling import clip, expit, logit
from seatrial.dissent.records import Argument, Case, Evidence
from seatrial.dissent.rules_analyst import RulesAnalyst
from seatrial.dissent.settings import Outcomes, Settings
from seatrial.mcp_audit.evidence import DEFINITION, TOOL_QUESTION, case, evidence_of
from seatrial.mcp_audit.records import Finding, Listing, Tool
from seatrial.mcp_audit.rules.subject import visible
from seatrial.mcp_audit.tool_text import Kind, Segment, ToolText, read_segments, read_tool
from seatrial.mcp_audit.wording_model import Reading, WordingModel
from seatrial.runtime.task import Ctx

DEFINITION_PIECES_MAX = 60
_CACHED = 64
_TELLING = 0.2
"""Log odds below which the wording is no argument."""

# Chosen on sources and servers that the model had not seen (benchmarks/mcp_panel_training.py --check prints them all):
# 1 % of the benign tools of real servers lie above `yes_from`, 8 % above `no_to`.
TOOL_SETTINGS = Settings(
    outcomes=Outcomes(yes="block", no="allow", unsure="review", unknown="unknown"),
    yes_from=0.7,
    no_to=0.4,
    band=(0.2, 0.85),
)

_Hears = Literal["all", "against", "for"]


def tool_case(listing: Listing, tool: Tool, findings: Sequence[Finding]) -> Case:
    """Return the case of one tool: its definition, and what was found in it."""
    _, found = evidence_of(findings)
    return case(f"{listing.server}/{tool.name}", TOOL_QUESTION, (*definition_evidence(tool), *found))


def definition_evidence(tool: Tool) -> tuple[Evidence, ...]:
    """Return a definition as evidence ``D1``, ``D2`` ...: its texts, and its parameters' names in one piece."""
    text = read_tool(tool)
    pieces = [(segment.locator, segment.text) for segment in text.segments if segment.kind in _QUOTED]
    names = ", ".join(segment.text for segment in text.segments if segment.kind == "parameter")
    if len(pieces) > DEFINITION_PIECES_MAX:
        rest = "\n".join(body for _, body in pieces[DEFINITION_PIECES_MAX:])
        pieces = [*pieces[:DEFINITION_PIECES_MAX], ("schema/description", rest)]
    if names:
        pieces.append((_PARAMETERS, names))
    return tuple(
        [
            Evidence(id=f"D{number}", source=DEFINITION, locator=locator, span=body)
            for number, (locator, body) in enumerate(pieces, 1)
        ]
    )


def definition_of(evidence: Sequence[Evidence]) -> ToolText:
    """Return the definition that stands in a case's evidence."""
    segments: list[Segment] = []
    name = ""
    for piece in evidence:
        if piece.source != DEFINITION:
            continue
        if piece.locator == _PARAMETERS:
            segments += [Segment(piece.locator, "parameter", one) for one in piece.span.split(", ")]
            continue
        kind = _kind(piece.locator)
        name = piece.span if kind == "name" else name
        segments.append(Segment(piece.locator, kind, piece.span))
    return read_segments(name, tuple(segments))


_QUOTED: tuple[Kind, ...] = ("name", "prose", "parameter_prose")
_PARAMETERS = "schema/properties"


def _kind(locator: str) -> Kind:
    if locator == "name":
        return "name"
    return "prose" if locator in ("title", "description", "annotations/title") else "parameter_prose"


def mcp_analysts(model: WordingModel) -> dict[str, Analyst]:
    """Return the analysts for tools, by the names that persona documents give."""
    reader = _Reader(model)
    return {
        "mcp.neutral": WordingAnalyst(reader, "all", 1.0),
        "mcp.skeptic": WordingAnalyst(reader, "against", 0.5),
        "mcp.believer": WordingAnalyst(reader, "for", 0.5),
    }


class _Reader:
    """Reads definitions by the model; the last few readings are kept, because three analysts ask for the same."""

    def __init__(self, model: WordingModel) -> None:
        self._model = model
        self._kept: OrderedDict[tuple[Evidence, ...], Reading] = OrderedDict()

    def reading(self, evidence: Sequence[Evidence]) -> Reading | None:
        """Return what the model makes of the definition in a case; None where there is none."""
        pieces = tuple([piece for piece in evidence if piece.source == DEFINITION])
        if not pieces:
            return None
        found = self._kept.get(pieces)
        if found is None:
            found = self._model.read(definition_of(pieces))
            self._kept[pieces] = found
            if len(self._kept) > _CACHED:
                self._kept.popitem(last=False)
        return found


class WordingAnalyst:
    """Weighs findings by its persona's rules, and the wording as far as it hears it.

    Args:
        reader: Of definitions.
        hears: Whether it takes in what speaks for a tool, against it, or both.
        trust: How much the wording counts for it: 1 takes the model at its word.
    """

    requests_max = 0

    def __init__(self, reader: _Reader, hears: _Hears, trust: float) -> None:
        self._reader = reader
        self._hears: _Hears = hears
        self._trust = trust
        self._rules = RulesAnalyst()

    async def sealed(self, ctx: Ctx, case: Case, persona: Persona) -> Statement:
        """Weigh the case alone."""
        found = [piece for piece in case.evidence if piece.source != DEFINITION]
        said = await self._rules.sealed(ctx, msgspec.structs.replace(case, evidence=tuple(found)), persona)
        reading = self._reader.reading(case.evidence)
        heard = self._heard(reading)
        if reading is None or abs(heard) < _TELLING:
            return said
        draft = _wording_draft(reading, heard, case.evidence)
        return Statement(p=clip(expit(logit(said.p) + heard)), arguments=(draft, *said.arguments))

    async def rebut(self, ctx: Ctx, case: Case, persona: Persona, own: Own, others: tuple[Argument, ...]) -> Statement:
        """Answer as the persona's rules do; the wording has been heard."""
        return await self._rules.rebut(ctx, case, persona, own, others)

    def _heard(self, reading: Reading | None) -> float:
        if reading is None:
            return 0.0
        log_odds = reading.log_odds
        if self._hears == "against":
            log_odds = max(0.0, log_odds)
        elif self._hears == "for":
            log_odds = min(0.0, log_odds)
        return self._trust * log_odds


def _wording_draft(reading: Reading, heard: float, evidence: Sequence[Evidence]) -> Draft:
    cited = [piece.id for piece in evidence if piece.source == DEFINITION and piece.locator == reading.locator]
    cited = cited or [piece.id for piece in evidence if piece.source == DEFINITION][:1]
    if heard > 0:
        claim = f'It is worded like definitions that mean harm, above all: "{visible(reading.span)}"'
    else:
        claim = "It is worded like definitions that describe a tool and nothing else."
    return Draft(stance="yes" if heard > 0 else "no", claim=claim, evidence=tuple(cited[:1]), p=clip(expit(heard)))
