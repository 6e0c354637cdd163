"""Panels at work: cases decided, a panel evaluated and calibrated, traces written and watched.

The Python API of `seatrial panel`, beside `panel_files`. Reaches models through the Model port; what a panel is and
whether it pays is `seatrial.dissent`'s business.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import msgspec

from seatrial.adapters.chat_completions import HINT, ChatCompletions, configured
from seatrial.app.asking import outside_loop, whole_answer
from seatrial.app.files import trace_name, write_whole
from seatrial.app.panel_files import Panel, make_folder, read_watched
from seatrial.app.versions import versions
from seatrial.core.errors import InvariantError, ProviderError, SpecError
from seatrial.core.events import Json
from seatrial.core.ports import Model
from seatrial.core.trace import (
    Header,
    Row,
    TaskAnswered,
    digest_lines,
    encode_row,
    encode_trace,
)
from seatrial.dissent.analyst import Analysts
from seatrial.dissent.calibration import (
    Calibration,
    fit,
    labelled,
    panel_digest,
)
from seatrial.dissent.comparators import choose_best_single
from seatrial.dissent.crossfitting import gates
from seatrial.dissent.evaluation import RESAMPLES, Evaluation, evaluate
from seatrial.dissent.monitoring import Monitored, monitor
from seatrial.dissent.protocol import TASK, decision_of, panel, panel_args, standard_analysts
from seatrial.dissent.records import Case, Decision
from seatrial.dissent.settings import check_panel
from seatrial.runtime.clock import LoopClock
from seatrial.runtime.task import run_task

AT_ONCE = 4
"""Cases that are decided side by side where a model is asked."""
FAILURES_MAX = 2 * AT_ONCE
"""So many cases in a row that nobody answered, and the rest would only take long to fail."""
MODEL_CHARS_MAX = 200_000

Told = Callable[[str, int, int], None]
"""Is told what is being done, how much of it is done, and out of how much."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A case that was decided.

    Attributes:
        trace: As a file's bytes.
    """

    case: Case
    panel: Panel
    decision: Decision
    trace: bytes


def open_model(named: str = "") -> Model:
    """Return the model that the environment names.

    Raises:
        ProviderError: It names none.
    """
    return ChatCompletions(configured(os.environ, model=named))


def decide_case(
    case: Case,
    panel: Panel,
    *,
    calibration: Calibration | None = None,
    seed: int = 0,
    model: Model | None = None,
    analysts: Analysts | None = None,
) -> Decided:
    """Have a panel decide one case.

    Args:
        case: Its label is not shown to anybody.
        panel: Who decides.
        calibration: Fitted on this panel, or None.
        seed: Of the order of seats, and of what a model is asked with.
        model: Plays the personas whose analyst is ``model``.
        analysts: Embedded ones besides the standard ones.

    Raises:
        SpecError: Panel, case and calibration do not go together.
        ProviderError: Somebody is played by a model and there is none, or it answered nobody.
    """
    registered = standard_analysts(analysts)
    return outside_loop(lambda: asyncio.run(_decide(case, panel, calibration, seed, registered, _ModelPorts(model))))


def evaluate_panel(
    cases: Sequence[Case],
    panel: Panel,
    *,
    seed: int = 0,
    model: Model | None = None,
    analysts: Analysts | None = None,
    resamples: int = RESAMPLES,
    told: Told | None = None,
) -> tuple[Evaluation, dict[str, Decided]]:
    """Have a panel decide all labelled cases, and say whether it pays.

    Whether a case is debated goes by a calibration fitted on the sealed ballots of others, as it will once there is
    one; nobody is asked twice for that. Returns the evaluation, and what was decided by case id. A case that the model
    answered nobody on is left out.

    Raises:
        SpecError: Panel and cases do not go together, or no case has a label.
        ProviderError: Somebody is played by a model and there is none, or it answered nobody, many cases in a row.
    """
    known = [case for case in cases if case.label is not None]
    if not known:
        raise SpecError(
            "None of the cases has a label.",
            code="panel.no_labels",
            hint='Say in each what turned out to be right: "label": true or false.',
        )
    registered = standard_analysts(analysts)

    say = told or _nobody
    decided = outside_loop(lambda: asyncio.run(_decide_gated(known, panel, seed, model, registered, say)))
    decisions = _decisions(decided)
    found = evaluate(cases, decisions, seed=seed, resamples=resamples, told=partial(say, "measuring"))
    return found, decided


def calibrate_panel(cases: Sequence[Case], panel: Panel, decided: Mapping[str, Decided]) -> Calibration:
    """Return the calibration that the labels give for a panel.

    Raises:
        SpecError: Too few labels, or all alike.
    """
    decisions = _decisions(decided)
    best = choose_best_single(cases, decisions)
    return fit(labelled(cases, decisions), panel=panel_digest(panel.personas), best_single=best)


def write_trace(path: Path, decided: Decided) -> None:
    """Write the trace of a decision.

    Raises:
        RunError: It cannot be written.
    """
    make_folder(path.parent)
    write_whole(path, decided.trace, hint="Name another file: --trace FILE")


def write_traces(folder: Path, decided: Mapping[str, Decided]) -> None:
    """Write the traces of many decisions, named so that they sort in the order in which they were made.

    Raises:
        RunError: They cannot be written.
    """
    make_folder(folder)
    for number, (name, one) in enumerate(decided.items(), 1):
        write_whole(folder / f"{number:06d}-{trace_name(name)[:120]}.jsonl", one.trace)


def watch(named: Sequence[Path], *, seed: int = 0) -> Monitored:
    """Look at how panels reasoned over time.

    Raises:
        TraceError: A file is no trace of a panel.
        RunError: There is nothing to watch.
    """
    watched = read_watched(named)
    return monitor(watched.decisions, seed=seed, panels=watched.panels, passed_over=watched.passed_over)


def _nobody(*_: object) -> None:
    """Is told, and tells nobody."""


def _decisions(decided: Mapping[str, Decided]) -> dict[str, Decision]:
    return {name: one.decision for name, one in decided.items()}


class _ModelPorts:
    """What a panel may ask for on one case: a model, and nothing else. What was answered before is not asked again.

    Attributes:
        failure: The first, with what its reader can do about it.
        spent_ms: How long a sitting took whose answers are there already; set by whoever has it sit again.
        saved_ms: The same, from the moment on when one of them is used.
    """

    def __init__(self, model: Model | None) -> None:
        self._model = model
        self._answered: dict[bytes, str] = {}
        self.failure: ProviderError | None = None
        self.spent_ms = 0
        self.saved_ms = 0

    def open(self) -> None:
        """Make sure that there is a model: the one that the environment names, where none was given."""
        self._model = self._model or open_model()

    async def ask(self, role: str, payload: Json) -> Json:
        key = msgspec.json.encode(payload)
        if key in self._answered:
            self.saved_ms = self.spent_ms
            return self._answered[key]
        try:
            self._answered[key] = await self._answer(role, payload)
        except ProviderError as error:
            self.failure = self.failure or error
            raise
        return self._answered[key]

    async def _answer(self, role: str, payload: Json) -> str:
        if self._model is None:
            raise ProviderError("No model is configured.", code="model.none", hint=HINT)
        text = await whole_answer(self._model, role, payload, chars_max=MODEL_CHARS_MAX)
        if len(text) > MODEL_CHARS_MAX:
            hint = "Ask another model, or say in the personas' documents that answers are short."
            raise ProviderError("The model's answer is too long.", code="model.too_large", hint=hint)
        return text

    async def call(self, tool: str, args: Mapping[str, Json]) -> Json:
        raise ProviderError(f"A panel has no tools, such as {tool[:40]} with {len(args)}.", code="panel.no_tools")

    async def retrieve(self, query: str, limit: int) -> Json:
        raise ProviderError(f"A panel looks up nothing: {query[:40]}, {limit}.", code="panel.no_passages")


async def _decide(
    case: Case,
    who: Panel,
    calibration: Calibration | None,
    seed: int,
    analysts: Analysts,
    ports: _ModelPorts,
) -> Decided:
    check_panel(case, who.personas, analysts, who.settings, calibration)
    if who.asks_model:
        ports.open()
    args = panel_args(case, who.personas, settings=who.settings, calibration=calibration)
    clock = LoopClock()
    began_ms = clock.now_ms()

    def now_ms() -> int:
        # Embedded analysts take no time that a trace should depend on.
        return clock.now_ms() - began_ms + ports.saved_ms if who.asks_model else 0

    ran = await run_task(panel(analysts), TASK, args, ports, now_ms=now_ms, seed=seed)
    if ran.error:
        raise InvariantError(f"The panel did not come to an end: {ran.error[:500]}", code="panel.failed")
    answers = [row.body for row in ran.rows if isinstance(row.body, TaskAnswered)]
    if ports.failure is not None and all(answer.error for answer in answers):
        raise ports.failure  # whoever is missing among others has abstained; here nobody was answered at all
    return Decided(case, who, decision_of(ran.result), _trace(case, who, seed, ran.rows))


async def _decide_gated(
    cases: Sequence[Case], who: Panel, seed: int, model: Model | None, analysts: Analysts, told: Told
) -> dict[str, Decided]:
    """Decide all cases: sealed first, then again with the debates that sealed ballots and others' labels leave open."""
    if who.asks_model and model is None:
        model = open_model()  # one for all
    ports = {case.id: _ModelPorts(model) for case in cases}

    def sitting(who: Panel, by: Mapping[str, Calibration]) -> _Sitting:
        return lambda case: _decide(case, who, by.get(case.id), seed, analysts, ports[case.id])

    step = AT_ONCE if who.asks_model else 1
    gated: Mapping[str, Calibration] = {}
    if who.settings.rounds:
        alone = replace(who, settings=msgspec.structs.replace(who.settings, rounds=0, self_consistency=0))
        sealed = _decisions(await _decide_all(cases, sitting(alone, {}), step, partial(told, "first ballots")))
        cases = [case for case in cases if case.id in sealed]
        for case in cases:
            ports[case.id].spent_ms = sealed[case.id].cost.ms
        gated = gates(cases, sealed, seed=seed, panel=panel_digest(who.personas))
    return await _decide_all(cases, sitting(who, gated), step, partial(told, "deciding"))


