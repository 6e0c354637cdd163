"""One conversation of a run: found by its id, read from its kept trace or simulated again, and made into a card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from seatrial.app.replaying import Replay, agent_change, read_trace, replay_with, version_changes
from seatrial.app.run_folder import Manifest, RunFolder
from seatrial.app.staging import Staging, stage
from seatrial.core.errors import RunError, TraceError
from seatrial.core.events import Json, SessionStarted
from seatrial.core.scenario import Persona, Pin, Scenario
from seatrial.core.trace import Header, Row, Trace, digest_lines, encode_row
from seatrial.evaluation.evidence import gather
from seatrial.evaluation.results import ConversationResult
from seatrial.reports.card import Card, story, ticks
from seatrial.reports.narration import value_text
from seatrial.reports.timeline import read_timeline
from seatrial.runtime.replay import first_difference
from seatrial.simulation.pairwise import pairwise_person
from seatrial.simulation.personas import personas
from seatrial.simulation.run import Simulated


@dataclass(frozen=True, slots=True)
class Shown:
    """A conversation to be shown.

    Attributes:
        simulated: Whether it was simulated again, because its trace was not kept or cannot be used.
        agent_changed: Whether that was with another version of the agent than the run's.
        trace_problem: Why the kept trace could not be used, if there is one and it could not.
    """

    card: Card
    result: ConversationResult
    simulated: bool = False
    agent_changed: bool = False
    trace_problem: str = ""


def show(folder: RunFolder, named: str) -> Shown:
    """Return a conversation of a run.

    Args:
        folder: The run.
        named: Its id, or a part of it that no other has. An id that the run did not come to is simulated.

    Raises:
        RunError: There is no such conversation.
        SpecError: It has to be simulated again, and the agent is not there any more or has mistakes.
    """
    manifest = folder.read_manifest()
    result = folder.find(named)
    trace, problem = (None, "") if result is None else kept_trace(folder, result)
    if result is not None and trace is not None:
        return Shown(card=make_card(manifest, trace.header, trace.rows, result), result=result)
    staging = stage_again(manifest)
    simulated = simulate_again(staging, folder, named if result is None else result.id)
    changed = staging.loaded.agent.digest != manifest.agent_digest
    ran = simulated.ran
    if result is not None and result.judged and ran.header.digest == result.digest:
        # It is the same conversation, and what was said of it then is not asked again.
        return Shown(make_card(manifest, ran.header, ran.rows, result), result, simulated=True, trace_problem=problem)
    known = {card.scenario.name: card.scenario for card in staging.cards}
    card = make_card(manifest, ran.header, ran.rows, simulated.result, cards=known)
    return Shown(card=card, result=simulated.result, simulated=True, agent_changed=changed, trace_problem=problem)


def kept_trace(folder: RunFolder, result: ConversationResult) -> tuple[Trace | None, str]:
    """Return a conversation's trace, if it was kept and is whole, and what is wrong with it, if it is not."""
    path = folder.trace_path(result.id)
    if not path.exists():
        return None, ""
    try:
        trace = read_trace(path)
    except TraceError as error:
        return None, str(error)
    if (trace.header.conversation, trace.header.digest) != (result.id, result.digest):
        return None, f"{path}: the trace of another conversation."
    return trace, ""


def replay_conversation(folder: RunFolder, named: str) -> Replay:
    """Simulate a conversation of a run again and compare it with what came of it then.

    Raises:
        RunError: There is no such conversation in the run.
        SpecError: The agent is not there any more, or has mistakes.
    """
    manifest = folder.read_manifest()
    result = folder.find(named)
    if result is None:
        raise RunError(
            f"{folder.path}: has no conversation '{named[:120]}'.",
            code="run.unknown_conversation",
            hint=_example(folder),
        )
    staging = stage_again(manifest)
    ran = simulate_again(staging, folder, result.id).ran
    rows = _as_if_by(manifest.agent_digest, ran.rows)
    digest = digest_lines(encode_row(row) for row in rows)
    kept, problem = kept_trace(folder, result)
    fed = None if kept is None else replay_with(kept, staging.loaded)
    divergence = None if fed is None else fed.divergence
    if kept is not None and divergence is None:
        divergence = first_difference(kept.rows, rows)
    again = f"simulated again from seed {result.seed}"
    return Replay(
        conversation=result.id,
        how=again if fed is None else f"{again}; and {fed.how}",
        identical=digest == result.digest and divergence is None,
        recorded=result.digest,
        now=digest,
        rows=len(rows),
        divergence=divergence,
        agent_changed=agent_change(manifest.agent_digest, staging.loaded),
        versions_changed=version_changes(manifest.versions),
        trace_problem=problem,
    )


