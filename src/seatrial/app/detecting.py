"""What audits find with and who decides: our rules, our panels, their thresholds, and the version of all of it."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec

import seatrial
from seatrial import __version__
from seatrial.dissent.calibration import decode_calibration
from seatrial.dissent.persona import Persona, read_personas
from seatrial.dissent.protocol import standard_analysts
from seatrial.dissent.settings import Settings
from seatrial.mcp_audit.analysts import TOOL_SETTINGS, mcp_analysts, tool_case
from seatrial.mcp_audit.audit import Detection, Panel
from seatrial.mcp_audit.rules import findings
from seatrial.mcp_audit.wording_model import WordingModel

# Of a server as a whole, uncalibrated: there is no public table of servers with labels. One severe weakness in honest
# code is for a person to look at; only an act without an honest explanation, or much at once, comes to a block.
SERVER_SETTINGS = Settings(outcomes=TOOL_SETTINGS.outcomes, yes_from=0.9, no_to=0.125, band=(0.05, 0.97))


@lru_cache(maxsize=1)
def detection() -> Detection:
    """Return what finds and what judges."""
    shipped = files("seatrial.mcp_audit")
    weights = (shipped / "data" / "wording_weights.bin").read_bytes()
    calibration = (shipped / "data" / "tool_calibration.json").read_bytes()
    tools = Panel(
        personas=_personas(shipped / "personas"),
        analysts=standard_analysts(mcp_analysts(WordingModel.decode(weights))),
        settings=TOOL_SETTINGS,
        calibration=decode_calibration(calibration, file="tool_calibration.json"),
    )
    servers = Panel(
        personas=_personas(shipped / "server_panel"), analysts=standard_analysts(), settings=SERVER_SETTINGS
    )
    return Detection(
        rules=findings,
        tool_case=tool_case,
        tools=tools,
        servers=servers,
        version=_version((tools, servers), weights),
    )


def _personas(folder: Traversable) -> tuple[Persona, ...]:
    documents = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".md")), key=lambda one: one.name)
    return read_personas({document.name: document.read_bytes() for document in documents})


def _version(panels: tuple[Panel, ...], weights: bytes) -> str:
    """Return a digest of all that decides, the code included: who works on it must not be served yesterday's."""
    made = sha256(__version__.encode() + weights)
    for package in ("dissent", "mcp_audit"):
        for path in sorted(Path(seatrial.__file__).with_name(package).rglob("*.py")):
            made.update(path.read_bytes())
    for panel in panels:
        for part in (panel.personas, panel.settings, panel.calibration):
            made.update(msgspec.json.encode(part))
    return made.hexdigest()[:16]