_Sitting = Callable[[Case], Awaitable[Decided]]


async def _decide_all(
    cases: Sequence[Case], sitting: _Sitting, step: int, told: Callable[[int, int], None]
) -> dict[str, Decided]:
    decided: dict[str, Decided] = {}
    failures: list[ProviderError] = []
    for start in range(0, len(cases), step):
        some = cases[start : start + step]
        for one in await asyncio.gather(*(_decided_or_not(sitting(case)) for case in some)):
            if isinstance(one, Decided):
                decided[one.case.id] = one
                failures.clear()
                continue
            failures.append(one)
            if len(failures) >= FAILURES_MAX or not (decided or one.retryable):
                raise failures[0]
        told(start + len(some), len(cases))
    if not decided:
        raise failures[0]
    return decided


async def _decided_or_not(deciding: Awaitable[Decided]) -> Decided | ProviderError:
    try:
        return await deciding
    except ProviderError as error:
        return error


def _trace(case: Case, who: Panel, seed: int, rows: Sequence[Row]) -> bytes:
    lines = [encode_row(row) for row in rows]
    header = Header(
        conversation=f"panel/{case.id}",
        program="task",
        agent=who.name,
        agent_digest=panel_digest(who.personas),
        seed=seed,
        versions=versions(),
        digest=digest_lines(lines),
    )
    return encode_trace(header, lines)
