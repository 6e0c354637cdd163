"""An agent made ready to run: its understanding trained, or taken from the cache. Called wherever sessions begin."""

from __future__ import annotations

from seatrial.agents.folder import LoadedAgent
from seatrial.agents.intents import Intents
from seatrial.agents.session import Prepared
from seatrial.agents.understanding import Rules
from seatrial.app.cache import read_cached, write_cached
from seatrial.app.versions import training_fingerprint


def prepare(loaded: LoadedAgent) -> Prepared:
    """Make an agent ready for many sessions."""
    agent = loaded.agent
    return Prepared(agent, Rules(agent, Intents.decode(trained_model(loaded))))


def trained_model(loaded: LoadedAgent) -> bytes:
    """Return the agent's encoded understanding model: from the cache, or trained now and kept there.

    Every run reads the encoded form, also the one that has just trained it, so that the first does not differ.
    """
    name = f"intents-{loaded.agent.digest}-{training_fingerprint()}"
    kept = read_cached(name)
    if kept is not None and _readable(kept):
        return kept
    encoded = Intents.trained(loaded.agent).encode()
    write_cached(name, encoded)
    return encoded


def _readable(data: bytes) -> bool:
    try:
        Intents.decode(data)
    except Exception:  # noqa: BLE001 - whatever is wrong with a cached file, training again mends it
        return False
    return True
