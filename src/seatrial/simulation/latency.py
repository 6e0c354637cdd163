"""How long the stages of a spoken conversation take, as data: recogniser, voice, network.

One number drawn for each result makes its delay, by a curve through the published median and 95th percentile; nothing
else about the distribution is known. Called by `speech`, `run` and `cards`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from seatrial.runtime.playout import Pace
from seatrial.simulation.data_files import load_data

ORDINARY = "ordinary"
# The delay is least + range * x^2 for x drawn evenly from 0 to 1: so much of the range at these percentiles.
_AT_P50 = 0.25
_AT_P95 = 0.9025


@dataclass(frozen=True, slots=True)
class Delay:
    """One stage's delays.

    Attributes:
        least_ms: The quickest.
        range_ms: What the slowest take more than that.
    """

    least_ms: float
    range_ms: float

    @classmethod
    def through(cls, p50: float, p95: float) -> Delay:
        """Return the delays with this median and 95th percentile."""
        range_ms = (p95 - p50) / (_AT_P95 - _AT_P50)
        return cls(p50 - _AT_P50 * range_ms, range_ms)

    def of(self, number: float) -> int:
        """Return the delay for a number from 0 to 1."""
        return max(0, round(self.least_ms + self.range_ms * number * number))


@dataclass(frozen=True, slots=True)
class LineLatency:
    """One line's.

    Attributes:
        recogniser: From the end of speech to its final result.
        network: One way.
        pace: How the agent's voice comes out at the person's ear.
    """

    recogniser: Delay
    network: Delay | None
    pace: Pace


def line_names() -> tuple[str, ...]:
    """Return the lines that a card may name."""
    return tuple(load_data("latency")["lines"])


@lru_cache(maxsize=32)
def line_latency(name: str = "") -> LineLatency:
    """Return a line's latencies, the ordinary ones when it has no name.

    Raises:
        KeyError: There is no such line.
    """
    data = load_data("latency")
    of = cast("Mapping[str, str]", data["lines"][name] if name else {})
    recogniser: Mapping[str, Any] = data["recognisers"][of.get("recogniser", ORDINARY)]
    voice: Mapping[str, Any] = data["voices"][of.get("voice", ORDINARY)]
    network: Mapping[str, Any] = data["networks"][of.get("network", ORDINARY)]
    one_way_ms = float(network["p50"])
    return LineLatency(
        recogniser=Delay.through(float(recogniser["p50"]), float(recogniser["p95"])),
        network=Delay.through(one_way_ms, float(network["p95"])) if one_way_ms else None,
        pace=Pace(latency_median_ms=round(float(voice["p50"]) + one_way_ms), latency_spread=float(voice["spread"])),
    )
