"""Panels at work in tests: ports that answer from a script, analysts that say what they are told."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from seatrial.core.errors import ProviderError
from seatrial.dissent.analyst import Analysts, Draft, Own, Statement
from seatrial.dissent.calibration import Calibration
from seatrial.dissent.persona import Persona
from seatrial.dissent.protocol import Settings, decision_of, panel, panel_args, standard_analysts
from seatrial.dissent.records import Argument, Case, Decision, Evidence, Severity
from seatrial.runtime.task import Ctx, TaskRan, run_task


class Scripted:
    """Ports whose model answers by a function of role and payload; keeps what it was asked."""

    def __init__(self, answer: Callable[[Any], Any] | None = None) -> None:
        self._answer = answer
        self.asked: list[Any] = []

    async def ask(self, role: str, payload: Any) -> Any:
        assert role == "panellist"
        self.asked.append(payload)
        if self._answer is None:
            raise ProviderError("no model here", code="provider.none")
        return self._answer(payload)

    async def call(self, tool: str, args: Mapping[str, Any]) -> Any:
        raise AssertionError("panels call no tools")

    async def retrieve(self, query: str, limit: int) -> Any:
        raise AssertionError("panels retrieve nothing")


class Told:
    """An analyst that says what a test tells it to, round by round and persona by persona; keeps what it was shown."""

    def __init__(self, script: Mapping[str, Sequence[Any]], requests_max: int = 0) -> None:
        self._script = script
        self.requests_max = requests_max
        self.shown: list[tuple[str, Case, Own | None, tuple[Argument, ...]]] = []

    async def sealed(self, ctx: Ctx, case: Case, persona: Persona) -> Statement:
        self.shown.append((persona.name, case, None, ()))
        return self._said(persona, 0, None, ())

    async def rebut(self, ctx: Ctx, case: Case, persona: Persona, own: Own, others: tuple[Argument, ...]) -> Statement:
        self.shown.append((persona.name, case, own, others))
        return self._said(persona, own.ballot.round + 1, own, others)

    def _said(self, persona: Persona, round_: int, own: Own | None, others: tuple[Argument, ...]) -> Statement:
        script = self._script[persona.name]
        if round_ >= len(script):
            assert own is not None
            return Statement(p=own.ballot.p)
        line = script[round_]
        return line(own, others) if callable(line) else line


def piece(id_: str, source: str = "orders", severity: Severity = "info", **fields: str) -> Evidence:
    return Evidence(id=id_, source=source, severity=severity, **fields)


def case_of(*evidence: Evidence, unknown: tuple[str, ...] = (), label: bool | None = None, id_: str = "c1") -> Case:
    return Case(id=id_, question="Is it so?", evidence=evidence, unknown=unknown, label=label)


def yes(claim: str, *evidence: str, p: float = 0.8, attacks: tuple[str, ...] = ()) -> Draft:
    return Draft(stance="yes", claim=claim, evidence=evidence, p=p, attacks=attacks)


def no(claim: str, *evidence: str, p: float = 0.2, attacks: tuple[str, ...] = ()) -> Draft:
    return Draft(stance="no", claim=claim, evidence=evidence, p=p, attacks=attacks)


def said(p: float, *arguments: Draft, conceded: tuple[str, ...] = ()) -> Statement:
    return Statement(p=p, arguments=arguments, conceded=conceded)


def people(*names: str, analyst: str = "told", **fields: Any) -> tuple[Persona, ...]:
    return tuple(Persona(name=name, analyst=analyst, **fields) for name in names)


def run(
    case: Case,
    personas: Sequence[Persona],
    *,
    analysts: Analysts | None = None,
    settings: Settings | None = None,
    calibration: Calibration | None = None,
    ports: Scripted | None = None,
    seed: int = 0,
) -> TaskRan:
    registered = standard_analysts(analysts)
    args = panel_args(case, personas, settings=settings, calibration=calibration)
    ticks = iter(range(0, 10**6, 10))
    task = run_task(panel(registered), "panel", args, ports or Scripted(), now_ms=lambda: next(ticks), seed=seed)
    return asyncio.run(task)


def decided(case: Case, personas: Sequence[Persona], **given: Any) -> Decision:
    ran = run(case, personas, **given)
    assert not ran.error, ran.error
    return decision_of(ran.result)


def debated(
    script: Mapping[str, Sequence[Any]], case: Case, personas: Sequence[Persona] = (), **given: Any
) -> Decision:
    """Have people who say what they are told debate; the band is wide open unless settings say otherwise."""
    given.setdefault("settings", Settings(band=(0.0, 1.0)))
    return decided(case, personas or people(*script), analysts={"told": Told(script)}, **given)
