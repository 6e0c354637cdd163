"""The panel: sealed first ballots, then as little debate as the uncertainty asks for, then a decision on record.

A `Task` program: it reaches models only through its `Ctx`, so every panel replays. It takes nobody's word: arguments
whose citations do not resolve are dropped and counted, and a ballot moves only for something new (`admission`). Called
by the commands, the audit and notebooks.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import msgspec

from seatrial.core.errors import ProviderError
from seatrial.core.events import Json
from seatrial.core.trace import TaskAnswered, TaskAsked
from seatrial.dissent.admission import Admitted, Floor, Seat, admit, settle
from seatrial.dissent.analyst import Analysts, Own, Statement, abstention, joined
from seatrial.dissent.calibration import Calibration, uncalibrated
from seatrial.dissent.comparators import majority, most_confident, self_consistency
from seatrial.dissent.minority import report
from seatrial.dissent.model_analyst import ModelAnalyst
from seatrial.dissent.persona import Persona
from seatrial.dissent.pooling import clip, is_probability, pool
from seatrial.dissent.records import UNCALIBRATED, Argument, Ballot, Case, Cost, Decision, Pooled
from seatrial.dissent.rules_analyst import RulesAnalyst
from seatrial.dissent.settings import Outcomes, Settings, check_panel
from seatrial.runtime.task import Ctx, Program

__all__ = [
    "Asked",
    "Outcomes",
    "Settings",
    "asked_of",
    "decide",
    "decision_of",
    "panel",
    "panel_args",
    "standard_analysts",
]

TASK = "panel"
"""The name that a panel's trace goes by."""

_Saying = Callable[[Ctx], Awaitable[Statement]]


