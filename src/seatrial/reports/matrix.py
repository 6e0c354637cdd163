"""Who got through with what: scenarios by personas, counted as results come in. Called by the app; holds counts."""

from __future__ import annotations

import msgspec

from seatrial.reports.summary import Rate, rate

ROWS_MAX = 200
COLUMNS_MAX = 60
SHADES = 9
"""From all passed to none."""


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """One scenario with one persona.

    Attributes:
        passed: Share that passed, with its interval; None where nobody played it.
    """

    persona: str
    passed: Rate | None = None

    @property
    def shade(self) -> int:
        """How much of it failed, from 0 (nothing) to 8 (everything)."""
        if self.passed is None:
            return 0
        failed = self.passed.total - self.passed.count
        # Any failure shows, and only a clean sheet has no shade.
        return 0 if not failed else 1 + round((SHADES - 2) * failed / self.passed.total)

    @property
    def percent(self) -> str:
        """The share as it stands in the cell; never rounded up to all or down to nothing."""
        if self.passed is None:
            return ""
        share = round(100 * self.passed.count / self.passed.total)
        some = 0 < self.passed.count < self.passed.total
        return str(min(99, max(1, share)) if some else share)


class MatrixRow(msgspec.Struct, frozen=True, kw_only=True):
    """One scenario."""

    scenario: str
    known_failure: str = ""
    cells: tuple[Cell, ...]
    all: Cell


class Matrix(msgspec.Struct, frozen=True, kw_only=True):
    """Scenarios by personas.

    Attributes:
        rows: In suite order; of too many, those in which most failed.
        left_out: Scenarios or personas for which there was no room.
    """

    personas: tuple[str, ...] = ()
    rows: tuple[MatrixRow, ...] = ()
    foot: tuple[Cell, ...] = ()
    left_out: int = 0


class MatrixCounts:
    """A matrix being counted."""

    def __init__(self) -> None:
        self._cells: dict[tuple[str, str], tuple[int, int]] = {}
        self._known: dict[str, str] = {}

    def add(self, scenario: str, persona: str, *, passed: bool, known_failure: str = "") -> None:
        """Count a conversation."""
        had, total = self._cells.get((scenario, persona), (0, 0))
        self._cells[scenario, persona] = had + passed, total + 1
        self._known[scenario] = known_failure

    def matrix(self) -> Matrix:
        """Return the matrix."""
        scenarios, personas = list(self._known), list(dict.fromkeys(persona for _, persona in self._cells))
        left_out = max(0, len(scenarios) - ROWS_MAX) + max(0, len(personas) - COLUMNS_MAX)
        if len(scenarios) > ROWS_MAX:
            worst = sorted(scenarios, key=lambda name: -self._failed(name))[:ROWS_MAX]
            scenarios = [name for name in scenarios if name in set(worst)]
        personas = personas[:COLUMNS_MAX]
        return Matrix(
            personas=tuple(personas),
            rows=tuple(self._row(scenario, personas) for scenario in scenarios),
            foot=tuple(self._sum(persona, persona=persona) for persona in personas),
            left_out=left_out,
        )

    def _row(self, scenario: str, personas: list[str]) -> MatrixRow:
        return MatrixRow(
            scenario=scenario,
            known_failure=self._known[scenario],
            cells=tuple(_cell(persona, *self._cells.get((scenario, persona), (0, 0))) for persona in personas),
            all=self._sum("", scenario=scenario),
        )

    def _failed(self, scenario: str) -> int:
        return sum(total - passed for (name, _), (passed, total) in self._cells.items() if name == scenario)

    def _sum(self, name: str, *, scenario: str = "", persona: str = "") -> Cell:
        found = [
            counts for (row, column), counts in self._cells.items() if scenario in {"", row} and persona in {"", column}
        ]
        return _cell(name, sum(passed for passed, _ in found), sum(total for _, total in found))


def _cell(persona: str, passed: int, total: int) -> Cell:
    return Cell(persona=persona, passed=rate(passed, total) if total else None)
