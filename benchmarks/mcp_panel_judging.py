"""The panel on tools as benchmarks run it: rows of a table to cases, cases to decisions. Measures nothing itself."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import seatrial.mcp_audit
from seatrial.core.events import Json
from seatrial.dissent.calibration import Calibration, decode_calibration
from seatrial.dissent.persona import Persona, read_personas
from seatrial.dissent.protocol import decide, standard_analysts
from seatrial.dissent.records import Case, Decision
from seatrial.mcp_audit.analysts import TOOL_SETTINGS, mcp_analysts, tool_case
from seatrial.mcp_audit.records import Listing, Tool
from seatrial.mcp_audit.rules import findings
from seatrial.mcp_audit.wording_model import WordingModel
from seatrial.runtime.task import Ctx, run_task

AUDIT = Path(seatrial.mcp_audit.__file__).parent
WEIGHTS = AUDIT / "data" / "wording_weights.bin"
CALIBRATION = AUDIT / "data" / "tool_calibration.json"

Row = Mapping[str, Any]


class _Nobody:
    """Embedded analysts ask nobody."""

    async def ask(self, *_: object, **__: object) -> Json:
        raise RuntimeError("an embedded analyst asked a model")

    async def call(self, *_: object, **__: object) -> Json:
        raise RuntimeError("an embedded analyst called a tool")


def personas() -> tuple[Persona, ...]:
    """Return the panel on tools."""
    return read_personas({path.name: path.read_bytes() for path in sorted((AUDIT / "personas").glob("*.md"))})


def shipped_model() -> WordingModel:
    """Return the weights that ship."""
    return WordingModel.decode(WEIGHTS.read_bytes())


def shipped_calibration() -> Calibration:
    """Return the calibration that ships."""
    return decode_calibration(CALIBRATION.read_bytes(), file=CALIBRATION.name)


def tool_of(row: Row, *, with_name: bool = True) -> Tool:
    """Return a row as a tool; a name left out is no name at all."""
    return Tool(
        name=str(row.get("name") or "") if with_name else "",
        description=str(row.get("description") or ""),
        schema=row.get("schema"),
    )


def case_of(row: Row, number: int, *, with_name: bool = True) -> Case:
    """Return a row as a case: each tool alone, because most tables say nothing of what stands beside it."""
    tool = tool_of(row, with_name=with_name)
    listing = Listing(server=f"row {number}", tools=(tool,))
    return tool_case(listing, tool, findings([listing]))


def judge(
    rows: Sequence[Row],
    model: WordingModel,
    *,
    calibration: Calibration | None = None,
    with_names: bool = True,
) -> list[Decision]:
    """Return the panel's decision on every row; it never sees a label."""
    panel, analysts = personas(), standard_analysts(mcp_analysts(model))
    decided: list[Decision] = []

    async def program(ctx: Ctx, _: Json) -> Json:
        case = case_of(rows[len(decided)], len(decided), with_name=with_names)
        decided.append(
            await decide(ctx, case, panel, analysts=analysts, settings=TOOL_SETTINGS, calibration=calibration)
        )
        return None

    async def run() -> None:
        for _ in rows:
            ran = await run_task(program, "mcp_panel", None, _Nobody(), now_ms=lambda: 0)  # type: ignore[arg-type]  # never asked
            if ran.error:
                raise RuntimeError(ran.error)

    asyncio.run(run())
    return decided


def ballots(decision: Decision) -> dict[str, float]:
    """Return everybody's sealed ballot, by panellist."""
    return {ballot.panellist: ballot.p for ballot in decision.ballots if ballot.round == 0}
