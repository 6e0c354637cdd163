"""Loading an agent from outside: its tools.py is the author's code, and must not hold us up for ever, or end us.

Called by whoever needs an agent of the user's; the pure loader below reads no clock and sets no alarm.
"""

from __future__ import annotations

from seatrial.adapters.alarm import time_limit
from seatrial.adapters.confinement import Confinement
from seatrial.agents.folder import LoadedAgent, load_agent


def load(agent: str) -> LoadedAgent:
    """Load an agent.

    Args:
        agent: Its folder, or the name of an example.

    Raises:
        SpecError: There is no such agent, or its files have mistakes, such as a tools.py that never ends.
    """
    with time_limit("loading the agent"), Confinement():
        return load_agent(agent)
