"""MCP servers that behave as they are told, honestly or not, for tests of whatever must cope with them.

`stand_in.py` is one plain script that needs nothing but Python, so that it runs in any environment and any sandbox.
"""

from __future__ import annotations

import sys
from pathlib import Path

STAND_IN = Path(__file__).with_name("stand_in.py")


def command(behaviour: str, *, python: str = sys.executable) -> list[str]:
    """Return the command that starts a server; `stand_in.py` lists the behaviours."""
    return [python, "-I", str(STAND_IN), behaviour]
