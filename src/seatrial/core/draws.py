"""Randomness keyed by identity, not by order.

A draw depends only on what it is *for* (seed, purpose, act, slot, attempt), so one more turn, or one more draw
elsewhere, never shifts the rest: two versions of an agent meet the same people.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")

_SCALE = 2.0**-53
_BLOCK = struct.Struct(">16I")
_BLOCK_SCALE = 2.0**-32


def draw(seed: int, purpose: str, act: str = "", slot: str = "", attempt: int = 0) -> float:
    """Return a uniform number in [0, 1) fixed by its arguments alone.

    Args:
        seed: The conversation's seed.
        purpose: What the number decides, such as ``"mishearing"``.
        act: Which act of the conversation it belongs to, by identity (never a running count of draws).
        slot: Which slot or word it belongs to.
        attempt: How often this same thing has been tried, from 0.
    """
    key = f"{seed}\x1f{purpose}\x1f{act}\x1f{slot}\x1f{attempt}".encode("utf-8", "surrogatepass")
    return (int.from_bytes(blake2b(key, digest_size=8).digest(), "big") >> 11) * _SCALE


def draws(count: int, seed: int, purpose: str, act: str = "", slot: str = "", attempt: int = 0) -> list[float]:
    """Return several uniform numbers in [0, 1) at the price of one or two: for choices that belong to one act.

    The first ones do not depend on `count`. Resolution is 2**-32. Arguments are as for `draw`.
    """
    key = f"{seed}\x1f{purpose}\x1f{act}\x1f{slot}\x1f{attempt}".encode("utf-8", "surrogatepass")
    numbers: list[float] = []
    block = 0
    while len(numbers) < count:
        digest = blake2b(key, digest_size=64, salt=block.to_bytes(8, "big")).digest()
        numbers.extend([number * _BLOCK_SCALE for number in _BLOCK.unpack(digest)])
        block += 1
    del numbers[count:]
    return numbers


def chance(probability: float, seed: int, purpose: str, act: str = "", slot: str = "", attempt: int = 0) -> bool:
    """Return True with the given probability (0 never, 1 always)."""
    return draw(seed, purpose, act, slot, attempt) < probability


def pick(items: Sequence[T], seed: int, purpose: str, act: str = "", slot: str = "", attempt: int = 0) -> T:
    """Return one of a non-empty sequence, each equally likely."""
    return items[int(draw(seed, purpose, act, slot, attempt) * len(items))]


def between(low: int, high: int, seed: int, purpose: str, act: str = "", slot: str = "", attempt: int = 0) -> int:
    """Return an integer from low to high, both included."""
    return low + int(draw(seed, purpose, act, slot, attempt) * (high - low + 1))


def log_normal_ms(
    median_ms: int, spread: float, seed: int, purpose: str, act: str = "", slot: str = "", attempt: int = 0
) -> int:
    """Return a log-normal duration in whole milliseconds, at least 1.

    Args:
        median_ms: Half of the draws are below this.
        spread: Standard deviation of the logarithm; 0.5 makes the 95th percentile about 2.3 medians.
        seed: As for `draw`, and so on.
        purpose: As for `draw`.
        act: As for `draw`.
        slot: As for `draw`.
        attempt: As for `draw`.

    Source: Box and Muller, Annals of Mathematical Statistics 1958, for the normal deviate.
    """
    first = 1.0 - draw(seed, purpose, act, slot, attempt)
    second = draw(seed, purpose + "'", act, slot, attempt)
    normal = math.sqrt(-2.0 * math.log(first)) * math.cos(2.0 * math.pi * second)
    return max(1, round(median_ms * math.exp(spread * normal)))
