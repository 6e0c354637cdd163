"""How far a run is, as whoever shows its progress is told. Made by `simulating` and `judging`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """How far a run is: of conversations that are had, or of sentences that are judged.

    Attributes:
        planned: Of all.
        passed: Of sentences: how many hold.
        failed: Of sentences: how many do not.
    """

    done: int
    planned: int
    passed: int
    failed: int