class Asked(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the trace of a panel begins with: all that it depends on."""

    case: Case
    personas: tuple[Persona, ...]
    settings: Settings
    calibration: Calibration | None = None


def standard_analysts(extra: Analysts | None = None) -> Analysts:
    """Return ``rules`` and ``model``, and whatever embedded analysts the caller brings (``mcp.skeptic`` ...).

    Raises:
        SpecError: A name is taken.
    """
    return joined({"rules": RulesAnalyst(), "model": ModelAnalyst()}, extra or {})


def panel(analysts: Analysts) -> Program:
    """Return the panel as a task program, to be run by `run_task` with `panel_args`, or replayed."""

    async def program(ctx: Ctx, args: Json) -> Json:
        given = asked_of(args)
        decision = await decide(
            ctx,
            given.case,
            given.personas,
            analysts=analysts,
            settings=given.settings,
            calibration=given.calibration,
        )
        return msgspec.to_builtins(decision)

    return program


def panel_args(
    case: Case,
    personas: Sequence[Persona],
    *,
    settings: Settings | None = None,
    calibration: Calibration | None = None,
) -> Json:
    """Return the arguments of a panel as its trace will hold them: all that it depends on, and never the label."""
    args = Asked(
        case=_as_asked(case),
        personas=tuple(personas),
        settings=settings or Settings(),
        calibration=calibration,
    )
    return msgspec.to_builtins(args)


def asked_of(args: Json) -> Asked:
    """Return what a panel task began with."""
    return msgspec.convert(args, Asked)


def decision_of(result: Json) -> Decision:
    """Return the decision that a panel task ended with."""
    return msgspec.convert(result, Decision)


async def decide(
    ctx: Ctx,
    case: Case,
    personas: Sequence[Persona],
    *,
    analysts: Analysts,
    settings: Settings | None = None,
    calibration: Calibration | None = None,
) -> Decision:
    """Have a panel decide one case. Nobody on it gets to see the case's label.

    Args:
        ctx: Of a task; draws the order of seats, asks models.
        case: What is asked, and what is known.
        personas: Who sits on the panel.
        analysts: Who runs them, by name.
        settings: How it works; the defaults when None.
        calibration: What turns pools into frequencies; None for an uncalibrated decision.

    Raises:
        SpecError: A persona's analyst is not registered, two personas have one name, settings contradict each other,
            evidence has one id twice, or the calibration was fitted on another panel.
    """
    settings = settings or Settings()
    check_panel(case, personas, analysts, settings, calibration)
    debate = _Debate(ctx, _as_asked(case), personas, analysts, settings, calibration)
    await debate.seal()
    sealed = debate.pooled()
    stopped = await debate.rebut()
    comparators = await debate.comparators()
    return debate.decision(sealed, stopped, comparators)


def _as_asked(case: Case) -> Case:
    return Case(id=case.id, question=case.question, evidence=case.evidence, unknown=case.unknown)


def _seen_by(case: Case, persona: Persona) -> Case:
    if not persona.reads:
        return case
    evidence = tuple([piece for piece in case.evidence if piece.source.lower() in persona.reads])
    return msgspec.structs.replace(case, evidence=evidence)


class _Debate:
    """One decision in the making."""

    def __init__(
        self,
        ctx: Ctx,
        case: Case,
        personas: Sequence[Persona],
        analysts: Analysts,
        settings: Settings,
        calibration: Calibration | None,
    ) -> None:
        self._ctx = ctx
        self._case = case
        self._settings = settings
        self._calibration = calibration
        self._floor = Floor(frozenset(piece.id for piece in case.evidence))
        self._ballots: list[Ballot] = []
        self._dropped: list[str] = []
        self._miscited = 0
        self._meter = _Meter(ctx, len(ctx.rows))
        ordered = sorted(personas, key=lambda persona: (ctx.draw(f"panel.seat.{persona.name}"), persona.name))
        self._seats = [
            Seat(
                persona=persona,
                analyst=analysts[persona.analyst],
                case=_seen_by(case, persona),
                ballot=Ballot(panellist=persona.name, round=0, p=clip(persona.prior)),
            )
            for persona in ordered
        ]

    def pooled(self) -> Pooled:
        """Return the pool of the latest ballots, calibrated where it can be."""
        return self._calibrated(self._raw())

    def _raw(self) -> float:
        return pool([seat.ballot.p for seat in self._seats], [seat.persona.weight for seat in self._seats])

    def _calibrated(self, raw: float) -> Pooled:
        debated = any(ballot.round for ballot in self._ballots)
        return self._calibration.apply(raw, debated=debated) if self._calibration else uncalibrated(raw)

    async def seal(self) -> None:
        """Take the first ballots, side by side and none knowing of another."""
        left = self._settings.requests_max
        sayings: list[_Saying] = []
        for seat in self._seats:
            left -= seat.analyst.requests_max
            if left < 0 and seat.analyst.requests_max:
                sayings.append(_unasked(seat.persona, f"the budget of {self._settings.requests_max} requests is spent"))
            else:
                sayings.append(_first(seat))
        asking = sum(seat.analyst.requests_max > 0 for seat in self._seats)
        share = self._settings.characters_max // max(1, asking)
        for seat, said in zip(self._seats, await self._ctx.gather(*sayings, characters_max=share), strict=True):
            abstained = bool(said.abstained) or not is_probability(said.p)
            p = seat.persona.prior if abstained else said.p
            self._note_abstention(seat, said, 0, abstained=abstained)
            seat.ballot = Ballot(panellist=seat.name, round=0, p=clip(p), abstained=abstained)
            seat.voted = not abstained
            if not abstained:
                seen = frozenset(seat.reads)
                admitted = admit(said, seat, self._floor, 0, {}, seen)
                self._take(seat, admitted)
            self._ballots.append(seat.ballot)
        self._number()

    async def rebut(self) -> str:
        """Debate while that is uncertain, allowed, affordable and brings something new; return why it ended."""
        if not self._settings.rounds:
            return "off"
        for round_ in range(1, self._settings.rounds + 1):
            if self._certain():
                return "certain"
            if not self._floor.arguments or len(self._seats) < 2:
                return "nothing_new"
            if self._too_dear(round_):
                return "budget"
            if not await self._round(round_):
                return "nothing_new"
        return "certain" if self._certain() else "rounds"

    def _certain(self) -> bool:
        """Tell whether the pool is beyond the band, by the curve of sealed pools, whatever the round.

        The curve of pools after a debate is fitted on what this lets through: it can have no say in it.
        """
        low, high = self._settings.band
        raw = self._raw()
        return not low <= (self._calibration.apply(raw).p if self._calibration else raw) <= high

    def _too_dear(self, round_: int) -> bool:
        spent = self._meter.cost()
        requests = sum(seat.analyst.requests_max for seat in self._seats)
        if not requests:
            return False
        # A round costs about what those before it did on average.
        expected = spent.characters // round_
        return (
            spent.requests + requests > self._settings.requests_max
            or spent.characters + expected > self._settings.characters_max
        )

    async def _round(self, round_: int) -> bool:
        """Hold one round; return whether it brought anything new."""
        numbered = self._floor.numbered()
        shown = frozenset(piece for argument in self._floor.arguments for piece in argument.evidence)
        sayings = [_again(seat, self._opened(seat, shown), self._floor) for seat in self._seats]
        statements = await self._ctx.gather(*sayings)
        news = False
        for seat, said in zip(self._seats, statements, strict=True):
            seen = shown.union(seat.reads)
            admitted = admit(said, seat, self._floor, round_, numbered, seen)
            ballot = settle(said, admitted.arguments, seat, numbered, round_)
            self._note_abstention(seat, said, round_, abstained=ballot.abstained)
            seat.ballot = ballot
            seat.voted = seat.voted or not ballot.abstained
            self._ballots.append(ballot)
            self._take(seat, admitted)
            news = news or bool(admitted.arguments) or bool(ballot.moved_by)
        self._number()
        return news

    def _opened(self, seat: Seat, shown: frozenset[str]) -> Case:
        """Return what a panellist may read once others have cited more."""
        reads = frozenset(seat.reads)
        if shown <= reads:
            return seat.case
        evidence = tuple([piece for piece in self._case.evidence if piece.id in reads or piece.id in shown])
        return msgspec.structs.replace(self._case, evidence=evidence)

    def _take(self, seat: Seat, admitted: Admitted) -> None:
        self._dropped += admitted.dropped
        self._miscited += admitted.miscited
        self._floor.arguments += admitted.arguments
        seat.arguments += admitted.arguments
        for argument in admitted.arguments:
            for piece in argument.evidence:
                seat.cited.setdefault(piece, argument.round)

    def _number(self) -> None:
        """Number new arguments in an order that does not tell who made them."""
        numbers = self._floor.numbers
        new = [argument.id for argument in self._floor.arguments if argument.id not in numbers]
        new.sort(key=lambda argument: (self._ctx.draw(f"panel.number.{argument}"), argument))
        for argument in new:
            numbers[argument] = f"A{len(numbers) + 1}"

    def _note_abstention(self, seat: Seat, said: Statement, round_: int, *, abstained: bool) -> None:
        if abstained:
            why = said.abstained or "its p is no probability"
            self._dropped.append(f"{seat.name}, round {round_}: abstained: {why}")

    async def comparators(self) -> dict[str, float]:
        """Return what simpler ways would have said, on the sealed ballots."""
        sealed = [ballot for ballot in self._ballots if ballot.round == 0]
        found = {"majority": majority(sealed), "most_confident": most_confident(sealed)}
        chosen = self._calibration.best_single if self._calibration else ""
        best = next((ballot.p for ballot in sealed if ballot.panellist == chosen), None)
        if best is not None:
            found["best_single"] = best
        times = self._settings.self_consistency
        by_name = sorted(self._seats, key=lambda seat: (seat.persona.role != "neutral", seat.name))
        seat = by_name[0]
        spent = self._meter.cost()
        left = self._settings.requests_max - spent.requests
        if times and left >= seat.analyst.requests_max * (times - 1):
            own = next(ballot for ballot in sealed if ballot.panellist == seat.name)
            first = None if own.abstained else own.p
            mean = await self_consistency(
                self._ctx,
                seat.case,
                seat.persona,
                seat.analyst,
                first=first,
                times=times,
                characters_max=max(0, self._settings.characters_max - spent.characters),
            )
            if mean is not None:
                found["self_consistency"] = mean
        return found

    def decision(self, sealed: Pooled, stopped: str, comparators: dict[str, float]) -> Decision:
        """Put it all together."""
        final = self.pooled()
        nobody = all(ballot.abstained for ballot in self._ballots if ballot.round == 0)
        unknown = (*self._case.unknown, *(["Nobody on the panel gave an opinion."] if nobody else []))
        names = self._settings.outcomes
        outcome = self._settings.outcome(final.p)
        decided = names.unknown if nobody or (unknown and outcome == names.no) else outcome
        last = [seat.ballot for seat in self._seats]
        minority = report(
            last,
            final.raw,
            lambda p: self._settings.outcome(self._calibrated(p).p),
            outcome,
            self._floor.arguments,
            {piece.id: piece for piece in self._case.evidence},
        )
        return Decision(
            case=self._case.id,
            outcome=decided,
            p=final.p,
            interval=final.interval,
            calibration=self._calibration.id if self._calibration else UNCALIBRATED,
            sealed=sealed,
            final=final,
            arguments=tuple(self._floor.arguments),
            ballots=tuple(self._ballots),
            dropped=tuple(self._dropped),
            miscited=self._miscited,
            minority=minority,
            comparators=comparators,
            stopped=stopped,
            unknown=unknown,
            cost=self._meter.cost(),
        )


def _first(seat: Seat) -> _Saying:
    async def say(ctx: Ctx) -> Statement:
        try:
            return await seat.analyst.sealed(ctx, seat.case, seat.persona)
        except ProviderError as error:
            return abstention(seat.persona, f"it could not be asked: {error.code}")

    return say


def _again(seat: Seat, case: Case, floor: Floor) -> _Saying:
    if not seat.voted:
        return _first(seat)  # a first ballot is sealed, whenever it is cast
    own, others = floor.own(seat), floor.others(seat)

    async def say(ctx: Ctx) -> Statement:
        if not others:
            return Statement(p=own.ballot.p)
        return await _rebuttal(ctx, seat, case, own, others)

    return say


async def _rebuttal(ctx: Ctx, seat: Seat, case: Case, own: Own, others: tuple[Argument, ...]) -> Statement:
    try:
        return await seat.analyst.rebut(ctx, case, seat.persona, own, others)
    except ProviderError as error:
        return Statement(p=own.ballot.p, abstained=f"it could not be asked: {error.code}")


def _unasked(persona: Persona, why: str) -> _Saying:
    async def say(ctx: Ctx) -> Statement:
        del ctx
        return abstention(persona, why)

    return say


@dataclass(slots=True)
class _Meter:
    """Adds up what a context's rows have cost since the panel began."""

    ctx: Ctx
    next_row: int
    requests: int = 0
    characters: int = 0
    first_ms: int | None = None
    last_ms: int = 0

    def cost(self) -> Cost:
        """Return the cost so far."""
        rows = self.ctx.rows
        while self.next_row < len(rows):
            row = rows[self.next_row]
            self.next_row += 1
            self.first_ms = row.at_ms if self.first_ms is None else min(self.first_ms, row.at_ms)
            self.last_ms = max(self.last_ms, row.at_ms)
            if isinstance(row.body, TaskAsked) and row.body.port == "ask":
                self.requests += 1
                self.characters += len(msgspec.json.encode(row.body.request).decode())
            elif isinstance(row.body, TaskAnswered):
                self.characters += len(msgspec.json.encode(row.body.answer).decode())
        return Cost(requests=self.requests, characters=self.characters, ms=self.last_ms - (self.first_ms or 0))
