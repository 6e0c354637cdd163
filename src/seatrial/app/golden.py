"""Golden journeys: recorded from an agent that does well, compared with a later one, promoted from what happened.

    compare("plumber").departed          # the cards whose conversation goes another way now, and where

The Python API of `golden`. Nothing is overwritten unless that is asked for; a file is written whole or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import ndiff
from pathlib import Path

from msgspec.structs import replace

from seatrial.agents.mistakes import MistakesError, did_you_mean
from seatrial.app.conversations import kept_trace, simulate_again, stage_again
from seatrial.app.files import trace_name, write_whole
from seatrial.app.golden_files import (
    Golden,
    golden_path,
    golden_yaml,
    kept_steps,
    read_golden,
    read_goldens,
    step_lines,
)
from seatrial.app.run_folder import RunFolder, RunRequest
from seatrial.app.staging import Staging, agent_path, stage
from seatrial.core.errors import RunError
from seatrial.core.scenario import Scenario
from seatrial.evaluation.journeys import Departure, first_departure, journey
from seatrial.evaluation.results import ConversationResult
from seatrial.simulation.personas import personas
from seatrial.simulation.run import Simulated

PERSONA = "plain"
SEED = 1
TRACES_DIR = Path("runs") / "golden"
_FORCE = "To write it all the same: --force"


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of one card's golden journey.

    Attributes:
        status: ``new``, ``same`` (left as it is), ``changed``, ``failed`` or ``known_failure`` (of a conversation that
            fails none is kept).
        reason: Why it failed.
        changes: For a changed one, what is taken out and put in, as lines of its file.
    """

    card: str
    conversation: str
    file: Path
    status: str
    reason: str = ""
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """A golden journey, and what the agent does now.

    Attributes:
        departure: Where it first goes another way; None when it never does.
        trace: Where the conversation was kept, if it goes another way.
        turns: Agent turns that it takes now.
    """

    golden: Golden
    departure: Departure | None
    turns: int
    trace: Path | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All golden journeys of an agent, compared."""

    agent: str
    compared: tuple[Compared, ...]

    @property
    def departed(self) -> tuple[Compared, ...]:
        """Those that go another way now."""
        return tuple(one for one in self.compared if one.departure is not None)


def record(agent: str, *, scenarios: Sequence[str] = (), force: bool = False) -> tuple[Recorded, ...]:
    """Play each card once with a plain person on a clear line, and write down how it goes.

    Args:
        agent: Its folder.
        scenarios: Names of cards; all when empty.
        force: Whether a golden journey that is there already may be replaced.

    Raises:
        SpecError: There is no such agent, or its files have mistakes.
        RunError: A card is unknown, or something would have to be overwritten; nothing is written then.
    """
    staging = stage(RunRequest(agent=agent))
    must_be_own(agent, staging)
    known = _known(staging, scenarios)
    made = [_made(staging, scenario) for scenario in known.values() if not scenarios or scenario.name in scenarios]
    return _write(staging, made, force=force)


def compare(agent: str, *, scenarios: Sequence[str] = (), out: Path = TRACES_DIR) -> Comparison:
    """Have the conversations of an agent's golden journeys again, and say where they go another way.

    Args:
        agent: Its folder, or the name of an example.
        scenarios: Names of cards; all that have one when empty.
        out: Where traces of those that go another way are kept.

    Raises:
        SpecError: There is no such agent, or its files, or its golden journeys, have mistakes.
        RunError: There is no golden journey, or a card is unknown.
    """
    staging = stage(RunRequest(agent=agent))
    known = _known(staging, scenarios)
    missing = [name for name in scenarios if not golden_path(staging.loaded.folder, name).exists()]
    goldens: Sequence[Golden] = ()
    if not missing:
        goldens = read_goldens(staging.loaded.folder, staging.loaded.agent, list(known), only=scenarios)
    if not goldens:
        which = f"the card '{missing[0]}'" if missing else f"{staging.loaded.folder}"
        hint = f"Record what it does today: seatrial golden record {agent}"
        raise RunError(f"{which} has no golden journey.", code="golden.none", hint=hint)
    stages: dict[str, Staging] = {"none": staging}
    compared: list[Compared] = []
    for golden in goldens:
        if golden.faults not in stages:
            stages[golden.faults] = stage(RunRequest(agent=agent, faults=golden.faults))
        compared.append(_compared(stages[golden.faults], golden, out))
    return Comparison(agent=staging.loaded.agent.name, compared=tuple(compared))


def promote(folder: RunFolder, named: str, *, force: bool = False) -> Recorded:
    """Make a simulated conversation the golden journey of its card.

    Args:
        folder: Its run.
        named: Its id, or a part of it that no other has.
        force: Whether a golden journey that is there already may be replaced, and one that failed may be golden.

    Raises:
        RunError: There is no such conversation, it failed, or something would have to be overwritten.
        SpecError: The agent is not there any more, or has mistakes.
    """
    manifest = folder.read_manifest()
    result = folder.find(named)
    staging = stage_again(manifest)
    must_be_own(manifest.agent_path or manifest.request.agent, staging)
    simulated = simulate_again(staging, folder, named if result is None else result.id)
    if result is not None and not force:
        _must_go_as_then(folder, result, simulated)
    if simulated.result.verdict == "failed" and not force:
        raise RunError(
            f"{simulated.result.id}: it failed: {simulated.result.reason}.", code="golden.failed", hint=_FORCE
        )
    golden = _golden(staging, simulated, faults=manifest.request.faults)
    (done,) = _write(staging, [(golden, simulated.result)], force=force, even_failed=True)
    return done


def keep(staging: Staging, golden: Golden, result: ConversationResult, *, force: bool) -> Recorded:
    """Write one golden journey."""
    (done,) = _write(staging, [(golden, result)], force=force, even_failed=True)
    return done


def _must_go_as_then(folder: RunFolder, result: ConversationResult, simulated: Simulated) -> None:
    """Complain when a conversation goes another way now than it did in its run: nobody has looked at that one."""
    if simulated.result.digest == result.digest:
        return
    trace, _ = kept_trace(folder, result)
    departure = None if trace is None else first_departure(journey(trace.rows), journey(simulated.ran.rows))
    if trace is None or departure is not None:
        where = "" if departure is None else f"\nAt {departure.text}"
        raise RunError(
            f"{result.id}: goes another way than in the run: the agent was changed since.{where}",
            code="golden.changed_since",
            hint=f"Simulate again, look at it, and promote it then. {_FORCE}",
        )


def must_be_own(agent: str, staging: Staging) -> None:
    """Complain when an agent is an example: what is written beside it would be lost with the next version.

    Raises:
        RunError: It is one.
    """
    if not agent_path(RunRequest(agent=agent), staging.loaded):
        name = staging.loaded.folder.name
        raise RunError(
            f"'{name}' is an example that comes with seatrial; nothing is written beside it.",
            code="golden.example",
            hint=f"Make it your own: seatrial new my-{name} --from {name}",
        )


def _known(staging: Staging, scenarios: Sequence[str]) -> dict[str, Scenario]:
    known = {card.scenario.name: card.scenario for card in staging.cards}
    for name in scenarios:
        if name not in known:
            hint = did_you_mean(name, known, label="Cards")
            raise RunError(f"there is no card '{name[:60]}'.", code="golden.unknown_card", hint=hint)
    return known


def _made(staging: Staging, scenario: Scenario) -> tuple[Golden, ConversationResult]:
    """Play a card, and return how it goes."""
    pin = scenario.pinned
    if pin is not None:
        named = f"{scenario.name}/{pin.persona}/{pin.channel}/{pin.seed}"
    else:
        people = scenario.personas or tuple(personas())
        persona = PERSONA if PERSONA in people else people[0]
        named = f"{scenario.name}/{persona}/{(*scenario.channels, 'speech')[0]}/{SEED}"
    simulated = staging.runner.clearly(staging.suite.find(named))
    return _golden(staging, simulated, clear=True), simulated.result


def _golden(staging: Staging, simulated: Simulated, *, faults: str = "none", clear: bool = False) -> Golden:
    item, agent = simulated.item, staging.loaded.agent
    return Golden(
        card=item.scenario,
        agent=agent.name,
        persona=item.persona,
        channel=item.channel,
        seed=item.seed,
        faults=faults or "none",
        clear=clear,
        turns=simulated.result.turns,
        steps=journey(simulated.ran.rows),
    )


def _compared(staging: Staging, golden: Golden, out: Path) -> Compared:
    item = staging.suite.find(golden.conversation)
    simulated = staging.runner.clearly(item) if golden.clear else staging.runner.run(item)
    departure = first_departure(golden.steps, journey(simulated.ran.rows))
    if departure is None:
        return Compared(golden, None, simulated.result.turns)
    trace = out / f"{trace_name(f'{golden.agent}/{golden.conversation}')}.jsonl"
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RunError(
            f"{out}: cannot be made: {error.strerror}.", code="run.unwritable", hint="Give another folder with --out."
        ) from error
    write_whole(trace, simulated.ran.encode())
    return Compared(golden, departure, simulated.result.turns, trace)


def _write(
    staging: Staging,
    made: Sequence[tuple[Golden, ConversationResult]],
    *,
    force: bool,
    even_failed: bool = False,
) -> tuple[Recorded, ...]:
    """Write golden journeys: all that are to be written, or none when one would be overwritten."""
    planned = [_planned(staging, golden, result, even_failed=even_failed) for golden, result in made]
    lost = [(done, golden) for done, golden in planned if done.status == "changed"]
    if lost and not force:
        done = lost[0][0]
        more = f" And {len(lost) - 1} more." if len(lost) > 1 else ""
        changes = "\n".join(line for one, _ in lost[:3] for line in (f"{one.file}:", *one.changes[:20]))
        raise RunError(
            f"{done.file}: is there already, and differs; nothing was written.{more}",
            code="golden.exists",
            hint=f"It would change:\n{changes}\n{_FORCE}",
        )
    for done, golden in planned:
        if done.status in {"new", "changed"}:
            _make_folder(done.file.parent)
            text = golden_yaml(_as_kept(golden, staging))
            write_whole(done.file, text.encode(), hint="Is the agent's folder yours to write to?")
    return tuple(done for done, _ in planned)


def _planned(
    staging: Staging, golden: Golden, result: ConversationResult, *, even_failed: bool
) -> tuple[Recorded, Golden]:
    """Return what is to become of one golden journey."""
    path = golden_path(staging.loaded.folder, golden.card)

    def done(status: str, *, reason: str = "", changes: tuple[str, ...] = ()) -> tuple[Recorded, Golden]:
        return Recorded(golden.card, golden.conversation, path, status, reason, changes), golden

    if result.verdict != "passed" and not even_failed:
        known = bool(result.known_failure) and result.verdict == "failed"
        return done("known_failure" if known else "failed", reason=result.known_failure if known else _why(result))
    if not path.exists():
        return done("new")
    try:
        before = read_golden(path, staging.loaded.agent, [golden.card])
    except MistakesError as error:
        return done("changed", changes=(f"  it cannot be read: {error.mistakes[0].message}",))
    same = _setting(before) == _setting(golden)
    if same and before.turns == golden.turns and first_departure(before.steps, golden.steps) is None:
        return done("same")
    return done("changed", changes=_changes(before, _as_kept(golden, staging)))


def _as_kept(golden: Golden, staging: Staging) -> Golden:
    return replace(golden, steps=kept_steps(golden.steps, staging.loaded.agent))


def _setting(golden: Golden) -> tuple[str, str, bool]:
    return golden.conversation, golden.faults, golden.clear


def _why(result: ConversationResult) -> str:
    return result.reason or {"not_judged": "a sentence on its card needs a judge"}.get(result.verdict, result.verdict)


def _changes(before: Golden, after: Golden) -> tuple[str, ...]:
    lines: list[str] = []
    if before.conversation != after.conversation:
        lines += [f"  - {before.conversation}", f"  + {after.conversation}"]
    if before.turns != after.turns:
        lines += [f"  - turns: {before.turns}", f"  + turns: {after.turns}"]
    kept = [line for line in ndiff(_texts(before), _texts(after)) if line[0] in "+-"]
    return (*lines, *(f"  {line}" for line in kept))


def _texts(golden: Golden) -> list[str]:
    return [" ".join(part.strip() for part in step_lines(step)) for step in golden.steps]


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise RunError(
            f"{folder}: cannot be made: {error.strerror}.",
            code="run.unwritable",
            hint="Is the agent's folder yours to write to?",
        ) from error