def _as_if_by(agent_digest: str, rows: Sequence[Row]) -> list[Row]:
    """Return rows whose beginning names another version of the agent: what it does is compared, not what it is."""
    return [
        Row(row.at_ms, row.lane, msgspec.structs.replace(row.body, agent_digest=agent_digest))
        if isinstance(row.body, SessionStarted)
        else row
        for row in rows
    ]


def stage_again(manifest: Manifest) -> Staging:
    """Set the stage of a run again, with all cards and personas.

    Raises:
        SpecError: The agent is not there any more, or has mistakes.
    """
    request = manifest.request
    return stage(
        type(request)(agent=request.agent, seed=request.seed, faults=request.faults), agent=manifest.agent_path
    )


def simulate_again(staging: Staging, folder: RunFolder, conversation: str) -> Simulated:
    """Have one conversation again, by its id.

    Raises:
        RunError: It names a card, persona or channel that there is not.
    """
    try:
        item = staging.suite.find(conversation)
    except RunError as error:
        if error.code == "suite.bad_id":
            raise RunError(
                f"{folder.path}: has no conversation '{conversation[:120]}'.",
                code="run.unknown_conversation",
                hint=_example(folder),
            ) from error
        raise
    return staging.runner.run(item)


def _example(folder: RunFolder) -> str:
    first = next(iter(folder.results()), None)
    return (
        "This run has no results."
        if first is None
        else f"Ids look like {first.id}. All are in {folder.path}/results.jsonl"
    )


def make_card(
    manifest: Manifest,
    header: Header,
    rows: Sequence[Row],
    result: ConversationResult,
    *,
    cards: dict[str, Scenario] | None = None,
) -> Card:
    """Return the card of a conversation.

    Args:
        manifest: Of its run, which holds the cards as they were.
        header: Of its trace.
        rows: Of its trace.
        result: What came of it.
        cards: Cards to use instead, when it was simulated with those of today.
    """
    known = cards or {scenario.name: scenario for scenario in manifest.scenarios}
    scenario = known.get(result.scenario) or Scenario(name=result.scenario, at="")
    persona = personas().get(result.persona) or pairwise_person(result.persona)
    struck = dict.fromkeys(fault.kind for fault in gather(rows).faults)
    said, meant, read = result.misread or ("", "", "")
    return Card(
        id=result.id,
        agent=manifest.agent_name,
        who=scenario.who,
        why=scenario.why,
        persona=result.persona,
        manner=_manner(persona) if scenario.pinned is None else _traits(scenario.pinned),
        channel=result.channel,
        started_at=_started_at(rows),
        device=value_text(scenario.memory.get("device", "")),
        facts=_named(scenario.knows),
        memory=_named({name: value for name, value in scenario.memory.items() if name != "device"}),
        cannot=scenario.cannot,
        known_failure=scenario.known_failure or "",
        faults=tuple(struck),
        verdict=result.verdict,
        blame=f'"{said}" was {meant}, and was taken for {read}' if meant else read,
        ticks=ticks(scenario.expect, result.checks),
        lines=story(rows),
        turns=result.turns,
        seconds=result.virtual_ms / 1000,
        digest=header.digest,
        timeline=read_timeline(rows),
    )


def _named(values: Mapping[str, Json]) -> tuple[tuple[str, str], ...]:
    return tuple((name.replace("_", " "), value_text(value)) for name, value in values.items())


def live_card(trace: Trace) -> Card:
    """Return the card of a conversation that nobody simulated: its words, and how it ended."""
    evidence = gather(trace.rows)
    header = trace.header
    return Card(
        id=header.conversation,
        agent=header.agent,
        channel=header.channel,
        started_at=_started_at(trace.rows),
        lines=story(trace.rows),
        turns=evidence.turns,
        seconds=evidence.virtual_ms / 1000,
        digest=header.digest,
    )


def _started_at(rows: Sequence[Row]) -> str:
    return next((row.body.started_at for row in rows if isinstance(row.body, SessionStarted)), "")


def _manner(persona: Persona | None) -> str:
    return "" if persona is None else persona.about


def _traits(pin: Pin) -> str:
    """Return the manner of a pinned card's person."""
    traits = ", ".join(f"{name.replace('_', ' ')} {value:g}" for name, value in pin.traits.items())
    return f"neutral, but for {traits}" if traits else "neutral"
